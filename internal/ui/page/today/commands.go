package today

import (
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// Commands are what the palette offers on Today.
func (t *Page) Commands() []page.Command {
	k := t.Bindings
	var all []page.Command
	if r := t.chosen(); r != nil {
		all = t.rowCommands(r)
	}
	all = append(
		all,
		page.Command{Says: "New habit", Key: k.New, Also: "make create"},
		page.Command{Says: "Filter the list", Key: k.Filter, Also: "search find"},
		page.Command{Says: "The day before", Key: k.Before},
		page.Command{Says: "The day after", Key: k.After},
		page.Command{Says: "To a date", Key: k.Date},
		page.Command{Says: "To today", Key: k.Today},
		page.Command{Says: "Import from Loop, harsh, Daylio or a file", Key: k.Import, Also: "bring csv"},
	)
	for _, r := range t.Rows {
		id := r.Habit.ID
		c := page.Command{Says: "Check: " + r.Habit.Name, Run: func() tea.Cmd { return t.checkHabit(id, false) }}
		if r.number > 0 || r.Habit.Key != "" {
			c.Key = keys.Bind(t.keyOf(r), t.keyOf(r), "")
		}
		all = append(all, c)
	}
	return all
}

// rowCommands are those about the chosen row.
func (t *Page) rowCommands(r *Row) []page.Command {
	k, name := t.Bindings, ": "+r.Habit.Name
	check, archive := "Check", "Archive"
	if r.standing.Goal.Measure.Counts() {
		check = "Amount"
	} else if r.standing.State == habits.Yes {
		check = "Take back"
	}
	if r.Habit.Archived != nil {
		archive = "Back on the list"
	}
	all := []page.Command{
		{Says: check + name, Key: k.Check},
		{Says: "Rest" + name, Key: k.Rest},
		{Says: "Not done" + name, Key: k.Not},
		{Says: "Nothing written" + name, Key: k.Clear},
		{Says: "Note" + name, Key: k.Note},
	}
	if r.standing.Goal.Measure.Counts() {
		all = append(all, page.Command{Says: "A little more" + name, Key: k.More}, page.Command{Says: "A little less" + name, Key: k.Less})
	}
	return append(
		all,
		page.Command{Says: "Edit" + name, Key: k.Edit},
		page.Command{Says: archive + name, Key: k.Archive, Also: "delete remove hide"},
		page.Command{Says: "Move up" + name, Key: k.MoveUp},
		page.Command{Says: "Move down" + name, Key: k.MoveDown},
	)
}
