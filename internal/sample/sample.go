// Package sample makes up records: habits and years of entries, by a fixed seed,
// for measurements and pictures. Nobody lived them.
package sample

import (
	"fmt"
	"math/rand/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// Many returns n habits of all measures and schedules, with an entry on each of the
// days before today.
func Many(n, days int, today calendar.Day) []record.Row {
	chance := rand.New(rand.NewPCG(1, 2))
	goals := []habits.Goal{
		{Schedule: habits.Daily},
		{Schedule: habits.Schedule{Times: 3, Days: 7}},
		{Measure: habits.AtLeast, Target: 10 * quantity.Minutes.One(), Unit: quantity.Minutes, Schedule: habits.Daily},
		{Measure: habits.AtLeast, Target: 120 * quantity.Minutes.One(), Unit: quantity.Minutes, Schedule: habits.Schedule{Times: 1, Days: 7}},
		{Measure: habits.AtMost, Target: 2 * quantity.Unit("cups").One(), Unit: "cups", Schedule: habits.Daily},
		{Schedule: habits.Schedule{Weekdays: 1<<1 | 1<<3 | 1<<5}},
	}
	areas := []string{"body", "mind", "joy", "people"}
	rows := make([]record.Row, n)
	for i := range rows {
		g := goals[i%len(goals)]
		g.From = today - calendar.Day(days)
		h := habits.Habit{
			ID: ident.ID(fmt.Sprintf("habit%05d", i)), Name: fmt.Sprintf("Habit number %d", i+1),
			Area: areas[i*len(areas)/n], Position: i, Created: g.From, Goals: []habits.Goal{g},
		}
		entries := make([]habits.Dated, days)
		for d := range entries {
			entries[d] = habits.Dated{Day: g.From + calendar.Day(d), Entry: anEntry(chance, g)}
		}
		rows[i] = record.Row{Habit: h, History: habits.HistoryOf(entries, nil)}
	}
	return rows
}

// anEntry returns an entry by chance: now and then a rest or a no, mostly done.
func anEntry(chance *rand.Rand, g habits.Goal) habits.Entry {
	e := habits.Entry{State: habits.Yes}
	switch at := chance.IntN(20); {
	case at == 0:
		return habits.Entry{State: habits.Skip, Note: "away"}
	case g.Measure.Counts():
		e = habits.Entry{State: habits.Measured, Amount: quantity.Amount(chance.IntN(30)) * g.Unit.One()}
	case at < 6:
		e.State = habits.No
	}
	return e
}
