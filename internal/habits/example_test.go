package habits_test

import (
	"fmt"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
)

// What is done after midnight belongs to the evening before.
func ExampleDayOf() {
	at := time.Date(2026, time.November, 22, 1, 30, 0, 0, time.UTC)
	fmt.Println(calendar.DefaultPreferences.DayOf(at))
	// Output: 2026-11-21
}

// All days of a week are every day.
func ExampleParseSchedule() {
	for _, text := range []string{"weekly", "7/7", "friday, mon"} {
		s, err := habits.ParseSchedule(text)
		fmt.Println(s, err)
	}
	// Output:
	// 1/7 <nil>
	// daily <nil>
	// mon,fri <nil>
}

// Three yes-days in a week fill the days between them.
func ExampleEvaluation_On() {
	h := habits.Habit{Goals: []habits.Goal{{Schedule: habits.Schedule{Times: 3, Days: 7}}}}
	monday := calendar.DateOf(2026, time.November, 16)
	var history habits.History
	for _, d := range []calendar.Day{monday, monday + 2, monday + 4} {
		history.Set(d, habits.Entry{State: habits.Yes})
	}
	evaluation := habits.Evaluate(h, history, monday+6)
	for d := monday; d < monday+7; d++ {
		fmt.Println(d.Weekday(), evaluation.On(d).State)
	}
	// Output:
	// Monday yes
	// Tuesday filled
	// Wednesday yes
	// Thursday filled
	// Friday yes
	// Saturday filled
	// Sunday filled
}

// What an edit adds, it adds to whatever the day has by then.
func ExampleEdit_On() {
	goal := habits.Goal{Measure: habits.AtLeast, Target: 30 * quantity.Minutes.One(), Unit: quantity.Minutes, Schedule: habits.Daily}
	walk := habits.Habit{Name: "Walk", Goals: []habits.Goal{goal}}
	var e habits.Entry
	for range 3 {
		e, _ = walk.AddOn(0, 20*quantity.Minutes.One()).On(e)
	}
	fmt.Println(e.Amount.Text(quantity.Hours))
	// Output: 1 h
}
