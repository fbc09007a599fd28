package habits

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/storytest"
)

// anyEntry is an entry as it may be written; often none.
func anyEntry() *rapid.Generator[Entry] {
	return rapid.Custom(func(t *rapid.T) Entry {
		e := Entry{State: rapid.SampledFrom([]State{Unknown, Unknown, No, Yes, Skip, Measured, Measured}).Draw(t, "state")}
		if e.State == Measured {
			e.Amount = minutes(float64(rapid.IntRange(0, 12).Draw(t, "amount")))
		}
		e.Note = rapid.SampledFrom([]string{"", "", "park"}).Draw(t, "note")
		return e
	})
}

func TestAHistoryIsAMapInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		written := map[calendar.Day]Entry{}
		var h History
		day := rapid.IntRange(-10, 10)
		for range rapid.IntRange(0, 40).Draw(t, "edits") {
			d, e := calendar.Day(day.Draw(t, "day")), anyEntry().Draw(t, "entry")
			h.Set(d, e)
			if written[d] = e; e.IsZero() {
				delete(written, d)
			}
		}
		matches(t, h, written)
		matches(t, HistoryOf(slices.Clone(h.All()), nil), written)

		lo, hi := calendar.Day(day.Draw(t, "from")), calendar.Day(day.Draw(t, "to"))
		var want []Dated
		for _, d := range slices.Sorted(maps.Keys(written)) {
			if lo <= d && d <= hi {
				want = append(want, Dated{d, written[d]})
			}
		}
		if got := h.Between(lo, hi); !slices.Equal(got, want) {
			t.Fatalf("between %d and %d are %v, want %v", lo, hi, got, want)
		}
	})
}

// matches checks a history against the map of what was written.
func matches(t *rapid.T, h History, written map[calendar.Day]Entry) {
	t.Helper()
	days := slices.Sorted(maps.Keys(written))
	if len(h.All()) != len(days) {
		t.Fatalf("the history holds %v, want the days %v", h.All(), days)
	}
	for i, d := range days {
		if h.All()[i] != (Dated{d, written[d]}) {
			t.Fatalf("entry %d is %v, want %v", i, h.All()[i], written[d])
		}
	}
	for d := calendar.Day(-11); d <= 11; d++ {
		if h.On(d) != written[d] {
			t.Fatalf("on %d is %v, want %v", d, h.On(d), written[d])
		}
	}
	i := slices.IndexFunc(days, func(d calendar.Day) bool { return written[d].State != Unknown })
	first, ok := h.First()
	if ok != (i >= 0) || ok && first != days[i] {
		t.Fatalf("the first day is %d, %t; the days are %v", first, ok, days)
	}
}

func TestAHistoryKnowsAFirstDayItDoesNotHold(t *testing.T) {
	long := storytest.Sunday - 5000
	h := HistoryOf([]Dated{{storytest.Sunday, Entry{State: Yes}}}, &long)
	if first, ok := h.First(); !ok || first != long {
		t.Errorf("the first day is %s, %t", first, ok)
	}
	h.Set(storytest.Sunday, Entry{})
	if first, ok := h.First(); !ok || first != long {
		t.Errorf("after removing another, the first day is %s, %t", first, ok)
	}
	h.Set(long-1, Entry{State: No})
	if first, _ := h.First(); first != long-1 {
		t.Errorf("the first day is %s, want an earlier one", first)
	}
}

func TestANoteAloneIsNoFirstDay(t *testing.T) {
	var h History
	h.Set(storytest.Sunday-1, Entry{Note: "park"})
	if d, ok := h.First(); ok {
		t.Errorf("the first day is %s", d)
	}
	h.Set(storytest.Sunday, Entry{State: Yes})
	if d, ok := h.First(); !ok || d != storytest.Sunday {
		t.Errorf("the first day is %s, %t", d, ok)
	}
}
