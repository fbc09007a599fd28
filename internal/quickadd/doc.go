// Package quickadd reads one line of words as one entry: sleep 7.5h; walk 30m
// yesterday -- park, with Sam.
//
//	entry  = name item* ["--" note]
//	item   = amount | date | state | time
//	amount = 30m · 1h30 · 1h 30m · 7.5h · 7.5 h · 45min · 8 glasses · 3x · 8     set:30m replaces instead of adding
//	         7:30 is 7 h 30 where the unit is a time
//	date   = today · yesterday · -2d · mon … sun, monday … · YYYY-MM-DD
//	         27 nov · 27 November 2025 · 20.11.2026 · 20/11/2026
//	state  = yes · no · skip (or rest)      time = @HH:MM
//
// The name comes first, and wins over everything that it might be read as. The
// package is pure: words, habits and today go in, an [Entry] or an error that
// helps out come back. Nothing is ever made up: a name that fits no habit, or
// two, is an error that says which are near.
package quickadd
