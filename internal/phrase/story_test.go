package phrase

import (
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/storytest"
)

// checked returns a daily check called name; its ID is the name too.
func checked(name string) habits.Habit {
	return habits.Habit{ID: ident.ID(name), Name: name, Created: storytest.Sunday, Goals: []habits.Goal{{From: storytest.Sunday, Schedule: habits.Daily}}}
}

// minutes returns an amount of time.
func minutes(n float64) quantity.Amount { return quantity.Amount(n * float64(quantity.Minutes.One())) }

// amountOf returns an entry of so many minutes.
func amountOf(n float64) habits.Entry {
	return habits.Entry{State: habits.Measured, Amount: minutes(n)}
}

// atLeast returns a goal in minutes, in force from a day on.
func atLeast(from calendar.Day, n float64, s habits.Schedule) habits.Goal {
	return habits.Goal{From: from, Measure: habits.AtLeast, Target: minutes(n), Unit: quantity.Minutes, Schedule: s}
}

// kept returns a boundary that has been kept for three weeks; its ID is its name in lower case.
func kept(name string) boundary.Boundary {
	return boundary.Boundary{ID: ident.ID(strings.ToLower(name)), Name: name, Since: storytest.Noon.AddDate(0, 0, -21)}
}

// ended returns a boundary that was let go some days before noon.
func ended(name string, days int) boundary.Boundary {
	b := kept(name)
	b.Ended = &boundary.Ending{How: boundary.LetGo, At: storytest.Noon.AddDate(0, 0, -days)}
	return b
}
