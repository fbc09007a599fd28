//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// heedSignals has the programs that a test starts begin like those of a shell, though the
// tests themselves were told to ignore some signals, as a script tells what it starts in the
// background. What is ignored is inherited, and what is caught is not.
func heedSignals() {
	for _, s := range []os.Signal{syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGTSTP} {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
}
