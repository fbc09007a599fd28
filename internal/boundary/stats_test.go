package boundary

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/storytest"
)

// slips is a boundary that has been kept since a time, with slips at others.
func slips(since time.Time, at ...time.Time) Boundary {
	b := Boundary{ID: "peace", Name: "No contact", Since: calendar.Second(since)}
	for i, t := range at {
		e := NewEvent(b.ID, Slip, t, calendar.DefaultPreferences)
		e.ID = ident.ID(fmt.Sprint("slip", i))
		b.Events = append(b.Events, e)
	}
	SortEvents(b.Events)
	return b
}

func TestDaysAreAnniversariesOnTheLocalClock(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		want           int
	}{
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-22T09:00:00Z", 0},
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-23T08:59:59Z", 0},
		{"UTC", "2026-11-22T09:00:00Z", "2026-11-23T09:00:00Z", 1},
		{"UTC", "2026-11-22T23:59:59Z", "2026-11-23T00:00:00Z", 0}, // another date is no day yet
		{"UTC", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z", 1},
		{"UTC", "2024-02-28T12:00:00Z", "2024-03-01T12:00:00Z", 2}, // with a leap day
		{"UTC", "1999-12-31T12:00:00Z", "2026-11-22T12:00:00Z", 9823},
		{"UTC", "1969-12-31T23:00:00Z", "1970-01-01T23:00:00Z", 1},
		// The clock on the wall is that of the zone of now, wherever it began.
		{"Asia/Kolkata", "2026-11-22T20:00:00Z", "2026-11-23T20:00:00Z", 1},

		{storytest.Berlin, "2026-03-28T12:00:00+01:00", "2026-03-30T11:59:59+02:00", 1},
		{storytest.Berlin, "2026-03-28T12:00:00+01:00", "2026-03-30T12:00:00+02:00", 2}, // 47 hours
		{storytest.Berlin, "2026-10-24T12:00:00+02:00", "2026-10-26T11:59:59+01:00", 1}, // 48 hours and more
		{storytest.Berlin, "2026-10-24T12:00:00+02:00", "2026-10-26T12:00:00+01:00", 2}, // 49 hours
		// 02:30 is not there on 29 March; half past three is as much later.
		{storytest.Berlin, "2026-03-28T02:30:00+01:00", "2026-03-29T01:59:59+01:00", 0},
		{storytest.Berlin, "2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00", 0},
		{storytest.Berlin, "2026-03-28T02:30:00+01:00", "2026-03-29T03:29:59+02:00", 0},
		{storytest.Berlin, "2026-03-28T02:30:00+01:00", "2026-03-29T03:30:00+02:00", 1},
		{storytest.Berlin, "2026-03-28T02:30:00+01:00", "2026-03-30T02:30:00+02:00", 2},
		// 02:30 is there twice on 25 October; the first one counts, and stays.
		{storytest.Berlin, "2026-10-24T02:30:00+02:00", "2026-10-25T02:29:59+02:00", 0},
		{storytest.Berlin, "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00", 1},
		{storytest.Berlin, "2026-10-24T02:30:00+02:00", "2026-10-25T02:00:00+01:00", 1},
		{storytest.Berlin, "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+01:00", 1},
		{storytest.Berlin, "2026-10-24T02:30:00+02:00", "2026-10-26T02:30:00+01:00", 2},
		// Begun in the overlap, before and after the clock was turned back.
		{storytest.Berlin, "2026-10-25T02:30:00+02:00", "2026-10-25T02:15:00+01:00", 0},
		{storytest.Berlin, "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", 0},
		{storytest.Berlin, "2026-10-25T02:30:00+02:00", "2026-10-26T02:29:59+01:00", 0},
		{storytest.Berlin, "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00", 1},
		{storytest.Berlin, "2026-10-25T02:30:00+01:00", "2026-10-26T02:29:59+01:00", 0},
		{storytest.Berlin, "2026-10-25T02:30:00+01:00", "2026-10-26T02:30:00+01:00", 1},
		{storytest.Berlin, "2026-03-29T03:30:00+02:00", "2026-03-30T03:30:00+02:00", 1},

		{storytest.NewYork, "2026-03-07T12:00:00-05:00", "2026-03-09T12:00:00-04:00", 2},
		{storytest.NewYork, "2026-03-07T02:30:00-05:00", "2026-03-08T03:29:59-04:00", 0},
		{storytest.NewYork, "2026-03-07T02:30:00-05:00", "2026-03-08T03:30:00-04:00", 1},
		{storytest.NewYork, "2026-10-31T01:30:00-04:00", "2026-11-01T01:30:00-04:00", 1},
		{storytest.NewYork, "2026-10-31T01:30:00-04:00", "2026-11-01T01:10:00-05:00", 1},
		{storytest.NewYork, "2026-10-31T12:00:00-04:00", "2026-11-01T11:59:59-05:00", 0}, // 24 hours and more
		{storytest.NewYork, "2026-11-01T01:30:00-05:00", "2026-11-02T01:30:00-05:00", 1},

		// Half an hour is turned on Lord Howe.
		{storytest.LordHowe, "2026-10-03T12:00:00+10:30", "2026-10-05T11:59:59+11:00", 1},
		{storytest.LordHowe, "2026-10-03T12:00:00+10:30", "2026-10-05T12:00:00+11:00", 2},
		{storytest.LordHowe, "2026-10-03T02:10:00+10:30", "2026-10-04T02:39:59+11:00", 0},
		{storytest.LordHowe, "2026-10-03T02:10:00+10:30", "2026-10-04T02:40:00+11:00", 1},
		{storytest.LordHowe, "2026-04-04T01:45:00+11:00", "2026-04-05T01:45:00+11:00", 1},
		{storytest.LordHowe, "2026-04-04T01:45:00+11:00", "2026-04-05T01:35:00+10:30", 1},

		// Samoa had no 30 December 2011.
		{storytest.Apia, "2011-12-28T10:00:00-10:00", "2011-12-29T23:59:59-10:00", 1},
		{storytest.Apia, "2011-12-28T10:00:00-10:00", "2011-12-31T10:00:00+14:00", 3},
		{storytest.Apia, "2011-12-29T10:00:00-10:00", "2011-12-31T10:00:00+14:00", 2}, // 24 hours
		{storytest.Apia, "2011-12-20T10:00:00-10:00", "2012-01-20T10:00:00+14:00", 31},
	} {
		from, to := storytest.In(c.zone, c.from), storytest.In(c.zone, c.to)
		if got := slips(from.UTC()).Stats(to).Current; got != c.want {
			t.Errorf("%s: from %s to %s are %d days, want %d", c.zone, c.from, c.to, got, c.want)
		}
		if to.Sub(from) > 40*24*time.Hour || from.Second() != 0 {
			continue // a long walk
		}
		if got := slowDays(from, to, time.Minute); got != c.want {
			t.Errorf("%s: from %s to %s the reference has %d days, want %d", c.zone, c.from, c.to, got, c.want)
		}
	}
}

// skippedDates are runs over a date, or an hour at midnight, that was not there.
var skippedDates = []struct {
	zone, from, to string
	want           int
}{
	{storytest.Apia, "2011-12-28T10:00:00-10:00", "2011-12-31T00:00:00+14:00", 1},
	{storytest.Apia, "2011-12-28T10:00:00-10:00", "2011-12-31T09:59:00+14:00", 1},
	{storytest.Apia, "2011-12-29T10:00:00-10:00", "2011-12-31T09:59:00+14:00", 0},
	// In Ittoqqortoormiit 23:00 to 24:00 are left out in spring.
	{"America/Scoresbysund", "2026-03-26T23:30:00-02:00", "2026-03-29T00:00:00-01:00", 1},
	{"America/Scoresbysund", "2026-03-26T23:30:00-02:00", "2026-03-29T00:29:00-01:00", 1},
	{"America/Scoresbysund", "2026-03-26T23:30:00-02:00", "2026-03-29T00:30:00-01:00", 2},
	// St John's turned back at 00:01, to 23:01 of the day before.
	{"America/St_Johns", "2006-10-26T00:00:30-02:30", "2006-10-29T00:00:30-02:30", 3},
	{"America/St_Johns", "2006-10-26T00:00:30-02:30", "2006-10-28T23:10:00-03:30", 3},
}

func TestADateThatIsSkippedIsNoDayBeforeItsTime(t *testing.T) {
	for _, c := range skippedDates {
		k := slips(storytest.In("UTC", c.from)).Stats(storytest.In(c.zone, c.to))
		if k.Current != c.want {
			t.Errorf("%s: from %s to %s are %d days, want %d", c.zone, c.from, c.to, k.Current, c.want)
		}
	}
}

func TestTheReferenceCountsADateThatIsSkipped(t *testing.T) {
	for _, c := range skippedDates {
		if got := slowDays(storytest.In(c.zone, c.from), storytest.In(c.zone, c.to), 30*time.Second); got != c.want {
			t.Errorf("%s: from %s to %s are %d days, want %d", c.zone, c.from, c.to, got, c.want)
		}
	}
}

// wall is what the clock on the wall shows, as if it were UTC.
func wall(at time.Time) time.Time {
	y, m, d := at.Date()
	h, mi, s := at.Clock()
	return time.Date(y, m, d, h, mi, s, 0, time.UTC)
}

// slowDays is the days from start to end, by a walk that looks at the clock on the wall
// at every step. An anniversary is when the clock first shows start's time of day on its
// date; where it was turned forward over that, when a clock that was not turned would.
func slowDays(start, end time.Time, step time.Duration) (days int) {
	shown := map[time.Time]time.Time{} // when the clock first showed a time
	var turns []time.Time              // the last looks before the clock was turned forward
	for at := start; !at.After(end); at = at.Add(step) {
		if _, ok := shown[wall(at)]; !ok {
			shown[wall(at)] = at
		}
		if wall(at.Add(step)).Sub(wall(at)) > step {
			turns = append(turns, at)
		}
	}
	for n := 1; time.Duration(n-3)*24*time.Hour <= end.Sub(start); n++ {
		due := wall(start).AddDate(0, 0, n)
		at, ok := shown[due]
		for _, turn := range turns {
			if due.After(wall(turn)) && due.Before(wall(turn.Add(step))) {
				at, ok = turn.Add(due.Sub(wall(turn))), true
			}
		}
		if ok && !at.After(end) {
			days = n
		}
	}
	return days
}

// quarter is the step of the references; every clock is turned at a quarter of an hour.
const quarter = 15 * time.Minute

// changes of clocks that random stories take place around, as those between midnight
// and the small hours are met by most; none of them leaves out midnight.
var turnedClocks = []time.Time{
	storytest.In(storytest.Berlin, "2026-03-29T03:00:00+02:00"),
	storytest.In(storytest.Berlin, "2026-10-25T02:00:00+01:00"),
	storytest.In(storytest.NewYork, "2026-03-08T03:00:00-04:00"),
	storytest.In(storytest.NewYork, "2026-11-01T01:00:00-05:00"),
	storytest.In(storytest.LordHowe, "2026-04-05T01:30:00+10:30"),
	storytest.In(storytest.LordHowe, "2026-10-04T02:30:00+11:00"),
	storytest.In("America/Havana", "2026-03-08T01:00:00-04:00"), // at midnight
	storytest.In("America/Havana", "2026-11-01T00:00:00-05:00"),
	storytest.In("Asia/Beirut", "2026-03-29T01:00:00+03:00"), // at midnight
	storytest.In("Asia/Beirut", "2026-10-24T23:00:00+02:00"), // back into the day before
	storytest.In("Africa/Casablanca", "2026-03-22T03:00:00+01:00"),
	storytest.In("Europe/Dublin", "2026-10-25T01:00:00Z"),
	storytest.In("Antarctica/Troll", "2026-03-29T03:00:00+02:00"), // two hours
	storytest.In("Asia/Kathmandu", "2026-11-22T12:00:00+05:45"),
	storytest.In("UTC", "2026-11-22T12:00:00Z"),
}

// aTime is a time within some days of one, on a quarter of an hour.
func aTime(t *rapid.T, around time.Time, days int, name string) time.Time {
	n := rapid.IntRange(-days*96, days*96).Draw(t, name)
	return around.Add(time.Duration(n) * quarter)
}

func TestDaysThatHavePassedStayPassed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		turned := rapid.SampledFrom(turnedClocks).Draw(t, "clock")
		since := aTime(t, turned, 4, "since")
		b := slips(since)
		now, before := since.Add(-time.Duration(rapid.IntRange(0, 3000).Draw(t, "set back"))*time.Minute), 0
		for range 60 {
			k := b.Stats(now)
			if k.Current < before {
				t.Fatalf("since %s it was %d days, and at %s %d", since, before, now, k.Current)
			}
			if share := k.Share(); share < 0 || share > 1 {
				t.Fatalf("at %s the share is %v", now, share)
			}
			before = k.Current
			now = now.Add(time.Duration(rapid.IntRange(0, 400).Draw(t, "minutes")) * time.Minute)
		}
	})
}

// keepingOf is a boundary's keeping by the sentences of habits.md, for events in any
// order that are all here.
func keepingOf(b Boundary, now time.Time) (k Stats) {
	end := now
	if b.Ended != nil {
		end = b.Ended.At.In(now.Location())
	}
	var breaks []time.Time
	for _, e := range b.Events {
		switch {
		case e.Kind == Urge && e.Slipped:
			k.Urges++
		case e.Kind == Urge:
			k.Urges++
			k.RiddenOut++
		case e.Kind == Contact:
			k.Contacts++
		default:
			k.Slips++
			if !e.At.Before(b.Since) {
				breaks = append(breaks, e.At)
			}
		}
	}
	// The run goes from the latest that is not after its end, so look for each in turn.
	from := b.Since
	for len(breaks) > 0 {
		next := 0
		for i := range breaks {
			if breaks[i].Before(breaks[next]) {
				next = i
			}
		}
		k.addSlow(from, breaks[next], now.Location())
		from = breaks[next]
		breaks = append(breaks[:next:next], breaks[next+1:]...)
	}
	k.addSlow(from, end, now.Location())
	k.Current = k.Runs[len(k.Runs)-1].Days
	if b.Ended != nil {
		return k
	}
	next := []int{1, 3, 7, 14, 30, 60, 90, 180, 365}
	for year := 2 * 365; year < 3000; year += 365 {
		next = append(next, year)
	}
	for k.Next = next[0]; k.Next <= k.Current; k.Next = next[0] {
		next = next[1:]
	}
	return k
}

func (k *Stats) addSlow(from, to time.Time, l *time.Location) {
	r := Run{From: from.In(l), To: to.In(l), Days: slowDays(from.In(l), to.In(l), quarter)}
	k.Runs = append(k.Runs, r)
	k.Kept += r.Days
	if r.Days > k.Longest {
		k.Longest = r.Days
	}
}

// aBoundary is a boundary around a change of clocks, with what was written down under
// it by now, in any order.
func aBoundary(t *rapid.T) (b Boundary, now time.Time) {
	turned := rapid.SampledFrom(turnedClocks).Draw(t, "clock")
	b = slips(aTime(t, turned, 6, "since"))
	now = b.Since.In(turned.Location()).Add(time.Duration(rapid.IntRange(0, 20*96).Draw(t, "now")) * quarter)
	for i := range rapid.IntRange(0, 8).Draw(t, "events") {
		// Some are of before it began, and some at the very time of others.
		back := time.Duration(rapid.SampledFrom([]int{0, 1, 4, 96, 96, 7 * 96, 12 * 96, 25 * 96}).Draw(t, "back")) * quarter
		back += time.Duration(rapid.IntRange(0, 96).Draw(t, "quarters")) * quarter
		e := NewEvent(b.ID, rapid.SampledFrom([]Kind{Slip, Slip, Urge, Contact}).Draw(t, "kind"), now.Add(-back), calendar.DefaultPreferences)
		e.ID, e.Slipped = ident.ID(fmt.Sprint(i)), e.Kind == Urge && rapid.Bool().Draw(t, "slipped")
		b.Events = append(b.Events, e)
	}
	if rapid.IntRange(0, 4).Draw(t, "ended") == 0 {
		b.Ended = &Ending{LetGo, calendar.Second(now)}
		for _, e := range b.Events {
			if e.At.After(b.Ended.At) {
				b.Ended.At = e.At
			}
		}
		now = now.Add(time.Duration(rapid.IntRange(0, 500).Draw(t, "later")) * time.Hour)
	}
	return b, now
}

func TestAKeepingAgreesWithTheWording(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, now := aBoundary(t)
		want := keepingOf(b, now)
		SortEvents(b.Events)
		k := b.Stats(now)
		got, wanted := fmt.Sprint(k), fmt.Sprint(want)
		if got != wanted {
			t.Fatalf("since %s, at %s, %+v:\n%s, want\n%s", b.Since, now, b.Events, got, wanted)
		}
	})
}

func TestASlipBeginsTheRunAgainAndWhatWasKeptStays(t *testing.T) {
	day := func(d, h int) time.Time { return time.Date(2026, time.November, d, h, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name  string
		slips []time.Time
		now   time.Time
		want  string // runs: current, longest, kept, next
	}{
		{"no slip", nil, day(11, 12), "[10]: 10, 10, 10, 14"},
		{"one", []time.Time{day(8, 12)}, day(11, 12), "[7 3]: 3, 7, 10, 7"},
		{"one, and what is left of its day is no day", []time.Time{day(8, 6)}, day(11, 12), "[6 3]: 3, 6, 9, 7"},
		{"written late", []time.Time{day(8, 12), day(3, 12)}, day(11, 12), "[2 5 3]: 3, 5, 10, 7"},
		{"at since", []time.Time{day(1, 12)}, day(11, 12), "[0 10]: 10, 10, 10, 14"},
		{"a second after since", []time.Time{day(1, 12).Add(time.Second)}, day(11, 12), "[0 9]: 9, 9, 9, 14"},
		{"a second before since", []time.Time{day(1, 12).Add(-time.Second)}, day(11, 12), "[10]: 10, 10, 10, 14"},
		{"two at once", []time.Time{day(8, 12), day(8, 12)}, day(11, 12), "[7 0 3]: 3, 7, 10, 7"},
		{"now", []time.Time{day(11, 12)}, day(11, 12), "[10 0]: 0, 10, 10, 1"},
		{"every day", []time.Time{day(2, 12), day(3, 12), day(4, 12)}, day(4, 20), "[1 1 1 0]: 0, 1, 3, 1"},
		{"twice a day", []time.Time{day(2, 9), day(2, 21), day(3, 9)}, day(3, 21), "[0 0 0 0]: 0, 0, 0, 1"},
	} {
		k := slips(day(1, 12), c.slips...).Stats(c.now)
		var runs []int
		for _, r := range k.Runs {
			runs = append(runs, r.Days)
		}
		if got := fmt.Sprintf("%v: %d, %d, %d, %d", runs, k.Current, k.Longest, k.Kept, k.Next); got != c.want || k.Slips != len(c.slips) {
			t.Errorf("%s: %s with %d slips, want %s", c.name, got, k.Slips, c.want)
		}
		if first, last := k.Runs[0], k.Runs[len(k.Runs)-1]; !first.From.Equal(day(1, 12)) || !last.To.Equal(c.now) {
			t.Errorf("%s: the runs go from %s to %s", c.name, first.From, last.To)
		}
		for i := 1; i < len(k.Runs); i++ {
			if !k.Runs[i].From.Equal(k.Runs[i-1].To) {
				t.Errorf("%s: run %d begins %s, after one that ended %s", c.name, i, k.Runs[i].From, k.Runs[i-1].To)
			}
		}
	}
}

func TestASlipAfterTheEndEndsNothing(t *testing.T) {
	since := time.Date(2026, time.October, 1, 12, 0, 0, 0, time.UTC)
	b := slips(since, since.AddDate(0, 0, 9))
	b.Ended = &Ending{LetGo, since.AddDate(0, 0, 4)}
	if k := b.Stats(since.AddDate(0, 0, 30)); k.Kept != 4 || k.Longest != 4 {
		t.Errorf("kept were %d days, the longest %d; want 4", k.Kept, k.Longest)
	}
}

func TestUrgesAndContactsCountAndBreakNothing(t *testing.T) {
	since := time.Date(2026, time.November, 1, 12, 0, 0, 0, time.UTC)
	b := slips(since)
	for i, kind := range []Kind{Urge, Urge, Contact, Urge, Contact} {
		e := NewEvent(b.ID, kind, since.AddDate(0, 0, i-1), calendar.DefaultPreferences) // one is of before it began
		e.Slipped = i == 3
		b.Events = append(b.Events, e)
	}
	k := b.Stats(since.AddDate(0, 0, 9))
	if k.Urges != 3 || k.RiddenOut != 2 || k.Contacts != 2 || k.Slips != 0 || k.Current != 9 || len(k.Runs) != 1 {
		t.Errorf("got %+v", k)
	}
}

func TestTheNextMilestone(t *testing.T) {
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	for days, want := range map[int]int{
		0: 1, 1: 3, 2: 3, 3: 7, 6: 7, 7: 14, 13: 14, 14: 30, 29: 30, 30: 60, 59: 60, 60: 90, 89: 90, 90: 180, 179: 180,
		180: 365, 364: 365, 365: 730, 366: 730, 729: 730, 730: 1095, 1094: 1095, 1095: 1460, 3649: 3650, 3650: 4015,
	} {
		k := slips(now.AddDate(0, 0, -days)).Stats(now)
		if k.Current != days || k.Next != want {
			t.Errorf("after %d days (%d) the next milestone is %d, want %d", days, k.Current, k.Next, want)
		}
	}
}

func TestTheShareOfTheWayToAMilestone(t *testing.T) {
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		kept time.Duration
		want float64
	}{
		{0, 0},
		{6 * time.Hour, 0.25},
		{23 * time.Hour, 23.0 / 24},
		{24 * time.Hour, 1.0 / 3},
		{2 * 24 * time.Hour, 2.0 / 3},
		{3 * 24 * time.Hour, 3.0 / 7},
		{45 * 24 * time.Hour, 0.75},
		{364 * 24 * time.Hour, 364.0 / 365},
		{365 * 24 * time.Hour, 0.5},
	} {
		if got := slips(now.Add(-c.kept)).Stats(now).Share(); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("after %s the share is %v, want %v", c.kept, got, c.want)
		}
	}
	long := storytest.In(storytest.Berlin, "2026-10-25T23:00:00+01:00") // 25 hours after the midnight before
	if got := slips(long.Add(-24*time.Hour - 30*time.Minute)).Stats(long).Share(); got != 1 {
		t.Errorf("24 hours into a day of 25 the share is %v, want 1", got)
	}
}

func TestTheRunThatASlipEnds(t *testing.T) {
	since := time.Date(2026, time.November, 1, 12, 0, 0, 0, time.UTC)
	first, second, now := since.AddDate(0, 0, 4), since.AddDate(0, 0, 9), since.AddDate(0, 0, 15)
	k := slips(since, first, second, second).Stats(now)
	for _, c := range []struct {
		at   time.Time
		want int // the run's days
	}{
		{first, 4},
		{first.In(storytest.In(storytest.Apia, "2026-11-22T12:00:00+13:00").Location()), 4}, // the same time
		{second, 5},                 // and not the run of no time between the two
		{first.Add(time.Second), 6}, // no slip: the current one
		{now, 6},
		{now.AddDate(1, 0, 0), 6},
	} {
		if got := k.EndingAt(c.at).Days; got != c.want {
			t.Errorf("at %s a run of %d days ends, want %d", c.at, got, c.want)
		}
	}
}
