package db

import (
	"reflect"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/record"
)

const (
	nothingToUndo = "Nothing more to take back."
	nothingToRedo = "Nothing more to do again."
)

// undo takes back what must be there to take back.
func undo(t *testing.T, db *DB) record.Result {
	t.Helper()
	r, err := db.Undo("")
	if err != nil {
		t.Fatalf("undo: %v", err)
	}
	return r
}

func redo(t *testing.T, db *DB) record.Result {
	t.Helper()
	r, err := db.Redo("")
	if err != nil {
		t.Fatalf("redo: %v", err)
	}
	return r
}

func refuseUndo(t *testing.T, db *DB) {
	t.Helper()
	unchanged(t, db.Path(), func() {
		_, err := db.Undo("")
		refused(t, err, nothingToUndo)
	})
}

func refuseRedo(t *testing.T, db *DB) {
	t.Helper()
	unchanged(t, db.Path(), func() {
		_, err := db.Redo("")
		refused(t, err, nothingToRedo)
	})
}

func TestUndoEndsWhereTheRecordBegins(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.AddOn(today, 1000)))
	undo(t, db)
	undo(t, db)
	refuseUndo(t, db)
	if got := load(t, db); len(got.Rows) != 0 {
		t.Errorf("got %+v", got.List())
	}
	redo(t, db)
	redo(t, db)
	refuseRedo(t, db)
	if got := entry(t, db, h.ID, today).Amount; got != 1000 {
		t.Errorf("got %d, want 1000", got)
	}
}

func TestARefusedUndoIsRefusedInTheSameWords(t *testing.T) {
	_, err := open(t).Undo("")
	refused(t, err, nothingToUndo)
	if err == nil || err.Error() != nothingToUndo {
		t.Errorf("got %q", err)
	}
}

func TestNothingIsDoneAgainAfterANewChange(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.AddOn(today, 1000)))
	refuseRedo(t, db)
	undo(t, db)
	apply(t, db, edits(h.AddOn(today, 500)))
	refuseRedo(t, db)
	undo(t, db)
	redo(t, db)
	refuseRedo(t, db)
	if got := entry(t, db, h.ID, today).Amount; got != 500 {
		t.Errorf("got %d, want 500", got)
	}
}

func TestTheReceiptSaysWhatWasTakenBack(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	add := edits(h.AddOn(today, 1000), h.NoteOn(today, "cold"))
	add.Token = "mine"
	apply(t, db, add)
	was := h
	h.Name = "Tea"
	rename := record.Change{Habits: []record.HabitEdit{{Was: &was, Is: h}}}
	apply(t, db, rename)
	for _, step := range []struct {
		name string
		call func(*testing.T, *DB) record.Result
		want record.Change
	}{
		{"undo the name", undo, rename},
		{"undo the glass", undo, add},
		{"redo the glass", redo, add},
		{"undo it again", undo, add},
		{"redo it again", redo, add},
		{"redo the name", redo, rename},
	} {
		got := step.call(t, db).Done
		if !reflect.DeepEqual(got.Edits, step.want.Edits) || !reflect.DeepEqual(got.Habits, step.want.Habits) {
			t.Errorf("%s: got %+v, want %+v", step.name, got, step.want)
		}
	}
}

func TestUndoTakesAWholeChangeBack(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.Change{
		Habits: []record.HabitEdit{{Is: h}, {Is: aCheck("Move")}},
		Edits:  []habits.Edit{h.SetOn(today, 1000), h.AddOn(today, 1000), h.RestOn(today - 1), h.NoteOn(today, "cold"), h.ClearOn(today - 1)},
	})
	before := load(t, db)
	undo(t, db)
	if got := load(t, db); len(got.Rows) != 0 {
		t.Errorf("got %+v", got.Rows)
	}
	redo(t, db)
	if got := load(t, db); !reflect.DeepEqual(got.Rows, before.Rows) {
		t.Errorf("got %+v, want %+v", got.Rows, before.Rows)
	}
}

func TestUndoTakesBackWhatAnotherProgramDid(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	apply(t, reopened(db), edits(h.AddOn(today, 1000)))
	undo(t, db)
	if got := entry(t, reopened(db), h.ID, today); !got.IsZero() {
		t.Errorf("got %+v", got)
	}
}

func TestUndoOfTwoSwappedNames(t *testing.T) {
	db := open(t)
	a, b := aCheck("Move"), aCheck("Rest")
	apply(t, db, record.PutHabits(a, b))
	before := load(t, db).List()
	a.Name, b.Name = b.Name, a.Name
	apply(t, db, record.PutHabits(a, b))
	undo(t, db)
	if got := load(t, db).List(); !reflect.DeepEqual(got, before) {
		t.Errorf("got %+v, want %+v", got, before)
	}
}

// later is the record on a day after the one of the other tests.
func later(db *DB, days int) *DB {
	return New(db.Path(), func() time.Time { return noon().AddDate(0, 0, days) })
}

// lines are the numbers of the changes that the log still has.
func lines(t *testing.T, db *DB) []uint64 {
	t.Helper()
	var seqs []uint64
	err := db.view(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(rows.ChangesBucket)).ForEach(func(key, _ []byte) error {
			seq, err := rows.ReadSeq(key)
			seqs = append(seqs, seq)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return seqs
}

func TestOldLinesGoAsNewOnesAreWritten(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	for range 4 {
		apply(t, db, edits(h.AddOn(today, 1000)))
	}
	apply(t, later(db, 399), edits(h.AddOn(today, 1000)))
	if got := lines(t, db); len(got) != 6 || got[0] != 1 {
		t.Errorf("within 400 days the log went to %v", got)
	}
	for i := range 4 {
		before := len(lines(t, db))
		apply(t, later(db, 401), edits(h.AddOn(today, 1000)))
		if got := lines(t, db); i < 2 && len(got) >= before {
			t.Errorf("the log grows: %v", got)
		}
		check(t, db.Path())
	}
	if got := lines(t, db); !reflect.DeepEqual(got, []uint64{6, 7, 8, 9, 10}) {
		t.Errorf("the log is %v, want only what is younger than 400 days", got)
	}
	if got := entry(t, db, h.ID, today).Amount; got != 9000 {
		t.Errorf("got %d, want 9000: what was written goes with its lines", got)
	}
}

func TestUndoEndsWhereTheLogDoes(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.AddOn(today, 1000)))
	now := later(db, 401)
	apply(t, now, edits(h.AddOn(today, 100)))
	apply(t, now, edits(h.AddOn(today, 10)))
	undo(t, now)
	undo(t, now)
	refuseUndo(t, now)
	if got := entry(t, db, h.ID, today).Amount; got != 1000 {
		t.Errorf("got %d, want 1000", got)
	}
	redo(t, now)
	redo(t, now)
	refuseRedo(t, now)
	if got := entry(t, db, h.ID, today).Amount; got != 1110 {
		t.Errorf("got %d, want 1110", got)
	}
}

func TestRedoOfWhatTheLogHasForgottenIsRefused(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.AddOn(today, 1000)))
	undo(t, later(db, 300))
	undo(t, later(db, 401)) // which takes the first two lines with it
	for range 3 {
		_, err := later(db, 401).Redo("")
		if err != nil {
			refused(t, err, nothingToRedo)
		}
	}
	check(t, db.Path())
}

func TestNewsThatTheLogHasForgottenAreLeftOut(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.AddOn(today, 1000)))
	newest := edits(h.AddOn(today, 100))
	apply(t, later(db, 401), newest)
	book, err := db.Load(today, 1)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(book.News, []record.Change{newest}) {
		t.Errorf("got %+v, want %+v", book.News, newest)
	}
}
