package db

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"go.etcd.io/bbolt"

	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// many is how often each of two programs adds 1 to the same entry.
const many = 200

func water() habits.Habit { return anAmount("Water", "glasses") }

// addMany adds to today's glasses, one change each.
func addMany(db *DB) error {
	for range many {
		if _, err := db.Apply(edits(water().AddOn(today, 1))); err != nil {
			return err
		}
	}
	return nil
}

// child is the test binary as a process that does one of the children's jobs.
func child(t *testing.T, job, path string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), childKey+"="+job, pathKey+"="+path)
	return c
}

// readUntil loads in a loop until done is closed, and fails if what it sees ever
// becomes less.
func readUntil(t *testing.T, db *DB, done <-chan struct{}) {
	t.Helper()
	last, reads := quantity.Amount(0), 0
	for {
		book, err := db.Load(today, 1)
		if err != nil {
			t.Errorf("read %d: %v", reads, err)
			return
		}
		now := book.Find(water().ID).History.On(today).Amount
		if now < last || uint64(now) != book.Seq-1 {
			t.Errorf("read %d: %d glasses after %d, at change %d", reads, now, last, book.Seq)
		}
		last, reads = now, reads+1
		select {
		case <-done:
			return
		default:
		}
	}
}

func TestTwoHoldsOfAFileAddWhileAThirdReads(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	var writers sync.WaitGroup
	for range 2 {
		writers.Go(func() {
			if err := addMany(reopened(db)); err != nil {
				t.Errorf("add: %v", err)
			}
		})
	}
	done := make(chan struct{})
	go func() { writers.Wait(); close(done) }()
	readUntil(t, reopened(db), done)
	<-done
	if got := entry(t, db, water().ID, today).Amount; got != 2*many {
		t.Errorf("got %d, want %d", got, 2*many)
	}
}

func TestTwoProcessesAddWhileAThirdReads(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	var writers sync.WaitGroup
	for range 2 {
		c := child(t, "add", db.Path())
		writers.Go(func() {
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("add: %v: %s", err, out)
			}
		})
	}
	done := make(chan struct{})
	go func() { writers.Wait(); close(done) }()
	readUntil(t, reopened(db), done)
	<-done
	if got := entry(t, db, water().ID, today).Amount; got != 2*many {
		t.Errorf("got %d, want %d", got, 2*many)
	}
}

func TestOneHoldServesManyAtOnce(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				if _, err := db.Apply(edits(water().AddOn(today, 1))); err != nil {
					t.Errorf("add: %v", err)
				}
				if _, err := db.Load(today, 0); err != nil {
					t.Errorf("load: %v", err)
				}
			}
		})
	}
	all.Wait()
	if got := entry(t, db, water().ID, today).Amount; got != 80 {
		t.Errorf("got %d, want 80", got)
	}
}

func TestTheFirstChangesOfManyAllArrive(t *testing.T) {
	db := open(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			if _, err := reopened(db).Apply(record.PutHabits(aCheck(nth("H", i)))); err != nil {
				t.Errorf("put: %v", err)
			}
		})
	}
	all.Wait()
	if got := len(load(t, db).Rows); got != 8 {
		t.Errorf("there are %d habits, want 8", got)
	}
}

// The stamp of a receipt stands for what its writer knows: where it is that of
// another's change too, that change is never looked for.
func TestReceiptsOfSeveralWritersHaveStampsOfTheirOwn(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	var mutex sync.Mutex
	seqs := map[string]uint64{}
	var writers sync.WaitGroup
	for range 6 {
		writers.Go(func() {
			for range many {
				r, err := reopened(db).Apply(edits(water().AddOn(today, 1)))
				if err != nil {
					t.Errorf("add: %v", err)
					return
				}
				mutex.Lock()
				if other, ok := seqs[r.Stamp]; ok {
					t.Errorf("changes %d and %d have the stamp %s", other, r.Seq, r.Stamp)
				}
				seqs[r.Stamp] = r.Seq
				mutex.Unlock()
			}
		})
	}
	writers.Wait()
}

func TestAFileThatIsHeldForLongIsRefusedAndWrittenLater(t *testing.T) {
	holds := map[string]func(t *testing.T, path string) (release func()){
		"by its lock": func(t *testing.T, path string) func() {
			held := flock.New(path + ".lock")
			if err := held.Lock(); err != nil {
				t.Fatal(err)
			}
			return func() { _ = held.Close() }
		},
		"by bbolt": func(t *testing.T, path string) func() {
			held, err := bbolt.Open(path, 0o600, nil)
			if err != nil {
				t.Fatal(err)
			}
			return func() { _ = held.Close() }
		},
	}
	for name, hold := range holds {
		t.Run(name, func(t *testing.T) {
			db := open(t)
			apply(t, db, record.PutHabits(aCheck("Move")))
			release := hold(t, db.Path())
			defer release()
			hasty := reopened(db).Waiting(30 * time.Millisecond)
			for call, f := range everyCall {
				t.Run(call, func(t *testing.T) { refused(t, f(hasty), "is held by another program; try again") })
			}
			if db.Stamp() == "" {
				t.Error("the stamp waits for the lock")
			}
			release()
			apply(t, db, edits(aCheck("Move").CheckOn(today)))
			if got := entry(t, db, "move", today).State; got != habits.Yes {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestAWriteWaitsForALockThatIsLetGo(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	held := flock.New(db.Path() + ".lock")
	if err := held.Lock(); err != nil {
		t.Fatal(err)
	}
	patient := reopened(db).Waiting(time.Minute)
	done := make(chan error)
	go func() {
		_, err := patient.Apply(edits(water().AddOn(today, 1)))
		done <- err
	}()
	for !isUnderWay("selfcare/internal/db/guard.(*File).lock(") {
		select {
		case err := <-done:
			t.Fatalf("written past the lock (%v)", err)
		case <-time.After(time.Millisecond):
		}
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// isUnderWay reports whether some goroutine is in a function.
func isUnderWay(function string) bool {
	stacks := make([]byte, 1<<20)
	return bytes.Contains(stacks[:runtime.Stack(stacks, true)], []byte(function))
}

func TestReadersShareTheFile(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(water()))
	held := flock.New(db.Path() + ".lock")
	if err := held.RLock(); err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	hasty := reopened(db).Waiting(30 * time.Millisecond)
	if _, err := hasty.Load(today, 0); err != nil {
		t.Errorf("beside another reader: %v", err)
	}
}

func TestTheLockOutlivesTheFile(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	if err := os.Remove(db.Path()); err != nil {
		t.Fatal(err)
	}
	other := reopened(db)
	apply(t, other, record.PutHabits(aCheck("Rest")))
	expectNames(t, other, "Rest")
	if _, err := os.Stat(db.Path() + ".lock"); errors.Is(err, fs.ErrNotExist) {
		t.Error("the lock is gone")
	}
}

// status is how a child ended and what it said.
func status(t *testing.T, c *exec.Cmd) (int, string) {
	t.Helper()
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	said, _, _ := strings.Cut(string(out), "\ngoroutine ")
	return c.ProcessState.ExitCode(), said
}
