package restore

import (
	"errors"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/record"
)

// What is done is told as done, whatever goes wrong after it.
func TestARestoreIsToldAsDoneWhereNamesCannotBeRead(t *testing.T) {
	p := Restorer{Now: time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC), Today: calendar.DateOf(2026, time.November, 22)}
	found := db.Recovered{
		Report:  db.Report{Habits: 3, Entries: 12},
		Changes: []db.Regained{{At: p.Now, Change: record.Change{Edits: []habits.Edit{{Habit: "walk", Day: p.Today, Mark: habits.Set, State: habits.Yes}}}}},
	}
	r := p.recovered("newest.db", "old.db", found, func() (habits.List, error) { return nil, errors.New("the disk is away") })
	for _, want := range []string{"Restored from newest.db: 3 habits, 12 entries. 1 later change came back", "kept as old.db.", "names of its habits could not be read just now: The disk is away."} {
		if text := r.Text(); !strings.Contains(text, want) {
			t.Errorf("it says %q, and not %q", text, want)
		}
	}
	if len(r.Recovered) != 1 || r.Remark == nil {
		t.Errorf("it is %+v", r)
	}
	if r := p.recovered("", "", found, func() (habits.List, error) { return nil, nil }); r.Remark != nil {
		t.Errorf("it remarks %q", *r.Remark)
	}
}
