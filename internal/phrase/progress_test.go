package phrase

import (
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/recordtest"
	"selfcare/internal/storytest"
)

func TestAStandingSaysHowFarItIs(t *testing.T) {
	weekly := habits.Schedule{Times: 1, Days: 7}
	yes := habits.Entry{State: habits.Yes}
	mon := habits.Schedule{Weekdays: 1 << 1}
	for _, c := range []struct {
		goal              habits.Goal
		wrote             []habits.Entry // of the last days, up to Sunday
		loose, tight      string
		missing, inWindow float64
	}{
		{recordtest.AtLeast(0, 120, weekly), []habits.Entry{recordtest.AmountOf(55), recordtest.AmountOf(30)}, "85 of 120 min in 7 d", "85/120 min", 35, 85},
		{recordtest.AtLeast(0, 10, habits.Daily), []habits.Entry{recordtest.AmountOf(10)}, "10 of 10 min", "10/10 min", 0, 10},
		{recordtest.AtLeast(0, 10, habits.Daily), []habits.Entry{recordtest.AmountOf(15)}, "15 of 10 min", "15/10 min", 0, 15},
		{habits.Goal{Measure: habits.AtMost, Target: recordtest.Minutes(2), Unit: quantity.Minutes, Schedule: habits.Daily}, []habits.Entry{recordtest.AmountOf(1)}, "1 of at most 2 min", "1/2 min", 0, 1},
		{habits.Goal{Schedule: habits.Schedule{Times: 3, Days: 7}}, []habits.Entry{yes, yes}, "2 of 3 in 7 d", "2/3", 0, 0},
		{habits.Goal{Schedule: mon}, []habits.Entry{yes}, "Mon", "", 0, 0},
		{habits.Goal{Schedule: habits.Daily}, []habits.Entry{yes}, "", "", 0, 0},
	} {
		var h habits.History
		for i, e := range c.wrote {
			h.Set(storytest.Sunday-calendar.Day(len(c.wrote)-1-i), e)
		}
		s := habits.Evaluate(habits.Habit{Goals: []habits.Goal{c.goal}}, h, storytest.Sunday).On(storytest.Sunday)
		if got := Progress(s, false); got != c.loose {
			t.Errorf("%s: %q, want %q", Goal(c.goal), got, c.loose)
		}
		if got := Progress(s, true); got != c.tight {
			t.Errorf("%s: %q, want %q", Goal(c.goal), got, c.tight)
		}
		if s.Missing() != recordtest.Minutes(c.missing) || s.Sum != recordtest.Minutes(c.inWindow) {
			t.Errorf("%s: %s missing, %s in the window", Goal(c.goal), s.Missing().Text(quantity.Minutes), s.Sum.Text(quantity.Minutes))
		}
	}
}
