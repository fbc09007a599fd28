package text

import (
	"fmt"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/entry"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
)

// TakesBack ends an answer.
const TakesBack = "selfcare undo takes it back"

// Mood says what was understood of a mood.
func (p Printer) Mood(m journal.Mood) string {
	return noted([]string{
		"Mood", p.When(m.Day, m.Clock(p.Now.Location())), fmt.Sprintf("%s, %d of 5", p.Moods.Of(float64(m.Rating)), m.Rating),
	}, m.Note)
}

// Event says what was understood of an event under a boundary.
func (p Printer) Event(e boundary.Event, b boundary.Boundary) string {
	parts := []string{entry.KindNames[e.Kind], b.Name, p.When(e.Day, e.Clock(p.Now.Location()))}
	if came := entry.Outcome(e, b, p.Now, p.Hours); came != "" {
		parts = append(parts, came)
	}
	return noted(parts, e.Trigger+e.Note)
}

// Entry says what was understood of a habit: Outdoors · yesterday Sat 21 Nov · +30 min (55 of
// 120 in 7 days) · selfcare undo takes it back.
func (p Printer) Entry(w entry.Written) string {
	e := w.Entry
	note := e.Note
	if w.Edit.Mark == habits.Leave { // that is a note, and says so
		note = ""
	}
	return noted([]string{e.Habit.Name, dayWords(e.Day, p.today()), editWords(w.Edit, w.After)}, note)
}

// noted returns an answer of parts, which says whether there is a note.
func noted(parts []string, note string) string {
	if note != "" {
		parts = append(parts, "with a note")
	}
	return strings.Join(append(parts, TakesBack), " · ")
}

// editWords returns what an edit does, and where that leaves the goal.
func editWords(edit habits.Edit, after habits.Status) string {
	unit := after.Goal.Unit
	switch {
	case edit.Mark == habits.Leave:
		return "a note"
	case edit.Mark == habits.Add:
		return "+" + edit.Amount.Text(unit) + goalWords(after)
	case edit.State == habits.Measured:
		return edit.Amount.Text(unit) + goalWords(after)
	case edit.State == habits.Skip:
		return "rest"
	}
	return edit.State.String() + goalWords(after)
}

// goalWords returns where a habit is on the way to its goal, with a blank before it.
func goalWords(s habits.Status) string {
	g := s.Goal
	switch {
	case g.Measure.Counts() && !g.Schedule.Tracks():
		most := ""
		if g.Measure == habits.AtMost {
			most = "at most "
		}
		return " (" + s.Sum.Number(g.Unit) + " of " + most + g.Target.Number(g.Unit) + entry.Window(g) + ")"
	case g.Schedule.Rolls():
		return fmt.Sprintf(" (%d of %d%s)", s.Count, g.Schedule.Times, entry.Window(g))
	}
	return ""
}

// When returns a day and what the clock showed on it, in at's own zone: today 22:05; yesterday Sat
// 21 Nov 12:00. The small hours are those of the night that they belong to.
func (p Printer) When(d calendar.Day, at time.Time) string {
	return dayWords(d, p.today()) + " " + p.Hours.TimeOfDay(at)
}

// dayWords returns a day: today; yesterday Sat 21 Nov; Fri 20 Nov.
func dayWords(d, today calendar.Day) string {
	switch today - d {
	case 0:
		return "today"
	case 1:
		return "yesterday " + d.Short(today)
	}
	return d.Short(today)
}
