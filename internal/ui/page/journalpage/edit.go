package journalpage

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/ui/page"
)

// edit opens what the cursor is on where it can be written.
func (j *Page) edit() tea.Cmd {
	switch j.cursor.kind {
	case reflectionItem:
		if r := j.reflection(j.cursor.id); r != nil {
			return j.Ask(page.OpenReflection{Reflection: r})
		}
	case noteItem:
		return j.Ask(page.GoToDay{Habit: j.cursor.id, Day: j.cursor.day})
	case eventItem:
		return j.Ask(page.GoTo{Place: page.PlaceBoundaries})
	}
	return nil
}

func (j *Page) reflection(id ident.ID) *journal.Reflection {
	for _, p := range j.pages.Pages {
		for i := range p.Reflections {
			if p.Reflections[i].ID == id {
				r := p.Reflections[i]
				return &r
			}
		}
	}
	return nil
}

// remove takes the entry of the cursor away; of a day's moods the last that is shown.
func (j *Page) remove() tea.Cmd {
	var c record.Change
	if i := slices.IndexFunc(j.pages.Pages, func(p journal.Page) bool { return p.Day == j.cursor.day }); i >= 0 {
		c = j.removal(j.pages.Pages[i])
	}
	if c.IsEmpty() {
		return nil
	}
	// The cursor stays where it is: on what comes next.
	items := j.items
	if i := slices.Index(items, j.cursor); i >= 0 && j.cursor.kind != dayItem {
		if i+1 < len(items) {
			j.cursor = items[i+1]
		} else if i > 0 {
			j.cursor = items[i-1]
		}
	}
	cmd, ok := j.Do(c)
	if !ok {
		return nil
	}
	if all := j.Queued(); len(all) > 0 {
		all[len(all)-1].Show(&j.pages, j.Book.List())
	}
	j.settle()
	j.SayUndo(phrase.UpperFirst(phrase.Change(c, j.Book.List(), j.Today)) + ".")
	return cmd
}

// removal returns the change that takes away what the cursor is on.
func (j *Page) removal(p journal.Page) (c record.Change) {
	switch j.cursor.kind {
	case dayItem:
		if moods := p.Moods.ByClock(j.Here()); len(moods) > 0 {
			c.Moods = record.Take(moods[len(moods)-1])
		}
	case moodItem:
		if i := slices.IndexFunc(p.Moods, func(m journal.Mood) bool { return m.ID == j.cursor.id }); i >= 0 {
			c.Moods = record.Take(p.Moods[i])
		}
	case reflectionItem:
		if r := j.reflection(j.cursor.id); r != nil {
			c.Reflections = record.Take(*r)
		}
	case eventItem:
		if i := slices.IndexFunc(p.Events, func(e boundary.Event) bool { return e.ID == j.cursor.id }); i >= 0 {
			c.Events = record.Take(p.Events[i])
		}
	case noteItem:
		c.Edits = []habits.Edit{{Habit: j.cursor.id, Day: p.Day, NoteMark: habits.Set}}
	}
	return c
}
