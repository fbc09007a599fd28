package quickadd

import (
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// When returns the instant that an entry other than a habit's is about: its time on its day,
// else now, or noon of another day. A time before the day start is that night's, on the
// next calendar morning. Now is in the person's own zone. It refuses what is not here
// yet.
func (e Entry) When(now time.Time, p calendar.Preferences) (time.Time, error) {
	if e.Clock == nil {
		if e.Day == p.DayOf(now) {
			return now, nil
		}
		return onDay(e.Day, noon, now, p), nil
	}
	at := onDay(e.Day, time.Duration(*e.Clock)*time.Minute, now, p)
	if at.After(now) {
		return at, notHereYet(at, now, p)
	}
	return at, nil
}

// notHereYet refuses an instant that lies ahead.
func notHereYet(at, now time.Time, p calendar.Preferences) error {
	if p.DayOf(at) == p.DayOf(now) {
		return refusal.BadInput("%s is not here yet; a time of the day before is written yesterday @%s", p.Moment(at, now), at.Format("15:04"))
	}
	return refusal.BadInput("%s is not here yet", p.Moment(at, now))
}

// noon is the time of an entry on another day than today, where none is given.
const noon = 12 * time.Hour

// onDay returns the instant of a time of day on a day as days are lived: the small hours
// belong to the day before.
func onDay(d calendar.Day, clock time.Duration, now time.Time, p calendar.Preferences) time.Time {
	if clock < p.DayStart {
		d++
	}
	return onDate(d, clock, now, p)
}

// onDate returns the instant of a time of day on a date.
func onDate(d calendar.Day, clock time.Duration, now time.Time, p calendar.Preferences) time.Time {
	return p.At(d, clock, now.Location())
}

// Under returns the boundary that an entry belongs to: the one that it names, else the only
// one that is kept.
func (e Entry) Under(bs boundary.List) (boundary.Boundary, error) {
	open := bs.Open()
	if e.Boundary != "" {
		return Boundary(e.Boundary, bs)
	}
	switch len(open) {
	case 0:
		return boundary.Boundary{}, refusal.New("There is no boundary to write this under; selfcare boundary new NAME sets one up")
	case 1:
		return open[0], nil
	}
	return boundary.Boundary{}, refusal.New("More than one boundary is kept: %s. Name one, as in %s %q", names(open), e.Kind, open[0].Name)
}

// Boundary returns the one boundary that is kept and that text names: its whole name or ID
// goes before the beginning of another's.
func Boundary(text string, bs boundary.List) (boundary.Boundary, error) {
	text = spelling.WordsLine(text)
	if b := bs.Called(text); b != nil && b.Ended == nil {
		return *b, nil
	} else if b != nil {
		return boundary.Boundary{}, b.AlreadyEnded()
	}
	open := bs.Open()
	switch fits := open.Beginning(text); {
	case text == "":
		return boundary.Boundary{}, refusal.BadInput("A boundary's name is missing")
	case len(fits) == 1:
		return fits[0], nil
	case len(fits) > 1:
		return boundary.Boundary{}, refusal.New("%s fits %s", text, names(fits))
	}
	switch fits := bs.Beginning(text); {
	case len(fits) == 1:
		return boundary.Boundary{}, fits[0].AlreadyEnded()
	case len(open) > 0:
		return boundary.Boundary{}, refusal.New("No boundary is called %s. There are: %s", text, names(open))
	}
	return boundary.Boundary{}, refusal.New("No boundary is called %s; selfcare boundary new NAME sets one up", text)
}

// names returns the names of boundaries, with commas.
func names(bs boundary.List) string {
	var all []string
	for _, b := range bs {
		all = append(all, b.Name)
	}
	return strings.Join(all, ", ")
}

// kinds are the events that words open.
var kinds = map[kind]boundary.Kind{"urge": boundary.Urge, "slip": boundary.Slip, "contact": boundary.Contact}

// Change returns an entry other than a habit's as a change of the record.
func (e Entry) Change(bs boundary.List, now time.Time, p calendar.Preferences) (record.Change, error) {
	at, err := e.When(now, p)
	if err != nil {
		return record.Change{}, err
	}
	if e.Kind == "mood" {
		m := journal.NewMood(at, *e.Rating, e.Note, p)
		return record.Change{Moods: record.Put(m)}, m.Validate()
	}
	b, err := e.Under(bs)
	if err != nil {
		return record.Change{}, err
	}
	event := boundary.NewEvent(b.ID, kinds[kind(e.Kind)], at, p)
	event.Strength = e.Rating
	if event.Kind == boundary.Urge {
		event.Trigger = e.Note
	} else {
		event.Note = e.Note
	}
	if err := b.Takes(event, now, p); err != nil {
		return record.Change{}, err
	}
	return record.Change{Events: record.Put(event)}, event.Validate()
}
