package phrase

import (
	"strconv"
	"strings"

	"selfcare/internal/habits"
)

// Goal returns a goal as a person says it: every day, 3 of 7 days, 10 min a day,
// 120 min in 7 d, at most 2 cups a day, Mon Wed Fri, tracked only.
func Goal(g habits.Goal) string {
	often := ""
	switch s := g.Schedule; {
	case s.Weekdays != 0:
		often = strings.Join(s.Weekdays.Names(), " ")
	case s.Tracks():
		often = "tracked only"
	case g.Measure == habits.Check && s == habits.Daily:
		often = "every day"
	case g.Measure == habits.Check:
		often = strconv.Itoa(s.Times) + " of " + strconv.Itoa(s.Days) + " days"
	case s == habits.Daily:
		often = "a day"
	default:
		often = "in " + strconv.Itoa(s.Days) + " d"
	}
	if g.Measure == habits.Check {
		return often
	}
	amount := g.Target.Text(g.Unit)
	if g.Measure == habits.AtMost {
		amount = "at most " + amount
	}
	if g.Schedule.Weekdays != 0 || g.Schedule.Tracks() {
		return amount + ", " + often
	}
	return amount + " " + often
}
