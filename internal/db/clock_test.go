package db

import (
	"path/filepath"
	"testing"
	"time"

	"selfcare/internal/record"
)

// wrongClock is a record whose clock a test may set, and water in it, of which every
// change adds one.
func wrongClock(t *testing.T, at *time.Time) (db *DB, add func()) {
	t.Helper()
	db = New(filepath.Join(t.TempDir(), "selfcare.db"), func() time.Time { return *at })
	t.Cleanup(func() { check(t, db.Path()) })
	apply(t, db, record.PutHabits(water()))
	return db, func() { t.Helper(); apply(t, db, edits(water().AddOn(today, 1))) }
}

func glasses(t *testing.T, db *DB) int {
	t.Helper()
	return int(entry(t, db, water().ID, today).Amount)
}

func TestUndoGoesByTheOrderOfDoingAndNotByTheClock(t *testing.T) {
	at := noon()
	db, add := wrongClock(t, &at)
	jumps := []int{0, -365, -20_000, 30, -1, 365, 0} // days from noon, none of which makes a line old
	for _, days := range jumps {
		at = noon().AddDate(0, 0, days)
		add()
	}
	for n := len(jumps) - 1; n >= 0; n-- {
		at = noon().AddDate(0, 0, jumps[(n+3)%len(jumps)])
		undo(t, db)
		if got := glasses(t, db); got != n {
			t.Fatalf("after an undo there are %d, want %d", got, n)
		}
	}
	for n := range jumps {
		at = noon().AddDate(0, 0, jumps[(n+5)%len(jumps)])
		redo(t, db)
		if got := glasses(t, db); got != n+1 {
			t.Fatalf("after a redo there are %d, want %d", got, n+1)
		}
	}
	refuseRedo(t, db)
}

// A clock that is years ahead for a moment makes every line old at once. Each write takes
// two of them at most: so much of undo is lost, and of the record nothing.
func TestAClockYearsAheadTakesAFewLinesOfTheLogAndNotAll(t *testing.T) {
	at := noon()
	db, add := wrongClock(t, &at)
	for range 30 {
		add()
	}
	at = noon().AddDate(10, 0, 0)
	for range 3 {
		add()
	}
	at = noon()
	add()
	got := lines(t, db)
	if len(got) != 1+30+3+1-2*3 || got[0] != 7 {
		t.Errorf("three writes with a clock years ahead left of the log %v", got)
	}
	if got := glasses(t, db); got != 34 {
		t.Errorf("there are %d, want 34", got)
	}
	// What is left of it is walked in order, with the wrong clock in its middle.
	for n := 33; n >= 34-len(got); n-- {
		undo(t, db)
		if got := glasses(t, db); got != n {
			t.Fatalf("after an undo there are %d, want %d", got, n)
		}
	}
	refuseUndo(t, db)
	for range got {
		redo(t, db)
	}
	refuseRedo(t, db)
	if got := glasses(t, db); got != 34 {
		t.Errorf("all was done again, and there are %d, want 34", got)
	}
}

// The lines that were written with a clock years ahead grow old ten years later. Those
// behind them stay as long: the log is longer than it need be, and whole.
func TestLinesBehindAClockYearsAheadStay(t *testing.T) {
	at := noon().AddDate(10, 0, 0)
	db, add := wrongClock(t, &at)
	at = noon()
	for range 5 {
		add()
	}
	at = noon().AddDate(0, 0, 500)
	add()
	if got := lines(t, db); len(got) != 7 {
		t.Errorf("the log is %v, want 1 to 7", got)
	}
	for range 7 {
		undo(t, db)
	}
	refuseUndo(t, db)
}

// A computer without a battery for its clock begins in 1970, until it hears the time.
func TestWhatWasDoneBeforeTheClockWasSetCanBeTakenBackSoonAfter(t *testing.T) {
	at := time.Unix(0, 0)
	db, add := wrongClock(t, &at)
	add()
	at = noon()
	add()
	undo(t, db)
	if got := glasses(t, db); got != 1 {
		t.Fatalf("after an undo there are %d, want 1", got)
	}
	if _, err := db.Undo(""); err != nil {
		t.Error("the lines of 1970 are taken for 400 days old as soon as the clock is right, so that what was done a minute ago cannot be taken back")
	}
	if got := glasses(t, db); got != 0 {
		t.Errorf("after two there are %d, want 0", got)
	}
}
