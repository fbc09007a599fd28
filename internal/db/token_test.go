package db

import (
	"reflect"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// sameReceipt fails unless a repeated call says what the first one said. Its stamp
// may be newer.
func sameReceipt(t *testing.T, first, again record.Result) {
	t.Helper()
	if again.Seq != first.Seq || again.Before != first.Before {
		t.Errorf("it was change %d after %d, and when it is repeated %d after %d", first.Seq, first.Before, again.Seq, again.Before)
	}
	if !reflect.DeepEqual(again.Done, first.Done) {
		t.Errorf("it did %+v, and when it is repeated %+v", first.Done, again.Done)
	}
}

func TestAChangeThatIsRepeatedIsWrittenOnce(t *testing.T) {
	for _, token := range []string{"K7QX", "with blanks and ünïcode", `<angled> & "quoted" \ `} {
		t.Run(token, func(t *testing.T) {
			db := open(t)
			h := anAmount("Water", "glasses")
			change := func() record.Change {
				return record.Change{
					Token:  token,
					Habits: []record.HabitEdit{{Is: h}},
					Edits:  []habits.Edit{h.AddOn(today, 1000), {Habit: h.ID, Day: today, NoteMark: habits.Add, Note: "cold"}},
				}
			}
			first := apply(t, db, change())
			sameReceipt(t, first, apply(t, reopened(db), change()))
			book := load(t, db)
			want := habits.Entry{State: habits.Measured, Amount: 1000, Note: "cold"}
			if got := book.Find(h.ID).History.On(today); got != want || book.Seq != 1 {
				t.Errorf("got %+v at change %d, want %+v", got, book.Seq, want)
			}
		})
	}
}

// The store fills in what a habit was before; the answer to a repeated change has
// it as well.
func TestARepeatedEditOfAHabitStillSaysWhatItWas(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.PutHabits(h))
	change := func() record.Change {
		c := record.PutHabits(h.ArchiveOn(today))
		c.Token = "mine"
		return c
	}
	first := apply(t, db, change())
	sameReceipt(t, first, apply(t, db, change()))
}

func TestAChangeIsKnownAgainAfterOthers(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	c := edits(h.AddOn(today, 1000))
	c.Token = "mine"
	first := apply(t, db, c)
	for i := range 100 {
		other := edits(h.AddOn(today, 1))
		other.Token = nth("other", i)
		apply(t, db, other)
	}
	sameReceipt(t, first, apply(t, db, c))
	if got := entry(t, db, h.ID, today).Amount; got != 1100 {
		t.Errorf("got %d, want 1100", got)
	}
}

func TestATokenInANoteIsNoToken(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.NoteOn(today, `"token":"mine"`)))
	c := edits(h.CheckOn(today))
	c.Token = "mine"
	if r := apply(t, db, c); r.Seq != 3 {
		t.Errorf("taken for change %d", r.Seq)
	}
}

func TestChangesWithoutATokenAreAllWritten(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	for range 3 {
		apply(t, db, edits(h.AddOn(today, 1000)))
	}
	if got := entry(t, db, h.ID, today).Amount; got != 3000 {
		t.Errorf("got %d, want 3000", got)
	}
}

func TestAnUndoThatIsRepeatedTakesBackOnce(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	for range 4 {
		apply(t, db, edits(h.AddOn(today, 1000)))
	}
	steps := []struct {
		call func(string) (record.Result, error)
		want quantity.Amount
	}{{db.Undo, 3000}, {db.Undo, 2000}, {db.Redo, 3000}, {db.Undo, 2000}}
	for i, s := range steps {
		first, err := s.call(nth("t", i))
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.call(nth("t", i))
		if err != nil {
			t.Fatal(err)
		}
		sameReceipt(t, first, again)
		if got := entry(t, db, h.ID, today).Amount; got != s.want {
			t.Errorf("after step %d there are %d, want %d", i, got, s.want)
		}
	}
}

func TestAChangeThatWasTakenBackStaysSoWhenItIsRepeated(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	c := edits(h.AddOn(today, 1000))
	c.Token = "mine"
	apply(t, db, c)
	if _, err := db.Undo(""); err != nil {
		t.Fatal(err)
	}
	apply(t, db, c)
	if got := entry(t, db, h.ID, today); !got.IsZero() {
		t.Errorf("got %+v", got)
	}
}

func TestApplyLeavesTheChangeThatItIsGivenAlone(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.PutHabits(h))
	c := record.PutHabits(h.ArchiveOn(today))
	apply(t, db, c)
	if c.Habits[0].Was != nil {
		t.Errorf("the caller's change now says that it was %+v", c.Habits[0].Was)
	}
}
