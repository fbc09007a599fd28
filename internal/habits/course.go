package habits

import (
	"iter"

	"selfcare/internal/calendar"
)

// Evaluation is one habit's goals laid over its history, seen from a day: today, or
// an earlier day for which nothing later is known.
type Evaluation struct {
	habit   Habit
	history History
	until   calendar.Day
	fills   []fill
}

// Status is what one day of a course shows.
type Status struct {
	Day   calendar.Day
	Goal  Goal  // Goal is the one in force.
	Entry Entry // Entry is what was written.
	State State // State is what the day shows; never Measured.
	Due   bool  // Due says that the day asks for the habit.
	Kept  bool  // Kept says that the day counts for a run.
	Sum   Amount
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

// fillsOf returns what the habit's rolling checks fill. With too, today counts as a
// yes-day.
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

// Habit returns the habit whose course it is.
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
		c.walk(from, to, func(g *glance) bool { return yield(g.standing()) })
	}
}

// glance is a [Status] in the making: what is looked at on each of many days is
// pointed at instead of copied.
type glance struct {
	day   calendar.Day
	goal  *Goal
	entry *Entry // never nil
	sum   Amount
	yes   int
	state State
	due   bool
	kept  bool
}

// standing returns the glance for others to keep.
func (g *glance) standing() Status {
	s := Status{Day: g.day, Goal: *g.goal, Entry: *g.entry, State: g.state, Due: g.due, Kept: g.kept}
	if g.goal.Measure == Check {
		s.Count = g.yes
	} else {
		s.Sum = g.sum
	}
	return s
}

// walk looks at the days from day from to day to, oldest first, until look has seen
// enough.
func (c *Evaluation) walk(from, to calendar.Day, look func(*glance) bool) {
	var nothing Entry
	var t tally
	g := glance{}
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
		g.kept = g.due && c.counts(&g)
		if !look(&g) {
			return
		}
	}
}

// Missing returns how much of an at-least goal is still to do; 0 when it is met, and
// for every other measure.
func (s Status) Missing() Amount {
	if s.Goal.Measure != AtLeast {
		return 0
	}
	return max(0, s.Goal.Target-s.Sum)
}

func (c *Evaluation) stateOf(g *glance) State {
	written := g.entry.State
	if written == Skip {
		return Skip
	}
	switch g.goal.Measure {
	case AtLeast:
		return c.atLeastState(g)
	case AtMost:
		switch {
		case written == Unknown:
			return Unknown
		case g.sum > g.goal.Target:
			return No
		}
		return Yes
	}
	switch {
	case g.entry.done():
		return Yes
	case c.filled(g):
		return Filled
	case written == Unknown:
		return Unknown
	}
	return No
}

func (c *Evaluation) atLeastState(g *glance) State {
	written := g.entry.State
	switch met := g.sum >= g.goal.Target; {
	case met && written != Unknown:
		return Yes
	case met && c.seen(g.day):
		return Filled
	case written == Measured && g.entry.Amount > 0:
		return Partial
	case written == No || written == Measured:
		return No
	}
	return Unknown // nothing written, or a yes from the days when it was a check
}

// counts reports whether a due day's goal is met on it, or met around it.
func (c *Evaluation) counts(g *glance) bool {
	met := g.state == Yes || g.state == Filled
	if g.goal.Measure == AtLeast {
		met = g.sum >= g.goal.Target
	}
	return met && c.seen(g.day)
}

// seen reports whether day d lies between the first entry and the day that the
// course is seen from.
func (c *Evaluation) seen(d calendar.Day) bool {
	first, ok := c.history.First()
	return ok && first <= d && d <= c.until
}

func (c *Evaluation) filled(g *glance) bool {
	f := fillOf(c.fills, g.goal.Schedule)
	return f != nil && f.has(g.day) && c.seen(g.day)
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
