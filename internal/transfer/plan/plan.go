package plan

import (
	"cmp"
	"fmt"
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// Choices say how what was read goes beside what is there.
type Choices struct {
	Today calendar.Day
	// Overwrite lets what was read take the place of what is there; otherwise what is
	// there wins.
	Overwrite bool
	// Progress is told now and then how many of the habits were looked at, and ends the
	// plan by an error; nil is nobody.
	Progress func(done, total int64) error
}

// Summary is what a plan does.
type Summary struct {
	From    string // From is what the bundles came from: Loop, or Loop and harsh.
	Made    int    // Made is how many habits are new, Matched how many are there already.
	Matched int
	Entries int // Entries is how many are written; Same how many are there already.
	Same    int
	Kept    int // Kept is how many days say something else here, and keep that.
	// Replaced is how many of the entries take the place of another one.
	Replaced int
	// Changed is how many habits that are here get the name, the goals or other words of
	// the file; Unchanged is how many keep their own, and OthersKept how many moods,
	// boundaries, events and reflections do.
	Changed, Unchanged, OthersKept int

	Moods, Boundaries, Events, Reflections, HelpLines int // that are written

	Future   int
	Unmapped map[string]int
	Bad      []bundle.Row
	BadRows  int
	Remarks  []string
	Left     []bundle.Left // Left is what there is no place for here.
}

// New makes one change of what bundles hold and a store lacks. The change is empty where
// all of it is there. The bundles are used up: years of entries are there once.
func New(bundles []*bundle.Bundle, s bundle.Store, c Choices) (record.Change, Summary, error) {
	p := &planner{
		store: s, Choices: c, sum: Summary{Unmapped: map[string]int{}},
		fresh: map[ident.ID]bool{}, found: map[ident.ID]string{}, pages: map[ident.ID]*page{}, renamed: map[ident.ID]ident.ID{},
		events: map[ident.ID]boundary.Event{}, moods: map[ident.ID]journal.Mood{}, reflections: map[ident.ID]journal.Reflection{},
	}
	if err := p.look(); err != nil {
		return record.Change{}, p.sum, err
	}
	for _, b := range bundles {
		p.tell(b)
		if err := p.takeHabits(b); err != nil {
			return record.Change{}, p.sum, err
		}
		p.takeBoundaries(b)
		p.takeMoods(b)
		p.takeReflections(b)
		p.takeHelpLines(b)
	}
	p.tellRenamed()
	change := p.done()
	return change, p.sum, nil
}

// planner is a plan that is being made.
type planner struct {
	Choices
	store  bundle.Store
	change record.Change
	sum    Summary

	list  habits.List
	next  int            // the position after the last
	names map[string]int // how many habits have a folded name
	keys  map[string]int // how many habits of the list have a key
	// others are the folded names of the bundle that is looked at; numbers are the last
	// that were put behind a name.
	others  map[string]bool
	numbers map[string]int
	fresh   map[ident.ID]bool // habits that this plan makes
	// found are habits of the person's own that something was brought into, with where
	// that came from: the next time they are found by it, whatever they are called then.
	found map[ident.ID]string
	order []ident.ID       // habits with pages, as they came
	at    map[ident.ID]int // where habits are in the list
	// renames are how many habits could not have their names; the first are told.
	renames int
	told    []string
	pages   map[ident.ID]*page

	bounds      boundary.List
	noBounds    bool // the store has none
	renamed     map[ident.ID]ident.ID
	events      map[ident.ID]boundary.Event
	moods       map[ident.ID]journal.Mood
	reflections map[ident.ID]journal.Reflection
	help        journal.HelpLines
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
	p.next, p.names, p.keys = p.list.Next(), map[string]int{}, map[string]int{}
	p.numbers = map[string]int{}
	p.at = map[ident.ID]int{}
	for i, h := range p.list {
		p.count(h, 1)
		p.at[h.ID] = i
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
func (p *planner) tell(b *bundle.Bundle) {
	switch name := b.Format.Name(); {
	case p.sum.From == "":
		p.sum.From = name
	case p.sum.From != name:
		p.sum.From += " and " + name
	}
	p.sum.Future += b.Future
	p.sum.Bad = append(p.sum.Bad, b.Bad...)
	p.sum.BadRows += b.BadRows
	p.sum.Remarks = append(p.sum.Remarks, b.Remarks...)
	for _, l := range b.Left {
		p.sum.Left = bundle.AddLeft(p.sum.Left, l)
	}
	for word, n := range b.Unmapped {
		p.sum.Unmapped[word] += n
	}
}

// takeHabits finds or makes the habits of a bundle, and writes their entries.
func (p *planner) takeHabits(b *bundle.Bundle) error {
	empty := len(p.list) == 0
	p.others = map[string]bool{}
	for _, brought := range b.Habits {
		p.others[spelling.Fold(brought.Habit.Name)] = true
	}
	found := p.match(b)
	for i, brought := range b.Habits {
		if p.Progress != nil && i%1024 == 0 {
			if err := p.Progress(int64(i), int64(len(b.Habits))); err != nil {
				return err
			}
		}
		h := found[i]
		if brought.Renamed != "" && (h == nil || h.Origin != brought.Habit.Origin) {
			name := brought.Habit.Name
			if h != nil {
				name = h.Name
			}
			p.rename("%s; the habit is called %s.", brought.Renamed, name)
		}
		if h == nil {
			made := p.make(brought, b, empty)
			h = &made
			p.sum.Made++
		} else {
			p.sum.Matched++
			if h.Origin == "" && brought.Habit.Origin != "" && brought.Habit.ID == "" && !p.fresh[h.ID] {
				p.found[h.ID] = brought.Habit.Origin
			}
			if b.Format == bundle.Selfcare && !p.fresh[h.ID] {
				p.define(h, brought.Habit)
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
func (p *planner) write(h habits.Habit, brought bundle.Imported) error {
	entries := slices.Grow(brought.Entries, len(brought.Numbers))
	for _, n := range brought.Numbers {
		d := habits.Dated{Day: n.Day, Entry: habits.Entry{State: n.State, Note: n.Note}}
		if n.Counts {
			var err error
			if d.Amount, err = amountIn(n, h); err != nil {
				p.sum.BadRows++
				row := bundle.Row{File: h.Name + " on " + n.Day.String(), Why: bundle.Reason(err)}
				if n.File != nil {
					row = bundle.Row{File: spelling.CleanLine(*n.File), Line: int(n.Line), Why: row.Why}
				}
				p.sum.Bad = append(p.sum.Bad, row)
				continue
			}
		}
		entries = append(entries, d)
	}
	pg := p.pages[h.ID]
	if pg == nil {
		pg = &page{}
		if !p.fresh[h.ID] {
			history, err := p.store.History(h.ID, calendar.FirstDay)
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
			p.sum.Bad = append(p.sum.Bad, bundle.Row{File: h.Name + " on " + e.Day.String(), Why: bundle.Reason(err)})
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
		case there && e.State == habits.Unknown && is.State != habits.Unknown: // a note takes no state away
			if e.State, e.Amount = is.State, is.Amount; e.Note == is.Note {
				p.sum.Same++
				continue
			}
			put = append(put, e)
		default:
			put = append(put, e)
		}
	}
	pg.put = merge(pg.put, put)
	return nil
}

// amountIn returns the amount in the unit that the habit counts in on that day.
func amountIn(n bundle.Number, h habits.Habit) (habits.Amount, error) {
	unit := h.GoalOn(n.Day).Unit
	switch {
	case !n.Clock:
		return habits.AmountOf(n.Number, unit)
	case unit.IsTime():
		return habits.AmountOf(n.Number, habits.Hours)
	case unit == "":
		return 0, refusal.BadInput("%s is a time, and %s doesn't count one", n.String(), h.Name)
	}
	return 0, refusal.BadInput("%s is a time, and %s counts %s", n.String(), h.Name, unit)
}

func find(all []habits.Dated, d calendar.Day) (habits.Dated, bool) {
	i, ok := slices.BinarySearchFunc(all, d, func(e habits.Dated, d calendar.Day) int { return cmp.Compare(e.Day, d) })
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
	return bundle.InOrder(slices.Concat(first, second), bundle.DayOfEntry, true)
}

// rename tells that a name is another one here.
func (p *planner) rename(format string, args ...any) {
	if p.renames++; p.renames <= bundle.MaxKinds {
		p.told = append(p.told, spelling.CleanLine(fmt.Sprintf(format, args...)))
	}
}

func (p *planner) tellRenamed() {
	p.sum.Remarks = append(p.sum.Remarks, p.told...)
	if more := p.renames - len(p.told); more > 0 {
		p.remark("%s had to change, too.", phrase.Count(more, "other name", "other names"))
	}
}

func (p *planner) remark(format string, args ...any) {
	p.sum.Remarks = append(p.sum.Remarks, spelling.CleanLine(fmt.Sprintf(format, args...)))
}

// done is the change.
func (p *planner) done() record.Change {
	for _, id := range p.order {
		pg := p.pages[id]
		// What one file wrote, another one may have brought back.
		put := slices.DeleteFunc(pg.put, func(e habits.Dated) bool {
			had, there := find(pg.had, e.Day)
			return there && had == e
		})
		p.sum.Entries += len(put)
		for _, e := range put {
			if _, there := find(pg.had, e.Day); there {
				p.sum.Replaced++
			}
		}
		if origin := p.found[id]; origin != "" && len(put) > 0 {
			p.keepOrigin(id, origin)
		}
		if len(put) > 0 {
			p.change.Days = append(p.change.Days, record.Days{Habit: id, Entries: put})
		}
	}
	if !p.change.IsEmpty() {
		p.change.Import = &record.Import{From: p.sum.From, Entries: p.sum.Entries}
	}
	return p.change
}
