package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"selfcare/internal/atomicfile"
	"selfcare/internal/refusal"
)

// What is encrypted, or comes from standard input, has to be in a file while it is read: a backup
// is looked at by another process, and formats want to jump about. That file stands beside the
// record, under a temporary name, where only the person may read it. It is removed when it was
// read, and when a signal ends the program; what a killed program left is removed by the next
// backup, restore, import or purge.

// privateFile makes a file for what nobody else may read. Remove takes it away; so does a signal
// that ends the program, unless the caller is heeding those and returns.
func (p *program) privateFile(heeding bool) (f *atomicfile.File, remove func(), err error) {
	if err := os.MkdirAll(p.besideRecord(), 0o700); err != nil {
		return nil, nil, explainWriting(p.file, err)
	}
	// The signals first: one that comes in between finds the file gone, too.
	signals, done := make(chan os.Signal, 1), make(chan struct{})
	if !heeding {
		signal.Notify(signals, heeded()...)
	}
	f, err = atomicfile.Create(p.file, 0o600)
	if err != nil {
		signal.Stop(signals)
		return nil, nil, explainWriting(p.file, err)
	}
	go func() {
		select {
		case s := <-signals:
			_ = f.Discard() // what stays is removed by the next backup
			endBy(s)
		case <-done:
		}
	}()
	return f, func() {
		signal.Stop(signals)
		close(done)
		_ = f.Discard() // as above
	}, nil
}

// heeded returns the signals that end the program, without those that whoever started it has it
// ignore.
func heeded() []os.Signal { return slices.DeleteFunc(slices.Clone(endSignals), signal.Ignored) }

// A source is a file to read, as the person named it.
type source struct {
	path string // where it can be read
	name string // what it is called in sentences
	done func() // to be called when it was read
}

// naming returns err with the person's name of the source in place of the path.
func (s source) naming(err error) error {
	if r := refusal.As(err); r != nil && s.path != s.name && strings.Contains(r.Text, s.path) {
		return &refusal.Error{Text: strings.ReplaceAll(r.Text, s.path, s.name), Cause: err}
	}
	return err
}

// standardInput is what standard input is called in sentences.
const standardInput = "standard input"

// source returns where a file can be read that a person named: - is standard input, and what is
// encrypted is decrypted with the passphrase that ask answers with. Tell is called as it goes on,
// and its error ends it; it may be nil where nobody heeds signals.
func (p *program) source(named string, ask func() (string, error), tell func() error) (s source, err error) {
	path, err := fromHome(named)
	if err != nil {
		return s, err
	}
	s = source{path: path, name: path, done: func() {}}
	if isStandardInput(path) {
		if s, err = p.fromStandardInput(); err != nil {
			return s, err
		}
	}
	decrypted, err := p.decrypted(s, ask, tell)
	if err != nil {
		s.done()
	}
	return decrypted, err
}

// isStandardInput reports whether a path names standard input.
func isStandardInput(path string) bool {
	return path == "-" || slices.Contains([]string{"/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"}, path)
}

// isStandardOutput reports whether a path names standard output.
func isStandardOutput(path string) bool { return path == "-" }

// mostInput is how many bytes are read from standard input.
const mostInput = 1 << 30

// fromStandardInput returns a file with what standard input holds. Whoever waits for more of it hears
// of no signal, so that a signal ends the program.
func (p *program) fromStandardInput() (s source, err error) {
	if p.atTerminal() {
		return s, usageError{refusal.BadInput("Standard input is a terminal, and no file; name a file, or send one in: selfcare import - < selfcare.json")}
	}
	to, remove, err := p.privateFile(false)
	if err != nil {
		return s, err
	}
	err = fill(to, io.LimitReader(p.in, mostInput+1), "Standard input")
	if info, err2 := os.Stat(to.Name()); err == nil && err2 == nil && info.Size() > mostInput {
		err = refusal.New("Standard input holds more than %d MiB, and no more is read", mostInput>>20)
	}
	if err != nil {
		remove()
		return s, err
	}
	return source{to.Name(), standardInput, remove}, nil
}

// telling is a reader that tells as it is read, and ends where that is an error.
type telling struct {
	io.Reader
	tell func() error
}

func (t telling) Read(b []byte) (int, error) {
	if t.tell == nil {
		return t.Reader.Read(b)
	}
	if err := t.tell(); err != nil {
		return 0, err
	}
	return t.Reader.Read(b)
}

// fill copies all of from into a private file.
func fill(to *atomicfile.File, from io.Reader, name string) error {
	_, err := io.Copy(to, from)
	var system *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errStopped):
		return errStopped
	case errors.As(err, &system) && system.Path == to.Name():
		// The file is nothing that a person has heard of.
		return &refusal.Error{Text: fmt.Sprintf("%s was not read, since nothing can be written to %s (%v).", name, filepath.Dir(to.Name()), system.Err), Cause: err}
	}
	return &refusal.Error{Text: fmt.Sprintf("%s is damaged or was cut off (%v).", name, err), Cause: err}
}
