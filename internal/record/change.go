// Package record has what a person's data are as a whole, and what a change of them means. A
// [Change] is one thing that a person did, and what undo takes back whole. A [Book] is what is
// held of it all in memory.
package record

import (
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// Change is one thing that a person did: what is written whole or not at all,
// and what undo takes back whole.
type Change struct {
	// Token tells this change from every other. A store writes a change with a
	// token it has just written once only, so that a write whose answer was lost
	// may be repeated.
	Token string
	// Continues is the token of the change that this one goes on with: where that is
	// still the newest one, undo takes both back as one.
	Continues string `json:",omitempty"`

	Edits       []habits.Edit              `json:",omitempty"`
	Days        []Days                     `json:",omitempty"`
	Habits      []HabitEdit                `json:",omitempty"`
	Moods       []Diff[journal.Mood]       `json:",omitempty"`
	Boundaries  []Diff[boundary.Boundary]  `json:",omitempty"` // without their events
	Events      []Diff[boundary.Event]     `json:",omitempty"`
	Reflections []Diff[journal.Reflection] `json:",omitempty"`
	HelpLines   []Diff[journal.HelpLines]  `json:",omitempty"`
	// Asides are no part of the record: a change that has nothing else is not logged.
	Drafts []Draft `json:",omitempty"`
	// Import says that the change brought what another program, or another file, had.
	Import *Import `json:",omitempty"`
}

// below begins the name that Below returns. No token has a blank.
const below = "below "

// Below returns the name of what stood under the change that a step of undo took back, by the
// token of that step: what the next undo means to a person who has not seen anything else since.
func Below(token string) string { return below + token }

// CutBelow returns the token of a name that [Below] returned, and reports whether it is one.
func CutBelow(name string) (token string, ok bool) { return strings.CutPrefix(name, below) }

// Days are whole days of one habit, many at a time: each takes the place of what its day
// had. They are in the order of their days, one a day, and no entry is empty.
type Days struct {
	Habit   ident.ID
	Entries []habits.Dated
}

// Import is where an import came from, such as Loop, and how many entries it wrote. The
// change that a store answers with has this and no Days: they may be years.
type Import struct {
	From    string
	Entries int
}

// Diff is a row that is written, replaced or taken away: nil is none. [Apply] fills in what was
// there.
type Diff[T any] struct {
	Was, Is *T

	from int // where Was stood among the rows of a book, counted from 1; 0 is that it still does
	to   int // where Is goes; 0 is behind those of its time
}

// Put is the diff that writes a row.
func Put[T any](is T) []Diff[T] { return []Diff[T]{{Is: &is}} }

// Take is the diff that takes a row away.
func Take[T any](was T) []Diff[T] { return []Diff[T]{{Was: &was}} }

// HabitEdit is a habit that was made or edited.
type HabitEdit struct {
	Was *habits.Habit // Was is the habit before, or nil for a new one. The store fills it in.
	Is  habits.Habit
}

// IsEmpty reports whether the change changes nothing.
func (c Change) IsEmpty() bool { return c.IsDraftOnly() && len(c.Drafts) == 0 }

// IsDraftOnly reports whether the change changes nothing of the record itself.
func (c Change) IsDraftOnly() bool {
	return len(c.Edits)+len(c.Days)+len(c.Habits)+len(c.Moods)+len(c.Boundaries)+len(c.Events)+len(c.Reflections)+len(c.HelpLines) == 0 && c.Import == nil
}

// PutHabits is a change that makes or replaces habits.
func PutHabits(habits ...habits.Habit) Change {
	var c Change
	for _, h := range habits {
		c.Habits = append(c.Habits, HabitEdit{Is: h})
	}
	return c
}

// Result is a store's answer to a change that is on disk.
type Result struct {
	Done   Change // Done is what was done, or what was taken back or done again.
	Before uint64 // Before is the number of the change before this one.
	Seq    uint64 // Seq is the number of this change.
	Stamp  string // Stamp is the store's [Book] stamp after it.
}
