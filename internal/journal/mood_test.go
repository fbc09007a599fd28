package journal

import (
	"math"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/spelling"
	"selfcare/internal/storytest"
)

func TestTheWordOfAMean(t *testing.T) {
	for mean, want := range map[float64]string{
		1: "awful", 1.49: "awful", 1.5: "low", 2: "low", 2.5: "okay", 3: "okay", 3.49: "okay", 3.5: "good", 4: "good",
		4.49: "good", 4.5: "great", 5: "great", 0: "awful", -3: "awful", 9: "great",
	} {
		if got := DefaultMoodWords.Of(mean); got != want {
			t.Errorf("%v is %s, want %s", mean, got, want)
		}
	}
}

func TestTheMoodOfADayIsTheMeanOfIts(t *testing.T) {
	var all Moods
	for _, m := range []struct {
		day    calendar.Day
		rating int
	}{{storytest.Sunday - 1, 2}, {storytest.Sunday, 3}, {storytest.Sunday, 4}, {storytest.Sunday, 4}, {storytest.Sunday + 1, 1}} {
		all = append(all, Mood{Day: m.day, Rating: m.rating})
	}
	for day, want := range map[calendar.Day]float64{storytest.Sunday - 1: 2, storytest.Sunday: 11.0 / 3, storytest.Sunday + 1: 1} {
		if got, ok := all.On(day).Mean(); !ok || math.Abs(got-want) > 1e-12 {
			t.Errorf("the mood of %s is %v, %t; want %v", day, got, ok, want)
		}
	}
	if got, ok := all.On(storytest.Sunday + 2).Mean(); ok || got != 0 {
		t.Errorf("a day without a mood has %v", got)
	}
}

func TestAMoodIsOfTheDayThatItsTimeBelongsTo(t *testing.T) {
	for _, c := range []struct{ zone, at, want string }{
		{"UTC", "2026-11-22T12:00:00Z", "2026-11-22"},
		{storytest.Berlin, "2026-11-23T03:59:59+01:00", "2026-11-22"},
		{storytest.Berlin, "2026-11-23T04:00:00+01:00", "2026-11-23"},
		{"Pacific/Honolulu", "2026-11-22T23:50:00-10:00", "2026-11-22"},   // the next day in UTC
		{"Pacific/Kiritimati", "2026-11-22T04:10:00+14:00", "2026-11-22"}, // the day before in UTC
		{storytest.Berlin, "2026-03-29T03:30:00+02:00", "2026-03-28"},
	} {
		at := storytest.In(c.zone, c.at)
		m := NewMood(at.Add(999*time.Millisecond), 4, "a\tb\x1b\r\nc", calendar.DefaultPreferences)
		if m.Day.String() != c.want || !m.At.Equal(at) || m.At.Location() != time.UTC || m.At.Nanosecond() != 0 {
			t.Errorf("%s is %s on %s, want %s", c.at, m.At, m.Day, c.want)
		}
		if m.Note != "a b\nc" || m.Rating != 4 || m.ID == "" {
			t.Errorf("got %+v", m)
		}
	}
}

func TestTimesAreKeptInWholeSeconds(t *testing.T) {
	for _, at := range []time.Time{storytest.Noon, storytest.Noon.Add(999 * time.Millisecond), storytest.In(storytest.Berlin, "1950-06-01T12:00:00+01:00").Add(500 * time.Millisecond)} {
		got := calendar.Second(at)
		if got.After(at) || at.Sub(got) >= time.Second || got.Nanosecond() != 0 || got.Location() != time.UTC {
			t.Errorf("%s is kept as %s", at, got)
		}
	}
}

func TestAMoodsRefusals(t *testing.T) {
	with := func(change func(*Mood)) Mood {
		m := NewMood(storytest.Noon, 3, "", calendar.DefaultPreferences)
		change(&m)
		return m
	}
	for _, c := range []struct {
		m    Mood
		want string
	}{
		{with(func(m *Mood) { m.Rating = LowestMood }), ""},
		{with(func(m *Mood) { m.Rating = HighestMood }), ""},
		{with(func(m *Mood) { m.Rating = 0 }), "A mood is 1 to 5"},
		{with(func(m *Mood) { m.Rating = 6 }), "A mood is 1 to 5"},
		{with(func(m *Mood) { m.Note = strings.Repeat("é", spelling.MaxNote) }), ""},
		{with(func(m *Mood) { m.Note = strings.Repeat("é", spelling.MaxNote+1) }), "too long; 2000 characters fit"},
		{with(func(m *Mood) { m.Day = calendar.FirstDay }), ""},
		{with(func(m *Mood) { m.Day = calendar.FirstDay - 1 }), "between 1900 and 9999"},
		{with(func(m *Mood) { m.Day = calendar.LastDay + 1 }), "between 1900 and 9999"},
		{with(func(m *Mood) { m.ID = "" }), "A mood needs"},
	} {
		if err := c.m.Validate(); c.want != "" {
			storytest.IsRefused(t, err, c.want)
		} else if err != nil {
			t.Errorf("%+v: %v", c.m, err)
		}
	}
}
