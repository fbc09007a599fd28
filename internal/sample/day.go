package sample

import (
	"math/rand/v2"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// Day returns a person's list on an ordinary day, with two weeks behind it: what the
// pictures show.
func Day(today calendar.Day) []record.Row {
	week := func(n int) habits.Schedule { return habits.Schedule{Times: n, Days: 7} }
	h, minutes := quantity.Hours, quantity.Minutes
	atLeast := func(n quantity.Amount, u quantity.Unit, s habits.Schedule) habits.Goal {
		return habits.Goal{Measure: habits.AtLeast, Target: n, Unit: u, Schedule: s}
	}
	// A letter a day, as lettered reads it; the last is today's.
	lives := []struct {
		area, name, key string
		goal            habits.Goal
		step            quantity.Amount
		days            string
	}{
		{"body", "Sleep", "", atLeast(15*h.One()/2, h, habits.Daily), h.One() / 2, "fffdfeffefffff"},
		{"body", "Outdoors", "", atLeast(120*minutes.One(), minutes, week(1)), 5 * minutes.One(), "6 4  8  6 46 3"},
		{"body", "Move", "", habits.Goal{Schedule: week(3)}, 0, "y  y y y  y   "},
		{"body", "A proper meal", "", habits.Goal{Schedule: habits.Daily}, 0, "yyyynyyyyn yyy"},
		{"mind", "Meditation", "", atLeast(10*minutes.One(), minutes, habits.Daily), 5 * minutes.One(), "22222222s22222"},
		{"mind", "Write a few lines", "w", habits.Goal{Schedule: week(3)}, 0, "  y     yn  y "},
		{"mind", "Screens off by eleven", "", habits.Goal{Schedule: habits.Daily}, 0, "yynyyy ynyynyn"},
		{"joy", "Something I love", "", habits.Goal{Schedule: week(2)}, 0, " y  y   y    y"},
		{"people", "A friend", "f", habits.Goal{Schedule: week(3)}, 0, "y y y  y y   y"},
	}
	var rows []record.Row
	for i, l := range lives {
		l.goal.From = today - calendar.Day(len(l.days)) + 1
		var entries []habits.Dated
		for d, letter := range l.days {
			if e := lettered(letter, l.step); !e.IsZero() {
				entries = append(entries, habits.Dated{Day: l.goal.From + calendar.Day(d), Entry: e})
			}
		}
		rows = append(rows, record.Row{
			Habit: habits.Habit{
				ID: ident.ID(string(rune('a' + i))), Name: l.name, Area: l.area, Key: l.key, Position: i, Created: l.goal.From, Goals: []habits.Goal{l.goal},
			},
			History: habits.HistoryOf(entries, nil),
		})
	}
	return rows
}

// lettered returns the entry that a letter stands for: y yes, n no, s rest, a blank nothing, a
// hexadecimal digit an amount in steps.
func lettered(letter rune, step quantity.Amount) habits.Entry {
	switch letter {
	case ' ':
		return habits.Entry{}
	case 'y':
		return habits.Entry{State: habits.Yes}
	case 'n':
		return habits.Entry{State: habits.No}
	case 's':
		return habits.Entry{State: habits.Skip, Note: "train strike, a rest"}
	}
	return habits.Entry{State: habits.Measured, Amount: quantity.Amount(strings.IndexRune("0123456789abcdef", letter)) * step}
}

// Year returns the same person's list with a year behind it: habits that grow, and a
// month in summer in which little was done.
func Year(today calendar.Day) []record.Row {
	chance := rand.New(rand.NewPCG(3, 4))
	const days = 350
	rows := Day(today)
	for i := range rows {
		r := &rows[i]
		recent := r.History.All()
		first := today - days
		r.Habit.Created = first
		r.Habit.Goals[0].From = first
		r.Habit.Why = [...]string{
			"the rest of the day leans on it", "daylight, and another view", "any way you like", "at a table, cooked or not",
			"ten minutes nobody asks for", "out of the head, onto the page", "nothing new arrives after it", "because it is yours", "a voice that is glad of yours",
		}[i]
		var all []habits.Dated
		for d := first; d < recent[0].Day; d++ {
			since := float64(d-first) / days
			likely := 0.35 + 0.5*since
			if since > 0.52 && since < 0.6 {
				likely = 0.2
			}
			if e, ok := lived(chance, r.Habit.Goals[0], likely); ok {
				all = append(all, habits.Dated{Day: d, Entry: e})
			}
		}
		r.History = habits.HistoryOf(append(all, recent...), nil)
	}
	return rows
}

// lived returns the entry of a day on which a goal was as likely met.
func lived(chance *rand.Rand, g habits.Goal, likely float64) (habits.Entry, bool) {
	if often := float64(g.Schedule.Times) / float64(g.Schedule.Days); !g.Measure.Counts() {
		likely *= 0.3 + 0.7*often
	}
	switch at := chance.Float64(); {
	case at < 0.02:
		return habits.Entry{State: habits.Skip}, true
	case g.Measure.Counts():
		part := float64(g.Target) / float64(g.Window())
		done := likely + 0.5*chance.Float64()
		step := g.Unit.One() / 2
		if g.Unit == quantity.Minutes {
			step = 5 * g.Unit.One()
		}
		e := habits.Entry{State: habits.Measured, Amount: quantity.Amount(done*part*1.1) / step * step}
		return e, chance.Float64() < 0.4+0.6*likely
	case at < likely:
		return habits.Entry{State: habits.Yes}, true
	}
	return habits.Entry{State: habits.No}, chance.Float64() < 0.5
}
