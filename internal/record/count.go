package record

import (
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
)

// CountOn returns how many habits of a day's list are kept, and how many are due.
func (b *Book) CountOn(day calendar.Day) (kept, due int) {
	for _, r := range b.Rows {
		if !r.ListedOn(day) {
			continue
		}
		s := habits.Evaluate(r.Habit, r.History, day).On(day)
		if s.Due {
			due++
		}
		if s.Kept {
			kept++
		}
	}
	return kept, due
}
