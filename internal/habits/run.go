package habits

import (
	"slices"

	"selfcare/internal/calendar"
)

// A Run is the counted days between two breaks, from the first of them to the last.
type Run struct {
	From, To calendar.Day
	Days     int // Days is how many of them count.
}

// Runs are what the counted days of an evaluation come to.
type Runs struct {
	All     []Run // All are the runs, newest first.
	Current int   // Current is how many days count since the last break.
	Longest int   // Longest is the greatest length of a run.
	Total   int   // Total is all counted days, which nothing ever resets.
}

// Runs returns the runs of all days from the first entry to the evaluation's last day, or to
// the day of archiving. It needs the whole history.
func (c Evaluation) Runs() Runs {
	var r Runs
	first, ok := c.history.First()
	if !ok {
		return r
	}
	if a := c.habit.Archived; a != nil && *a < c.until {
		c = Evaluate(c.habit, c.history, *a)
	}
	var wouldFill []fill // by a yes today, where today has no entry
	if c.history.On(c.until).State == Unknown {
		wouldFill = c.fillsOf(true)
	}
	var run Run
	c.eachDay(first, c.until, func(g *dayStatus) bool {
		switch {
		case g.kept:
			if run.Days == 0 {
				run.From = g.day
			}
			run.To = g.day
			run.Days++
		case c.breaks(g, wouldFill):
			r.add(run)
			run = Run{}
		}
		return true
	})
	r.Current = run.Days
	r.add(run)
	slices.Reverse(r.All)
	return r
}

// add adds a run, unless it has no days.
func (r *Runs) add(run Run) {
	if run.Days == 0 {
		return
	}
	r.All = append(r.All, run)
	r.Longest = max(r.Longest, run.Days)
	r.Total += run.Days
}

// breaks reports whether a day that does not count ends a run, or is passed over.
func (c *Evaluation) breaks(g *dayStatus, wouldFill []fill) bool {
	written := g.entry.State
	switch {
	case !g.due: // a rest, or a day that asks for nothing
		return false
	case g.goal.Measure == AtMost && written == Unknown:
		return false
	case g.day == c.until && (written == Unknown || g.goal.Measure == AtLeast):
		return false
	case written == Unknown && g.goal.Measure == Check:
		f := fillOf(wouldFill, g.goal.Schedule)
		return f == nil || !f.has(g.day)
	}
	return true
}
