package habits

import (
	"fmt"
	"unicode/utf8"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// A State is what a day says of a habit. An [Entry] holds one of the first five; a
// [Evaluation] shows any but Measured.
type State uint8

// The states.
const (
	Unknown  State = iota // Unknown: nothing written, which is not a no.
	No                    // No: said to be not done.
	Yes                   // Yes: done; for an amount, the goal is met.
	Skip                  // Skip: a rest day, chosen.
	Measured              // Measured: an amount was written.
	Partial               // Partial: an amount above 0 that leaves an at-least goal unmet.
	Filled                // Filled: nothing is needed, the goal is met around the day.
)

// String returns the state as JSON and scripts know it.
func (s State) String() string {
	return nameOf(s, "unknown", "no", "yes", "skip", "measured", "partial", "filled")
}

// nameOf returns the name of a value, or its number where it has none: a damaged file may
// hold any.
func nameOf[T ~uint8](value T, names ...string) string {
	if int(value) < len(names) {
		return names[value]
	}
	return fmt.Sprintf("number %d", value)
}

// An Entry is what was written for one habit on one day. The zero Entry is nothing
// written.
type Entry struct {
	State  State
	Amount quantity.Amount // Amount is 0 unless State is Measured.
	Note   string          // Note is plain text, at most [MaxNote] characters.
}

// IsZero reports whether nothing is written.
func (e Entry) IsZero() bool { return e == Entry{} }

// done reports whether the entry makes its day a yes-day under a check.
func (e *Entry) done() bool { return e.State == Yes || e.State == Measured && e.Amount > 0 }

// mostParts is the largest amount there is, in parts of any unit.
const mostParts = quantity.MaxAmount * 3_600_000

// Validate refuses what cannot be written.
func (e Entry) Validate() error {
	switch {
	case e.State > Filled:
		return refusal.BadInput("A day is kept as yes, no, skip or an amount, and not as %s", e.State)
	case e.State > Measured:
		return refusal.BadInput("%s is not written but derived", e.State)
	case e.Amount < 0:
		return refusal.BadInput("An amount cannot be less than 0")
	case e.Amount != 0 && e.State != Measured:
		return refusal.BadInput("An amount does not go with %s", e.State)
	case e.Amount > mostParts:
		return quantity.TooMuch()
	case utf8.RuneCountInString(e.Note) > spelling.MaxNote:
		return refusal.BadInput("The note is too long; %d characters fit in a day", spelling.MaxNote)
	}
	return nil
}

// A Step says what an [Edit] does to one part of an entry.
type Step uint8

// The steps.
const (
	Leave Step = iota // Leave the part as it is.
	Set               // Set it, whatever it was.
	Add               // Add to it: amounts sum up, notes go on on a new line.
)

// An Edit is a change to one entry. What it adds, it adds to whatever the day has
// when it is written, so that two windows may add at once.
type Edit struct {
	Habit    ident.ID
	Day      calendar.Day
	Mark     Step // Mark says what happens to state and amount.
	State    State
	Amount   quantity.Amount // Amount may be negative where it is added.
	NoteMark Step
	Note     string
}

// Write returns the entry that the edit makes of the one before, on a day of habit h. It
// refuses what cannot be written; amounts are bounded in the habit's unit.
func (h Habit) Write(e Edit, before Entry) (Entry, error) {
	after, err := e.On(before)
	if err != nil || e.Mark == Leave || after.State != Measured {
		return after, err
	}
	g := h.GoalOn(e.Day)
	if unit, ok := h.CountsIn(); ok && g.Measure.Counts() && !g.Unit.Converts(unit) {
		return after, refusal.New("On that day %s counted %s, and now it counts %s; amounts go in one of them", h.Name, g.Unit, unit)
	}
	if after.Amount.In(g.Unit) > quantity.MaxAmount {
		return after, quantity.TooMuch()
	}
	return after, nil
}

// On returns the entry that the edit makes of the one before. An amount added to a
// yes, a no or a rest takes its place; taking away ends at 0.
func (e Edit) On(before Entry) (Entry, error) {
	if e.Amount > mostParts || e.Amount < -mostParts {
		return before, quantity.TooMuch()
	}
	after := Entry{Note: e.noteOn(before.Note)}
	after.State, after.Amount = e.markOn(before)
	return after, after.Validate()
}

// markOn returns the state and the amount that the edit makes of the entry before.
func (e Edit) markOn(before Entry) (State, quantity.Amount) {
	switch {
	case e.Mark == Set:
		return e.State, e.Amount
	case e.Mark == Add && before.State == Measured:
		return Measured, max(0, before.Amount+e.Amount)
	case e.Mark == Add:
		return Measured, max(0, e.Amount)
	}
	return before.State, before.Amount
}

// noteOn returns the note that the edit makes of the one before.
func (e Edit) noteOn(before string) string {
	switch {
	case e.NoteMark == Leave:
		return before
	case e.NoteMark == Set || before == "":
		return e.Note
	case e.Note == "":
		return before
	}
	return before + "\n" + e.Note
}
