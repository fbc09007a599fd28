package record

import (
	"slices"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/refusal"
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

// CheckBoundaries refuses what a change would write of boundaries and their events: names
// that are taken, events of a boundary that is not there, or new ones of a boundary
// that had ended before, unless they are brought by an import.
func CheckBoundaries(bs boundary.List, c Change) error {
	after := swapBoundaries(bs, c.Boundaries)
	for _, s := range c.Boundaries {
		if s.Is == nil {
			continue
		}
		if err := after.Check(*s.Is); err != nil {
			return err
		}
	}
	for _, s := range c.Events {
		if s.Is == nil {
			continue
		}
		if err := s.Is.Validate(); err != nil {
			return err
		}
		if after.Find(s.Is.Boundary) == nil {
			return refusal.New("The boundary that this was to be written under is no longer there")
		}
		had := bs.Find(s.Is.Boundary)
		if c.Import == nil && had != nil && had.Ended != nil && !slices.ContainsFunc(had.Events, func(old boundary.Event) bool { return old.ID == s.Is.ID }) {
			return had.AlreadyEnded()
		}
	}
	return nil
}

// swapBoundaries is the boundaries with swaps made in their own words. Events stay: they come
// and go one by one.
func swapBoundaries(bs boundary.List, swaps []Diff[boundary.Boundary]) boundary.List {
	if len(swaps) == 0 {
		return bs
	}
	swaps = slices.Clone(swaps)
	for i, s := range swaps {
		if s.Is == nil {
			continue
		}
		is := *s.Is
		is.Events = nil
		if had := bs.Find(is.ID); had != nil {
			is.Events = had.Events
		}
		swaps[i].Is = &is
	}
	bs = swap(bs, swaps, func(b boundary.Boundary) ident.ID { return b.ID }, func(boundary.Boundary, boundary.Boundary) bool { return false })
	bs.Sort()
	return bs
}

// swapEvents writes and takes away events. Those of a boundary that is not there are left
// out.
func swapEvents(bs boundary.List, swaps []Diff[boundary.Event]) {
	byBoundary, under := map[ident.ID][]Diff[boundary.Event]{}, map[ident.ID]ident.ID{}
	for _, s := range swaps {
		switch {
		case s.Is != nil:
			if before := under[s.Is.ID]; before != "" && before != s.Is.Boundary {
				byBoundary[before] = append(byBoundary[before], Diff[boundary.Event]{Was: s.Is})
			}
			byBoundary[s.Is.Boundary] = append(byBoundary[s.Is.Boundary], s)
			under[s.Is.ID] = s.Is.Boundary
		case s.Was != nil:
			byBoundary[s.Was.Boundary] = append(byBoundary[s.Was.Boundary], s)
		}
	}
	// An event is under one boundary: where it moves, it leaves the one that it was under.
	for i := range bs {
		moved := func(e boundary.Event) bool { return under[e.ID] != "" && under[e.ID] != bs[i].ID }
		if slices.ContainsFunc(bs[i].Events, moved) {
			bs[i].Events = slices.DeleteFunc(slices.Clone(bs[i].Events), moved)
		}
	}
	for id, some := range byBoundary {
		if b := bs.Find(id); b != nil {
			b.Events = swap(b.Events, some, func(e boundary.Event) ident.ID { return e.ID }, movesTo)
			boundary.SortEvents(b.Events)
		}
	}
}

// movesTo reports whether the event stands elsewhere when it is edited to is.
func movesTo(e boundary.Event, is boundary.Event) bool {
	return !e.At.Equal(is.At) || e.Boundary != is.Boundary
}
