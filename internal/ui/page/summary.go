package page

import (
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/ui/component/chart"
)

// Summary is what a habit's whole history comes to on a day. It is made of the
// history in the background and never stored: reading all of it at the start would
// cost what the first frame need not, and a stored copy could be wrong.
type Summary struct {
	Strength float64
	Known    bool // false for what is tracked only
	MonthAgo float64
	Current  int // days of the run
	Longest  int
	Total    int
	First    calendar.Day
	Begun    bool
	Recent   []float64 // strength over the weeks of the pane, two values a week
}

// PaneWeeks is how many weeks the pane shows.
const PaneWeeks = 26

// Summarise makes the summary of one habit as of a day.
func Summarise(r record.Row, today calendar.Day, p calendar.Preferences) Summary {
	c := habits.Evaluate(r.Habit, r.History, today)
	var s Summary
	runs := c.Runs()
	s.Current, s.Longest, s.Total = runs.Current, runs.Longest, runs.Total
	s.First, s.Begun = r.History.First()
	s.Known = !r.Habit.GoalOn(today).Schedule.Tracks()
	if !s.Begun || s.First > today {
		s.Strength, s.Known = c.Strength()
		return s
	}
	weeks := chart.WeeksTo(today, PaneWeeks, p)
	s.Recent = weeks.Strengths(func(yield func(calendar.Day, float64) bool) {
		for d, strength := range c.Strengths() { // one pass serves all
			s.Strength = strength
			if d == today-30 {
				s.MonthAgo = strength
			}
			if !yield(d, strength) {
				return
			}
		}
	})
	return s
}

// StripDays is how many days the strip of a row shows.
const StripDays = 7
