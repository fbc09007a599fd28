package phrase

import (
	"strconv"
	"strings"

	"selfcare/internal/habits"
)

// Goal returns a goal as a person says it: every day, 3 of 7 days, 10 min a day,
// 120 min in 7 d, at most 2 cups a day, Mon Wed Fri, tracked only.
func Goal(g habits.Goal) string {
	if g.Measure == habits.Check {
		return often(g)
	}
	amount := g.Target.Text(g.Unit)
	if g.Measure == habits.AtMost {
		amount = "at most " + amount
	}
	if g.Schedule.Weekdays != 0 || g.Schedule.Tracks() {
		amount += ","
	}
	return amount + " " + often(g)
}

// often returns how often a goal is to be met.
func often(g habits.Goal) string {
	switch s := g.Schedule; {
	case s.Weekdays != 0:
		return strings.Join(s.Weekdays.Names(), " ")
	case s.Tracks():
		return "tracked only"
	case g.Measure == habits.Check && s == habits.Daily:
		return "every day"
	case g.Measure == habits.Check:
		return strconv.Itoa(s.Times) + " of " + strconv.Itoa(s.Days) + " days"
	case s == habits.Daily:
		return "a day"
	default:
		return "in " + strconv.Itoa(s.Days) + " d"
	}
}
