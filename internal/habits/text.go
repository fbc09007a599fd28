package habits

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CleanLine is s without line breaks, control characters and marks that turn
// the direction of text: what may stand on one line of a terminal. A tab or a
// line break becomes a blank, a byte that is not UTF-8 the replacement sign.
func CleanLine(s string) string { return clean(s, ' ') }

// CleanText is as [CleanLine], but keeps line breaks.
func CleanText(s string) string {
	return clean(strings.ReplaceAll(s, "\r\n", "\n"), '\n')
}

func clean(s string, newline rune) string {
	if plain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			return newline
		case r == '\t':
			return ' '
		case unicode.IsControl(r), isBidi(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// plain reports whether s is printable ASCII throughout, as most text is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// isBidi reports whether r steers the direction of text (Unicode's
// Bidi_Control).
func isBidi(r rune) bool {
	return r == '\u061c' || r == '\u200e' || r == '\u200f' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// Fold is s as names are compared: lower case, full-width letters as plain
// ones, runs of blanks as one.
func Fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // the full-width forms of ! to ~
			r -= '！' - '!'
		}
		return unicode.ToLower(r)
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
