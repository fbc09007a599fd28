package habits

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/refusal"
)

// clockIn is a time of the clock of a zone.
func clockIn(t testing.TB, zone, clock string) time.Time {
	t.Helper()
	l, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04:05", clock, l)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAnOffsetIsThatOfTheZoneToTheMinute(t *testing.T) {
	for _, row := range []struct {
		zone, clock string
		east        int // in seconds
	}{
		{"UTC", "2026-11-22 07:30:00", 0},
		{"Europe/London", "2026-11-22 07:30:00", 0},
		{"Asia/Tokyo", "2026-11-22 07:30:00", 9 * 3600},
		{"America/Los_Angeles", "2026-11-22 07:30:00", -8 * 3600},
		{"America/Los_Angeles", "2026-07-22 07:30:00", -7 * 3600},
		{"Asia/Kathmandu", "2026-11-22 07:30:00", 5*3600 + 45*60},
		{"America/St_Johns", "2026-11-22 07:30:00", -3*3600 - 30*60},
		{"Pacific/Chatham", "2026-11-22 07:30:00", 13*3600 + 45*60},
		{"Pacific/Kiritimati", "2026-11-22 07:30:00", 14 * 3600},
		{"Etc/GMT+12", "2026-11-22 07:30:00", -12 * 3600},
		// Until 1972 Liberia was 0:44:30 behind, until 1916 Dublin 0:25:21, until 1920 Nepal
		// 5:41:16 ahead.
		{"Africa/Monrovia", "1971-06-01 07:30:00", -45*60 + 60},
		{"Africa/Monrovia", "1971-06-01 07:30:29", -45*60 + 60},
		{"Africa/Monrovia", "1971-06-01 07:30:30", -45 * 60},
		{"Africa/Monrovia", "1971-06-01 07:30:59", -45 * 60},
		{"Europe/Dublin", "1910-06-01 12:00:00", -25 * 60},
		{"Europe/Dublin", "1910-06-01 12:00:39", -26 * 60},
		{"Asia/Kathmandu", "1910-06-01 23:59:15", 5*3600 + 42*60},
		{"Asia/Kathmandu", "1910-06-01 23:59:16", 5*3600 + 41*60},
	} {
		at := clockIn(t, row.zone, row.clock)
		o := OffsetOf(at)
		if east, known := o.East(); !known || east != row.east {
			t.Errorf("%s in %s is %d s east, %v, want %d", row.clock, row.zone, east, known, row.east)
		}
		if got := o.In(at.UTC(), time.UTC); !got.Equal(at) || got.Format("2006-01-02 15:04") != row.clock[:16] {
			t.Errorf("%s in %s reads %s", row.clock, row.zone, got)
		}
		back, err := time.Parse(time.RFC3339, Stamp(at))
		if err != nil || !back.Equal(at) || back.Format("2006-01-02 15:04") != row.clock[:16] {
			t.Errorf("%s in %s is stamped %s, %v", row.clock, row.zone, Stamp(at), err)
		}
	}
}

func TestAnyClockShowsItsMinuteAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		east := rapid.IntRange(-18*3600, 18*3600).Draw(t, "east")
		at := time.Unix(rapid.Int64Range(-2_200_000_000, 9_000_000_000).Draw(t, "at"), 0).In(time.FixedZone("", east))
		got := OffsetOf(at).In(at.UTC(), time.UTC)
		if !got.Equal(at) || got.Format("2006-01-02 15:04") != at.Format("2006-01-02 15:04") {
			t.Fatalf("%s reads %s", at, got)
		}
		east, _ = OffsetOf(at).East()
		if o, ok := OffsetEast(int64(east)); !ok || o != OffsetOf(at) {
			t.Fatalf("%d s east is %+v, %v, and not %+v", east, o, ok, OffsetOf(at))
		}
	})
}

// Changes that wait to be saved are kept as JSON, and an earlier version kept them without.
func TestAnOffsetGoesThroughJSON(t *testing.T) {
	for _, zone := range []string{"Asia/Tokyo", "Europe/London", "Asia/Kathmandu", "America/St_Johns", "unknown"} {
		want := NewMood(clockIn(t, "UTC", "2026-11-22 07:30:00"), 3, "", calendar.DefaultPreferences)
		if want.Offset = (Offset{}); zone != "unknown" {
			want = NewMood(clockIn(t, zone, "2026-11-22 07:30:00"), 3, "", calendar.DefaultPreferences)
		}
		text, err := json.Marshal(Change{Moods: Put(want)})
		var got Change
		if err := errors.Join(err, json.Unmarshal(text, &got)); err != nil || *got.Moods[0].Is != want {
			t.Errorf("in %s %s is read as %+v, %v, and not as %+v", zone, text, got.Moods[0].Is, err, want)
		}
	}
	var m Mood
	if err := json.Unmarshal([]byte(`{"ID":"m","At":"2026-11-22T07:30:00Z","Day":"2026-11-22","Rating":3}`), &m); err != nil || m.Offset != (Offset{}) {
		t.Errorf("of an earlier version it is read as %+v, %v", m, err)
	}
	for _, text := range []string{"1", "-61", "64860", "-64860", "9223372036854775807", "1e3", "0.5", `"32400"`, "{}", "true"} {
		if err := json.Unmarshal([]byte(`{"Offset":`+text+`}`), &m); refusal.As(err) == nil || m.Offset != (Offset{}) {
			t.Errorf("%s is read as %+v, %v", text, m.Offset, err)
		}
	}
}

// What cannot be written down is unknown, and shown in the zone of today.
func TestAnOffsetThatCannotBeKeptIsUnknown(t *testing.T) {
	noon := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	for _, at := range []time.Time{
		noon.In(time.FixedZone("", 18*3600+60)), noon.In(time.FixedZone("", -18*3600-60)), noon.In(time.FixedZone("", 1<<30)),
		time.Date(9999, time.December, 31, 23, 0, 0, 0, time.UTC).In(time.FixedZone("", 9*3600)),
		time.Date(1, time.January, 1, 1, 0, 0, 0, time.UTC).In(time.FixedZone("", -9*3600)),
	} {
		if o := OffsetOf(at); o != (Offset{}) {
			t.Errorf("the offset of %s is %+v", at, o)
		}
	}
	if got := (Mood{At: noon}).Clock(time.FixedZone("", 3600)).Format("15:04"); got != "13:00" {
		t.Errorf("a mood without an offset reads %s", got)
	}
}

// A day on which somebody flew from Tokyo to Los Angeles, and lived many of its hours twice.
func TestADayIsInTheOrderOfItsClocks(t *testing.T) {
	var p Page
	say := func(at time.Time, id string) {
		m, e, r := NewMood(at, 3, "", calendar.DefaultPreferences), NewEvent("b", Urge, at, calendar.DefaultPreferences), NewReflection(at, "", "words", calendar.DefaultPreferences)
		m.ID, e.ID, r.ID = ID(id), ID(id), ID(id)
		if m.Day != calendar.DateOf(2026, time.November, 22) || e.Day != m.Day || r.Day != m.Day {
			t.Fatalf("%s is on %s", at, m.Day)
		}
		p.Moods, p.Events, p.Reflections = append(p.Moods, m), append(p.Events, e), append(p.Reflections, r)
	}
	say(clockIn(t, "Asia/Tokyo", "2026-11-22 07:30:00"), "c")
	say(clockIn(t, "Asia/Tokyo", "2026-11-22 21:00:00"), "f")
	say(clockIn(t, "America/Los_Angeles", "2026-11-22 06:15:00"), "b") // two hours later
	say(clockIn(t, "America/Los_Angeles", "2026-11-22 07:30:00"), "d") // on the same clock time: the later instant
	say(clockIn(t, "America/Los_Angeles", "2026-11-22 12:00:00"), "e")
	say(clockIn(t, "America/Los_Angeles", "2026-11-23 03:59:00"), "g")
	old := Mood{ID: "a", At: Second(clockIn(t, "America/Los_Angeles", "2026-11-22 05:00:00")), Day: calendar.DateOf(2026, time.November, 22)}
	p.Moods = append(p.Moods, old)
	before := slices.Clone(p.Moods)
	for here, want := range map[string]string{"America/Los_Angeles": "abcdefg", "Asia/Tokyo": "bcdefag"} { // there it is 22:00
		sorted := p.ByClock(clockIn(t, here, "2026-11-24 12:00:00").Location())
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
	berlin := clockIn(t, "Europe/Berlin", "2026-10-25 12:00:00").Location()
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
	before, after := NewMood(clockIn(t, "Europe/Berlin", "2026-03-29 01:59:00"), 3, "", calendar.DefaultPreferences), NewMood(clockIn(t, "Europe/Berlin", "2026-03-29 03:00:00"), 3, "", calendar.DefaultPreferences)
	if sorted := (Moods{before, after}).ByClock(time.UTC); sorted[0] != before || after.At.Sub(before.At) != time.Minute {
		t.Errorf("they are %+v", sorted)
	}
}

func TestAnEventIsSaidByItsOwnClock(t *testing.T) {
	now := clockIn(t, "America/Los_Angeles", "2026-11-22 17:00:00")
	for clock, want := range map[string]string{
		"2026-11-22 07:30:00": "07:30", // in Los Angeles that was the day before
		"2026-11-21 21:40:00": "Sat 21 Nov, 21:40",
	} {
		if got := NewEvent("b", Slip, clockIn(t, "Asia/Tokyo", clock), calendar.DefaultPreferences).When(now, calendar.DefaultPreferences); got != want {
			t.Errorf("%s is said as %q, want %q", clock, got, want)
		}
	}
	old := Event{At: now.Add(-time.Hour).UTC()}
	if got := old.When(now, calendar.DefaultPreferences); got != "16:00" {
		t.Errorf("without an offset it is %q", got)
	}
}
