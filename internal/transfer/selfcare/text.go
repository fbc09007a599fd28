package selfcare

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// textReader reads UTF-8, and counts.
type textReader struct {
	r           io.Reader
	done, total int64
	progress    func(done, total int64) error
	part        []byte // the beginning of a letter that is cut
	lines       int
	err         error
}

// errNotText says that a text is not UTF-8.
var errNotText = errors.New("no text in UTF-8")

// Read reads what is text, and nothing after what is none. An error of progress ends the reading, too.
func (t *textReader) Read(b []byte) (int, error) {
	if t.err != nil {
		return 0, t.err
	}
	n, err := t.r.Read(b)
	t.done += int64(n)
	all := append(t.part, b[:n]...)
	whole := wholeLetters(all)
	if !utf8.Valid(all[:whole]) || err != nil && whole != len(all) {
		t.err = errNotText
		return 0, t.err
	}
	t.part = bytes.Clone(all[whole:])
	t.lines += bytes.Count(b[:n], []byte("\n"))
	if t.progress != nil {
		if stop := t.progress(t.done, t.total); stop != nil {
			t.err = stop
			return n, stop
		}
	}
	return n, err
}

// wholeLetters returns how many bytes of a text come before a letter that is cut at its end.
func wholeLetters(text []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		end := text[len(text)-back:]
		if !utf8.RuneStart(end[0]) {
			continue
		}
		if utf8.FullRune(end) {
			break
		}
		return len(text) - back
	}
	return len(text)
}
