// Package entry writes one line of quick-add into the record, and says what was understood. Commands
// and the check-in share it.
package entry

import (
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
)

// Writer writes lines.
type Writer struct {
	Store *db.DB
	Hours calendar.Preferences
	Moods func() journal.MoodWords // asked only by lines that need it
}

// Written is what one line came to.
type Written struct {
	Entry quickadd.Entry
	Edit  habits.Edit
	After habits.Status // of the habit, on the day of the entry

	Other  *record.Change // about something else than a habit, else nil
	before boundary.List  // as they were
}

// Write writes one line, as of a time. Among returns those of all habits that the line may name.
func (w Writer) Write(line quickadd.Line, now time.Time, among func(habits.List) habits.List) (done Written, err error) {
	today := w.Hours.DayOf(now)
	_, err = w.Store.Do(func(r *db.Reader) (record.Change, error) {
		list, err := r.Habits()
		if err != nil {
			return record.Change{}, err
		}
		list = among(list)
		grammar, err := w.grammar(line, list, r)
		if err != nil {
			return record.Change{}, err
		}
		done.Entry, err = grammar.Parse(line, list, today)
		switch {
		case err != nil:
			return record.Change{}, err
		case done.Entry.Kind != "":
			c, err := done.Entry.Change(grammar.Boundaries, now, w.Hours)
			done.Other, done.before = &c, grammar.Boundaries
			return c, err
		}
		return done.edit(r, today)
	})
	return done, err
}

// grammar returns how lines are read with the person's own words, which a line about a habit does
// not need.
func (w Writer) grammar(line quickadd.Line, list habits.List, r *db.Reader) (g quickadd.Grammar, err error) {
	switch quickadd.About(line, list) {
	case "":
	case "mood":
		g.Moods = w.Moods()
	default:
		g.Boundaries, err = r.Boundaries()
	}
	return g, err
}

// edit returns what the entry changes in a habit, and notes where that leaves it.
func (w *Written) edit(r *db.Reader, today calendar.Day) (record.Change, error) {
	e := w.Entry
	history, err := r.History(e.Habit.ID, e.Day-calendar.Day(e.Habit.Reach()))
	if err != nil {
		return record.Change{}, err
	}
	w.Edit, err = e.Edit(habits.Evaluate(e.Habit, history, today).On(e.Day))
	if err != nil {
		return record.Change{}, err
	}
	entry, err := w.Edit.On(history.On(e.Day))
	if err != nil {
		return record.Change{}, err
	}
	history.Set(e.Day, entry)
	w.After = habits.Evaluate(e.Habit, history, today).On(e.Day)
	return record.Change{Edits: []habits.Edit{w.Edit}}, nil
}

// Event returns the event that a line about a boundary wrote, and that boundary after it.
func (w Written) Event() (boundary.Event, boundary.Boundary, error) {
	e := *w.Other.Events[0].Is
	book := record.Book{Boundaries: w.before}
	if _, err := book.Apply(*w.Other); err != nil {
		return e, boundary.Boundary{}, err
	}
	return e, *book.Boundaries.Find(e.Boundary), nil
}
