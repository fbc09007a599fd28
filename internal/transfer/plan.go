package transfer

import (
	"cmp"
	"fmt"
	"slices"

	"selfcare/internal/habits"
)

// Choices say how what was read goes beside what is there.
type Choices struct {
	Today habits.Day
	// Overwrite lets what was read take the place of what is there; otherwise what is
	// there wins.
	Overwrite bool
}

// Summary is what a plan does.
type Summary struct {
	From    string // From is what the bundles came from: Loop, or Loop and harsh.
	Made    int    // Made is how many habits are new, Matched how many are there already.
	Matched int
	Entries int // Entries is how many are written; Same how many are there already.
	Same    int
	Kept    int // Kept is how many days say something else here, and keep that.

	Moods, Boundaries, Events, Reflections int // that are written

	Future   int
	Unmapped map[string]int
	Bad      []Row
	BadRows  int
	Remarks  []string
}

// Plan makes one change of what bundles hold and a store lacks. The change is empty where
// all of it is there. The bundles are used up: years of entries are there once.
func Plan(bundles []*Bundle, s Store, c Choices) (habits.Change, Summary, error) {
	p := &planner{
		store: s, Choices: c, sum: Summary{Unmapped: map[string]int{}},
		fresh: map[habits.ID]bool{}, found: map[habits.ID]string{}, pages: map[habits.ID]*page{}, renamed: map[habits.ID]habits.ID{},
		events: map[habits.ID]habits.Event{}, moods: map[habits.ID]habits.Mood{}, reflections: map[habits.ID]habits.Reflection{},
	}
	if err := p.look(); err != nil {
		return habits.Change{}, p.sum, err
	}
	for _, b := range bundles {
		p.tell(b)
		if err := p.takeHabits(b); err != nil {
			return habits.Change{}, p.sum, err
		}
		p.takeBoundaries(b)
		p.takeMoods(b)
		p.takeReflections(b)
		p.takeHelpLines(b)
	}
	change := p.done()
	return change, p.sum, nil
}

// planner is a plan that is being made.
type planner struct {
	Choices
	store  Store
	change habits.Change
	sum    Summary

	list  habits.List
	next  int            // the position after the last
	names map[string]int // how many habits have a folded name
	// others are the folded names of the bundle that is looked at; numbers are the last
	// that were put behind a name.
	others  map[string]bool
	numbers map[string]int
	fresh   map[habits.ID]bool // habits that this plan makes
	// found are habits of the person's own that something was brought into, with where
	// that came from: the next time they are found by it, whatever they are called then.
	found map[habits.ID]string
	order []habits.ID // habits with pages, as they came
	pages map[habits.ID]*page

	bounds      habits.Boundaries
	noBounds    bool // the store has none
	renamed     map[habits.ID]habits.ID
	events      map[habits.ID]habits.Event
	moods       map[habits.ID]habits.Mood
	reflections map[habits.ID]habits.Reflection
	help        habits.HelpLines
}

// page is what a habit holds, and what is to be written over it.
type page struct {
	had, put []habits.Dated
}

// look reads what the store holds, but for the entries.
func (p *planner) look() (err error) {
	if p.list, err = p.store.Habits(); err != nil {
		return err
	}
	p.list = slices.Clone(p.list)
	p.next, p.names = p.list.Next(), map[string]int{}
	p.numbers = map[string]int{}
	for _, h := range p.list {
		p.names[habits.Fold(h.Name)]++
	}
	if p.bounds, err = p.store.Boundaries(); err != nil {
		return err
	}
	p.noBounds = len(p.bounds) == 0
	for _, b := range p.bounds {
		for _, e := range b.Events {
			p.events[e.ID] = e
		}
	}
	moods, err := p.store.Moods()
	if err != nil {
		return err
	}
	for _, m := range moods {
		p.moods[m.ID] = m
	}
	reflections, err := p.store.Reflections()
	if err != nil {
		return err
	}
	for _, r := range reflections {
		p.reflections[r.ID] = r
	}
	p.help, err = p.store.HelpLines()
	return err
}

// tell takes in what a bundle has to say of its rows.
func (p *planner) tell(b *Bundle) {
	switch name := b.Format.name(); {
	case p.sum.From == "":
		p.sum.From = name
	case p.sum.From != name:
		p.sum.From += " and " + name
	}
	p.sum.Future += b.Future
	p.sum.Bad = append(p.sum.Bad, b.Bad...)
	p.sum.BadRows += b.BadRows
	p.sum.Remarks = append(p.sum.Remarks, b.Remarks...)
	for word, n := range b.Unmapped {
		p.sum.Unmapped[word] += n
	}
}

// takeHabits finds or makes the habits of a bundle, and writes their entries.
func (p *planner) takeHabits(b *Bundle) error {
	empty := len(p.list) == 0
	p.others = map[string]bool{}
	for _, brought := range b.Habits {
		p.others[habits.Fold(brought.Habit.Name)] = true
	}
	found := p.match(b)
	for i, brought := range b.Habits {
		h := found[i]
		if h == nil {
			made := p.make(brought, b, empty)
			h = &made
			p.sum.Made++
		} else {
			p.sum.Matched++
			if h.Origin == "" && brought.Habit.Origin != "" && brought.Habit.ID == "" && !p.fresh[h.ID] {
				p.found[h.ID] = brought.Habit.Origin
			}
			if p.Overwrite && b.Format == Selfcare && !p.fresh[h.ID] {
				p.replace(h, brought.Habit)
			}
		}
		b.Habits[i].Entries, b.Habits[i].Numbers = nil, nil
		if err := p.write(*h, brought); err != nil {
			return err
		}
	}
	return nil
}

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

// write lays entries beside those that the habit has.
func (p *planner) write(h habits.Habit, brought Brought) error {
	entries := slices.Grow(brought.Entries, len(brought.Numbers))
	for _, n := range brought.Numbers {
		d := habits.Dated{Day: n.Day, Entry: habits.Entry{State: n.State, Note: n.Note}}
		if n.Counts {
			var err error
			if d.Amount, err = habits.AmountOf(n.Number, h.GoalOn(n.Day).Unit); err != nil {
				return err
			}
		}
		entries = append(entries, d)
	}
	pg := p.pages[h.ID]
	if pg == nil {
		pg = &page{}
		if !p.fresh[h.ID] {
			history, err := p.store.History(h.ID, habits.FirstDay)
			if err != nil {
				return err
			}
			pg.had = history.All()
		}
		p.pages[h.ID] = pg
		p.order = append(p.order, h.ID)
	}
	put := entries[:0]
	for _, e := range entries {
		edit := habits.Edit{Day: e.Day, Mark: habits.Set, State: e.State, Amount: e.Amount}
		if _, err := h.Write(edit, habits.Entry{}); err != nil {
			p.sum.BadRows++
			p.sum.Bad = append(p.sum.Bad, Row{File: h.Name + " on " + e.Day.String(), Why: inRow(err)})
			continue
		}
		is, there := find(pg.put, e.Day)
		if !there {
			is, there = find(pg.had, e.Day)
		}
		switch {
		case there && is.Entry == e.Entry:
			p.sum.Same++
		case there && !p.Overwrite:
			p.sum.Kept++
		default:
			put = append(put, e)
		}
	}
	pg.put = merge(pg.put, put)
	return nil
}

func find(all []habits.Dated, d habits.Day) (habits.Dated, bool) {
	i, ok := slices.BinarySearchFunc(all, d, func(e habits.Dated, d habits.Day) int { return cmp.Compare(e.Day, d) })
	if !ok {
		return habits.Dated{}, false
	}
	return all[i], true
}

// merge is two rows of entries as one, the second winning.
func merge(first, second []habits.Dated) []habits.Dated {
	if len(first) == 0 {
		return second
	}
	return inOrder(slices.Concat(first, second), dayOfDated, true)
}

// takeBoundaries finds or makes the boundaries of a bundle, with their events.
func (p *planner) takeBoundaries(b *Bundle) {
	for _, brought := range b.Boundaries {
		events := brought.Events
		brought.Events = nil
		id := brought.ID
		switch is := p.sameBoundary(brought); {
		case is == nil:
			if !p.noBounds {
				brought.Position = p.bounds.Next()
			}
			p.putBoundary(brought)
		case p.Overwrite && is.ID == id:
			brought.Position = is.Position
			if p.nameIsOpen(brought) {
				brought.Name = is.Name
			}
			if !same(exportedBoundary(wordsOnly(*is)), exportedBoundary(brought)) {
				p.putBoundary(brought)
			}
		default:
			id = is.ID
		}
		p.renamed[brought.ID] = id
		for _, e := range events {
			e.Boundary = id
			if put(p.events, e.ID, e, p.Overwrite, exportedEvent, &p.change.Events) {
				p.sum.Events++
			}
		}
	}
}

// sameBoundary is the boundary that another one is here, by its ID or by its name and its
// beginning; nil where there is none.
func (p *planner) sameBoundary(b habits.Boundary) *habits.Boundary {
	if is := p.bounds.Find(b.ID); is != nil {
		return is
	}
	for i := range p.bounds {
		if is := &p.bounds[i]; habits.Fold(is.Name) == habits.Fold(b.Name) && is.Since.Equal(b.Since) {
			return is
		}
	}
	return nil
}

func wordsOnly(b habits.Boundary) habits.Boundary {
	b.Events = nil
	return b
}

func (p *planner) putBoundary(b habits.Boundary) {
	name := b.Name
	for n := 2; b.Ended == nil && p.nameIsOpen(b); n++ {
		b.Name = numbered(name, n)
	}
	p.bounds = slices.DeleteFunc(slices.Clone(p.bounds), func(is habits.Boundary) bool { return is.ID == b.ID })
	p.bounds = append(p.bounds, b)
	p.change.Boundaries = append(p.change.Boundaries, habits.Swap[habits.Boundary]{Is: &b})
	p.sum.Boundaries++
}

func (p *planner) nameIsOpen(b habits.Boundary) bool {
	return slices.ContainsFunc(p.bounds, func(is habits.Boundary) bool {
		return is.ID != b.ID && is.Ended == nil && habits.Fold(is.Name) == habits.Fold(b.Name)
	})
}

// put writes a record, unless it is there; with over, unless it is there and the same.
func put[T, F any](had map[habits.ID]T, id habits.ID, is T, over bool, form func(T) F, into *[]habits.Swap[T]) bool {
	swap := habits.Swap[T]{Is: &is}
	if was, there := had[id]; there {
		if !over || same(form(was), form(is)) {
			return false
		}
		swap.Was = &was
	}
	had[id] = is
	*into = append(*into, swap)
	return true
}

// same reports whether two records are the same in all that an export has.
func same[F any](a, b F) bool {
	x, err1 := marshal(a)
	y, err2 := marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

// takeMoods writes the moods of a bundle that are not there, takeReflections its
// reflections.
func (p *planner) takeMoods(b *Bundle) {
	for _, m := range b.Moods {
		if put(p.moods, m.ID, m, p.Overwrite, exportedMood, &p.change.Moods) {
			p.sum.Moods++
		}
	}
}

func (p *planner) takeReflections(b *Bundle) {
	for _, r := range b.Reflections {
		if id, ok := p.renamed[r.Boundary]; ok {
			r.Boundary = id
		}
		if put(p.reflections, r.ID, r, p.Overwrite, exportedReflection, &p.change.Reflections) {
			p.sum.Reflections++
		}
	}
}

func (p *planner) takeHelpLines(b *Bundle) {
	if b.HelpLines == nil || *b.HelpLines == p.help || p.help != (habits.HelpLines{}) && !p.Overwrite {
		return
	}
	p.help = *b.HelpLines
	p.change.HelpLines = habits.Put(p.help)
}

func (p *planner) remark(format string, args ...any) {
	p.sum.Remarks = append(p.sum.Remarks, habits.CleanLine(fmt.Sprintf(format, args...)))
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

// done is the change.
func (p *planner) done() habits.Change {
	for _, id := range p.order {
		pg := p.pages[id]
		// What one file wrote, another one may have brought back.
		put := slices.DeleteFunc(pg.put, func(e habits.Dated) bool {
			had, there := find(pg.had, e.Day)
			return there && had == e
		})
		p.sum.Entries += len(put)
		if origin := p.found[id]; origin != "" && len(put) > 0 {
			p.keepOrigin(id, origin)
		}
		if len(put) > 0 {
			p.change.Days = append(p.change.Days, habits.Days{Habit: id, Entries: put})
		}
	}
	if !p.change.IsEmpty() {
		p.change.Import = &habits.Import{From: p.sum.From, Entries: p.sum.Entries}
	}
	return p.change
}
