package db

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"selfcare/internal/calendar"
	"selfcare/internal/record"
)

// hasty is the same record for callers that find out whether the door is open.
func hasty(db *DB) *DB { return db.Within(10 * time.Millisecond) }

// readInTurns keeps the shared lock for good: each reader lets go only when the next one has it,
// or was kept out. It ends where a reader that was kept out is not let in at all.
func readInTurns(db *DB) error {
	unlock, err := db.file.Lock(false)
	if err != nil {
		return err
	}
	fmt.Println("reading")
	for {
		next, err := hasty(db).file.Lock(false)
		unlock()
		if err != nil {
			if next, err = db.file.Lock(false); err != nil {
				return err
			}
		}
		unlock = next
	}
}

// waitToWrite waits for the lock, to be alone.
func waitToWrite(db *DB) error {
	fmt.Println("waiting")
	_, err := db.file.Lock(true)
	return err
}

// running is a child that runs.
type running struct {
	*exec.Cmd
	ended chan struct{}
}

// begin starts a child, and returns when it has printed its first line.
func begin(t *testing.T, job, path string) running {
	t.Helper()
	c := running{child(t, job, path), make(chan struct{})}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	lines := bufio.NewReader(out)
	if _, err := lines.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	go func() {
		rest, _ := io.ReadAll(lines)
		if _ = c.Wait(); c.ProcessState.ExitCode() >= 0 { // nobody killed it
			t.Errorf("%s ended by itself: %s", job, rest)
		}
		close(c.ended)
	}()
	return c
}

// kill ends a child.
func (c running) kill() {
	_ = c.Process.Kill()
	<-c.ended
}

func TestWritersGetInBesideReadersThatNeverAllLeave(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	var readers []running
	for range 4 {
		readers = append(readers, begin(t, "read in turns", db.Path()))
	}
	for range 50 {
		apply(t, db, edits(water().AddOn(today, 1)))
	}
	for _, r := range readers {
		r.kill()
	}
	if got := entry(t, db, water().ID, today).Amount; got != 50 {
		t.Errorf("got %d, want 50", got)
	}
}

func TestReadersAreLetInBesideWritersThatNeverAllLeave(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	done := make(chan struct{})
	defer close(done)
	for range 4 {
		go func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if unlock, err := reopened(db).file.Lock(true); err == nil {
					unlock()
				}
			}
		}()
	}
	for n := range 200 {
		if _, err := reopened(db).Load(today, 0); err != nil {
			t.Fatalf("reading %d: %v", n, err)
		}
	}
}

func TestKilledWriterLeavesNoClosedGate(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	held := flock.New(db.Path() + ".lock")
	if err := held.RLock(); err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	writer := begin(t, "wait to write", db.Path())
	for closed := false; !closed; {
		unlock, err := hasty(db).file.Lock(false)
		if closed = err != nil; !closed {
			unlock()
		}
		select {
		case <-writer.ended:
			t.Fatal("the writer gave up beside an open gate")
		default:
		}
	}
	writer.kill()
	if _, err := db.Load(today, 0); err != nil {
		t.Errorf("beside the gate of a writer that was killed: %v", err)
	}
}

// A gate that cannot be made costs no more than the order of those who wait.
func TestRecordIsReadAndWrittenWhereNoGateCanBeMade(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	if err := os.Symlink(filepath.Join("nowhere", "gate"), db.Path()+".gate"); err != nil {
		t.Skip(err)
	}
	held := flock.New(db.Path() + ".lock")
	if err := held.RLock(); err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if _, err := db.Load(today, 0); err != nil {
		t.Error(err)
	}
	_, err := hasty(db).Apply(edits(water().AddOn(today, 1)))
	refused(t, err, "is held by another program")
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	apply(t, db, edits(water().AddOn(today, 1)))
}

// An export is of one moment, and nobody waits for whoever takes it.
func TestRecordIsWrittenWhileACopyOfItIsLookedAt(t *testing.T) {
	db := open(t)
	h := water()
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.AddOn(today-1, 3), h.AddOn(today, 1)))
	err := db.Read(func(r *Reader) error {
		apply(t, reopened(db), edits(h.AddOn(today, 1)))
		all, err := r.History(h.ID, calendar.FirstDay)
		if got := all.On(today).Amount; got != 1 || len(all.All()) != 2 {
			t.Errorf("the copy has %d glasses, want 1, on %d days, want 2", got, len(all.All()))
		}
		later, err2 := r.History(h.ID, today)
		if first, ok := later.First(); len(later.All()) != 1 || !ok || first != today-1 {
			t.Errorf("from today on there are %d days, of a history since %v", len(later.All()), first)
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := entry(t, db, h.ID, today).Amount; got != 2 {
		t.Errorf("got %d, want 2", got)
	}
}

// bbolt's own lock would do, but those who wait for that one do not wait in turn.
func TestNobodyWritesWhileTheRecordIsChecked(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	_, err := db.Check(func(path string) (Report, error) {
		_, err := hasty(db).Apply(edits(water().AddOn(today, 1)))
		refused(t, err, "is held by another program")
		return Verify(path)
	})
	if err != nil {
		t.Error(err)
	}
}
