package cli

import (
	"slices"
	"time"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/help"
	"selfcare/internal/cli/terminal"
	"selfcare/internal/cli/verify"
	"selfcare/internal/refusal"
)

// Command returns the command line of a program, to be looked at.
func Command(env Env) *cobra.Command { return newProgram(env).command() }

// command returns the command line: selfcare, with all commands under it.
func (p *program) command() *cobra.Command {
	root := p.rootCommand()
	p.addFlags(root)
	root.AddCommand(
		p.addCommand(), p.undoCommand(), p.redoCommand(), p.todayCommand(), p.trendsCommand(), p.habitCommand(), p.boundaryCommand(),
		p.journalCommand(), p.statusCommand(), p.importCommand(), p.exportCommand(), p.backupCommand(), p.restoreCommand(), p.checkCommand(),
		p.purgeCommand(), p.restCommand(), p.settingsCommand(), p.demoCommand(), p.manCommand(), verify.Command(p.env.Out), p.versionCommand(),
	)
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	help.AddFlag(root)
	help.Wrap(root)
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "completion":
			cmd.Args = help.NoArgs
			cmd.RunE = help.Needs("a shell: bash, zsh, fish or powershell")
			complete.Scripts(cmd.Commands(), p.env.Out, func() error { return p.noJSON("A script for a shell") })
		case "help":
			cmd.RunE, cmd.Run = p.help, nil
		}
	}
	return root
}

// rootCommand returns selfcare itself, which opens the app.
func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "selfcare",
		Short: "Look after yourself, from a terminal",
		Long: `Look after yourself, from a terminal.

Without a subcommand the app opens. Everything is kept in one file on this
computer: --db FILE, else SELFCARE_DB, else the data folder of your system.

With --plain nothing is drawn: what is open today is asked in whole lines, for
screen readers and for terminals that cannot draw (TERM=dumb).`,
		Args:              help.NoArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return p.prepare(cmd) },
	}
	plain := root.Flags().Bool("plain", false, "ask in plain lines, for screen readers")
	version := root.Flags().Bool("version", false, "print the version")
	root.RunE = func(cmd *cobra.Command, _ []string) error {
		switch {
		case *version:
			return p.printVersion()
		case *plain || !cmd.Flags().Changed("plain") && p.isDumb():
			return p.plain()
		}
		return p.app()
	}
	return root
}

// addFlags adds the flags of all commands, and what is said of wrong ones.
func (p *program) addFlags(root *cobra.Command) {
	root.CompletionOptions.HiddenDefaultCmd = false
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if mistyped := help.Mistyped(cmd, p.args); mistyped != nil {
			return mistyped
		}
		return help.FlagError(cmd, err)
	})
	flags := root.PersistentFlags()
	flags.StringVar(&p.file, "db", "", "the data `FILE`")
	complete.FileFlag(root, "db")
	flags.BoolVar(&p.json, "json", false, "print one JSON document")
	flags.BoolVar(&p.noColor, "no-color", false, "draw without colours")
}

// prepare reads the environment before a command runs, and tells of wrong settings where the command
// lives by them.
func (p *program) prepare(cmd *cobra.Command) error {
	err := p.readEnvironment()
	if cmd.Name() == cobra.ShellCompRequestCmd { // a shell that completes is no place to tell of it
		return nil
	}
	p.choices()
	if tellsOfSettings(cmd) && p.hasRecord() { // else nothing is done, for the same reason
		p.settings()
	}
	return err
}

// readEnvironment reads which record and which time are meant.
func (p *program) readEnvironment() error {
	if p.file == "" {
		p.file = p.env.Getenv("SELFCARE_DB")
	}
	now := p.env.Getenv("SELFCARE_NOW")
	if now == "" {
		return nil
	}
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
	return nil
}

// tellsOfSettings reports whether a command says what is wrong with the settings. The app says
// it on its screen, a prompt has no room, and others do not live by them.
func tellsOfSettings(cmd *cobra.Command) bool {
	for c := cmd; c.HasParent(); c = c.Parent() {
		if slices.Contains([]string{"demo", "status", "settings", "completion", "help", "man", "version", verify.Name}, c.Name()) {
			return false
		}
	}
	return cmd.HasParent()
}

// isDumb reports whether a person sits at a terminal that can only print lines.
func (p *program) isDumb() bool {
	return terminal.IsDumb(p.env.Getenv) && p.atTerminal() && terminal.Is(p.env.Out)
}

// noJSON refuses --json where what is printed is made for people or for another program.
func (p *program) noJSON(what string) error {
	if !p.json {
		return nil
	}
	return refusal.BadInput("%s is no JSON; leave out --json", what)
}

// help shows the help of the command that is named, and refuses one that is not there.
func (p *program) help(cmd *cobra.Command, args []string) error {
	if err := p.noJSON("Help"); err != nil {
		return err
	}
	about, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return help.NoArgs(about, rest)
	}
	return about.Help()
}
