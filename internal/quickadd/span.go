package quickadd

import (
	"strings"
	"time"

	"selfcare/internal/habits"
)

// ParseSpan reads days from one to another, both included: 2026-12-20..2026-12-27, yesterday..fri,
// 20 dec..3 jan, or one day alone. Days may lie ahead: tomorrow, +3d. A date without a year
// is the nearest one; the end is the first such day from the beginning on. At most
// [habits.LongestRest] days are a span.
func ParseSpan(text string, today habits.Day) (from, to habits.Day, err error) {
	text = habits.Fold(habits.CleanLine(text))
	first, last, two := strings.Cut(text, "..")
	if !two {
		first, last, two = strings.Cut(text, " to ")
	}
	first, last = strings.TrimSpace(first), strings.TrimSpace(strings.TrimLeft(last, "."))
	if two && (first == "") != (last == "") {
		return 0, 0, habits.Unfit("A range has two days, such as 2026-12-20..2026-12-27")
	}
	if from, err = spanDay(first, today); err != nil {
		return 0, 0, err
	}
	to = from
	if two {
		if to, err = spanEnd(last, from, today); err != nil {
			return 0, 0, err
		}
	}
	switch {
	case to < from:
		return 0, 0, habits.Unfit("%s is before %s", to.Short(today), from.Short(today))
	case to-from >= habits.LongestRest:
		return 0, 0, habits.Unfit("%d days are too many; %d at once are the most", to-from+1, habits.LongestRest)
	case from < habits.FirstDay:
		return 0, 0, habits.Unfit("Days before 1900 cannot be written")
	}
	return from, to, nil
}

// spanEnd reads the last day of a span that begins on a day.
func spanEnd(text string, from, today habits.Day) (habits.Day, error) {
	if w, ok := habits.ParseWeekday(text); ok {
		return from + habits.Day((int(w)-int(from.Weekday())+7)%7), nil
	}
	words := strings.Fields(text)
	next := func(m time.Month, day int, today habits.Day) habits.Day {
		for d := from; d < from+habits.LongestRest; d++ {
			if _, month, n := d.Date(); month == m && n == day {
				return d
			}
		}
		return nearestDate(m, day, today)
	}
	if d, n, err := writtenDay(words, today, next); n > 0 && n == len(words) {
		return d, err
	}
	return spanDay(text, today)
}

// spanDay reads one day of a span.
func spanDay(text string, today habits.Day) (habits.Day, error) {
	switch ahead, ok := strings.CutPrefix(text, "+"); {
	case text == "tomorrow":
		return today + 1, nil
	case ok:
		if n, ok := daysAgo("-" + ahead); ok && n < 1_000_000 {
			return today + habits.Day(n), nil
		}
	case looksLikeDate(text):
		return habits.ParseDay(text)
	}
	words := strings.Fields(text)
	if d, n, err := writtenDay(words, today, nearestDate); n > 0 && n == len(words) {
		return d, err
	}
	d, ok, err := date(text, today)
	if err == nil && !ok {
		err = habits.Unfit("%q is no date; write 2026-12-20, 20 dec, tomorrow or yesterday", text)
	}
	return d, err
}

// nearestDate is the date with a month and a day of the month that is nearest to today; of two that
// are as near, the one ahead.
func nearestDate(m time.Month, day int, today habits.Day) habits.Day {
	const longest = 8 * 366 // 29 February may be as far
	for away := habits.Day(0); away < longest; away++ {
		for _, d := range []habits.Day{today + away, today - away} {
			if _, month, n := d.Date(); month == m && n == day {
				return d
			}
		}
	}
	return today
}
