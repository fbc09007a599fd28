package db

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/record"
)

// copyOf returns a copy of the record as it is.
func copyOf(t *testing.T, db *DB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	if _, err := db.Copy(path, Verify); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatIsNewerThanACopyIsCounted(t *testing.T) {
	db := open(t)
	move, water := aCheck("Move"), anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(move, water))
	apply(t, db, edits(move.CheckOn(today-2), water.AddOn(today-2, 1000)))
	path := copyOf(t, db)
	newer := func(want Newer) {
		t.Helper()
		got, err := db.Newer(path)
		last := got.Last
		got.Last = nil
		if err != nil || got != want {
			t.Errorf("it is %+v, %v; want %+v", got, err, want)
		}
		if (last != nil) != (want.Entries > 0) {
			t.Errorf("the last day is %v", last)
		}
	}
	newer(Newer{Follows: true})

	apply(t, db, edits(move.CheckOn(today-1), water.AddOn(today-2, 500)))
	apply(t, db, record.PutHabits(aCheck("Tea")))
	apply(t, db, record.Change{Moods: record.Put(journal.NewMood(noon(), 2, "", calendar.DefaultPreferences))})
	newer(Newer{Follows: true, Changes: 3, Habits: 1, Entries: 2, Others: 1})
	if got, err := db.Newer(path); err != nil || *got.Last != today-1 {
		t.Errorf("the last day is %v, %v", got.Last, err)
	}

	// What is taken back is no longer there, and its line is.
	for range 3 {
		if _, err := db.Undo(""); err != nil {
			t.Fatal(err)
		}
	}
	newer(Newer{Follows: true, Changes: 6})

	// A copy goes its own way once it takes the place of the record.
	apply(t, db, edits(move.RestOn(today)))
	fork := copyOf(t, db)
	if _, _, err := db.Restore(path, Verify); err != nil {
		t.Fatal(err)
	}
	for range 9 {
		apply(t, db, edits(move.CheckOn(today)))
	}
	path = fork
	newer(Newer{Follows: false, Entries: 1})

	other := open(t)
	apply(t, other, record.PutHabits(move))
	path = copyOf(t, other)
	newer(Newer{Follows: false, Habits: 1, Entries: 3})
}

func TestOnlyWhatIsOlderThanARestoreIsHeldBack(t *testing.T) {
	db := open(t)
	move := aCheck("Move")
	apply(t, db, record.PutHabits(move))
	older := func(want string) {
		t.Helper()
		c, replaced, err := db.UndoesOlder()
		if err != nil || replaced != want || (len(c.Habits) > 0) != (want != "") {
			t.Errorf("undo takes back %+v of what %q replaced, %v; want %q", c, replaced, err, want)
		}
	}
	older("")
	path := copyOf(t, db)
	apply(t, db, edits(move.CheckOn(today)))
	_, replaced, err := db.Restore(path, Verify)
	if err != nil {
		t.Fatal(err)
	}
	older("")
	if err := db.MarkRestored(replaced); err != nil {
		t.Fatal(err)
	}
	older(replaced)
	apply(t, db, edits(move.CheckOn(today-1)))
	older("")
	if _, err := db.Undo(""); err != nil {
		t.Fatal(err)
	}
	older(replaced)
	// What took its place before is the record again, with all that can be taken back in it.
	if _, _, err := db.Restore(replaced, Verify); err != nil {
		t.Fatal(err)
	}
	older("")
	if got := entry(t, db, move.ID, today); got.State != habits.Yes {
		t.Errorf("it has %+v", got)
	}
}

// A window that is open beneath a restore means the restore, or nothing.
func TestUndoOfAWindowDoesNotTakeBackWhatIsOlderThanARestore(t *testing.T) {
	db := open(t)
	move := aCheck("Move")
	apply(t, db, record.PutHabits(move))
	path := copyOf(t, db)
	apply(t, db, edits(move.CheckOn(today)))
	_, replaced, err := db.Restore(path, Verify)
	if err := errors.Join(err, db.MarkRestored(replaced)); err != nil {
		t.Fatal(err)
	}
	book, err := db.Load(today, 0)
	if err != nil {
		t.Fatal(err)
	}
	r, err := db.UndoAsOf("u", book.Newest)
	refused(t, err, "is older than the restore")
	if len(r.Done.Habits) != 1 {
		t.Errorf("it was about %+v", r.Done)
	}
	expectNames(t, db, "Move")
	// What came after the restore is taken back as ever.
	c := edits(move.CheckOn(today - 1))
	c.Token = "later"
	apply(t, db, c)
	if _, err := db.UndoAsOf("u2", "later"); err != nil {
		t.Error(err)
	}
	// So is everything, once there is nothing to bring back any more.
	if err := os.Remove(replaced); err != nil {
		t.Fatal(err)
	}
	if _, err := db.UndoAsOf("u3", book.Newest); err != nil {
		t.Error(err)
	}
	expectNames(t, db)
}
