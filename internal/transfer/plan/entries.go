package plan

import (
	"cmp"
	"slices"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// write lays entries beside those that the habit has.
func (p *planner) write(h habits.Habit, imported bundle.Imported) error {
	entries := p.entriesOf(h, imported)
	pg, err := p.pageOf(h.ID)
	if err != nil {
		return err
	}
	put := entries[:0]
	for _, e := range entries {
		edit := habits.Edit{Day: e.Day, Mark: habits.Set, State: e.State, Amount: e.Amount}
		if _, err := h.Write(edit, habits.Entry{}); err != nil {
			p.skip(bundle.Row{File: h.Name + " on " + e.Day.String()}, err)
			continue
		}
		if e, ok := p.beside(pg, e); ok {
			put = append(put, e)
		}
	}
	pg.put = merge(pg.put, put)
	return nil
}

// entriesOf returns the entries of a habit of a file, in the units that it counts in here.
func (p *planner) entriesOf(h habits.Habit, imported bundle.Imported) []habits.Dated {
	entries := slices.Grow(imported.Entries, len(imported.Numbers))
	for _, n := range imported.Numbers {
		d := habits.Dated{Day: n.Day, Entry: habits.Entry{State: n.State, Note: n.Note}}
		if n.Counts {
			var err error
			if d.Amount, err = amountIn(n, h); err != nil {
				row := bundle.Row{File: h.Name + " on " + n.Day.String()}
				if n.File != nil {
					row = bundle.Row{File: spelling.CleanLine(*n.File), Line: int(n.Line)}
				}
				p.skip(row, err)
				continue
			}
		}
		entries = append(entries, d)
	}
	return entries
}

// skip leaves a row out.
func (p *planner) skip(row bundle.Row, why error) {
	row.Why = bundle.Reason(why)
	p.sum.BadRows++
	p.sum.Bad = append(p.sum.Bad, row)
}

// pageOf returns the page of a habit, which is made where it is the first time.
func (p *planner) pageOf(id ident.ID) (*page, error) {
	if pg := p.pages[id]; pg != nil {
		return pg, nil
	}
	pg := &page{}
	if !p.fresh[id] {
		history, err := p.store.History(id, calendar.FirstDay)
		if err != nil {
			return nil, err
		}
		pg.had = history.All()
		p.seen.histories[id] = pg.had
	}
	p.pages[id] = pg
	p.order = append(p.order, id)
	return pg, nil
}

// beside lays an entry beside that of its day. It returns what is to be written, and reports
// whether anything is.
func (p *planner) beside(pg *page, e habits.Dated) (habits.Dated, bool) {
	is, there := find(pg.put, e.Day)
	if !there {
		is, there = find(pg.had, e.Day)
	}
	switch {
	case !there:
		return e, true
	case is.Entry == e.Entry:
		p.sum.Same++
		return e, false
	case !p.Overwrite:
		p.sum.Kept++
		return e, false
	case e.State == habits.Unknown && is.State != habits.Unknown: // a note takes no state away
		if e.State, e.Amount = is.State, is.Amount; e.Note == is.Note {
			p.sum.Same++
			return e, false
		}
	}
	return e, true
}

// amountIn returns the amount in the unit that the habit counts in on that day.
func amountIn(n bundle.Number, h habits.Habit) (quantity.Amount, error) {
	unit := h.GoalOn(n.Day).Unit
	switch {
	case !n.Clock:
		return quantity.AmountOf(n.Number, unit)
	case unit.IsTime():
		return quantity.AmountOf(n.Number, quantity.Hours)
	case unit == "":
		return 0, refusal.BadInput("%s is a time, and %s doesn't count one", n.String(), h.Name)
	}
	return 0, refusal.BadInput("%s is a time, and %s counts %s", n.String(), h.Name, unit)
}

// find returns the entry of a day, and reports whether there is one.
func find(all []habits.Dated, d calendar.Day) (habits.Dated, bool) {
	i, ok := slices.BinarySearchFunc(all, d, func(e habits.Dated, d calendar.Day) int { return cmp.Compare(e.Day, d) })
	if !ok {
		return habits.Dated{}, false
	}
	return all[i], true
}

// merge returns two rows of entries as one, the second winning.
func merge(first, second []habits.Dated) []habits.Dated {
	if len(first) == 0 {
		return second
	}
	return bundle.InOrder(slices.Concat(first, second), bundle.DayOfEntry)
}
