package phrase

import (
	"strconv"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
)

// moodText returns a mood, with its day where that is not today.
func moodText(m journal.Mood, today calendar.Day) string {
	text := "mood " + strconv.Itoa(m.Rating)
	if m.Day != today {
		text += " " + m.Day.Ago(today)
	}
	return text
}

// reflectionText returns what a reflection is, with its day where that is not today.
func reflectionText(r journal.Reflection, today calendar.Day) string {
	if r.Day == today {
		return "a reflection"
	}
	return "a reflection, " + r.Day.Ago(today)
}
