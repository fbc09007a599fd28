package habits

import (
	"cmp"
	"slices"

	"selfcare/internal/quantity"
	"selfcare/internal/spelling"
)

// TellApart gives each habit a name of its own. A record may hold two that are one name
// now: of these the oldest keeps it, and the others are shown with a number behind it, as
// in Café (2). The names that are kept do not change: they stand in [Habit.Written].
// Neither moving habits nor archiving one gives a number to another.
func (l List) TellApart() {
	names := make([]spelling.Named, len(l))
	for i := range l {
		names[i] = spelling.Named{Shown: &l[i].Name, Written: &l[i].Written, Index: i}
	}
	spelling.TellApart(names, func(i, j int) int {
		return cmp.Or(cmp.Compare(l[i].Created, l[j].Created), cmp.Compare(l[i].ID, l[j].ID))
	})
}

// AsKept returns the habit as it is kept in place of was, or of none: with its names
// composed, and without a number that only tells it apart, unless it was given another name.
func (h Habit) AsKept(was *Habit) Habit {
	h.Name, h.Area, h.Written = spelling.Composed(h.Name), spelling.Composed(h.Area), ""
	if was != nil && was.Name == h.Name {
		h.Written = was.Written
	}
	for i, g := range h.Goals {
		if unit := quantity.Unit(spelling.Composed(string(g.Unit))); unit != g.Unit {
			h.Goals = slices.Clone(h.Goals)
			h.Goals[i].Unit = unit
		}
	}
	return h
}
