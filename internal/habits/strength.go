package habits

import (
	"iter"
	"math"

	"selfcare/internal/calendar"
)

// Strength returns how settled the habit is on the last day of the evaluation, 0 to 1. Known is
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

// Strengths returns the strength, 0 to 1, of every day from the first entry to the
// last day of the evaluation, oldest first. It needs the whole history, takes one pass over
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
				keeps = g.retention()
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

// startStrength returns what strength begins with: nothing is proven of a habit, and
// nothing is held against one that is about leaving off.
func (g Goal) startStrength() float64 {
	if g.Measure == AtMost {
		return 1
	}
	return 0
}

// retention returns the share of a strength that is left a day later.
func (g Goal) retention() float64 { return math.Pow(0.5, math.Sqrt(g.perDay())/13) }

// perDay returns how many times a day the goal asks: n/d, or k/7 for k weekdays.
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

// strengthWindow returns how many days earn a step: a check that is asked for less than
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

// credit returns what the tally's last day earns, 0 to 1; none on a rest, and none where
// nothing is asked for.
func (t *tally) credit() (c float64, ok bool) {
	g := t.goal
	last := t.last()
	switch {
	case last != nil && last.State == Skip, g.Schedule.Tracks():
		return 0, false
	case g.Schedule.Weekdays != 0:
		return t.weekdayCredit()
	case g.Measure == Check:
		return t.checkCredit(), true
	}
	return t.amountCredit(), true
}

// amountCredit returns how near the window's sum is to an amount that is to be reached, or not
// to be passed.
func (t *tally) amountCredit() float64 {
	target := t.goal.Target
	switch isAtMost := t.goal.Measure == AtMost; {
	case target == 0 && isAtMost && t.sum > 0:
		return 0
	case target == 0:
		return 1
	case isAtMost:
		return max(0, min(1, 1-float64(t.sum-target)/float64(target)))
	}
	return min(1, float64(t.sum)/float64(target))
}

// checkCredit returns how much of what is wanted was done within the window, which is twice as
// long where that is less than daily.
func (t *tally) checkCredit() float64 {
	want := t.goal.Schedule.Times
	if t.goal.Schedule.Times < t.goal.Schedule.Days {
		want *= 2
	}
	return min(1, float64(t.yes)/float64(want))
}

// weekdayCredit returns the share of the due days that were yes-days, of those that were
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
