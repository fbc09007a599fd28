package plan

import (
	"cmp"
	"fmt"
	"strings"

	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/selfcare"
)

// addHabits finds or makes the habits of a bundle, and writes their entries.
func (p *planner) addHabits(b *bundle.Bundle) error {
	empty := len(p.list) == 0
	p.others = map[string]bool{}
	for _, h := range b.Habits {
		p.others[spelling.Fold(h.Habit.Name)] = true
	}
	found := p.match(b)
	for i, imported := range b.Habits {
		if p.Progress != nil && i%1024 == 0 {
			if err := p.Progress(int64(i), int64(len(b.Habits))); err != nil {
				return err
			}
		}
		h := found[i]
		p.remarkName(imported, h)
		if h == nil {
			made := p.make(imported, b, empty)
			h = &made
			p.sum.Made++
		} else {
			p.sum.Matched++
			p.goInto(h, imported.Habit, b.Format == bundle.Selfcare)
		}
		b.Habits[i].Entries, b.Habits[i].Numbers = nil, nil
		if err := p.write(*h, imported); err != nil {
			return err
		}
	}
	return nil
}

// remarkName says why a habit cannot have the name that it has in the file, unless it was found by
// where it came from: h is nil where it is new.
func (p *planner) remarkName(imported bundle.Imported, h *habits.Habit) {
	switch {
	case imported.Renamed == "":
	case h == nil:
		p.rename("%s; the habit is called %s.", imported.Renamed, imported.Habit.Name)
	case h.Origin != imported.Habit.Origin:
		p.rename("%s; the habit is called %s.", imported.Renamed, h.Name)
	}
}

// goInto notes that a habit of a file goes into h, one that is here. Of an export of our own the
// habit itself may be taken, too.
func (p *planner) goInto(h *habits.Habit, is habits.Habit, ours bool) {
	if p.fresh[h.ID] {
		return
	}
	if h.Origin == "" && is.Origin != "" && is.ID == "" {
		p.found[h.ID] = is.Origin
	}
	if ours {
		p.define(h, is)
	}
}

// match finds for each habit of a bundle the one that it is here: by its ID, by where it
// came from, or by its name. Those that an origin tells come first, so that the second of
// two habits of one name does not take the place of the first.
func (p *planner) match(b *bundle.Bundle) []*habits.Habit {
	byID, byOrigin, byName := map[ident.ID][]int{}, map[string][]int{}, map[string][]int{}
	for j, h := range p.list {
		name := spelling.Fold(h.Name)
		byID[h.ID], byName[name] = append(byID[h.ID], j), append(byName[name], j)
		if h.Origin != "" {
			byOrigin[h.Origin] = append(byOrigin[h.Origin], j)
		}
	}
	m := &matching{list: p.list, of: b.Habits, found: make([]*habits.Habit, len(b.Habits)), taken: map[int]bool{}}
	named := func(b bundle.Imported) []int { return byName[spelling.Fold(b.Habit.Name)] }
	m.try(func(b bundle.Imported) []int { return byID[b.Habit.ID] }, func(bundle.Imported, habits.Habit) bool { return true })
	m.try(named, func(b bundle.Imported, h habits.Habit) bool { return b.ByName && b.Habit.Origin == h.Origin })
	m.try(named, func(b bundle.Imported, h habits.Habit) bool { return b.ByName && goesInto(b, h) })
	m.try(func(b bundle.Imported) []int {
		if b.Habit.ID != "" {
			return nil
		}
		return byOrigin[b.Habit.Origin]
	}, converts)
	m.try(named, goesInto)
	return m.found
}

// matching is which habits of a file are which of a list. None of the list is two.
type matching struct {
	list  habits.List
	of    []bundle.Imported
	found []*habits.Habit // those of the list, in the order of the file
	taken map[int]bool    // the places in the list of those
}

// try finds those that were not found yet among the places in the list that candidates returns.
func (m *matching) try(candidates func(bundle.Imported) []int, fits func(bundle.Imported, habits.Habit) bool) {
	for i, imported := range m.of {
		if m.found[i] != nil {
			continue
		}
		for _, j := range candidates(imported) {
			if !m.taken[j] && fits(imported, m.list[j]) {
				h := m.list[j] // the list may grow
				m.found[i], m.taken[j] = &h, true
				break
			}
		}
	}
}

// goesInto reports whether entries of what was read say in a habit of the same name
// what they said: a yes adds nothing to minutes, and minutes are no glasses.
func goesInto(b bundle.Imported, h habits.Habit) bool {
	if b.Numbers != nil {
		return true
	}
	_, counts := h.CountsIn()
	_, counted := b.Habit.CountsIn()
	return counts == counted && converts(b, h)
}

// converts reports whether amounts that were read can be counted in the habit's unit.
func converts(b bundle.Imported, h habits.Habit) bool {
	unit, counts := h.CountsIn()
	from, counted := b.Habit.CountsIn()
	return !counts || !counted || b.Numbers != nil || unit.Converts(from)
}

// make makes a new habit, after those that are there. In an empty store an export of our
// own keeps its places.
func (p *planner) make(imported bundle.Imported, b *bundle.Bundle, empty bool) habits.Habit {
	h := imported.Habit
	if h.ID == "" {
		h.ID = ident.New()
	}
	if b.Format != bundle.Selfcare || !empty {
		h.Position = p.next
	}
	p.next = max(p.next, h.Position+1)
	h.Key = p.freeKey(h, "")
	name := p.freeName(h.Name)
	if name != h.Name {
		p.rename("There is a habit called %s already; this one is called %s.", h.Name, name)
		h.Name = name
	}
	p.at[h.ID] = len(p.list)
	p.count(h, 1)
	p.list = append(p.list, h)
	p.fresh[h.ID] = true
	p.change.Habits = append(p.change.Habits, record.HabitEdit{Is: h})
	return h
}

// freeName returns a name that no habit has, nor another one of the bundle: Coffee, or else
// Coffee (2).
func (p *planner) freeName(name string) string {
	if p.names[spelling.Fold(name)] == 0 {
		return name
	}
	for {
		p.numbers[name]++
		with := numbered(name, p.numbers[name]+1)
		if folded := spelling.Fold(with); p.names[folded] == 0 && !p.others[folded] {
			return with
		}
	}
}

// numbered returns a name with a number, cut so that both fit.
func numbered(name string, n int) string {
	suffix := fmt.Sprintf(" (%d)", n)
	short := []rune(name)
	short = short[:min(len(short), spelling.MaxName-len(suffix))]
	return spelling.NameOf(string(short)) + suffix
}

// freeKey returns the key of a habit, or another one where that is taken.
func (p *planner) freeKey(h habits.Habit, other string) string {
	if h.Key == "" || h.Archived != nil || p.keys[h.Key] == 0 {
		return h.Key
	}
	p.sum.Left = bundle.AddLeft(p.sum.Left, bundle.Left{Count: 1, One: "quick key that another habit has here", Many: "quick keys that other habits have here"})
	return other
}

// define lays what an export of our own says of a habit beside what the habit is. With
// Overwrite the habit becomes that, and what changes is named.
func (p *planner) define(h *habits.Habit, is habits.Habit) {
	is.ID, is.Position, is.Origin = h.ID, h.Position, cmp.Or(is.Origin, h.Origin)
	switch {
	case selfcare.SameHabit(*h, is):
	case !p.Overwrite:
		p.sum.Unchanged++
	case habits.ChangesUnit(*h, is, true) != nil:
		p.remark("%s counts in another unit here, so what the file says of its name and goals is left out.", h.Name)
	default:
		p.redefine(h, is)
	}
}

// redefine makes a habit what the file says, but for a name and a key that others have.
func (p *planner) redefine(h *habits.Habit, is habits.Habit) {
	p.count(*h, -1)
	defer func() { p.count(*h, 1) }()
	if p.names[spelling.Fold(is.Name)] > 0 && is.Name != h.Name {
		p.rename("There is a habit called %s already; %s keeps its name.", is.Name, h.Name)
		is.Name = h.Name
	}
	is.Key = p.freeKey(is, h.Key)
	if selfcare.SameHabit(*h, is) {
		return
	}
	if changed := selfcare.Differences(*h, is); len(changed) > 0 {
		p.sum.Changed++
		p.rename("%s gets from the file: %s.", h.Name, strings.Join(changed, ", "))
	}
	p.list[p.at[h.ID]] = is
	was := *h
	*h = is
	p.change.Habits = append(p.change.Habits, record.HabitEdit{Was: &was, Is: is})
}

// count counts the name and the key of a habit as taken, or no more.
func (p *planner) count(h habits.Habit, by int) {
	p.names[spelling.Fold(h.Name)] += by
	if h.Archived == nil {
		p.keys[h.Key] += by
	}
}

// keepOrigin notes with a habit where it came from.
func (p *planner) keepOrigin(id ident.ID, origin string) {
	i, ok := p.at[id]
	if !ok {
		return
	}
	h := &p.list[i]
	was := *h
	h.Origin = origin
	p.change.Habits = append(p.change.Habits, record.HabitEdit{Was: &was, Is: *h})
}
