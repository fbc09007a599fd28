package rows

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/spelling"
)

// someEntries are an entry of every state, with and without the rest.
var someEntries = []habits.Entry{
	{},
	{Note: "only a note"},
	{State: habits.No},
	{State: habits.Yes},
	{State: habits.Skip, Note: "two\nlines"},
	{State: habits.Measured},
	{State: habits.Measured, Amount: 1},
	{State: habits.Measured, Amount: quantity.MaxAmount * quantity.Hours.One(), Note: "日本語 🌿"},
}

func TestAnEntryReadsAsItWasWritten(t *testing.T) {
	for _, e := range someEntries {
		got, err := decodeEntry(EncodeEntry(e))
		if err != nil || got != e {
			t.Errorf("%+v reads as %+v, %v", e, got, err)
		}
	}
}

func TestEveryFlippedBitOfARecordIsNoticed(t *testing.T) {
	key := []byte("2026-11-22")
	for _, e := range someEntries {
		value := AddChecksum("days/move", key, EncodeEntry(e))
		if _, err := Payload("days/move", key, value); err != nil {
			t.Fatal(err)
		}
		for bit := range 8 * len(value) {
			if _, err := Payload("days/move", key, flipped(value, bit)); !errors.Is(err, ErrRecord) {
				t.Errorf("%+v with bit %d of the value flipped: %v", e, bit, err)
			}
		}
		for bit := range 8 * len(key) {
			if _, err := Payload("days/move", flipped(key, bit), value); !errors.Is(err, ErrRecord) {
				t.Errorf("%+v with bit %d of the key flipped: %v", e, bit, err)
			}
		}
		if _, err := Payload("days/other", key, value); !errors.Is(err, ErrRecord) {
			t.Errorf("%+v in another bucket: %v", e, err)
		}
	}
}

func flipped(b []byte, bit int) []byte {
	b = bytes.Clone(b)
	b[bit/8] ^= 1 << (bit % 8)
	return b
}

func TestACutRecordIsNoticed(t *testing.T) {
	key := []byte("2026-11-22")
	for _, e := range someEntries {
		value := AddChecksum("days/move", key, EncodeEntry(e))
		for n := range value {
			if _, err := Payload("days/move", key, value[:n]); !errors.Is(err, ErrRecord) {
				t.Errorf("%+v cut to %d bytes: %v", e, n, err)
			}
		}
		payload := EncodeEntry(e)
		for n := range payload {
			if got, err := decodeEntry(payload[:n]); !errors.Is(err, ErrRecord) {
				t.Errorf("%+v without its checksum, cut to %d bytes: %+v, %v", e, n, got, err)
			}
		}
	}
}

func TestDaysAreReadAsTheCalendarHasThem(t *testing.T) {
	for _, span := range [][2]int{{1, 4}, {99, 101}, {399, 401}, {1582, 1583}, {1900, 2100}, {2399, 2401}, {9996, 9999}} {
		first, last := calendar.DateOf(span[0], time.January, 1), calendar.DateOf(span[1], time.December, 31)
		for d := first; d <= last; d++ {
			want, err := calendar.ParseDay(d.String())
			if err != nil {
				t.Fatal(err)
			}
			if got, err := ReadDay([]byte(d.String())); err != nil || got != want {
				t.Fatalf("%s reads as %d (%v), want %d", d, got, err, want)
			}
		}
	}
}

func TestKeysSortAsDaysAndNumbersDo(t *testing.T) {
	var days, numbers [][]byte
	for d := calendar.FirstDay; d < calendar.FirstDay+100_000; d += 97 {
		days = append(days, []byte(d.String()))
	}
	for n := uint64(1); n < 1e15; n = n*7 + 1 {
		numbers = append(numbers, SeqKey(n))
		if got, err := ReadSeq(SeqKey(n)); err != nil || got != n {
			t.Errorf("%d reads as %d, %v", n, got, err)
		}
	}
	if !slices.IsSortedFunc(days, bytes.Compare) || !slices.IsSortedFunc(numbers, bytes.Compare) {
		t.Error("the keys do not sort")
	}
}

func TestAHabitReadsAsItWasWritten(t *testing.T) {
	schedules := []habits.Schedule{{}, habits.Daily, {Times: 3, Days: 7}, {Times: 1, Days: 30}, {Weekdays: 1<<time.Monday | 1<<time.Friday}}
	texts := rapid.SampledFrom([]string{"", "a", "because it is yours", "two\nlines", `"quoted" <b> & \ `, "日本語 🌿"})
	lines := rapid.Map(texts, spelling.CleanLine)
	days := rapid.Map(rapid.IntRange(int(calendar.FirstDay), int(calendar.LastDay)), func(n int) calendar.Day { return calendar.Day(n) })
	rapid.Check(t, func(t *rapid.T) {
		h := habits.Habit{
			ID: ident.New(), Name: lines.Draw(t, "name"), Area: lines.Draw(t, "area"), Key: lines.Draw(t, "key"),
			Why: texts.Draw(t, "why"), Plan: texts.Draw(t, "plan"), Position: rapid.Int().Draw(t, "position"), Created: days.Draw(t, "created"),
		}
		if d := days.Draw(t, "archived"); d%2 == 0 {
			h.Archived = &d
		}
		for range rapid.IntRange(1, 3).Draw(t, "goals") {
			h.Goals = append(h.Goals, habits.Goal{
				From: days.Draw(t, "from"), Measure: habits.Measure(rapid.IntRange(0, 2).Draw(t, "measure")),
				Target: quantity.Amount(rapid.Int64Range(0, 1e15).Draw(t, "target")),
				Unit:   quantity.Unit(lines.Draw(t, "unit")), Schedule: rapid.SampledFrom(schedules).Draw(t, "schedule"),
			})
		}
		payload, err := EncodeHabit(h)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := DecodeHabit(string(h.ID), payload); err != nil || !reflect.DeepEqual(got, h) {
			t.Fatalf("%+v reads as %+v, %v", h, got, err)
		}
	})
}

func FuzzReadEntry(f *testing.F) {
	for _, e := range someEntries {
		f.Add(EncodeEntry(e))
	}
	f.Add([]byte{EntryVersion, 4, 0x80, 0, 0})
	f.Add(bytes.Repeat([]byte{0xff}, 20))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := decodeEntry(b)
		if err != nil {
			if !errors.Is(err, ErrRecord) || !e.IsZero() {
				t.Errorf("got %+v, %v", e, err)
			}
			return
		}
		if e.State > habits.Measured {
			t.Errorf("read the state %d", e.State)
		}
		if again, err := decodeEntry(EncodeEntry(e)); err != nil || again != e {
			t.Errorf("%+v reads as %+v, %v", e, again, err)
		}
		value := AddChecksum("days/x", b, bytes.Clone(b))
		if got, err := Payload("days/x", b, value); err != nil || !bytes.Equal(got, b) {
			t.Errorf("%x reads as %x, %v", b, got, err)
		}
	})
}

func FuzzReadDay(f *testing.F) {
	for _, s := range []string{"1900-01-01", "2024-02-29", "2026-11-22", "9999-12-31", "2026-13-01", "0000-00-00", "----------", "\xff\xff\xff\xff-\xff\xff-\xff\xff", ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, key []byte) {
		got, err := ReadDay(key)
		if err != nil && !errors.Is(err, ErrRecord) {
			t.Errorf("%q: %v", key, err)
		}
		want, wantErr := calendar.ParseDay(string(key))
		if wantErr != nil || want < calendar.FirstDay {
			return // no key that was ever written
		}
		if err != nil || got != want {
			t.Errorf("%q reads as %d (%v), want %d", key, got, err, want)
		}
	})
}

// decodeEntry is ReadEntry into an entry of its own.
func decodeEntry(b []byte) (habits.Entry, error) {
	var e habits.Entry
	err := ReadEntry(b, &e)
	return e, err
}
