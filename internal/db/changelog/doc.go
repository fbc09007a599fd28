// Package changelog keeps the log of what was changed, from which undo and redo are made: a line a
// change, with what was there before and what came after. Lines stay for a year and a month.
//
// A line that was undone stays; the undo is a line of its own. What is in force is a chain through
// the log: meta's undo names the newest line in force, and each line the one Under it. meta's redo
// names the undo that redo takes back, and each undo the one that redo does Then.
//
//	device, stamp, token   who made the change, when, and by which name
//	edits, habits, records what was there before, and what came after
//	days                   what many days of a habit held before: an import of years is one line
package changelog
