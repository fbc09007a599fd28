// Package recordtest has the habits and boundaries that tests of the record, and of what is said of
// it, tell their stories with.
package recordtest

import (
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/storytest"
)

// Checked returns a daily check called name; its ID is the name too.
func Checked(name string) habits.Habit {
	return habits.Habit{ID: ident.ID(name), Name: name, Created: storytest.Sunday, Goals: []habits.Goal{{From: storytest.Sunday, Schedule: habits.Daily}}}
}

// Minutes returns an amount of time.
func Minutes(n float64) quantity.Amount { return quantity.Amount(n * float64(quantity.Minutes.One())) }

// AmountOf returns an entry of so many minutes.
func AmountOf(n float64) habits.Entry {
	return habits.Entry{State: habits.Measured, Amount: Minutes(n)}
}

// AtLeast returns a goal in minutes, in force from a day on.
func AtLeast(from calendar.Day, n float64, s habits.Schedule) habits.Goal {
	return habits.Goal{From: from, Measure: habits.AtLeast, Target: Minutes(n), Unit: quantity.Minutes, Schedule: s}
}

// Kept returns a boundary that has been kept for three weeks; its ID is its name in lower case.
func Kept(name string) boundary.Boundary {
	return boundary.Boundary{ID: ident.ID(strings.ToLower(name)), Name: name, Since: storytest.Noon.AddDate(0, 0, -21)}
}

// Ended returns a boundary that was let go some days before noon.
func Ended(name string, days int) boundary.Boundary {
	b := Kept(name)
	b.Ended = &boundary.Ending{How: boundary.LetGo, At: storytest.Noon.AddDate(0, 0, -days)}
	return b
}
