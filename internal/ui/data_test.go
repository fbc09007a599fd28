package ui

import (
	"fmt"
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// sunday is the day on which the tests take place: that of the drawn screens.
var sunday = calendar.DateOf(2026, time.November, 22)

// began is the day on which the habits of the drawn screens begin.
var began = calendar.DateOf(2025, time.December, 8)

// The habits of the drawn screens, in the order of the list.
const (
	sleep      ident.ID = "sleep"
	outdoors   ident.ID = "outdoors"
	move       ident.ID = "move"
	meal       ident.ID = "meal"
	meditation ident.ID = "meditation"
	lines      ident.ID = "lines"
	screens    ident.ID = "screens"
	joy        ident.ID = "joy"
	friend     ident.ID = "friend"
)

// drawn is the record that the drawn screens show: the starter list, and the two
// weeks from Monday 9 to Sunday 22 November.
func drawn() []record.Row {
	list, _ := habits.Starter(began)
	for i, id := range []ident.ID{sleep, outdoors, move, meal, meditation, lines, screens, joy, friend} {
		list[i].ID = id
	}
	list[4].Plan = "after the kettle, before the phone"
	return []record.Row{
		counted(list[0], "8 7.5 6 7.5 8 7.5 7.5  7.5 6 8 7.5 7.5 8 7.5"),
		counted(list[1], "_ _ _ 100 _ 10 _  15 _ 10 0 20 _ 40"),
		checked(list[2], "_y_y_y_ y__y___"),
		checked(list[3], "yyyyyyy yynyyyy"),
		noted(counted(list[4], "10 10 10 12 10 10 10  10 10 10 r 10 15 10"), sunday-3, "train strike, a rest"),
		checked(list[5], "_y__y__ __yn_y_"),
		checked(list[6], "ynyynyy ynyyny_"),
		checked(list[7], "___y___ _y____y"),
		checked(list[8], "_y_y___ y_y___y"),
	}
}

// sorts is a record with every measure and every schedule, and one habit that is
// archived.
func sorts() []record.Row {
	archived := habits.Habit{
		ID: "flute", Name: "Flute", Area: "joy", Created: began,
		Goals: []habits.Goal{{From: began, Schedule: habits.Daily}},
	}.ArchiveOn(sunday - 2)
	days := func(s string) habits.Schedule {
		schedule, err := habits.ParseSchedule(s)
		if err != nil {
			panic(err)
		}
		return schedule
	}
	return append(
		drawn(),
		counted(made("coffee", "home", "Coffee", habits.Goal{Measure: habits.AtMost, Target: 2000, Unit: "cups", Schedule: habits.Daily}), "2 2 1 3 2 2 1  2 2 1 3 2 2 1"),
		checked(made("violin", "home", "Violin", habits.Goal{Schedule: days("mon,wed,fri")}), "y_y_n__ y_y_r__"),
		counted(made("swim", "home", "Swim", habits.Goal{Measure: habits.AtLeast, Target: 20 * quantity.Minutes.One(), Unit: quantity.Minutes, Schedule: days("tue,sun")}), "_ 20 _ _ _ _ 25  _ 20 _ _ _ _ 10"),
		counted(made("weight", "home", "Weight", habits.Goal{Measure: habits.AtLeast, Unit: "kg"}), "_ 71 _ _ 71.2 _ _  _ 71 _ _ _ _ 70.5"),
		checked(made("dentist", "", "A look at the teeth", habits.Goal{Schedule: days("1/30")}), "_______ _______"),
		checked(archived, "yyyyyyy yyyyy__"),
	)
}

// wide is a record of long names and signs that take two cells, or none.
func wide() []record.Row {
	amount := habits.Goal{Measure: habits.AtLeast, Target: 1234567, Unit: "杯", Schedule: habits.Schedule{Times: 1, Days: 30}}
	check := habits.Goal{Schedule: habits.Daily}
	return []record.Row{
		checked(made("1", "こころ", strings.Repeat("毎日の散歩", 10), check), "yyyyyyy yyyyyyy"),
		counted(made("2", "こころ", "🧘‍♀️ Sitting still with 👩‍👩‍👧‍👦 before anybody else wakes", amount), "1 1 1 1 1 1 1  1 1 1 1 1 1 1"),
		checked(made("3", strings.Repeat("area", 15), strings.Repeat("e\u0301", 30), check), "yyyyyyy ynyyyr_"),
		counted(made("4", strings.Repeat("area", 15), "صلاة الفجر في وقتها كل يوم", amount), "_ _ _ _ _ _ _  _ _ _ _ _ _ 999999999"),
		noted(checked(made("5", "", strings.Repeat("Abc ", 14)+"Abcd", check), "yyyyyyy yyyyyyy"), sunday, "a note"),
		checked(made("6", "", "🏳️‍🌈 flag and 漢字 to the very last of all the cells there are", check), "yyyyyyy yyyyyyy"),
	}
}

// many is n checks in areas of eight.
func many(n int) []record.Row {
	var records []record.Row
	for i := range n {
		h := made(ident.ID(fmt.Sprint("many", i)), fmt.Sprintf("area %d", i/8+1), fmt.Sprintf("Habit %02d", i+1), habits.Goal{Schedule: habits.Daily})
		records = append(records, checked(h, "yyyyyyy yyyyyy_"))
	}
	return records
}

func made(id ident.ID, area, name string, g habits.Goal) habits.Habit {
	g.From = began
	return habits.Habit{ID: id, Name: name, Area: area, Created: began, Goals: []habits.Goal{g}}
}

// checked gives a habit a check a day, the last one today: y, n, r, or _ for
// nothing.
func checked(h habits.Habit, marks string) record.Row {
	marks = strings.ReplaceAll(marks, " ", "")
	r := record.Row{Habit: h}
	for i, m := range marks {
		state := map[rune]habits.State{'y': habits.Yes, 'n': habits.No, 'r': habits.Skip}[m]
		r.History.Set(sunday-calendar.Day(len(marks)-1-i), habits.Entry{State: state})
	}
	return r
}

// counted gives a habit an amount a day, the last one today; _ is nothing, r a rest.
func counted(h habits.Habit, amounts string) record.Row {
	r := record.Row{Habit: h}
	fields := strings.Fields(amounts)
	for i, text := range fields {
		d := sunday - calendar.Day(len(fields)-1-i)
		switch text {
		case "_":
		case "r":
			r.History.Set(d, habits.Entry{State: habits.Skip})
		default:
			a, err := quantity.ParseNumber(text, h.GoalOn(d).Unit)
			if err != nil {
				panic(err)
			}
			r.History.Set(d, habits.Entry{State: habits.Measured, Amount: a})
		}
	}
	return r
}

// noted adds a note to a day.
func noted(r record.Row, d calendar.Day, note string) record.Row {
	e := r.History.On(d)
	e.Note = note
	r.History.Set(d, e)
	return r
}
