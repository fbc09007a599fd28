package phrase

import (
	"cmp"
	"slices"
	"strconv"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/record"
)

// boundaryText returns what was done to a boundary.
func boundaryText(s record.Diff[boundary.Boundary]) string {
	switch {
	case s.Is == nil:
		return s.Was.Name + " taken away"
	case s.Was == nil:
		return s.Is.Name + ": a new boundary"
	case s.Was.Ended == nil && s.Is.Ended != nil:
		return s.Is.Name + " " + s.Is.Ended.How.String()
	case s.Was.Ended != nil && s.Is.Ended == nil:
		return s.Is.Name + " is kept again"
	case s.Was.Name != s.Is.Name:
		return s.Was.Name + " is now called " + s.Is.Name
	case s.Was.Position != s.Is.Position:
		return s.Is.Name + " moved"
	}
	return s.Is.Name + " edited"
}

// Change returns a change in a few words, without a full stop, as on today: Outdoors
// + 30 min; Move: rest yesterday. List names the habits.
func Change(c record.Change, list habits.List, today calendar.Day) string {
	if c.Import != nil {
		return importOf(c)
	}
	if text := otherText(c, today); text != "" {
		return text
	}
	switch {
	case len(c.Edits) > 1:
		return editsText(c.Edits, today)
	case len(c.Habits) > 1:
		return habitEditsText(c.Habits)
	case len(c.Habits) == 1:
		return habitEditText(c.Habits[0], today)
	case len(c.Edits) == 1:
		return editText(c.Edits[0], list, today)
	case len(c.Drafts) > 0:
		return "words kept for later"
	}
	return "nothing"
}

// editsText returns what several edits of entries do.
func editsText(edits []habits.Edit, today calendar.Day) string {
	switch {
	case allOf(edits, habits.Skip):
		return RestDays(edits, today)
	case allOf(edits, habits.Unknown):
		return Count(len(edits), "entry", "entries") + " taken away"
	}
	return strconv.Itoa(len(edits)) + " entries written"
}

// habitEditsText returns what several edits of habits do.
func habitEditsText(edits []record.HabitEdit) string {
	if slices.ContainsFunc(edits, func(e record.HabitEdit) bool { return e.Was == nil }) {
		return strconv.Itoa(len(edits)) + " habits set up"
	}
	return edits[0].Is.Name + " moved"
}

// importOf returns an import in a few words: 12 habits and 3,400 entries from Loop.
func importOf(c record.Change) string {
	made, changed := 0, 0
	for _, e := range c.Habits {
		switch {
		case e.Was == nil:
			made++
		case e.Was.Origin == e.Is.Origin: // others only learnt where they came from
			changed++
		}
	}
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{made, "habit", "habits"},
		{changed, "changed habit", "changed habits"},
		{c.Import.Entries, "entry", "entries"},
		{len(c.Moods), "mood", "moods"},
		{len(c.Boundaries), "boundary", "boundaries"},
		{len(c.Events), "event", "events"},
		{len(c.Reflections), "reflection", "reflections"},
		{len(c.HelpLines), "help line", "help lines"},
	} {
		if part.n > 0 {
			parts = append(parts, Count(part.n, part.one, part.many))
		}
	}
	return cmp.Or(List(parts), "nothing") + " from " + c.Import.From
}

// otherText returns a change that is about no habit, in a few words. What comes with it is
// left out: the reflection at a boundary's end, the urge that ended in a slip.
func otherText(c record.Change, today calendar.Day) string {
	switch {
	case len(c.Boundaries) > 0:
		return boundaryText(c.Boundaries[0])
	case len(c.Events) > 0:
		return diffText(c.Events[len(c.Events)-1], func(e boundary.Event) string { return eventOnDay(e, today) })
	case len(c.Reflections) > 0:
		return diffText(c.Reflections[0], func(r journal.Reflection) string { return reflectionText(r, today) })
	case len(c.Moods) > 0:
		return diffText(c.Moods[0], func(m journal.Mood) string { return moodText(m, today) })
	case len(c.HelpLines) > 0:
		return "your help lines"
	}
	return ""
}

// diffText returns what was done to what words returns the words of.
func diffText[T any](s record.Diff[T], words func(T) string) string {
	switch {
	case s.Is == nil && s.Was == nil:
		return "nothing"
	case s.Is == nil:
		return words(*s.Was) + ", taken away"
	case s.Was != nil:
		return words(*s.Is) + ", edited"
	}
	return words(*s.Is)
}

// editText returns what the edit of an entry does.
func editText(e habits.Edit, list habits.List, today calendar.Day) string {
	h := habits.Habit{Name: "a habit that is gone"}
	if i := list.Index(e.Habit); i >= 0 {
		h = list[i]
	}
	when := ""
	if e.Day != today {
		when = " " + e.Day.Ago(today)
	}
	unit := h.GoalOn(e.Day).Unit
	switch {
	case e.Mark == habits.Leave:
		return "a note with " + h.Name + when
	case e.Mark == habits.Add && e.Amount < 0:
		return h.Name + " - " + (-e.Amount).Text(unit) + when
	case e.Mark == habits.Add:
		return h.Name + " + " + e.Amount.Text(unit) + when
	case e.State == habits.Measured:
		return h.Name + " set to " + e.Amount.Text(unit) + when
	case e.State == habits.Yes:
		return h.Name + " kept" + when
	}
	return h.Name + stateText(e.State) + " " + e.Day.Ago(today)
}

// stateText returns a state, but for yes, as it is said behind a habit's name and before the day.
func stateText(s habits.State) string {
	switch s {
	case habits.No:
		return ": not"
	case habits.Skip:
		return ": rest"
	}
	return ": nothing written"
}

// habitEditText returns what was done to a habit.
func habitEditText(e record.HabitEdit, today calendar.Day) string {
	switch {
	case e.Was == nil:
		return e.Is.Name + ": a new habit"
	case e.Was.Archived == nil && e.Is.Archived != nil:
		return e.Is.Name + " archived"
	case e.Was.Archived != nil && e.Is.Archived == nil:
		return e.Is.Name + " is back on the list"
	case e.Was.Name != e.Is.Name:
		return e.Was.Name + " is now called " + e.Is.Name
	case e.Was.Position != e.Is.Position:
		return e.Is.Name + " moved"
	case !e.Was.GoalOn(today).Same(e.Is.GoalOn(today)):
		return e.Is.Name + ": now " + Goal(e.Is.GoalOn(today))
	}
	return e.Is.Name + " edited"
}
