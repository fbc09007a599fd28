package record

import (
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
)

// LongestRest is how many days can be made rest days at once: a year.
const LongestRest = 366

// Resting is what becomes of days from one to another when they are rested, or no more.
type Resting struct {
	Edits   []habits.Edit
	Stay    int // Stay is on how many days of habits something else is written, and stays.
	Already int // Already is on how many it is so already.
}

// Rests make the days from from to to rest days of every habit that asks for something then.
// What is written on a day stays as it is. The records hold their entries from from on.
func Rests(records []Row, from, to calendar.Day) Resting {
	var rest Resting
	for _, r := range records {
		for d := from; d <= to; d++ {
			if !r.ListedOn(d) || !r.Habit.GoalOn(d).Schedule.Asks(d) {
				continue
			}
			switch r.History.On(d).State {
			case habits.Unknown:
				rest.Edits = append(rest.Edits, r.Habit.RestOn(d))
			case habits.Skip:
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
func RestsTakenBack(records []Row, from, to calendar.Day) Resting {
	var rest Resting
	for _, r := range records {
		for _, e := range r.History.Between(from, to) {
			switch {
			case e.State != habits.Skip:
			case e.Note != "":
				rest.Stay++
			default:
				rest.Edits = append(rest.Edits, r.Habit.ClearOn(e.Day))
			}
		}
	}
	return rest
}
