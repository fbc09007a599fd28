package terminal

import (
	"os"
	"testing"
)

// The library takes every word for true that Go does, and so does whoever draws with it.
func TestPlainLettersAreDrawnWhereSignsAreWide(t *testing.T) {
	for _, name := range []string{"SELFCARE_ASCII", "LC_ALL", "LC_CTYPE"} {
		t.Setenv(name, "")
	}
	t.Setenv("TERM", "xterm-256color")
	t.Setenv("LANG", "C.UTF-8")
	for value, want := range map[string]bool{"": false, "0": false, "false": false, "no": false, "1": true, "true": true, "T": true} {
		t.Setenv("RUNEWIDTH_EASTASIAN", value)
		if got := IsASCII(os.Getenv); got != want {
			t.Errorf("with %s=%s: %v", "RUNEWIDTH_EASTASIAN", value, got)
		}
	}
}
