package diary

import (
	"maps"
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/transfer/bundle"
)

// contents is what a diary is made of.
type contents struct {
	list        habits.List
	evaluations []habits.Evaluation
	boundaries  boundary.List
	days        []diaryDay // in their order; each has something
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

// gather reads what a store holds, and sorts it by days.
func (d Options) gather(s bundle.Store) (*contents, error) {
	all := &contents{}
	days := byDay{}
	if err := all.gatherHabits(s, d.Today, days); err != nil {
		return nil, err
	}
	moods, err := s.Moods()
	if err != nil {
		return nil, err
	}
	for _, m := range moods {
		day := days.on(m.Day)
		day.moods = append(day.moods, m)
	}
	if all.boundaries, err = s.Boundaries(); err != nil {
		return nil, err
	}
	for _, b := range all.boundaries {
		for _, e := range b.Events {
			day := days.on(e.Day)
			day.events = append(day.events, e)
		}
	}
	reflections, err := s.Reflections()
	if err != nil {
		return nil, err
	}
	for _, r := range reflections {
		day := days.on(r.Day)
		day.reflections = append(day.reflections, r)
	}
	for _, d := range slices.Sorted(maps.Keys(days)) {
		all.days = append(all.days, *days[d])
	}
	return all, nil
}

// gatherHabits reads the habits and their entries.
func (all *contents) gatherHabits(s bundle.Store, today calendar.Day, days byDay) (err error) {
	if all.list, err = s.Habits(); err != nil {
		return err
	}
	for i, h := range all.list {
		history, err := s.History(h.ID, calendar.FirstDay)
		if err != nil {
			return err
		}
		all.evaluations = append(all.evaluations, habits.Evaluate(h, history, today))
		for _, e := range history.All() {
			day := days.on(e.Day)
			day.entries = append(day.entries, diaryEntry{i, e.Entry})
		}
	}
	return nil
}

// byDay are the days of a diary.
type byDay map[calendar.Day]*diaryDay

// on returns a day, which is made where it is the first time.
func (days byDay) on(d calendar.Day) *diaryDay {
	if days[d] == nil {
		days[d] = &diaryDay{day: d}
	}
	return days[d]
}
