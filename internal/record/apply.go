package record

import (
	"fmt"
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/refusal"
)

// Record is what a change is made in: a [Book] in memory, or a store's file within one
// transaction. It reads what the rules ask for, and writes what they allow.
type Record interface {
	// AllHabits returns all habits, in the order of the list.
	AllHabits() (habits.List, error)
	// Habit returns one habit by its ID, and reports whether it is there.
	Habit(id ident.ID) (h habits.Habit, ok bool, err error)
	// HasAmounts reports whether any amount is written of a habit.
	HasAmounts(id ident.ID) (bool, error)
	// Entry returns what is written on a day of a habit, the zero Entry for nothing.
	Entry(id ident.ID, d calendar.Day) (habits.Entry, error)
	// AllBoundaries returns all boundaries; their events may be missing.
	AllBoundaries() (boundary.List, error)
	// HasEvent reports whether an event with the ID is written under its boundary.
	HasEvent(e boundary.Event) (bool, error)
	// Write writes an effect, which is not checked any more, and returns it with what was there.
	Write(e Effect) (Effect, error)
}

// Apply makes a change in a record, whole or not at all, and returns its effect. What must not
// be written it refuses.
func Apply(r Record, c Change) (Effect, error) {
	e, err := effectOf(r, c)
	if err != nil {
		return Effect{}, err
	}
	return r.Write(e)
}

// effectOf returns what a change would do to a record, as far as that has to be known to
// write it, or refuses it. Nothing is written.
func effectOf(r Record, c Change) (e Effect, err error) {
	if e.Habits, err = checkHabits(r, c.Habits); err != nil {
		return e, err
	}
	find := finder(r, e.Habits)
	if e.Entries, err = checkEdits(r, find, c); err != nil {
		return e, err
	}
	if e.Days, err = checkDays(find, c.Days); err != nil {
		return e, err
	}
	if e.Boundaries, err = checkBoundaries(r, c); err != nil {
		return e, err
	}
	e.Moods, e.Events, e.Reflections = c.Moods, c.Events, c.Reflections
	e.HelpLines, e.Drafts = c.HelpLines, c.Drafts
	return e, checkWords(c)
}

// checkHabits returns habits that are to be written as they are kept, each with what it takes
// the place of, or refuses those that cannot stand beside the others.
func checkHabits(r Record, edits []HabitEdit) ([]Diff[habits.Habit], error) {
	if len(edits) == 0 {
		return nil, nil
	}
	list, err := r.AllHabits()
	if err != nil {
		return nil, err
	}
	list = slices.Clone(list)
	at := make(map[ident.ID]int, len(list))
	for i, h := range list {
		at[h.ID] = i
	}
	diffs, edited := make([]Diff[habits.Habit], len(edits)), make([]habits.Habit, len(edits))
	for i, edit := range edits {
		j, ok := at[edit.Is.ID]
		if !ok {
			at[edit.Is.ID] = len(list)
			edited[i] = edit.Is.AsKept(nil)
			list = append(list, edited[i])
		} else {
			was := list[j]
			edited[i] = edit.Is.AsKept(&was)
			diffs[i].Was, list[j] = &was, edited[i]
			if err := checkUnit(r, was, edited[i]); err != nil {
				return nil, err
			}
		}
		diffs[i].Is = &edited[i]
	}
	return diffs, list.Admit(edited...) // only when all are in place: two habits may swap their names
}

// checkUnit refuses a unit that what was written does not convert to.
func checkUnit(r Record, was, is habits.Habit) error {
	if habits.ChangesUnit(was, is, true) == nil {
		return nil
	}
	counted, err := r.HasAmounts(was.ID)
	if err != nil {
		return err
	}
	return habits.ChangesUnit(was, is, counted)
}

// finder returns a function that returns a habit by its ID as it is once some are made or edited,
// or refuses. One that is asked for many times in a row is looked for once.
func finder(r Record, made []Diff[habits.Habit]) func(ident.ID) (habits.Habit, error) {
	all := make(map[ident.ID]*habits.Habit, len(made))
	for _, d := range made {
		all[d.Is.ID] = d.Is
	}
	var last *habits.Habit
	return func(id ident.ID) (habits.Habit, error) {
		if last == nil || last.ID != id {
			h, ok := habits.Habit{}, false
			if last, ok = all[id]; !ok {
				var err error
				h, ok, err = r.Habit(id)
				if err == nil && !ok {
					err = refusal.New("The habit with the ID %s is no longer there", id)
				}
				if err != nil {
					last = nil
					return h, err
				}
				last = &h
			}
		}
		return *last, nil
	}
}

// cell is a day of a habit.
type cell struct {
	habit ident.ID
	day   calendar.Day
}

// checkEdits returns what the edits of a change make of their days, one after another, or refuses
// one that cannot be written. Those of days that the change writes whole say nothing.
func checkEdits(r Record, find func(ident.ID) (habits.Habit, error), c Change) ([]Written, error) {
	var all []Written
	now := map[cell]habits.Entry{} // what the edits before made
	whole := map[cell]bool{}
	if len(c.Edits) > 0 {
		for _, days := range c.Days {
			for _, e := range days.Entries {
				whole[cell{days.Habit, e.Day}] = true
			}
		}
	}
	for _, e := range c.Edits {
		if err := checkDay(e.Day); err != nil {
			return nil, err
		}
		h, err := find(e.Habit)
		if err != nil {
			return nil, err
		}
		at := cell{e.Habit, e.Day}
		before, ok := now[at]
		if !ok {
			if before, err = r.Entry(e.Habit, e.Day); err != nil {
				return nil, err
			}
		}
		after, err := h.Write(e, before)
		if err != nil {
			return nil, err
		}
		if len(c.Edits) > 1 {
			now[at] = after
		}
		if !whole[at] {
			all = append(all, Written{Edit: e, Was: before, Is: after})
		}
	}
	return all, nil
}

func checkDay(d calendar.Day) error {
	if d < calendar.FirstDay || d > calendar.LastDay {
		return refusal.BadInput("Days before 1900 and after 9999 cannot be written")
	}
	return nil
}

// checkDays returns whole days that are to be written, or refuses an entry that cannot be.
func checkDays(find func(ident.ID) (habits.Habit, error), all []Days) ([]DaysDiff, error) {
	var diffs []DaysDiff
	for _, days := range all {
		h, err := find(days.Habit)
		if err != nil {
			return nil, err
		}
		for i, e := range days.Entries {
			if err := checkDay(e.Day); err != nil {
				return nil, err
			}
			edit := habits.Edit{Day: e.Day, Mark: habits.Set, State: e.State, Amount: e.Amount, NoteMark: habits.Set, Note: e.Note}
			if _, err := h.Write(edit, habits.Entry{}); err != nil {
				return nil, err
			}
			if i > 0 && days.Entries[i-1].Day >= e.Day {
				return nil, fmt.Errorf("days of %s: %s is out of order", h.Name, e.Day)
			}
		}
		diffs = append(diffs, DaysDiff{Habit: days.Habit, Is: days.Entries})
	}
	return diffs, nil
}

// checkWords refuses moods, reflections and help lines that cannot be written.
func checkWords(c Change) error {
	for _, d := range c.Moods {
		if d.Is != nil {
			if err := d.Is.Validate(); err != nil {
				return err
			}
		}
	}
	for _, d := range c.Reflections {
		if d.Is != nil {
			if err := d.Is.Validate(); err != nil {
				return err
			}
		}
	}
	for _, d := range c.HelpLines {
		if d.Is != nil {
			if err := d.Is.Validate(); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkBoundaries returns boundaries that are to be written as they are kept, without their
// events, which come and go one by one. It refuses what a change would write of boundaries and
// their events: names that are taken, events of a boundary that is not there, or new ones of a
// boundary that had ended before, unless an import brings them.
func checkBoundaries(r Record, c Change) ([]Diff[boundary.Boundary], error) {
	if len(c.Boundaries)+len(c.Events) == 0 {
		return nil, nil
	}
	before, err := r.AllBoundaries()
	if err != nil {
		return nil, err
	}
	diffs := slices.Clone(c.Boundaries)
	for i, d := range diffs {
		if d.Is != nil {
			is := d.Is.AsKept(before.Find(d.Is.ID))
			is.Events = nil
			diffs[i].Is = &is
		}
	}
	after := boundary.List(nil)
	after, _ = boundaryTable.write(before, diffs)
	for i, d := range diffs {
		if d.Is == nil {
			continue
		}
		if err := after.Check(*c.Boundaries[i].Is); err != nil {
			return nil, err
		}
	}
	for _, d := range c.Events {
		if d.Is == nil {
			continue
		}
		if err := checkEvent(r, *d.Is, before, after, c.Import != nil); err != nil {
			return nil, err
		}
	}
	return diffs, nil
}

// checkEvent refuses an event that cannot be written, the boundaries being so before its change
// and so after it.
func checkEvent(r Record, e boundary.Event, before, after boundary.List, imported bool) error {
	if err := e.Validate(); err != nil {
		return err
	}
	if after.Find(e.Boundary) == nil {
		return refusal.New("The boundary that this was to be written under is no longer there")
	}
	had := before.Find(e.Boundary)
	if imported || had == nil || had.Ended == nil {
		return nil
	}
	there, err := r.HasEvent(e)
	if err == nil && !there {
		err = had.AlreadyEnded()
	}
	return err
}
