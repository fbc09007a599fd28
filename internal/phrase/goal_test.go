package phrase

import (
	"testing"
	"time"

	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/recordtest"
)

func TestAGoalInWords(t *testing.T) {
	week := habits.Schedule{Times: 1, Days: 7}
	monWed := habits.Schedule{Weekdays: 1<<time.Wednesday | 1<<time.Monday}
	for _, c := range []struct {
		goal habits.Goal
		want string
	}{
		{habits.Goal{Schedule: habits.Daily}, "every day"},
		{habits.Goal{Schedule: habits.Schedule{Times: 3, Days: 7}}, "3 of 7 days"},
		{habits.Goal{Schedule: monWed}, "Mon Wed"},
		{habits.Goal{}, "tracked only"},
		{recordtest.AtLeast(0, 10, habits.Daily), "10 min a day"},
		{recordtest.AtLeast(0, 120, week), "120 min in 7 d"},
		{recordtest.AtLeast(0, 30, monWed), "30 min, Mon Wed"},
		{recordtest.AtLeast(0, 30, habits.Schedule{}), "30 min, tracked only"},
		{habits.Goal{Measure: habits.AtMost, Target: 2000, Unit: "cups", Schedule: habits.Daily}, "at most 2 cups a day"},
		{habits.Goal{Measure: habits.AtMost, Target: 2000, Unit: "cups", Schedule: week}, "at most 2 cups in 7 d"},
		{habits.Goal{Measure: habits.AtLeast, Target: 20000, Schedule: habits.Daily}, "20 a day"},
		{habits.Goal{Measure: habits.AtLeast, Target: 27_000_000, Unit: quantity.Hours, Schedule: habits.Daily}, "7.5 h a day"},
	} {
		if got := Goal(c.goal); got != c.want {
			t.Errorf("the goal in words is %q, want %q", got, c.want)
		}
	}
}
