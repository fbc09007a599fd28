package journal

import (
	"strings"
	"time"
	"unicode/utf8"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Clock returns when the reflection was begun, as [Lived] has it.
func (r Reflection) Clock(here *time.Location) time.Time { return r.Offset.In(r.At, here) }

// Reflection is a short text on a day, answering one prompt or none.
type Reflection struct {
	ID     ident.ID
	Day    calendar.Day
	At     time.Time       // At is when it was begun, a whole second in UTC.
	Offset calendar.Offset // Offset is that of the clock that At was lived by.
	Prompt string          // Prompt is the question as it was asked, or empty.
	Text   string
	// Boundary is the boundary with whose end it was written, or empty.
	Boundary ident.ID
}

// MaxReflection is the length of the longest reflection, in characters.
const MaxReflection = 20_000

// NewReflection returns a reflection begun at a time, on the day that it belongs to in the
// time's zone.
func NewReflection(at time.Time, prompt, text string, p calendar.Preferences) Reflection {
	return Reflection{ID: ident.New(), Day: p.DayOf(at), At: calendar.Second(at), Offset: calendar.OffsetOf(at), Prompt: spelling.CleanLine(prompt), Text: strings.TrimSpace(spelling.CleanText(text))}
}

// Validate refuses what cannot be kept.
func (r Reflection) Validate() error {
	switch {
	case strings.TrimSpace(r.Text) == "":
		return refusal.BadInput("A reflection needs words")
	case utf8.RuneCountInString(r.Text) > MaxReflection:
		return refusal.BadInput("The reflection is too long; %d characters fit", MaxReflection)
	case utf8.RuneCountInString(r.Prompt) > spelling.MaxNote:
		return refusal.BadInput("The prompt is too long; %d characters fit", spelling.MaxNote)
	case r.ID == "" || !calendar.CanBeWritten(r.Day):
		return refusal.BadInput("A reflection needs a day between 1900 and 9999")
	}
	return nil
}

// HelpLines are the numbers and names that a person wrote down for bad hours.
type HelpLines struct {
	Text string
	Day  calendar.Day // Day is when they were written last.
}

// Validate refuses what cannot be kept.
func (h HelpLines) Validate() error {
	if utf8.RuneCountInString(h.Text) > spelling.MaxNote {
		return refusal.BadInput("The help lines are too long; %d characters fit", spelling.MaxNote)
	}
	return nil
}
