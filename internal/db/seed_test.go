package db

import (
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/record"
)

func TestSeedingMakesAFileLikeAnyOther(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	days := []habits.Dated{{Day: today - 1, Entry: habits.Entry{State: habits.Yes}}, {Day: today, Entry: habits.Entry{State: habits.Skip}}}
	if err := db.Seed([]record.Row{{Habit: h, History: habits.HistoryOf(days, nil)}}); err != nil {
		t.Fatal(err)
	}
	if got := entry(t, db, h.ID, today); got.State != habits.Skip {
		t.Errorf("today shows %s", got.State)
	}
	apply(t, db, edits(h.CheckOn(today)))
	unchanged(t, db.Path(), func() {
		refused(t, db.Seed(nil), "is there already")
	})
}
