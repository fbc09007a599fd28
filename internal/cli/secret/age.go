package secret

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"selfcare/internal/refusal"

	"filippo.io/age"
)

// ageHeader begins every file that age encrypted.
const ageHeader = "age-encryption.org/v1\n"

// mostWork is the largest work factor of a passphrase that is tried, as a power of two: the memory
// that it takes is that of a kibibyte so many times over, 512 MiB. Our own exports, and those of the
// age tool, have 18; a hostile file might ask for all memory that there is.
const mostWork = 19

// Encrypt returns b as age encrypts it with a passphrase: the age tool reads it, too. Work is how
// slow the passphrase is to try, as a power of two; 0 is as slow as age makes it.
func Encrypt(b []byte, passphrase string, work int) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	if work > 0 {
		to.SetWorkFactor(work)
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

// isEncrypted reports whether age encrypted what a reader begins with.
func isEncrypted(r io.Reader) bool {
	head := make([]byte, len(ageHeader))
	_, err := io.ReadFull(r, head)
	return err == nil && string(head) == ageHeader
}

// decrypt returns a reader of what age encrypted with a passphrase. Its errors call the file by name.
func decrypt(r io.Reader, passphrase, name string) (io.Reader, error) {
	with, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, refusal.New("An empty passphrase opens nothing")
	}
	with.SetMaxWorkFactor(mostWork)
	in, err := age.Decrypt(r, with)
	switch {
	case err != nil && strings.Contains(err.Error(), "work factor too large"):
		return nil, &refusal.Error{Text: fmt.Sprintf("%s asks for far more work than a passphrase needs, and was not opened; selfcare and age encrypt with a work factor of 18, and %d is the most that is tried.", name, mostWork), Cause: err}
	case err != nil:
		return nil, &refusal.Error{Text: fmt.Sprintf("The passphrase does not open %s.", name), Cause: err}
	}
	return in, nil
}
