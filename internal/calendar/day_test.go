package calendar

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // The story of Berlin is told on every machine.

	"pgregory.net/rapid"

	"selfcare/internal/refusal"
)

// sunday is the day on which most stories of these tests are told.
var sunday = DateOf(2026, time.November, 22)

// mustParseDay reads a date of a test.
func mustParseDay(t *testing.T, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// isRefused checks that err is a refusal whose sentence holds text.
func isRefused(t *testing.T, err error, text string) {
	t.Helper()
	r := refusal.As(err)
	switch {
	case err == nil:
		t.Errorf("was not refused; want %q", text)
	case r == nil:
		t.Errorf("%v is no refusal", err)
	case !strings.Contains(r.Text, text):
		t.Errorf("said %q; want %q in it", r.Text, text)
	case !strings.HasSuffix(r.Text, "."):
		t.Errorf("%q has no full stop", r.Text)
	}
}

// anyDay is a day of the years 1 to 9999.
func anyDay() *rapid.Generator[Day] {
	return rapid.Custom(func(t *rapid.T) Day {
		return Day(rapid.IntRange(int(DateOf(1, time.January, 1)), int(LastDay)).Draw(t, "day"))
	})
}

func TestDaysAreCountedFrom1970(t *testing.T) {
	for _, c := range []struct {
		date string
		want Day
	}{
		{"1970-01-01", 0},
		{"1970-01-02", 1},
		{"1969-12-31", -1},
		{"1900-01-01", FirstDay},
		{"2000-03-01", 11017},
		{"9999-12-31", LastDay},
		{"0001-01-01", -719162},
	} {
		if got := mustParseDay(t, c.date); got != c.want {
			t.Errorf("%s is %d, want %d", c.date, got, c.want)
		}
	}
}

func TestParseDayKnowsTheLeapYears(t *testing.T) {
	for _, s := range []string{"2024-02-29", "2000-02-29", "2400-02-29"} {
		if got := mustParseDay(t, s).String(); got != s {
			t.Errorf("%s reads %s", s, got)
		}
	}
	for _, s := range []string{"2026-02-29", "1900-02-29", "2100-02-29"} {
		_, err := ParseDay(s)
		isRefused(t, err, "There is no "+s+" in the calendar")
	}
}

func TestParseDayRefusesWhatIsNoDate(t *testing.T) {
	for _, s := range []string{"2026-02-30", "2026-13-01", "2026-00-10", "2026-04-31", "2026-11-00"} {
		_, err := ParseDay(s)
		isRefused(t, err, "There is no "+s)
	}
	for _, s := range []string{
		"", "2026-2-3", "26-11-22", "2026/11/22", "22-11-2026", "2026-11-22 ", " 2026-11-22", "2026-11-2a",
		"-026-11-22", "+026-11-22", "12026-11-22", "2026-11-22T00:00", "yesterday", "２０２６-11-22", "2026-11-2\x00",
	} {
		_, err := ParseDay(s)
		isRefused(t, err, "is no date")
	}
}

func TestADayReadsAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay().Draw(t, "d")
		back, err := ParseDay(d.String())
		if err != nil || back != d {
			t.Fatalf("%d is written %s and reads %d, %v", d, d, back, err)
		}
		var text Day
		b, err := d.MarshalText()
		if err == nil {
			err = text.UnmarshalText(b)
		}
		if err != nil || text != d {
			t.Fatalf("%s as text reads %s, %v", d, text, err)
		}
	})
}

func TestADayKnowsItsDateAndWeekday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay().Draw(t, "d")
		want := time.Date(1970, time.January, 1+int(d), 12, 0, 0, 0, time.UTC)
		y, m, dd := d.Date()
		if wy, wm, wd := want.Date(); y != wy || m != wm || dd != wd {
			t.Fatalf("%d is %d-%d-%d, want %s", d, y, m, dd, want)
		}
		if d.Weekday() != want.Weekday() {
			t.Fatalf("%s is a %s, want %s", d, d.Weekday(), want.Weekday())
		}
		first := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
		if n := first.AddDate(0, 1, -1).Day(); d.MonthLength() != n {
			t.Fatalf("the month of %s has %d days, want %d", d, d.MonthLength(), n)
		}
	})
}

func TestADayIsSaidWithTheYearOnlyWhereItDiffers(t *testing.T) {
	for _, c := range []struct{ date, words, short, ago string }{
		{"2026-11-22", "Sunday 22 November", "Sun 22 Nov", "today"},
		{"2026-11-21", "Saturday 21 November", "Sat 21 Nov", "yesterday"},
		{"2026-11-20", "Friday 20 November", "Fri 20 Nov", "on Fri 20 Nov"},
		{"2026-11-23", "Monday 23 November", "Mon 23 Nov", "on Mon 23 Nov"},
		{"2026-01-01", "Thursday 1 January", "Thu 1 Jan", "on Thu 1 Jan"},
		{"2024-02-29", "Thursday 29 February 2024", "Thu 29 Feb 2024", "on Thu 29 Feb 2024"},
	} {
		d := mustParseDay(t, c.date)
		if got := d.Words(sunday); got != c.words {
			t.Errorf("%s in words is %q, want %q", c.date, got, c.words)
		}
		if got := d.Short(sunday); got != c.short {
			t.Errorf("%s for short is %q, want %q", c.date, got, c.short)
		}
		if got := d.Ago(sunday); got != c.ago {
			t.Errorf("%s beside others is %q, want %q", c.date, got, c.ago)
		}
	}
}

func TestADayBeginsAtItsStart(t *testing.T) {
	var vectors struct {
		DayStart []struct {
			LocalTime   string `json:"local_time"`
			DayStartsAt string `json:"day_starts_at"`
			ExpectDay   string `json:"expect_day"`
		} `json:"day_start"`
	}
	b, err := os.ReadFile("../habits/testdata/autofill.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors.DayStart) == 0 {
		t.Fatal("there are no cases")
	}
	for _, c := range vectors.DayStart {
		at, err := time.Parse("2006-01-02T15:04", c.LocalTime)
		if err != nil {
			t.Fatal(err)
		}
		start, err := time.Parse("15:04", c.DayStartsAt)
		if err != nil {
			t.Fatal(err)
		}
		got := DayOf(at, time.Duration(start.Hour())*time.Hour+time.Duration(start.Minute())*time.Minute)
		if got.String() != c.ExpectDay {
			t.Errorf("%s, days starting at %s, is %s, want %s", c.LocalTime, c.DayStartsAt, got, c.ExpectDay)
		}
	}
}

func TestTheClockOnTheWallDecidesOnDaysOfChange(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ instant, want string }{
		// Summer time begins: 02:00 becomes 03:00.
		{"2026-03-29T00:59:59Z", "2026-03-28"}, // 01:59 on the wall
		{"2026-03-29T01:00:00Z", "2026-03-28"}, // 03:00
		{"2026-03-29T01:59:59Z", "2026-03-28"}, // 03:59
		{"2026-03-29T02:00:00Z", "2026-03-29"}, // 04:00
		{"2026-03-30T01:59:00Z", "2026-03-29"}, // 03:59
		{"2026-03-30T02:00:00Z", "2026-03-30"}, // 04:00
		// It ends: 03:00 becomes 02:00.
		{"2026-10-25T00:30:00Z", "2026-10-24"},     // 02:30, the first time
		{"2026-10-25T01:30:00Z", "2026-10-24"},     // 02:30, the second time
		{"2026-10-25T02:59:59.999Z", "2026-10-24"}, // 03:59
		{"2026-10-25T03:00:00Z", "2026-10-25"},     // 04:00
		{"2026-10-25T22:59:59Z", "2026-10-25"},     // 23:59
	} {
		at, err := time.Parse(time.RFC3339, c.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := DefaultPreferences.DayOf(at.In(berlin)); got.String() != c.want {
			t.Errorf("%s is on %s, want %s", at.In(berlin), got, c.want)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2026-11-22", "2024-02-29", "2026-02-30", "2026-2-3", "0001-01-01", "9999-12-31", "0000-00-00", "today", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDay(s)
		if err != nil {
			isRefused(t, err, "")
			return
		}
		if d.String() != s {
			t.Errorf("%q reads %s", s, d)
		}
		if d > LastDay {
			t.Errorf("%q lies after the last day", s)
		}
	})
}
