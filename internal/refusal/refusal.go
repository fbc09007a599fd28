// Package refusal has the answer to bad input: an error that is a sentence for people.
package refusal

import (
	"errors"
	"fmt"
	"strings"
)

// Error is an answer to bad input: a sentence for the person who typed it, to be shown as it
// stands. Any other error is a fault of the program or of the machine.
type Error struct {
	// Text says what was wrong and what to do, as a whole sentence.
	Text string
	// Unfit says that the words were wrong in themselves, whatever is stored:
	// a date that does not exist, say, and not a name that is taken.
	Unfit bool
	// Cause is the error of the machine that stands behind it, or nil.
	Cause error
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Text }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New returns a refusal for which what is stored is the reason; it adds the full stop.
func New(format string, args ...any) error {
	return &Error{Text: stopped(format, args)}
}

// BadInput returns a refusal of words that could never be right; it adds the full stop.
func BadInput(format string, args ...any) error {
	return &Error{Text: stopped(format, args), Unfit: true}
}

// stopped returns a sentence with its full stop, which a name at its end may bring along.
func stopped(format string, args []any) string {
	return strings.TrimSuffix(fmt.Sprintf(format, args...), ".") + "."
}

// As returns the refusal within err, or nil.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
