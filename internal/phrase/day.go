package phrase

import (
	"strconv"

	"selfcare/internal/calendar"
	"selfcare/internal/quantity"
)

// DayWords returns a day as quick-add reads it back: today; yesterday Sat 21 Nov.
func DayWords(d, today calendar.Day) string {
	switch today - d {
	case 0:
		return "today"
	case 1:
		return "yesterday " + d.Short(today)
	}
	return d.Short(today)
}

// UnitAfter returns a unit with the blank before it, or nothing.
func UnitAfter(u quantity.Unit) string {
	if u == "" {
		return ""
	}
	return " " + string(u)
}

// StayKept says of days that were kept that they stay.
func StayKept(n int) string {
	switch n {
	case 0:
		return "What was kept stays kept."
	case 1:
		return "1 day stays kept."
	}
	return strconv.Itoa(n) + " days stay kept."
}

// Days returns a number of days, as in 1 day.
func Days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}
