package document

import (
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
)

// Mood is a mood.
type Mood struct {
	Kind   string       `json:"kind"`
	ID     string       `json:"id"`
	At     string       `json:"at"`
	Day    calendar.Day `json:"day"`
	Rating int          `json:"rating"`
	Word   string       `json:"word"`
	Note   string       `json:"note"`
}

// Mood returns a mood.
func (m Maker) Mood(is journal.Mood) Mood {
	return Mood{"mood", string(is.ID), calendar.Stamp(is.Clock(m.zone())), is.Day, is.Rating, m.Moods.Of(float64(is.Rating)), is.Note}
}

// Page is a day of the journal.
type Page struct {
	Day         calendar.Day `json:"day"`
	Mood        *float64     `json:"mood"`
	Moods       []Mood       `json:"moods"`
	Reflections []Reflection `json:"reflections"`
	Events      []Event      `json:"events"`
	Notes       []Note       `json:"notes"`
}

// Reflection is one that was written.
type Reflection struct {
	ID       string       `json:"id"`
	At       string       `json:"at"`
	Day      calendar.Day `json:"day"`
	Prompt   *string      `json:"prompt"`
	Text     string       `json:"text"`
	Boundary *string      `json:"boundary"`
}

// Note is one of a habit.
type Note struct {
	Habit string `json:"habit"`
	ID    string `json:"id"`
	Note  string `json:"note"`
}

// Page returns a day of the journal.
func (m Maker) Page(page journal.Page) Page {
	j := Page{Day: page.Day, Moods: []Mood{}, Reflections: []Reflection{}, Events: []Event{}, Notes: []Note{}}
	if mean, ok := page.Moods.Mean(); ok {
		j.Mood = &mean
	}
	for _, mood := range page.Moods {
		j.Moods = append(j.Moods, m.Mood(mood))
	}
	for _, r := range page.Reflections {
		j.Reflections = append(j.Reflections, m.Reflection(r))
	}
	for _, e := range page.Events {
		j.Events = append(j.Events, m.Event(e))
	}
	for _, n := range page.Notes {
		j.Notes = append(j.Notes, Note{n.Name, string(n.Habit), n.Text})
	}
	return j
}

// Reflection returns a reflection.
func (m Maker) Reflection(r journal.Reflection) Reflection {
	j := Reflection{ID: string(r.ID), At: calendar.Stamp(r.Clock(m.zone())), Day: r.Day, Text: r.Text}
	j.Prompt, j.Boundary = OrNull(r.Prompt), OrNull(string(r.Boundary))
	return j
}
