package home

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"selfcare/internal/atomicfile"
	"selfcare/internal/refusal"
)

// WriteFile writes a file that a person named whole or not at all: under another name first. What is
// no ordinary file, such as /dev/stdout, is written as it is. Its error is a sentence.
func WriteFile(path string, b []byte) error {
	if IsDevice(path) {
		return WriteError(path, os.WriteFile(path, b, 0o600))
	}
	return WriteError(path, atomicfile.WriteFile(path, b, 0o600))
}

// WriteError returns a sentence for an error of a file that was to be written. One that was written
// is not said not to be.
func WriteError(path string, err error) error {
	var unconfirmed *atomicfile.Unconfirmed
	switch {
	case err == nil:
		return nil
	case errors.As(err, &unconfirmed):
		return &refusal.Error{Text: unconfirmed.Error() + ".", Cause: err}
	case errors.Is(err, fs.ErrNotExist):
		return &refusal.Error{Text: fmt.Sprintf("There is no folder %s.", filepath.Dir(path)), Cause: err}
	case errors.Is(err, fs.ErrPermission):
		return &refusal.Error{Text: fmt.Sprintf("%s may not be written.", path), Cause: err}
	}
	return &refusal.Error{Text: fmt.Sprintf("%s could not be written (%v).", path, err), Cause: err}
}
