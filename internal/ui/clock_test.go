package ui

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // The zones are there on every machine.
)

// isOn fails unless the header names a day.
func (x *terminal) isOn(day string) {
	x.t.Helper()
	if !strings.Contains(x.header(), day) {
		x.t.Errorf("at %s the header is %q, want %q", x.now, x.header(), day)
	}
}

// A clock that was wrong for a moment, ahead or behind, leaves the app on the day that it
// is, and what is done is written there.
// comesBack leaves the page that welcomes back, where it is open.
func (x *terminal) comesBack() {
	x.t.Helper()
	if strings.HasPrefix(x.header(), " Welcome back.") {
		x.press("esc")
	}
}

func TestAClockThatIsSetWhileTheAppIsOpen(t *testing.T) {
	for name, wrong := range map[string]struct {
		at   time.Time
		says string
	}{
		"years ahead":   {time.Date(2036, time.November, 22, 9, 0, 0, 0, time.UTC), "Saturday 22 November"},
		"a day ahead":   {time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC), "Monday 23 November"},
		"a day behind":  {time.Date(2026, time.November, 21, 9, 0, 0, 0, time.UTC), "Saturday 21 November"},
		"years behind":  {time.Date(1980, time.January, 1, 9, 0, 0, 0, time.UTC), "Tuesday 1 January"},
		"a night ahead": {time.Date(2026, time.November, 23, 3, 59, 0, 0, time.UTC), "Sun 22 Nov, until 04:00"},
	} {
		t.Run(name, func(t *testing.T) {
			x := start(t, drawn())
			right := x.now
			x.now = wrong.at
			x.look()
			x.comesBack()
			x.isOn(wrong.says)
			for _, place := range []string{"R", "B", "J", "T"} {
				x.press(place)
			}
			x.isOn(wrong.says)
			x.now = right.Add(time.Minute)
			x.look()
			x.isOn("Sunday 22 November")
			x.press("3")
			x.wrote(move, sunday, yes)
		})
	}
}

// Whoever looks at a day that is not here any more, as the clock was set back, is on the
// day that it is.
func TestAClockThatIsSetBackShowsNoDayThatIsNotHereYet(t *testing.T) {
	x := start(t, drawn())
	x.now = x.now.AddDate(0, 0, 3)
	x.look()
	x.press("left")
	x.isOn("Tuesday 24 November")
	x.now = x.now.AddDate(0, 0, -3)
	x.look()
	x.isOn("Sunday 22 November")
	x.press("right")
	x.isOn("Sunday 22 November")
}

// The app is open in the nights in which clocks are turned: midnight and four o'clock are
// those of the wall.
func TestTheAppIsOpenWhileClocksAreTurned(t *testing.T) {
	for _, night := range []struct {
		zone, from, until string
		evening, late     string
		morning           string
		lateFor           time.Duration
	}{
		{"Europe/Berlin", "2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z", "Saturday 28 March", "Sat 28 Mar, until 04:00", "Sunday 29 March", 3 * time.Hour},
		{"Europe/Berlin", "2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z", "Saturday 24 October", "Sat 24 Oct, until 04:00", "Sunday 25 October", 5 * time.Hour},
		{"Australia/Lord_Howe", "2026-10-03T10:00:00Z", "2026-10-03T20:00:00Z", "Saturday 3 October", "Sat 3 Oct, until 04:00", "Sunday 4 October", 3*time.Hour + 30*time.Minute},
		{"Pacific/Apia", "2011-12-30T08:00:00Z", "2011-12-30T18:00:00Z", "Thursday 29 December", "Fri 30 Dec, until 04:00", "Saturday 31 December", 4 * time.Hour},
	} {
		t.Run(night.zone+" "+night.from[:10], func(t *testing.T) {
			zone, err := time.LoadLocation(night.zone)
			if err != nil {
				t.Fatal(err)
			}
			at, err := time.Parse(time.RFC3339, night.from)
			if err != nil {
				t.Fatal(err)
			}
			until, err := time.Parse(time.RFC3339, night.until)
			if err != nil {
				t.Fatal(err)
			}
			x := newTerminal(t, newFakeStore(drawn()...))
			x.now = at.In(zone)
			x.run(x.app.Init())
			const step = 10 * time.Minute
			late := time.Duration(0)
			for want := night.evening; x.now.Before(until); x.now = x.now.Add(step) {
				x.look()
				switch clock := x.now.Format("15:04"); {
				case clock < "04:00":
					want = night.late
					late += step
				case late > 0:
					want = night.morning
				}
				x.isOn(want)
			}
			if late != night.lateFor {
				t.Errorf("the night was %v long, want %v", late, night.lateFor)
			}
		})
	}
}
