package record

import (
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
)

// WelcomeAfter is after how many days with nothing written somebody is welcomed back.
const WelcomeAfter = 3

// A Gap is days in which nothing was written, though something was asked for.
type Gap struct {
	From, To calendar.Day // From and To are both included.
	Days     int          // Days is how many of them asked for something.
}

// LastWritten is the last day before d on which anything is written of a habit, felt, or written
// under a boundary. Where the book reaches back no further, ok tells only what it knows of.
func (b *Book) LastWritten(d calendar.Day) (last calendar.Day, ok bool) {
	see := func(x calendar.Day) {
		if x < d && (!ok || x > last) {
			last, ok = x, true
		}
	}
	if b.Earlier != nil {
		see(*b.Earlier)
	}
	for _, r := range b.Rows {
		all := r.History.All()
		for i := len(all) - 1; i >= 0; i-- {
			if all[i].Day < d {
				see(all[i].Day)
				break
			}
		}
	}
	for _, m := range b.Moods {
		see(m.Day)
	}
	for _, x := range b.Boundaries {
		for _, e := range x.Events {
			see(e.Day)
		}
	}
	return last, ok
}

// GapBefore is the days from from on, up to the one before today, that asked for something of
// which nothing is there. The book has to hold them.
func (b *Book) GapBefore(today, from calendar.Day) Gap {
	var g Gap
	courses := make([]habits.Evaluation, len(b.Rows))
	for i, r := range b.Rows {
		courses[i] = habits.Evaluate(r.Habit, r.History, today)
	}
	for d := from; d < today; d++ {
		for i, r := range b.Rows {
			if !r.ListedOn(d) {
				continue
			}
			if s := courses[i].On(d); s.Due && !s.Kept {
				if g.Days == 0 {
					g.From = d
				}
				g.To = d
				g.Days++
				break
			}
		}
	}
	return g
}
