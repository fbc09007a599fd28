// Package sheet reads and writes plain CSV files: date,habit,value,note.
package sheet

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quantity"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/table"
)

// isYesOnly reports whether the table has dates and habits, and perhaps notes, and nothing
// else that would say whether the habit was done: each row is a yes.
func isYesOnly(t *table.Table) bool {
	for _, name := range t.Names {
		switch spelling.Fold(name) {
		case "date", "habit", "note", "":
		default:
			return false
		}
	}
	return t.Has("date") && t.Has("habit")
}

// Read reads date,habit,value,note: a value is yes, no, skip, a number in the habit's
// own unit, or nothing where there is only a note. Without a column of values each row is
// a yes.
func Read(t *table.Table, o bundle.Options) (*bundle.Bundle, error) {
	need := []string{"date", "habit", "value"}
	yes := isYesOnly(t)
	if yes {
		need = need[:2]
	}
	if err := t.Require("a plain CSV file is (date,habit,value,note)", need...); err != nil {
		return nil, err
	}
	t.Use("date", "habit", "value", "note")
	b := &bundle.Bundle{Format: bundle.CSV}
	p := &reader{b: b, at: map[string]int{}, keys: map[string]string{}, amounts: decimals{semicolon: t.Comma == ';'}}
	err := t.Each(b, func() error { return p.readRow(t, yes, o.Today) })
	if err != nil {
		return nil, err
	}
	p.settle(o)
	return b, nil
}

// reader reads the rows of a plain file.
type reader struct {
	b       *bundle.Bundle
	at      map[string]int    // where the habits are in the bundle, by their folded names
	keys    map[string]string // folded names, by the cells that they stand in
	amounts decimals
	opens   []openNumber
	sums    int    // sums is how many amounts were added to one of their day, and
	sum     string // sum the first of them.
}

// readRow reads a row; with yes it is a yes.
func (p *reader) readRow(t *table.Table, yes bool, today calendar.Day) error {
	d, err := calendar.ParseDay(strings.TrimSpace(t.Field("date")))
	if err != nil {
		return err
	}
	value := t.Field("value")
	if yes {
		value = habits.Yes.String()
	}
	e, open, err := p.value(value)
	if err != nil {
		return err
	}
	if e.Note, err = bundle.NoteOf(unguard(t.Field("note"))); err != nil {
		return err
	}
	name := t.Field("habit")
	if err := p.checkName(name); err != nil {
		return err
	}
	if e.State != habits.Skip || d <= today { // a rest may be planned
		if here, err := p.b.IsHere(d, today); err != nil || !here {
			return err
		}
	}
	if e == (bundle.Number{}) {
		return nil
	}
	e.Day, e.File, e.Line = d, &t.File, int32(min(t.Line, math.MaxInt32))
	p.add(name, e, open)
	return nil
}

// openNumber is an amount that only the rest of its column can tell: the nth of a habit.
type openNumber struct {
	habit, n int
	text     string
}

// value reads a cell; open is the number in it that is not known yet.
func (p *reader) value(s string) (e bundle.Number, open string, err error) {
	switch s = strings.TrimSpace(s); spelling.Fold(s) {
	case "":
		return e, "", nil
	case "yes":
		return bundle.Number{State: habits.Yes}, "", nil
	case "no":
		return bundle.Number{State: habits.No}, "", nil
	case "skip":
		return bundle.Number{State: habits.Skip}, "", nil
	}
	e = bundle.Number{State: habits.Measured, Counts: true}
	if e.Number, e.Clock = readClock(s); e.Clock {
		return e, "", nil
	}
	n, isOpen, err := p.amounts.read(s)
	if isOpen {
		return e, s, nil
	}
	if err == nil {
		_, err = quantity.AmountOf(n, "")
	}
	e.Number = n
	return e, "", err
}

// checkName refuses a cell that no habit can be called by.
func (p *reader) checkName(cell string) error {
	if _, ok := p.keys[cell]; ok {
		return nil
	}
	if _, _, err := bundle.NameOf(unguard(cell)); err != nil {
		return err
	}
	p.keys[strings.Clone(cell)] = spelling.Fold(spelling.NameOf(unguard(cell)))
	return nil
}

// add adds an entry to the habit that a cell names, which was checked.
func (p *reader) add(cell string, e bundle.Number, open string) {
	key := p.keys[cell]
	i, ok := p.at[key]
	if !ok {
		full := unguard(cell)
		i = len(p.b.Habits)
		p.at[key] = i
		name, renamed, _ := bundle.NameOf(full) // it was looked at
		p.b.Habits = append(p.b.Habits, bundle.Imported{
			ByName: true, Renamed: renamed, Habit: habits.Habit{Name: name, Origin: p.b.OriginOf(spelling.NameOf(full))},
		})
	}
	h := &p.b.Habits[i]
	if open != "" {
		p.opens = append(p.opens, openNumber{i, len(h.Numbers), open})
	}
	h.Numbers = append(h.Numbers, e)
}

// settle reads the amounts that were open, and makes the habits that the entries tell of.
func (p *reader) settle(o bundle.Options) {
	before := len(p.b.Bad)
	unread := map[int]bool{}
	for _, open := range p.opens {
		e := &p.b.Habits[open.habit].Numbers[open.n]
		var err error
		if e.Number, err = p.amounts.settle(open.text); err != nil {
			p.b.Skip(*e.File, int(e.Line), err)
			e.File = nil
			unread[open.habit] = true
		}
	}
	for i := range p.b.Habits {
		h := &p.b.Habits[i]
		if unread[i] {
			h.Numbers = slices.DeleteFunc(h.Numbers, func(e bundle.Number) bool { return e.File == nil })
		}
		p.settleHabit(h, o)
	}
	p.b.Habits = slices.DeleteFunc(p.b.Habits, func(h bundle.Imported) bool { return len(h.Numbers) == 0 })
	if p.sums > 0 {
		p.b.Remark("Several amounts of one day were added up, %s; the first is %s.", phrase.Count(p.sums, "time", "times"), p.sum)
	}
	if len(p.b.Bad) > before {
		slices.SortStableFunc(p.b.Bad, func(x, y bundle.Row) int { return x.Line - y.Line })
	}
}

// settleHabit makes the habit that the entries tell of: one with numbers counts something,
// and what would be enough of it is not known.
func (p *reader) settleHabit(h *bundle.Imported, o bundle.Options) {
	h.Numbers = bundle.JoinDays(h.Numbers, bundle.DayOfNumber,
		func(first, then bundle.Number) (bundle.Number, error) { return p.join(h.Habit.Name, first, then) },
		func(then bundle.Number, why error) { p.b.Skip(*then.File, int(then.Line), why) })
	g := habits.Goal{Schedule: habits.Daily}
	for _, e := range h.Numbers {
		if e.Counts {
			g.Measure, g.Schedule = habits.AtLeast, habits.Schedule{}
		}
		if e.Clock {
			g.Unit = quantity.Hours
			break
		}
	}
	h.Habit.Created = h.FirstDay(o.Today)
	g.From = h.Habit.Created
	h.Habit.Goals = []habits.Goal{g}
}

// join returns two entries of a day as one. Amounts are pieces, and are added up.
func (p *reader) join(name string, first, then bundle.Number) (bundle.Number, error) {
	note, err := bundle.JoinNotes(first.Note, then.Note)
	if err != nil {
		return first, err
	}
	joined := first
	switch {
	case then.State == habits.Unknown, then.State == first.State && !first.Counts, first.Implies(then):
	case first.State == habits.Unknown, then.Implies(first):
		joined.State, joined.Counts, joined.Clock, joined.Number = then.State, then.Counts, then.Clock, then.Number
	case first.Counts && then.Counts && first.Clock == then.Clock:
		joined.Number += then.Number
		if _, err := quantity.AmountOf(joined.Number, ""); err != nil {
			return first, err
		}
		if p.sums++; p.sums == 1 {
			p.sum = first.String() + " + " + then.String() + " of " + name + " on " + first.Day.String()
		}
	default:
		return first, bundle.Conflict(name, first.Day, first.String(), then.String())
	}
	joined.Note = note
	return joined, nil
}

// guarded are the first characters with which a spreadsheet takes a text for a formula; a
// Japanese or Chinese one takes the full-width ones for the same.
const guarded = "=+-@\t\r＝＋－＠"

// guard returns a text that a spreadsheet shows and does not run. What looks guarded
// already is guarded once more, so that unguard brings back what was there.
func guard(s string) string {
	if looksRun(s) {
		return "'" + s
	}
	return s
}

// unguard takes away what guard added.
func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && looksRun(rest) {
		return rest
	}
	return s
}

// looksRun reports whether a spreadsheet runs a text, or would but for quotes before it.
func looksRun(s string) bool {
	first, n := utf8.DecodeRuneInString(strings.TrimLeft(s, "'"))
	return n > 0 && first != utf8.RuneError && strings.ContainsRune(guarded, first)
}

// Fits reports whether a table has the columns of a plain file.
func Fits(t *table.Table) bool {
	return t.Has("date") && t.Has("habit") && (t.Has("value") || isYesOnly(t))
}
