package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"selfcare/internal/refusal"

	"filippo.io/age"
)

// passphraseEnv names a passphrase, where there is no terminal to ask on.
const passphraseEnv = "SELFCARE_PASSPHRASE"

// ageHeader begins every file that age encrypted.
const ageHeader = "age-encryption.org/v1\n"

// known asks for the passphrase of a file that is there.
func (p *program) known() (string, error) { return p.passphrase(false) }

// passphrase asks for a passphrase on the terminal, twice where it is a new one, or takes
// it from the environment.
func (p *program) passphrase(anew bool) (string, error) {
	if said := os.Getenv(passphraseEnv); said != "" {
		return said, nil
	}
	if !p.atTerminal() {
		return "", usageError{refusal.BadInput("A passphrase is asked for on a terminal; elsewhere %s has to hold it", passphraseEnv)}
	}
	first, err := p.askSecret("passphrase  ")
	if err != nil || !anew {
		return first, err
	}
	if first == "" {
		return "", refusal.New("An empty passphrase keeps nothing; nothing was written")
	}
	again, err := p.askSecret("once more  ")
	if err == nil && again != first {
		err = refusal.New("The two passphrases differ; nothing was written")
	}
	return first, err
}

// askSecret reads a line that is not shown.
func (p *program) askSecret(prompt string) (string, error) {
	// Whoever types ahead of the prompt is not to see it either: the terminal is quiet first.
	loud, err := hush(os.Stdin.Fd())
	if err != nil {
		return "", err
	}
	defer loud()
	if _, err := fmt.Fprint(p.errOut, prompt); err != nil {
		return "", err
	}
	said, err := readQuietly(os.Stdin)
	if _, err2 := fmt.Fprintln(p.errOut); err == nil {
		err = err2
	}
	if errors.Is(err, io.EOF) {
		return "", refusal.New("No passphrase was given; nothing was written")
	}
	return said, err
}

// encrypted is b as age encrypts it with a passphrase: the age tool reads it, too.
func (p *program) encrypted(b []byte, passphrase string) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	if p.workFactor > 0 {
		to.SetWorkFactor(p.workFactor)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(b)
	err = errors.Join(err, w.Close()) // which writes the rest
	return out.Bytes(), err
}

// mostWork is the largest work factor of a passphrase that is tried, as a power of two: the memory
// that it takes is that of a kibibyte so many times over, 512 MiB. Our own exports, and those of the
// age tool, have 18; a hostile file might ask for all memory that there is.
const mostWork = 19

// decrypted returns what age encrypted in a source, in a private file. What is not encrypted is
// returned as it is.
func (p *program) decrypted(from source, ask func() (string, error), tell func() error) (source, error) {
	if info, err := os.Stat(from.path); err != nil || !info.Mode().IsRegular() { // opening a pipe would wait
		return from, nil //nolint:nilerr // whoever reads it says so better
	}
	f, err := os.Open(from.path)
	if err != nil {
		return from, nil //nolint:nilerr // as above
	}
	defer func() { _ = f.Close() }() // it was only read
	head := make([]byte, len(ageHeader))
	if _, err := io.ReadFull(f, head); err != nil || string(head) != ageHeader {
		return from, nil //nolint:nilerr // it is not encrypted
	}
	secret, err := ask()
	if err != nil {
		return source{}, err
	}
	with, err := age.NewScryptIdentity(secret)
	if err != nil {
		return source{}, refusal.New("An empty passphrase opens nothing")
	}
	with.SetMaxWorkFactor(mostWork)
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return source{}, err
	}
	in, err := age.Decrypt(f, with)
	switch {
	case err != nil && strings.Contains(err.Error(), "work factor too large"):
		return source{}, &refusal.Error{Text: fmt.Sprintf("%s asks for far more work than a passphrase needs, and was not opened; selfcare and age encrypt with a work factor of 18, and %d is the most that is tried.", from.name, mostWork), Cause: err}
	case err != nil:
		return source{}, &refusal.Error{Text: fmt.Sprintf("The passphrase does not open %s.", from.name), Cause: err}
	}
	to, remove, err := p.privateFile(tell != nil)
	if err != nil {
		return source{}, err
	}
	if err := fill(to, telling{in, tell}, from.name); err != nil {
		remove()
		return source{}, err
	}
	from.done() // it is not needed any more
	return source{to.Name(), from.name, remove}, nil
}

// besideRecord is the folder of the record.
func (p *program) besideRecord() string { return filepath.Dir(p.file) }
