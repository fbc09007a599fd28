package habits

import (
	"cmp"
	"slices"

	"selfcare/internal/calendar"
)

// A Dated is an entry and its day.
type Dated struct {
	Day calendar.Day
	Entry
}

// A History is the entries of one habit, oldest first. It may hold only the later
// part of them; First then still names the day of the very first.
type History struct {
	days  []Dated
	first *calendar.Day
}

// HistoryOf returns a history of entries in the order of their days. First is the day
// of the first entry with a state, which may lie before all that are given; nil
// takes it from them.
func HistoryOf(entries []Dated, first *calendar.Day) History {
	h := History{days: entries, first: first}
	if first == nil {
		h.findFirst()
	}
	return h
}

// First returns the day of the first entry with a state, if there is one.
func (h History) First() (calendar.Day, bool) {
	if h.first == nil {
		return 0, false
	}
	return *h.first, true
}

// On returns the entry of day d, the zero Entry where nothing is written.
func (h History) On(d calendar.Day) Entry {
	if i, ok := h.find(d); ok {
		return h.days[i].Entry
	}
	return Entry{}
}

// All returns the entries held, oldest first. They must not be changed.
func (h History) All() []Dated { return h.days }

// Between returns the entries held from day from to day to, both included. They must
// not be changed.
func (h History) Between(from, to calendar.Day) []Dated {
	i, _ := h.find(from)
	j, ok := h.find(to)
	if ok {
		j++
	}
	if j < i {
		return nil
	}
	return h.days[i:j]
}

// Set writes the entry of day d; the zero Entry removes it.
func (h *History) Set(d calendar.Day, e Entry) {
	i, ok := h.find(d)
	switch {
	case ok && e.IsZero():
		h.days = slices.Delete(h.days, i, i+1)
	case ok:
		h.days[i].Entry = e
	case !e.IsZero():
		h.days = slices.Insert(h.days, i, Dated{d, e})
	}
	h.updateFirst(d, e.State)
}

// updateFirst has the first day follow a state that was written on a day, or taken from it.
func (h *History) updateFirst(d calendar.Day, written State) {
	switch {
	case written != Unknown && (h.first == nil || d < *h.first):
		h.first = &d
	case written == Unknown && h.first != nil && d == *h.first:
		h.findFirst()
	}
}

// Write writes entries, which are in the order of their days, in one pass.
func (h *History) Write(entries []Dated) {
	if len(entries) == 0 {
		return
	}
	all := make([]Dated, 0, len(h.days)+len(entries))
	before := h.days
	for _, e := range entries {
		for len(before) > 0 && before[0].Day < e.Day {
			all, before = append(all, before[0]), before[1:]
		}
		if len(before) > 0 && before[0].Day == e.Day {
			before = before[1:]
		}
		if !e.IsZero() {
			all = append(all, e)
		}
	}
	h.days = append(all, before...)
	first := h.first
	h.findFirst()
	if first != nil && *first < entries[0].Day {
		h.first = first // it may lie before all that are held
	}
}

// findFirst takes the first day from the entries that are held.
func (h *History) findFirst() {
	h.first = nil
	for _, e := range h.days {
		if e.State != Unknown {
			h.first = &e.Day
			return
		}
	}
}

// find returns the place of a day's entry, or where it would be.
func (h History) find(d calendar.Day) (int, bool) {
	return slices.BinarySearchFunc(h.days, d, func(e Dated, d calendar.Day) int { return cmp.Compare(e.Day, d) })
}
