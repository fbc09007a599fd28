// Package journal has what is written in words, and felt: moods, reflections, and the pages
// on which they stand with the notes and events of their day.
package journal

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/spelling"
)

// ByClock returns the page with all that stands on it in the order of the clocks that it was
// lived by.
func (p Page) ByClock(here *time.Location) Page {
	p.Moods, p.Reflections, p.Events = calendar.ByClock(p.Moods, here), calendar.ByClock(p.Reflections, here), calendar.ByClock(p.Events, here)
	return p
}

// A Page is a day of the journal: what was written on it in words, and its moods.
type Page struct {
	Day         calendar.Day
	Moods       Moods
	Reflections []Reflection     // Reflections are in the order of their times.
	Events      []boundary.Event // Events are those of boundaries that have words.
	Notes       []DayNote        // Notes are in the order of the list.
}

// A DayNote is the note of a habit on a page's day.
type DayNote struct {
	Habit ident.ID
	Name  string
	Text  string
}

// IsEmpty reports whether there is nothing on the page.
func (p Page) IsEmpty() bool {
	return len(p.Moods) == 0 && len(p.Reflections) == 0 && len(p.Events) == 0 && len(p.Notes) == 0
}

// A Journal is pages, the newest first.
type Journal struct {
	Pages []Page
	// From is the first day that was looked at; there may be more before it unless
	// Whole.
	From  calendar.Day
	Whole bool
}

// Page returns the page of a day, which is made where there is none.
func (j *Journal) Page(d calendar.Day) *Page {
	i, ok := slices.BinarySearchFunc(j.Pages, d, func(p Page, d calendar.Day) int { return cmp.Compare(d, p.Day) })
	if !ok {
		j.Pages = slices.Insert(j.Pages, i, Page{Day: d})
	}
	return &j.Pages[i]
}

// Filter returns the journal with only what holds text somewhere; case does not matter.
func (j Journal) Filter(text string) Journal {
	folded := spelling.Fold(text)
	if folded == "" {
		return j
	}
	found := Journal{From: j.From, Whole: j.Whole}
	for _, p := range j.Pages {
		p.Moods = holding(folded, p.Moods, func(m Mood) []string { return []string{m.Note} })
		p.Reflections = holding(folded, p.Reflections, func(r Reflection) []string { return []string{r.Prompt, r.Text} })
		p.Events = holding(folded, p.Events, func(e boundary.Event) []string {
			return append([]string{e.Trigger, e.Note, e.Next}, e.Helped...)
		})
		p.Notes = holding(folded, p.Notes, func(n DayNote) []string { return []string{n.Name, n.Text} })
		if !p.IsEmpty() {
			found.Pages = append(found.Pages, p)
		}
	}
	return found
}

// holding returns those of all whose words hold a folded text.
func holding[S ~[]T, T any](folded string, all S, words func(T) []string) S {
	var found S
	for _, x := range all {
		if strings.Contains(spelling.Fold(strings.Join(words(x), " ")), folded) {
			found = append(found, x)
		}
	}
	return found
}
