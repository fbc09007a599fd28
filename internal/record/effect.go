package record

import (
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// Effect is what a change does to a record, in absolute terms: every part of it as it becomes,
// with what was there before. It says no more than that, so it can be written without being
// checked, and [Effect.Inverse] takes it back.
type Effect struct {
	Habits      []Diff[habits.Habit]
	Entries     []Written
	Days        []DaysDiff
	Moods       []Diff[journal.Mood]
	Boundaries  []Diff[boundary.Boundary]
	Events      []Diff[boundary.Event]
	Reflections []Diff[journal.Reflection]
	HelpLines   []Diff[journal.HelpLines]
	Drafts      []Draft // Drafts are no part of the record, and are not taken back.
}

// Written is what an edit made of the entry of its day.
type Written struct {
	habits.Edit
	Was, Is habits.Entry
}

// DaysDiff is the entries of many days of one habit, a day having the same place in both; an
// empty entry is none. Was is empty where whoever wrote them keeps it in another form.
type DaysDiff struct {
	Habit   ident.ID
	Was, Is []habits.Dated
}

// Inverse returns the effect that brings back what was there before e was written. What is not
// known to have been there is not brought back.
func (e Effect) Inverse() Effect {
	var back Effect
	for _, w := range slices.Backward(e.Entries) {
		back.Entries = append(back.Entries, w.inverse())
	}
	for _, d := range slices.Backward(e.Days) {
		back.Days = append(back.Days, DaysDiff{Habit: d.Habit, Was: d.Is, Is: d.Was})
	}
	back.Habits = inverses(e.Habits)
	back.Moods = inverses(e.Moods)
	back.Boundaries = inverses(e.Boundaries)
	back.Events = inverses(e.Events)
	back.Reflections = inverses(e.Reflections)
	back.HelpLines = inverses(e.HelpLines)
	return back
}

// inverse returns what takes an edit back, said in absolute terms.
func (w Written) inverse() Written {
	back := Written{Edit: habits.Edit{Habit: w.Habit, Day: w.Day}, Was: w.Is, Is: w.Was}
	if w.Was.State != w.Is.State || w.Was.Amount != w.Is.Amount {
		back.Mark, back.State, back.Amount = habits.Set, w.Was.State, w.Was.Amount
	}
	if w.Was.Note != w.Is.Note {
		back.NoteMark, back.Note = habits.Set, w.Was.Note
	}
	return back
}

func inverses[T any](diffs []Diff[T]) []Diff[T] {
	var back []Diff[T]
	for _, d := range slices.Backward(diffs) {
		back = append(back, Diff[T]{Was: d.Is, Is: d.Was, to: d.from})
	}
	return back
}

// Then returns what e and an effect that was written after it did together.
func (e Effect) Then(next Effect) Effect {
	e.Habits = slices.Concat(e.Habits, next.Habits)
	e.Entries = slices.Concat(e.Entries, next.Entries)
	e.Days = slices.Concat(e.Days, next.Days)
	e.Moods = slices.Concat(e.Moods, next.Moods)
	e.Boundaries = slices.Concat(e.Boundaries, next.Boundaries)
	e.Events = slices.Concat(e.Events, next.Events)
	e.Reflections = slices.Concat(e.Reflections, next.Reflections)
	e.HelpLines = slices.Concat(e.HelpLines, next.HelpLines)
	e.Drafts = slices.Concat(e.Drafts, next.Drafts)
	return e
}

// Fill returns the change that had the effect, with what was there before.
func (e Effect) Fill(c Change) Change {
	c.Habits = nil
	for _, d := range e.Habits {
		if d.Is != nil {
			c.Habits = append(c.Habits, HabitEdit{Was: d.Was, Is: *d.Is})
		}
	}
	c.Moods, c.Boundaries, c.Events = e.Moods, e.Boundaries, e.Events
	c.Reflections, c.HelpLines = e.Reflections, e.HelpLines
	return c
}

// table is how rows of one kind are held in memory, in their order.
type table[T any] struct {
	id func(T) ident.ID
	// moves reports whether a row goes behind those of its time when it becomes is; nil is that
	// none does.
	moves func(was, is T) bool
	// order compares two rows; equal ones stand in the order in which they came. Nil is that all
	// are equal.
	order func(a, b T) int
	// holds reports whether a row is held at all; nil is that all are.
	holds func(T) bool
}

// write returns rows with diffs made in them one after another, and the diffs with what was
// there. All itself stays as it is. Of rows that are not held it is believed what the diffs say.
func (k table[T]) write(all []T, diffs []Diff[T]) (after []T, made []Diff[T]) {
	if len(diffs) == 0 {
		return all, nil
	}
	after = slices.Clone(all)
	has := make(map[ident.ID]bool, len(all)) // what is new needs no look through all
	for _, x := range all {
		has[k.id(x)] = true
	}
	for _, d := range diffs {
		about, ok := d.about()
		if !ok {
			continue
		}
		id, at := k.id(about), -1
		if has[id] {
			at = slices.IndexFunc(after, func(x T) bool { return k.id(x) == id })
		}
		var changed bool
		if after, d, changed = k.writeOne(after, at, d); changed {
			made = append(made, d)
		}
		has[id] = d.Is != nil && k.isHeld(*d.Is)
	}
	return after, made
}

// about returns the row that a diff is about, and reports whether there is one.
func (d Diff[T]) about() (x T, ok bool) {
	switch {
	case d.Is != nil:
		return *d.Is, true
	case d.Was != nil:
		return *d.Was, true
	}
	return x, false
}

// writeOne makes one diff in rows, of which it is about the one at a place; -1 is none. It
// returns the diff with what was there, and reports whether it changes anything.
func (k table[T]) writeOne(all []T, at int, d Diff[T]) (after []T, made Diff[T], changed bool) {
	to := d.to
	d.from, d.to = 0, 0
	switch {
	case at >= 0:
		was := all[at]
		d.Was = &was
		if d.Is != nil && k.isHeld(*d.Is) && (k.moves == nil || !k.moves(was, *d.Is)) {
			all[at] = *d.Is
			return all, d, true
		}
		d.from = at + 1
		all = slices.Delete(all, at, at+1)
	case d.Was != nil && k.isHeld(*d.Was):
		d.Was = nil // it is no longer there
	}
	if d.Is != nil && k.isHeld(*d.Is) {
		all = slices.Insert(all, k.place(all, *d.Is, to), *d.Is)
	}
	return all, d, d.Was != nil || d.Is != nil
}

// place returns where a row goes: to the place that a diff knows, counted from 1, or behind those
// that are equal.
func (k table[T]) place(all []T, x T, to int) int {
	switch {
	case to > 0:
		return min(to-1, len(all))
	case k.order == nil:
		return len(all)
	}
	at, _ := slices.BinarySearchFunc(all, x, func(other, x T) int {
		if k.order(other, x) <= 0 {
			return -1
		}
		return +1
	})
	return at
}

func (k table[T]) isHeld(x T) bool { return k.holds == nil || k.holds(x) }

// The kinds of rows.
var (
	boundaryTable   = table[boundary.Boundary]{id: func(b boundary.Boundary) ident.ID { return b.ID }}
	reflectionTable = table[journal.Reflection]{
		id:    func(r journal.Reflection) ident.ID { return r.ID },
		moves: func(was, is journal.Reflection) bool { return !was.At.Equal(is.At) },
		order: func(a, b journal.Reflection) int { return a.At.Compare(b.At) },
	}
	eventTable = table[boundary.Event]{
		id:    func(e boundary.Event) ident.ID { return e.ID },
		moves: func(was, is boundary.Event) bool { return !was.At.Equal(is.At) || was.Boundary != is.Boundary },
		order: func(a, b boundary.Event) int { return a.At.Compare(b.At) },
	}
	moodTable = table[journal.Mood]{
		id:    func(m journal.Mood) ident.ID { return m.ID },
		moves: func(was, is journal.Mood) bool { return !was.At.Equal(is.At) },
		order: func(a, b journal.Mood) int { return a.At.Compare(b.At) },
	}
)

// since returns the table of moods of which those of the days from from on are held.
func since(from calendar.Day) table[journal.Mood] {
	t := moodTable
	t.holds = func(m journal.Mood) bool { return m.Day >= from }
	return t
}
