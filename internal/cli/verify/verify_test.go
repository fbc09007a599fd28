package verify

import "testing"

func TestWhatEndsAVerificationTellsOfTheFileOrNot(t *testing.T) {
	for said, want := range map[string]bool{
		"unexpected fault address 0x7f00\nfatal error: fault\n[signal SIGBUS: bus error":      true,
		"runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow": true,
		"panic: page 7: invalid\n": true,
		"panic: page 7: invalid\n\ngoroutine 6 [running]:\ngo.etcd.io/bbolt.(*DB).freepages.func2()\n\t/db.go:1300\nmain.main()\n":                             true,
		"panic: assignment to entry in nil map [recovered, repanicked]\n\ngoroutine 1 [running]:\nselfcare/internal/db.(*DB).read.func2()\n\t/db.go:100\n":     false,
		"panic: assignment to entry in nil map\n\ngoroutine 1 [running]:\nmain.(*program).verifyCommand.func1(0xc0)\n\t/v.go:1\ngo.etcd.io/bbolt.(*DB).View\n": false,
		"":                                    false,
		"fatal error: runtime: out of memory": false,
	} {
		if got := isFault(said); got != want {
			t.Errorf("%q: %t", said, got)
		}
	}
}
