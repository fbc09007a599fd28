package db

import (
	"testing"

	"selfcare/internal/habits"
)

func TestEachHandsOutEveryHabitWhole(t *testing.T) {
	db := open(t)
	move, water := aCheck("Move"), anAmount("Water", "glasses")
	water.Position = 1
	apply(t, db, habits.PutHabits(move, water))
	apply(t, db, edits(move.CheckOn(today-4000), move.RestOn(today), water.AddOn(today-1, 2000)))
	days := map[string]int{}
	var names []string
	err := db.Each(func(r habits.Record) error {
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
	if err := db.Each(func(habits.Record) error { t.Error("there is a habit"); return nil }); err != nil {
		t.Error(err)
	}
	_, err := db.Record("Move")
	refused(t, err, "No habit is called Move")
}
