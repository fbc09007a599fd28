package db

import (
	"maps"
	"slices"
	"testing"

	"selfcare/internal/db/changelog"
	"selfcare/internal/record"
)

func TestWroteLooksAtTheWholeLog(t *testing.T) {
	db := open(t)
	if got, err := db.Wrote("a"); err != nil || len(got) != 0 {
		t.Errorf("without a file: %v, %v", got, err)
	}
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	for i := range changelog.Recent + 2 {
		c := edits(h.AddOn(today, 1000))
		c.Token = nth("t", i)
		apply(t, db, c)
	}
	quoted := edits(h.NoteOn(today, "a note"))
	quoted.Token = `with "quotes" \`
	apply(t, db, quoted)
	if _, err := db.Undo("undo"); err != nil {
		t.Fatal(err)
	}
	got, err := db.Wrote("t0", nth("t", changelog.Recent), "not there", "", quoted.Token, "undo")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"t0", nth("t", changelog.Recent), "undo", quoted.Token}; !slices.Equal(slices.Sorted(maps.Keys(got)), want) {
		t.Errorf("got %q, want %q", slices.Sorted(maps.Keys(got)), want)
	}
}
