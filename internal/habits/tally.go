package habits

import (
	"selfcare/internal/calendar"
	"selfcare/internal/quantity"
)

// A tally sums up the last days of a history under one goal. It moves on a day at a
// time: entries come in at one end and fall out at the other.
type tally struct {
	goal    *Goal
	size    calendar.Day // in days
	day     calendar.Day // the last of them
	days    []Dated
	in, out int // the entries within are days[out:in]

	sum quantity.Amount
	yes int // yes-days

	// With chosen weekdays, of the days that were due:
	met, over, rests int
}

// newTally returns the tally of the size days that end on day d.
func newTally(h History, g *Goal, size int, d calendar.Day) tally {
	t := tally{goal: g, size: calendar.Day(size), days: h.All()}
	t.in, _ = h.find(d - t.size + 1)
	t.out = t.in
	t.slide(d)
	return t
}

// slide moves on to end on day d.
func (t *tally) slide(d calendar.Day) {
	t.day = d
	for ; t.out < t.in && t.days[t.out].Day <= d-t.size; t.out++ {
		t.count(&t.days[t.out], -1)
	}
	for ; t.in < len(t.days) && t.days[t.in].Day <= d; t.in++ {
		t.count(&t.days[t.in], +1)
	}
}

// last returns the entry of the last day, or nil.
func (t *tally) last() *Dated {
	if t.in > t.out && t.days[t.in-1].Day == t.day {
		return &t.days[t.in-1]
	}
	return nil
}

// count counts an entry that comes in, by 1, or that falls out, by -1.
func (t *tally) count(e *Dated, by int) {
	if e.State == Measured {
		t.sum += quantity.Amount(by) * e.Amount
	}
	if e.done() {
		t.yes += by
	}
	if t.goal.Schedule.Weekdays == 0 || !t.goal.Schedule.Asks(e.Day) {
		return
	}
	switch {
	case e.State == Skip:
		t.rests += by
	case t.goal.meets(&e.Entry):
		t.met += by
	case e.State != Unknown:
		t.over += by
	}
}

// meets reports whether an entry that is no rest meets the goal by itself.
func (g *Goal) meets(e *Entry) bool {
	switch g.Measure {
	case AtLeast:
		return e.Amount >= g.Target
	case AtMost:
		return e.Amount <= g.Target
	}
	return e.done()
}

// goalBegins reports whether another goal comes into force on day d.
func (h Habit) goalBegins(d calendar.Day) bool {
	for i := 1; i < len(h.Goals); i++ {
		if h.Goals[i].From == d {
			return true
		}
	}
	return false
}
