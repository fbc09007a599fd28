package habits

import (
	"selfcare/internal/calendar"
)

// An interval is a stretch of days that a rolling check asks nothing more of,
// because it holds as many yes-days as the goal wants.
type interval struct {
	begin, end calendar.Day // both included
	newest     calendar.Day // the newest yes-day that makes it
}

// intervals returns the stretches that fill the days of a habit of times in days,
// times < days, newest first, from its yes-days, newest first.
//
// Every run of that many neighbouring yes-days which lie close enough together
// makes one, beginning on the oldest of them. From the second-newest on, one
// that would overlap its newer neighbour moves into the past as far as its own
// newest yes-day lets it. These are the semantics of Loop Habit Tracker.
func intervals(yes []calendar.Day, times, days int) []interval {
	if len(yes) < times {
		return nil
	}
	made := make([]interval, 0, len(yes)-times+1)
	for i := 0; i+times <= len(yes); i++ {
		newest, oldest := yes[i], yes[i+times-1]
		size := calendar.Day(windowAt(oldest, days))
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

// windowAt returns the size in days of an interval that begins on day d: a month is
// as long as d's month, or as the next one where d is the last of its month.
func windowAt(d calendar.Day, days int) int {
	if days != 30 && days != 31 {
		return days
	}
	if (d + 1).MonthLength() != d.MonthLength() { // the last day, before a month of another length
		return (d + 1).MonthLength()
	}
	return d.MonthLength()
}

// A fill is the days that one rolling check has filled.
type fill struct {
	schedule Schedule
	from     calendar.Day
	days     []bool // days[i] is from + i
}

// newFill lays the intervals over the days up to until.
func newFill(s Schedule, in []interval, until calendar.Day) fill {
	f := fill{schedule: s}
	if len(in) == 0 {
		return f
	}
	f.from = until
	for _, i := range in {
		f.from = min(f.from, i.begin)
	}
	// How many more intervals begin than end on a day says how many hold it.
	steps := make([]int32, until-f.from+2)
	for _, i := range in {
		steps[i.begin-f.from]++
		steps[min(i.end, until)+1-f.from]--
	}
	f.days = make([]bool, until-f.from+1)
	held := int32(0)
	for i := range f.days {
		held += steps[i]
		f.days[i] = held > 0
	}
	return f
}

// has reports whether day d is filled.
func (f *fill) has(d calendar.Day) bool {
	i := d - f.from
	return i >= 0 && int(i) < len(f.days) && f.days[i]
}

// fillOf returns what a schedule has filled, or nil.
func fillOf(fills []fill, s Schedule) *fill {
	for i := range fills {
		if fills[i].schedule == s {
			return &fills[i]
		}
	}
	return nil
}
