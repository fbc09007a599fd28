package habits

import (
	"cmp"
	"slices"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/spelling"
)

// Page is a day of the journal: what was written on it in words, and its moods.
type Page struct {
	Day         calendar.Day
	Moods       Moods
	Reflections []Reflection // Reflections are in the order of their times.
	Events      []Event      // Events are those of boundaries that have words.
	Notes       []DayNote    // Notes are in the order of the list.
}

// DayNote is the note of a habit on a page's day.
type DayNote struct {
	Habit ident.ID
	Name  string
	Text  string
}

// IsEmpty reports whether there is nothing on the page.
func (p Page) IsEmpty() bool {
	return len(p.Moods) == 0 && len(p.Reflections) == 0 && len(p.Events) == 0 && len(p.Notes) == 0
}

// HasWords reports whether an event says more than that it was.
func (e Event) HasWords() bool {
	return e.Trigger != "" || e.Note != "" || e.Next != "" || len(e.Helped) > 0
}

// Journal is pages, the newest first.
type Journal struct {
	Pages []Page
	// From is the first day that was looked at; there may be more before it unless
	// Whole.
	From  calendar.Day
	Whole bool
}

// Page is the page of a day, which is made where there is none.
func (j *Journal) Page(d calendar.Day) *Page {
	i, ok := slices.BinarySearchFunc(j.Pages, d, func(p Page, d calendar.Day) int { return cmp.Compare(d, p.Day) })
	if !ok {
		j.Pages = slices.Insert(j.Pages, i, Page{Day: d})
	}
	return &j.Pages[i]
}

// ApplyToJournal makes a change in the pages, as the store does on disk. List names the habits,
// in their order.
func ApplyToJournal(j *Journal, c Change, list List) {
	for _, s := range c.Moods {
		onPages(j, s, func(m Mood) calendar.Day { return m.Day }, func(p *Page, s []Diff[Mood]) { p.Moods = swapMoods(p.Moods, s) })
	}
	for _, s := range c.Reflections {
		onPages(j, s, func(r Reflection) calendar.Day { return r.Day }, func(p *Page, s []Diff[Reflection]) {
			p.Reflections = swap(p.Reflections, s, func(r Reflection) ident.ID { return r.ID }, func(Reflection, Reflection) bool { return false })
			slices.SortStableFunc(p.Reflections, func(a, b Reflection) int { return a.At.Compare(b.At) })
		})
	}
	for _, s := range c.Events {
		parts := []Diff[Event]{s}
		if s.Is != nil && !s.Is.HasWords() { // then it is on no page
			parts = []Diff[Event]{{Was: s.Was}, {Was: s.Is}}
		}
		for _, part := range parts {
			onPages(j, part, func(e Event) calendar.Day { return e.Day }, func(p *Page, s []Diff[Event]) {
				p.Events = swap(p.Events, s, func(e Event) ident.ID { return e.ID }, movesTo)
				SortEvents(p.Events)
			})
		}
	}
	for _, e := range c.Edits {
		if e.Day >= j.From && e.NoteMark != Leave {
			writeNote(j, e, list)
		}
	}
	if len(c.Habits) > 0 {
		renameNotes(j, list)
	}
	j.Pages = slices.DeleteFunc(j.Pages, Page.IsEmpty)
}

// onPages makes a swap on the page of its day, and on that of the day that it leaves.
func onPages[T any](j *Journal, s Diff[T], day func(T) calendar.Day, write func(*Page, []Diff[T])) {
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
func renameNotes(j *Journal, list List) {
	for _, p := range j.Pages {
		for i := range p.Notes {
			if at := list.Index(p.Notes[i].Habit); at >= 0 {
				p.Notes[i].Name = list[at].Name
			}
		}
		slices.SortStableFunc(p.Notes, func(a, b DayNote) int { return list.Index(a.Habit) - list.Index(b.Habit) })
	}
}

// writeNote writes a habit's note.
func writeNote(j *Journal, e Edit, list List) {
	p := j.Page(e.Day)
	i := slices.IndexFunc(p.Notes, func(n DayNote) bool { return n.Habit == e.Habit })
	before := Entry{}
	if i >= 0 {
		before.Note = p.Notes[i].Text
	}
	after, err := Edit{NoteMark: e.NoteMark, Note: e.Note}.On(before)
	at := list.Index(e.Habit)
	switch {
	case err != nil || at < 0:
	case i >= 0 && after.Note == "":
		p.Notes = slices.Delete(p.Notes, i, i+1)
	case i >= 0:
		p.Notes[i].Text = after.Note
	case after.Note != "":
		p.Notes = append(p.Notes, DayNote{e.Habit, list[at].Name, after.Note})
		slices.SortStableFunc(p.Notes, func(a, b DayNote) int { return list.Index(a.Habit) - list.Index(b.Habit) })
	}
}

// Filter is the journal with only what holds text somewhere; case does not matter.
func (j Journal) Filter(text string) Journal {
	folded := spelling.Fold(text)
	if folded == "" {
		return j
	}
	has := func(texts ...string) bool { return strings.Contains(spelling.Fold(strings.Join(texts, " ")), folded) }
	found := Journal{From: j.From, Whole: j.Whole}
	for _, p := range j.Pages {
		q := Page{Day: p.Day}
		for _, m := range p.Moods {
			if has(m.Note) {
				q.Moods = append(q.Moods, m)
			}
		}
		for _, r := range p.Reflections {
			if has(r.Prompt, r.Text) {
				q.Reflections = append(q.Reflections, r)
			}
		}
		for _, e := range p.Events {
			if has(e.Trigger, e.Note, e.Next, strings.Join(e.Helped, " ")) {
				q.Events = append(q.Events, e)
			}
		}
		for _, n := range p.Notes {
			if has(n.Name, n.Text) {
				q.Notes = append(q.Notes, n)
			}
		}
		if !q.IsEmpty() {
			found.Pages = append(found.Pages, q)
		}
	}
	return found
}
