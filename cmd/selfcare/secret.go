package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"selfcare/internal/habits"

	"filippo.io/age"
	"github.com/charmbracelet/x/term"
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
		return "", usageError{habits.Unfit("A passphrase is asked for on a terminal; elsewhere %s has to hold it", passphraseEnv)}
	}
	first, err := p.askSecret("passphrase  ")
	if err != nil || !anew {
		return first, err
	}
	if first == "" {
		return "", habits.Refuse("An empty passphrase keeps nothing; nothing was written")
	}
	again, err := p.askSecret("once more  ")
	if err == nil && again != first {
		err = habits.Refuse("The two passphrases differ; nothing was written")
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
	said, err := term.ReadPassword(os.Stdin.Fd())
	if _, err2 := fmt.Fprintln(p.errOut); err == nil {
		err = err2
	}
	if errors.Is(err, io.EOF) {
		return "", habits.Refuse("No passphrase was given; nothing was written")
	}
	return string(said), err
}

// encrypted is b as age encrypts it with a passphrase: the age tool reads it, too.
func encrypted(b []byte, passphrase string) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
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

// plain is a file as it can be read: itself, or what age encrypted in it, in a new file
// beside the record, where the person alone may read it. Done takes that away.
func plain(path, folder string, ask func() (string, error)) (readable string, done func(), err error) {
	nothing := func() {}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() { // opening a pipe would wait
		return path, nothing, nil //nolint:nilerr // whoever reads it says so better
	}
	f, err := os.Open(path)
	if err != nil {
		return path, nothing, nil //nolint:nilerr // as above
	}
	defer func() { _ = f.Close() }() // it was only read
	head := make([]byte, len(ageHeader))
	if _, err := io.ReadFull(f, head); err != nil || string(head) != ageHeader {
		return path, nothing, nil //nolint:nilerr // it is not encrypted
	}
	secret, err := ask()
	if err != nil {
		return "", nothing, err
	}
	with, err := age.NewScryptIdentity(secret)
	if err != nil {
		return "", nothing, habits.Refuse("An empty passphrase opens nothing")
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", nothing, err
	}
	in, err := age.Decrypt(f, with)
	if err != nil {
		return "", nothing, &habits.Refusal{Text: fmt.Sprintf("The passphrase does not open %s.", path), Cause: err}
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", nothing, err
	}
	to, err := os.CreateTemp(folder, ".plain-*")
	if err != nil {
		return "", nothing, err
	}
	done = func() { _ = os.Remove(to.Name()) }
	if _, err := io.Copy(to, in); err != nil {
		done()
		return "", nothing, &habits.Refusal{Text: fmt.Sprintf("%s is damaged or was cut off (%v).", path, err), Cause: errors.Join(err, to.Close())}
	}
	return to.Name(), done, to.Close()
}

// besideRecord is the folder of the record.
func (p *program) besideRecord() string { return filepath.Dir(p.file) }
