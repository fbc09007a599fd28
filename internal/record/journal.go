package record

import (
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
)

// Show makes on the pages of a journal what the effect says of them. List names the habits, in
// their order.
func (e Effect) Show(j *journal.Journal, list habits.List) {
	for _, d := range e.Moods {
		onPages(j, d, func(m journal.Mood) calendar.Day { return m.Day }, func(p *journal.Page, d []Diff[journal.Mood]) { p.Moods, _ = moodTable.write(p.Moods, d) })
	}
	for _, d := range e.Reflections {
		onPages(j, d, func(r journal.Reflection) calendar.Day { return r.Day }, func(p *journal.Page, d []Diff[journal.Reflection]) {
			p.Reflections, _ = reflectionTable.write(p.Reflections, d)
		})
	}
	for _, d := range e.Events {
		onPages(j, worded(d), func(e boundary.Event) calendar.Day { return e.Day }, func(p *journal.Page, d []Diff[boundary.Event]) { p.Events, _ = eventTable.write(p.Events, d) })
	}
	for _, w := range e.Entries {
		if w.Day >= j.From && w.NoteMark != habits.Leave {
			showNote(j, w, list)
		}
	}
	if len(e.Habits) > 0 {
		renameNotes(j, list)
	}
	j.Pages = slices.DeleteFunc(j.Pages, journal.Page.IsEmpty)
}

// worded returns the diff of an event as pages have it: without words it is on none.
func worded(d Diff[boundary.Event]) Diff[boundary.Event] {
	if d.Is != nil && !d.Is.HasWords() {
		if d.Was == nil {
			d.Was = d.Is // it may be there, by what was known of it before
		}
		d.Is = nil
	}
	return d
}

// onPages makes a diff on the page of its day, and on that of the day that it leaves.
func onPages[T any](j *journal.Journal, d Diff[T], day func(T) calendar.Day, write func(*journal.Page, []Diff[T])) {
	if d.Was != nil && d.Is != nil && day(*d.Was) != day(*d.Is) {
		onPages(j, Diff[T]{Was: d.Was}, day, write)
	}
	if about, ok := d.about(); ok && day(about) >= j.From {
		write(j.Page(day(about)), []Diff[T]{{Was: d.Was, Is: d.Is}})
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
		sortNotes(p.Notes, list)
	}
}

// showNote shows what a habit's note became.
func showNote(j *journal.Journal, w Written, list habits.List) {
	p := j.Page(w.Day)
	p.Notes = slices.DeleteFunc(p.Notes, func(n journal.DayNote) bool { return n.Habit == w.Habit })
	if at := list.Index(w.Habit); at >= 0 && w.Is.Note != "" {
		p.Notes = append(p.Notes, journal.DayNote{Habit: w.Habit, Name: list[at].Name, Text: w.Is.Note})
		sortNotes(p.Notes, list)
	}
}

func sortNotes(notes []journal.DayNote, list habits.List) {
	slices.SortStableFunc(notes, func(a, b journal.DayNote) int { return list.Index(a.Habit) - list.Index(b.Habit) })
}
