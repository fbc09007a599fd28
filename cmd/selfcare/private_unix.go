//go:build unix

package main

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// endBy ends the program as a signal does that nobody catches, so that whoever waits for it sees
// what ended it.
func endBy(s os.Signal) {
	signal.Reset(s)
	if n, ok := s.(syscall.Signal); ok && syscall.Kill(os.Getpid(), n) == nil {
		select {} // until it arrives
	}
	os.Exit(statusNo)
}

// isRunning reports whether there is a process of a number.
func isRunning(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
