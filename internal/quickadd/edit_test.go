package quickadd

import (
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/quantity"
)

// write parses a line and writes it to a history, as a store would.
func write(t *testing.T, h *habits.History, line string) (habits.Entry, error) {
	t.Helper()
	e, err := parse(Split(line), list, today)
	if err != nil {
		t.Fatal(err)
	}
	edit, err := e.Edit(habits.Evaluate(e.Habit, *h, today).On(e.Day))
	if err != nil {
		return habits.Entry{}, err
	}
	if edit.Habit != e.Habit.ID || edit.Day != e.Day {
		t.Errorf("%s edits %s on %s", line, edit.Habit, edit.Day)
	}
	after, err := edit.On(h.On(e.Day))
	if err == nil {
		h.Set(e.Day, after)
	}
	return after, err
}

func TestWhatLinesLeaveWritten(t *testing.T) {
	const (
		minute = 60_000
		hour   = 60 * minute
	)
	measured := func(a quantity.Amount, note string) habits.Entry {
		return habits.Entry{State: habits.Measured, Amount: a, Note: note}
	}
	for _, c := range []struct {
		name  string
		lines []string
		want  habits.Entry // on the day of the last line
	}{
		{"a bare check is yes", []string{"meditation"}, habits.Entry{State: habits.Yes}},
		{"a check said yes", []string{"meditation yes"}, habits.Entry{State: habits.Yes}},
		{"a no on a check", []string{"meditation", "meditation no"}, habits.Entry{State: habits.No}},
		{"a rest", []string{"walk 10", "walk skip"}, habits.Entry{State: habits.Skip}},
		{"a bare at least gets its goal", []string{"sleep"}, measured(7*hour+hour/2, "")},
		{"a bare at least gets what is missing", []string{"walk 10", "walk"}, measured(30*minute, "")},
		{"so does a yes", []string{"walk 10", "walk yes"}, measured(30*minute, "")},
		{"missing in the window", []string{"outdoors 55m -2d", "outdoors 20m yesterday", "outdoors 5", "outdoors"}, measured(45*minute, "")},
		{"missing on another day", []string{"walk 10", "walk yesterday"}, measured(30*minute, "")},
		{"a bare name after a rest", []string{"walk skip", "walk"}, measured(30*minute, "")},
		{"amounts add up", []string{"walk 20m", "walk 20m", "walk 20m"}, measured(hour, "")},
		{"set replaces", []string{"walk 20m", "walk set:5"}, measured(5*minute, "")},
		{"a no on an amount is 0", []string{"walk 20m", "walk no"}, measured(0, "")},
		{"a no on an at most is 0", []string{"coffee no"}, measured(0, "")},
		{"a second note goes on a new line", []string{"walk 10 -- park", "walk 10 -- lake"}, measured(20*minute, "park\nlake")},
		{"a note stays when none is given", []string{"walk 10 -- park", "walk set:10"}, measured(10*minute, "park")},
		{"a note with what is met already", []string{"walk 30", "walk -- lake"}, measured(30*minute, "lake")},
	} {
		t.Run(c.name, func(t *testing.T) {
			var h habits.History
			var got habits.Entry
			for _, line := range c.lines {
				var err error
				if got, err = write(t, &h, line); err != nil {
					t.Fatalf("%s: %v", line, err)
				}
			}
			if got != c.want {
				t.Errorf("%q leave %+v, want %+v", c.lines, got, c.want)
			}
		})
	}
}

func TestABareNameOfAGoalThatIsMetAddsNothing(t *testing.T) {
	var h habits.History
	for _, line := range []string{"outdoors 120", "outdoors", "outdoors -- once more"} {
		if _, err := write(t, &h, line); err != nil {
			t.Fatal(err)
		}
	}
	if got := h.On(today); got.Amount != 120*quantity.Minutes.One() || got.Note != "once more" {
		t.Errorf("the day has %+v", got)
	}
}

func TestTheGoalOfTheDayIsMeant(t *testing.T) {
	h := atLeast("Walk", 30, quantity.Minutes, "daily")
	g := h.Goals[0]
	g.From, g.Unit, g.Target = today, quantity.Hours, 2*quantity.Hours.One()
	changed := habits.List{h.SetGoal(g)}
	for line, want := range map[string]quantity.Amount{
		"walk 2":           2 * quantity.Hours.One(),
		"walk 2 yesterday": 2 * quantity.Minutes.One(),
	} {
		e, err := parse(Split(line), changed, today)
		if err != nil || e.Amount != want {
			t.Errorf("%s is %s, %v", line, e.Amount.Text(quantity.Minutes), err)
		}
	}
	was := check("Read")
	was.Goals = append(was.Goals, habits.Goal{From: today, Measure: habits.AtLeast, Target: 10_000, Unit: "pages", Schedule: habits.Daily})
	lines{"read 10 yesterday": "Read is a check"}.areRefused(t, habits.List{was})
	lines{"read 10": "Read: today + 10 pages"}.say(t, habits.List{was})
}
