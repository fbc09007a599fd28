// Package spelling has how what a person types is cleaned, kept and compared: one spelling of a
// name whatever the keyboard, no characters that steer a terminal.
package spelling

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// MaxName is the length of the longest name, MaxNote of the longest note and of
// the longest why and plan, in characters.
const (
	MaxName = 60
	MaxNote = 2000
)

// NameOf returns s as a name or an area is kept: composed, on one line, without blanks around
// it or twice within it, and without quotes, which quote names in quick-add.
func NameOf(s string) string { return Composed(OneLine(s)) }

// OneLine returns s as NameOf does, but does not compose it: names were kept so once.
func OneLine(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(CleanLine(s), `"`, "")), " ")
}

// CleanLine returns s without line breaks, control characters and marks that turn
// the direction of text: what may stand on one line of a terminal. A tab or a
// line break becomes a blank, a byte that is not UTF-8 the replacement sign.
func CleanLine(s string) string { return clean(s, ' ') }

// CleanText returns s as [CleanLine] does, but keeps line breaks.
func CleanText(s string) string {
	return clean(strings.ReplaceAll(s, "\r\n", "\n"), '\n')
}

// WordsLine returns s as a text of one line is kept: without blanks around it.
func WordsLine(s string) string { return strings.TrimSpace(CleanLine(s)) }

// clean returns s without what cannot stand in a terminal's text; newline takes the place of a
// line break.
func clean(s string, newline rune) string {
	if isPlain(s) {
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

// isPlain reports whether s is printable ASCII throughout, as most text is.
func isPlain(s string) bool {
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

// Composed returns s in Unicode's normal form C, in which names are kept: an é that was
// typed as an e and an accent becomes the one letter.
func Composed(s string) string { return norm.NFC.String(s) }

// Fold returns the key that names are compared by: two names are one where their keys are
// equal. Case and width make no difference, nor does whether an accent is a part of its
// letter (Unicode's compatibility caseless matching: NFKC and full case folding), and runs
// of blanks are one blank.
func Fold(s string) string {
	if folded, ok := foldASCII(s); ok {
		return folded
	}
	s = norm.NFD.String(strings.ToValidUTF8(s, string(utf8.RuneError))) // its accents may have a case of their own
	for range 2 {                                                       // a letter that was taken apart may have one, too
		folded := norm.NFKC.String(caseless.String(s))
		if folded == s {
			break
		}
		s = folded
	}
	return strings.Join(strings.Fields(strings.Map(cherokee, s)), " ")
}

// cherokee returns the capital of a small Cherokee letter, and any other rune as it is: in this
// script capitals are what folds to, and caseless makes them small ones and back again.
func cherokee(r rune) rune {
	switch {
	case 0xab70 <= r && r <= 0xabbf:
		return r - 0xab70 + 0x13a0
	case 0x13f8 <= r && r <= 0x13fd:
		return r - 0x13f8 + 0x13f0
	}
	return r
}

// SameName reports whether two names are one.
func SameName(a, b string) bool { return a == b || Fold(a) == Fold(b) }

// BeginsWord reports whether a folded text is the beginning of a folded name, or of a word of it.
func BeginsWord(name, text string) bool { return text != "" && strings.Contains(" "+name, " "+text) }

// NameProblem returns why a name cannot be kept, as a sentence without its full stop, or nothing where
// it can; what is said of a thing that has to have one: A habit.
func NameProblem(what, name string) string {
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		return what + " needs a name"
	case n > MaxName:
		return fmt.Sprintf("The name has %d characters; %d fit", n, MaxName)
	case name != OneLine(name):
		return fmt.Sprintf("The name %q holds blanks or characters that cannot be shown", name)
	}
	return ""
}

// caseless folds case fully: ß is ss, and both small sigmas are one.
var caseless = cases.Fold()

// foldASCII returns Fold of ASCII, as most names are; ok says that s is that.
func foldASCII(s string) (folded string, ok bool) {
	same := true
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return "", false
		case 'A' <= c && c <= 'Z', '\t' <= c && c <= '\r', c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' '):
			same = false
		}
	}
	if same {
		return s, true
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " "), true
}
