package boundary

import (
	"time"

	"selfcare/internal/calendar"
)

// Stats are what a boundary has come to: how long it has been kept, and what was
// ridden out. It follows from since, the slips and the time; nothing ever resets
// what was kept.
type Stats struct {
	Runs      []Run // Runs are oldest first; the last is the current one.
	Current   int   // Current is the days of the current run.
	Longest   int
	Kept      int // Kept is the days of all runs.
	Slips     int
	Urges     int // Urges are all that were written down.
	RiddenOut int
	Contacts  int
	Next      int // Next is the next milestone in days, 0 for what has ended.
}

// A Run is the time between two slips. Its days are the anniversaries of its start
// that have passed.
type Run struct {
	From, To time.Time
	Days     int
}

// milestones are the days at which a run is worth a word, before the years.
var milestones = []int{1, 3, 7, 14, 30, 60, 90, 180, 365}

const yearDays = 365

// Stats returns what the boundary has come to at a time, whose zone is the person's own.
func (b Boundary) Stats(now time.Time) Stats {
	end := now
	if b.Ended != nil {
		end = b.Ended.At
	}
	end = end.In(now.Location())
	var k Stats
	from := b.Since
	for _, e := range b.Events {
		k.count(e)
		// A slip before since, which was moved after it, ends nothing; nor does one after the
		// end, which a clock that was set back may leave there.
		isWithin := !e.At.Before(from) && (b.Ended == nil || !e.At.After(end))
		if e.Kind == Slip && isWithin {
			k.add(from, e.At.In(now.Location()))
			from = e.At
		}
	}
	k.add(from, end)
	k.Current = k.Runs[len(k.Runs)-1].Days
	if b.Ended == nil {
		k.Next = nextMilestone(k.Current)
	}
	return k
}

// count counts an event by its kind.
func (k *Stats) count(e Event) {
	switch e.Kind {
	case Urge:
		k.Urges++
		if e.RiddenOut() {
			k.RiddenOut++
		}
	case Contact:
		k.Contacts++
	case Slip:
		k.Slips++
	}
}

// add adds a run.
func (k *Stats) add(from, to time.Time) {
	r := Run{from.In(to.Location()), to, anniversaries(from, to)}
	k.Runs = append(k.Runs, r)
	k.Longest = max(k.Longest, r.Days)
	k.Kept += r.Days
}

// nextMilestone returns the first milestone after days.
func nextMilestone(days int) int {
	for _, m := range milestones {
		if m > days {
			return m
		}
	}
	return (days/yearDays + 1) * yearDays
}

// anniversaries returns the greatest n for which from plus n calendar days, on the clock of
// to's zone, is not after to; 0 where to is before from, as when a clock was set back.
func anniversaries(from, to time.Time) int {
	from = from.In(to.Location())
	n := int(calendar.DateOf(to.Date())-calendar.DateOf(from.Date())) + 1 // one more: clocks were turned back over midnight, too
	for n > 0 && anniversary(from, n).After(to) {
		n--
	}
	return max(0, n)
}

// anniversary returns the instant n days after from on the wall clock of from's zone.
func anniversary(from time.Time, n int) time.Time {
	return (calendar.DateOf(from.Date()) + calendar.Day(n)).At(calendar.SinceMidnight(from), from.Location())
}

// Hours returns the whole hours since the last of the run's days had passed, 0 to 23: a day of 25
// hours is still one day.
func (r Run) Hours() int {
	rest := r.To.Sub(anniversary(r.From, r.Days))
	return max(0, min(23, int(rest/time.Hour)))
}

// Reached reports whether the current run came to a milestone within the last day.
func (k Stats) Reached() bool {
	r := k.Runs[len(k.Runs)-1]
	return r.Days > 0 && k.Next > 0 && nextMilestone(r.Days-1) == r.Days
}

// Share returns how much of the way to the next milestone has been kept, from 0 to 1.
func (k Stats) Share() float64 {
	if k.Next == 0 {
		return 1
	}
	r := k.Runs[len(k.Runs)-1]
	days := float64(k.Current)
	if k.Current == 0 {
		days = max(0, r.To.Sub(r.From).Hours()/24)
	}
	return min(1, days/float64(k.Next))
}

// EndingAt returns the run that ends with a slip at t, or the current one where none does.
func (k Stats) EndingAt(t time.Time) Run {
	for _, r := range k.Runs {
		if r.To.Equal(t) {
			return r
		}
	}
	return k.Runs[len(k.Runs)-1]
}
