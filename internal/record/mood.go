package record

import (
	"slices"

	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// swapMoods is the moods with swaps made in them.
func swapMoods(ms journal.Moods, swaps []Diff[journal.Mood]) journal.Moods {
	if len(swaps) == 0 {
		return ms
	}
	ms = swap(ms, swaps, func(m journal.Mood) ident.ID { return m.ID }, func(was, is journal.Mood) bool { return !was.At.Equal(is.At) })
	slices.SortStableFunc(ms, func(a, b journal.Mood) int { return a.At.Compare(b.At) })
	return ms
}
