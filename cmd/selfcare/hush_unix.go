//go:build unix

package main

import (
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/charmbracelet/x/term"
)

// hush has a terminal show nothing of what is typed, until loud. Whatever ends or stops the program
// meanwhile finds the terminal as it was before: some shells leave it as it is.
func hush(fd uintptr) (loud func(), err error) {
	before, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	quiet := *before
	quiet.Lflag &^= syscall.ECHO
	signals, done, left := make(chan os.Signal, 1), make(chan struct{}), make(chan struct{})
	signal.Notify(signals, slices.DeleteFunc(append(heeded(), syscall.SIGTSTP), signal.Ignored)...)
	go func() {
		defer close(left)
		for {
			select {
			case <-done:
				return
			case s := <-signals:
				_ = term.SetState(fd, before)
				if s != syscall.SIGTSTP {
					endBy(s)
				}
				stopHere()
				_ = term.SetState(fd, &quiet)
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
		<-left
		_ = term.SetState(fd, before)
	}, term.SetState(fd, &quiet)
}

// stopHere stops the program until it is told to go on.
func stopHere() { _ = syscall.Kill(os.Getpid(), syscall.SIGSTOP) }
