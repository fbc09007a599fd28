package calendar

import (
	"testing"
	"time"
)

// turns are times around which clocks are turned, or calendars leave out a day.
var turns = []struct{ zone, around string }{
	{"Europe/Berlin", "2026-03-29T02:00:00Z"},
	{"Europe/Berlin", "2026-10-25T02:00:00Z"},
	{"America/New_York", "2026-03-08T08:00:00Z"},
	{"America/New_York", "2026-11-01T08:00:00Z"},
	{"Australia/Lord_Howe", "2026-10-03T16:00:00Z"}, // by half an hour
	{"Australia/Lord_Howe", "2026-04-04T16:00:00Z"},
	{"Pacific/Apia", "2011-12-30T10:00:00Z"}, // 30 December is left out
	{"Africa/Casablanca", "2026-02-15T02:00:00Z"},
	{"Africa/Casablanca", "2026-03-22T02:00:00Z"},
	{"Pacific/Chatham", "2026-09-26T14:00:00Z"},   // from 02:45 to 03:45
	{"Antarctica/Troll", "2026-03-29T01:00:00Z"},  // by two hours
	{"Antarctica/Casey", "2018-03-10T17:00:00Z"},  // from 04:00 to 01:00, as the day begins
	{"America/Havana", "2026-03-08T05:00:00Z"},    // at midnight
	{"Pacific/Kwajalein", "1993-08-21T12:00:00Z"}, // 21 August is left out
}

// turned calls look with every turn.
func turned(t *testing.T, look func(t *testing.T, around time.Time)) {
	t.Helper()
	for _, turn := range turns {
		t.Run(turn.zone+" "+turn.around[:10], func(t *testing.T) {
			zone, err := time.LoadLocation(turn.zone)
			if err != nil {
				t.Fatal(err)
			}
			around, err := time.Parse(time.RFC3339, turn.around)
			if err != nil {
				t.Fatal(err)
			}
			look(t, around.In(zone))
		})
	}
}

// By what the clock on the wall shows, a minute before four is still the day before, and
// four is the day; no minute goes back to a day that is over.
func TestNoMinuteOfATurnedClockGoesBackToADayThatIsOver(t *testing.T) {
	turned(t, func(t *testing.T, around time.Time) {
		last := Day(0)
		for at := around.Add(-40 * time.Hour); at.Before(around.Add(40 * time.Hour)); at = at.Add(time.Minute) {
			want, err := ParseDay(at.Format(time.DateOnly))
			if err != nil {
				t.Fatal(err)
			}
			if at.Format("15:04") < "04:00" {
				want--
			}
			if got := DefaultPreferences.DayOf(at); got != want || got < last {
				t.Fatalf("%s is on %s, want %s, after %s", at, got, want, last)
			}
			last = want
		}
	})
}

// A time of day that a clock shows, be it once or twice, lies on the day that is meant.
// One that it leaves out is later: on that day as long as four is not passed.
func TestATimeOfDayLiesOnItsDayThoughClocksAreTurned(t *testing.T) {
	turned(t, func(t *testing.T, around time.Time) {
		date := DateOf(around.Date())
		for d := date - 2; d <= date+2; d++ {
			for clock := time.Duration(0); clock < 24*time.Hour; clock += 15 * time.Minute {
				at := DefaultPreferences.At(d, clock, around.Location())
				if DateOf(at.Date()) != d && at.Format("15:04") == (time.Time{}).Add(clock).Format("15:04") {
					continue // the whole date is left out
				}
				want := d
				if clock < DefaultPreferences.DayStart {
					want--
				}
				if got := DefaultPreferences.DayOf(at); got != want {
					t.Errorf("%v on %s is %s, on the day %s, want %s", clock, d, at, got, want)
				}
			}
		}
	})
}
