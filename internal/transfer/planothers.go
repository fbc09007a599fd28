package transfer

import (
	"slices"
	"time"

	"selfcare/internal/habits"
)

// takeBoundaries finds or makes the boundaries of a bundle, with their events.
func (p *planner) takeBoundaries(b *Bundle) {
	for _, brought := range b.Boundaries {
		events := brought.Events
		brought.Events = nil
		id := brought.ID
		switch is := p.sameBoundary(brought); {
		case is == nil:
			if !p.noBounds {
				brought.Position = p.bounds.Next()
			}
			p.putBoundary(brought)
		case p.Overwrite && is.ID == id:
			brought.Position = is.Position
			if p.nameIsOpen(brought) {
				brought.Name = is.Name
			}
			if !same(exportedBoundary(wordsOnly(*is)), exportedBoundary(brought)) {
				p.putBoundary(brought)
			}
		default:
			id = is.ID
		}
		p.renamed[brought.ID] = id
		for _, e := range events {
			e.Boundary = id
			keepOffset(p.events[e.ID].At, e.At, p.events[e.ID].Offset, &e.Offset)
			if put(p.events, e.ID, e, p.Overwrite, exportedEvent, &p.change.Events) {
				p.sum.Events++
			}
		}
	}
}

// sameBoundary is the boundary that another one is here, by its ID or by its name and its
// beginning; nil where there is none.
func (p *planner) sameBoundary(b habits.Boundary) *habits.Boundary {
	if is := p.bounds.Find(b.ID); is != nil {
		return is
	}
	for i := range p.bounds {
		if is := &p.bounds[i]; habits.Fold(is.Name) == habits.Fold(b.Name) && is.Since.Equal(b.Since) {
			return is
		}
	}
	return nil
}

func wordsOnly(b habits.Boundary) habits.Boundary {
	b.Events = nil
	return b
}

func (p *planner) putBoundary(b habits.Boundary) {
	name := b.Name
	for n := 2; b.Ended == nil && p.nameIsOpen(b); n++ {
		b.Name = numbered(name, n)
	}
	p.bounds = slices.DeleteFunc(slices.Clone(p.bounds), func(is habits.Boundary) bool { return is.ID == b.ID })
	p.bounds = append(p.bounds, b)
	p.change.Boundaries = append(p.change.Boundaries, habits.Swap[habits.Boundary]{Is: &b})
	p.sum.Boundaries++
}

func (p *planner) nameIsOpen(b habits.Boundary) bool {
	return slices.ContainsFunc(p.bounds, func(is habits.Boundary) bool {
		return is.ID != b.ID && is.Ended == nil && habits.Fold(is.Name) == habits.Fold(b.Name)
	})
}

// put writes a record, unless it is there; with over, unless it is there and the same.
func put[T, F any](had map[habits.ID]T, id habits.ID, is T, over bool, form func(T) F, into *[]habits.Swap[T]) bool {
	swap := habits.Swap[T]{Is: &is}
	if was, there := had[id]; there {
		if !over || same(form(was), form(is)) {
			return false
		}
		swap.Was = &was
	}
	had[id] = is
	*into = append(*into, swap)
	return true
}

// same reports whether two records are the same in all that an export has.
func same[F any](a, b F) bool {
	x, err1 := marshal(a)
	y, err2 := marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

// keepOffset gives what is brought without an offset, as by an export of an earlier version,
// the one that it has here, where it is of the same time.
func keepOffset(was, is time.Time, had habits.Offset, offset *habits.Offset) {
	if *offset == (habits.Offset{}) && was.Equal(is) {
		*offset = had
	}
}

// takeMoods writes the moods of a bundle that are not there, takeReflections its
// reflections.
func (p *planner) takeMoods(b *Bundle) {
	for _, m := range b.Moods {
		keepOffset(p.moods[m.ID].At, m.At, p.moods[m.ID].Offset, &m.Offset)
		if put(p.moods, m.ID, m, p.Overwrite, exportedMood, &p.change.Moods) {
			p.sum.Moods++
		}
	}
}

func (p *planner) takeReflections(b *Bundle) {
	for _, r := range b.Reflections {
		if id, ok := p.renamed[r.Boundary]; ok {
			r.Boundary = id
		}
		keepOffset(p.reflections[r.ID].At, r.At, p.reflections[r.ID].Offset, &r.Offset)
		if put(p.reflections, r.ID, r, p.Overwrite, exportedReflection, &p.change.Reflections) {
			p.sum.Reflections++
		}
	}
}

func (p *planner) takeHelpLines(b *Bundle) {
	if b.HelpLines == nil || *b.HelpLines == p.help || p.help != (habits.HelpLines{}) && !p.Overwrite {
		return
	}
	p.help = *b.HelpLines
	p.change.HelpLines = habits.Put(p.help)
}
