package habits

import (
	"slices"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/storytest"
)

// minutes is an amount of time.
func minutes(n float64) quantity.Amount { return quantity.Amount(n * float64(quantity.Minutes.One())) }

// atLeast and atMost are goals in minutes.
func atLeast(n float64, s Schedule) Goal {
	return Goal{Measure: AtLeast, Target: minutes(n), Unit: quantity.Minutes, Schedule: s}
}

func atMost(n float64, s Schedule) Goal {
	return Goal{Measure: AtMost, Target: minutes(n), Unit: quantity.Minutes, Schedule: s}
}

// from is g in force from day d on.
func from(d calendar.Day, g Goal) Goal {
	g.From = d
	return g
}

func TestDaysBeforeTheFirstGoalAreJudgedByIt(t *testing.T) {
	h := Habit{Goals: []Goal{from(storytest.Sunday, atLeast(10, Daily)), from(storytest.Sunday+5, atLeast(20, Daily))}}
	for _, c := range []struct {
		day  calendar.Day
		want float64
	}{
		{storytest.Sunday - 1000, 10}, {storytest.Sunday - 1, 10}, {storytest.Sunday, 10}, {storytest.Sunday + 4, 10}, {storytest.Sunday + 5, 20}, {storytest.Sunday + 1000, 20},
	} {
		if got := h.GoalOn(c.day); got.Target != minutes(c.want) {
			t.Errorf("on %s the goal is %+v, want %v min", c.day, got, c.want)
		}
	}
}

func TestEditingAGoalLeavesThePastItsGoal(t *testing.T) {
	old := Habit{Goals: []Goal{from(storytest.Sunday-10, atLeast(10, Daily))}}
	h := old.SetGoal(from(storytest.Sunday, atLeast(20, Daily)))
	if h.GoalOn(storytest.Sunday-1).Target != minutes(10) || h.GoalOn(storytest.Sunday).Target != minutes(20) {
		t.Errorf("the goals are %v", h.Goals)
	}
	if len(old.Goals) != 1 {
		t.Errorf("the habit before was changed too: %v", old.Goals)
	}
}

func TestAGoalEditedTwiceADayGivesWay(t *testing.T) {
	h := Habit{Goals: []Goal{from(storytest.Sunday-10, atLeast(10, Daily))}}
	h = h.SetGoal(from(storytest.Sunday, atLeast(20, Daily))).SetGoal(from(storytest.Sunday, Goal{Schedule: Daily}))
	want := []Goal{from(storytest.Sunday-10, atLeast(10, Daily)), from(storytest.Sunday, Goal{Schedule: Daily})}
	if !slices.Equal(h.Goals, want) {
		t.Errorf("the goals are %v, want %v", h.Goals, want)
	}
}

func TestAGoalSetBackIsNoNewGoal(t *testing.T) {
	first := from(storytest.Sunday-10, atLeast(10, Daily))
	h := Habit{Goals: []Goal{first}}
	h = h.SetGoal(from(storytest.Sunday, atLeast(20, Daily))).SetGoal(from(storytest.Sunday, atLeast(10, Daily)))
	if !slices.Equal(h.Goals, []Goal{first}) {
		t.Errorf("the goals are %v, want the first alone", h.Goals)
	}
}

func TestANewGoalOnTheFirstDayReplacesTheFirst(t *testing.T) {
	h := Habit{Goals: []Goal{from(storytest.Sunday, atLeast(10, Daily))}}.SetGoal(from(storytest.Sunday, atMost(10, Daily)))
	if !slices.Equal(h.Goals, []Goal{from(storytest.Sunday, atMost(10, Daily))}) {
		t.Errorf("the goals are %v", h.Goals)
	}
}

func TestAGoalsRefusals(t *testing.T) {
	for _, c := range []struct {
		goal Goal
		why  string
	}{
		{atLeast(-1, Daily), "between 0 and 1,000,000,000"},
		{Goal{Measure: AtMost, Target: quantity.MaxAmount*1000 + 1, Unit: "cups", Schedule: Daily}, "between 0 and 1,000,000,000"},
	} {
		storytest.IsRefused(t, c.goal.Validate(), c.why)
		storytest.IsRefused(t, c.goal.ValidateNew(), c.why)
	}
	brought := atLeast(30, Schedule{Times: 3, Days: 7})
	storytest.IsRefused(t, brought.ValidateNew(), "does not go with an amount")
	if err := brought.Validate(); err != nil {
		t.Errorf("a goal that was brought is refused: %v", err)
	}
	for _, g := range []Goal{
		{},
		{Schedule: Daily},
		{Schedule: Schedule{Times: 3, Days: 7}},
		atLeast(0, Daily), atMost(0, Schedule{Times: 1, Days: 7}),
		atLeast(30, Schedule{}),
		{Measure: AtLeast, Target: quantity.MaxAmount * quantity.Hours.One(), Unit: quantity.Hours, Schedule: Daily},
	} {
		if err := g.Validate(); err != nil {
			t.Errorf("%+v: %v", g, err)
		}
	}
}

func TestAGoalOfMoreTimesThanDaysIsRefused(t *testing.T) {
	g := Goal{Schedule: Schedule{Times: 8, Days: 7}}
	if refusal.As(g.Validate()) == nil {
		t.Error("8 times in 7 days is not refused")
	}
}

func TestMeasuresAreWrittenAsInJSON(t *testing.T) {
	for text, want := range map[string]Measure{"check": Check, "at_least": AtLeast, "at_most": AtMost} {
		if got, err := ParseMeasure(text); err != nil || got != want || got.String() != text {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	_, err := ParseMeasure("atleast")
	storytest.IsRefused(t, err, "is no measure")
}
