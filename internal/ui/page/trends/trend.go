package trends

import (
	"math"
	"slices"
	"strconv"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/theme"
)

// trend is what Trends shows of one habit: its whole life, a day each, made in the
// background.
type trend struct {
	preferences calendar.Preferences

	habit    habits.Habit
	goal     habits.Goal // in force today
	today    calendar.Day
	first    calendar.Day // the day of days[0]
	days     []trendDay   // empty where nothing was written yet
	Runs     habits.Runs
	longest  []habits.Run // the five longest, the longest first
	weekdays [7]share     // from the one that a week begins with
}

// trendDay is one day of a trend.
type trendDay struct {
	cell     chart.Cell
	strength float64 // 0 to 1
	share    float64 // how much of the day's part of the goal was done, 0 to 1
	State    habits.State
	amount   quantity.Amount
	due      bool
	kept     bool
}

// share is so many of so many.
type share struct{ part, whole int }

// of is the share as a number of 0 to 1, NaN of nothing.
func (s share) of() float64 {
	if s.whole == 0 {
		return math.NaN()
	}
	return float64(s.part) / float64(s.whole)
}

// newTrend looks at every day of a habit once.
func newTrend(r record.Row, today calendar.Day, g theme.Glyphs, p calendar.Preferences) trend {
	c := habits.Evaluate(r.Habit, r.History, today)
	t := trend{preferences: p, habit: r.Habit, goal: r.Habit.GoalOn(today), today: today, Runs: c.Runs()}
	t.longest = slices.Clone(t.Runs.All)
	slices.SortStableFunc(t.longest, func(x, y habits.Run) int { return y.Days - x.Days })
	t.longest = slices.Clip(t.longest[:min(len(t.longest), longestShown)])
	first, ok := r.History.First()
	if !ok || first > today {
		return t
	}
	t.first = first
	t.days = make([]trendDay, 0, today-first+1)
	for s := range c.Days(first, today) {
		d := trendDay{
			cell:  chart.Cell{Glyph: g.State(s, false), Done: s.State == habits.Yes || s.State == habits.Partial},
			share: shareOf(s), State: s.State, amount: s.Entry.Amount, due: s.Due, kept: s.Kept,
		}
		t.days = append(t.days, d)
		if s.Due {
			w := &t.weekdays[p.DaysIntoWeek(s.Day)]
			w.whole++
			if s.State == habits.Yes {
				w.part++
			}
		}
	}
	i := 0
	for _, strength := range c.Strengths() {
		t.days[i].strength = strength
		i++
	}
	return t
}

// shareOf is how much of a day's part of its goal was done on it: of 120 min in 7 d,
// a seventh is a whole day's part.
func shareOf(s habits.Status) float64 {
	switch {
	case s.State == habits.Yes && !s.Goal.Measure.Counts():
		return 1
	case !s.Goal.Measure.Counts() || s.Goal.Target == 0:
		return 0
	}
	part := float64(s.Goal.Target) / float64(max(1, s.Goal.Window()))
	return min(1, float64(s.Entry.Amount)/part)
}

// On is a day of the trend, or nil where it has none.
func (t *trend) On(d calendar.Day) *trendDay {
	if i := int(d - t.first); i >= 0 && i < len(t.days) {
		return &t.days[i]
	}
	return nil
}

// stretch is the days that one column stands for, both included.
type stretch struct{ from, to calendar.Day }

// strength is that of the stretch's last day that there is, NaN where there is none.
func (t *trend) strength(s stretch) float64 {
	for d := min(s.to, t.today); d >= s.from; d-- {
		if day := t.On(d); day != nil {
			return day.strength
		}
	}
	return math.NaN()
}

// done is how much of its goal a stretch reached, 0 to 1, NaN where nothing is known.
func (t *trend) done(s stretch) float64 {
	sum, n := 0.0, 0
	for d := s.from; d <= min(s.to, t.today); d++ {
		if day := t.On(d); day != nil && day.State != habits.Skip {
			sum += day.share
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	want := float64(n)
	if g := t.goal; g.Measure == habits.Check && g.Schedule.Rolls() { // as often as the goal asks is all of it
		want *= float64(g.Schedule.Times) / float64(g.Schedule.Days)
	} else if k := g.Schedule.Weekdays.Len(); k > 0 {
		want *= float64(k) / 7
	}
	return min(1, sum/want)
}

// span is how much time Trends shows.
type span struct {
	name string
	days int // 0 for all there is
}

// spans are the choices, from the shortest.
var spans = []span{{"30 d", 30}, {"90 d", 90}, {"1 y", 364}, {"all", 0}}

// columnsOf cuts a span into at most room columns that end with the one of day until:
// a day each up to 90 days, a week each up to a year, else as many weeks each as it
// takes.
func (t *trend) columnsOf(s span, room int, until calendar.Day) []stretch {
	size := 1
	last := until
	n := s.days
	if s.days == 0 || s.days > 90 {
		size = 7
		last = t.preferences.WeekOf(until) + 6
		if s.days == 0 {
			last = t.preferences.WeekOf(t.today) + 6
			weeks := int(last-t.preferences.WeekOf(t.first))/7 + 1
			size = 7 * max(1, (weeks+room-1)/room)
			n = weeks * 7
		}
	}
	n = min(room, (n+size-1)/size)
	columns := make([]stretch, n)
	for i := range columns {
		to := last - calendar.Day((n-1-i)*size)
		columns[i] = stretch{to - calendar.Day(size) + 1, to}
	}
	return columns
}

// heads are the names of the months, or of the years, above the columns that they
// begin in.
func heads(columns []stretch) string {
	years := len(columns) > 0 && columns[0].to-columns[0].from > 6
	l := theme.NewLine(len(columns) + 2)
	for col, s := range columns {
		y, month, day := s.to.Date()
		begins := day <= int(s.to-s.from)+1
		name := month.String()[:3]
		if years {
			begins = begins && month == time.January || yearTurns(s)
			name = strconv.Itoa(y)
		}
		if begins && (l.Cells == 0 || l.Cells < col) && col+len(name) <= len(columns)+1 {
			l.To(col).Put(theme.Style{}, name)
		}
	}
	return l.String()
}

// yearTurns reports whether a year begins within a stretch.
func yearTurns(s stretch) bool {
	from, _, _ := (s.from - 1).Date()
	to, _, _ := s.to.Date()
	return from != to
}
