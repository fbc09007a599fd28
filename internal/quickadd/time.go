package quickadd

import (
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// ParseTime reads an instant as a person writes it: now, 21:40, yesterday 22:00, fri 23:30, 30 Oct 21:40, 2026-10-30 21:40, or RFC 3339. A day alone is its
// noon, and today alone is now. The small hours belong to a day that is named as in
// quick-add, but are those of a date that is written out. Now is in the person's own
// zone; what is not here yet is refused.
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
			h, m, s := at.Clock()
			past := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second
			return onDate(calendar.DateOf(at.Date()), past, now, p), true, nil
		}
	}
	words := strings.Fields(spelling.Fold(strings.ReplaceAll(text, ",", " ")))
	if len(words) == 1 && words[0] == "now" {
		return now, true, nil
	}
	clock := time.Duration(-1)
	if n := len(words); n > 0 {
		if last, marked := strings.CutPrefix(words[n-1], "@"); marked || strings.Contains(last, ":") {
			minutes, err := parseClock(last)
			if err != nil {
				return at, true, refusal.BadInput("%s is no time; a time is written 21:40", last)
			}
			clock, words = time.Duration(minutes)*time.Minute, words[:n-1]
		}
	}
	return onWords(words, clock, now, p)
}

// onWords is the instant of a time of day, or of none where clock is negative, on the
// day that words name.
func onWords(words []string, clock time.Duration, now time.Time, p calendar.Preferences) (at time.Time, ok bool, err error) {
	today := p.DayOf(now)
	written, isDate, err := writtenDate(words, now)
	switch {
	case isDate && err != nil:
		return at, true, err
	case len(words) == 0 && clock < 0:
		return at, false, nil
	case len(words) == 0:
		at = onDay(today, clock, now, p)
		// In the morning, 02:00 is that of the night that has passed: nobody says so of the
		// one to come.
		if past := onDate(calendar.DateOf(now.Date()), clock, now, p); clock < p.DayStart && at.After(now) && !past.After(now) {
			at = past
		}
		return at, true, nil
	case isDate && clock < 0 && written == today:
		return now, true, nil
	case isDate && clock < 0:
		return onDate(written, 12*time.Hour, now, p), true, nil
	case isDate:
		return onDate(written, clock, now, p), true, nil
	case len(words) > 1:
		return at, false, nil
	}
	d, isDay, err := date(words[0], today)
	switch {
	case err != nil || !isDay:
		return at, isDay, err
	case clock < 0 && d == today:
		return now, true, nil
	case clock < 0:
		return onDate(d, 12*time.Hour, now, p), true, nil
	}
	return onDay(d, clock, now, p), true, nil
}

// writtenDate reads words that are a date written out: 30 oct, oct 30, fri 30 oct 2026,
// 2026-10-30, 30.10.2026. Without a year it is the latest such date.
func writtenDate(words []string, now time.Time) (d calendar.Day, ok bool, err error) {
	if len(words) == 1 && looksLikeDate(words[0]) {
		d, err := calendar.ParseDay(words[0])
		return d, err == nil, nil
	}
	d, n, err := writtenDay(words, calendar.DateOf(now.Date()), latest)
	return d, n > 0 && n == len(words), err
}
