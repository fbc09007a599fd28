package secret

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"selfcare/internal/atomicfile"
	"selfcare/internal/cli/terminal"
	"selfcare/internal/home"
	"selfcare/internal/refusal"
)

// What is encrypted, or comes from standard input, has to be in a file while it is read: a backup
// is looked at by another process, and formats want to jump about. That file stands beside the
// record, under a temporary name, where only the person may read it. It is removed when it was
// read, and when a signal ends the program; what a killed program left is removed by the next
// backup, restore, import or purge.

// Folder is where private files are made: beside a data file.
type Folder struct {
	File    string // the data file
	Signals terminal.Signals
}

// Create makes a file that nobody else may read. Remove takes it away; so does a signal that ends
// the program, unless the caller is heeding those and returns.
func (d Folder) Create(heeding bool) (f *atomicfile.File, remove func(), err error) {
	if err := os.MkdirAll(filepath.Dir(d.File), 0o700); err != nil {
		return nil, nil, home.WriteError(d.File, err)
	}
	// The signals first: one that comes in between finds the file gone, too.
	stop, signals, done := func() {}, make(chan os.Signal, 1), make(chan struct{})
	if !heeding {
		stop = d.Signals.Notify(signals)
	}
	f, err = atomicfile.Create(d.File, 0o600)
	if err != nil {
		stop()
		return nil, nil, home.WriteError(d.File, err)
	}
	go func() {
		select {
		case s := <-signals:
			_ = f.Discard() // what stays is removed by the next backup
			d.Signals.EndBy(s)
		case <-done:
		}
	}()
	return f, func() {
		stop()
		close(done)
		_ = f.Discard() // as above
	}, nil
}

// A Source is a file to read, as the person named it.
type Source struct {
	Path string // where it can be read
	Name string // what it is called in sentences
	Done func() // to be called when it was read
}

// Naming returns err with the person's name of the source in place of the path.
func (s Source) Naming(err error) error {
	if r := refusal.As(err); r != nil && s.Path != s.Name && strings.Contains(r.Text, s.Path) {
		return &refusal.Error{Text: strings.ReplaceAll(r.Text, s.Path, s.Name), Cause: err}
	}
	return err
}

// standardInput is what standard input is called in sentences.
const standardInput = "standard input"

// mostInput is how many bytes are read from standard input.
const mostInput = 1 << 30

// Opener opens files that a person named.
type Opener struct {
	Folder Folder
	In     io.Reader              // standard input
	Ask    func() (string, error) // for the passphrase of a file that is encrypted
	// Tell is called while a file is decrypted, and its error ends that; nil where nobody heeds
	// signals.
	Tell func() error
}

// Open returns where a file can be read that a person named: - is standard input, and what is
// encrypted is decrypted.
func (o Opener) Open(named string) (s Source, err error) {
	path, err := home.Expand(named)
	if err != nil {
		return s, err
	}
	s = Source{Path: path, Name: path, Done: func() {}}
	if home.IsStandardInput(path) {
		if s, err = o.standardInput(); err != nil {
			return s, err
		}
	}
	decrypted, err := o.decrypted(s)
	if err != nil {
		s.Done()
	}
	return decrypted, err
}

// standardInput returns a file with what standard input holds. Whoever waits for more of it hears
// of no signal, so that a signal ends the program.
func (o Opener) standardInput() (s Source, err error) {
	if terminal.Is(o.In) {
		return s, refusal.BadInput("Standard input is a terminal, and no file; name a file, or send one in: selfcare import - < selfcare.json")
	}
	to, remove, err := o.Folder.Create(false)
	if err != nil {
		return s, err
	}
	err = fill(to, io.LimitReader(o.In, mostInput+1), "Standard input")
	if info, err2 := os.Stat(to.Name()); err == nil && err2 == nil && info.Size() > mostInput {
		err = refusal.New("Standard input holds more than %d MiB, and no more is read", mostInput>>20)
	}
	if err != nil {
		remove()
		return s, err
	}
	return Source{to.Name(), standardInput, remove}, nil
}

// decrypted returns what age encrypted in a source, in a private file. What is not encrypted is
// returned as it is.
func (o Opener) decrypted(from Source) (Source, error) {
	if info, err := os.Stat(from.Path); err != nil || !info.Mode().IsRegular() { // opening a pipe would wait
		return from, nil //nolint:nilerr // whoever reads it says so better
	}
	f, err := os.Open(from.Path)
	if err != nil {
		return from, nil //nolint:nilerr // as above
	}
	defer func() { _ = f.Close() }() // it was only read
	if !isEncrypted(f) {
		return from, nil
	}
	passphrase, err := o.Ask()
	if err != nil {
		return Source{}, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return Source{}, err
	}
	in, err := decrypt(f, passphrase, from.Name)
	if err != nil {
		return Source{}, err
	}
	to, remove, err := o.Folder.Create(o.Tell != nil)
	if err != nil {
		return Source{}, err
	}
	if err := fill(to, telling{in, o.Tell}, from.Name); err != nil {
		remove()
		return Source{}, err
	}
	from.Done() // it is not needed any more
	return Source{to.Name(), from.Name, remove}, nil
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
	case errors.Is(err, terminal.ErrStopped):
		return terminal.ErrStopped
	case errors.As(err, &system) && system.Path == to.Name():
		// The private copy has a name that means nothing to the person: its folder is named instead.
		return &refusal.Error{Text: fmt.Sprintf("%s was not read, since nothing can be written to %s (%v).", name, filepath.Dir(to.Name()), system.Err), Cause: err}
	}
	return &refusal.Error{Text: fmt.Sprintf("%s is damaged or was cut off (%v).", name, err), Cause: err}
}
