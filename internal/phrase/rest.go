package phrase

import (
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
)

// RestDays returns the days of edits that make rest days, or take them away: a rest day, Sun 20
// Dec; 8 rest days, Sun 20 Dec to Sun 27 Dec.
func RestDays(edits []habits.Edit, today calendar.Day) string {
	from, to := edits[0].Day, edits[0].Day
	days := map[calendar.Day]bool{}
	for _, e := range edits {
		from, to, days[e.Day] = min(from, e.Day), max(to, e.Day), true
	}
	return restDays(len(days), from, to, today)
}

// RestSpan returns the days from one to another as rest days.
func RestSpan(from, to, today calendar.Day) string { return restDays(int(to-from)+1, from, to, today) }

// restDays returns a number of rest days, with the first and the last.
func restDays(n int, from, to, today calendar.Day) string {
	if n == 1 {
		return "a rest day, " + from.Short(today)
	}
	return Count(n, "", "rest days") + ", " + from.Short(today) + " to " + to.Short(today)
}

// allOf reports whether all edits set a state.
func allOf(edits []habits.Edit, s habits.State) bool {
	for _, e := range edits {
		if e.Mark != habits.Set || e.State != s {
			return false
		}
	}
	return true
}
