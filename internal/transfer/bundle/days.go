package bundle

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/refusal"
)

// Imported is a habit that was read, with its entries in the order of their days, one a
// day.
type Imported struct {
	Habit   habits.Habit // without an ID and a position, unless the file has them
	Entries []habits.Dated
	// Numbers are entries whose amounts are in whatever unit the habit counts in on that
	// day. A habit has these or Entries.
	Numbers []Number
	// Renamed says why the habit cannot have the name that it has in the file; it is empty
	// where it can.
	Renamed string
	// ByName says that the name tells which habit is meant before its origin does: that of
	// a file which people write.
	ByName bool
}

// Number is an entry whose amount is a plain number; where Counts is false it has none.
type Number struct {
	Day    calendar.Day
	Number float64
	Note   string
	State  habits.State
	Counts bool
	Clock  bool // Clock says that the number is hours, which were written as 7:30.

	File *string // file names the file and
	Line int32   // line the line that it came from.
}

// IsHere refuses a day that no entry can have, and reports whether the day is here yet;
// one that is not is counted.
func (b *Bundle) IsHere(d, today calendar.Day) (here bool, err error) {
	switch {
	case d < calendar.FirstDay:
		return false, refusal.BadInput("%s is before 1900", d)
	case d > today:
		b.Future++
		return false, nil
	}
	return true, nil
}

// InOrder sorts entries by their days, where they are not yet, and leaves one a day: the last
// that was read.
func InOrder[T any](all []T, day func(T) calendar.Day) []T {
	return JoinDays(all, day, func(_, then T) (T, error) { return then, nil }, nil)
}

// JoinDays sorts entries by their days, where they are not yet, and makes one of those of
// each day: join makes one of two. Where it cannot, the first stands, and what of the
// second is given to refuse.
func JoinDays[T any](all []T, day func(T) calendar.Day, join func(first, then T) (T, error), refuse func(then T, why error)) []T {
	byDay := func(a, b T) int { return cmp.Compare(day(a), day(b)) }
	if !slices.IsSortedFunc(all, byDay) {
		slices.SortStableFunc(all, byDay)
	}
	joined := all[:0]
	for _, e := range all {
		n := len(joined)
		if n == 0 || day(joined[n-1]) != day(e) {
			joined = append(joined, e)
			continue
		}
		both, err := join(joined[n-1], e)
		if err != nil {
			refuse(e, err)
			continue
		}
		joined[n-1] = both
	}
	return joined
}

// JoinNotes returns two notes of a day as one.
func JoinNotes(first, then string) (string, error) {
	switch {
	case then == "" || then == first:
		return first, nil
	case first == "":
		return then, nil
	}
	return NoteOf(first + "\n" + then)
}

// Conflict refuses a row that says something else of a day than one before it.
func Conflict(name string, d calendar.Day, first, then string) error {
	return refusal.BadInput("%q has %s on %s in an earlier row, and %s here; the first stays", name, first, d, then)
}

// DayOfEntry returns the day of an entry.
func DayOfEntry(e habits.Dated) calendar.Day { return e.Day }

// DayOfNumber returns the day of a number.
func DayOfNumber(e Number) calendar.Day { return e.Day }

// FirstDay returns the day on which a habit was begun: that of its first entry, else today.
func (b Imported) FirstDay(today calendar.Day) calendar.Day {
	switch {
	case len(b.Entries) > 0:
		return min(b.Entries[0].Day, today) // a rest may lie ahead
	case len(b.Numbers) > 0:
		return min(b.Numbers[0].Day, today)
	}
	return today
}

// LastDay returns the day of its last entry, else today.
func (b Imported) LastDay(today calendar.Day) calendar.Day {
	switch {
	case len(b.Entries) > 0:
		return b.Entries[len(b.Entries)-1].Day
	case len(b.Numbers) > 0:
		return b.Numbers[len(b.Numbers)-1].Day
	}
	return today
}

// clockWords returns hours as people write them: 7:30.
func clockWords(hours float64) string {
	seconds := int(hours*3600 + 0.5)
	if seconds%60 != 0 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/3600, seconds/60%60)
}

// Implies reports whether an amount says all that a yes or a no of its day says.
func (e Number) Implies(other Number) bool {
	return e.Counts && (other.State == habits.Yes && e.Number > 0 || other.State == habits.No && e.Number == 0)
}

// String returns what the entry says: 7:30, 12 or yes.
func (e Number) String() string {
	switch {
	case e.Clock:
		return clockWords(e.Number)
	case e.Counts:
		return strconv.FormatFloat(e.Number, 'f', -1, 64)
	}
	return e.State.String()
}
