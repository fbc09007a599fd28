package page

import (
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
)

// Reader reads what is not held in memory. Its methods wait for a disk, and are called in commands,
// beside the others.
type Reader interface {
	// Each hands out every habit with its whole history, one after another; a history
	// is good until the next. Record is one habit's, by its ID.
	Each(look func(record.Row) error) error
	Record(id string) (record.Row, error)
	// Journal reads the pages up to a day, the newest first: as many days as it takes to
	// find least pages. Moods are those of the days from from on.
	Journal(until calendar.Day, least int) (journal.Journal, error)
	Moods(from calendar.Day) (journal.Moods, error)
}
