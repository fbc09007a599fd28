package page

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/ui/theme"
)

// WidestMood is the width of the longest word for a mood.
func (s *Context) WidestMood() int {
	widest := 0
	for _, word := range s.Settings.MoodWords {
		widest = max(widest, theme.Width(word))
	}
	return widest
}

// DoOther makes a change that is about no habit, and says what it was.
func (s *Context) DoOther(c record.Change) tea.Cmd {
	cmd, ok := s.Do(c)
	if !ok {
		return nil
	}
	s.SayUndo(s.OtherDone(c))
	return tea.Batch(cmd, func() tea.Msg { return BookMsg{} })
}

// OtherDone says what a change came to.
func (s *Context) OtherDone(c record.Change) string {
	switch {
	case len(c.Moods) > 0 && c.Moods[0].Is != nil:
		m := *c.Moods[0].Is
		text := "Mood"
		if m.Day != s.Today {
			text += " " + m.Day.Ago(s.Today)
		}
		return text + ": " + s.Settings.MoodWords.Of(float64(m.Rating)) + "."
	case len(c.Events) == 1 && c.Events[0].Was == nil:
		return s.EventDone(*c.Events[0].Is)
	}
	return phrase.UpperFirst(phrase.Change(c, s.Book.List(), s.Today)) + "."
}

// EventDone says what an event that was written came to.
func (s *Context) EventDone(e boundary.Event) string {
	b := s.Book.Boundaries.Find(e.Boundary)
	if b == nil {
		return "Written down."
	}
	k := b.Stats(s.Now())
	switch e.Kind {
	case boundary.Slip:
		return "Begun again at " + e.When(s.Now(), s.Preferences()) + ". " + phrase.StayKept(k.EndingAt(e.At).Days)
	case boundary.Contact:
		return "Written down. The run goes on: " + phrase.Run(k, s.Preferences()) + "."
	}
	return phrase.UpperFirst(phrase.Event(e)) + ". Written down."
}

// OtherWords is how a line of quick-add reads that is about no habit.
func (s *Context) OtherWords(c record.Change) string {
	when := func(d calendar.Day, clock time.Time) string {
		return phrase.DayWords(d, s.Today) + " " + s.Preferences().TimeOfDay(clock)
	}
	if len(c.Moods) > 0 {
		m := *c.Moods[0].Is
		text := "Mood, " + when(m.Day, m.Clock(s.Here())) + ": " + s.Settings.MoodWords.Of(float64(m.Rating))
		if m.Note != "" {
			text += ", with a note"
		}
		return text
	}
	e := *c.Events[0].Is
	text := map[boundary.Kind]string{boundary.Urge: "An urge, ", boundary.Slip: "A slip, ", boundary.Contact: "Needed contact, "}[e.Kind] + when(e.Day, e.Clock(s.Here()))
	if e.Strength != nil {
		text += ": " + strconv.Itoa(*e.Strength) + " of 10"
	}
	if len(s.Book.Boundaries.Open()) > 1 {
		text += ", under " + s.Book.Boundaries.Find(e.Boundary).Name
	}
	return text
}
