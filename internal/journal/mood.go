package journal

import (
	"time"
	"unicode/utf8"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Mood is how someone felt at a time, 1 to 5.
type Mood struct {
	ID     ident.ID
	At     time.Time       // At is a whole second, in UTC.
	Offset calendar.Offset // Offset is that of the clock that At was lived by.
	Day    calendar.Day    // Day is the day that At belonged to when it was written.
	Rating int
	Note   string
}

// The lowest and the highest rating of a mood.
const (
	LowestMood  = 1
	HighestMood = 5
)

// MoodWords are the words for the ratings 1 to 5.
type MoodWords [HighestMood]string

// DefaultMoodWords are the words unless the person has others.
var DefaultMoodWords = MoodWords{"awful", "low", "okay", "good", "great"}

// Of returns the word for a mean of ratings: that of the nearest one.
func (w MoodWords) Of(mean float64) string {
	return w[max(LowestMood, min(HighestMood, int(mean+0.5)))-1]
}

// NewMood returns a mood at a time, on the day that it belongs to in the time's zone.
func NewMood(at time.Time, rating int, note string, p calendar.Preferences) Mood {
	return Mood{ID: ident.New(), At: calendar.Second(at), Offset: calendar.OffsetOf(at), Day: p.DayOf(at), Rating: rating, Note: spelling.CleanText(note)}
}

// Validate refuses what cannot be kept.
func (m Mood) Validate() error {
	switch {
	case m.Rating < LowestMood || m.Rating > HighestMood:
		return refusal.BadInput("A mood is 1 to 5")
	case utf8.RuneCountInString(m.Note) > spelling.MaxNote:
		return refusal.BadInput("The note is too long; %d characters fit", spelling.MaxNote)
	case m.ID == "" || !calendar.CanBeWritten(m.Day):
		return refusal.BadInput("A mood needs a day between 1900 and 9999")
	}
	return nil
}

// Moods are moods in the order of their times.
type Moods []Mood

// On returns the moods of a day. They must not be changed.
func (ms Moods) On(d calendar.Day) Moods {
	var on Moods
	for _, m := range ms {
		if m.Day == d {
			on = append(on, m)
		}
	}
	return on
}

// Mean returns the mean of the ratings; false where there is none.
func (ms Moods) Mean() (float64, bool) {
	sum := 0
	for _, m := range ms {
		sum += m.Rating
	}
	return float64(sum) / float64(max(1, len(ms))), len(ms) > 0
}

// Clock returns when the mood was, as [Lived] has it.
func (m Mood) Clock(here *time.Location) time.Time { return m.Offset.In(m.At, here) }

// ByClock returns the moods in the order of the clocks that they were lived by. They must not
// be changed.
func (ms Moods) ByClock(here *time.Location) Moods { return calendar.ByClock(ms, here) }
