// Package document has the JSON documents that commands print. Their fields are a contract: they are
// added to, never changed.
package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/spelling"
)

// Maker makes documents as of a time, by a person's clock and words.
type Maker struct {
	Now   time.Time
	Hours calendar.Preferences
	Moods journal.MoodWords
}

// zone returns the zone that the person is in now.
func (m Maker) zone() *time.Location { return m.Now.Location() }

// stamp returns an instant as JSON has it.
func (m Maker) stamp(t time.Time) string { return calendar.Stamp(t.In(m.zone())) }

// Write writes one document.
func Write(to io.Writer, v any) error {
	var document bytes.Buffer
	out := json.NewEncoder(&document)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(v); err != nil {
		return err
	}
	_, err := to.Write(escaped(document.Bytes()))
	return err
}

// Line returns a value as JSON on one line.
func Line(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// OrNull returns a pointer to a text, or nil where it is empty.
func OrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// escaped returns a JSON document in which what a terminal would obey is written as numbers. They
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
