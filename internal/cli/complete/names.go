package complete

import (
	"slices"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/spelling"
)

// patience is how long a completion waits for others to let go of the record: whoever pressed a key
// waits with it.
const patience = 50 * time.Millisecond

// Names offers the names in a record. There are none where it is not there, busy or damaged, since a
// shell that completes is no place to tell of it.
type Names struct {
	Open func() (*db.DB, error)
}

// glance returns the record as a completion sees it: at once, or not at all. It is not verified, and
// nothing is made beside it: bbolt's own lock has to do, for as long as reading takes.
func (n Names) glance() (*db.DB, error) {
	store, err := n.Open()
	if err != nil {
		return nil, err
	}
	return store.Within(patience).ReadOnly(), nil
}

func (n Names) habits() habits.List {
	store, err := n.glance()
	if err != nil {
		return nil
	}
	list, err := store.Habits()
	if err != nil {
		return nil
	}
	return list
}

func (n Names) boundaries() boundary.List {
	store, err := n.glance()
	if err != nil {
		return nil
	}
	all, err := store.Boundaries()
	if err != nil {
		return nil
	}
	return all
}

// Habits offers the habits on the list.
func (n Names) Habits() []string { return namesOf(n.habits().Current(), habitName) }

// Archived offers the habits that were taken from the list.
func (n Names) Archived() []string {
	return namesOf(slices.DeleteFunc(n.habits(), func(h habits.Habit) bool { return h.Archived == nil }), habitName)
}

// Boundaries offers all boundaries.
func (n Names) Boundaries() []string { return namesOf(n.boundaries(), boundaryName) }

// OpenBoundaries offers the boundaries that are kept.
func (n Names) OpenBoundaries() []string { return namesOf(n.boundaries().Open(), boundaryName) }

// Areas offers the areas that habits are listed under.
func (n Names) Areas() []string {
	var all []string
	for _, h := range n.habits() {
		if !slices.ContainsFunc(all, func(area string) bool { return spelling.SameName(area, h.Area) }) {
			all = append(all, h.Area)
		}
	}
	return usable(all)
}

// Entry returns how an entry may go on, of which some words are there and one is being typed.
func (n Names) Entry(words []string, typed string) []string {
	if len(words) == 0 {
		return append(Fitting(n.Habits(), typed), Fitting(Openers(), typed)...)
	}
	next := Fitting(nextWords(n.Habits(), words), typed)
	if len(words) == 1 && slices.Contains([]string{"urge", "slip", "contact"}, spelling.Fold(words[0])) {
		next = append(next, Fitting(n.OpenBoundaries(), typed)...)
	}
	return next
}

func habitName(h habits.Habit) string         { return h.Name }
func boundaryName(b boundary.Boundary) string { return b.Name }

// namesOf returns the names of things, as far as they are usable.
func namesOf[T any](all []T, name func(T) string) []string {
	var names []string
	for _, one := range all {
		names = append(names, name(one))
	}
	return usable(names)
}
