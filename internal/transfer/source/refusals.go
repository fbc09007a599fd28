package source

import (
	"errors"
	"fmt"
	"io/fs"

	"selfcare/internal/refusal"
)

// Unreadable makes a sentence of an error of the machine.
func Unreadable(at string, err error) error {
	text := fmt.Sprintf("%s cannot be read (%v).", at, err)
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = fmt.Sprintf("There is no %s.", at)
	case errors.Is(err, fs.ErrPermission):
		text = fmt.Sprintf("%s may not be read.", at)
	case errors.As(err, &p):
		text = fmt.Sprintf("%s cannot be read (%v).", at, p.Err)
	}
	return &refusal.Error{Text: text, Cause: err}
}

// Damaged returns a refusal of a file that is not whole.
func Damaged(at string, err error) error {
	return &refusal.Error{Text: fmt.Sprintf("%s is damaged or was cut off (%v).", at, err), Cause: err}
}

// growing returns a refusal of a file that changed while it was read.
func growing(at string) error {
	return refusal.New("%s is being written to; try again when that has ended", at)
}
