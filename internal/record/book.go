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
// An edit of a habit that is not there is left out: another window may have
// forgotten it.
func (b *Book) Apply(c Change) error {
	written, err := b.written(c)
	if err != nil {
		return err
	}
	for _, e := range c.Habits {
		b.put(e.Is)
	}
	for _, w := range written {
		b.Find(w.habit).History.Set(w.day, w.entry)
	}
	for _, days := range c.Days {
		if r := b.Find(days.Habit); r != nil {
			r.History.Write(days.Entries)
		}
	}
	b.applyOthers(c)
	return nil
}

// writing is what an edit makes of its day.
type writing struct {
	place
	entry habits.Entry
}

// place is a day of a habit.
type place struct {
	habit ident.ID
	day   calendar.Day
}

// written returns what the edits of a change make of their days, one after another, with its
// habits as the change leaves them. Nothing in the book is changed yet: any of them may be
// refused.
func (b *Book) written(c Change) ([]writing, error) {
	var all []writing
	now := map[place]habits.Entry{}
	for _, e := range c.Edits {
		h, before, ok := b.before(e, c.Habits)
		if !ok {
			continue
		}
		at := place{e.Habit, e.Day}
		if entry, ok := now[at]; ok {
			before = entry
		}
		after, err := h.Write(e, before)
		if err != nil {
			return nil, err
		}
		now[at] = after
		all = append(all, writing{at, after})
	}
	return all, nil
}

// before returns the habit of an edit, as it is once others are made or edited, and what its day
// has now.
func (b *Book) before(e habits.Edit, others []HabitEdit) (h habits.Habit, entry habits.Entry, ok bool) {
	if r := b.Find(e.Habit); r != nil {
		h, entry, ok = r.Habit, r.History.On(e.Day), true
	}
	for _, other := range others {
		if other.Is.ID == e.Habit {
			h, ok = other.Is, true
		}
	}
	return h, entry, ok
}

// applyOthers makes the part of a change that is about no habit.
func (b *Book) applyOthers(c Change) {
	b.Moods = swapMoods(b.Moods, c.Moods)
	b.Boundaries = swapBoundaries(b.Boundaries, c.Boundaries)
	swapEvents(b.Boundaries, c.Events)
	for _, s := range c.HelpLines {
		b.HelpLines = journal.HelpLines{}
		if s.Is != nil {
			b.HelpLines = *s.Is
		}
	}
	for _, a := range c.Drafts {
		if b.Drafts == nil {
			b.Drafts = map[string]string{}
		}
		b.Drafts[a.Key] = a.Text
		if a.Text == "" {
			delete(b.Drafts, a.Key)
		}
	}
}

func (b *Book) put(h habits.Habit) {
	if r := b.Find(h.ID); r != nil {
		r.Habit = h
	} else {
		b.Rows = append(b.Rows, Row{Habit: h})
	}
	list := b.List()
	list.Sort()
	slices.SortFunc(b.Rows, func(x, y Row) int {
		return list.Index(x.Habit.ID) - list.Index(y.Habit.ID)
	})
}
