package transfer

import (
	"strconv"
	"strings"

	"selfcare/internal/habits"
)

// readSheet reads a CSV file: Daylio's, or a plain one.
func readSheet(at string, o Options) (*Bundle, error) {
	text, err := readText(at)
	if err != nil {
		return nil, err
	}
	t := newTable(at, text, o)
	if err := t.head(); err != nil {
		if o.From == "" || o.From == Auto {
			return nil, unknownSheet(at)
		}
		return nil, err
	}
	switch daylios, plain := t.has("full_date") && t.has("mood"), t.has("date") && t.has("habit") && t.has("value"); {
	case o.From == Daylio, daylios && o.From != CSV:
		return readDaylio(t, o)
	case o.From == CSV, plain:
		return readPlain(t, o)
	}
	return nil, unknownSheet(at)
}

func unknownSheet(at string) error {
	return habits.Refuse("%s is nothing that can be read: no export of selfcare's, Loop's or Daylio's, and no CSV file with date, habit, value and note", at)
}

// readPlain reads date,habit,value,note: a value is yes, no, skip, a number in the habit's
// own unit, or nothing where there is only a note.
func readPlain(t *table, o Options) (*Bundle, error) {
	if err := t.needs("a plain CSV file is (date,habit,value,note)", "date", "habit", "value"); err != nil {
		return nil, err
	}
	b := &Bundle{Format: CSV}
	at := map[string]int{}
	err := t.each(b, func() error {
		d, err := habits.ParseDay(strings.TrimSpace(t.field("date")))
		if err != nil {
			return err
		}
		full := habits.NameOf(unguard(t.field("habit")))
		name, err := nameOf(unguard(t.field("habit")))
		if err != nil {
			return err
		}
		e, err := readPlainValue(t.field("value"))
		if err != nil {
			return err
		}
		if e.Note, err = noteOf(unguard(t.field("note"))); err != nil {
			return err
		}
		here, err := b.written(d, o.Today)
		if err != nil || !here || e == (Number{}) {
			return err
		}
		e.Day = d
		i, ok := at[habits.Fold(full)]
		if !ok {
			i = len(b.Habits)
			at[habits.Fold(full)] = i
			b.Habits = append(b.Habits, Brought{ByName: true, Habit: habits.Habit{Name: name, Origin: b.origin(full)}})
		}
		b.Habits[i].Numbers = append(b.Habits[i].Numbers, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range b.Habits {
		b.Habits[i].settle(o)
	}
	return b, nil
}

// settle makes the habit that the entries of a plain file tell of: one with numbers counts
// something, and what would be enough of it is not told.
func (h *Brought) settle(o Options) {
	h.Numbers = inOrder(h.Numbers, dayOfNumber, true)
	g := habits.Goal{Schedule: habits.Daily}
	for _, e := range h.Numbers {
		if e.Counts {
			g = habits.Goal{Measure: habits.AtLeast}
			break
		}
	}
	h.Habit.Created = h.began(o.Today)
	g.From = h.Habit.Created
	h.Habit.Goals = []habits.Goal{g}
}

func readPlainValue(s string) (Number, error) {
	switch s = strings.TrimSpace(s); habits.Fold(s) {
	case "":
		return Number{}, nil
	case "yes":
		return Number{State: habits.Yes}, nil
	case "no":
		return Number{State: habits.No}, nil
	case "skip":
		return Number{State: habits.Skip}, nil
	}
	n, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil {
		return Number{}, habits.Unfit("%q is no value; there are yes, no, skip and numbers", shorten(s))
	}
	if _, err := habits.AmountOf(n, ""); err != nil {
		return Number{}, err
	}
	return Number{State: habits.Measured, Counts: true, Number: n}, nil
}

// guarded are the first characters with which a spreadsheet takes a text for a formula.
const guarded = "=+-@\t\r"

// guard is a text as a spreadsheet shows it and does not run it. What looks guarded
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

func looksRun(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.ContainsRune(guarded, rune(s[0]))
}
