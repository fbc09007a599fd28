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

func (p *planner) remark(format string, args ...any) {
	p.sum.Remarks = append(p.sum.Remarks, habits.CleanLine(fmt.Sprintf(format, args...)))
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
