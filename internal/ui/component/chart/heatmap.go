package chart

import (
	"iter"
	"math"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ui/theme"
)

// WeekMap is a stretch of weeks as a heat map: a column a week, a row a weekday.
type WeekMap struct {
	First calendar.Day // of a week
	Weeks int
	Until calendar.Day // the last day that is drawn
	Cells [7][]Cell    // by weekday and week
}

// NewWeekMap is the weeks of a course that end with today's.
func NewWeekMap(c habits.Evaluation, weeks int, today calendar.Day, g theme.Glyphs, p calendar.Preferences) WeekMap {
	m := WeeksTo(today, weeks, p)
	for row := range m.Cells {
		m.Cells[row] = make([]Cell, weeks)
		for col := range m.Cells[row] {
			m.Cells[row][col].Glyph = " "
		}
	}
	begun, ok := c.History().First()
	if !ok {
		return m
	}
	begun = max(begun, m.First)
	for s := range c.Days(begun, today) {
		at := int(s.Day - m.First)
		m.Cells[at%7][at/7] = Cell{g.State(s, false), s.State == habits.Yes || s.State == habits.Partial}
	}
	return m
}

// WeeksTo is the weeks that end with today's, still empty.
func WeeksTo(today calendar.Day, weeks int, p calendar.Preferences) WeekMap {
	return WeekMap{First: p.WeekOf(today) - calendar.Day(7*(weeks-1)), Weeks: weeks, Until: today}
}

// Months are the names of the months above their first weeks, where they fit.
func (m WeekMap) Months() string {
	l := theme.NewLine(m.Weeks + 2)
	for col := range m.Weeks {
		begin := m.First + calendar.Day(7*col)
		_, month, day := (begin + 6).Date() // the month that the week ends in
		begins := day <= 7
		if begins && (l.Cells == 0 || l.Cells < col) && col+3 <= m.Weeks+1 {
			l.To(col).Put(theme.Style{}, month.String()[:3])
		}
	}
	return l.String()
}

// WeekdayName is the name of a row, in three letters.
func WeekdayName(row int, p calendar.Preferences) string { return p.Weekday(row).String()[:3] }

// WeekdayLetter is the name of every other row.
func WeekdayLetter(row int, p calendar.Preferences) string {
	if row%2 > 0 {
		return " "
	}
	return WeekdayName(row, p)[:1]
}

// Cell is one day of a row's strip.
type Cell struct {
	Glyph string
	Done  bool // in the area's colour
}

// Strengths returns the strength at the middle and at the end of each week; NaN where there is none.
func (m WeekMap) Strengths(all iter.Seq2[calendar.Day, float64]) []float64 {
	values := make([]float64, 2*m.Weeks)
	for i := range values {
		values[i] = math.NaN()
	}
	for d, s := range all {
		if at := int(d - m.First); at >= 0 {
			values[2*(at/7)+min(1, at%7/4)] = s
		}
	}
	return values
}
