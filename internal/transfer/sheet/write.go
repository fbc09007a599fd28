package sheet

import (
	"encoding/csv"
	"io"
	"strconv"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/transfer/bundle"
)

// Write writes the entries of all habits, in the order of the list and of their days,
// as date,habit,value,note. A value is yes, no, skip, a number in the habit's unit, or
// empty where there is only a note. What a spreadsheet would run as a formula begins with
// a quote.
func Write(out io.Writer, s bundle.Store) error {
	w := csv.NewWriter(out)
	if err := w.Write([]string{"date", "habit", "value", "note"}); err != nil {
		return err
	}
	list, err := s.Habits()
	if err != nil {
		return err
	}
	for _, h := range list {
		history, err := s.History(h.ID, calendar.FirstDay)
		if err != nil {
			return err
		}
		name := guard(h.Name)
		for _, e := range history.All() {
			if err := w.Write([]string{e.Day.String(), name, valueOf(h, e), guard(e.Note)}); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

func valueOf(h habits.Habit, e habits.Dated) string {
	switch e.State {
	case habits.Unknown:
		return ""
	case habits.Measured:
		return numberOf(e.Amount.In(h.GoalOn(e.Day).Unit))
	}
	return e.State.String()
}

// numberOf returns a number that is read as what it is: one with three decimals, as 1.234,
// could be a thousand and more, and gets a fourth.
func numberOf(n float64) string {
	s := strconv.FormatFloat(n, 'f', -1, 64)
	if _, open, _ := new(decimals).read(s); open {
		s += "0"
	}
	return s
}
