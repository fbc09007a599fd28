//go:build unix

package db

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"selfcare/internal/record"
)

// nobody is the user that stands in for one who is not root.
const nobody = 65534

// asUser runs the rest of a test as a user who is held to permissions. Root is
// not: there the test runs again in a process of its own, as nobody, and asUser
// reports false in this one.
func asUser(t *testing.T) bool {
	t.Helper()
	if os.Getuid() != 0 {
		return true
	}
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	// The go command keeps the test binary in a folder of root's alone.
	folder, err := os.MkdirTemp("", "nobody")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	program := filepath.Join(folder, "db.test")
	if err := os.WriteFile(program, self, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(folder, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-test.run=^"+t.Name()+"$", "-test.v")
	c.Dir = folder
	c.Env = append(os.Environ(), "TMPDIR="+folder)
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := c.CombinedOutput()
	switch {
	case c.ProcessState == nil:
		t.Skip("SKIPPED: permissions do not hold root back, and no process can be run as nobody:", err)
	case err != nil:
		t.Errorf("as nobody: %v\n%s", err, out)
	}
	return false
}

// forbid takes permissions away until the test ends.
func forbid(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(path, info.Mode()) })
}

// mayNotBeWritten fails unless every call that writes is refused for it.
func mayNotBeWritten(t *testing.T, db *DB) {
	t.Helper()
	for _, call := range []string{"Apply", "Undo", "Redo"} {
		refused(t, everyCall[call](db), db.Path()+" may not be written")
	}
}

func TestAFileInAReadOnlyFolderIsReadAndNotWritten(t *testing.T) {
	if !asUser(t) {
		return
	}
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	folder := filepath.Dir(db.Path())
	if err := os.Remove(db.Path() + ".lock"); err != nil {
		t.Fatal(err)
	}
	forbid(t, folder, 0o500)
	expectNames(t, db, "Move")
	mayNotBeWritten(t, db)
	expectNames(t, db, "Move")
}

func TestAReadOnlyFileIsReadAndNotWritten(t *testing.T) {
	if !asUser(t) {
		return
	}
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	forbid(t, db.Path(), 0o400)
	expectNames(t, db, "Move")
	unchanged(t, db.Path(), func() { mayNotBeWritten(t, db) })
}

func TestAFolderThatCannotBeMadeIsRefused(t *testing.T) {
	if !asUser(t) {
		return
	}
	parent := t.TempDir()
	forbid(t, parent, 0o500)
	db := New(filepath.Join(parent, "share", "selfcare.db"), noon)
	mayNotBeWritten(t, db)
	if book, err := db.Load(today, 0); err != nil || len(book.Rows) > 0 {
		t.Errorf("got %+v, %v, want an empty book", book, err)
	}
}

func TestAFolderThatCannotBeReadIsRefused(t *testing.T) {
	if !asUser(t) {
		return
	}
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	forbid(t, filepath.Dir(db.Path()), 0)
	for name, call := range everyCall {
		t.Run(name, func(t *testing.T) { refused(t, call(db), db.Path()) })
	}
}

func TestAFileThatCannotBeReadIsNotSaidToBeUnwritable(t *testing.T) {
	if !asUser(t) {
		return
	}
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	forbid(t, db.Path(), 0)
	err := everyCall["Load"](db)
	refused(t, err, db.Path())
	if err != nil && strings.Contains(err.Error(), "may not be written") {
		t.Errorf("reading is refused with %q", err)
	}
}

func TestRestoreAndPurgeNameTheRecordAndNoTemporaryFile(t *testing.T) {
	if !asUser(t) {
		return
	}
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	backup, _, err := db.BackUp(Verify)
	if err != nil {
		t.Fatal(err)
	}
	forbid(t, filepath.Dir(db.Path()), 0o500)
	_, _, err = db.Restore(backup, Verify)
	refused(t, err, db.Path()+" may not be written")
	_, _, err = db.Recover(backup, Verify)
	refused(t, err, db.Path()+" may not be written")
	_, err = db.Purge(Forget{Habit: aCheck("Move").ID}, Verify)
	refused(t, err, db.Path()+" may not be written")
}
