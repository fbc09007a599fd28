//go:build unix

package terminal

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

// Quiet has a terminal show nothing of what is typed, until loud. Whatever ends or stops the program
// meanwhile finds the terminal as it was before: some shells leave it as it is.
func (s Signals) Quiet(f *os.File) (loud func(), err error) {
	fd := f.Fd()
	before, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	quiet := *before
	quiet.Lflag &^= syscall.ECHO
	quiet.Lflag |= syscall.ICANON | syscall.ISIG
	quiet.Iflag |= syscall.ICRNL
	signals, done, left := make(chan os.Signal, 1), make(chan struct{}), make(chan struct{})
	signal.Notify(signals, slices.DeleteFunc(append(s.heeded(), syscall.SIGTSTP), signal.Ignored)...)
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
			case caught := <-signals:
				_ = term.SetState(fd, before)
				if caught != syscall.SIGTSTP {
					s.EndBy(caught)
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

// ReadQuietly reads a line from a terminal that shows nothing. It leaves the terminal alone: the
// signals that come meanwhile put it back as it was, and nobody may quieten it again after that.
func ReadQuietly(from *os.File) (string, error) { return readLine(from) }

// readLine reads a line a byte at a time: the next line is for whoever asks next.
func readLine(from io.Reader) (string, error) {
	var line []byte
	for one := make([]byte, 1); ; {
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
