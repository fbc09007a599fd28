package habits

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/storytest"
)

// on is a set of weekdays.
func on(days ...time.Weekday) (set Weekdays) {
	for _, w := range days {
		set |= 1 << w
	}
	return set
}

func TestASchedulesWrittenForms(t *testing.T) {
	monWedFri := Schedule{Weekdays: on(time.Monday, time.Wednesday, time.Friday)}
	for _, c := range []struct {
		text string
		want Schedule
	}{
		{"daily", Schedule{Times: 1, Days: 1}},
		{"DAILY", Daily},
		{"1/1", Daily},
		{"7/7", Daily},
		{"30/30", Daily},
		{"mon,tue,wed,thu,fri,sat,sun", Daily},
		{"weekly", Schedule{Times: 1, Days: 7}},
		{"1/7", Schedule{Times: 1, Days: 7}},
		{"3/7", Schedule{Times: 3, Days: 7}},
		{"1/30", Schedule{Times: 1, Days: 30}},
		{"6/7", Schedule{Times: 6, Days: 7}},
		{"３／７", Schedule{Times: 3, Days: 7}},
		{"mon,wed,fri", monWedFri},
		{"fri,mon,wed", monWedFri},
		{"mon,mon,wed,fri", monWedFri},
		{"Monday, Wednesday, Friday", monWedFri},
		{"sun", Schedule{Weekdays: on(time.Sunday)}},
		{"none", Schedule{}},
	} {
		if got, err := ParseSchedule(c.text); err != nil || got != c.want {
			t.Errorf("%q is %v, %v; want %v", c.text, got, err, c.want)
		}
	}
}

func TestAScheduleIsWrittenInOneForm(t *testing.T) {
	for text, want := range map[string]string{
		"daily": "daily", "5/5": "daily", "weekly": "1/7", "3/7": "3/7", "none": "none",
		"sun,mon": "mon,sun", "friday,wed,mon": "mon,wed,fri", "sat": "sat",
	} {
		s, err := ParseSchedule(text)
		if err != nil || s.String() != want {
			t.Errorf("%q is written %q, %v; want %q", text, s, err, want)
		}
	}
}

func TestASchedulesRefusals(t *testing.T) {
	for _, c := range []struct{ text, why string }{
		{"8/7", "more days than there are"},
		{"2/1", "more days than there are"},
		{"0/7", "is no schedule"},
		{"3/0", "is no schedule"},
		{"-3/7", "is no schedule"},
		{"3/-7", "is no schedule"},
		{"3/", "is no schedule"},
		{"/7", "is no schedule"},
		{"3/7/2", "is no schedule"},
		{"x/7", "is no schedule"},
		{"1.5/7", "is no schedule"},
		{"3/99999999999999999999", "is no schedule"},
		{"mon,xyz", "is no schedule"},
		{"mo", "is no schedule"},
		{"3", "is no schedule"},
		{"sometimes", "is no schedule"},
		{"", "needs a weekday"},
		{",", "needs a weekday"},
	} {
		_, err := ParseSchedule(c.text)
		storytest.IsRefused(t, err, c.why)
	}
}

func TestAnySoManyDaysOfAsManyIsDaily(t *testing.T) {
	for _, n := range []int{1, 2, 7, 31, 365, 3660, 4000} {
		text := fmt.Sprintf("%d/%d", n, n)
		if s, err := ParseSchedule(text); err != nil || s != Daily {
			t.Errorf("%s is %v, %v; want daily", text, s, err)
		}
	}
}

func TestAScheduleIsWrittenWithoutSigns(t *testing.T) {
	for _, text := range []string{"+3/7", "3/+7", "+3/+7"} {
		_, err := ParseSchedule(text)
		storytest.IsRefused(t, err, "is no schedule")
	}
}

// anySchedule is a schedule in its normal form.
func anySchedule() *rapid.Generator[Schedule] {
	return rapid.Custom(func(t *rapid.T) Schedule {
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return Schedule{}
		case 1:
			return Daily
		case 2:
			return Schedule{Weekdays: Weekdays(rapid.IntRange(1, int(everyWeekday)-1).Draw(t, "weekdays"))}
		}
		days := rapid.SampledFrom([]int{2, 3, 7, 14, 30, 31, 365}).Draw(t, "days")
		return Schedule{Times: rapid.IntRange(1, min(days-1, 8)).Draw(t, "times"), Days: days}
	})
}

func TestAScheduleReadsAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySchedule().Draw(t, "schedule")
		if back, err := ParseSchedule(s.String()); err != nil || back != s {
			t.Fatalf("%v is written %q and reads %v, %v", s, s.String(), back, err)
		}
	})
}

func TestAScheduleAsksOnItsDays(t *testing.T) {
	for text, want := range map[string]string{ // from Monday to Sunday
		"daily": "xxxxxxx", "3/7": "xxxxxxx", "1/30": "xxxxxxx",
		"mon,wed,fri": "x.x.x..", "sun": "......x", "none": ".......",
	} {
		s, err := ParseSchedule(text)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for d := storytest.Sunday - 6; d <= storytest.Sunday; d++ {
			if s.Asks(d) {
				got += "x"
			} else {
				got += "."
			}
		}
		if got != want {
			t.Errorf("%s asks on %s, want %s", text, got, want)
		}
	}
}

func TestWeekdaysHaveTwoNames(t *testing.T) {
	for w := time.Sunday; w <= time.Saturday; w++ {
		for _, name := range []string{w.String(), w.String()[:3]} {
			if got, ok := calendar.ParseWeekday(name); !ok || got != w {
				t.Errorf("%q is %v, %t", name, got, ok)
			}
		}
	}
	for _, name := range []string{"", "mo", "m", "tues", "mondays", "day"} {
		if w, ok := calendar.ParseWeekday(name); ok {
			t.Errorf("%q is %v", name, w)
		}
	}
}

func FuzzParseSchedule(f *testing.F) {
	for _, s := range []string{"daily", "weekly", "3/7", "1/30", "7/7", "8/7", "mon,wed,fri", "mon tue", "none", "", "9999999999/9999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSchedule(text)
		if err != nil {
			storytest.IsRefused(t, err, "")
			return
		}
		if back, err := ParseSchedule(s.String()); err != nil || back != s {
			t.Errorf("%q is written %q and reads %v, %v", text, s, back, err)
		}
		if s.Times > s.Days || s.Times == s.Days && s.Days > 1 || s.Weekdays == everyWeekday {
			t.Errorf("%q is %+v, which is not its normal form", text, s)
		}
	})
}
