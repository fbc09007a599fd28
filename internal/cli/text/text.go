// Package text has what commands print for people, in lines.
package text

import (
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
)

// Printer says things as of a time, by a person's clock and words.
type Printer struct {
	Now   time.Time
	Hours calendar.Preferences
	Moods journal.MoodWords
}

// today returns the day that it is.
func (p Printer) today() calendar.Day { return p.Hours.DayOf(p.Now) }
