// Package secret keeps from others what is meant for one person: it asks for passphrases, encrypts
// as age does, and puts what has to be in a file while it is read into one that nobody else can read.
package secret

import (
	"errors"
	"fmt"
	"io"
	"os"

	"selfcare/internal/cli/terminal"
	"selfcare/internal/refusal"
)

// Variable names a passphrase, where there is no terminal to ask on.
const Variable = "SELFCARE_PASSPHRASE"

// Asker asks for passphrases.
type Asker struct {
	Given   string    // the passphrase of the environment, which is not asked for
	In      io.Reader // a terminal
	Out     io.Writer // where the question is
	Signals terminal.Signals
}

// Known asks for the passphrase of a file that is there.
func (a Asker) Known() (string, error) {
	if a.Given != "" {
		return a.Given, nil
	}
	return a.ask("passphrase  ")
}

// New asks for a new passphrase, twice.
func (a Asker) New() (string, error) {
	first, err := a.Known()
	if err != nil || a.Given != "" {
		return first, err
	}
	if first == "" {
		return "", refusal.New("An empty passphrase keeps nothing; nothing was written")
	}
	again, err := a.ask("once more  ")
	if err == nil && again != first {
		err = refusal.New("The two passphrases differ; nothing was written")
	}
	return first, err
}

// ask reads a line that is not shown.
func (a Asker) ask(prompt string) (string, error) {
	in, ok := a.In.(*os.File)
	if !ok || !terminal.Is(in) {
		return "", refusal.BadInput("A passphrase is asked for on a terminal; elsewhere %s has to hold it", Variable)
	}
	// Whoever types ahead of the prompt is not to see it either: the terminal is quiet first.
	loud, err := a.Signals.Quiet(in)
	if err != nil {
		return "", err
	}
	defer loud()
	if _, err := fmt.Fprint(a.Out, prompt); err != nil {
		return "", err
	}
	said, err := terminal.ReadQuietly(in)
	if _, err2 := fmt.Fprintln(a.Out); err == nil {
		err = err2
	}
	if errors.Is(err, io.EOF) {
		return "", refusal.New("No passphrase was given; nothing was written")
	}
	return said, err
}
