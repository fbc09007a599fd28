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

// WordsLine is s as a text of one line is kept: without blanks around it.
func WordsLine(s string) string { return strings.TrimSpace(CleanLine(s)) }

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
		case unicode.IsControl(r), isBidi(r), isUnseen(r):
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

// isUnseen reports whether r takes no place and changes nothing that is seen: a
// byte order mark, a soft hyphen, a zero-width blank. Joiners, which shape letters
// and emoji, are none of them.
func isUnseen(r rune) bool {
	return r == '\ufeff' || r == '\u00ad' || r == '\u200b' || r == '\u2060'
}

// Fold is s as names are compared: in one case, full-width letters as plain ones,
// runs of blanks as one.
func Fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // the full-width forms of ! to ~
			r -= '！' - '!'
		}
		return foldRune(r)
	}, s)
	s = strings.ReplaceAll(s, "ß", "ss")
	return strings.Join(strings.Fields(s), " ")
}

// foldRune is the lower case of the first of all letters that differ from r in case
// only: both small sigmas have one.
func foldRune(r rune) rune {
	if r < 0x80 {
		return unicode.ToLower(r)
	}
	first := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		first = min(first, other)
	}
	return unicode.ToLower(first)
}
