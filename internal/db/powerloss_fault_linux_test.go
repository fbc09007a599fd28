package db

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/record"
)

// theFaultyChange is a change that is repeated when it was not answered for.
func theFaultyChange() record.Change {
	c := record.PutHabits(water())
	c.Token, c.Edits = "mine", []habits.Edit{water().AddOn(today, 1000)}
	return c
}

func init() {
	children["faulty change"] = func(db *DB) error {
		runtime.LockOSThread() // strace counts the calls to spoil by thread
		_, err := db.Apply(theFaultyChange())
		if err != nil {
			return err
		}
		return os.WriteFile(os.Getenv(notesKey)+ledgerExt, []byte("1\n"), 0o600)
	}
}

// crowded is a record that the faulty change makes larger, so that its size is set as well.
func crowded(t *testing.T) []byte {
	t.Helper()
	db, probe := open(t), New(filepath.Join(t.TempDir(), "selfcare.db"), noon)
	for {
		apply(t, db, record.PutHabits(aCheck("Move")))
		before := bytesOf(t, db.Path())
		write(string(before))(t, probe.Path())
		apply(t, probe, theFaultyChange())
		if len(bytesOf(t, probe.Path())) > len(before) {
			return before
		}
	}
}

// begin puts a record on the disk that is to be traced, before anything else is done.
func (tr *trace) begin(t *testing.T, content []byte) {
	t.Helper()
	if err := os.WriteFile(tr.path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	r := tr.reader
	r.files++
	r.name(map[string]int{tr.path: r.files})
	r.add(diskOp{kind: opSyncFolder, folder: tr.folder})
	r.add(diskOp{kind: opWrite, file: r.files, data: content})
	r.add(diskOp{kind: opSync, file: r.files})
}

// happenedOnce says how the faulty change is not there exactly once.
func happenedOnce(path string) error {
	book, err := New(path, noon).Load(today, 0)
	if err != nil {
		return err
	}
	r := book.Find(water().ID)
	if r == nil {
		return errors.New("it is not there")
	}
	if got := r.History.On(today).Amount; got != 1000 {
		return fmt.Errorf("it was made %d times", got/1000)
	}
	return nil
}

// A disk that reports a fault at any one call is told of, and the change is not. It can be
// made again, and is on the disk then: once.
func TestAChangeThatTheDiskFailedIsNotAcknowledgedUntilItIsWritten(t *testing.T) {
	t.Parallel()
	calls := []string{"pwrite64", "fdatasync", "fsync", "ftruncate"}
	for name, c := range map[string]struct {
		content []byte
		calls   []string
	}{
		"to a record": {crowded(t), calls},
		"to none":     {nil, append(calls, "rename,renameat,renameat2")},
	} {
		for _, calls := range c.calls {
			t.Run(name+", "+calls, func(t *testing.T) {
				t.Parallel()
				faults := 0
				for fails(t, c.content, calls, faults+1) {
					faults++
				}
				if faults == 0 {
					t.Error("there was no such call to fail")
				}
			})
		}
	}
}

// fails makes the change while the disk fails the nth of some calls, and looks at what is
// left of it. It reports whether there was such a call.
func fails(t *testing.T, content []byte, calls string, nth int) bool {
	t.Helper()
	tr := newTrace(t)
	if content != nil {
		tr.begin(t, content)
	}
	code, said := tr.run(t, "faulty change", "-e", fmt.Sprintf("inject=%s:error=EIO:when=%d", calls, nth))
	where := fmt.Sprintf("%s %d", calls, nth)
	if code == 0 { // some faults matter to nobody, but what is acknowledged lasts
		tr.lasts(t, where)
		return tr.reader.faults > 0
	}
	if code != childRefused && code != childFailed || said == "" {
		t.Errorf("%s: status %d: %s", where, code, said)
	}
	check(t, tr.path)
	tr.since = len(tr.reader.ops)
	if code, said := tr.run(t, "faulty change"); code != 0 {
		t.Errorf("%s: repeated: status %d: %s", where, code, said)
		return true
	}
	if err := happenedOnce(tr.path); err != nil {
		t.Errorf("%s: repeated: %v", where, err)
	}
	check(t, tr.path)
	// What a sync that failed was to write may never be written, whatever is synced later.
	isWrite := func(op diskOp) bool { return op.kind == opWrite }
	if calls == "fdatasync" && !slices.ContainsFunc(tr.reader.ops[tr.since:], isWrite) {
		t.Errorf("%s: repeated: it was acknowledged, and nothing was written", where)
	}
	tr.lasts(t, where)
	return true
}

// lasts fails unless the faulty change is surely on the disk.
func (tr *trace) lasts(t *testing.T, where string) {
	t.Helper()
	d := newDisk(tr.folder)
	for _, op := range tr.reader.ops {
		d.do(op)
	}
	path := filepath.Join(t.TempDir(), "selfcare.db")
	write(string(d.kept()[tr.path]))(t, path)
	if err := happenedOnce(path); err != nil {
		t.Errorf("%s: a loss of power takes what was acknowledged: %v", where, err)
	}
}
