package spelling

import (
	"fmt"
	"slices"
)

// A Named is one of many things that have names.
type Named struct {
	Shown   *string // Shown is the name that people see.
	Written *string // Written is the name that is kept, empty where it is the one that is shown.
	Index   int     // Index is its place among the many.
}

// TellApart gives each a name of its own. Of those that are one name, the oldest keeps it, and the
// others get a number behind it, as in Café (2); older compares two by their places.
func TellApart(names []Named, older func(i, j int) int) {
	taken := make(map[string]int, len(names))
	for _, n := range names {
		taken[Fold(*n.Shown)]++
	}
	if len(taken) == len(names) {
		return
	}
	slices.SortFunc(names, func(a, b Named) int { return older(a.Index, b.Index) })
	seen := map[string]bool{}
	for _, n := range names {
		key := Fold(*n.Shown)
		if !seen[key] {
			seen[key] = true
			continue
		}
		shown := ""
		for number := 2; shown == "" || taken[Fold(shown)] > 0; number++ {
			shown = numbered(*n.Shown, number)
		}
		taken[Fold(shown)]++
		*n.Shown, *n.Written = shown, *n.Shown
	}
}

// numbered returns a name with a number behind it, cut so that both fit.
func numbered(name string, n int) string {
	suffix := fmt.Sprintf(" (%d)", n)
	short := []rune(name)
	return NameOf(string(short[:min(len(short), MaxName-len(suffix))])) + suffix
}
