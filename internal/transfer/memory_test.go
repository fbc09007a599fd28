package transfer_test

import (
	"fmt"

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
	list := m.book.List()
	for _, e := range c.Habits {
		if err := list.Admit(e.Is); err != nil {
			return fmt.Errorf("%+v: %w", e.Is, err)
		}
		kept := habits.List{e.Is}
		for _, h := range list {
			if h.ID != e.Is.ID {
				kept = append(kept, h)
			}
		}
		list = kept
	}
	if err := record.CheckBoundaries(m.book.Boundaries, c); err != nil {
		return err
	}
	for _, s := range c.Moods {
		if err := s.Is.Validate(); err != nil {
			return fmt.Errorf("%+v: %w", s.Is, err)
		}
	}
	for _, s := range c.HelpLines {
		if err := s.Is.Validate(); err != nil {
			return fmt.Errorf("%+v: %w", s.Is, err)
		}
	}
	for _, s := range c.Reflections {
		if err := s.Is.Validate(); err != nil {
			return fmt.Errorf("%+v: %w", s.Is, err)
		}
		kept := []journal.Reflection{}
		for _, r := range m.reflections {
			if r.ID != s.Is.ID {
				kept = append(kept, r)
			}
		}
		m.reflections = append(kept, *s.Is)
	}
	if err := m.book.Apply(record.Change{Habits: c.Habits}); err != nil {
		return err
	}
	for _, days := range c.Days {
		r := m.book.Find(days.Habit)
		if r == nil {
			return fmt.Errorf("there is no habit %q", days.Habit)
		}
		for i, e := range days.Entries {
			written, err := r.Habit.Write(habits.Edit{Day: e.Day, Mark: habits.Set, State: e.State, Amount: e.Amount, NoteMark: habits.Set, Note: e.Note}, habits.Entry{})
			switch {
			case err != nil:
				return fmt.Errorf("%s, %+v: %w", r.Habit.Name, e, err)
			case written != e.Entry || e.IsZero() || e.Day < calendar.FirstDay || e.Day > calendar.LastDay:
				return fmt.Errorf("%s, %+v cannot be written", r.Habit.Name, e)
			case i > 0 && days.Entries[i-1].Day >= e.Day:
				return fmt.Errorf("%s, %s is out of order", r.Habit.Name, e.Day)
			}
		}
	}
	c.Habits = nil
	return m.book.Apply(c)
}
