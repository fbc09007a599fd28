package quickadd

import (
	"strconv"
	"strings"

	"selfcare/internal/habits"
)

// ParseDate reads a date as quick-add knows it: today, yesterday, -2d, a weekday
// (the latest such day, today included) or YYYY-MM-DD. It refuses days after
// today and before 1900.
func ParseDate(s string, today habits.Day) (habits.Day, error) {
	d, ok, err := date(habits.Fold(s), today)
	if err == nil && !ok {
		err = habits.Unfit("%q is no date; write yesterday, -2d, sat or 2026-11-22", s)
	}
	return d, err
}

// date reads a folded word; ok says that it is meant as a date.
func date(word string, today habits.Day) (d habits.Day, ok bool, err error) {
	switch word {
	case "today":
		return today, true, nil
	case "yesterday":
		return today - 1, true, nil
	case "tomorrow":
		return 0, true, habits.Unfit("Tomorrow is not here yet")
	}
	if n, ok := daysAgo(word); ok {
		return bound(today-habits.Day(n), today)
	}
	if w, ok := habits.ParseWeekday(word); ok {
		back := (int(today.Weekday()) - int(w) + 7) % 7
		return today - habits.Day(back), true, nil
	}
	if looksLikeDate(word) {
		if d, err = habits.ParseDay(word); err != nil {
			return 0, true, err
		}
		return bound(d, today)
	}
	return 0, false, nil
}

// daysAgo reads -2d. A number too large to count is a day before 1900 as well.
func daysAgo(word string) (int, bool) {
	digits, ok := strings.CutPrefix(word, "-")
	if !ok {
		return 0, false
	}
	digits, ok = strings.CutSuffix(digits, "d")
	if !ok || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n > 1_000_000 {
		n = 1_000_000
	}
	return n, true
}

// looksLikeDate reports whether word has the shape of YYYY-MM-DD, right or wrong.
func looksLikeDate(word string) bool {
	return len(word) >= 8 && strings.Count(word, "-") == 2 && strings.Trim(word, "0123456789-") == "" && word[0] != '-'
}

func bound(d, today habits.Day) (habits.Day, bool, error) {
	switch {
	case d > today:
		return 0, true, habits.Unfit("%s is not here yet", d.Short(today))
	case d < habits.FirstDay:
		return 0, true, habits.Unfit("Days before 1900 cannot be written")
	}
	return d, true, nil
}
