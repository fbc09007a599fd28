package habits

import (
	"strings"
	"testing"
	"unicode/utf8"

	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/spelling"
)

// steers reports whether a character steers a terminal, or is not seen. It has its own
// list, apart from that of what cleans.
func steers(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' ||
		strings.ContainsRune("\u061c\u200e\u200f\u2028\u2029\ufeff\u00ad\u200b\u2060", r)
}

// Whatever is cleaned is text that steers no terminal, and all that does not steer one is
// in it still, in its order.
func FuzzCleaning(f *testing.F) {
	for _, s := range []string{
		"", "plain words", "Café, 日本 🏃‍♀️", "a\x1b[31mb\x07\x00\x7f", "a\x1b]0;title\x1b\\b", "a\u0085b\u009bc\x9b31m", "a\u202eb\u2066c\u200fd\u061ce",
		"one\r\ntwo\rthree\n\rfour\u2028five\u2029six", "\ufeffa\u00adb\u200bc\u2060d\u200d\u200c", "\xff\xfe\xc2", "\xe2\x80", "\t a \t", `"quoted"`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, clean := range map[string]func(string) string{"CleanLine": spelling.CleanLine, "CleanText": spelling.CleanText, "WordsLine": spelling.WordsLine, "NameOf": spelling.NameOf} {
			got := clean(s)
			if again := clean(got); again != got {
				t.Errorf("%s makes %q of %q, and that %q", name, got, s, again)
			}
			shown := got
			if name == "CleanText" {
				shown = strings.ReplaceAll(got, "\n", "")
			}
			if i := strings.IndexFunc(shown, steers); i >= 0 || !utf8.ValidString(got) {
				t.Errorf("%s makes %q of %q", name, got, s)
			}
		}
		if got, want := seenOf(spelling.CleanText(s)), seenOf(s); got != want {
			t.Errorf("of %q is left %q, not %q", s, got, want)
		}
		if got, want := seenOf(spelling.CleanLine(s)), seenOf(s); got != want {
			t.Errorf("of %q is left %q, not %q", s, got, want)
		}
		if unit, err := quantity.ParseUnit(s); err == nil && strings.ContainsFunc(string(unit), steers) {
			t.Errorf("the unit %q is %q", s, unit)
		}
		for _, prompt := range journal.ReadPrompts(s) {
			if strings.ContainsFunc(prompt, steers) {
				t.Errorf("a question of %q is %q", s, prompt)
			}
		}
	})
}

// seenOf is what is to be seen of a text, without its blanks.
func seenOf(s string) string {
	return strings.Map(func(r rune) rune {
		if steers(r) || r == ' ' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}
