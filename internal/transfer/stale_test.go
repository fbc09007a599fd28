package transfer_test

import (
	"errors"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer"
)

// checks says whether a plan still holds beside what the store has.
func (s store) checks(p *transfer.Plan) error {
	return s.Read(func(r *db.Reader) error { return p.Check(r, nil) })
}

func (s store) plans(t *testing.T, path string) *transfer.Plan {
	t.Helper()
	var p *transfer.Plan
	if err := s.Read(func(r *db.Reader) (err error) {
		p, err = transfer.NewPlan([]*transfer.Bundle{read(t, path)}, r, transfer.Choices{Today: today})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return p
}

// A store in which there is something of each kind.
func full(t *testing.T) (s store, walk, other habits.Habit, no boundary.Boundary) {
	t.Helper()
	s = newStore(t)
	walk, other = aHabit("Walk", habits.Goal{Schedule: habits.Daily}), aHabit("Other", habits.Goal{Schedule: habits.Daily})
	no = boundary.Boundary{ID: ident.New(), Name: "No", Since: time.Date(2026, time.November, 1, 9, 0, 0, 0, time.UTC)}
	c := record.PutHabits(walk, other)
	c.Days = []record.Days{{Habit: walk.ID, Entries: []habits.Dated{{Day: today - 9, Entry: yes}}}}
	c.Boundaries = record.Put(no)
	c.Moods = record.Put(journal.NewMood(time.Date(2026, time.November, 2, 9, 0, 0, 0, zone), 3, "fine", calendar.DefaultPreferences))
	c.HelpLines = record.Put(journal.HelpLines{Text: "a friend", Day: today})
	s.apply(t, c)
	return s, walk, other, no
}

func TestAPlanHoldsAsLongAsNothingElseIsWritten(t *testing.T) {
	for format, path := range sources(t) {
		s, _, _, _ := full(t)
		p := s.plans(t, path)
		for range 2 {
			if err := s.checks(p); err != nil {
				t.Errorf("%s: %v", format, err)
			}
		}
		s.apply(t, p.Change)
		if err := s.checks(p); err == nil {
			t.Errorf("%s: a plan that was written holds still", format)
		}
	}
}

func TestAPlanIsRefusedWhereWhatIsThereChanged(t *testing.T) {
	at := time.Date(2026, time.November, 3, 9, 0, 0, 0, time.UTC)
	for name, change := range map[string]func(walk, other habits.Habit, no boundary.Boundary) record.Change{
		"an entry": func(walk, _ habits.Habit, _ boundary.Boundary) record.Change {
			return record.Change{Edits: []habits.Edit{walk.CheckOn(today)}}
		},
		"a new habit": func(habits.Habit, habits.Habit, boundary.Boundary) record.Change {
			return record.PutHabits(aHabit("Third", habits.Goal{Schedule: habits.Daily}))
		},
		"another name": func(_, other habits.Habit, _ boundary.Boundary) record.Change {
			other.Name = "Another"
			return record.PutHabits(other)
		},
		"a mood": func(habits.Habit, habits.Habit, boundary.Boundary) record.Change {
			return record.Change{Moods: record.Put(journal.NewMood(at, 2, "", calendar.DefaultPreferences))}
		},
		"a reflection": func(habits.Habit, habits.Habit, boundary.Boundary) record.Change {
			return record.Change{Reflections: record.Put(journal.Reflection{ID: ident.New(), Day: today, At: at, Text: "words"})}
		},
		"an event": func(_, _ habits.Habit, no boundary.Boundary) record.Change {
			return record.Change{Events: record.Put(boundary.Event{ID: ident.New(), Boundary: no.ID, Kind: boundary.Slip, At: at, Day: today})}
		},
		"help lines": func(habits.Habit, habits.Habit, boundary.Boundary) record.Change {
			return record.Change{HelpLines: record.Put(journal.HelpLines{Text: "another friend", Day: today})}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, walk, other, no := full(t)
			p := s.plans(t, plain(t, "2026-11-20,Walk,yes,"))
			s.apply(t, change(walk, other, no))
			err := s.checks(p)
			if refusal.As(err) == nil {
				t.Fatalf("the plan holds, or %v", err)
			}
			isSentence(t, err.Error())
		})
	}
}

// What is written to a habit that nothing goes into is no matter of a plan.
func TestAPlanHoldsWhereAnotherHabitIsCheckedOff(t *testing.T) {
	s, _, other, _ := full(t)
	p := s.plans(t, plain(t, "2026-11-20,Walk,yes,"))
	s.apply(t, record.Change{Edits: []habits.Edit{other.CheckOn(today)}})
	if err := s.checks(p); err != nil {
		t.Error(err)
	}
}

func TestACheckOfAPlanMayBeEnded(t *testing.T) {
	s, _, _, _ := full(t)
	p := s.plans(t, plain(t, "2026-11-20,Walk,yes,"))
	stop := errors.New("stop")
	err := s.Read(func(r *db.Reader) error { return p.Check(r, func(done, total int64) error { return stop }) })
	if !errors.Is(err, stop) {
		t.Errorf("it ended as %v", err)
	}
}
