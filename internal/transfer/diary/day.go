package diary

import (
	"fmt"
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
)

// day writes a day.
func (w *writer) day(all *contents, d diaryDay) {
	w.line("")
	w.line("### %s", d.day.Words(d.day))
	if line := w.kept(all, d); line != "" {
		w.line("")
		w.line("%s", line)
	}
	for _, m := range journal.Moods(d.moods).ByClock(w.Zone) {
		w.mood(m)
	}
	for _, e := range d.entries {
		if e.Note != "" {
			w.line("")
			w.line("%s: %s", escape(all.list[e.habit].Name), inText(e.Note))
		}
	}
	for _, e := range boundary.EventsByClock(d.events, w.Zone) {
		w.event(all.boundaries, e)
	}
	for _, r := range d.reflections {
		w.reflection(all.boundaries, r)
	}
}

// mood writes a mood with its note.
func (w *writer) mood(m journal.Mood) {
	w.line("")
	text := fmt.Sprintf("%s mood %d, %s", w.clock(m), m.Rating, escape(w.Words.Of(float64(m.Rating))))
	if m.Note != "" {
		text += ": " + inText(m.Note)
	}
	w.line("%s", text)
}

// event writes an event, with the name of its boundary where there are several.
func (w *writer) event(all boundary.List, e boundary.Event) {
	w.line("")
	under := ""
	if b := all.Find(e.Boundary); b != nil && len(all) > 1 {
		under = " (" + escape(b.Name) + ")"
	}
	w.line("%s %s%s", w.clock(e), inText(phrase.Event(e)), under)
}

// reflection writes what was written to a prompt or a boundary.
func (w *writer) reflection(all boundary.List, r journal.Reflection) {
	w.line("")
	about := strings.TrimSpace(r.Prompt)
	if b := all.Find(r.Boundary); b != nil && about == "" {
		about = b.Name
	}
	if about != "" {
		w.line("> *%s*", escape(about))
		w.line(">")
	}
	lines := escapedLines(r.Text)
	for n, text := range lines {
		text = strings.TrimRight("> "+text, " ")
		if n+1 < len(lines) && text != ">" && lines[n+1] != "" {
			text += "  " // the line ends here on paper, too
		}
		w.line("%s", text)
	}
}

// clock returns when something was, by the clock that it was lived by.
func (w *writer) clock(lived calendar.Lived) string { return lived.Clock(w.Zone).Format("15:04") }

// The groups that what was done on a day falls into.
const (
	kept = iota
	partly
	written
	rest
	notDone
)

// groupLabels are the names of the groups, in their order.
var groupLabels = [...]string{kept: "Kept", partly: "Partly", written: "Written", rest: "Rest", notDone: "Not done"}

// groupOf returns the group that the status of a day falls into.
func groupOf(s habits.Status) int {
	switch {
	case s.State == habits.Skip:
		return rest
	case s.Goal.Schedule.Tracks() && s.Entry.State != habits.No, s.Goal.Measure == habits.AtMost && s.Entry.Amount > 0 && !s.Kept:
		return written
	case s.Kept, s.State == habits.Yes:
		return kept
	case s.State == habits.Partial:
		return partly
	}
	return notDone
}

// kept returns what was done on a day, in a line: Kept: Sleep 8 h, Move. Rest: Piano.
func (w *writer) kept(all *contents, d diaryDay) string {
	var groups [len(groupLabels)][]string
	for _, e := range d.entries {
		if e.State == habits.Unknown {
			continue
		}
		s := all.evaluations[e.habit].On(d.day)
		name := escape(all.list[e.habit].Name)
		if s.Entry.State == habits.Measured {
			name += " " + escape(s.Entry.Amount.Text(s.Goal.Unit))
		}
		group := groupOf(s)
		groups[group] = append(groups[group], name)
	}
	var parts []string
	for group, names := range groups {
		if len(names) > 0 {
			parts = append(parts, groupLabels[group]+": "+strings.Join(names, ", ")+".")
		}
	}
	return strings.Join(parts, " ")
}
