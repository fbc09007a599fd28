//go:build !windows

package main

import (
	"os"
	"syscall"
)

// endSignals ask the program to end, or say that the terminal is gone. SIGQUIT would otherwise end it
// with the terminal as the app needs it.
var endSignals = []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT}
