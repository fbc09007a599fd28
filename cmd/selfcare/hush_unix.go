//go:build unix

package main

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
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
	quiet.Lflag |= syscall.ICANON | syscall.ISIG
	quiet.Iflag |= syscall.ICRNL
	signals, done, left := make(chan os.Signal, 1), make(chan struct{}), make(chan struct{})
	signal.Notify(signals, slices.DeleteFunc(append(heeded(), syscall.SIGTSTP), signal.Ignored)...)
	if err := term.SetState(fd, &quiet); err != nil {
		signal.Stop(signals)
		return nil, err
	}
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
	}, nil
}

// readQuietly reads a line from a terminal that shows nothing. It leaves the terminal alone: the
// signals that come meanwhile put it back as it was, and nobody may hush it again after that.
func readQuietly(from io.Reader) (string, error) {
	var line []byte
	for one := make([]byte, 1); ; { // a byte at a time: the next line is for whoever asks next
		n, err := from.Read(one)
		switch {
		case n > 0 && one[0] == '\n':
			return strings.TrimSuffix(string(line), "\r"), nil
		case n > 0:
			line = append(line, one[0])
		case errors.Is(err, io.EOF) && len(line) > 0:
			return string(line), nil
		case err != nil:
			return "", err
		}
	}
}

// stopHere stops the program until it is told to go on.
func stopHere() { _ = syscall.Kill(os.Getpid(), syscall.SIGSTOP) }
