package habits

import (
	"iter"
	"math"

	"selfcare/internal/calendar"
)

// Strength is how settled the habit is on the course's last day, 0 to 1. Known is
// false for a habit that is tracked only.
func (c Evaluation) Strength() (strength float64, known bool) {
	g := c.habit.GoalOn(c.until)
	if g.Schedule.Tracks() {
		return 0, false
	}
	strength = g.startStrength() // a habit without an entry keeps it
	for _, s := range c.Strengths() {
		strength = s
	}
	return strength, true
}

// Strengths is the strength, 0 to 1, of every day from the first entry to the
// course's last day, oldest first. It needs the whole history, takes one pass over
// it, and allocates nothing per day.
//
// Each day is a step from what the strength was towards what the day's window
// earns: s = m·s + (1 − m)·c with m = 0.5^(√f / 13), f being how often a day the
// goal asks. A rest takes no step. Source: the score of Loop Habit Tracker.
func (c Evaluation) Strengths() iter.Seq2[calendar.Day, float64] {
	return func(yield func(calendar.Day, float64) bool) {
		first, ok := c.history.First()
		if !ok {
			return
		}
		s := c.habit.GoalOn(first).startStrength()
		var t tally
		var keeps float64
		for d := first; d <= c.until; d++ {
			if d == first || c.habit.goalBegins(d) {
				g := c.habit.GoalOn(d)
				keeps = g.keeps()
				t = newTally(c.history, &g, g.strengthWindow(), d)
			} else {
				t.slide(d)
			}
			if credit, ok := t.credit(); ok {
				s = keeps*s + (1-keeps)*credit
			}
			if !yield(d, s) {
				return
			}
		}
	}
}

// startStrength is what strength begins with: nothing is proven of a habit, and
// nothing is held against one that is about leaving off.
func (g Goal) startStrength() float64 {
	if g.Measure == AtMost {
		return 1
	}
	return 0
}

// keeps is how much of a strength a day keeps.
func (g Goal) keeps() float64 { return math.Pow(0.5, math.Sqrt(g.perDay())/13) }

// perDay is how many times a day the goal asks: n/d, or k/7 for k weekdays.
func (g Goal) perDay() float64 {
	switch s := g.Schedule; {
	case s.Weekdays != 0:
		return float64(s.Weekdays.Len()) / 7
	case s.Tracks():
		return 0
	default:
		return float64(s.Times) / float64(s.Days)
	}
}

// strengthWindow is how many days earn a step: a check that is asked for less than
// daily is looked at over twice its time.
func (g Goal) strengthWindow() int {
	switch {
	case g.Schedule.Weekdays != 0:
		return 7
	case g.Measure == Check && g.Schedule.Times < g.Schedule.Days:
		return 2 * g.Window()
	}
	return g.Window()
}

// credit is what the tally's last day earns, 0 to 1; none on a rest, and none where
// nothing is asked for.
func (t *tally) credit() (c float64, ok bool) {
	g := t.goal
	last := t.last()
	switch {
	case last != nil && last.State == Skip, g.Schedule.Tracks():
		return 0, false
	case g.Schedule.Weekdays != 0:
		return t.weekdayCredit()
	case g.Measure == AtLeast && g.Target == 0:
		return 1, true
	case g.Measure == AtLeast:
		return min(1, float64(t.sum)/float64(g.Target)), true
	case g.Measure == AtMost && g.Target == 0:
		if t.sum > 0 {
			return 0, true
		}
		return 1, true
	case g.Measure == AtMost:
		return max(0, min(1, 1-float64(t.sum-g.Target)/float64(g.Target))), true
	}
	want := g.Schedule.Times
	if g.Schedule.Times < g.Schedule.Days {
		want *= 2
	}
	return min(1, float64(t.yes)/float64(want)), true
}

// weekdayCredit is the share of the due days that were yes-days, of those that were
// no rests. A due day on which nothing was written did not go over an at most.
func (t *tally) weekdayCredit() (c float64, ok bool) {
	due := t.goal.Schedule.Weekdays.Len() - t.rests
	if due == 0 {
		return 0, false
	}
	if t.goal.Measure == AtMost || t.goal.Measure == AtLeast && t.goal.Target == 0 {
		return float64(due-t.over) / float64(due), true
	}
	return float64(t.met) / float64(due), true
}
