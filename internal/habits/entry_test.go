package habits

import (
	"strings"
	"testing"

	"selfcare/internal/boundary"
	"selfcare/internal/quantity"
	"selfcare/internal/spelling"
	"selfcare/internal/storytest"
)

// amountOf is an entry of an amount in minutes.
func amountOf(n float64) Entry { return Entry{State: Measured, Amount: minutes(n)} }

func TestAnEditOfADay(t *testing.T) {
	h := Habit{ID: "walk", Goals: []Goal{atLeast(30, Daily)}}
	check := Habit{ID: "move", Goals: []Goal{{Schedule: Daily}}}
	noted := Entry{State: Yes, Note: "park"}
	for _, c := range []struct {
		name         string
		edit         Edit
		before, want Entry
	}{
		{"a yes", check.CheckOn(storytest.Sunday), Entry{}, Entry{State: Yes}},
		{"a yes keeps the note", check.CheckOn(storytest.Sunday), Entry{Note: "park"}, noted},
		{"a rest takes the amount's place", h.RestOn(storytest.Sunday), amountOf(20), Entry{State: Skip}},
		{"taken back, but for the note", check.ClearOn(storytest.Sunday), noted, Entry{Note: "park"}},
		{"a no under a check", check.NotOn(storytest.Sunday), noted, Entry{State: No, Note: "park"}},
		{"a no on an amount is 0", h.NotOn(storytest.Sunday), amountOf(20), amountOf(0)},
		{"an amount set", h.SetOn(storytest.Sunday, minutes(10)), amountOf(20), amountOf(10)},
		{"an amount added", h.AddOn(storytest.Sunday, minutes(10)), amountOf(20), amountOf(30)},
		{"added to nothing", h.AddOn(storytest.Sunday, minutes(10)), Entry{}, amountOf(10)},
		{"added to a yes", h.AddOn(storytest.Sunday, minutes(10)), noted, Entry{State: Measured, Amount: minutes(10), Note: "park"}},
		{"added to a no", h.AddOn(storytest.Sunday, minutes(10)), Entry{State: No}, amountOf(10)},
		{"added to a rest", h.AddOn(storytest.Sunday, minutes(10)), Entry{State: Skip}, amountOf(10)},
		{"taken away", h.AddOn(storytest.Sunday, -minutes(10)), amountOf(20), amountOf(10)},
		{"taking away ends at 0", h.AddOn(storytest.Sunday, -minutes(30)), amountOf(20), amountOf(0)},
		{"a note alone", h.NoteOn(storytest.Sunday, "park"), Entry{}, Entry{Note: "park"}},
		{"a note set", h.NoteOn(storytest.Sunday, "lake"), noted, Entry{State: Yes, Note: "lake"}},
		{"a note removed", h.NoteOn(storytest.Sunday, ""), noted, Entry{State: Yes}},
		{"a note is cleaned", h.NoteOn(storytest.Sunday, "a\r\nb\x1b[1m"), Entry{}, Entry{Note: "a\nb[1m"}},
		{"a second note", Edit{NoteMark: Add, Note: "lake"}, noted, Entry{State: Yes, Note: "park\nlake"}},
		{"a first note added", Edit{NoteMark: Add, Note: "lake"}, Entry{}, Entry{Note: "lake"}},
		{"an empty note added", Edit{NoteMark: Add}, noted, noted},
		{"nothing", Edit{}, noted, noted},
	} {
		got, err := c.edit.On(c.before)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

func TestAnEditMayNotMakeWhatCannotBeWritten(t *testing.T) {
	long := strings.Repeat("é", spelling.MaxNote)
	for _, c := range []struct {
		name   string
		edit   Edit
		before Entry
		why    string
	}{
		{"too long a note", Edit{NoteMark: Set, Note: long + "!"}, Entry{}, "too long"},
		{"two notes, too long together", Edit{NoteMark: Add, Note: "!"}, Entry{Note: long}, "too long"},
		{"a derived state", Edit{Mark: Set, State: Partial}, Entry{}, "derived"},
		{"a negative amount", Edit{Mark: Set, State: Measured, Amount: -1}, Entry{}, "less than 0"},
		{"too large an amount", Edit{Mark: Set, State: Measured, Amount: quantity.MaxAmount*quantity.Hours.One() + 1}, Entry{}, "at most"},
		{"too large a sum", Edit{Mark: Add, Amount: 1}, Entry{State: Measured, Amount: quantity.MaxAmount * quantity.Hours.One()}, "at most"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.edit.On(c.before)
			storytest.IsRefused(t, err, c.why)
		})
	}
	if got, err := (Edit{NoteMark: Set, Note: long}).On(Entry{}); err != nil || got.Note != long {
		t.Errorf("2,000 characters: %v", err)
	}
}

func TestStatesAreCalledAsInJSON(t *testing.T) {
	for s, want := range map[State]string{
		Unknown: "unknown", No: "no", Yes: "yes", Skip: "skip", Measured: "measured", Partial: "partial", Filled: "filled",
	} {
		if s.String() != want {
			t.Errorf("state %d is called %q, want %q", s, s, want)
		}
	}
}

// A damaged file may hold any number.
func TestEveryValueHasATextOfItsOwn(t *testing.T) {
	for kind, text := range map[string]func(n uint8) string{
		"state":   func(n uint8) string { return State(n).String() },
		"measure": func(n uint8) string { return Measure(n).String() },
		"outcome": func(n uint8) string { return boundary.Outcome(n).String() },
		"kind":    func(n uint8) string { return boundary.Kind(n).String() },
	} {
		seen := map[string]int{}
		for n := range 256 {
			s := text(uint8(n))
			if other, ok := seen[s]; ok {
				t.Errorf("%s: %d and %d are both %q", kind, other, n, s)
			}
			seen[s] = n
		}
	}
	for n := int(Measured) + 1; n < 256; n++ {
		if err := (Entry{State: State(n)}).Validate(); err == nil || strings.Contains(err.Error(), "PANIC") {
			t.Errorf("state %d: %v", n, err)
		}
	}
}
