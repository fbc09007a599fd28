package transfer

import (
	"fmt"
	"slices"

	"selfcare/internal/habits"
)

// match finds for each habit of a bundle the one that it is here: by its ID, by where it
// came from, or by its name. Those that an origin tells come first, so that the second of
// two habits of one name does not take the place of the first.
func (p *planner) match(b *Bundle) []*habits.Habit {
	byID, byOrigin, byName := map[habits.ID][]int{}, map[string][]int{}, map[string][]int{}
	for j, h := range p.list {
		name := habits.Fold(h.Name)
		byID[h.ID], byName[name] = append(byID[h.ID], j), append(byName[name], j)
		if h.Origin != "" {
			byOrigin[h.Origin] = append(byOrigin[h.Origin], j)
		}
	}
	found := make([]*habits.Habit, len(b.Habits))
	taken := map[int]bool{}
	try := func(candidates func(Brought) []int, fits func(Brought, habits.Habit) bool) {
		for i, brought := range b.Habits {
			if found[i] != nil {
				continue
			}
			for _, j := range candidates(brought) {
				if !taken[j] && fits(brought, p.list[j]) {
					h := p.list[j] // the list may grow
					found[i], taken[j] = &h, true
					break
				}
			}
		}
	}
	named := func(b Brought) []int { return byName[habits.Fold(b.Habit.Name)] }
	try(func(b Brought) []int { return byID[b.Habit.ID] }, func(Brought, habits.Habit) bool { return true })
	try(named, func(b Brought, h habits.Habit) bool { return b.ByName && b.Habit.Origin == h.Origin })
	try(named, func(b Brought, h habits.Habit) bool { return b.ByName && b.goesInto(h) })
	try(func(b Brought) []int {
		if b.Habit.ID != "" {
			return nil
		}
		return byOrigin[b.Habit.Origin]
	}, Brought.converts)
	try(named, Brought.goesInto)
	return found
}

// goesInto reports whether entries of what was brought say in a habit of the same name
// what they said: a yes adds nothing to minutes, and minutes are no glasses.
func (b Brought) goesInto(h habits.Habit) bool {
	if b.Numbers != nil {
		return true
	}
	_, counts := h.CountsIn()
	_, brings := b.Habit.CountsIn()
	return counts == brings && b.converts(h)
}

// converts reports whether amounts that were brought can be counted in the habit's unit.
func (b Brought) converts(h habits.Habit) bool {
	unit, counts := h.CountsIn()
	brings, has := b.Habit.CountsIn()
	return !counts || !has || b.Numbers != nil || unit.Converts(brings)
}

// make makes a new habit, after those that are there. In an empty store an export of our
// own keeps its places.
func (p *planner) make(brought Brought, b *Bundle, empty bool) habits.Habit {
	h := brought.Habit
	if h.ID == "" {
		h.ID = habits.NewID()
	}
	if b.Format != Selfcare || !empty {
		h.Position = p.next
	}
	p.next = max(p.next, h.Position+1)
	if h.Key != "" && !slices.Contains(p.list.FreeKeys(h.ID), h.Key) && h.Archived == nil {
		h.Key = ""
	}
	name := p.freeName(h.Name)
	if name != h.Name {
		p.remark("There is a habit called %s already; this one is called %s.", h.Name, name)
		h.Name = name
	}
	p.list = append(p.list, h)
	p.names[habits.Fold(h.Name)]++
	p.fresh[h.ID] = true
	p.change.Habits = append(p.change.Habits, habits.HabitEdit{Is: h})
	return h
}

// freeName is a name that no habit has, nor another one of the bundle: Coffee, or else
// Coffee (2).
func (p *planner) freeName(name string) string {
	if p.names[habits.Fold(name)] == 0 {
		return name
	}
	for {
		p.numbers[name]++
		with := numbered(name, p.numbers[name]+1)
		if folded := habits.Fold(with); p.names[folded] == 0 && !p.others[folded] {
			return with
		}
	}
}

// numbered is a name with a number, cut so that both fit.
func numbered(name string, n int) string {
	suffix := fmt.Sprintf(" (%d)", n)
	short := []rune(name)
	short = short[:min(len(short), habits.MaxName-len(suffix))]
	return habits.NameOf(string(short)) + suffix
}

// replace edits a habit to what an export of our own says of it.
func (p *planner) replace(h *habits.Habit, is habits.Habit) {
	is.ID, is.Position = h.ID, h.Position
	others := slices.DeleteFunc(slices.Clone(p.list), func(o habits.Habit) bool { return o.ID == h.ID })
	if _, taken := others.Find(is.Name); taken {
		is.Name = h.Name
	}
	if !slices.Contains(p.list.FreeKeys(h.ID), is.Key) && is.Archived == nil {
		is.Key = h.Key
	}
	if habits.ChangesUnit(*h, is, true) != nil {
		p.remark("%s counts in another unit here, and stays as it is.", h.Name)
		return
	}
	if same(exportedHabit(*h), exportedHabit(is)) {
		return
	}
	for i := range p.list {
		if p.list[i].ID == h.ID {
			p.list[i] = is
		}
	}
	was := *h
	p.names[habits.Fold(h.Name)]--
	p.names[habits.Fold(is.Name)]++
	*h = is
	p.change.Habits = append(p.change.Habits, habits.HabitEdit{Was: &was, Is: is})
}

// keepOrigin notes with a habit where it came from.
func (p *planner) keepOrigin(id habits.ID, origin string) {
	for i := range p.list {
		if h := &p.list[i]; h.ID == id {
			was := *h
			h.Origin = origin
			p.change.Habits = append(p.change.Habits, habits.HabitEdit{Was: &was, Is: *h})
		}
	}
}
