//go:build unix

package main

import (
	"syscall"

	"github.com/charmbracelet/x/term"
)

// hush has a terminal show nothing of what is typed, until loud.
func hush(fd uintptr) (loud func(), err error) {
	before, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	quiet := *before
	quiet.Lflag &^= syscall.ECHO
	return func() { _ = term.SetState(fd, before) }, term.SetState(fd, &quiet)
}
