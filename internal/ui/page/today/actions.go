package today

import (
	"slices"
	"strings"

	"selfcare/internal/quantity"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
)

// checkHabit does what space does on a habit's row, and moves the cursor there. A
// key that repeats because it is held down does nothing.
func (t *Page) checkHabit(id ident.ID, repeat bool) tea.Cmd {
	if repeat {
		return nil
	}
	if !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Habit.ID == id }) {
		if r := t.Book.Find(id); r != nil && !r.ListedOn(t.Day) {
			t.Say(r.Habit.Name + " is not on this day's list.")
			return nil
		}
		t.filter = "" // the row is filtered away: what is done should be seen
		t.refresh()
	}
	t.Cursor = id
	t.Scroll()
	r := t.chosen()
	switch {
	case r == nil:
		return nil
	case r.standing.Goal.Measure.Counts():
		return t.open(newAmountField(t, r))
	case r.standing.State == habits.Yes:
		return t.edit(r.Habit.ClearOn(t.Day))
	}
	return t.edit(r.Habit.CheckOn(t.Day))
}

// toggled is the edit, or what takes it back where the row shows it already.
func toggled(r *Row, s habits.State, e habits.Edit) habits.Edit {
	written := r.standing.Entry
	if written.State == s || s == habits.No && written.State == habits.Measured && written.Amount == 0 {
		return r.Habit.ClearOn(e.Day)
	}
	return e
}

// replace is edit, and says which amount it takes the place of.
func (t *Page) replace(r *Row, e habits.Edit) tea.Cmd {
	had, unit := r.standing.Entry, r.standing.Goal.Unit
	cmd := t.edit(e)
	if t.Message.Key == "z" && had.State == habits.Measured && had.Amount > 0 {
		t.Message.Text = strings.TrimSuffix(t.Message.Text, ".") + ", in place of " + had.Amount.Text(unit) + "."
	}
	return cmd
}

func (t *Page) clear(r *Row) tea.Cmd {
	if r.standing.Entry.State == habits.Unknown {
		return nil
	}
	return t.edit(r.Habit.ClearOn(t.Day))
}

// nudge adds a little to an amount, or takes a little away.
func (t *Page) nudge(r *Row, by quantity.Amount) tea.Cmd {
	g := r.standing.Goal
	if !g.Measure.Counts() {
		return nil
	}
	size := g.Unit.One()
	switch g.Unit {
	case quantity.Minutes:
		size *= 5
	case quantity.Hours:
		size /= 2
	case quantity.Seconds:
		size *= 10
	}
	if had := r.standing.Entry.Amount; by < 0 {
		if had == 0 {
			return nil
		}
		size = min(size, had)
	}
	return t.edit(r.Habit.AddOn(t.Day, by*size))
}

// archive takes the chosen habit from the list after today, or brings it back.
func (t *Page) archive(r *Row) tea.Cmd {
	h := r.Habit.ArchiveOn(t.Today)
	text := h.Name + " archived: tomorrow it is off the list, its days stay."
	if r.Habit.Archived != nil {
		h = t.Book.List().Restored(r.Habit)
		text = h.Name + " is back on the list."
	}
	cmd, ok := t.Do(record.PutHabits(h))
	if ok {
		t.refresh()
		t.SayUndo(text)
	}
	return cmd
}

// reorder moves the chosen habit among its neighbours in its area.
func (t *Page) reorder(by int) tea.Cmd {
	if t.filter != "" {
		t.Say("The list is filtered. esc clears it, then { } move.")
		return nil
	}
	listed := t.listed()
	i := slices.IndexFunc(listed, func(r record.Row) bool { return r.Habit.ID == t.Cursor })
	j := i + by
	if i < 0 || j < 0 || j >= len(listed) {
		return nil
	}
	if !spelling.SameName(listed[i].Habit.Area, listed[j].Habit.Area) {
		t.Say(listed[i].Habit.Name + " stays in " + areaName(listed[i].Habit.Area) + ". e changes its area.")
		return nil
	}
	// The two change places in the list as it is stored, whose order may mix areas.
	cmd, ok := t.Do(record.PutHabits(t.Book.List().Swap(t.Cursor, listed[j].Habit.ID)...))
	if ok {
		t.refresh()
		t.SayUndo(listed[i].Habit.Name + " moved.")
	}
	return cmd
}

func areaName(area string) string {
	if area == "" {
		return "its area"
	}
	return area
}
