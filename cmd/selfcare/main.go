// Selfcare is a companion for looking after yourself, in a terminal.
//
// Main wires: flags, where the data is, the clock. Each subcommand has a file of
// its own. Nothing else in the program reads the time or ends it.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/settings"
	"selfcare/internal/spelling"
)

// The exit statuses.
const (
	statusDone  = 0
	statusNo    = 1 // the data or the world said no
	statusUnfit = 2 // the flags or arguments were wrong
)

func main() { os.Exit(newProgram(os.Stdin, os.Stdout, os.Stderr).run(os.Args[1:])) }

// program is what the subcommands share.
type program struct {
	in     io.Reader
	out    io.Writer // for text
	errOut io.Writer
	args   []string  // as they were given
	raw    io.Writer // for documents, and for questions about the terminal
	rawErr io.Writer

	file    string
	json    bool
	noColor bool
	clock   func() time.Time
	chosen  *settings.Settings // once they were read
	problem string             // what is wrong with them, until it is told
	notice  string             // what the app says first
	kept    string             // how long settings are kept, where that is not for good

	retryAfter time.Duration    // how long the app waits to write again what it could not; zero is as it likes
	patience   time.Duration    // how long it waits for others to let go of the record; zero is as the record likes
	workFactor int              // how slow a passphrase is to try; zero is as slow as age makes it
	stopwatch  func() time.Time // the machine's own time, which goes on where SELFCARE_NOW stands still
}

// newProgram returns a program that has read nothing yet.
func newProgram(in io.Reader, out, errOut io.Writer) *program {
	return &program{in: in, out: safely{out}, errOut: safely{errOut}, raw: out, rawErr: errOut, stopwatch: time.Now}
}

// run does what the arguments say, and returns the exit status.
func (p *program) run(args []string) int {
	p.args = args
	root := p.command()
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.errOut)
	err := root.Execute()
	if err == nil {
		return statusDone
	}
	var said saidError
	if !errors.As(err, &said) {
		p.complain(phrase.Sentence(err))
	}
	return statusOf(err)
}

// complain tells of an error. Where even that cannot be written, the exit status
// has to do.
func (p *program) complain(sentence string) {
	_, _ = fmt.Fprintln(p.errOut, "selfcare: "+spelling.CleanLine(sentence))
}

// saidError is an error that has been told already.
type saidError struct{ error }

func (e saidError) Unwrap() error { return e.error }

// usageError is wrong use of flags or arguments.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func statusOf(err error) int {
	var usage usageError
	if r := refusal.As(err); errors.As(err, &usage) || r != nil && r.Unfit {
		return statusUnfit
	}
	return statusNo
}

func (p *program) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "selfcare",
		Short: "Look after yourself, from a terminal",
		Long: `Look after yourself, from a terminal.

Without a subcommand the app opens. Everything is kept in one file on this
computer: --db FILE, else SELFCARE_DB, else the data folder of your system.

With --plain nothing is drawn: what is open today is asked in whole lines, for
screen readers and for terminals that cannot draw (TERM=dumb).`,
		Args:              noArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			err := p.prepare()
			if cmd.Name() == cobra.ShellCompRequestCmd { // a shell that completes is no place to tell of it
				return nil
			}
			p.choices()
			if tellsOfSettings(cmd) && p.hasRecord() { // else nothing is done, for the same reason
				p.settings()
			}
			return err
		},
	}
	plain := root.Flags().Bool("plain", false, "ask in plain lines, for screen readers")
	version := root.Flags().Bool("version", false, "print the version")
	root.RunE = func(cmd *cobra.Command, _ []string) error {
		if *version {
			return p.printVersion()
		}
		if *plain || !cmd.Flags().Changed("plain") && isDumb() {
			return p.plain()
		}
		return p.app()
	}
	root.CompletionOptions.HiddenDefaultCmd = false
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if mistyped := p.mistyped(cmd); mistyped != nil {
			return mistyped
		}
		return usageError{flagError(cmd, err)}
	})
	flags := root.PersistentFlags()
	flags.StringVar(&p.file, "db", "", "the data `FILE`")
	completesFile(root, "db")
	flags.BoolVar(&p.json, "json", false, "print one JSON document")
	flags.BoolVar(&p.noColor, "no-color", false, "draw without colours")
	root.AddCommand(p.addCommand(), p.undoCommand(), p.redoCommand(), p.todayCommand(), p.trendsCommand(), p.habitCommand(),
		p.boundaryCommand(), p.journalCommand(), p.statusCommand(), p.importCommand(), p.exportCommand(), p.backupCommand(), p.restoreCommand(), p.checkCommand(), p.purgeCommand(), p.restCommand(), p.settingsCommand(), p.demoCommand(), p.manCommand(), p.verifyCommand(), versionCommand(p))
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	knowHelp(root)
	showHelp(root)
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "completion":
			cmd.Args = noArgs
			cmd.RunE = needs("a shell: bash, zsh, fish or powershell")
			completionScripts(p, cmd.Commands())
		case "help":
			cmd.RunE, cmd.Run = p.help, nil
		}
	}
	return root
}

// knowHelp tells a command and those under it that -h takes no value, before the arguments are
// read: -h today would be the help of selfcare itself.
func knowHelp(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	for _, c := range cmd.Commands() {
		knowHelp(c)
	}
}

// tellsOfSettings reports whether a command says what is wrong with the settings. The app says
// it on its screen, a prompt has no room, and others do not live by them.
func tellsOfSettings(cmd *cobra.Command) bool {
	for c := cmd; c.HasParent(); c = c.Parent() {
		if slices.Contains([]string{"demo", "status", "settings", "completion", "help", "man", "version", verifyName}, c.Name()) {
			return false
		}
	}
	return cmd.HasParent()
}

// needs refuses a command that is only a folder of others.
func needs(what string) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		return usageError{refusal.BadInput("%s needs %s", cmd.CommandPath(), what)}
	}
}

// noJSON refuses --json where what is printed is made for people or for another program.
func (p *program) noJSON(what string) error {
	if !p.json {
		return nil
	}
	return usageError{refusal.BadInput("%s is no JSON; leave out --json", what)}
}

// help shows the help of the command that is named, and refuses one that is not
// there.
func (p *program) help(cmd *cobra.Command, args []string) error {
	if err := p.noJSON("Help"); err != nil {
		return err
	}
	about, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return noArgs(about, rest)
	}
	return about.Help()
}

// prepare reads the environment.
func (p *program) prepare() error {
	if p.file == "" {
		p.file = os.Getenv("SELFCARE_DB")
	}
	p.clock = time.Now
	if now := os.Getenv("SELFCARE_NOW"); now != "" {
		t, err := time.Parse(time.RFC3339, now)
		if err != nil {
			return refusal.BadInput("SELFCARE_NOW is %q; it has to look like 2026-11-22T09:00:00+01:00", now)
		}
		t = t.In(time.Local)
		// A day begins in the morning: the first hours of a year belong to the one before.
		if t.AddDate(0, 0, -1).Year() < 1900 || t.Year() > 9999 {
			return refusal.BadInput("SELFCARE_NOW is %q, and only days from 1900 to 9999 can be written", now)
		}
		p.clock = func() time.Time { return t }
	}
	return nil
}

// hasRecord reports whether it is known where the record is. Some commands read --db later, by
// themselves.
func (p *program) hasRecord() bool {
	if p.file != "" || slices.ContainsFunc(p.args, func(a string) bool { return a == "--db" || strings.HasPrefix(a, "--db=") }) {
		return true
	}
	_, err := defaultFile()
	return err == nil
}

// store is the record. Where it is, is asked for only here: finding the folders of
// the system takes time that a command with --db need not spend.
func (p *program) store() (*db.DB, error) {
	if p.file == "" {
		path, err := defaultFile()
		if err != nil {
			return nil, err
		}
		p.file = path
	}
	if isStandardInput(p.file) {
		return nil, usageError{refusal.BadInput("%s is standard input or output, and no data file; name a file with --db", p.file)}
	}
	path, err := fromHome(p.file)
	if err != nil {
		return nil, err
	}
	p.file = path
	if path, err := filepath.Abs(p.file); err == nil {
		p.file = path
	}
	store := db.New(p.file, p.clock).Guarded(p.verify)
	if p.patience > 0 {
		store = store.Waiting(p.patience)
	}
	p.file = store.Path() // where it is a link, everything is beside the file that it leads to
	return store, nil
}

// record returns the record, for commands that have nothing to say where there is none yet: an
// empty answer would look like that of an empty record, and a wrong path like a record that was
// lost.
func (p *program) record() (*db.DB, error) {
	store, err := p.store()
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(store.Path()); !errors.Is(err, fs.ErrNotExist) {
		return store, nil // whoever reads it says what is wrong with it
	}
	if backups, err := store.Backups(); err == nil && len(backups) > 0 {
		return nil, refusal.New("There is no data file at %s; %s brings back the newest good backup", store.Path(), p.typed("restore"))
	}
	return nil, refusal.New("There is no data file yet at %s; %s begins one, and so does the app", store.Path(), p.typed("habit", "new", "Walk"))
}

// defaultFile returns the file in the data folder of the system. It makes no folder.
func defaultFile() (string, error) {
	folder, err := systemFolder(xdg.DataHome, "XDG_DATA_HOME", ", or name a data file with --db")
	if err != nil {
		return "", err
	}
	return filepath.Join(folder, "selfcare", "selfcare.db"), nil
}

// today is the day that it is.
func (p *program) today() calendar.Day { return p.preferences().DayOf(p.clock()) }
