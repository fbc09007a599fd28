package habits

import (
	"selfcare/internal/calendar"
)

// LongestRest is how many days can be made rest days at once: a year.
const LongestRest = 366

// Resting is what becomes of days from one to another when they are rested, or no more.
type Resting struct {
	Edits   []Edit
	Stay    int // Stay is on how many days of habits something else is written, and stays.
	Already int // Already is on how many it is so already.
}

// Rests make the days from from to to rest days of every habit that asks for something then.
// What is written on a day stays as it is. The records hold their entries from from on.
func Rests(records []Record, from, to calendar.Day) Resting {
	var rest Resting
	for _, r := range records {
		for d := from; d <= to; d++ {
			if !r.ListedOn(d) || !r.Habit.GoalOn(d).Schedule.Asks(d) {
				continue
			}
			switch r.History.On(d).State {
			case Unknown:
				rest.Edits = append(rest.Edits, r.Habit.RestOn(d))
			case Skip:
				rest.Already++
			default:
				rest.Stay++
			}
		}
	}
	return rest
}

// RestsTakenBack take away what Rests wrote from from to to. A rest with a note stays one:
// somebody said why.
func RestsTakenBack(records []Record, from, to calendar.Day) Resting {
	var rest Resting
	for _, r := range records {
		for _, e := range r.History.Between(from, to) {
			switch {
			case e.State != Skip:
			case e.Note != "":
				rest.Stay++
			default:
				rest.Edits = append(rest.Edits, r.Habit.ClearOn(e.Day))
			}
		}
	}
	return rest
}

// RestWords are the days of edits that make rest days, or take them away: a rest day, Sun 20
// Dec; 8 rest days, Sun 20 Dec to Sun 27 Dec.
func RestWords(edits []Edit, today calendar.Day) string {
	from, to := edits[0].Day, edits[0].Day
	days := map[calendar.Day]bool{}
	for _, e := range edits {
		from, to, days[e.Day] = min(from, e.Day), max(to, e.Day), true
	}
	return restDays(len(days), from, to, today)
}

// SpanWords are the days from one to another as rest days.
func SpanWords(from, to, today calendar.Day) string { return restDays(int(to-from)+1, from, to, today) }

func restDays(n int, from, to, today calendar.Day) string {
	if n == 1 {
		return "a rest day, " + from.Short(today)
	}
	return Count(n, "", "rest days") + ", " + from.Short(today) + " to " + to.Short(today)
}

// allOf reports whether all edits set a state.
func allOf(edits []Edit, s State) bool {
	for _, e := range edits {
		if e.Mark != Set || e.State != s {
			return false
		}
	}
	return true
}
