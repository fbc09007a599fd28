package terminal

import (
	"bytes"
	"io"

	"selfcare/internal/spelling"
)

// Clean writes text without what a terminal would obey: control characters but line breaks
// and tabs, and marks that turn the direction of text. The record is read without them; what
// is left are paths, arguments and settings. Each write is whole lines.
type Clean struct{ To io.Writer }

// Write writes whole lines.
func (c Clean) Write(b []byte) (int, error) {
	parts := bytes.Split(b, []byte("\t"))
	for i, part := range parts {
		parts[i] = []byte(spelling.CleanText(string(part)))
	}
	if _, err := c.To.Write(bytes.Join(parts, []byte("\t"))); err != nil {
		return 0, err
	}
	return len(b), nil
}
