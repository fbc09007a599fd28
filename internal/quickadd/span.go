package quickadd

import (
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// ParseSpan reads days from one to another, both included: 2026-12-20..2026-12-27, yesterday..fri,
// 20 dec..3 jan, or one day alone. Days may lie ahead: tomorrow, +3d. A date without a year
// is the nearest one; the end is the first such day from the beginning on. At most
// [habits.LongestRest] days are a span.
func ParseSpan(text string, today calendar.Day) (from, to calendar.Day, err error) {
	first, last, err := cutSpan(spelling.Fold(spelling.CleanLine(text)))
	if err != nil {
		return 0, 0, err
	}
	if from, err = spanDay(first, today); err != nil {
		return 0, 0, err
	}
	to = from
	if last != "" {
		if to, err = spanEnd(last, from, today); err != nil {
			return 0, 0, err
		}
	}
	switch {
	case to < from:
		return 0, 0, refusal.BadInput("%s is before %s", to.Short(today), from.Short(today))
	case to-from >= record.LongestRest:
		return 0, 0, refusal.BadInput("%d days are too many; %d at once are the most", to-from+1, record.LongestRest)
	case from < calendar.FirstDay:
		return 0, 0, refusal.BadInput("Days before 1900 cannot be written")
	}
	return from, to, nil
}

// cutSpan returns the two days of a folded span; the last is empty where there is one day alone.
func cutSpan(text string) (first, last string, err error) {
	first, last, isRange := strings.Cut(text, "..")
	if !isRange {
		first, last, isRange = strings.Cut(text, " to ")
	}
	first, last = strings.TrimSpace(first), strings.TrimSpace(strings.TrimLeft(last, "."))
	if isRange && (first == "") != (last == "") {
		return "", "", refusal.BadInput("A range has two days, such as 2026-12-20..2026-12-27")
	}
	return first, last, nil
}

// spanEnd reads the last day of a span that begins on a day.
func spanEnd(text string, from, today calendar.Day) (calendar.Day, error) {
	if w, ok := calendar.ParseWeekday(text); ok {
		return from + calendar.Day((int(w)-int(from.Weekday())+7)%7), nil
	}
	words := strings.Fields(text)
	next := func(m time.Month, day int, today calendar.Day) calendar.Day {
		for d := from; d < from+record.LongestRest; d++ {
			if _, month, n := d.Date(); month == m && n == day {
				return d
			}
		}
		return nearestDate(m, day, today)
	}
	if d, ok, err := wholeDay(words, today, next); ok {
		return d, err
	}
	return spanDay(text, today)
}

// spanDay reads one day of a span.
func spanDay(text string, today calendar.Day) (calendar.Day, error) {
	switch ahead, ok := strings.CutPrefix(text, "+"); {
	case text == "tomorrow":
		return today + 1, nil
	case ok:
		if n, ok := daysAgo("-" + ahead); ok && n < 1_000_000 {
			return today + calendar.Day(n), nil
		}
	case looksLikeDate(text):
		return calendar.ParseDay(text)
	}
	words := strings.Fields(text)
	if d, ok, err := wholeDay(words, today, nearestDate); ok {
		return d, err
	}
	d, ok, err := date(text, today)
	if err == nil && !ok {
		err = refusal.BadInput("%q is no date; write 2026-12-20, 20 dec, tomorrow or yesterday", text)
	}
	return d, err
}

// nearestDate returns the date with a month and a day of the month that is nearest to today; of
// two that are as near, the one ahead.
func nearestDate(m time.Month, day int, today calendar.Day) calendar.Day {
	const longest = 8 * 366 // 29 February may be as far
	for away := calendar.Day(0); away < longest; away++ {
		for _, d := range []calendar.Day{today + away, today - away} {
			if _, month, n := d.Date(); month == m && n == day {
				return d
			}
		}
	}
	return today
}
