package db

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func TestAnEntryOfEveryStateSurvivesReopening(t *testing.T) {
	db := open(t)
	h := anAmount("Outdoors", quantity.Hours)
	apply(t, db, record.PutHabits(h))
	want := map[calendar.Day]habits.Entry{}
	for i, e := range someEntries {
		d := today - calendar.Day(400*i)
		want[d] = e
		apply(t, db, edits(habits.Edit{
			Habit: h.ID, Day: d, Mark: habits.Set, State: e.State, Amount: e.Amount, NoteMark: habits.Set, Note: e.Note,
		}))
	}
	for d, e := range want {
		if got := entry(t, reopened(db), h.ID, d); got != e {
			t.Errorf("on %s: got %+v, want %+v", d, got, e)
		}
	}
}

func TestTheFirstAndTheLastDayCanBeWrittenAndNoneBeyond(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.PutHabits(h))
	for _, d := range []calendar.Day{calendar.FirstDay, calendar.DateOf(1969, time.December, 31), calendar.LastDay} {
		apply(t, db, edits(h.CheckOn(d)))
		if got := entry(t, db, h.ID, d); got.State != habits.Yes {
			t.Errorf("on %s: %+v", d, got)
		}
	}
	for _, d := range []calendar.Day{calendar.FirstDay - 1, calendar.LastDay + 1} {
		unchanged(t, db.Path(), func() {
			_, err := db.Apply(edits(h.CheckOn(today), h.CheckOn(d)))
			refused(t, err, "cannot be written")
		})
	}
	if got := entry(t, db, h.ID, today); !got.IsZero() {
		t.Errorf("half of a refused change was written: %+v", got)
	}
}

// TestEditsOfOneDay tells the story of one day, edit after edit.
func TestEditsOfOneDay(t *testing.T) {
	db := open(t)
	h := anAmount("Outdoors", quantity.Minutes)
	apply(t, db, record.PutHabits(h))
	minutes := func(n quantity.Amount) quantity.Amount { return n * quantity.Minutes.One() }
	addNote := func(s string) habits.Edit {
		return habits.Edit{Habit: h.ID, Day: today, NoteMark: habits.Add, Note: s}
	}
	steps := []struct {
		name string
		edit habits.Edit
		want habits.Entry
	}{
		{"adding begins at nothing", h.AddOn(today, minutes(20)), habits.Entry{State: habits.Measured, Amount: minutes(20)}},
		{"adding adds", h.AddOn(today, minutes(15)), habits.Entry{State: habits.Measured, Amount: minutes(35)}},
		{"setting replaces", h.SetOn(today, minutes(5)), habits.Entry{State: habits.Measured, Amount: minutes(5)}},
		{"a note leaves the amount", h.NoteOn(today, "rain"), habits.Entry{State: habits.Measured, Amount: minutes(5), Note: "rain"}},
		{"a note goes on", addNote("then sun"), habits.Entry{State: habits.Measured, Amount: minutes(5), Note: "rain\nthen sun"}},
		{"taking away", h.AddOn(today, -minutes(2)), habits.Entry{State: habits.Measured, Amount: minutes(3), Note: "rain\nthen sun"}},
		{"taking away ends at 0", h.AddOn(today, -minutes(10)), habits.Entry{State: habits.Measured, Note: "rain\nthen sun"}},
		{"not today", h.NotOn(today), habits.Entry{State: habits.Measured, Note: "rain\nthen sun"}},
		{"rest", h.RestOn(today), habits.Entry{State: habits.Skip, Note: "rain\nthen sun"}},
		{"adding ends a rest", h.AddOn(today, minutes(1)), habits.Entry{State: habits.Measured, Amount: minutes(1), Note: "rain\nthen sun"}},
		{"clearing keeps the note", h.ClearOn(today), habits.Entry{Note: "rain\nthen sun"}},
		{"clearing twice", h.ClearOn(today), habits.Entry{Note: "rain\nthen sun"}},
		{"an empty note", h.NoteOn(today, ""), habits.Entry{}},
		{"clearing nothing", h.ClearOn(today), habits.Entry{}},
		{"a check", h.CheckOn(today), habits.Entry{State: habits.Yes}},
	}
	for _, s := range steps {
		t.Run(s.name, func(t *testing.T) {
			apply(t, reopened(db), edits(s.edit))
			if got := entry(t, reopened(db), h.ID, today); got != s.want {
				t.Errorf("got %+v, want %+v", got, s.want)
			}
			check(t, db.Path())
		})
	}
}

func TestEditsOfAChangeFollowEachOther(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.Change{
		Habits: []record.HabitEdit{{Is: h}},
		Edits:  []habits.Edit{h.SetOn(today, 2000), h.AddOn(today, 1000), h.AddOn(today, 500), h.NoteOn(today, "warm")},
	})
	want := habits.Entry{State: habits.Measured, Amount: 3500, Note: "warm"}
	if got := entry(t, db, h.ID, today); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestAnEditThatIsRefusedWritesNothing(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.Change{Habits: []record.HabitEdit{{Is: h}}, Edits: []habits.Edit{h.SetOn(today, 1000)}})
	most := quantity.Amount(quantity.MaxAmount) * quantity.Hours.One()
	bad := map[string]struct {
		text string
		edit habits.Edit
	}{
		"an unknown habit":        {"no longer there", aCheck("Other").CheckOn(today)},
		"a negative amount":       {"less than 0", h.SetOn(today, -1)},
		"too much":                {"at most", h.SetOn(today, most+1)},
		"too much by adding":      {"at most", h.AddOn(today, most)},
		"a state that is derived": {"derived", habits.Edit{Habit: h.ID, Day: today, Mark: habits.Set, State: habits.Filled}},
		"too long a note":         {"too long", h.NoteOn(today, strings.Repeat("é", spelling.MaxNote+1))},
	}
	for name, b := range bad {
		t.Run(name, func(t *testing.T) {
			c := record.Change{
				Token:  "again",
				Habits: []record.HabitEdit{{Is: aCheck("New")}},
				Edits:  []habits.Edit{h.AddOn(today, 1), b.edit},
			}
			unchanged(t, db.Path(), func() {
				_, err := db.Apply(c)
				refused(t, err, b.text)
			})
			book := load(t, db)
			_, err := book.Apply(c)
			refused(t, err, b.text)
			if was := load(t, db); !reflect.DeepEqual(book, was) {
				t.Errorf("the book has %+v, and had %+v", book, was)
			}
		})
	}
	if got := load(t, db); len(got.Rows) != 1 || got.Seq != 1 {
		t.Errorf("got %d habits at change %d", len(got.Rows), got.Seq)
	}
	apply(t, db, record.Change{Token: "again", Edits: []habits.Edit{h.AddOn(today, 500)}})
	if got := entry(t, db, h.ID, today).Amount; got != 1500 {
		t.Errorf("after refusals with its token the change came to %d, want 1500", got)
	}
}

func TestAnAmountDoesNotWrapAround(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.Change{Habits: []record.HabitEdit{{Is: h}}, Edits: []habits.Edit{h.SetOn(today, 1000)}})
	_, err := db.Apply(edits(h.AddOn(today, math.MaxInt64)))
	refused(t, err, "at most")
	if got := entry(t, db, h.ID, today).Amount; got != 1000 {
		t.Errorf("got %d, want 1000", got)
	}
}

func TestTheLongestNoteIsKept(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	note := strings.Repeat("日", spelling.MaxNote)
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.NoteOn(today, note)))
	if got := entry(t, db, h.ID, today).Note; got != note {
		t.Errorf("got %d bytes, want %d", len(got), len(note))
	}
}

func TestDoReadsWhatItChanges(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.Change{Habits: []record.HabitEdit{{Is: h}}, Edits: []habits.Edit{h.SetOn(today, 2000)}})
	r, err := db.Do(func(r *Reader) (record.Change, error) {
		list, err := r.Habits()
		if err != nil {
			return record.Change{}, err
		}
		found, _ := list.Find("water")
		history, err := r.History(found.ID, today)
		return edits(found.SetOn(today, 2*history.On(today).Amount)), err
	})
	if err != nil || r.Before != 1 || r.Seq != 2 || len(r.Done.Edits) != 1 || r.Stamp != db.Stamp() {
		t.Errorf("got %+v, %v", r, err)
	}
	if got := entry(t, db, h.ID, today).Amount; got != 4000 {
		t.Errorf("got %d, want 4000", got)
	}
	unchanged(t, db.Path(), func() {
		_, err := db.Do(func(*Reader) (record.Change, error) { return edits(h.CheckOn(today)), refusal.New("No") })
		refused(t, err, "No.")
	})
}
