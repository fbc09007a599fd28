package habits

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// reservedNames open a line of quick-add that is about something else than a
// habit.
var reservedNames = []string{"mood", "urge", "slip", "contact"}

// IsReserved reports whether a habit may not be called name.
func IsReserved(name string) bool { return slices.Contains(reservedNames, spelling.Fold(name)) }

// A Habit is a self-care activity that is tracked.
type Habit struct {
	ID       ident.ID
	Name     string
	Area     string // Area groups habits; it may be empty.
	Key      string // Key is one of [OwnKeys], or empty.
	Why      string // Why is the reason, in the person's own words.
	Plan     string // Plan is "when …, I will …".
	Position int    // Position orders the list; equal ones go by name.
	Created  calendar.Day
	Archived *calendar.Day // Archived is the last day on the list, or nil.
	Goals    []Goal        // Goals are sorted by From; there is at least one.
	// Origin says where a habit that was imported came from, so that the next import
	// finds it by whatever name; it is empty for all others.
	Origin string
	// Counted is the unit that amounts may have been written in under a goal that is
	// not among Goals any more; nil where there was none.
	Counted *quantity.Unit
	// Written is the name that is kept, where [List.TellApart] put a number behind Name;
	// it is empty for all others.
	Written string `json:",omitempty"`
}

// GoalOn returns the goal in force on day d. Days before the first goal are judged by
// the first.
func (h Habit) GoalOn(d calendar.Day) Goal {
	for i := len(h.Goals) - 1; i > 0; i-- {
		if h.Goals[i].From <= d {
			return h.Goals[i]
		}
	}
	if len(h.Goals) == 0 {
		return Goal{Schedule: Daily}
	}
	return h.Goals[0]
}

// SetGoal returns the habit with another goal from day g.From on. The past keeps the
// goals it was lived under; a goal that began on that very day, or that would
// have begun later, gives way.
func (h Habit) SetGoal(g Goal) Habit {
	goals := make([]Goal, 0, len(h.Goals)+1)
	for _, old := range h.Goals {
		switch {
		case old.From < g.From:
			goals = append(goals, old)
		case old.Measure.Counts():
			h.Counted = &old.Unit
		}
	}
	if n := len(goals); n == 0 || !goals[n-1].Same(g) {
		goals = append(goals, g)
	}
	h.Goals = goals
	return h
}

// CountsIn returns the unit that the habit's amounts are in: of its newest goal that counts,
// else of one that gave way.
func (h Habit) CountsIn() (quantity.Unit, bool) {
	for i := len(h.Goals) - 1; i >= 0; i-- {
		if h.Goals[i].Measure.Counts() {
			return h.Goals[i].Unit, true
		}
	}
	if h.Counted != nil {
		return *h.Counted, true
	}
	return "", false
}

// Reach returns how many days before a day may decide what that day shows, over all
// goals.
func (h Habit) Reach() int {
	reach := 0
	for _, g := range h.Goals {
		reach = max(reach, g.Window())
	}
	return reach
}

// Validate refuses a habit that is not fit to be kept, whatever others there
// are. What concerns the others is for [List.Admit].
func (h Habit) Validate() error {
	if err := h.checkWords(); err != nil {
		return err
	}
	if err := validateKey(h.Key, strings.Split(OwnKeys, "")); err != nil {
		return err
	}
	if h.ID == "" || len(h.Goals) == 0 {
		return refusal.BadInput("A habit needs an ID and a goal")
	}
	for _, g := range h.Goals {
		if err := g.Validate(); err != nil {
			return err
		}
	}
	return nil
}

// checkWords refuses a name that a habit cannot have, and words that are too long.
func (h Habit) checkWords() error {
	if IsReserved(h.Name) {
		return refusal.BadInput("%s is a word of quick-add and cannot be a habit's name; add a word to it", h.Name)
	}
	if problem := spelling.NameProblem("A habit", h.Name); problem != "" {
		return refusal.BadInput("%s", problem)
	}
	for _, part := range []struct {
		what, text string
		most       int
	}{{"area", h.Area, spelling.MaxName}, {"why", h.Why, spelling.MaxNote}, {"plan", h.Plan, spelling.MaxNote}} {
		if utf8.RuneCountInString(part.text) > part.most {
			return refusal.BadInput("The %s is too long; %d characters fit", part.what, part.most)
		}
	}
	return nil
}

// A List is habits in the order of the list.
type List []Habit

// Sort puts the habits in the order of their positions.
func (l List) Sort() {
	slices.SortFunc(l, func(a, b Habit) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
}

// Index returns the place of the habit with the given ID, or -1 where it is not on the list.
func (l List) Index(id ident.ID) int {
	return slices.IndexFunc(l, func(h Habit) bool { return h.ID == id })
}

// Current returns the habits that are not archived: those that quick-add may write.
func (l List) Current() List {
	var current List
	for _, h := range l {
		if h.Archived == nil {
			current = append(current, h)
		}
	}
	return current
}

// Find returns the habit whose name or ID is s; case and width do not matter.
func (l List) Find(s string) (Habit, bool) {
	folded := spelling.Fold(s)
	i := slices.IndexFunc(l, func(h Habit) bool { return spelling.Fold(h.Name) == folded })
	if i < 0 {
		i = l.Index(ident.ID(s))
	}
	if i < 0 {
		return Habit{}, false
	}
	return l[i], true
}

// Admit refuses new or edited habits of the list that are not fit to be kept beside the
// others: a name or a key that is taken.
func (l List) Admit(habits ...Habit) error {
	named := make(map[string]List, len(l))
	for _, h := range l {
		name := spelling.Fold(h.Name)
		named[name] = append(named[name], h)
	}
	for _, h := range habits {
		if err := l.checkKey(h); err != nil {
			return err
		}
		if err := h.Validate(); err != nil {
			return err
		}
		if err := named[spelling.Fold(h.Name)].checkNew(h.ID); err != nil {
			return err
		}
	}
	return nil
}

// checkNew refuses a name that all habits of the list have, if one of them is another than that with the
// given ID.
func (l List) checkNew(id ident.ID) error {
	i := slices.IndexFunc(l, func(h Habit) bool { return h.ID != id })
	switch {
	case i < 0:
		return nil
	case l[i].Archived != nil:
		return refusal.New("%s is the name of an archived habit; selfcare habit restore brings it back", l[i].Name)
	}
	return refusal.New("There is a habit called %s already", l[i].Name)
}

// checkKey refuses a key that cannot be one, or that another habit on the list has.
func (l List) checkKey(h Habit) error {
	if h.Key == "" {
		return nil
	}
	if err := validateKey(h.Key, l.FreeKeys(h.ID)); err != nil {
		return err
	}
	for _, other := range l {
		if other.ID != h.ID && other.Key == h.Key && h.Archived == nil && other.Archived == nil {
			return refusal.New("%s is %s's. Free: %s", h.Key, other.Name, strings.Join(l.FreeKeys(h.ID), " "))
		}
	}
	return nil
}

// Next returns the position after the last.
func (l List) Next() int {
	next := 0
	for _, h := range l {
		next = max(next, h.Position+1)
	}
	return next
}

// Move returns the habits whose position changes when the habit with the given ID
// becomes the nth of those that are not archived, counted from 0, with their new
// positions; itself first, where it moves. It refuses a place that is not there.
func (l List) Move(id ident.ID, n int) ([]Habit, error) {
	var order, archived List
	moved := -1
	for _, h := range l {
		if h.ID == id {
			moved = len(order)
		} else if h.Archived != nil {
			archived = append(archived, h)
			continue
		}
		order = append(order, h)
	}
	if moved < 0 || n < 0 || n >= len(order) {
		return nil, refusal.New("There is no place %d; there are 1 to %d", n+1, len(order))
	}
	h := order[moved]
	order = slices.Insert(slices.Delete(order, moved, moved+1), n, h)
	return append(order, archived...).renumbered(id), nil
}

// Swap returns the two habits with each other's place on the list, a first, and any
// others whose position has to change for that.
func (l List) Swap(a, b ident.ID) []Habit {
	order := slices.Clone(l)
	i, j := order.Index(a), order.Index(b)
	if i < 0 || j < 0 {
		return nil
	}
	order[i], order[j] = order[j], order[i]
	return order.renumbered(a)
}

// renumbered returns the habits whose position is not their place in the list, with that
// position; the one with the given ID first.
func (l List) renumbered(first ident.ID) []Habit {
	var changed []Habit
	for i, h := range l {
		if h.Position == i {
			continue
		}
		h.Position = i
		if h.ID == first {
			changed = slices.Insert(changed, 0, h)
		} else {
			changed = append(changed, h)
		}
	}
	return changed
}

// ChangesUnit refuses to count in another unit what has been counted already: units
// of time convert, glasses do not become cups. Counted says that amounts have been
// written.
func ChangesUnit(was, will Habit, counted bool) error {
	old, counts := was.CountsIn()
	now, stillCounts := will.CountsIn()
	if !counted || !counts || !stillCounts || old.Converts(now) {
		return nil
	}
	return refusal.New("Amounts have been written in %s, which do not convert; make a new habit for another unit", cmp.Or(string(old), "times"))
}
