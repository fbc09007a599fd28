package quickadd

import (
	"strings"
	"testing"
	"time"

	"selfcare/internal/spelling"

	_ "time/tzdata"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/refusal"
)

// The stories of clocks that are turned are told on every machine.

// in is an instant of RFC 3339 on the clock of a zone.
func in(zone, text string) time.Time {
	l, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return at.In(l)
}

const (
	berlin  = "Europe/Berlin"
	newYork = "America/New_York"
)

// times maps texts to the instants that they mean, or to part of the refusal.
type times map[string]string

// mean checks what texts mean at a time.
func (ts times) mean(t *testing.T, now time.Time) {
	t.Helper()
	for text, want := range ts {
		got, err := ParseTime(text, now, calendar.DefaultPreferences)
		switch {
		case err != nil:
			t.Errorf("%q: %v", text, err)
		case got.Format("2006-01-02 15:04:05") != want:
			t.Errorf("%q is %s, want %s", text, got, want)
		case got.Location() != now.Location():
			t.Errorf("%q is in %s", text, got.Location())
		}
	}
}

// areRefused checks that texts are refused, each with a sentence that holds some words.
func (ts times) areRefused(t *testing.T, now time.Time) {
	t.Helper()
	for text, why := range ts {
		got, err := ParseTime(text, now, calendar.DefaultPreferences)
		switch {
		case err == nil:
			t.Errorf("%q is %s, but want %q", text, got, why)
		case refusal.As(err) == nil || !strings.HasSuffix(err.Error(), "."):
			t.Errorf("%q: %q is no sentence that refuses", text, err)
		case !strings.Contains(err.Error(), why):
			t.Errorf("%q: says %q, want %q in it", text, err, why)
		}
	}
}

func TestTheFormsOfATime(t *testing.T) {
	now := in(berlin, "2026-11-22T22:05:30+01:00") // a Sunday
	times{
		"now":                       "2026-11-22 22:05:30",
		" NOW ":                     "2026-11-22 22:05:30",
		"today":                     "2026-11-22 22:05:30",
		"sun":                       "2026-11-22 22:05:30",
		"-0d":                       "2026-11-22 22:05:30",
		"22 nov":                    "2026-11-22 22:05:30",
		"2026-11-22":                "2026-11-22 22:05:30",
		"21:40":                     "2026-11-22 21:40:00",
		"@21:40":                    "2026-11-22 21:40:00",
		"9:05":                      "2026-11-22 09:05:00",
		"22:05":                     "2026-11-22 22:05:00", // this very minute
		"04:00":                     "2026-11-22 04:00:00",
		"today 21:40":               "2026-11-22 21:40:00",
		"today @21:40":              "2026-11-22 21:40:00",
		"yesterday 22:00":           "2026-11-21 22:00:00",
		"Yesterday, 22:00":          "2026-11-21 22:00:00",
		"yesterday":                 "2026-11-21 12:00:00",
		"fri 23:30":                 "2026-11-20 23:30:00",
		"friday 23:30":              "2026-11-20 23:30:00",
		"mon 09:00":                 "2026-11-16 09:00:00",
		"-3d 09:00":                 "2026-11-19 09:00:00",
		"30 Oct 21:40":              "2026-10-30 21:40:00",
		"30 october @21:40":         "2026-10-30 21:40:00",
		"Oct 30 21:40":              "2026-10-30 21:40:00",
		"October 30, 21:40":         "2026-10-30 21:40:00",
		"Oct 30":                    "2026-10-30 12:00:00",
		"30 oct":                    "2026-10-30 12:00:00",
		"5 Jan":                     "2026-01-05 12:00:00",
		"05 Jan":                    "2026-01-05 12:00:00",
		"30 Nov":                    "2025-11-30 12:00:00", // the latest there was
		"23 Nov 08:00":              "2025-11-23 08:00:00",
		"29 Feb":                    "2024-02-29 12:00:00",
		"30 Oct 2025 21:40":         "2025-10-30 21:40:00",
		"Oct 30, 2025, 21:40":       "2025-10-30 21:40:00",
		"Fri 30 Oct, 21:40":         "2026-10-30 21:40:00", // as it is shown
		"Thu 30 Oct 2025, 21:40":    "2025-10-30 21:40:00",
		"friday 30 october 21:40":   "2026-10-30 21:40:00",
		"fri oct 30 21:40":          "2026-10-30 21:40:00",
		"2026-10-30 21:40":          "2026-10-30 21:40:00",
		"2026-10-30, 21:40":         "2026-10-30 21:40:00",
		"2026-10-30":                "2026-10-30 12:00:00",
		"2026-10-30T21:40":          "2026-10-30 21:40:00",
		"2026-10-30T21:40:07":       "2026-10-30 21:40:07",
		"2026-10-30T21:40:07+01:00": "2026-10-30 21:40:07",
		"2026-10-30T21:40:07Z":      "2026-10-30 22:40:07",
		"2026-10-30t21:40:07z":      "2026-10-30 22:40:07",
		"2026-10-30T21:40:07-05:00": "2026-10-31 03:40:07",
		"1900-01-01":                "1900-01-01 12:00:00",
		"1900-01-01 00:00":          "1900-01-01 00:00:00",
		"２１：４０":                     "2026-11-22 21:40:00",
		"30\tOct  21:40":            "2026-10-30 21:40:00",
	}.mean(t, now)
	times{
		"":                        "is no time; write 21:40",
		" ":                       "is no time",
		"soon":                    "is no time",
		"22":                      "is no time",
		"21.40":                   "is no time",
		"9pm":                     "is no time",
		"9:05 pm":                 "is no time",
		"21:40 yesterday":         "is no time",
		"now now":                 "is no time",
		"now 21:40":               "is no time",
		"sat sun 21:40":           "is no time",
		"30 Okt 21:40":            "is no time",
		"30 Feb 21:40":            "There is no 30 feb in the calendar",
		"0 Oct":                   "is no time",
		"32 Oct":                  "is no time",
		"fri 30":                  "is no time",
		"24:00":                   "is no time",
		"21:60":                   "is no time",
		"21:4":                    "is no time",
		"021:40":                  "is no time",
		"21:40:10":                "is no time",
		"-1:40":                   "is no time",
		"@":                       "is no time",
		"@noon":                   "is no time",
		"yesterday @":             "is no time",
		"30 Oct 21:40\x00\x1b[1m": "is no time",
		"2026-02-30":              "There is no 2026-02-30",
		"2026-02-30 21:40":        "There is no 2026-02-30",
		"2026-2-3 21:40":          "is no date",
		"2026-10-30T25:00":        "is no time",
		"22:06":                   "22:06 is not here yet; a time of the day before is written yesterday @22:06",
		"today 23:00":             "is not here yet",
		"sun 23:00":               "is not here yet",
		"22 nov 23:00":            "is not here yet",
		"tomorrow":                "Tomorrow is not here yet",
		"tomorrow 08:00":          "Tomorrow is not here yet",
		"2026-11-23":              "Mon 23 Nov, 12:00 is not here yet",
		"2026-11-23 08:00":        "Mon 23 Nov, 08:00 is not here yet",
		"30 Nov 2026":             "is not here yet",
		"2027-01-01T00:00:00Z":    "Fri 1 Jan 2027, 01:00 is not here yet",
		"2026-11-22T21:05:31Z":    "is not here yet",
		"9999-12-31":              "is not here yet",
		"1899-12-31 23:59":        "before 1900",
		"1899-12-31":              "before 1900",
		"31 Dec 1899 12:00":       "before 1900",
		"0001-01-01T00:00:00Z":    "before 1900",
		"-99999d 12:00":           "before 1900",
	}.areRefused(t, now)
}

// At half past one the day is still the one before.
func TestTheSmallHoursBelongToTheDayBefore(t *testing.T) {
	times{
		"23:00":           "2026-11-22 23:00:00", // last evening
		"@23:00":          "2026-11-22 23:00:00",
		"00:30":           "2026-11-23 00:30:00", // this night
		"01:30":           "2026-11-23 01:30:00",
		"04:00":           "2026-11-22 04:00:00",
		"today 22:00":     "2026-11-22 22:00:00",
		"today 00:30":     "2026-11-23 00:30:00",
		"today":           "2026-11-23 01:30:00",
		"sun":             "2026-11-23 01:30:00",
		"sun 22:00":       "2026-11-22 22:00:00",
		"sun 01:00":       "2026-11-23 01:00:00",
		"yesterday 22:00": "2026-11-21 22:00:00",
		"yesterday 03:00": "2026-11-22 03:00:00",
		"sat 03:59":       "2026-11-22 03:59:00",
		"sat 04:00":       "2026-11-21 04:00:00",
		"mon 09:00":       "2026-11-16 09:00:00",
		// A date that is written out has its own small hours.
		"22 Nov 01:00":     "2026-11-22 01:00:00",
		"23 Nov 01:00":     "2026-11-23 01:00:00",
		"2026-11-23 01:00": "2026-11-23 01:00:00",
		"2026-11-22 03:00": "2026-11-22 03:00:00",
	}.mean(t, in(berlin, "2026-11-23T01:30:00+01:00"))
	times{
		"02:00":            "02:00 is not here yet; a time of the day before is written yesterday @02:00",
		"@02:00":           "02:00 is not here yet",
		"today 02:00":      "02:00 is not here yet",
		"23 Nov 02:00":     "02:00 is not here yet",
		"2026-11-23 22:00": "22:00 is not here yet",
	}.areRefused(t, in(berlin, "2026-11-23T01:30:00+01:00"))
	times{ // at four it is another
		"04:00":           "2026-11-23 04:00:00",
		"yesterday 23:00": "2026-11-22 23:00:00",
		"yesterday 01:30": "2026-11-23 01:30:00",
		"23 Nov 01:30":    "2026-11-23 01:30:00",
	}.mean(t, in(berlin, "2026-11-23T04:00:00+01:00"))
}

func TestTheYearOfADateIsTheLatestThatHasIt(t *testing.T) {
	for _, c := range []struct{ now, text, want string }{
		{"2026-01-01T00:30:00Z", "31 Dec 23:50", "2025-12-31 23:50:00"},
		{"2026-01-01T00:30:00Z", "1 Jan 00:10", "2026-01-01 00:10:00"},
		{"2026-02-28T12:00:00Z", "29 Feb", "2024-02-29 12:00:00"},
		{"2028-02-29T12:00:00Z", "29 Feb 11:00", "2028-02-29 11:00:00"},
		{"1904-01-01T12:00:00Z", "29 Feb 1904", ""},
		{"1903-06-01T12:00:00Z", "29 Feb", ""}, // 1896, which is before 1900
		{"2100-03-01T12:00:00Z", "29 Feb", "2096-02-29 12:00:00"},
	} {
		got, err := ParseTime(c.text, in("UTC", c.now), calendar.DefaultPreferences)
		if c.want == "" {
			if refusal.As(err) == nil {
				t.Errorf("at %s %q is %s, %v", c.now, c.text, got, err)
			}
		} else if err != nil || got.Format(time.DateTime) != c.want {
			t.Errorf("at %s %q is %s, %v, want %s", c.now, c.text, got, err, c.want)
		}
	}
}

// A time of day that was left out is near where it would have been.
func TestATimeThatWasLeftOutIsNearby(t *testing.T) {
	for _, c := range []struct {
		zone, now, text string
		gap             time.Duration
	}{
		{berlin, "2026-03-29T12:00:00+02:00", "2026-03-29 02:30", time.Hour},
		{berlin, "2026-03-29T12:00:00+02:00", "yesterday 02:30", time.Hour},
		{newYork, "2026-03-08T12:00:00-04:00", "2026-03-08T02:30", time.Hour},
		{"Australia/Lord_Howe", "2026-10-04T12:00:00+11:00", "4 Oct 02:15", 30 * time.Minute},
		{"America/Havana", "2026-03-08T12:00:00-04:00", "8 Mar 00:30", time.Hour},
		{"Pacific/Apia", "2012-01-05T12:00:00+14:00", "30 Dec 12:00", 24 * time.Hour},
	} {
		now := in(c.zone, c.now)
		got, err := ParseTime(c.text, now, calendar.DefaultPreferences)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		wall := time.Date(got.Year(), got.Month(), got.Day(), got.Hour(), got.Minute(), 0, 0, time.UTC)
		asked, _ := ParseTime(c.text, now.In(time.UTC).AddDate(0, 0, 1), calendar.DefaultPreferences)
		if c.text == "yesterday 02:30" {
			asked = time.Date(2026, time.March, 29, 2, 30, 0, 0, time.UTC)
		}
		if off := wall.Sub(asked).Abs(); off != c.gap {
			t.Errorf("%q is %s, %s off", c.text, got, off)
		}
	}
}

func TestATimeThatWasLeftOutIsAsMuchLater(t *testing.T) {
	for _, c := range []struct{ zone, now, text, want string }{
		{berlin, "2026-03-29T12:00:00+02:00", "2026-03-29 02:30", "2026-03-29T03:30:00+02:00"},
		{newYork, "2026-03-08T12:00:00-04:00", "2026-03-08 02:30", "2026-03-08T03:30:00-04:00"},
		{newYork, "2026-03-08T01:50:00-05:00", "02:30", ""}, // is not here yet, in no way
	} {
		got, err := ParseTime(c.text, in(c.zone, c.now), calendar.DefaultPreferences)
		if c.want == "" && err == nil || c.want != "" && (err != nil || !got.Equal(in(c.zone, c.want))) {
			t.Errorf("%s: %q is %s, %v; want %s", c.zone, c.text, got, err, c.want)
		}
	}
}

// In the hour that comes twice a time of day is the first of the two, which is here
// when the second is not.
func TestATimeThatCameTwiceIsTheFirst(t *testing.T) {
	for _, c := range []struct{ zone, now, text, want string }{
		{berlin, "2026-10-25T02:45:00+02:00", "02:30", "2026-10-25T02:30:00+02:00"},
		{berlin, "2026-10-25T02:10:00+01:00", "02:30", "2026-10-25T02:30:00+02:00"},
		{berlin, "2026-10-25T02:45:00+01:00", "02:30", "2026-10-25T02:30:00+02:00"},
		{newYork, "2026-11-01T01:45:00-04:00", "01:30", "2026-11-01T01:30:00-04:00"},
		{"Australia/Lord_Howe", "2026-04-05T01:50:00+11:00", "01:45", "2026-04-05T01:45:00+11:00"},
	} {
		got, err := ParseTime(c.text, in(c.zone, c.now), calendar.DefaultPreferences)
		if err != nil || !got.Equal(in(c.zone, c.want)) {
			t.Errorf("at %s %q is %s, %v; want %s", c.now, c.text, got, err, c.want)
		}
	}
}

// turned are nights in which clocks are turned, and quiet ones.
var turned = []time.Time{
	in(berlin, "2026-03-29T03:00:00+02:00"), in(berlin, "2026-10-25T02:00:00+01:00"),
	in(newYork, "2026-03-08T03:00:00-04:00"), in(newYork, "2026-11-01T01:00:00-05:00"),
	in("Australia/Lord_Howe", "2026-04-05T01:30:00+10:30"), in("Australia/Lord_Howe", "2026-10-04T02:30:00+11:00"),
	in("Pacific/Honolulu", "2027-01-01T00:00:00-10:00"), in("Pacific/Kiritimati", "2026-12-31T23:00:00+14:00"),
	in("UTC", "2024-02-29T12:00:00Z"),
}

// isAmbiguous reports whether the clock shows what it shows at another time too.
func isAmbiguous(at time.Time) bool {
	for _, d := range []time.Duration{-time.Hour, -30 * time.Minute, 30 * time.Minute, time.Hour} {
		if at.Add(d).Format(time.DateTime) == at.Format(time.DateTime) {
			return true
		}
	}
	return false
}

// readsBack checks that a time, as the program shows it, is read as that minute.
func readsBack(t *rapid.T, at, now time.Time) {
	shown := calendar.DefaultPreferences.Moment(at, now)
	got, err := ParseTime(shown, now, calendar.DefaultPreferences)
	if err != nil || !got.Equal(at.Truncate(time.Minute)) {
		t.Fatalf("at %s, %s is shown as %q and read as %s, %v", now, at, shown, got, err)
	}
	layouts := []string{"2006-01-02 15:04", "2 Jan 2006 15:04", "Jan 2, 2006, 15:04", "2006-01-02T15:04", time.RFC3339}
	if at.Year() == now.Year() {
		layouts = append(layouts, "2 Jan 15:04")
	}
	for _, layout := range layouts {
		text := at.Truncate(time.Minute).Format(layout)
		if got, err := ParseTime(text, now, calendar.DefaultPreferences); err != nil || !got.Equal(at.Truncate(time.Minute)) {
			t.Fatalf("at %s %q is read as %s, %v", now, text, got, err)
		}
	}
}

// shownAt draws a time and a later one at which it is shown.
func shownAt(t *rapid.T) (at, now time.Time) {
	now = rapid.SampledFrom(turned).Draw(t, "night").Add(time.Duration(rapid.IntRange(-3000, 3000).Draw(t, "now")) * time.Minute)
	back := rapid.SampledFrom([]int{10, 600, 3000, 60_000, 700_000}).Draw(t, "how far")
	return now.Add(-time.Duration(rapid.IntRange(0, back).Draw(t, "minutes")) * time.Minute), now
}

func TestATimeAsItIsShownIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at, now := shownAt(t)
		if isAmbiguous(at) || isSmallHourOf(at, now) {
			return
		}
		readsBack(t, at, now)
	})
}

// isSmallHourOf reports whether at is of the night before now's day, on its date.
func isSmallHourOf(at, now time.Time) bool {
	return at.Format(time.DateOnly) == now.Format(time.DateOnly) && at.Hour() < 4 && now.Hour() >= 4
}

func TestATimeOfThisNightIsReadBackInTheMorning(t *testing.T) {
	now := in(berlin, "2026-11-22T10:00:00+01:00")
	times{
		calendar.DefaultPreferences.Moment(in(berlin, "2026-11-22T02:00:00+01:00"), now): "2026-11-22 02:00:00",
		calendar.DefaultPreferences.Moment(in(berlin, "2026-11-22T00:00:00+01:00"), now): "2026-11-22 00:00:00",
		calendar.DefaultPreferences.Moment(in(berlin, "2026-11-22T03:59:00+01:00"), now): "2026-11-22 03:59:00",
	}.mean(t, now)
}

func FuzzParseTime(f *testing.F) {
	for _, text := range []string{
		"now", "21:40", "@21:40", "yesterday 22:00", "fri 23:30", "30 Oct 21:40", "Oct 30", "2026-10-30 21:40", "Fri 30 Oct 2025, 21:40",
		"2026-10-30T21:40:07+01:00", "2026-10-30t21:40", "29 Feb", "-3d 03:00", "24:00", "::", "@@", "1900-01-01", "0000-01-01T00:00:00Z",
		"9999-12-31T23:59:59-23:59", "２１：４０", "1 Jan 1 00:00", "\xff21:40", "mon\u202e 09:00", "-99999999999d", "31 Nov 10:00",
	} {
		f.Add(text, int64(0))
		f.Add(text, int64(5*3600))
	}
	f.Fuzz(func(t *testing.T, text string, later int64) {
		now := turned[1].Add(time.Duration(later%(3*24*3600)) * time.Second)
		at, err := ParseTime(text, now, calendar.DefaultPreferences)
		if err != nil {
			if refusal.As(err) == nil || !strings.HasSuffix(err.Error(), ".") || spelling.CleanLine(err.Error()) != err.Error() {
				t.Errorf("%q is refused without a sentence: %v", text, err)
			}
			return
		}
		if at.After(now) || calendar.DateOf(at.Date()) < calendar.FirstDay || at.Location() != now.Location() {
			t.Errorf("%q at %s is %s", text, now, at)
		}
		if again, err := ParseTime(at.Format(time.RFC3339Nano), now, calendar.DefaultPreferences); err != nil || !again.Equal(at) {
			t.Errorf("%q is %s, which is read as %s, %v", text, at, again, err)
		}
	})
}
