package habits

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCleaningKeepsWhatCanBeShown(t *testing.T) {
	for _, c := range []struct{ in, line, text string }{
		{"plain words", "plain words", "plain words"},
		{"Café, 日本 🏃‍♀️", "Café, 日本 🏃‍♀️", "Café, 日本 🏃‍♀️"},
		{"one\ntwo", "one two", "one\ntwo"},
		{"one\rtwo", "one two", "one\ntwo"},
		{"one\u2028two\u2029three", "one two three", "one\ntwo\nthree"},
		{"a\tb", "a b", "a b"},
		{"a\x1b[31mb\x07\x00\x7f", "a[31mb", "a[31mb"},
		{"a\u0085b\u009bc", "abc", "abc"},
		{"a\u202eb\u2066c\u200fd\u061ce", "abcde", "abcde"},
		{"a\xffb", "a\ufffdb", "a\ufffdb"},
	} {
		if got := CleanLine(c.in); got != c.line {
			t.Errorf("%q on a line is %q, want %q", c.in, got, c.line)
		}
		if got := CleanText(c.in); got != c.text {
			t.Errorf("%q as text is %q, want %q", c.in, got, c.text)
		}
	}
	if got := CleanText("one\r\ntwo"); got != "one\ntwo" {
		t.Errorf("a line break of Windows is %q", got)
	}
}

func TestCleanTextHasNothingToClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) + rapid.String().Draw(t, "text")
		line, text := CleanLine(s), CleanText(s)
		if CleanLine(line) != line || CleanText(text) != text {
			t.Fatalf("%q changes when it is cleaned again", s)
		}
		if !utf8.ValidString(text) || strings.ContainsFunc(line, unicode.IsControl) {
			t.Fatalf("%q is cleaned as %q", s, text)
		}
	})
}

func TestFoldingForgetsCaseWidthAndBlanks(t *testing.T) {
	for in, want := range map[string]string{
		"Walk": "walk", "ＷＡＬＫ　１０Ｋ": "walk 10k", "  Long \t walk ": "long walk", "ÄRGER": "ärger", "": "", "７．５ｈ": "7.5h", "＠２２：３０": "@22:30",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%q is compared as %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("%q folds to %q and that to %q", s, once, Fold(once))
		}
	})
}
