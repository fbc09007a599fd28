package ui

import (
	"selfcare/internal/calendar"
	"selfcare/internal/record"
	"selfcare/internal/ui/page"
)

// Store is where the record is kept. Its methods wait for a disk, and are called
// in commands, one at a time but for those of Reader.
type Store interface {
	page.Reader
	// Load reads all habits and what is needed to show the days from from on, with
	// the changes after number seen as news.
	Load(from calendar.Day, seen uint64) (*record.Book, error)
	// Apply writes a change whole or not at all.
	Apply(c record.Change) (record.Result, error)
	// UndoAsOf takes back what undo meant when newest was the newest change, and RedoAsOf does
	// again what redo meant then; others may have changed something since. Where what they
	// changed is in the way they refuse, and the receipt says what was meant. Token is as in
	// [habits.Change], newest a name as in [habits.Book] or of [habits.Below].
	UndoAsOf(token, newest string) (record.Result, error)
	RedoAsOf(token, newest string) (record.Result, error)
	// Stamp differs from an earlier one when the store was changed in between. It
	// is cheap, and never waits.
	Stamp() string
}
