//go:build !windows

package main

import (
	"os"
	"syscall"
)

// endSignals ask the program to end, or say that the terminal is gone.
var endSignals = []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM}
