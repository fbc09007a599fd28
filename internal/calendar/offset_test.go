package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/storytest"
)

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
		at := storytest.ClockIn(t, row.zone, row.clock)
		o := calendar.OffsetOf(at)
		if east, known := o.East(); !known || east != row.east {
			t.Errorf("%s in %s is %d s east, %v, want %d", row.clock, row.zone, east, known, row.east)
		}
		if got := o.In(at.UTC(), time.UTC); !got.Equal(at) || got.Format("2006-01-02 15:04") != row.clock[:16] {
			t.Errorf("%s in %s reads %s", row.clock, row.zone, got)
		}
		back, err := time.Parse(time.RFC3339, calendar.Stamp(at))
		if err != nil || !back.Equal(at) || back.Format("2006-01-02 15:04") != row.clock[:16] {
			t.Errorf("%s in %s is stamped %s, %v", row.clock, row.zone, calendar.Stamp(at), err)
		}
	}
}

func TestAnyClockShowsItsMinuteAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		east := rapid.IntRange(-18*3600, 18*3600).Draw(t, "east")
		at := time.Unix(rapid.Int64Range(-2_200_000_000, 9_000_000_000).Draw(t, "at"), 0).In(time.FixedZone("", east))
		got := calendar.OffsetOf(at).In(at.UTC(), time.UTC)
		if !got.Equal(at) || got.Format("2006-01-02 15:04") != at.Format("2006-01-02 15:04") {
			t.Fatalf("%s reads %s", at, got)
		}
		east, _ = calendar.OffsetOf(at).East()
		if o, ok := calendar.OffsetEast(int64(east)); !ok || o != calendar.OffsetOf(at) {
			t.Fatalf("%d s east is %+v, %v, and not %+v", east, o, ok, calendar.OffsetOf(at))
		}
	})
}

// Changes that wait to be saved are kept as JSON, and an earlier version kept them without.
func TestAnOffsetGoesThroughJSON(t *testing.T) {
	for _, zone := range []string{"Asia/Tokyo", "Europe/London", "Asia/Kathmandu", "America/St_Johns", "unknown"} {
		want := journal.NewMood(storytest.ClockIn(t, "UTC", "2026-11-22 07:30:00"), 3, "", calendar.DefaultPreferences)
		if want.Offset = (calendar.Offset{}); zone != "unknown" {
			want = journal.NewMood(storytest.ClockIn(t, zone, "2026-11-22 07:30:00"), 3, "", calendar.DefaultPreferences)
		}
		text, err := json.Marshal(record.Change{Moods: record.Put(want)})
		var got record.Change
		if err := errors.Join(err, json.Unmarshal(text, &got)); err != nil || *got.Moods[0].Is != want {
			t.Errorf("in %s %s is read as %+v, %v, and not as %+v", zone, text, got.Moods[0].Is, err, want)
		}
	}
	var m journal.Mood
	if err := json.Unmarshal([]byte(`{"ID":"m","At":"2026-11-22T07:30:00Z","Day":"2026-11-22","Rating":3}`), &m); err != nil || m.Offset != (calendar.Offset{}) {
		t.Errorf("of an earlier version it is read as %+v, %v", m, err)
	}
	for _, text := range []string{"1", "-61", "64860", "-64860", "9223372036854775807", "1e3", "0.5", `"32400"`, "{}", "true"} {
		if err := json.Unmarshal([]byte(`{"Offset":`+text+`}`), &m); refusal.As(err) == nil || m.Offset != (calendar.Offset{}) {
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
		if o := calendar.OffsetOf(at); o != (calendar.Offset{}) {
			t.Errorf("the offset of %s is %+v", at, o)
		}
	}
	if got := (journal.Mood{At: noon}).Clock(time.FixedZone("", 3600)).Format("15:04"); got != "13:00" {
		t.Errorf("a mood without an offset reads %s", got)
	}
}
