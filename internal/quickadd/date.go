package quickadd

import (
	"strconv"
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// ParseDate reads a date as quick-add knows it: today, yesterday, -2d, a weekday
// (the latest such day, today included), YYYY-MM-DD, 27 nov (the latest such day), 27
// November 2025, 20.11.2026 or 20/11/2026. It refuses days after today and before 1900, and
// what could be two days.
func ParseDate(s string, today calendar.Day) (calendar.Day, error) {
	words := strings.Fields(spelling.Fold(s))
	if d, ok, err := wholeDay(words, today, latest); ok {
		if err != nil {
			return d, err
		}
		return bound(d, today)
	}
	d, ok, err := date(strings.Join(words, " "), today)
	if err == nil && !ok {
		err = refusal.BadInput("%q is no date; write yesterday, -2d, sat or 20 nov", spelling.CleanLine(s))
	}
	return d, err
}

// longestDate is how many words a date may have: Fri 27 Nov 2026.
const longestDate = 4

// months are the names of the months, which may be cut to three letters.
var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// month reads a month's folded name.
func month(word string) (time.Month, bool) {
	for i, name := range months {
		if word == name || word == name[:3] || word == "sept" && i == 8 {
			return time.Month(i + 1), true
		}
	}
	return 0, false
}

// allDigits reports whether s is one or more digits.
func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// dayOfMonth reads the number of a day.
func dayOfMonth(word string) (int, bool) {
	n, err := strconv.Atoi(word)
	return n, err == nil && allDigits(word) && len(word) <= 2 && n >= 1 && n <= 31
}

// couldBeYear reports whether four digits are a year that one writes about.
func couldBeYear(word string, today calendar.Day) bool {
	year, _, _ := today.Date()
	n, err := strconv.Atoi(word)
	return err == nil && n >= 1900 && n <= year+1
}

// A picker chooses the day that a date without a year is.
type picker func(m time.Month, day int, today calendar.Day) calendar.Day

// wholeDay reads a date that is written out, as writtenDay does; ok says that all of words
// are one.
func wholeDay(words []string, today calendar.Day, pick picker) (d calendar.Day, ok bool, err error) {
	d, n, err := writtenDay(words, today, pick)
	if n == 0 || n < len(words) {
		return 0, false, nil
	}
	return d, true, err
}

// writtenDay reads a date that is written out, with which folded words begin: 27 nov, nov
// 27, 27 november 2025, 20.11.2026, each with or without its weekday. It returns how many words
// that takes, 0 where there is none.
func writtenDay(words []string, today calendar.Day, pick picker) (d calendar.Day, n int, err error) {
	if len(words) == 0 {
		return 0, 0, nil
	}
	if w, ok := calendar.ParseWeekday(words[0]); ok && len(words) > 2 {
		return dayOnWeekday(w, words[1:], today, pick)
	}
	if d, ok, err := numericDay(words[0]); ok {
		return d, 1, err
	}
	m, day, ok := monthAndDay(words)
	if !ok {
		return 0, 0, nil
	}
	if len(words) > 2 && len(words[2]) == 4 && allDigits(words[2]) {
		year, _ := strconv.Atoi(words[2])
		d, err := existingDay(year, m, day, strings.Join(words[:3], " "))
		return d, 3, err
	}
	if _, err := existingDay(leapYear, m, day, strings.Join(words[:2], " ")); err != nil {
		return 0, 2, err
	}
	return pick(m, day, today), 2, nil
}

// leapYear is a year that has all days which any year has.
const leapYear = 2000

// dayOnWeekday reads the date that follows a weekday, which has to be its own. It returns how
// many words both take, 0 where no such date follows.
func dayOnWeekday(w time.Weekday, words []string, today calendar.Day, pick picker) (d calendar.Day, n int, err error) {
	d, n, err = writtenDay(words, today, pick)
	switch {
	case n < 2: // two dates
		return 0, 0, nil
	case err == nil && d.Weekday() != w:
		err = refusal.BadInput("%s is a %s", d.Short(today)[4:], d.Weekday())
	}
	return d, n + 1, err
}

// monthAndDay reads two words such as 27 nov or nov 27.
func monthAndDay(words []string) (m time.Month, day int, ok bool) {
	if len(words) < 2 {
		return 0, 0, false
	}
	first, second := words[0], words[1]
	if _, dayFirst := dayOfMonth(first); dayFirst {
		first, second = second, first
	}
	m, isMonth := month(first)
	day, isDay := dayOfMonth(second)
	return m, day, isMonth && isDay
}

// noSuchDay refuses a date that no calendar has.
func noSuchDay(text string) error { return refusal.BadInput("There is no %s in the calendar", text) }

// dayIn returns the date with a day of the month, if the month has that.
func dayIn(year int, m time.Month, day int) (calendar.Day, bool) {
	d := calendar.DateOf(year, m, day)
	y, month, n := d.Date()
	return d, y == year && month == m && n == day
}

// existingDay returns the date with a day of the month, and refuses what text means where the
// month has no such day.
func existingDay(year int, m time.Month, day int, text string) (calendar.Day, error) {
	d, ok := dayIn(year, m, day)
	if !ok {
		return d, noSuchDay(text)
	}
	return d, nil
}

// numericDay reads 20.11.2026, 20/11/2026, 11/20/2026 or 2026/11/20; ok says that a word has
// that shape. Where day and month could change places, it is refused.
func numericDay(word string) (d calendar.Day, ok bool, err error) {
	n, digits, ok := threeNumbers(word)
	switch {
	case !ok:
		return 0, false, nil
	case digits[0] == 4 && digits[2] < 4:
		d, err = existingDay(n[0], time.Month(n[1]), n[2], word)
		return d, true, err
	case digits[0] < 4 && digits[2] == 4:
		d, err = dayFirstOrMonthFirst(n, word)
		return d, true, err
	case digits[2] == 2 && n[0] > 0 && n[1] > 0:
		return 0, true, refusal.BadInput("%s needs a year of four digits, as in 2026-11-20", word)
	}
	return 0, false, nil
}

// threeNumbers returns the numbers that a word has between dots or slashes, and how many digits
// each has: one or two, or four at an end.
func threeNumbers(word string) (n, digits [3]int, ok bool) {
	mark := strings.IndexAny(word, "./")
	if mark < 0 {
		return n, digits, false
	}
	parts := strings.Split(word, word[mark:mark+1])
	if len(parts) != len(n) {
		return n, digits, false
	}
	for i, part := range parts {
		isYear := len(part) == 4 && i != 1
		if !allDigits(part) || len(part) > 2 && !isYear {
			return n, digits, false
		}
		n[i], _ = strconv.Atoi(part)
		digits[i] = len(part)
	}
	return n, digits, true
}

// dayFirstOrMonthFirst returns the date of two numbers and a year, and refuses those that
// could be two days.
func dayFirstOrMonthFirst(n [3]int, word string) (calendar.Day, error) {
	dayFirst, ok1 := dayIn(n[2], time.Month(n[1]), n[0])
	monthFirst, ok2 := dayIn(n[2], time.Month(n[0]), n[1])
	switch {
	case ok1 && ok2 && dayFirst != monthFirst:
		return 0, refusal.BadInput("%s could be %s or %s; write %s or %s", word, dayFirst.Brief(dayFirst), monthFirst.Brief(monthFirst), dayFirst, monthFirst)
	case ok1:
		return dayFirst, nil
	case ok2:
		return monthFirst, nil
	}
	return 0, noSuchDay(word)
}

// latest returns the latest date with a month and a day of the month that is not after today.
func latest(m time.Month, day int, today calendar.Day) calendar.Day {
	for year, _, _ := today.Date(); ; year-- {
		if d, ok := dayIn(year, m, day); ok && d <= today { // 29 February is not every year
			return d
		}
	}
}

// date reads one folded word; ok says that it is meant as a date.
func date(word string, today calendar.Day) (d calendar.Day, ok bool, err error) {
	d, ok, err = relativeDay(word, today)
	if !ok {
		d, ok, err = numericDay(word)
	}
	if !ok && looksLikeDate(word) {
		d, err = calendar.ParseDay(word)
		ok = true
	}
	if !ok || err != nil {
		return 0, ok, err
	}
	d, err = bound(d, today)
	return d, true, err
}

// relativeDay reads a folded word that says how far a day is from today: today, yesterday, -2d or a
// weekday, which is the latest such day; ok says that it is one.
func relativeDay(word string, today calendar.Day) (d calendar.Day, ok bool, err error) {
	switch word {
	case "today":
		return today, true, nil
	case "yesterday":
		return today - 1, true, nil
	case "tomorrow":
		return 0, true, refusal.BadInput("Tomorrow is not here yet")
	}
	if n, ok := daysAgo(word); ok {
		return today - calendar.Day(n), true, nil
	}
	if w, ok := calendar.ParseWeekday(word); ok {
		back := (int(today.Weekday()) - int(w) + 7) % 7
		return today - calendar.Day(back), true, nil
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
	if !ok || !allDigits(digits) {
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

// bound returns d as a date that was read, and refuses one after today or before 1900.
func bound(d, today calendar.Day) (calendar.Day, error) {
	switch {
	case d > today:
		return 0, refusal.BadInput("%s is not here yet", d.Short(today))
	case d < calendar.FirstDay:
		return 0, refusal.BadInput("Days before 1900 cannot be written")
	}
	return d, nil
}
