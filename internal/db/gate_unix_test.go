//go:build unix

package db

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
	"testing"

	"selfcare/internal/record"
)

// Opening a pipe to read it would wait for somebody who writes to it.
func TestPipeInPlaceOfALockOrANoteIsRefused(t *testing.T) {
	for _, ext := range []string{".lock", ".gate", ".noted"} {
		t.Run(ext, func(t *testing.T) {
			db := open(t)
			apply(t, db, record.PutHabits(aCheck("Move")))
			if err := os.Remove(db.Path() + ext); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
			if err := syscall.Mkfifo(db.Path()+ext, 0o600); err != nil {
				t.Fatal(err)
			}
			for call, f := range everyCall {
				t.Run(call, func(t *testing.T) { refused(t, f(reopened(db)), db.Path()+ext+" is not a file") })
			}
			if _, err := db.RecoveryReport(""); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestRecordThatMayNotBeReadIsPutAside(t *testing.T) {
	if !asUser(t) {
		return
	}
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	backup, _, err := db.BackUp(Verify)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, db, record.PutHabits(aCheck("Rest")))
	forbid(t, db.Path(), 0)
	found, replaced, err := db.Recover(backup, Verify)
	if err != nil {
		t.Fatal(err)
	}
	if found.Lost != 1 || len(found.Changes) > 0 {
		t.Errorf("%d changes were lost, want 1, and %d found, want none", found.Lost, len(found.Changes))
	}
	expectNames(t, db, "Move")
	if err := os.Chmod(replaced, 0o600); err != nil {
		t.Fatal(err)
	}
	expectNames(t, New(replaced, noon), "Move", "Rest")
}
