package terminal

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// Quiet does nothing: there a terminal is quiet as soon as a passphrase is read.
func (s Signals) Quiet(*os.File) (loud func(), err error) { return func() {}, nil }

// ReadQuietly reads a line from a terminal and shows nothing of it.
func ReadQuietly(from *os.File) (string, error) {
	line, err := term.ReadPassword(from.Fd())
	return string(line), err
}
