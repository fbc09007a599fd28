package habits

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
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
		{Berlin, "2026-11-23T03:59:59+01:00", "2026-11-22"},
		{Berlin, "2026-11-23T04:00:00+01:00", "2026-11-23"},
		{"Pacific/Honolulu", "2026-11-22T23:50:00-10:00", "2026-11-22"},   // the next day in UTC
		{"Pacific/Kiritimati", "2026-11-22T04:10:00+14:00", "2026-11-22"}, // the day before in UTC
		{Berlin, "2026-03-29T03:30:00+02:00", "2026-03-28"},
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
	for _, at := range []time.Time{Noon, Noon.Add(999 * time.Millisecond), storytest.In(Berlin, "1950-06-01T12:00:00+01:00").Add(500 * time.Millisecond)} {
		got := calendar.Second(at)
		if got.After(at) || at.Sub(got) >= time.Second || got.Nanosecond() != 0 || got.Location() != time.UTC {
			t.Errorf("%s is kept as %s", at, got)
		}
	}
}

func TestAMoodsRefusals(t *testing.T) {
	with := func(change func(*Mood)) Mood {
		m := NewMood(Noon, 3, "", calendar.DefaultPreferences)
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

// someMood is a mood of one of few IDs, on one of few days.
func someMood(t *rapid.T) Mood {
	m := NewMood(Noon.Add(time.Duration(rapid.IntRange(-60, 0).Draw(t, "hours"))*time.Hour), rapid.IntRange(1, 5).Draw(t, "rating"), "", calendar.DefaultPreferences)
	m.ID = rapid.SampledFrom([]ident.ID{"a", "b", "c", "d", "e"}).Draw(t, "id")
	return m
}

func TestMoodsAreAMapInTheOrderOfTheirTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b Book
		all := map[ident.ID]Mood{}
		var order []ident.ID // as they were written, or moved, first
		for range rapid.IntRange(0, 20).Draw(t, "changes") {
			m := someMood(t)
			shown := b.Moods
			before := slices.Clone(shown)
			c := Change{Moods: Put(m)}
			if had, ok := all[m.ID]; ok && rapid.Bool().Draw(t, "take") {
				c.Moods = Take(had)
				delete(all, m.ID)
				order = slices.DeleteFunc(order, func(id ident.ID) bool { return id == m.ID })
			} else {
				if !ok || !had.At.Equal(m.At) {
					order = append(slices.DeleteFunc(order, func(id ident.ID) bool { return id == m.ID }), m.ID)
				}
				all[m.ID] = m
			}
			if err := b.Apply(c); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(shown, before) {
				t.Fatalf("the moods that are shown became %v", shown)
			}
		}
		var want Moods
		for hour := Noon.Add(-100 * time.Hour); !hour.After(Noon); hour = hour.Add(time.Hour) {
			for _, id := range order {
				if all[id].At.Equal(hour) {
					want = append(want, all[id])
				}
			}
		}
		if !slices.Equal(b.Moods, want) {
			t.Fatalf("the moods are %v, want %v", b.Moods, want)
		}
	})
}

func TestSwapsOfOneChangeAreMadeOneAfterAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var whole, single Book
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			var c Change
			for range rapid.IntRange(0, 8).Draw(t, "swaps") {
				m := someMood(t)
				e := NewEvent(rapid.SampledFrom([]ident.ID{"peace", "work", "gone"}).Draw(t, "boundary"), Urge, m.At, calendar.DefaultPreferences)
				e.ID = m.ID
				b := kept(rapid.SampledFrom([]string{"Peace", "Work", "Quiet"}).Draw(t, "name"))
				switch rapid.IntRange(0, 4).Draw(t, "swap") {
				case 0:
					c.Moods, c.Events = append(c.Moods, Take(m)...), append(c.Events, Take(e)...)
				case 1:
					c.Moods, c.Events = append(c.Moods, Diff[Mood]{}), append(c.Events, Diff[Event]{})
				default:
					c.Moods, c.Events, c.Boundaries = append(c.Moods, Put(m)...), append(c.Events, Put(e)...), append(c.Boundaries, Put(b)...)
				}
			}
			if err := whole.Apply(c); err != nil {
				t.Fatal(err)
			}
			for _, part := range c.singly() {
				if err := single.Apply(part); err != nil {
					t.Fatal(err)
				}
			}
			if got, want := fmt.Sprintf("%+v %+v", whole.Moods, whole.Boundaries), fmt.Sprintf("%+v %+v", single.Moods, single.Boundaries); got != want {
				t.Fatalf("%+v leaves\n%s, and swap by swap\n%s", c, got, want)
			}
		}
	})
}

// singly is the change as changes of one swap each.
func (c Change) singly() (all []Change) {
	for _, s := range c.Moods {
		all = append(all, Change{Moods: []Diff[Mood]{s}})
	}
	for _, s := range c.Boundaries {
		all = append(all, Change{Boundaries: []Diff[Boundary]{s}})
	}
	for _, s := range c.Events {
		all = append(all, Change{Events: []Diff[Event]{s}})
	}
	return all
}

func TestAChangeOfAMoodInWords(t *testing.T) {
	m, old := NewMood(Noon, 4, "sun", calendar.DefaultPreferences), NewMood(Noon.AddDate(0, 0, -1), 2, "", calendar.DefaultPreferences)
	better := m
	better.Rating = 5
	for _, c := range []struct {
		change Change
		want   string
	}{
		{Change{Moods: Put(m)}, "mood 4"},
		{Change{Moods: Put(old)}, "mood 2 yesterday"},
		{Change{Moods: Take(m)}, "mood 4, taken away"},
		{Change{Moods: []Diff[Mood]{{Was: &m, Is: &better}}}, "mood 5, edited"},
		{Change{Moods: []Diff[Mood]{{}}}, "nothing"},
		{Change{Moods: Put(m), Drafts: []Draft{{"mood", ""}}}, "mood 4"},
	} {
		if got := ChangeText(c.change, nil, storytest.Sunday); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
		if c.change.IsEmpty() || c.change.IsDraftOnly() {
			t.Errorf("%q is said to be empty", c.want)
		}
	}
}
