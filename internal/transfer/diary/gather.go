package diary

import (
	"cmp"
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/transfer/bundle"
)

// gathered is what a diary is made of.
type gathered struct {
	list       habits.List
	courses    []habits.Evaluation
	boundaries boundary.List
	days       []diaryDay // in their order; each has something
}

// diaryDay is what was written on a day.
type diaryDay struct {
	day         calendar.Day
	entries     []diaryEntry // in the order of the list
	moods       []journal.Mood
	events      []boundary.Event
	reflections []journal.Reflection
}

// diaryEntry is an entry of the nth habit.
type diaryEntry struct {
	habit int
	habits.Entry
}

func (d Options) gather(s bundle.Store) (*gathered, error) {
	all := &gathered{}
	var err error
	if all.list, err = s.Habits(); err != nil {
		return nil, err
	}
	at := map[calendar.Day]int{}
	on := func(day calendar.Day) *diaryDay {
		i, ok := at[day]
		if !ok {
			i = len(all.days)
			at[day] = i
			all.days = append(all.days, diaryDay{day: day})
		}
		return &all.days[i]
	}
	for i, h := range all.list {
		history, err := s.History(h.ID, calendar.FirstDay)
		if err != nil {
			return nil, err
		}
		all.courses = append(all.courses, habits.Evaluate(h, history, d.Today))
		for _, e := range history.All() {
			day := on(e.Day)
			day.entries = append(day.entries, diaryEntry{i, e.Entry})
		}
	}
	moods, err := s.Moods()
	if err != nil {
		return nil, err
	}
	for _, m := range moods {
		day := on(m.Day)
		day.moods = append(day.moods, m)
	}
	if all.boundaries, err = s.Boundaries(); err != nil {
		return nil, err
	}
	for _, b := range all.boundaries {
		for _, e := range b.Events {
			day := on(e.Day)
			day.events = append(day.events, e)
		}
	}
	reflections, err := s.Reflections()
	if err != nil {
		return nil, err
	}
	for _, r := range reflections {
		day := on(r.Day)
		day.reflections = append(day.reflections, r)
	}
	slices.SortFunc(all.days, func(a, b diaryDay) int { return cmp.Compare(a.day, b.day) })
	return all, nil
}
