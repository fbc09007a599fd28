package text

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/document"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
)

// marks are the states in the text of a list.
var marks = map[habits.State]string{
	habits.Yes: "x", habits.Partial: "~", habits.Skip: "-", habits.Filled: "o", habits.No: ".", habits.Unknown: " ",
}

// Listed is a habit on a day's list.
type Listed struct {
	Habit  habits.Habit
	Status habits.Status
	Row    document.Row
}

// Day returns a day's list, by areas.
func (p Printer) Day(day calendar.Day, list document.Day, all []Listed) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d of %d kept\n", day.Words(p.today()), list.Kept, list.Due)
	wide, far := 0, 0
	var areas []string
	for _, l := range all {
		wide = max(wide, ansi.StringWidth(l.Habit.Name))
		far = max(far, ansi.StringWidth(phrase.Progress(l.Status, false)))
		if !slices.ContainsFunc(areas, func(area string) bool { return spelling.SameName(area, l.Habit.Area) }) {
			areas = append(areas, l.Habit.Area)
		}
	}
	for _, area := range areas {
		fmt.Fprintln(&b)
		if area != "" {
			fmt.Fprintln(&b, area)
		}
		for _, l := range all {
			if spelling.SameName(l.Habit.Area, area) {
				b.WriteString(l.lines(wide, far))
			}
		}
	}
	if list.Mood != nil {
		fmt.Fprintf(&b, "\nMood  %s\n", p.Moods.Of(*list.Mood))
	}
	if len(all) == 0 {
		fmt.Fprintln(&b, "Nothing here yet. selfcare opens the app, selfcare habit new NAME makes a habit.")
	}
	return b.String()
}

// lines returns a habit of a list, and its note, with so many columns for its name and progress.
func (l Listed) lines(wide, far int) string {
	s := l.Status
	mark := marks[s.State]
	if s.State == habits.Unknown && !s.Due && !s.Goal.Schedule.Tracks() {
		mark = "o"
	}
	line := fmt.Sprintf("  [%s] %s  %s  %s", mark, padded(l.Habit.Name, wide), padded(phrase.Progress(s, false), far), standing(l.Row))
	text := strings.TrimRight(line, " ") + "\n"
	for _, note := range strings.Split(s.Entry.Note, "\n") {
		if note != "" {
			text += "      " + spelling.CleanLine(note) + "\n"
		}
	}
	return text
}

// standing returns strength and run: 62 %, 5 d. Runs show from two days.
func standing(r document.Row) string {
	if r.Strength == nil {
		return ""
	}
	text := fmt.Sprintf("%3.0f %%", 100*float64(*r.Strength))
	if r.Run >= 2 {
		text += fmt.Sprintf("  %4d d", r.Run)
	}
	return text
}

// Habits returns habits, a line each.
func (p Printer) Habits(list habits.List) string {
	var b strings.Builder
	for _, h := range list {
		if h.Area != "" {
			b.WriteString(h.Area + ": ")
		}
		b.WriteString(h.Name + "  " + phrase.Goal(h.GoalOn(p.today())))
		if h.Key != "" {
			b.WriteString("  key " + h.Key)
		}
		if h.Archived != nil {
			b.WriteString("  archived " + h.Archived.String())
		}
		b.WriteString("\n")
	}
	return b.String()
}
