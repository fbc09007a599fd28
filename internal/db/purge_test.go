package db

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"selfcare/internal/atomicfile"
	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/changelog"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// aLife is a record in which one habit, one boundary and one day have words of their own,
// each of which a search of its bytes finds.
func aLife(t testing.TB) *DB {
	t.Helper()
	db := open(t)
	quiet, loud := aCheck("Quiet"), anAmount("Loud-habit", quantity.Minutes)
	loud.ID, loud.Why, loud.Plan = "loudid", "loud why", "loud plan"
	apply(t, db, record.PutHabits(quiet))
	apply(t, db, record.PutHabits(loud))
	renamed := loud
	renamed.Name = "Loud-er"
	apply(t, db, record.PutHabits(renamed))
	both := edits(quiet.CheckOn(today), loud.AddOn(today, 5000), loud.NoteOn(today, "loud note"))
	apply(t, db, both)
	apply(t, db, edits(quiet.CheckOn(today-1), quiet.NoteOn(today-1, "said then")))
	apply(t, db, edits(quiet.NoteOn(today-1, "said later")))
	apply(t, db, edits(quiet.NoteOn(today-1, "")))
	apply(t, db, edits(quiet.NoteOn(today-1, "said at last")))
	apply(t, db, edits(quiet.NoteOn(today-2, "kept words")))
	peace := aBoundary("Noisy-peace")
	peace.ID, peace.Said, peace.Why = "noisyid", "noisy said", []string{"noisy why"}
	apply(t, db, record.Change{Boundaries: record.Put(peace)})
	urge := anEvent("noisyid", "e1", boundary.Urge, noon())
	urge.Note, urge.Trigger, urge.Helped = "noisy urge", "noisy trigger", []string{"noisy help"}
	apply(t, db, record.Change{Events: record.Put(urge)})
	work := aBoundary("Work")
	apply(t, db, record.Change{Boundaries: record.Put(work)})
	slip := anEvent(work.ID, "e2", boundary.Slip, noon().AddDate(0, 0, -1))
	slip.Note, slip.Next = "said slip", "said next"
	apply(t, db, record.Change{Events: record.Put(slip)})
	end := aReflection("r1", noon(), "noisy end")
	end.Boundary = "noisyid"
	apply(t, db, record.Change{Reflections: record.Put(end)})
	apply(t, db, record.Change{Reflections: record.Put(aReflection("r2", noon().AddDate(0, 0, -1), "said reflection"))})
	mood := journal.NewMood(noon().AddDate(0, 0, -1), 2, "said mood", calendar.DefaultPreferences)
	apply(t, db, record.Change{Moods: record.Put(mood)})
	apply(t, db, record.Change{Drafts: []record.Draft{{Key: "add", Text: "loud noisy said half"}, {Key: "read/safety", Text: "yes"}}})
	if _, err := db.Undo(""); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Redo(""); err != nil {
		t.Fatal(err)
	}
	return db
}

// forgets are what is purged, and the words of which no trace may be left.
func forgets() map[string]struct {
	what Forget
	mark string
	left string
} {
	yesterday := today - 1
	return map[string]struct {
		what Forget
		mark string
		left string
	}{
		"a habit":    {Forget{Habit: "loudid"}, "loud", "said noisy kept"},
		"a boundary": {Forget{Boundary: "noisyid"}, "noisy", "said loud kept"},
		"a day":      {Forget{Day: &yesterday}, "said ", "noisy loud kept"},
	}
}

// holds reports whether text is anywhere in a file, be it as it is or in the packed parts of
// the log.
func fileHolds(t testing.TB, path, text string) bool {
	t.Helper()
	b := bytes.ToLower(bytesOf(t, path))
	if bytes.Contains(b, []byte(text)) {
		return true
	}
	found := false
	for _, l := range changelog.Lines(bytesOf(t, path)) {
		for _, r := range l.Records {
			found = found || bytes.Contains(bytes.ToLower(r.Before), []byte(text)) || bytes.Contains(bytes.ToLower(r.After), []byte(text))
		}
		for _, d := range l.Days {
			found = found || bytes.Contains(bytes.ToLower(d.Before), []byte(text))
		}
	}
	return found
}

func TestWhatIsPurgedIsNowhereInTheFile(t *testing.T) {
	for name, f := range forgets() {
		t.Run(name, func(t *testing.T) {
			db := aLife(t)
			before := len(lines(t, db))
			if !fileHolds(t, db.Path(), f.mark) {
				t.Fatal("there is nothing to purge")
			}
			found, err := db.Purge(f.what, Verify)
			if err != nil || found.IsNothing() {
				t.Fatalf("%+v, %v", found, err)
			}
			if fileHolds(t, db.Path(), f.mark) {
				t.Error("it is in the file still")
			}
			for _, word := range strings.Fields(f.left) {
				if !fileHolds(t, db.Path(), word) {
					t.Errorf("what has %q is gone, too", word)
				}
			}
			if got := len(lines(t, db)); got != before {
				t.Errorf("the log has %d lines, want %d", got, before)
			}
			if asides := load(t, db).Drafts; len(asides) != 1 || asides["read/safety"] == "" {
				t.Errorf("kept is %v", asides)
			}
			undone := 0
			for ; ; undone++ {
				r, err := db.Undo("")
				if err != nil {
					refused(t, err, nothingToUndo)
					break
				}
				if r.Done.IsEmpty() {
					t.Error("nothing was taken back")
				}
			}
			if got := whole(t, db); len(got.Rows)+len(got.Boundaries)+len(got.Moods) > 0 {
				t.Errorf("all is taken back, and there are %+v", got)
			}
			for range undone {
				if _, err := db.Redo(""); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := db.Redo(""); err == nil {
				t.Error("more was done again than was taken back")
			}
			if again, err := db.Purge(f.what, Verify); err != nil || !again.IsNothing() {
				t.Errorf("there was more: %+v, %v", again, err)
			}
			if fileHolds(t, db.Path(), f.mark) {
				t.Error("undo and redo brought it back")
			}
		})
	}
}

func TestAPurgeCountsWhatItTook(t *testing.T) {
	for name, want := range map[string]Forgotten{
		"a habit":    {Habits: 1, Entries: 1, Changes: 3},
		"a boundary": {Boundaries: 1, Events: 1, Reflections: 1, Changes: 3},
		"a day":      {Notes: 3, Reflections: 1, Changes: 9},
	} {
		db := aLife(t)
		if got, err := db.Purge(forgets()[name].what, Verify); err != nil || got != want {
			t.Errorf("%s: %+v, want %+v, %v", name, got, want, err)
		}
	}
}

// What stands with the habit stays: the amount of the day, and the other habits' notes.
func TestOnlyTheNoteOfOneHabitIsPurged(t *testing.T) {
	db := aLife(t)
	day := today
	found, err := db.Purge(Forget{Habit: "loudid", Day: &day}, Verify)
	if err != nil || found.Notes != 1 || found.Entries != 0 {
		t.Fatalf("%+v, %v", found, err)
	}
	if got := entry(t, db, "loudid", today); got.Note != "" || got.Amount != 5000 {
		t.Errorf("it is %+v", got)
	}
	if fileHolds(t, db.Path(), "loud note") || !fileHolds(t, db.Path(), "said at last") {
		t.Error("another note was purged, or this one not")
	}
}

func TestNothingToPurgeWritesNothing(t *testing.T) {
	db := aLife(t)
	unchanged(t, db.Path(), func() {
		if found, err := db.Purge(Forget{Habit: "nobody"}, Verify); err != nil || !found.IsNothing() {
			t.Errorf("%+v, %v", found, err)
		}
	})
}

func TestADamagedFileIsNotPurged(t *testing.T) {
	db := aLife(t)
	sound := bytesOf(t, db.Path())
	spoil(t, db, metaSpoilt(sound))
	unchanged(t, db.Path(), func() {
		if _, err := db.Purge(Forget{Habit: "loudid"}, Verify); !errors.Is(err, ErrUnsound) {
			t.Errorf("got %v", err)
		}
	})
	spoil(t, db, sound)
}

func TestBackupsArePurgedToo(t *testing.T) {
	db := aLife(t)
	backup, _, err := db.BackUp(Verify)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.Restore(backup, Verify); err != nil { // which puts the record aside
		t.Fatal(err)
	}
	bad := filepath.Join(db.BackupFolder(), "2026-01-01T00-00-00.db")
	if err := os.WriteFile(bad, metaSpoilt(bytesOf(t, backup)), 0o600); err != nil {
		t.Fatal(err)
	}
	purged, left, err := db.PurgeBackups(Forget{Habit: "loudid"}, Verify)
	if err != nil || purged != 2 || len(left) != 1 || left[0] != bad {
		t.Errorf("%d were purged, left are %v, %v", purged, left, err)
	}
	all, err := db.Copies()
	if err != nil || len(all) != 3 {
		t.Errorf("there are %v, %v", all, err)
	}
	for _, path := range all {
		if path != bad && fileHolds(t, path, "loud") {
			t.Errorf("it is in %s", path)
		}
	}
}

// A purge that is interrupted leaves the whole record.
func TestAPurgeThatFailsLeavesTheRecord(t *testing.T) {
	db := aLife(t)
	unchanged(t, db.Path(), func() {
		_, err := db.Purge(Forget{Habit: "loudid"}, func(path string) (Report, error) {
			if path != db.Path() {
				return Report{}, errors.New("no")
			}
			return Verify(path)
		})
		if err == nil {
			t.Error("it did not fail")
		}
	})
	left, err := filepath.Glob(db.Path() + ".*")
	if err != nil || len(left) != 2 { // the lock, and what was noted
		t.Errorf("left behind are %v, %v", left, err)
	}
}

// A record of anything, of which one habit is purged, is what it would be had that habit
// never been.
func TestAPurgedHabitMightNeverHaveBeen(t *testing.T) {
	t.Parallel()
	folder, runs := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		db := New(filepath.Join(folder, nth("run", runs), "selfcare.db"), noon)
		defer os.RemoveAll(filepath.Dir(db.Path()))
		if _, err := db.Apply(record.PutHabits(aCheck("A"), aCheck("B"))); err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch rapid.IntRange(0, 5).Draw(t, "step") {
			case 0:
				_, _ = db.Undo("") // or there is nothing
			case 1:
				_, _ = db.Redo("")
			case 2:
				_, _ = db.Apply(record.Change{Days: []record.Days{drawDays(t)}}) // or it is refused
			case 3:
				_, _ = db.Apply(record.PutHabits(drawHabit(t)))
			default:
				_, _ = db.Apply(edits(drawEdit(t), drawEdit(t)))
			}
		}
		dump := func() (read snapshot, seq uint64) {
			book, err := db.Load(calendar.FirstDay, 0)
			if err != nil {
				t.Fatal(err)
			}
			read = snapshot{map[ident.ID]habits.Habit{}, map[cell]habits.Entry{}}
			for _, r := range book.Rows {
				if r.Habit.ID == "a" {
					continue
				}
				read.habits[r.Habit.ID] = r.Habit
				for _, e := range r.History.All() {
					read.entries[cell{r.Habit.ID, e.Day}] = e.Entry
				}
			}
			return read, book.Seq
		}
		before, seq := dump()
		if _, err := db.Purge(Forget{Habit: "a"}, Verify); err != nil {
			t.Fatal(err)
		}
		if err := before.compare(db, seq); err != nil {
			t.Fatal(err)
		}
		for range 20 { // every step goes, and none brings it back
			step := db.Undo
			if rapid.Bool().Draw(t, "redo") {
				step = db.Redo
			}
			if _, err := step(""); err != nil && refusal.As(err) == nil {
				t.Fatal(err)
			}
			if list, err := db.Habits(); err != nil || len(list) > 3 {
				t.Fatalf("there are %v, %v", names(list), err)
			} else if _, back := list.Find("a"); back {
				if h, _ := list.Find("a"); h.ID == "a" {
					t.Fatal("it came back")
				}
			}
			if err := db.view(func(tx *bbolt.Tx) error { return checkTx(tx) }); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// A purge that was killed, and anything else that was, may leave whole copies of the record with
// all its words: the next purge takes them along.
func TestPurgeRemovesWhatKilledProgramsLeft(t *testing.T) {
	db := aLife(t)
	good, _, err := db.BackUp(verified)
	if err != nil {
		t.Fatal(err)
	}
	words := readFile(t, db.Path())
	left := []string{
		db.Path() + ".purging", db.Path() + ".new", good + ".77.new", good + ".purging", db.Path() + ".encrypting",
		filepath.Join(filepath.Dir(db.Path()), ".plain-77"), atomicfile.TemporaryName(db.Path()), atomicfile.TemporaryName(good),
	}
	for _, path := range left {
		if err := os.WriteFile(path, words, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	what := Forget{Habit: "loudid"}
	if _, err := db.Purge(what, verified); err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.PurgeBackups(what, verified); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Dir(db.Path()), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && bytes.Contains(readFile(t, path), []byte("loud why")) {
			t.Errorf("%s holds words that were to be forgotten", filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
