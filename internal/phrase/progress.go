package phrase

import (
	"strconv"
	"strings"

	"selfcare/internal/habits"
)

// Progress returns how far a day is, in words that need no goal beside them: 85
// of 120 min in 7 d; 2 of 3 in 7 d; 1 of at most 2 cups; Mon Wed Fri. Tight
// leaves out what can be guessed: 85/120 min, 2/3.
func Progress(s habits.Status, tight bool) string {
	g := s.Goal
	switch {
	case g.Measure.Counts() && g.Schedule.Tracks():
		if s.Entry.State != habits.Measured {
			return ""
		}
		return s.Entry.Amount.Text(g.Unit)
	case g.Measure.Counts():
		return amountProgress(s, tight)
	case g.Schedule.Rolls() && tight:
		return strconv.Itoa(s.Count) + "/" + strconv.Itoa(g.Schedule.Times)
	case g.Schedule.Rolls():
		return strconv.Itoa(s.Count) + " of " + strconv.Itoa(g.Schedule.Times) + " in " + strconv.Itoa(g.Schedule.Days) + " d"
	case g.Schedule.Weekdays != 0 && !tight:
		return strings.Join(g.Schedule.Weekdays.Names(), " ")
	}
	return ""
}

// amountProgress returns how far an amount is, with its unit.
func amountProgress(s habits.Status, tight bool) string {
	if tight {
		return s.Sum.Number(s.Goal.Unit) + "/" + s.Goal.Target.Text(s.Goal.Unit)
	}
	return shareText(s, s.Goal.Target.Text(s.Goal.Unit))
}

// Share returns how far an amount is, beside words that name its unit: 115 of 120 in 7
// d. It is empty for what counts no amounts or has no goal.
func Share(s habits.Status) string {
	if !s.Goal.Measure.Counts() || s.Goal.Schedule.Tracks() {
		return ""
	}
	return shareText(s, s.Goal.Target.Number(s.Goal.Unit))
}

// shareText returns how much of a target is reached.
func shareText(s habits.Status, target string) string {
	text := s.Sum.Number(s.Goal.Unit) + " of "
	if s.Goal.Measure == habits.AtMost {
		text += "at most "
	}
	text += target
	if s.Goal.Schedule.Days > 1 {
		text += " in " + strconv.Itoa(s.Goal.Schedule.Days) + " d"
	}
	return text
}
