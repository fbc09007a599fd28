package main

import "testing"

func TestWhatEndsAVerificationTellsOfTheFileOrNot(t *testing.T) {
	for said, want := range map[string]bool{
		"unexpected fault address 0x7f00\nfatal error: fault\n[signal SIGBUS: bus error":      true,
		"runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow": true,
		"panic: page 7: invalid\n":            true,
		"":                                    false,
		"fatal error: runtime: out of memory": false,
	} {
		if got := isFault(said); got != want {
			t.Errorf("%q: %t", said, got)
		}
	}
}
