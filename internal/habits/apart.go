package habits

import (
	"cmp"
	"fmt"
	"slices"
)

// TellApart gives each habit a name of its own. A record may hold two that are one name
// now: of these the oldest keeps it, and the others are shown with a number behind it, as
// in Café (2). The names that are kept do not change: they stand in [Habit.Written].
// Neither moving habits nor archiving one gives a number to another.
func (l List) TellApart() {
	names := make([]named, len(l))
	for i := range l {
		names[i] = named{&l[i].Name, &l[i].Written, i}
	}
	tellApart(names, func(i, j int) int {
		return cmp.Or(cmp.Compare(l[i].Created, l[j].Created), cmp.Compare(l[i].ID, l[j].ID))
	})
}

// TellApart is as [List.TellApart], of the boundaries that are kept: one that ended may have
// the name of one that goes on.
func (bs Boundaries) TellApart() {
	open := bs.Open()
	names := make([]named, len(open))
	for i := range open {
		names[i] = named{&open[i].Name, &open[i].Written, i}
	}
	tellApart(names, func(i, j int) int {
		return cmp.Or(open[i].Since.Compare(open[j].Since), cmp.Compare(open[i].ID, open[j].ID))
	})
}

// named is the names of the ith of many: the one to show and the one that is kept.
type named struct {
	name, written *string
	i             int
}

func tellApart(names []named, older func(i, j int) int) {
	taken := make(map[string]int, len(names))
	for _, n := range names {
		taken[Fold(*n.name)]++
	}
	if len(taken) == len(names) {
		return
	}
	slices.SortFunc(names, func(a, b named) int { return older(a.i, b.i) })
	seen := map[string]bool{}
	for _, n := range names {
		key := Fold(*n.name)
		if !seen[key] {
			seen[key] = true
			continue
		}
		shown := ""
		for number := 2; shown == "" || taken[Fold(shown)] > 0; number++ {
			shown = numbered(*n.name, number)
		}
		taken[Fold(shown)]++
		*n.name, *n.written = shown, *n.name
	}
}

// numbered returns a name with a number behind it, cut so that both fit.
func numbered(name string, n int) string {
	suffix := fmt.Sprintf(" (%d)", n)
	short := []rune(name)
	return NameOf(string(short[:min(len(short), MaxName-len(suffix))])) + suffix
}

// AsKept returns the habit as it is kept in place of was, or of none: with its names
// composed, and without a number that only tells it apart, unless it was given another name.
func (h Habit) AsKept(was *Habit) Habit {
	h.Name, h.Area, h.Written = Composed(h.Name), Composed(h.Area), ""
	if was != nil && was.Name == h.Name {
		h.Written = was.Written
	}
	for i, g := range h.Goals {
		if unit := Unit(Composed(string(g.Unit))); unit != g.Unit {
			h.Goals = slices.Clone(h.Goals)
			h.Goals[i].Unit = unit
		}
	}
	return h
}

// AsKept is as [Habit.AsKept].
func (b Boundary) AsKept(was *Boundary) Boundary {
	b.Name, b.Written = Composed(b.Name), ""
	if was != nil && was.Name == b.Name {
		b.Written = was.Written
	}
	return b
}
