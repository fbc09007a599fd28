package db

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/record"
)

// states is after how many losses of power a record is looked at: some in an ordinary run,
// as many as SELFCARE_STATES says in a long one.
func states() int { return size("SELFCARE_STATES", 60, 30) }

// printApart is the fingerprint of a record as a process of its own sees it: one that is
// damaged may end it, or keep it for longer than patience.
func printApart(t *testing.T, path string, patience time.Duration) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	job := child(t, "fingerprint", path)
	c := exec.CommandContext(ctx, job.Path)
	c.Env = append(job.Env, "GORACE=atexit_sleep_ms=0") // or each waits a second for races
	out, err := c.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// isWhole says what is wrong with a record after a crash. It must hold what it may hold, be
// sound, and take another change.
func (c crash) isWhole(t *testing.T, path string) error {
	if !slices.Contains(c.allowed, printApart(t, path, time.Minute)) {
		return errors.New("what was acknowledged is not there, or it is damaged")
	}
	if _, err := os.Stat(path); err == nil {
		if _, err := Verify(path); err != nil {
			return err
		}
	}
	db := unsynced(New(path, noon).Guarded(Verify)) // for once nothing depends on it
	if _, err := db.Apply(record.PutHabits(aCheck("Afterwards"))); err != nil {
		return err
	}
	if _, err := Verify(path); err != nil {
		return fmt.Errorf("after another change: %w", err)
	}
	list, err := db.Habits()
	if _, ok := list.Find("Afterwards"); !ok {
		err = fmt.Errorf("the change after it is not there (%w)", err)
	}
	return err
}

// backupsAreWhole says what is wrong with backups after a crash: what has the name of one
// is one. Those that were looked at are not looked at again.
func backupsAreWhole(path string, known map[[32]byte]bool) error {
	all, err := New(path, noon).Backups()
	for _, backup := range all {
		content, err := os.ReadFile(backup)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		if known[sum] {
			continue
		}
		if _, err := Verify(backup); err != nil {
			return err
		}
		known[sum] = true
	}
	return err
}

// holds fails unless every loss of power leaves the record and its backups whole.
func (tr *trace) holds(t *testing.T, crashes int) {
	t.Helper()
	known := map[[32]byte]bool{}
	tr.crashes(crashes, func(c crash) {
		path, remove := tr.rebuild(t, c)
		defer remove()
		if err := c.isWhole(t, path); err != nil {
			t.Errorf("%v: %v", c, err)
		}
		if err := backupsAreWhole(path, known); err != nil {
			t.Errorf("%v: backups: %v", c, err)
		}
	})
}

func TestALossOfPowerTakesNothingThatWasAcknowledged(t *testing.T) {
	t.Parallel()
	tr := newTrace(t)
	if code, said := tr.run(t, "live"); code != 0 {
		t.Fatalf("status %d: %s", code, said)
	}
	if n := len(tr.prints); n < 200 {
		t.Fatalf("only %d changes were acknowledged", n)
	}
	tr.holds(t, states())
}

// A folder that is made for the record has to last as well.
func TestALossOfPowerTakesNothingInAFolderThatIsNew(t *testing.T) {
	t.Parallel()
	tr := newTrace(t)
	tr.path = filepath.Join(tr.folder, "made", "share", "selfcare.db")
	if code, said := tr.run(t, "live a little"); code != 0 {
		t.Fatalf("status %d: %s", code, said)
	}
	tr.holds(t, states()/5)
}

// A program that is killed leaves what it wrote in the cache, where the next one reads it.
// It may not be on the disk yet when the next one writes over what is there in its place.
func TestALossOfPowerAfterAKillTakesNothingThatWasAcknowledged(t *testing.T) {
	t.Parallel()
	for call, kills := range map[string]int{"fdatasync": 11, "fsync": 4} {
		for kill := range kills {
			if kill%2 == 1 && states() < 150 {
				continue
			}
			t.Run(fmt.Sprint(call, " ", 1+kill), func(t *testing.T) {
				t.Parallel()
				tr := newTrace(t)
				tr.run(t, "live", "-e", fmt.Sprintf("inject=%s:error=EIO:signal=KILL:when=%d", call, 1+kill))
				tr.since = len(tr.reader.ops)
				if code, said := tr.run(t, "live a little"); code != 0 {
					t.Fatalf("status %d: %s", code, said)
				}
				tr.endAfterAcknowledged(2)
				tr.holds(t, 1+states()/kills)
			})
		}
	}
}

// endAfterAcknowledged forgets what was done after so many changes of the last program were
// acknowledged.
func (tr *trace) endAfterAcknowledged(changes int) {
	for i, op := range tr.reader.ops {
		if i >= tr.since && op.kind == opAck {
			changes--
		}
		if changes == 0 {
			tr.reader.ops = tr.reader.ops[:i+1]
			return
		}
	}
}

// The tests above are worth nothing unless they notice that something is not synced.
func TestALossOfPowerTakesMuchWhereNotAllIsSynced(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		job  string
		skip func(at int, ops []diskOp) bool // what was synced and is taken for not synced
		most int                             // in percent, that is as it should be
	}{
		"nothing is": {"live unsynced", func(int, []diskOp) bool { return false }, 30},
		"no name is": {"live", func(at int, ops []diskOp) bool { return ops[at].kind == opSyncFolder }, 70},
		"not before what points at it is written": {"live", func(at int, ops []diskOp) bool {
			page := int64(os.Getpagesize())
			return ops[at].kind == opSync && ops[at+1].kind == opWrite && ops[at+1].at < 2*page
		}, 90},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := newTrace(t)
			if code, said := tr.run(t, c.job); code != 0 {
				t.Fatalf("status %d: %s", code, said)
			}
			var ops []diskOp
			for i, op := range tr.reader.ops {
				if !c.skip(i, tr.reader.ops) {
					ops = append(ops, op)
				}
			}
			tr.reader.ops = ops
			all, whole := max(states()/8, 20), 0
			tr.crashes(all, func(c crash) {
				path, remove := tr.rebuild(t, c)
				defer remove()
				if slices.Contains(c.allowed, printApart(t, path, 2*time.Second)) {
					whole++
				}
			})
			t.Logf("%d of %d are as they should be", whole, all)
			if whole*100 > c.most*all {
				t.Errorf("%d of %d are as they should be", whole, all)
			}
		})
	}
}
