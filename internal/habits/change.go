package habits

import (
	"slices"

	"selfcare/internal/calendar"
	"selfcare/internal/quantity"
	"selfcare/internal/spelling"
)

// CheckOn returns the edit that makes day d a yes.
func (h Habit) CheckOn(d calendar.Day) Edit { return h.mark(d, Yes) }

// RestOn returns the edit that makes day d a rest day.
func (h Habit) RestOn(d calendar.Day) Edit { return h.mark(d, Skip) }

// ClearOn returns the edit that takes back what was written on day d, but for its note.
func (h Habit) ClearOn(d calendar.Day) Edit { return h.mark(d, Unknown) }

// NotOn returns the edit that says that the habit was not done on day d: no, or an amount of 0.
func (h Habit) NotOn(d calendar.Day) Edit {
	if h.GoalOn(d).Measure.Counts() {
		return h.SetOn(d, 0)
	}
	return h.mark(d, No)
}

// SetOn returns the edit that makes a the amount of day d, whatever it was.
func (h Habit) SetOn(d calendar.Day, a quantity.Amount) Edit {
	e := h.mark(d, Measured)
	e.Amount = a
	return e
}

// AddOn returns the edit that adds a to the amount of day d.
func (h Habit) AddOn(d calendar.Day, a quantity.Amount) Edit {
	return Edit{Habit: h.ID, Day: d, Mark: Add, Amount: a}
}

// NoteOn returns the edit that makes note the note of day d, whatever it was.
func (h Habit) NoteOn(d calendar.Day, note string) Edit {
	return Edit{Habit: h.ID, Day: d, NoteMark: Set, Note: spelling.CleanText(note)}
}

// ArchiveOn returns the habit with d as its last day on the list.
func (h Habit) ArchiveOn(d calendar.Day) Habit {
	h.Archived = &d
	return h
}

// Restored returns an archived habit back on the list; a key that another habit took
// meanwhile stays with that one.
func (l List) Restored(h Habit) Habit {
	h.Archived = nil
	if h.Key != "" && !slices.Contains(l.FreeKeys(h.ID), h.Key) {
		h.Key = ""
	}
	return h
}

// mark returns the edit that sets the state of day d.
func (h Habit) mark(d calendar.Day, s State) Edit {
	return Edit{Habit: h.ID, Day: d, Mark: Set, State: s}
}
