package main

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// hush does nothing: there a terminal is quiet as soon as a passphrase is read.
func hush(uintptr) (loud func(), err error) { return func() {}, nil }

// readQuietly reads a line from a terminal and shows nothing of it.
func readQuietly(from *os.File) (string, error) {
	line, err := term.ReadPassword(from.Fd())
	return string(line), err
}
