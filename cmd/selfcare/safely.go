package main

import (
	"bytes"
	"fmt"
	"io"

	"selfcare/internal/spelling"
)

// safely writes text without what a terminal would obey: control characters but line breaks
// and tabs, and marks that turn the direction of text. The record is read without them; what
// is left are paths, arguments and settings. Each write is whole lines.
type safely struct{ w io.Writer }

func (s safely) Write(b []byte) (int, error) {
	parts := bytes.Split(b, []byte("\t"))
	for i, part := range parts {
		parts[i] = []byte(spelling.CleanText(string(part)))
	}
	if _, err := s.w.Write(bytes.Join(parts, []byte("\t"))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// escaped is a JSON document in which the same characters are written as their numbers. They
// stand within its strings only.
func escaped(document []byte) []byte {
	if !bytes.ContainsFunc(document, func(r rune) bool { return r != '\n' && (r < ' ' || r > '~') }) {
		return document // as nearly all are, and some are long
	}
	var out bytes.Buffer
	for _, r := range string(document) {
		if text := string(r); r != '\n' && spelling.CleanText(text) != text {
			fmt.Fprintf(&out, `\u%04x`, r)
		} else {
			out.WriteString(text)
		}
	}
	return out.Bytes()
}
