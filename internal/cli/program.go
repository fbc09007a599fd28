// Package cli is the command line: a file a command, which reads its flags and arguments, and prints
// what came of it. What commands share is in packages under this one.
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/secret"
	"selfcare/internal/cli/terminal"
	"selfcare/internal/cli/text"
	"selfcare/internal/config"
	"selfcare/internal/entry"
	"selfcare/internal/home"
	"selfcare/internal/phrase"
	"selfcare/internal/settings"
	"selfcare/internal/spelling"
)

// Env is what is around the program.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time // the machine's clock
	Version  string           // of a release; else empty
	Signals  Signals

	// What tests set otherwise.
	RetryAfter time.Duration    // how long the app waits to write again what it could not; zero is as it likes
	Patience   time.Duration    // how long is waited for others to let go of the record; zero is as the record likes
	WorkFactor int              // how slow a passphrase is to try; zero is as slow as age makes it
	Stopwatch  func() time.Time // the machine's own time, which goes on where SELFCARE_NOW stands still; nil is Now
}

// Signals are the signals that end the program.
type Signals = terminal.Signals

// Run does what the arguments say. Its error has been printed. A refusal that is Unfit is of wrong
// flags or arguments.
func Run(env Env, args []string) error {
	p := newProgram(env)
	p.args = args
	root := p.command()
	root.SetArgs(args)
	root.SetIn(env.In)
	root.SetOut(p.out)
	root.SetErr(p.errOut)
	err := root.Execute()
	var said saidError
	if err != nil && !errors.As(err, &said) {
		p.complain(phrase.Sentence(err))
	}
	return err
}

// program is what the subcommands share.
type program struct {
	env    Env
	args   []string  // as they were given
	out    io.Writer // for text; documents go to env.Out
	errOut io.Writer

	file    string
	json    bool
	noColor bool
	clock   func() time.Time
	folders home.Folders
	config  config.Files
	chosen  *settings.Settings // once they were read
	problem string             // what is wrong with them, until it is told
	notice  string             // what the app says first
	kept    string             // how long settings are kept, where that is not for good
}

// newProgram returns a program that has read nothing yet.
func newProgram(env Env) *program {
	if env.Stopwatch == nil {
		env.Stopwatch = env.Now
	}
	p := &program{env: env, out: terminal.Clean{To: env.Out}, errOut: terminal.Clean{To: env.Err}, clock: env.Now}
	p.live(home.System(env.Getenv))
	return p
}

// live has the program use some folders.
func (p *program) live(in home.Folders) { p.folders, p.config = in, config.Files{Folders: in} }

// saidError is an error that has been told already.
type saidError struct{ error }

func (e saidError) Unwrap() error { return e.error }

// complain tells of an error. Where even that cannot be written, the exit status has to do.
func (p *program) complain(sentence string) {
	_, _ = fmt.Fprintln(p.errOut, "selfcare: "+spelling.CleanLine(sentence))
}

// complainAll tells of several.
func (p *program) complainAll(sentences []string) {
	for _, sentence := range sentences {
		p.complain(sentence)
	}
}

// print writes one JSON document.
func (p *program) print(v any) error { return document.Write(p.env.Out, v) }

// acknowledge answers a change that is on disk: with a document, or in words.
func (p *program) acknowledge(v any, words string) error {
	if p.json {
		return p.print(v)
	}
	return entry.Acknowledge(p.out, words)
}

// write prints text, or a document where JSON is wanted.
func (p *program) write(v any, text string) error {
	if p.json {
		return p.print(v)
	}
	_, err := io.WriteString(p.out, text)
	return err
}

// atTerminal reports whether a person types the input.
func (p *program) atTerminal() bool { return terminal.Is(p.env.In) }

// agreed asks a question, to which only yes is yes.
func (p *program) agreed(in *bufio.Reader, question string) bool {
	if _, err := fmt.Fprint(p.errOut, spelling.CleanLine(question)); err != nil {
		return false
	}
	answer, err := in.ReadString('\n')
	if err != nil { // ctrl+d leaves the line where it was
		_, _ = fmt.Fprintln(p.errOut)
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes"
}

// meter returns a meter of something that takes its time.
func (p *program) meter(ctx context.Context) *terminal.Meter {
	return terminal.NewMeter(ctx, p.env.Err, p.env.Stopwatch)
}

// asker returns what asks for passphrases.
func (p *program) asker() secret.Asker {
	return secret.Asker{Given: p.env.Getenv(secret.Variable), In: p.env.In, Out: p.errOut, Signals: p.env.Signals}
}

// beside returns where private files are made: beside the record.
func (p *program) beside() secret.Folder { return secret.Folder{File: p.file, Signals: p.env.Signals} }

// opener returns what opens files that a person named.
func (p *program) opener(ask func() (string, error), tell func() error) secret.Opener {
	return secret.Opener{Folder: p.beside(), In: p.env.In, Ask: ask, Tell: tell}
}

// maker returns what makes documents as of now.
func (p *program) maker() document.Maker {
	return document.Maker{Now: p.clock(), Hours: p.hours(), Moods: p.choices().MoodWords}
}

// printer returns what says things as of now.
func (p *program) printer() text.Printer {
	return text.Printer{Now: p.clock(), Hours: p.hours(), Moods: p.choices().MoodWords}
}

// settings returns the person's choices. What is wrong in their file is told, once.
func (p *program) settings() settings.Settings {
	s := p.choices()
	if p.problem != "" {
		p.complain(p.problem)
		p.problem = ""
	}
	return s
}

// choices returns the person's choices. What is wrong with their file is left in p.problem, to be
// told once.
func (p *program) choices() settings.Settings {
	if p.chosen == nil {
		s, problem := p.config.Settings()
		p.chosen, p.problem = &s, problem
	}
	return *p.chosen
}

// hours returns how the person counts days and reads a clock.
func (p *program) hours() calendar.Preferences { return p.choices().Preferences() }

// today returns the day that it is.
func (p *program) today() calendar.Day { return p.hours().DayOf(p.clock()) }

// here returns the zone that the person is in now.
func (p *program) here() *time.Location { return p.clock().Location() }
