package ui

import (
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ui/theme"
)

// weekMap is a stretch of weeks as a heat map: a column a week, a row a weekday.
type weekMap struct {
	first calendar.Day // of a week
	weeks int
	until calendar.Day // the last day that is drawn
	cells [7][]cell    // by weekday and week
}

// newWeekMap is the weeks of a course that end with today's.
func newWeekMap(c habits.Evaluation, weeks int, today calendar.Day, g theme.Glyphs, p calendar.Preferences) weekMap {
	m := weeksTo(today, weeks, p)
	for row := range m.cells {
		m.cells[row] = make([]cell, weeks)
		for col := range m.cells[row] {
			m.cells[row][col].glyph = " "
		}
	}
	begun, ok := c.History().First()
	if !ok {
		return m
	}
	begun = max(begun, m.first)
	for s := range c.Days(begun, today) {
		at := int(s.Day - m.first)
		m.cells[at%7][at/7] = cell{g.State(s, false), s.State == habits.Yes || s.State == habits.Partial}
	}
	return m
}

// weeksTo is the weeks that end with today's, still empty.
func weeksTo(today calendar.Day, weeks int, p calendar.Preferences) weekMap {
	return weekMap{first: p.WeekOf(today) - calendar.Day(7*(weeks-1)), weeks: weeks, until: today}
}

// months are the names of the months above their first weeks, where they fit.
func (m weekMap) months() string {
	l := theme.NewLine(m.weeks + 2)
	for col := range m.weeks {
		begin := m.first + calendar.Day(7*col)
		_, month, day := (begin + 6).Date() // the month that the week ends in
		begins := day <= 7
		if begins && (l.Cells == 0 || l.Cells < col) && col+3 <= m.weeks+1 {
			l.To(col).Put(theme.Style{}, month.String()[:3])
		}
	}
	return l.String()
}

// weekdayName is the name of a row, in three letters.
func weekdayName(row int, p calendar.Preferences) string { return p.Weekday(row).String()[:3] }

// weekdayLetter is the name of every other row.
func weekdayLetter(row int, p calendar.Preferences) string {
	if row%2 > 0 {
		return " "
	}
	return weekdayName(row, p)[:1]
}
