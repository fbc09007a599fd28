package record

import (
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// Book is what is held in memory of a store: every habit, and the entries of the
// later days.
type Book struct {
	// From is the first day that can be shown. Entries are held from [Habit.Reach]
	// days before it.
	From calendar.Day
	// Earlier is the last day before From on which anything is written of a habit, or nil.
	Earlier *calendar.Day
	// Records are all habits, archived ones too, in the order of the list.
	Rows []Row
	// Moods are those of the days from From on.
	Moods journal.Moods
	// Boundaries are all, with all that was written under them.
	Boundaries boundary.List
	HelpLines  journal.HelpLines
	// Drafts are the [Draft]s that are kept, by their keys.
	Drafts map[string]string
	// Seq is the number of the newest change in the store.
	Seq uint64
	// Newest is the name of that change: its token, or what else tells it from every other.
	// It is empty where nothing was changed yet.
	Newest string
	// Stamp differs from that of an earlier book when the store was changed.
	Stamp string
	// News are the changes that others made since the book before, oldest first,
	// but not more than a handful.
	News []Change
}

// Row is one habit and its entries.
type Row struct {
	Habit   habits.Habit
	History habits.History
}

// ListedOn reports whether the habit is on day d's list: its created day or its
// first entry is not after it, and it was not archived before.
func (r Row) ListedOn(d calendar.Day) bool {
	from := r.Habit.Created
	if first, ok := r.History.First(); ok {
		from = min(from, first)
	}
	return from <= d && (r.Habit.Archived == nil || *r.Habit.Archived >= d)
}

// List is the habits of the book.
func (b *Book) List() habits.List {
	list := make(habits.List, len(b.Rows))
	for i, r := range b.Rows {
		list[i] = r.Habit
	}
	return list
}

// Find is the record of the habit with the given ID, or nil.
func (b *Book) Find(id ident.ID) *Row {
	for i := range b.Rows {
		if b.Rows[i].Habit.ID == id {
			return &b.Rows[i]
		}
	}
	return nil
}

// Apply makes a change in the book, as the store does on disk: whole or not at all.
func (b *Book) Apply(c Change) (Effect, error) { return Apply(b, c) }

// AllHabits returns the habits of the book.
func (b *Book) AllHabits() (habits.List, error) { return b.List(), nil }

// Habit returns a habit of the book.
func (b *Book) Habit(id ident.ID) (h habits.Habit, ok bool, err error) {
	if r := b.Find(id); r != nil {
		return r.Habit, true, nil
	}
	return h, false, nil
}

// HasAmounts reports whether an amount is written of a habit on the days that are held.
func (b *Book) HasAmounts(id ident.ID) (bool, error) {
	r := b.Find(id)
	return r != nil && slices.ContainsFunc(r.History.All(), func(d habits.Dated) bool { return d.State == habits.Measured }), nil
}

// Entry returns what is written on a day of a habit.
func (b *Book) Entry(id ident.ID, d calendar.Day) (habits.Entry, error) {
	if r := b.Find(id); r != nil {
		return r.History.On(d), nil
	}
	return habits.Entry{}, nil
}

// AllBoundaries returns the boundaries of the book.
func (b *Book) AllBoundaries() (boundary.List, error) { return b.Boundaries, nil }

// HasEvent reports whether an event is written under its boundary.
func (b *Book) HasEvent(e boundary.Event) (bool, error) {
	under := b.Boundaries.Find(e.Boundary)
	return under != nil && slices.ContainsFunc(under.Events, func(x boundary.Event) bool { return x.ID == e.ID }), nil
}

// Write writes an effect in the book, and returns it with what was there. Of what the book does
// not hold it believes what the effect says.
func (b *Book) Write(e Effect) (Effect, error) {
	var removed []ident.ID
	e.Habits, removed = b.putHabits(e.Habits)
	e.Entries, e.Days = slices.Clone(e.Entries), slices.Clone(e.Days)
	for i, w := range e.Entries {
		if r := b.Find(w.Habit); r != nil {
			e.Entries[i].Was = r.History.On(w.Day)
			r.History.Set(w.Day, w.Is)
		}
	}
	for i, d := range e.Days {
		if r := b.Find(d.Habit); r != nil {
			e.Days[i].Was = held(r.History, d.Is)
			r.History.Write(d.Is)
		}
	}
	b.remove(removed)
	b.Moods, e.Moods = since(b.From).write(b.Moods, e.Moods)
	e.Boundaries = b.putBoundaries(e.Boundaries)
	e.Events = b.putEvents(e.Events)
	_, e.Reflections = elsewhere.write(nil, e.Reflections)
	e.HelpLines = b.putHelpLines(e.HelpLines)
	b.putDrafts(e.Drafts)
	return e, nil
}

// elsewhere is how reflections are held: not in a book.
var elsewhere = table[journal.Reflection]{id: reflectionTable.id, holds: func(journal.Reflection) bool { return false }}

// held returns what a history has on the days of some entries.
func held(h habits.History, on []habits.Dated) []habits.Dated {
	was := make([]habits.Dated, len(on))
	for i, e := range on {
		was[i] = habits.Dated{Day: e.Day, Entry: h.On(e.Day)}
	}
	return was
}

// putHabits writes habits, and returns them with what was there, and those that are to be
// removed: their entries go first.
func (b *Book) putHabits(diffs []Diff[habits.Habit]) (made []Diff[habits.Habit], removed []ident.ID) {
	diffs = slices.Clone(diffs)
	for i, d := range diffs {
		if d.Is == nil {
			removed = append(removed, d.Was.ID)
			continue
		}
		if r := b.Find(d.Is.ID); r != nil {
			was := r.Habit
			diffs[i].Was, r.Habit = &was, *d.Is
		} else {
			diffs[i].Was = nil
			b.Rows = append(b.Rows, Row{Habit: *d.Is})
		}
	}
	if len(diffs) > 0 {
		b.arrange()
	}
	return diffs, removed
}

func (b *Book) remove(ids []ident.ID) {
	if len(ids) > 0 {
		b.Rows = slices.DeleteFunc(b.Rows, func(r Row) bool { return slices.Contains(ids, r.Habit.ID) })
		b.arrange()
	}
}

// arrange gives the habits the names by which they are told apart, and puts them in the order of
// the list.
func (b *Book) arrange() {
	list := b.List()
	for i, h := range list {
		if h.Written != "" {
			list[i].Name, list[i].Written = h.Written, ""
		}
	}
	list.TellApart()
	list.Sort()
	at := make(map[ident.ID]int, len(list))
	for i, h := range list {
		at[h.ID] = i
	}
	slices.SortFunc(b.Rows, func(x, y Row) int { return at[x.Habit.ID] - at[y.Habit.ID] })
	for i := range b.Rows {
		b.Rows[i].Habit = list[i]
	}
}

// putBoundaries writes boundaries; their events stay, and come back with one that was there.
func (b *Book) putBoundaries(diffs []Diff[boundary.Boundary]) []Diff[boundary.Boundary] {
	if len(diffs) == 0 {
		return nil
	}
	diffs = slices.Clone(diffs)
	for i, d := range diffs {
		if had := b.Boundaries.Find(idOf(d.Is)); had != nil {
			is := *d.Is
			is.Events = had.Events
			diffs[i].Is = &is
		}
	}
	var made []Diff[boundary.Boundary]
	b.Boundaries, made = boundaryTable.write(b.Boundaries, diffs)
	for i, x := range b.Boundaries {
		if x.Written != "" {
			b.Boundaries[i].Name, b.Boundaries[i].Written = x.Written, ""
		}
	}
	b.Boundaries.Sort() // those that are kept come first
	b.Boundaries.TellApart()
	b.Boundaries.Sort()
	return made
}

func idOf(b *boundary.Boundary) ident.ID {
	if b == nil {
		return ""
	}
	return b.ID
}

// putEvents writes and takes away events, and returns them with what was there. An event is under
// one boundary: where it moves, it leaves the one that it was under.
func (b *Book) putEvents(diffs []Diff[boundary.Event]) []Diff[boundary.Event] {
	if len(diffs) == 0 {
		return nil
	}
	p := eventWriter{book: b, under: map[ident.ID]ident.ID{}, copied: map[ident.ID]bool{}}
	for _, d := range diffs {
		if e, ok := d.about(); ok {
			p.under[e.ID] = ""
		}
	}
	for _, x := range b.Boundaries {
		for _, e := range x.Events {
			if _, ok := p.under[e.ID]; ok {
				p.under[e.ID] = x.ID
			}
		}
	}
	var made []Diff[boundary.Event]
	for _, d := range diffs {
		if e, ok := d.about(); ok {
			if d, changed := p.write(d, e.ID); changed {
				made = append(made, d)
			}
		}
	}
	return made
}

// eventWriter writes events under the boundaries of a book.
type eventWriter struct {
	book   *Book
	under  map[ident.ID]ident.ID // the boundary of each event that is written, empty for none
	copied map[ident.ID]bool     // the boundaries whose events are copies: those that are shown stay
}

// write makes a diff of the event with an ID, and reports whether that changes anything.
func (p eventWriter) write(d Diff[boundary.Event], id ident.ID) (made Diff[boundary.Event], changed bool) {
	from, at := p.events(p.under[id]), -1
	if from != nil {
		at = slices.IndexFunc(*from, func(e boundary.Event) bool { return e.ID == id })
	}
	switch {
	case d.Is == nil && from == nil:
		return d, false
	case d.Is == nil || p.under[id] == d.Is.Boundary:
		*from, made, changed = eventTable.writeOne(*from, at, d)
	default:
		var taken Diff[boundary.Event]
		if from != nil {
			*from, taken, _ = eventTable.writeOne(*from, at, Diff[boundary.Event]{})
		}
		d.Was = nil
		made, changed = d, true
		if to := p.events(d.Is.Boundary); to != nil {
			*to, made, _ = eventTable.writeOne(*to, -1, d)
		}
		made.Was, made.from = taken.Was, taken.from
	}
	p.under[id] = ""
	if d.Is != nil && p.book.Boundaries.Find(d.Is.Boundary) != nil {
		p.under[id] = d.Is.Boundary
	}
	return made, changed
}

// events returns what is written under a boundary, or nil where that is not there.
func (p eventWriter) events(id ident.ID) *[]boundary.Event {
	b := p.book.Boundaries.Find(id)
	if b == nil {
		return nil
	}
	if !p.copied[id] {
		b.Events, p.copied[id] = slices.Clone(b.Events), true
	}
	return &b.Events
}

func (b *Book) putHelpLines(diffs []Diff[journal.HelpLines]) (made []Diff[journal.HelpLines]) {
	for _, d := range diffs {
		d.Was = nil
		if was := b.HelpLines; was != (journal.HelpLines{}) {
			d.Was = &was
		}
		b.HelpLines = journal.HelpLines{}
		if d.Is != nil {
			b.HelpLines = *d.Is
		}
		if d.Was != nil || d.Is != nil {
			made = append(made, d)
		}
	}
	return made
}

func (b *Book) putDrafts(drafts []Draft) {
	for _, d := range drafts {
		if b.Drafts == nil {
			b.Drafts = map[string]string{}
		}
		b.Drafts[d.Key] = d.Text
		if d.Text == "" {
			delete(b.Drafts, d.Key)
		}
	}
}
