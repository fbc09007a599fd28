package phrase

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/storytest"
)

// slips returns a boundary that has been kept since a time, with slips at others.
func slips(since time.Time, at ...time.Time) boundary.Boundary {
	b := boundary.Boundary{ID: "peace", Name: "No contact", Since: calendar.Second(since)}
	for _, t := range at {
		b.Events = append(b.Events, boundary.NewEvent(b.ID, boundary.Slip, t, calendar.DefaultPreferences))
	}
	return b
}

// What is said of any runs has no zero, no number below it, and is not empty.
func TestRunsAreSaidWithoutAZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last := storytest.Noon
		var at []time.Time
		for range rapid.IntRange(0, 4).Draw(t, "slips") {
			last = last.Add(time.Duration(rapid.IntRange(0, 2000).Draw(t, "hours")) * time.Hour)
			at = append(at, last)
		}
		b := slips(storytest.Noon, at...)
		for range rapid.IntRange(0, 3).Draw(t, "urges") {
			b.Events = append(b.Events, boundary.NewEvent(b.ID, boundary.Urge, last, calendar.DefaultPreferences))
		}
		now := last.Add(time.Duration(rapid.IntRange(-50, 2000).Draw(t, "later")) * 37 * time.Minute)
		if rapid.IntRange(0, 4).Draw(t, "ended") == 0 {
			b.Ended = &boundary.Ending{How: boundary.LetGo, At: last}
		}
		isSaidWell(t, b.Stats(now))
	})
}

// isSaidWell checks the words of a keeping for what is never said.
func isSaidWell(t *rapid.T, k boundary.Stats) {
	for _, text := range []string{Run(k, calendar.DefaultPreferences), ShortRun(k, calendar.DefaultPreferences), Runs(k)} {
		for _, word := range strings.Fields(text) {
			if strings.Trim(word, ",") == "0" || strings.HasPrefix(word, "-") {
				t.Fatalf("%+v is said %q", k, text)
			}
		}
	}
	if Run(k, calendar.DefaultPreferences) == "" || ShortRun(k, calendar.DefaultPreferences) == "" || strings.Contains(Runs(k), "ridden") != (k.RiddenOut > 0) {
		t.Fatalf("%+v is said %q, %q, %q", k, Run(k, calendar.DefaultPreferences), ShortRun(k, calendar.DefaultPreferences), Runs(k))
	}
	if s := k.Share(); math.IsNaN(s) || s < 0 || s > 1 {
		t.Fatalf("%+v has the share %v", k, s)
	}
}

func TestARunInWords(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		run, short     string
	}{
		{"UTC", "2026-11-22T23:31:00Z", "2026-11-22T23:31:00Z", "since 23:31", "since 23:31"},
		{"UTC", "2026-11-22T21:31:00Z", "2026-11-22T22:30:59Z", "since 21:31", "since 21:31"},
		{"UTC", "2026-11-22T23:31:00Z", "2026-11-23T00:15:00Z", "since Sun 22 Nov, 23:31", "since Sun 22 Nov, 23:31"},
		{"UTC", "2026-12-31T23:31:00Z", "2027-01-01T00:15:00Z", "since Thu 31 Dec 2026, 23:31", "since Thu 31 Dec 2026, 23:31"},
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z", "1 hour", "1 hour"},
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-22T10:59:59Z", "1 hour", "1 hour"},
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-22T12:10:00Z", "3 hours", "3 hours"},
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-23T08:59:59Z", "23 hours", "23 hours"},
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-23T09:00:00Z", "1 day", "1 day"},
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-23T09:59:59Z", "1 day", "1 day"},
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-23T10:00:00Z", "1 day, 1 hour", "1 day"},
		{"UTC", "2026-10-30T21:40:00Z", "2026-11-22T23:45:00Z", "23 days, 2 hours", "23 days"},
		{"UTC", "2026-11-20T09:00:00Z", "2026-11-23T08:59:59Z", "2 days, 23 hours", "2 days"},
		{"UTC", "2025-11-22T09:00:00Z", "2026-11-22T09:00:00Z", "365 days", "365 days"},
		// A day of 23 hours, and one of 25.
		{storytest.Berlin, "2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00+02:00", "1 day", "1 day"},
		{storytest.Berlin, "2026-03-28T12:00:00+01:00", "2026-03-29T11:00:00+02:00", "22 hours", "22 hours"},
		{storytest.Berlin, "2026-10-24T12:00:00+02:00", "2026-10-25T11:59:59+01:00", "23 hours", "23 hours"},
		{storytest.Berlin, "2026-10-23T12:00:00+02:00", "2026-10-25T11:59:59+01:00", "1 day, 23 hours", "1 day"},
		{storytest.Berlin, "2026-10-24T02:30:00+02:00", "2026-10-25T02:45:00+01:00", "1 day, 1 hour", "1 day"},
		{storytest.Berlin, "2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00", "since 02:50", "since 02:50"},
		{storytest.LordHowe, "2026-10-03T12:00:00+10:30", "2026-10-04T12:30:00+11:00", "1 day", "1 day"},
	} {
		k := slips(storytest.In("UTC", c.from)).Stats(storytest.In(c.zone, c.to))
		if Run(k, calendar.DefaultPreferences) != c.run || ShortRun(k, calendar.DefaultPreferences) != c.short {
			t.Errorf("from %s to %s: %q and %q, want %q and %q", c.from, c.to, Run(k, calendar.DefaultPreferences), ShortRun(k, calendar.DefaultPreferences), c.run, c.short)
		}
	}
}

func TestAllRunsInWords(t *testing.T) {
	for _, c := range []struct {
		k    boundary.Stats
		want string
	}{
		{boundary.Stats{}, ""},
		{boundary.Stats{RiddenOut: 1}, "1 urge ridden out"},
		{boundary.Stats{RiddenOut: 9}, "9 urges ridden out"},
		{boundary.Stats{Longest: 1, Kept: 1}, "longest 1 d, 1 d kept in all"},
		{boundary.Stats{Longest: 23, Kept: 23, RiddenOut: 9}, "longest 23 d, 23 d kept in all, 9 urges ridden out"},
		{boundary.Stats{Longest: 400, Kept: 1000, RiddenOut: 1, Slips: 4, Urges: 5}, "longest 400 d, 1000 d kept in all, 1 urge ridden out"},
		{boundary.Stats{Slips: 4, Urges: 5, Contacts: 2}, ""},
	} {
		if got := Runs(c.k); got != c.want {
			t.Errorf("%+v is said %q, want %q", c.k, got, c.want)
		}
	}
}

func TestAClockThatWasSetBackCountsNothingAndHarmsNothing(t *testing.T) {
	since := time.Date(2026, time.November, 10, 12, 0, 0, 0, time.UTC)
	slip := since.AddDate(0, 0, 5)
	for _, c := range []struct {
		name  string
		b     boundary.Boundary
		now   time.Time
		run   string
		share float64
	}{
		{"a second", slips(since), since.Add(-time.Second), "since 12:00", 0},
		{"an hour", slips(since), since.Add(-time.Hour), "since 12:00", 0},
		{"over midnight", slips(since), since.Add(-13 * time.Hour), "since Tue 10 Nov, 12:00", 0},
		{"years", slips(since), since.AddDate(-20, 0, 0), "since Tue 10 Nov 2026, 12:00", 0},
		{"before the slip", slips(since, slip), slip.Add(-time.Hour), "since 12:00", 0},
		{"days before the slip", slips(since, slip), slip.AddDate(0, 0, -3), "since Sun 15 Nov, 12:00", 0},
		{"before it all", slips(since, slip, slip.Add(time.Hour)), since.AddDate(0, 0, -3), "since Sun 15 Nov, 13:00", 0},
	} {
		k := c.b.Stats(c.now)
		if k.Current != 0 || k.Next != 1 || k.Longest < 0 || k.Kept < 0 {
			t.Errorf("%s: %+v", c.name, k)
		}
		if Run(k, calendar.DefaultPreferences) != c.run || ShortRun(k, calendar.DefaultPreferences) != c.run || k.Share() != c.share {
			t.Errorf("%s: %q, %q, %v; want %q, %v", c.name, Run(k, calendar.DefaultPreferences), ShortRun(k, calendar.DefaultPreferences), k.Share(), c.run, c.share)
		}
	}
}

func TestWhatHasEndedCountsNoFurther(t *testing.T) {
	since := time.Date(2026, time.October, 1, 12, 0, 0, 0, time.UTC)
	for _, how := range []boundary.Outcome{boundary.Reopened, boundary.LetGo} {
		b := slips(since, since.AddDate(0, 0, 3))
		b.Ended = &boundary.Ending{How: how, At: since.AddDate(0, 0, 10).Add(5 * time.Hour)}
		for _, now := range []time.Time{b.Ended.At, b.Ended.At.AddDate(0, 0, 1), b.Ended.At.AddDate(5, 0, 0), since} {
			k := b.Stats(now)
			if k.Current != 7 || k.Longest != 7 || k.Kept != 10 || k.Next != 0 || k.Share() != 1 || Run(k, calendar.DefaultPreferences) != "7 days, 5 hours" {
				t.Errorf("%s, looked at %s: %+v, %s, %v", how, now, k, Run(k, calendar.DefaultPreferences), k.Share())
			}
		}
	}
}

func TestAMilestoneIsReachedForADay(t *testing.T) {
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	for days, want := range map[int]struct {
		reached bool
		ahead   string
	}{
		0: {false, "1 day"}, 1: {true, "3"}, 2: {false, "3"}, 3: {true, "7"}, 4: {false, "7"}, 7: {true, "14"}, 14: {true, "30"},
		29: {false, "30"}, 30: {true, "60"}, 31: {false, "60"}, 180: {true, "365"}, 364: {false, "365"}, 365: {true, "730"},
		366: {false, "730"}, 730: {true, "1095"}, 731: {false, "1095"},
	} {
		b := slips(now.AddDate(0, 0, -days))
		for _, later := range []time.Duration{0, 23*time.Hour + 59*time.Minute} {
			if k := b.Stats(now.Add(later)); k.Reached() != want.reached || NextMilestone(k) != want.ahead {
				t.Errorf("after %d days and %s: reached is %t, ahead %q; want %t, %q", days, later, k.Reached(), NextMilestone(k), want.reached, want.ahead)
			}
		}
		b.Ended = &boundary.Ending{How: boundary.LetGo, At: now}
		if k := b.Stats(now); k.Reached() || NextMilestone(k) != "" {
			t.Errorf("ended after %d days: reached is %t, ahead %q", days, k.Reached(), NextMilestone(k))
		}
	}
}
