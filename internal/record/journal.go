package record

import (
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// ApplyToJournal makes a change in the pages, as the store does on disk. List names the habits,
// in their order.
func ApplyToJournal(j *journal.Journal, c Change, list habits.List) {
	for _, s := range c.Moods {
		onPages(j, s, func(m journal.Mood) calendar.Day { return m.Day }, func(p *journal.Page, s []Diff[journal.Mood]) { p.Moods = swapMoods(p.Moods, s) })
	}
	for _, s := range c.Reflections {
		onPages(j, s, func(r journal.Reflection) calendar.Day { return r.Day }, func(p *journal.Page, s []Diff[journal.Reflection]) {
			p.Reflections = swap(p.Reflections, s, func(r journal.Reflection) ident.ID { return r.ID }, func(journal.Reflection, journal.Reflection) bool { return false })
			slices.SortStableFunc(p.Reflections, func(a, b journal.Reflection) int { return a.At.Compare(b.At) })
		})
	}
	for _, s := range c.Events {
		parts := []Diff[boundary.Event]{s}
		if s.Is != nil && !s.Is.HasWords() { // then it is on no page
			parts = []Diff[boundary.Event]{{Was: s.Was}, {Was: s.Is}}
		}
		for _, part := range parts {
			onPages(j, part, func(e boundary.Event) calendar.Day { return e.Day }, func(p *journal.Page, s []Diff[boundary.Event]) {
				p.Events = swap(p.Events, s, func(e boundary.Event) ident.ID { return e.ID }, movesTo)
				boundary.SortEvents(p.Events)
			})
		}
	}
	for _, e := range c.Edits {
		if e.Day >= j.From && e.NoteMark != habits.Leave {
			writeNote(j, e, list)
		}
	}
	if len(c.Habits) > 0 {
		renameNotes(j, list)
	}
	j.Pages = slices.DeleteFunc(j.Pages, journal.Page.IsEmpty)
}

// onPages makes a swap on the page of its day, and on that of the day that it leaves.
func onPages[T any](j *journal.Journal, s Diff[T], day func(T) calendar.Day, write func(*journal.Page, []Diff[T])) {
	if s.Was != nil && s.Is != nil && day(*s.Was) != day(*s.Is) {
		onPages(j, Diff[T]{Was: s.Was}, day, write)
	}
	about := s.Is
	if about == nil {
		about = s.Was
	}
	if about != nil && day(*about) >= j.From {
		write(j.Page(day(*about)), []Diff[T]{s})
	}
}

// renameNotes gives the notes the names, and the order, that the habits have.
func renameNotes(j *journal.Journal, list habits.List) {
	for _, p := range j.Pages {
		for i := range p.Notes {
			if at := list.Index(p.Notes[i].Habit); at >= 0 {
				p.Notes[i].Name = list[at].Name
			}
		}
		slices.SortStableFunc(p.Notes, func(a, b journal.DayNote) int { return list.Index(a.Habit) - list.Index(b.Habit) })
	}
}

// writeNote writes a habit's note.
func writeNote(j *journal.Journal, e habits.Edit, list habits.List) {
	p := j.Page(e.Day)
	i := slices.IndexFunc(p.Notes, func(n journal.DayNote) bool { return n.Habit == e.Habit })
	before := habits.Entry{}
	if i >= 0 {
		before.Note = p.Notes[i].Text
	}
	after, err := habits.Edit{NoteMark: e.NoteMark, Note: e.Note}.On(before)
	at := list.Index(e.Habit)
	switch {
	case err != nil || at < 0:
	case i >= 0 && after.Note == "":
		p.Notes = slices.Delete(p.Notes, i, i+1)
	case i >= 0:
		p.Notes[i].Text = after.Note
	case after.Note != "":
		p.Notes = append(p.Notes, journal.DayNote{Habit: e.Habit, Name: list[at].Name, Text: after.Note})
		slices.SortStableFunc(p.Notes, func(a, b journal.DayNote) int { return list.Index(a.Habit) - list.Index(b.Habit) })
	}
}
