//go:build unix

package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"selfcare/internal/cli/document"
)

// at is the same place at another time, and perhaps in another zone.
func (p *place) at(instant, zone string) *place {
	env := append(slices.Clone(p.env), "SELFCARE_NOW="+instant, "TZ="+zone)
	return &place{t: p.t, file: p.file, env: env}
}

// dayOf is the day that an entry of now is written on.
func (p *place) dayOf(words ...string) string {
	p.t.Helper()
	var written struct{ Day string }
	if err := json.Unmarshal([]byte(p.run(append([]string{"add", "--json"}, words...)...)), &written); err != nil {
		p.t.Fatal(err)
	}
	return written.Day
}

// nights are those in which clocks are turned: what is written at an instant is of a day.
var nights = []struct {
	zone  string
	turns []struct{ instant, day string }
}{
	{"Europe/Berlin", []struct{ instant, day string }{
		{"2026-03-29T00:59:59Z", "2026-03-28"}, // 01:59:59, and then 03:00
		{"2026-03-29T01:59:00Z", "2026-03-28"}, // 03:59
		{"2026-03-29T02:00:00Z", "2026-03-29"}, // 04:00
		{"2026-10-25T00:30:00Z", "2026-10-24"}, // 02:30, and again an hour later
		{"2026-10-25T02:59:00Z", "2026-10-24"}, // 03:59
		{"2026-10-25T03:00:00Z", "2026-10-25"}, // 04:00
	}},
	{"America/New_York", []struct{ instant, day string }{
		{"2026-03-08T07:59:00Z", "2026-03-07"},
		{"2026-03-08T08:00:00Z", "2026-03-08"},
		{"2026-11-01T08:59:00Z", "2026-10-31"},
		{"2026-11-01T09:00:00Z", "2026-11-01"},
	}},
	{"Australia/Lord_Howe", []struct{ instant, day string }{ // by half an hour
		{"2026-04-04T17:29:00Z", "2026-04-04"},
		{"2026-04-04T17:30:00Z", "2026-04-05"},
		{"2026-10-03T16:59:00Z", "2026-10-03"},
		{"2026-10-03T17:00:00Z", "2026-10-04"},
	}},
	{"Pacific/Apia", []struct{ instant, day string }{ // 30 December 2011 is left out
		{"2011-12-30T09:59:00Z", "2011-12-29"}, // 23:59
		{"2011-12-30T10:00:00Z", "2011-12-30"}, // 00:00 on 31 December, so of the day before
		{"2011-12-30T13:59:00Z", "2011-12-30"}, // 03:59
		{"2011-12-30T14:00:00Z", "2011-12-31"}, // 04:00
	}},
	{"Africa/Casablanca", []struct{ instant, day string }{ // for the month of Ramadan
		{"2026-02-15T03:59:00Z", "2026-02-14"},
		{"2026-02-15T04:00:00Z", "2026-02-15"},
		{"2026-03-22T02:59:00Z", "2026-03-21"},
		{"2026-03-22T03:00:00Z", "2026-03-22"},
	}},
}

// What is written around four o'clock on a night in which clocks are turned is of the day
// that the wall clock says, and stays there, wherever it is looked at from later.
func TestWhatIsWrittenInANightOfTurnedClocksStaysOnItsDay(t *testing.T) {
	for _, night := range nights {
		t.Run(strings.ReplaceAll(night.zone, "/", " "), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.at("2011-12-01T12:00:00Z", "UTC").run("habit", "new", "Walk", "--at-least", "30", "--unit", "min")
			minutes := map[string]int{}
			for _, turn := range night.turns {
				there := p.at(turn.instant, night.zone)
				if got := there.dayOf("walk", "1"); got != turn.day {
					t.Errorf("%s is on %s, want %s", turn.instant, got, turn.day)
				}
				if got := there.dayOf("mood", "4"); got != turn.day {
					t.Errorf("a mood at %s is on %s, want %s", turn.instant, got, turn.day)
				}
				minutes[turn.day]++
			}
			for _, zone := range []string{night.zone, "Pacific/Kiritimati", "Pacific/Honolulu"} {
				later := p.at("2026-12-24T12:00:00Z", zone)
				for day, n := range minutes {
					var shown document.Day
					if err := json.Unmarshal([]byte(later.run("today", day, "--json")), &shown); err != nil {
						t.Fatal(err)
					}
					if got := shown.Habits[0].Amount; got == nil || *got != float64(n) || shown.Mood == nil || *shown.Mood != 4 {
						t.Errorf("from %s, on %s are %v and the mood %v, want %d and 4", zone, day, got, shown.Mood, n)
					}
				}
			}
		})
	}
}

// Someone flies west and meets a day twice, then east and loses one: nothing moves, and
// what was written for a day that is not here yet at the new place is there when it comes.
func TestATravellersEntriesStayOnTheirDays(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk", "--at-least", "30", "--unit", "min", "--since=2026-11-01")
	const auckland, honolulu = "Pacific/Auckland", "Pacific/Honolulu"
	for _, entry := range []struct{ instant, zone, day string }{
		{"2026-11-22T20:00:00Z", auckland, "2026-11-23"}, // 09:00
		{"2026-11-23T06:00:00Z", honolulu, "2026-11-22"}, // 20:00 of the day before, ten hours later
		{"2026-11-23T13:59:00Z", honolulu, "2026-11-22"}, // 03:59
		{"2026-11-23T14:00:00Z", honolulu, "2026-11-23"}, // 04:00, on the day that began in Auckland
		{"2026-11-25T20:00:00Z", auckland, "2026-11-26"}, // and the 25th was left out
	} {
		if got := p.at(entry.instant, entry.zone).dayOf("walk", "10"); got != entry.day {
			t.Errorf("%s in %s is on %s, want %s", entry.instant, entry.zone, got, entry.day)
		}
	}
	for day, want := range map[string]string{
		"2026-11-22": "20 of 30 min", "2026-11-23": "20 of 30 min", "2026-11-24": "0 of 30 min", "2026-11-25": "0 of 30 min", "2026-11-26": "10 of 30 min",
	} {
		if got := p.at("2026-11-26T20:00:00Z", auckland).run("today", day); !strings.Contains(got, want) {
			t.Errorf("on %s: %s", day, got)
		}
	}
	// Back in Honolulu it is the 25th still: the 26th is not to be seen yet, nor is it gone.
	west := p.at("2026-11-26T06:00:00Z", honolulu)
	if got := west.run("today"); !strings.Contains(got, "Wednesday 25 November") || !strings.Contains(got, "0 of 30 min") {
		t.Errorf("in Honolulu: %s", got)
	}
	for _, want := range []string{"+ 10 min on Thu 26 Nov", "+ 10 min on Mon 23 Nov", "+ 10 min on Sun 22 Nov", "+ 10 min on Sun 22 Nov", "+ 10 min on Mon 23 Nov"} {
		if got := west.run("undo"); !strings.Contains(got, want) {
			t.Errorf("it took back %q, want %q", got, want)
		}
	}
}
