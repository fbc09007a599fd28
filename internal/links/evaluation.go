package links

import (
	"slices"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
)

// MoodsOf returns the mean moods of the days that have any, of moods in the order of their
// times.
func MoodsOf(all journal.Moods) Moods {
	sums, counts := map[calendar.Day]int{}, map[calendar.Day]int{}
	var m Moods
	for _, mood := range all {
		if counts[mood.Day] == 0 {
			m.Days = append(m.Days, mood.Day)
		}
		sums[mood.Day] += mood.Rating
		counts[mood.Day]++
	}
	slices.Sort(m.Days) // a journey may have put a later time on an earlier day
	for _, d := range m.Days {
		m.Means = append(m.Means, float64(sums[d])/float64(counts[d]))
	}
	return m
}

// Of returns what an evaluation shows on the days of a Moods: with the habit, without it, or
// unknown. A check is with it on a yes-day; an at-least goal of one day when the day
// reached it, one of a longer window when the day has any amount; an at-most goal when
// the day was written and kept. Days before the first entry are unknown, and so is
// today while nothing is written: it is not over.
func Of(c habits.Evaluation, m Moods, today calendar.Day) Habit {
	h := Habit{ID: c.Habit().ID, Did: make([]Did, len(m.Days))}
	first, ok := c.History().First()
	if !ok || len(m.Days) == 0 {
		return h
	}
	last := min(today, m.Days[len(m.Days)-1])
	if archived := c.Habit().Archived; archived != nil {
		last = min(last, *archived)
	}
	for s := range c.Days(max(first, m.Days[0]), last) {
		i, isRated := slices.BinarySearch(m.Days, s.Day)
		if isRated && (s.Day != today || s.Entry.State != habits.Unknown) {
			h.Did[i] = didOn(s)
		}
	}
	return h
}

// didOn returns what a day that is over, or written, shows.
func didOn(s habits.Status) Did {
	with := s.State == habits.Yes
	switch g := s.Goal; {
	case g.Measure == habits.AtLeast && g.Window() > 1:
		with = s.Entry.State == habits.Measured && s.Entry.Amount > 0
	case g.Measure == habits.AtLeast:
		with = s.Entry.State == habits.Measured && s.Entry.Amount > 0 && s.Entry.Amount >= g.Target
	case g.Measure == habits.AtMost && s.Entry.State != habits.Measured:
		return Unknown
	}
	if with {
		return With
	}
	return Without
}
