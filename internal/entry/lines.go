package entry

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"selfcare/internal/journal"
	"selfcare/internal/refusal"
)

// longestLine is how long a line may be, in bytes.
const longestLine = 64 << 10

// Lines reads lines.
type Lines struct{ in *bufio.Reader }

// NewLines returns the lines of a stream.
func NewLines(from io.Reader) *Lines { return &Lines{bufio.NewReaderSize(from, longestLine)} }

// Next returns the next line without its end; end says that it was the last. One that is too long is
// skipped whole and refused.
func (l *Lines) Next() (line string, end bool, err error) {
	text, more, err := l.in.ReadLine()
	line = strings.ToValidUTF8(string(text), "\uFFFD")
	long := more
	for more && err == nil {
		_, more, err = l.in.ReadLine()
	}
	switch {
	case errors.Is(err, io.EOF):
		return line, true, nil
	case err != nil:
		return "", true, fmt.Errorf("read standard input: %w", err)
	case long:
		return "", false, refusal.BadInput("The line is too long; 64 KiB fit")
	}
	return line, false, nil
}

// ReadReflection reads a reflection, and refuses one that is too long before all of it is
// read.
func ReadReflection(in io.Reader) (string, error) {
	const most = 4*journal.MaxReflection + 64<<10 // in bytes, with blanks around
	all, err := io.ReadAll(io.LimitReader(in, most+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read standard input: %w", err)
	case len(all) > most:
		return "", refusal.BadInput("The reflection is too long; %d characters fit", journal.MaxReflection)
	}
	return string(all), nil
}

// Acknowledge prints the answer to a change that is on disk.
func Acknowledge(out io.Writer, answer string) error {
	if _, err := fmt.Fprintln(out, answer); err != nil {
		return fmt.Errorf("it was written, but this answer could not be: %w", err)
	}
	return nil
}
