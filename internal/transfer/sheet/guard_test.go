package sheet

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWhatASpreadsheetWouldRunIsGuarded(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "walk": "walk", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@me": "'@me", "\tx": "'\tx", "\rx": "'\rx",
		"'": "'", "''": "''", "'walk'": "'walk'", "'=1": "''=1", "''=1": "'''=1", " =1": " =1", "a=1": "a=1",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠me": "'＠me", "'＝1": "''＝1", "a＝1": "a＝1", "’＝1": "’＝1",
	} {
		if got := guard(text); got != want {
			t.Errorf("%q is guarded as %q, want %q", text, got, want)
		}
		if got := unguard(want); got != text {
			t.Errorf("%q is unguarded as %q, want %q", want, got, text)
		}
	}
}

func TestUnguardBringsBackWhatWasGuarded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"'", "=", "+", "-", "@", "\t", "\r", "\n", " ", "a", "ä", "\xff", "＝", "＋", "－", "＠"}), 0, 6).Draw(t, "signs"), "")
		guarded := guard(s)
		if got := unguard(guarded); got != s {
			t.Errorf("%q is guarded as %q and comes back as %q", s, guarded, got)
		}
		if first, n := utf8.DecodeRuneInString(guarded); n > 0 && strings.ContainsRune("=+-@\t\r＝＋－＠", first) {
			t.Errorf("%q is guarded as %q", s, guarded)
		}
	})
}
