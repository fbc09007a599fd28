package habits

import (
	"errors"
	"fmt"
	"strings"
)

// Refusal is an answer to bad input: a sentence for the person who typed it, to
// be shown as it stands. Any other error is a fault of the program or of the
// machine.
type Refusal struct {
	// Text says what was wrong and what to do, as a whole sentence.
	Text string
	// Unfit says that the words were wrong in themselves, whatever is stored:
	// a date that does not exist, say, and not a name that is taken.
	Unfit bool
	// Cause is the error of the machine that stands behind it, or nil.
	Cause error
}

// Error is the sentence.
func (r *Refusal) Error() string { return r.Text }

// Unwrap is the cause.
func (r *Refusal) Unwrap() error { return r.Cause }

// Refuse makes a refusal for which what is stored is the reason; it adds the full
// stop.
func Refuse(format string, args ...any) error {
	return &Refusal{Text: stopped(format, args)}
}

// Unfit makes a refusal of words that could never be right; it adds the full stop.
func Unfit(format string, args ...any) error {
	return &Refusal{Text: stopped(format, args), Unfit: true}
}

// stopped is a sentence with its full stop, which a name at its end may bring along.
func stopped(format string, args []any) string {
	return strings.TrimSuffix(fmt.Sprintf(format, args...), ".") + "."
}

// AsRefusal is the refusal within err, or nil.
func AsRefusal(err error) *Refusal {
	var r *Refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}
