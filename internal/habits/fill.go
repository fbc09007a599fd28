package habits

// interval is a stretch of days that a rolling check asks nothing more of,
// because it holds as many yes-days as the goal wants.
type interval struct {
	begin, end Day // both included
	newest     Day // the newest yes-day that makes it
}

// intervals are the stretches that fill the days of a habit of times in days,
// times < days, newest first, from its yes-days, newest first.
//
// Every run of that many neighbouring yes-days which lie close enough together
// makes one, beginning on the oldest of them. From the second-newest on, one
// that would overlap its newer neighbour moves into the past as far as its own
// newest yes-day lets it. These are the semantics of Loop Habit Tracker.
func intervals(yes []Day, times, days int) []interval {
	var made []interval
	for i := 0; i+times <= len(yes); i++ {
		newest, oldest := yes[i], yes[i+times-1]
		size := Day(windowAt(oldest, days))
		if newest-oldest >= size {
			continue
		}
		cur := interval{oldest, oldest + size - 1, newest}
		if n := len(made); n > 0 && cur.end >= made[n-1].begin {
			shift := min(cur.end-made[n-1].begin+1, cur.end-cur.newest)
			cur.begin -= shift
			cur.end -= shift
		}
		made = append(made, cur)
	}
	return made
}

// windowAt is the size in days of an interval that begins on day d: a month is
// as long as d's month, or as the next one where d is the last of its month.
func windowAt(d Day, days int) int {
	if days != 30 && days != 31 {
		return days
	}
	if (d + 1).monthLength() != d.monthLength() { // the last day, before a month of another length
		return (d + 1).monthLength()
	}
	return d.monthLength()
}
