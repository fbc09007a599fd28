package db

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/record"
)

func TestEachHandsOutEveryHabitWhole(t *testing.T) {
	db := open(t)
	move, water := aCheck("Move"), anAmount("Water", "glasses")
	water.Position = 1
	apply(t, db, record.PutHabits(move, water))
	apply(t, db, edits(move.CheckOn(today-4000), move.RestOn(today), water.AddOn(today-1, 2000)))
	days := map[string]int{}
	var names []string
	err := db.Each(func(r record.Row) error {
		names = append(names, r.Habit.Name)
		days[r.Habit.Name] = len(r.History.All())
		return nil
	})
	if err != nil || len(names) != 2 || names[0] != "Move" || days["Move"] != 2 || days["Water"] != 1 {
		t.Errorf("%v: %v with %v days", err, names, days)
	}
	r, err := db.Record("water")
	if err != nil || r.Habit.ID != water.ID || len(r.History.All()) != 1 {
		t.Errorf("%v: %+v", err, r)
	}
	_, err = db.Record("Nothing")
	refused(t, err, "No habit is called Nothing")
}

func TestWhereThereIsNoFileThereIsNothingToHandOut(t *testing.T) {
	db := New(t.TempDir()+"/none.db", noon)
	if err := db.Each(func(record.Row) error { t.Error("there is a habit"); return nil }); err != nil {
		t.Error(err)
	}
	_, err := db.Record("Move")
	refused(t, err, "No habit is called Move")
}

func TestEachEndsWhereLookingEnds(t *testing.T) {
	db := open(t)
	var made []habits.Habit
	for i := range 9 {
		h := aCheck("Move " + string(rune('a'+i)))
		h.Position = i
		made = append(made, h)
	}
	apply(t, db, record.PutHabits(made...))
	enough := errors.New("enough")
	for stop := range 10 {
		seen := 0
		err := db.Each(func(record.Row) error {
			if seen++; seen > stop {
				return enough
			}
			return nil
		})
		if want := min(stop+1, 9); seen != want || (stop < 9) != errors.Is(err, enough) {
			t.Errorf("after %d: saw %d, %v", stop, seen, err)
		}
	}
	apply(t, db, edits(made[0].CheckOn(today))) // the file was let go of
}

func TestEachSaysThatAFileIsCut(t *testing.T) {
	db := open(t)
	move := aCheck("Move")
	apply(t, db, record.PutHabits(move))
	apply(t, db, edits(move.CheckOn(today)))
	flipped := bytesOf(t, db.Path())
	key := []byte(today.String())
	for at := 0; ; { // in pages that are in use, and in those that are not
		i := bytes.Index(flipped[at:], key)
		if i < 0 {
			break
		}
		at += i + len(key)
		flipped[at+1] ^= 1
	}
	path := t.TempDir() + "/flipped.db"
	if err := os.WriteFile(path, flipped, 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, New(path, noon).Each(func(record.Row) error { return nil }), "does not read as it was written")
}
