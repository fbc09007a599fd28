package plan

import (
	"slices"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/selfcare"
)

// addBoundaries finds or makes the boundaries of a bundle, with their events.
func (p *planner) addBoundaries(b *bundle.Bundle) {
	for _, imported := range b.Boundaries {
		id := p.addBoundary(wordsOnly(imported))
		p.renamed[imported.ID] = id
		for _, e := range imported.Events {
			e.Boundary = id
			keepOffset(p.events[e.ID].At, e.At, p.events[e.ID].Offset, &e.Offset)
			put(p, p.events, e.ID, e, selfcare.SameEvent, &p.change.Events, &p.sum.Events)
		}
	}
}

// addBoundary finds or makes a boundary, and returns the ID that it has here.
func (p *planner) addBoundary(b boundary.Boundary) ident.ID {
	is := p.sameBoundary(b)
	switch {
	case is == nil:
		if len(p.seen.boundaries) > 0 {
			b.Position = p.bounds.Next()
		}
		p.putBoundary(b)
		return b.ID
	case is.ID == b.ID:
		b.Position = is.Position
		p.redefineBoundary(wordsOnly(*is), b)
	}
	return is.ID
}

// redefineBoundary makes a boundary what the file says, but for a name that another one has.
func (p *planner) redefineBoundary(was, is boundary.Boundary) {
	switch {
	case selfcare.SameBoundary(was, is):
		return
	case !p.Overwrite:
		p.sum.OthersKept++
		return
	}
	if p.nameIsOpen(is) {
		p.rename("There is a boundary called %s already; %s keeps its name.", is.Name, was.Name)
		is.Name = was.Name
	}
	if selfcare.SameBoundary(was, is) {
		return
	}
	if is.Name != was.Name {
		p.rename("The boundary %s gets from the file: the name %s.", was.Name, is.Name)
	}
	p.putBoundary(is)
}

// sameBoundary returns the boundary that another one is here, by its ID or by its name and its
// beginning; nil where there is none.
func (p *planner) sameBoundary(b boundary.Boundary) *boundary.Boundary {
	if is := p.bounds.Find(b.ID); is != nil {
		return is
	}
	for i := range p.bounds {
		if is := &p.bounds[i]; spelling.Fold(is.Name) == spelling.Fold(b.Name) && is.Since.Equal(b.Since) {
			return is
		}
	}
	return nil
}

// wordsOnly returns a boundary without its events.
func wordsOnly(b boundary.Boundary) boundary.Boundary {
	b.Events = nil
	return b
}

// putBoundary writes a boundary. One that is open gets a name that no other open one has.
func (p *planner) putBoundary(b boundary.Boundary) {
	name := b.Name
	for n := 2; b.Ended == nil && p.nameIsOpen(b); n++ {
		b.Name = numbered(name, n)
	}
	if b.Name != name {
		p.rename("There is a boundary called %s already; this one is called %s.", name, b.Name)
	}
	p.bounds = slices.DeleteFunc(slices.Clone(p.bounds), func(is boundary.Boundary) bool { return is.ID == b.ID })
	p.bounds = append(p.bounds, b)
	p.change.Boundaries = append(p.change.Boundaries, record.Diff[boundary.Boundary]{Is: &b})
	p.sum.Boundaries++
}

// nameIsOpen reports whether another boundary that is open has the name.
func (p *planner) nameIsOpen(b boundary.Boundary) bool {
	return slices.ContainsFunc(p.bounds, func(is boundary.Boundary) bool {
		return is.ID != b.ID && is.Ended == nil && spelling.Fold(is.Name) == spelling.Fold(b.Name)
	})
}

// put writes a record and counts it, unless it is there. One that says something else here
// stays, and is counted too; with Overwrite it is replaced.
func put[T any](p *planner, had map[ident.ID]T, id ident.ID, is T, same func(a, b T) bool, into *[]record.Diff[T], count *int) {
	swap := record.Diff[T]{Is: &is}
	if was, there := had[id]; there {
		switch {
		case same(was, is):
			return
		case !p.Overwrite:
			p.sum.OthersKept++
			return
		}
		swap.Was = &was
	}
	had[id] = is
	*into = append(*into, swap)
	*count++
}

// keepOffset gives what comes without an offset, as by an export of an earlier version,
// the one that it has here, where it is of the same time.
func keepOffset(was, is time.Time, had calendar.Offset, offset *calendar.Offset) {
	if *offset == (calendar.Offset{}) && was.Equal(is) {
		*offset = had
	}
}

// addMoods writes the moods of a bundle that are not there.
func (p *planner) addMoods(b *bundle.Bundle) {
	for _, m := range b.Moods {
		keepOffset(p.moods[m.ID].At, m.At, p.moods[m.ID].Offset, &m.Offset)
		put(p, p.moods, m.ID, m, selfcare.SameMood, &p.change.Moods, &p.sum.Moods)
	}
}

// addReflections writes the reflections of a bundle that are not there.
func (p *planner) addReflections(b *bundle.Bundle) {
	for _, r := range b.Reflections {
		if id, ok := p.renamed[r.Boundary]; ok {
			r.Boundary = id
		}
		keepOffset(p.reflections[r.ID].At, r.At, p.reflections[r.ID].Offset, &r.Offset)
		put(p, p.reflections, r.ID, r, selfcare.SameReflection, &p.change.Reflections, &p.sum.Reflections)
	}
}

// addHelpLines writes the help lines of a bundle, where there are none.
func (p *planner) addHelpLines(b *bundle.Bundle) {
	switch {
	case b.HelpLines == nil, *b.HelpLines == p.help:
		return
	case p.help != (journal.HelpLines{}) && !p.Overwrite:
		p.sum.OthersKept++
		return
	}
	p.sum.HelpLines = 1
	p.help = *b.HelpLines
	p.change.HelpLines = record.Put(p.help)
}
