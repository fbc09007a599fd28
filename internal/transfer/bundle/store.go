package bundle

import (
	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// Store is a record as it is at one moment.
type Store interface {
	// Habits are all habits, in the order of the list.
	Habits() (habits.List, error)
	// History is the entries of a habit from day from on.
	History(id ident.ID, from calendar.Day) (habits.History, error)
	// Moods, Boundaries and Reflections are all that there are, in the order in which
	// they are kept.
	Moods() (journal.Moods, error)
	Boundaries() (boundary.List, error)
	Reflections() ([]journal.Reflection, error)
	HelpLines() (journal.HelpLines, error)
}
