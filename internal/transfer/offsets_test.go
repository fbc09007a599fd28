package transfer_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"

	_ "time/tzdata"

	"selfcare/internal/calendar"
	"selfcare/internal/transfer"
)

// The story of Kathmandu is told on every machine.

// clockIn is a time of the clock of a zone.
func clockIn(t testing.TB, name, clock string) time.Time {
	t.Helper()
	l, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04:05", clock, l)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestATimeIsExportedWithTheOffsetOfItsClock(t *testing.T) {
	for _, row := range []struct{ zone, clock, want string }{
		{"Asia/Tokyo", "2026-11-20 07:30:00", "2026-11-20T07:30:00+09:00"},
		{"America/Los_Angeles", "2026-11-20 07:30:05", "2026-11-20T07:30:05-08:00"},
		{"Europe/London", "2026-11-20 07:30:00", "2026-11-20T07:30:00+00:00"}, // a known one
		{"Asia/Kathmandu", "2026-11-20 07:30:00", "2026-11-20T07:30:00+05:45"},
		{"Pacific/Kiritimati", "2026-11-20 07:30:00", "2026-11-20T07:30:00+14:00"},
		{"Etc/GMT+12", "2026-11-20 07:30:00", "2026-11-20T07:30:00-12:00"},
		{"Africa/Monrovia", "1971-06-01 07:30:00", "1971-06-01T07:30:30-00:44"}, // it was 44:30 behind
		{"", "2026-11-20 07:30:00", "2026-11-20T07:30:00Z"},                     // of an earlier version
	} {
		t.Run(row.want, func(t *testing.T) {
			s := newStore(t)
			when := clockIn(t, row.zone, row.clock)
			m, e, ref := journal.NewMood(when, 3, "", calendar.DefaultPreferences), boundary.NewEvent("peace", boundary.Urge, when, calendar.DefaultPreferences), journal.NewReflection(when, "", "words", calendar.DefaultPreferences)
			if row.zone == "" {
				m.Offset, e.Offset, ref.Offset = calendar.Offset{}, calendar.Offset{}, calendar.Offset{}
			}
			b := boundary.Boundary{ID: "peace", Name: "Peace", Since: calendar.Second(when)}
			s.apply(t, record.Change{Moods: record.Put(m), Boundaries: record.Put(b), Events: record.Put(e), Reflections: record.Put(ref)})
			text := s.json(t)
			if got := strings.Count(text, `"at":"`+row.want+`"`); got != 3 {
				t.Errorf("%d of 3 times are %s in\n%s", got, row.want, text)
			}
			if since := `"since":"` + when.UTC().Format(time.RFC3339) + `"`; !strings.Contains(text, since) {
				t.Errorf("no %s in\n%s", since, text)
			}
			other := newStore(t)
			other.brings(t, read(t, file(t, "export.json", text)))
			if got := other.json(t); got != text {
				t.Errorf("again it is\n%s\nand not\n%s", got, text)
			}
			if got := other.moods(t); !slices.Equal(got, journal.Moods{m}) {
				t.Errorf("the moods are %+v, want %+v", got, m)
			}
		})
	}
}

// As in RFC 3339, a Z and -00:00 say that nobody knows what the clock showed.
func TestATimeInUTCIsReadWithoutAnOffset(t *testing.T) {
	for text, known := range map[string]bool{
		"2026-11-20T10:00:00Z": false, "2026-11-20T10:00:00-00:00": false, "2026-11-20T10:00:00+00:00": true, "2026-11-20T10:00:00.5+01:00": true,
		"2026-11-20T10:00:00+18:00": true, "2026-11-20T10:00:00-18:00": true,
	} {
		b := read(t, file(t, "export.json", aMoodAt(text)))
		leftOut(t, b)
		if _, got := b.Moods[0].Offset.East(); got != known {
			t.Errorf("the offset of %s is known: %v", text, got)
		}
	}
}

// An export of an earlier version has the same moods without an offset: it takes none away.
func TestOverwriteByAnEarlierExportTakesNoOffsetAway(t *testing.T) {
	s := newStore(t)
	when := clockIn(t, "Asia/Tokyo", "2026-11-20 07:30:00")
	m, e, ref := journal.NewMood(when, 3, "was", calendar.DefaultPreferences), boundary.NewEvent("peace", boundary.Urge, when, calendar.DefaultPreferences), journal.NewReflection(when, "", "was", calendar.DefaultPreferences)
	b := boundary.Boundary{ID: "peace", Name: "Peace", Since: calendar.Second(when)}
	s.apply(t, record.Change{Moods: record.Put(m), Boundaries: record.Put(b), Events: record.Put(e), Reflections: record.Put(ref)})
	text := s.json(t)
	old := strings.ReplaceAll(text, "2026-11-20T07:30:00+09:00", "2026-11-19T22:30:00Z")
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, file(t, "old.json", old)))
	s.overwrites(t, read(t, file(t, "old.json", strings.ReplaceAll(old, "was", "is"))))
	if got, want := s.json(t), strings.ReplaceAll(text, "was", "is"); got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
	// One that has moved has no offset any more: nobody knows that of its new time.
	moved := strings.ReplaceAll(old, "2026-11-19T22:30:00Z", "2026-11-19T22:45:00Z")
	s.overwrites(t, read(t, file(t, "moved.json", moved)))
	if got := s.json(t); got != moved {
		t.Errorf("it is\n%s\nwant\n%s", got, moved)
	}
}

func TestTheTimesOfDaylioHaveTheOffsetOfTheirDay(t *testing.T) {
	o := options("")
	o.Zone = clockIn(t, "Europe/Berlin", "2026-11-20 12:00:00").Location()
	long := strings.Repeat("long ", spelling.MaxNote/5+1)
	b := readAs(t, daylio(t, "2026-11-20,,,18:07,good,,,", "2026-07-20,,,18:07,good,,,"+long), o)
	var got []string
	for _, m := range b.Moods {
		got = append(got, m.Clock(time.UTC).Format(time.RFC3339))
	}
	got = append(got, b.Reflections[0].Clock(time.UTC).Format(time.RFC3339))
	if want := []string{"2026-07-20T18:07:00+02:00", "2026-11-20T18:07:00+01:00", "2026-07-20T18:07:00+02:00"}; !slices.Equal(got, want) {
		t.Errorf("they are %v, want %v", got, want)
	}
}

// Someone who flew from Tokyo to Los Angeles lived the morning twice.
func TestADiaryGoesByTheClocksThatWereLivedBy(t *testing.T) {
	s := newStore(t)
	b := boundary.Boundary{ID: "peace", Name: "Peace", Since: calendar.Second(clockIn(t, "Asia/Tokyo", "2026-11-01 12:00:00"))}
	tokyo, west := clockIn(t, "Asia/Tokyo", "2026-11-20 07:30:00"), clockIn(t, "America/Los_Angeles", "2026-11-20 06:15:00")
	first, then := boundary.NewEvent("peace", boundary.Urge, tokyo, calendar.DefaultPreferences), boundary.NewEvent("peace", boundary.Contact, west, calendar.DefaultPreferences)
	old := journal.NewMood(time.Date(2026, time.November, 20, 4, 30, 0, 0, zone), 1, "", calendar.DefaultPreferences)
	old.Offset = calendar.Offset{}
	s.apply(t, record.Change{Boundaries: record.Put(b)})
	c := record.Change{}
	for _, m := range []journal.Mood{journal.NewMood(tokyo, 2, "", calendar.DefaultPreferences), journal.NewMood(west, 4, "", calendar.DefaultPreferences), old} {
		c.Moods = append(c.Moods, record.Put(m)...)
	}
	for _, e := range []boundary.Event{first, then} {
		c.Events = append(c.Events, record.Put(e)...)
	}
	s.apply(t, c)
	text, from := s.diary(t), 0
	for _, want := range []string{"### Friday 20 November", "04:30 mood 1", "06:15 mood 4", "07:30 mood 2", "06:15 needed contact", "07:30 an urge"} {
		i := strings.Index(text[from:], want)
		if i < 0 {
			t.Fatalf("%q does not follow in\n%s", want, text)
		}
		from += i
	}
}
