package document

import (
	"strconv"

	"selfcare/internal/entry"
	"selfcare/internal/habits"
)

// Day is a day's list.
type Day struct {
	Day    string   `json:"day"`
	Kept   int      `json:"kept"`
	Due    int      `json:"due"`
	Mood   *float64 `json:"mood"`
	Habits []Row    `json:"habits"`
}

// Row is one habit on a day's list.
type Row struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Area     string   `json:"area"`
	Measure  string   `json:"measure"`
	Target   *float64 `json:"target"`
	Unit     *string  `json:"unit"`
	Schedule string   `json:"schedule"`
	Due      bool     `json:"due"`
	State    string   `json:"state"`
	Amount   *float64 `json:"amount"`
	Window   float64  `json:"window"`
	Note     string   `json:"note"`
	Strength *Share   `json:"strength"` // null where it is tracked only
	Run      int      `json:"run"`
	Longest  int      `json:"longest"`
	Total    int      `json:"total"`
}

// Share is a number from 0 to 1, written plainly: no exponent, twelve decimals.
type Share float64

// MarshalJSON writes the number.
func (s Share) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(s), 'f', 12, 64), nil
}

// RowOf returns what is shown of a habit on a day.
func RowOf(c habits.Evaluation, s habits.Status) Row {
	h, runs := c.Habit(), c.Runs()
	row := Row{
		ID: string(h.ID), Name: h.Name, Area: h.Area, Measure: s.Goal.Measure.String(),
		Target: targetOf(s.Goal), Unit: unitOf(s.Goal), Schedule: s.Goal.Schedule.String(), Due: s.Due,
		State: s.State.String(), Amount: amountOf(s), Window: windowOf(s), Note: s.Entry.Note,
		Run: runs.Current, Longest: runs.Longest, Total: runs.Total,
	}
	if strength, known := c.Strength(); known {
		n := Share(strength)
		row.Strength = &n
	}
	return row
}

// targetOf returns the target of a goal, in its unit.
func targetOf(g habits.Goal) *float64 {
	if !g.Measure.Counts() {
		return nil
	}
	n := g.Target.In(g.Unit)
	return &n
}

// unitOf returns the unit of a goal.
func unitOf(g habits.Goal) *string {
	if !g.Measure.Counts() || g.Unit == "" { // plain counts
		return nil
	}
	u := string(g.Unit)
	return &u
}

// amountOf returns the amount that was written on a day, in the habit's unit.
func amountOf(s habits.Status) *float64 {
	if s.Entry.State != habits.Measured {
		return nil
	}
	n := s.Entry.Amount.In(s.Goal.Unit)
	return &n
}

// windowOf returns the window's sum, or its number of yes-days.
func windowOf(s habits.Status) float64 {
	if s.Goal.Measure.Counts() {
		return s.Sum.In(s.Goal.Unit)
	}
	return float64(s.Count)
}

// Added is what one line of quick-add came to.
type Added struct {
	Kind   string   `json:"kind"` // entry: one of a habit
	Habit  string   `json:"habit"`
	ID     string   `json:"id"`
	Day    string   `json:"day"`
	State  string   `json:"state"`
	Added  *float64 `json:"added"`
	Amount *float64 `json:"amount"`
	Window float64  `json:"window"`
	Unit   *string  `json:"unit"`
	Note   string   `json:"note"`
}

// AddedOf returns what a line about a habit came to.
func AddedOf(w entry.Written) Added {
	h, after := w.Entry.Habit, w.After
	a := Added{
		Kind: "entry", Habit: h.Name, ID: string(h.ID), Day: w.Entry.Day.String(), State: after.State.String(),
		Window: windowOf(after), Note: after.Entry.Note, Amount: amountOf(after), Unit: unitOf(after.Goal),
	}
	if w.Edit.Mark == habits.Add {
		n := w.Edit.Amount.In(after.Goal.Unit)
		a.Added = &n
	}
	return a
}
