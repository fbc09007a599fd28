package spelling

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

func TestOneNameHasOneKey(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"Café", "Cafe\u0301"},
		{"CAFE\u0301", "café"},
		{"ﾃｽﾄ", "テスト"},
		{"ｶﾞｰﾃﾞﾝ", "ガーデン"},
		{"ＷＡＬＫ", "walk"},
		{"Straße", "STRASSE"},
		{"ΟΔΟΣ", "οδος"},
		{"οδός", "ΟΔΌΣ"},
		{"ﬁtness", "FITNESS"},
		{"\u1100\u1161\u11a8", "각"},
		{"ᾳ", "ΑΙ"},
		{"10㎞", "10KM"},
		{"A\u00a0friend", "a friend"},
		{"Ⅳ", "iv"},
		{"Åse", "\u212bSE"},
	} {
		if !SameName(c.a, c.b) {
			t.Errorf("%q and %q are two names: %q, %q", c.a, c.b, Fold(c.a), Fold(c.b))
		}
	}
	for _, c := range []struct{ a, b string }{{"Cafe", "Café"}, {"か", "が"}, {"Tea", "Tee"}, {"", "a"}, {"ab", "a b"}} {
		if SameName(c.a, c.b) {
			t.Errorf("%q and %q are one name", c.a, c.b)
		}
	}
}

func TestAPlainNameIsItsOwnKey(t *testing.T) {
	for _, name := range []string{"walk 10k", "no alcohol", ""} {
		if n := testing.AllocsPerRun(10, func() { Fold(name) }); n != 0 || Fold(name) != name {
			t.Errorf("%q is compared as %q, with %v allocations", name, Fold(name), n)
		}
	}
}

func TestANameIsKeptInOneForm(t *testing.T) {
	if got := NameOf("  Cafe\u0301  "); got != "Café" {
		t.Errorf("the name is kept as %+q", got)
	}
	if got := NameOf("ﾃｽﾄ ﬁ ²"); got != "ﾃｽﾄ ﬁ ²" { // shown as it was typed
		t.Errorf("the name is kept as %+q", got)
	}
}

func TestEveryLetterHasOneKeyInBothCases(t *testing.T) {
	for r := rune(0x21); r <= unicode.MaxRune; r++ {
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			if a, b := Fold(string(r)), Fold(string(other)); a != b || Fold(a) != a {
				t.Errorf("%+q has the key %+q, and %+q %+q", r, a, other, b)
			}
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Café", "Cafe\u0301", "ﾃｽﾄ", "Straße", "a\u0345\u0301", "\u1e9e", "İ", "\xff\u0300", "½", "…", "  A  b "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if Fold(once) != once {
			t.Errorf("%+q has the key %+q, and that %+q", s, once, Fold(once))
		}
		if got := Fold(Composed(s)); utf8.ValidString(s) && got != once {
			t.Errorf("%+q has the key %+q, and composed %+q", s, once, got)
		}
		if !utf8.ValidString(once) || once != strings.TrimSpace(once) {
			t.Errorf("%+q has the key %+q", s, once)
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
