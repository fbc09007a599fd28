package habits

import (
	"cmp"
	"slices"

	"selfcare/internal/calendar"
)

// Dated is an entry and its day.
type Dated struct {
	Day calendar.Day
	Entry
}

// History is the entries of one habit, oldest first. It may hold only the later
// part of them; First then still names the day of the very first.
type History struct {
	days  []Dated
	first *calendar.Day
}

// HistoryOf is a history of entries in the order of their days. First is the day
// of the first entry with a state, which may lie before all that are given; nil
// takes it from them.
func HistoryOf(entries []Dated, first *calendar.Day) History {
	h := History{days: entries, first: first}
	if first == nil {
		h.findFirst()
	}
	return h
}

// First is the day of the first entry with a state.
func (h History) First() (calendar.Day, bool) {
	if h.first == nil {
		return 0, false
	}
	return *h.first, true
}

// On is the entry of day d, the zero Entry where nothing is written.
func (h History) On(d calendar.Day) Entry {
	if i, ok := h.find(d); ok {
		return h.days[i].Entry
	}
	return Entry{}
}

// All are the entries held, oldest first. They must not be changed.
func (h History) All() []Dated { return h.days }

// Between are the entries held from day from to day to, both included. They must
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
	switch {
	case e.State != Unknown && (h.first == nil || d < *h.first):
		h.first = &d
	case e.State == Unknown && h.first != nil && d == *h.first:
		h.findFirst()
	}
}

// Write writes entries, which are in the order of their days, in one pass.
func (h *History) Write(entries []Dated) {
	if len(entries) == 0 {
		return
	}
	all := make([]Dated, 0, len(h.days)+len(entries))
	had := h.days
	for _, e := range entries {
		for len(had) > 0 && had[0].Day < e.Day {
			all, had = append(all, had[0]), had[1:]
		}
		if len(had) > 0 && had[0].Day == e.Day {
			had = had[1:]
		}
		if !e.IsZero() {
			all = append(all, e)
		}
	}
	h.days = append(all, had...)
	first := h.first
	h.findFirst()
	if first != nil && *first < entries[0].Day {
		h.first = first // it may lie before all that are held
	}
}

func (h *History) findFirst() {
	h.first = nil
	for _, e := range h.days {
		if e.State != Unknown {
			h.first = &e.Day
			return
		}
	}
}

func (h History) find(d calendar.Day) (int, bool) {
	return slices.BinarySearchFunc(h.days, d, func(e Dated, d calendar.Day) int { return cmp.Compare(e.Day, d) })
}
