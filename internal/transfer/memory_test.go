package transfer_test

import (
	"fmt"
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
)

// memory is a store that is kept nowhere. It admits what the real one does.
type memory struct {
	book        record.Book
	reflections []journal.Reflection
}

func (m *memory) Habits() (habits.List, error)          { return m.book.List(), nil }
func (m *memory) Moods() (journal.Moods, error)         { return m.book.Moods, nil }
func (m *memory) Boundaries() (boundary.List, error)    { return m.book.Boundaries, nil }
func (m *memory) HelpLines() (journal.HelpLines, error) { return m.book.HelpLines, nil }

func (m *memory) Reflections() ([]journal.Reflection, error) { return m.reflections, nil }

func (m *memory) History(id ident.ID, from calendar.Day) (habits.History, error) {
	r := m.book.Find(id)
	if r == nil {
		return habits.History{}, fmt.Errorf("there is no habit %q", id)
	}
	return habits.HistoryOf(r.History.Between(from, calendar.LastDay), nil), nil
}

// write makes a change, or says what of it cannot be kept.
func (m *memory) write(c record.Change) error {
	for _, days := range c.Days {
		for _, e := range days.Entries {
			if e.IsZero() {
				return fmt.Errorf("%s of %s is empty", e.Day, days.Habit)
			}
		}
	}
	m.book.From = calendar.FirstDay
	made, err := m.book.Apply(c)
	for _, d := range made.Reflections {
		m.reflections = slices.DeleteFunc(m.reflections, func(r journal.Reflection) bool { return r.ID == d.Is.ID })
		m.reflections = append(m.reflections, *d.Is)
	}
	return err
}
