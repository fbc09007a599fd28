package habits

import (
	"iter"

	"selfcare/internal/calendar"
	"selfcare/internal/quantity"
)

// An Evaluation is one habit's goals laid over its history, seen from a day: today, or
// an earlier day for which nothing later is known.
type Evaluation struct {
	habit   Habit
	history History
	until   calendar.Day
	fills   []fill
}

// A Status is what one day of an evaluation shows.
type Status struct {
	Day   calendar.Day
	Goal  Goal  // Goal is the one in force.
	Entry Entry // Entry is what was written.
	State State // State is what the day shows; never Measured.
	Due   bool  // Due says that the day asks for the habit.
	Kept  bool  // Kept says that the day counts for a run.
	Sum   quantity.Amount
	Count int // Sum is of the amounts, Count of the yes-days in the goal's window.
}

// Evaluate judges history by the goals of habit, as of day until. History has
// to reach back [Habit.Reach] days before the first day that is asked for, and
// to hold what was written since.
func Evaluate(habit Habit, history History, until calendar.Day) Evaluation {
	c := Evaluation{habit: habit, history: history, until: until}
	c.fills = c.fillsOf(false)
	return c
}

// fillsOf returns what the habit's rolling checks fill. With todayToo, the last day counts as
// a yes-day.
func (c Evaluation) fillsOf(todayToo bool) []fill {
	var fills []fill
	var yes []calendar.Day
	for i, g := range c.habit.Goals {
		if g.Measure != Check || !g.Schedule.Rolls() || fillOf(fills, g.Schedule) != nil {
			continue
		}
		if fills == nil {
			fills = make([]fill, 0, len(c.habit.Goals)-i)
			yes = c.yesDays(todayToo)
		}
		fills = append(fills, newFill(g.Schedule, intervals(yes, g.Schedule.Times, g.Schedule.Days), c.until))
	}
	return fills
}

// Habit returns the habit that is judged.
func (c Evaluation) Habit() Habit { return c.habit }

// History returns the history that is judged.
func (c Evaluation) History() History { return c.history }

// On returns what day d shows.
func (c Evaluation) On(d calendar.Day) Status {
	for s := range c.Days(d, d) {
		return s
	}
	return Status{}
}

// Days returns what the days from day from to day to show, both included, oldest first.
// It takes one pass over the history and allocates nothing per day.
func (c Evaluation) Days(from, to calendar.Day) iter.Seq[Status] {
	return func(yield func(Status) bool) {
		c.eachDay(from, to, func(g *dayStatus) bool { return yield(g.status()) })
	}
}

// A dayStatus is a [Status] in the making: what is looked at on each of many days is
// pointed at instead of copied.
type dayStatus struct {
	day   calendar.Day
	goal  *Goal
	entry *Entry // never nil
	sum   quantity.Amount
	yes   int
	state State
	due   bool
	kept  bool
}

// status returns a copy of it as a Status.
func (g *dayStatus) status() Status {
	s := Status{Day: g.day, Goal: *g.goal, Entry: *g.entry, State: g.state, Due: g.due, Kept: g.kept}
	if g.goal.Measure == Check {
		s.Count = g.yes
	} else {
		s.Sum = g.sum
	}
	return s
}

// eachDay calls look with each of the days from day from to day to, oldest first, until that
// returns false.
func (c *Evaluation) eachDay(from, to calendar.Day, look func(*dayStatus) bool) {
	var nothing Entry
	var t tally
	g := dayStatus{}
	for d := from; d <= to; d++ {
		if d == from || c.habit.goalBegins(d) {
			goal := c.habit.GoalOn(d)
			g.goal = &goal
			t = newTally(c.history, &goal, goal.Window(), d)
		} else {
			t.slide(d)
		}
		g.day, g.sum, g.yes, g.entry = d, t.sum, t.yes, &nothing
		if e := t.last(); e != nil {
			g.entry = &e.Entry
		}
		g.state = c.stateOf(&g)
		g.due = g.state != Skip && g.goal.Schedule.Asks(d)
		g.kept = g.due && c.isKept(&g)
		if !look(&g) {
			return
		}
	}
}

// Missing returns how much of an at-least goal is still to do; 0 when it is met, and
// for every other measure.
func (s Status) Missing() quantity.Amount {
	if s.Goal.Measure != AtLeast {
		return 0
	}
	return max(0, s.Goal.Target-s.Sum)
}

// stateOf returns what a day shows.
func (c *Evaluation) stateOf(g *dayStatus) State {
	if g.entry.State == Skip {
		return Skip
	}
	switch g.goal.Measure {
	case AtLeast:
		return c.atLeastState(g)
	case AtMost:
		return atMostState(g)
	}
	return c.checkState(g)
}

// checkState returns what a day shows under a check.
func (c *Evaluation) checkState(g *dayStatus) State {
	switch {
	case g.entry.done():
		return Yes
	case c.isFilled(g):
		return Filled
	case g.entry.State == Unknown:
		return Unknown
	}
	return No
}

// atMostState returns what a day shows under a goal that is not to be passed.
func atMostState(g *dayStatus) State {
	switch {
	case g.entry.State == Unknown:
		return Unknown
	case g.sum > g.goal.Target:
		return No
	}
	return Yes
}

// atLeastState returns what a day shows under a goal that is to be reached.
func (c *Evaluation) atLeastState(g *dayStatus) State {
	written := g.entry.State
	switch met := g.sum >= g.goal.Target; {
	case met && written != Unknown:
		return Yes
	case met && c.covers(g.day):
		return Filled
	case written == Measured && g.entry.Amount > 0:
		return Partial
	case written == No || written == Measured:
		return No
	}
	return Unknown // nothing written, or a yes from the days when it was a check
}

// isKept reports whether a due day's goal is met on it, or met around it.
func (c *Evaluation) isKept(g *dayStatus) bool {
	met := g.state == Yes || g.state == Filled
	if g.goal.Measure == AtLeast {
		met = g.sum >= g.goal.Target
	}
	return met && c.covers(g.day)
}

// covers reports whether day d lies between the first entry and the last day of the evaluation.
func (c *Evaluation) covers(d calendar.Day) bool {
	first, ok := c.history.First()
	return ok && first <= d && d <= c.until
}

// isFilled reports whether a rolling check asks nothing more of a day.
func (c *Evaluation) isFilled(g *dayStatus) bool {
	f := fillOf(c.fills, g.goal.Schedule)
	return f != nil && f.has(g.day) && c.covers(g.day)
}

// yesDays returns the yes-days up to until, newest first; with todayToo until is one
// whatever is written on it.
func (c Evaluation) yesDays(todayToo bool) []calendar.Day {
	all := c.history.All()
	yes := make([]calendar.Day, 0, len(all)+1)
	if todayToo {
		yes = append(yes, c.until)
	}
	for i := len(all) - 1; i >= 0; i-- {
		if d := all[i].Day; all[i].done() && (d < c.until || d == c.until && !todayToo) {
			yes = append(yes, d)
		}
	}
	return yes
}
