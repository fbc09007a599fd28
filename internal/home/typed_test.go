//go:build !windows

package home

import "testing"

func TestWhatIsPrintedToBeTypedIsOneWord(t *testing.T) {
	for word, want := range map[string]string{
		"/home/ana/selfcare.db": "/home/ana/selfcare.db", "--yes": "--yes", "/a b/c": "'/a b/c'", "it's": `'it'\''s'`,
		"~/x": "'~/x'", "$HOME": "'$HOME'", "": "''", "a;b": "'a;b'", "/café/x~": "/café/x~", "a*": "'a*'",
	} {
		if got := Quoted(word); got != want {
			t.Errorf("%q is typed %s, want %s", word, got, want)
		}
	}
}
