package document

import (
	"slices"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
)

// Span is the days that a list is cut to, both included.
type Span struct{ From, To calendar.Day }

// Trends is one habit's days and runs.
type Trends struct {
	Habit Row        `json:"habit"`
	Days  []DayTrend `json:"days"`
	Runs  []Run      `json:"runs"`
}

// DayTrend is one day of a habit.
type DayTrend struct {
	Day      calendar.Day `json:"day"`
	State    string       `json:"state"`
	Amount   *float64     `json:"amount"`
	Strength *Share       `json:"strength"`
}

// Run is one run.
type Run struct {
	From calendar.Day `json:"from"`
	To   calendar.Day `json:"to"`
	Days int          `json:"days"`
}

// TrendsOf returns the course of a habit up to today, cut to the days that are wanted.
func TrendsOf(c habits.Evaluation, today calendar.Day, cut Span) Trends {
	t := Trends{Habit: RowOf(c, c.On(today)), Days: trendDays(c, today, cut), Runs: []Run{}}
	for _, run := range slices.Backward(c.Runs().All) {
		if run.To >= cut.From && run.From <= cut.To {
			t.Runs = append(t.Runs, Run{run.From, run.To, run.Days})
		}
	}
	return t
}

// trendDays returns the days of a habit.
func trendDays(c habits.Evaluation, today calendar.Day, cut Span) []DayTrend {
	days := []DayTrend{}
	first, ok := c.History().First()
	if !ok {
		return days
	}
	unit := c.Habit().GoalOn(today).Unit
	i := 0
	strengths := make([]float64, 0, max(0, int(today-first)+1))
	for _, s := range c.Strengths() {
		strengths = append(strengths, s)
	}
	for s := range c.Days(first, today) {
		strength := Share(strengths[i])
		i++
		if s.Day < cut.From || s.Day > cut.To {
			continue
		}
		d := DayTrend{Day: s.Day, State: s.State.String()}
		if s.Entry.State == habits.Measured {
			if s.Goal.Measure.Counts() && unit == "" {
				unit = s.Goal.Unit
			}
			n := s.Entry.Amount.In(unit)
			d.Amount = &n
		}
		if !s.Goal.Schedule.Tracks() {
			d.Strength = &strength
		}
		days = append(days, d)
	}
	return days
}
