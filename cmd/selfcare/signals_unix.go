//go:build !windows

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// endSignals ask the program to end, or say that the terminal is gone. SIGQUIT would otherwise end it
// with the terminal as the app needs it.
var endSignals = []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT}

// endBy ends the program as a signal does that nobody catches, so that whoever waits for it sees
// what ended it. At SIGQUIT Go would print what each of its goroutines does: only its status is told.
func endBy(s os.Signal) {
	n, ok := s.(syscall.Signal)
	if ok && n != syscall.SIGQUIT {
		signal.Reset(s)
		if syscall.Kill(os.Getpid(), n) == nil {
			select {} // until it arrives
		}
	}
	os.Exit(128 + int(n)) // as a shell tells it
}
