package phrase

import (
	"fmt"
	"strconv"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
)

// Run returns the current run in words: since 23:31; 3 hours; 23 days, 2 hours. Under an
// hour it names the time; it never says nought.
func Run(k boundary.Stats, p calendar.Preferences) string {
	r := k.Runs[len(k.Runs)-1]
	hours := r.Hours()
	switch {
	case r.Days == 0 && hours < 1:
		return "since " + p.Moment(r.From, r.To)
	case r.Days == 0:
		return plural(hours, "hour")
	case hours == 0:
		return plural(r.Days, "day")
	}
	return plural(r.Days, "day") + ", " + plural(hours, "hour")
}

// ShortRun returns the current run in a few cells: 23 days; 3 hours; since 23:31.
func ShortRun(k boundary.Stats, p calendar.Preferences) string {
	if k.Current > 0 {
		return plural(k.Current, "day")
	}
	return Run(k, p)
}

// NextMilestone returns the next milestone in words: 30, or 1 day where a number alone would say
// nothing; empty for what has ended.
func NextMilestone(k boundary.Stats) string {
	switch {
	case k.Next == 0:
		return ""
	case k.Current == 0:
		return plural(k.Next, "day")
	}
	return strconv.Itoa(k.Next)
}

// Runs returns what there is to say of all runs: longest 23 d, 23 d kept in all, 9 urges
// ridden out. What there is none of is left out.
func Runs(k boundary.Stats) string {
	text := ""
	if k.Kept > 0 {
		text = fmt.Sprintf("longest %d d, %d d kept in all", k.Longest, k.Kept)
	}
	if k.RiddenOut > 0 {
		if text != "" {
			text += ", "
		}
		text += plural(k.RiddenOut, "urge") + " ridden out"
	}
	return text
}
