package quickadd

import (
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// ParseTime reads an instant as a person writes it: now, 21:40, yesterday 22:00, fri 23:30,
// 30 Oct 21:40, 2026-10-30 21:40, or RFC 3339. A day alone is its noon, and today alone is
// now. The small hours belong to a day that is named as in quick-add, but are those of a date
// that is written out. Now is in the person's own zone; what is not here yet is refused.
func ParseTime(text string, now time.Time, p calendar.Preferences) (time.Time, error) {
	at, ok, err := instant(text, now, p)
	switch {
	case err != nil:
		return at, err
	case !ok:
		return at, refusal.BadInput("%q is no time; write 21:40, yesterday 22:00, 30 Oct 21:40 or 2026-10-30 21:40", spelling.CleanLine(text))
	case at.After(now):
		return at, notHereYet(at, now, p)
	case calendar.DateOf(at.Date()) < calendar.FirstDay:
		return at, refusal.BadInput("Days before 1900 cannot be written")
	}
	return at, nil
}

// instant reads a time; ok says that it was understood.
func instant(text string, now time.Time, p calendar.Preferences) (at time.Time, ok bool, err error) {
	text = strings.TrimSpace(spelling.CleanLine(text))
	if at, err := time.Parse(time.RFC3339, strings.ToUpper(text)); err == nil {
		return at.In(now.Location()), true, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05"} {
		if at, err := time.Parse(layout, strings.ToUpper(text)); err == nil {
			return onDate(calendar.DateOf(at.Date()), calendar.SinceMidnight(at), now, p), true, nil
		}
	}
	words := strings.Fields(spelling.Fold(strings.ReplaceAll(text, ",", " ")))
	if len(words) == 1 && words[0] == "now" {
		return now, true, nil
	}
	words, clock, err := cutClock(words)
	if err != nil {
		return at, true, err
	}
	return onWords(words, clock, now, p)
}

// cutClock returns words without the time of day at their end, and that time, which is
// negative where there is none.
func cutClock(words []string) ([]string, time.Duration, error) {
	if len(words) == 0 {
		return nil, -1, nil
	}
	before, last := words[:len(words)-1], words[len(words)-1]
	last, marked := strings.CutPrefix(last, "@")
	if !marked && !strings.Contains(last, ":") {
		return words, -1, nil
	}
	minutes, err := parseClock(last)
	if err != nil {
		return nil, -1, refusal.BadInput("%s is no time; a time is written 21:40", last)
	}
	return before, time.Duration(minutes) * time.Minute, nil
}

// onWords returns the instant of a time of day on the day that words name; clock is negative
// where no time was given. ok says that the words were understood.
func onWords(words []string, clock time.Duration, now time.Time, p calendar.Preferences) (at time.Time, ok bool, err error) {
	if len(words) == 0 {
		return lastAt(clock, now, p), clock >= 0, nil
	}
	d, ok, err := writtenDate(words, now)
	on := onDate
	if !ok && len(words) == 1 {
		d, ok, err = date(words[0], p.DayOf(now))
		on = onDay
	}
	switch {
	case err != nil || !ok:
		return at, ok, err
	case clock < 0 && d == p.DayOf(now):
		return now, true, nil
	case clock < 0:
		return onDate(d, noon, now, p), true, nil
	}
	return on(d, clock, now, p), true, nil
}

// lastAt returns the instant of a time of day alone. In the morning, 02:00 is that of the
// night that has passed: nobody says so of the one to come.
func lastAt(clock time.Duration, now time.Time, p calendar.Preferences) time.Time {
	at := onDay(p.DayOf(now), clock, now, p)
	past := onDate(calendar.DateOf(now.Date()), clock, now, p)
	if clock < p.DayStart && at.After(now) && !past.After(now) {
		return past
	}
	return at
}

// writtenDate reads words that are a date written out: 30 oct, oct 30, fri 30 oct 2026,
// 2026-10-30, 30.10.2026. Without a year it is the latest such date.
func writtenDate(words []string, now time.Time) (d calendar.Day, ok bool, err error) {
	if len(words) == 1 && looksLikeDate(words[0]) {
		d, err := calendar.ParseDay(words[0])
		return d, err == nil, nil
	}
	return wholeDay(words, calendar.DateOf(now.Date()), latest)
}
