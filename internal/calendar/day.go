// Package calendar has days and times of day, as people count them. A [Day] is a number: what a
// person prefers, such as when a day begins, is an argument.
package calendar

import (
	"fmt"
	"strings"
	"time"

	"selfcare/internal/refusal"
)

// A Day is a civil date in the user's own zone: the number of days since
// 1970-01-01, negative before it. Days add, subtract and compare as numbers.
type Day int

// FirstDay and LastDay bound the days that can be written: an entry before 1900
// is a slip of the finger, and a year has four digits.
var (
	FirstDay = DateOf(1900, time.January, 1)
	LastDay  = DateOf(9999, time.December, 31)
)

// DateOf returns the Day of a date. Months and days outside their range roll over,
// as in [time.Date].
func DateOf(year int, month time.Month, day int) Day {
	seconds := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	return Day(seconds / 86400) // midnight in UTC divides evenly, before 1970 too
}

// DayOf returns the day that t belongs to in t's own zone, when days begin at start
// past midnight on the wall clock. It reads the clock face and subtracts no
// duration, so that a change to summer time moves nothing.
func DayOf(t time.Time, start time.Duration) Day {
	d := DateOf(t.Date())
	if SinceMidnight(t) < start {
		d--
	}
	return d
}

// SinceMidnight returns the time of day of t on the wall clock of its own zone, in whole seconds.
func SinceMidnight(t time.Time) time.Duration {
	h, m, s := t.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second
}

// At returns the instant of a time of day on the date d, on the wall clock of a zone. Where clocks
// were turned forward over it, it is as much later; where they were turned back over it, it is the
// first of the two.
func (d Day) At(clock time.Duration, zone *time.Location) time.Time {
	wall := time.Unix(int64(d)*86400, 0).UTC().Add(clock)
	offsetAt := func(t time.Time) time.Duration {
		_, offset := t.In(zone).Zone()
		return time.Duration(offset) * time.Second
	}
	const around = 26 * time.Hour // more than any offset
	before := offsetAt(wall.Add(-around))
	for _, offset := range []time.Duration{before, offsetAt(wall.Add(around))} {
		if t := wall.Add(-offset); offsetAt(t) == offset {
			return t.In(zone)
		}
	}
	return wall.Add(-before).In(zone)
}

// ParseDay reads YYYY-MM-DD, and nothing else. Its error is a [refusal.Error].
func ParseDay(s string) (Day, error) {
	if len(s) != len(time.DateOnly) {
		return 0, refusal.BadInput("%q is no date; a date is written 2026-11-22", s)
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		for i, r := range s {
			if dash := i == 4 || i == 7; dash != (r == '-') || !dash && (r < '0' || r > '9') {
				return 0, refusal.BadInput("%q is no date; a date is written 2026-11-22", s)
			}
		}
		return 0, refusal.BadInput("There is no %s in the calendar", s)
	}
	return DateOf(t.Date()), nil
}

// Date returns the day's year, month and day of the month.
func (d Day) Date() (year int, month time.Month, day int) { return d.utc().Date() }

// Weekday returns the day's weekday.
func (d Day) Weekday() time.Weekday {
	w := (int(d) + 4) % 7 // 1970-01-01 was a Thursday
	if w < 0 {
		w += 7
	}
	return time.Weekday(w)
}

// String returns the day as YYYY-MM-DD.
func (d Day) String() string {
	y, m, dd := d.Date()
	if y < 0 || y > 9999 {
		return fmt.Sprintf("%04d-%02d-%02d", y, m, dd)
	}
	digit := func(n int) byte { return '0' + byte(n%10) }
	return string([]byte{ // an import writes hundreds of thousands
		digit(y / 1000), digit(y / 100), digit(y / 10), digit(y), '-',
		digit(int(m) / 10), digit(int(m)), '-', digit(dd / 10), digit(dd),
	})
}

// MarshalText writes YYYY-MM-DD.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD.
func (d *Day) UnmarshalText(b []byte) error {
	v, err := ParseDay(string(b))
	if err == nil {
		*d = v
	}
	return err
}

// Words returns the day as a person says it: Sunday 22 November, with the year where
// it is not that of today.
func (d Day) Words(today Day) string { return d.words(today, "Monday 2 January") }

// Short returns the day in three words: Sun 22 Nov, with the year where it is not
// that of today.
func (d Day) Short(today Day) string { return d.words(today, "Mon 2 Jan") }

// Brief returns the day in two words: 22 Nov, with the year where it is not that of today.
func (d Day) Brief(today Day) string { return d.words(today, "2 Jan") }

// words returns the day in a layout, to which it adds the year where it is not that of today.
func (d Day) words(today Day, layout string) string {
	if d.utc().Year() != today.utc().Year() {
		layout += " 2006"
	}
	return d.utc().Format(layout)
}

// utc returns the beginning of the day in UTC.
func (d Day) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// MonthLength returns the number of days in the day's month.
func (d Day) MonthLength() int {
	y, m, _ := d.Date()
	return int(DateOf(y, m+1, 1) - DateOf(y, m, 1))
}

// Ago returns the day as it is said beside others: today, yesterday, or on Sat 21
// Nov.
func (d Day) Ago(today Day) string {
	switch today - d {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	return "on " + d.Short(today)
}

// ParseWeekday reads a weekday by its name or its first three letters. Their case does not matter.
func ParseWeekday(s string) (time.Weekday, bool) {
	s = strings.ToLower(s)
	for w := time.Sunday; w <= time.Saturday; w++ {
		if name := strings.ToLower(w.String()); s == name || s == name[:3] {
			return w, true
		}
	}
	return 0, false
}

// Second returns t in UTC, in whole seconds: as times are kept.
func Second(t time.Time) time.Time { return time.Unix(t.Unix(), 0).UTC() }

// CanBeWritten reports whether a day can be written.
func CanBeWritten(d Day) bool { return d >= FirstDay && d <= LastDay }
