package record

import (
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
)

// EndBoundary is the change that ends the boundary, with the reflections that were written with
// it. Everything that was kept stays.
func EndBoundary(b boundary.Boundary, how boundary.Outcome, now time.Time, written []journal.Reflection) Change {
	was, is := b, b
	at := calendar.Second(now)
	for _, e := range b.Events {
		if e.Kind == boundary.Slip && e.At.After(at) { // the clock was set back
			at = e.At
		}
	}
	if b.Since.After(at) {
		at = b.Since
	}
	is.Ended = &boundary.Ending{How: how, At: at}
	c := Change{Boundaries: []Diff[boundary.Boundary]{{Was: &was, Is: &is}}}
	for _, r := range written {
		r.Boundary = b.ID
		c.Reflections = append(c.Reflections, Diff[journal.Reflection]{Is: &r})
	}
	return c
}
