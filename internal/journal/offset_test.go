package journal

import (
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/storytest"
)

// A day on which somebody flew from Tokyo to Los Angeles, and lived many of its hours twice.
func TestADayIsInTheOrderOfItsClocks(t *testing.T) {
	var p Page
	say := func(at time.Time, id string) {
		m, e, r := NewMood(at, 3, "", calendar.DefaultPreferences), boundary.NewEvent("b", boundary.Urge, at, calendar.DefaultPreferences), NewReflection(at, "", "words", calendar.DefaultPreferences)
		m.ID, e.ID, r.ID = ident.ID(id), ident.ID(id), ident.ID(id)
		if m.Day != calendar.DateOf(2026, time.November, 22) || e.Day != m.Day || r.Day != m.Day {
			t.Fatalf("%s is on %s", at, m.Day)
		}
		p.Moods, p.Events, p.Reflections = append(p.Moods, m), append(p.Events, e), append(p.Reflections, r)
	}
	say(storytest.ClockIn(t, "Asia/Tokyo", "2026-11-22 07:30:00"), "c")
	say(storytest.ClockIn(t, "Asia/Tokyo", "2026-11-22 21:00:00"), "f")
	say(storytest.ClockIn(t, "America/Los_Angeles", "2026-11-22 06:15:00"), "b") // two hours later
	say(storytest.ClockIn(t, "America/Los_Angeles", "2026-11-22 07:30:00"), "d") // on the same clock time: the later instant
	say(storytest.ClockIn(t, "America/Los_Angeles", "2026-11-22 12:00:00"), "e")
	say(storytest.ClockIn(t, "America/Los_Angeles", "2026-11-23 03:59:00"), "g")
	old := Mood{ID: "a", At: calendar.Second(storytest.ClockIn(t, "America/Los_Angeles", "2026-11-22 05:00:00")), Day: calendar.DateOf(2026, time.November, 22)}
	p.Moods = append(p.Moods, old)
	before := slices.Clone(p.Moods)
	for here, want := range map[string]string{"America/Los_Angeles": "abcdefg", "Asia/Tokyo": "bcdefag"} { // there it is 22:00
		sorted := p.ByClock(storytest.ClockIn(t, here, "2026-11-24 12:00:00").Location())
		got := map[string]string{}
		for _, m := range sorted.Moods {
			got["moods"] += string(m.ID)
		}
		for _, e := range sorted.Events {
			got["events"] += string(e.ID)
		}
		for _, r := range sorted.Reflections {
			got["reflections"] += string(r.ID)
		}
		rest := strings.ReplaceAll(want, "a", "")
		if got["moods"] != want || got["events"] != rest || got["reflections"] != rest {
			t.Errorf("from %s they are %v, want %s", here, got, want)
		}
	}
	if !slices.Equal(p.Moods, before) {
		t.Error("the page itself was changed")
	}
}

// Where clocks are turned back an hour is lived twice: what they show decides, and then time.
func TestClocksThatAreTurnedBackShowAnHourTwice(t *testing.T) {
	berlin := storytest.ClockIn(t, "Europe/Berlin", "2026-10-25 12:00:00").Location()
	var ms Moods
	for _, utc := range []string{"2026-10-25T00:30:00Z", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z"} { // 02:30, 02:10, 02:30
		at, err := time.Parse(time.RFC3339, utc)
		if err != nil {
			t.Fatal(err)
		}
		ms = append(ms, NewMood(at.In(berlin), 3, utc, calendar.DefaultPreferences))
	}
	sorted := ms.ByClock(berlin)
	if !slices.Equal(sorted, Moods{ms[1], ms[0], ms[2]}) {
		t.Errorf("they are %+v", sorted)
	}
	for i, want := range []string{"02:10 +0100", "02:30 +0200", "02:30 +0100"} {
		if got := sorted[i].Clock(time.UTC).Format("15:04 -0700"); got != want {
			t.Errorf("it reads %s, want %s", got, want)
		}
	}
	// In spring an hour is left out, and nothing stands in it.
	before, after := NewMood(storytest.ClockIn(t, "Europe/Berlin", "2026-03-29 01:59:00"), 3, "", calendar.DefaultPreferences), NewMood(storytest.ClockIn(t, "Europe/Berlin", "2026-03-29 03:00:00"), 3, "", calendar.DefaultPreferences)
	if sorted := (Moods{before, after}).ByClock(time.UTC); sorted[0] != before || after.At.Sub(before.At) != time.Minute {
		t.Errorf("they are %+v", sorted)
	}
}
