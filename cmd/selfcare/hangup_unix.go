//go:build !windows

package main

import (
	"os"
	"syscall"
)

// hangupSignals say that the terminal is gone.
var hangupSignals = []os.Signal{syscall.SIGHUP}
