// Package boundary has boundaries: what a person keeps for their own peace, what strains or
// breaks it, and how long it has been kept.
package boundary

import (
	"cmp"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// TellApart gives each boundary that is kept a name of its own; one that ended may have the name
// of one that goes on. See [spelling.TellApart].
func (bs List) TellApart() {
	open := bs.Open()
	names := make([]spelling.Named, len(open))
	for i := range open {
		names[i] = spelling.Named{Shown: &open[i].Name, Written: &open[i].Written, Index: i}
	}
	spelling.TellApart(names, func(i, j int) int {
		return cmp.Or(open[i].Since.Compare(open[j].Since), cmp.Compare(open[i].ID, open[j].ID))
	})
}

// AsKept returns the boundary as it is kept in place of was, or of none: with its name composed, and
// without a number that only tells it apart, unless it was given another name.
func (b Boundary) AsKept(was *Boundary) Boundary {
	b.Name, b.Written = spelling.Composed(b.Name), ""
	if was != nil && was.Name == b.Name {
		b.Written = was.Written
	}
	return b
}

// A Boundary is something that is kept for one's own peace. Nothing is checked off:
// time alone counts, and only what breaks it or strains it is written down.
type Boundary struct {
	ID   ident.ID
	Name string
	// Since is a whole second, in UTC. It has no offset: runs are counted by the clock of
	// where the person is now, and so it is shown by that one.
	Since   time.Time
	Okay    []string // Okay is what the person is okay with.
	NotOkay []string
	Why     []string
	Said    string // Said is the short message that told the other person.
	Plan    string // Plan is "when …, I will …".
	// Position orders the list; equal ones go by name.
	Position int
	Ended    *Ending // Ended is nil while it is kept.
	Events   []Event // Events are in the order of their times.
	// Written is the name that is kept, where [List.TellApart] put a number behind
	// Name; it is empty for all others.
	Written string `json:",omitempty"`
}

// An Ending is how and when a boundary ended.
type Ending struct {
	How Outcome
	At  time.Time
}

// An Outcome is one of the two equal ways in which a boundary ends.
type Outcome uint8

// The outcomes.
const (
	Reopened Outcome = iota + 1 // Reopened: contact again, on terms that were written first.
	LetGo                       // LetGo: it is not needed any more.
)

// String returns the outcome as JSON and screens say it.
func (o Outcome) String() string { return nameOf(o, "", "reopened", "let go") }

// A Kind is what an [Event] is.
type Kind uint8

// The kinds of events.
const (
	Urge    Kind = iota + 1 // Urge strains a boundary; riding one out keeps it.
	Slip                    // Slip breaks it: the run begins again.
	Contact                 // Contact was necessary, and is no slip.
)

// String returns the kind as quick-add and JSON know it.
func (k Kind) String() string { return nameOf(k, "", "urge", "slip", "contact") }

// HighestUrge is the strongest urge; the weakest is 0.
const HighestUrge = 10

// An Event is something that was written down under a boundary.
type Event struct {
	ID       ident.ID
	Boundary ident.ID
	Kind     Kind
	At       time.Time       // At is a whole second, in UTC.
	Offset   calendar.Offset // Offset is that of the clock that At was lived by.
	Day      calendar.Day    // Day is the day that At belonged to when it was written.
	Strength *int            // Strength is that of an urge, 0 to 10; nil where none was given.
	Trigger  string          // Trigger is what set an urge off.
	Helped   []string
	Note     string // Note is what happened, or a note.
	Next     string // Next is what comes next, after a slip.
	Slipped  bool   // Slipped says that the urge's own flow ended in a slip.
}

// NewEvent returns an event at a time, on the day that it belongs to in the time's zone.
func NewEvent(b ident.ID, k Kind, at time.Time, p calendar.Preferences) Event {
	return Event{ID: ident.New(), Boundary: b, Kind: k, At: calendar.Second(at), Offset: calendar.OffsetOf(at), Day: p.DayOf(at)}
}

// RiddenOut reports whether the event is an urge that was ridden out.
func (e Event) RiddenOut() bool { return e.Kind == Urge && !e.Slipped }

// Validate refuses what cannot be kept.
func (e Event) Validate() error {
	switch {
	case e.Kind < Urge || e.Kind > Contact || e.ID == "" || e.Boundary == "" || !calendar.CanBeWritten(e.Day):
		return refusal.BadInput("What is written under a boundary needs a kind, a boundary and a day between 1900 and 9999")
	case e.Strength != nil && (e.Kind != Urge || *e.Strength < 0 || *e.Strength > HighestUrge):
		return refusal.BadInput("An urge is 0 to 10")
	}
	return checkWords(e.Helped, []string{e.Trigger, e.Note, e.Next})
}

// checkWords refuses texts of which one is too long.
func checkWords(texts ...[]string) error {
	for _, text := range slices.Concat(texts...) {
		if utf8.RuneCountInString(text) > spelling.MaxNote {
			return refusal.BadInput("The words are too long; %d characters fit in each", spelling.MaxNote)
		}
	}
	return nil
}

// Takes refuses an event that cannot be written under the boundary: one that is not
// here yet, a slip before the boundary began, or anything after it ended. Now is in
// the person's own zone.
func (b Boundary) Takes(e Event, now time.Time, p calendar.Preferences) error {
	switch {
	case e.At.After(now):
		return refusal.BadInput("%s is not here yet", p.Moment(e.At, now))
	case b.Ended != nil:
		return b.AlreadyEnded()
	case e.Kind == Slip && e.At.Before(b.Since):
		return refusal.New("%s began %s, and a slip is after that", b.Name, p.Moment(b.Since, now))
	}
	return nil
}

// AlreadyEnded returns the error about something that would be written under a boundary which ended.
func (b Boundary) AlreadyEnded() error {
	return refusal.New("%s has ended; nothing more is written under it", b.Name)
}

// When returns when the event was, by the clock that it was lived by.
func (e Event) When(now time.Time, p calendar.Preferences) string {
	return p.OnClock(e.Clock(now.Location()), now)
}

// Validate refuses a boundary that is not fit to be kept, whatever others there are.
func (b Boundary) Validate() error {
	if problem := spelling.NameProblem("A boundary", b.Name); problem != "" {
		return refusal.BadInput("%s", problem)
	}
	since := calendar.DateOf(b.Since.Date())
	switch {
	case b.ID == "":
		return refusal.BadInput("A boundary needs an ID")
	case !calendar.CanBeWritten(since) && !calendar.CanBeWritten(since+1): // its zone may be ahead
		return refusal.BadInput("A boundary begins between 1900 and 9999")
	case b.Ended != nil && b.Ended.How != Reopened && b.Ended.How != LetGo:
		return refusal.BadInput("A boundary ends reopened or let go")
	case b.Ended != nil && b.Since.After(b.Ended.At):
		return refusal.BadInput("%s has ended, and begins before that", b.Name)
	}
	return checkWords(b.Okay, b.NotOkay, b.Why, []string{b.Said, b.Plan})
}

// A List is boundaries in the order of their list: those that are kept, then
// those that ended, the latest first.
type List []Boundary

// Sort puts the boundaries in their order.
func (bs List) Sort() {
	slices.SortFunc(bs, func(a, b Boundary) int {
		switch {
		case a.Ended != nil && b.Ended != nil:
			return cmp.Or(b.Ended.At.Compare(a.Ended.At), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		case a.Ended != nil:
			return +1
		case b.Ended != nil:
			return -1
		}
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
}

// Open returns the boundaries that are kept.
func (bs List) Open() List {
	n := 0
	for n < len(bs) && bs[n].Ended == nil {
		n++
	}
	return bs[:n]
}

// Find returns the boundary with an ID, or nil.
func (bs List) Find(id ident.ID) *Boundary {
	for i := range bs {
		if bs[i].ID == id {
			return &bs[i]
		}
	}
	return nil
}

// Called returns the boundary whose whole name or ID text is, or nil. One that is kept goes
// before one of the same name that ended.
func (bs List) Called(text string) *Boundary {
	folded := spelling.Fold(text)
	for i := range bs { // those that are kept come first
		if spelling.Fold(bs[i].Name) == folded && folded != "" {
			return &bs[i]
		}
	}
	return bs.Find(ident.ID(text))
}

// Named returns the boundaries that text may name: the one called so, else those that it
// begins.
func (bs List) Named(text string) List {
	if b := bs.Called(text); b != nil {
		return List{*b}
	}
	return bs.Beginning(text)
}

// Beginning returns the boundaries whose name, or any word of whose name, text begins.
func (bs List) Beginning(text string) List {
	folded := spelling.Fold(text)
	var fits List
	for _, b := range bs {
		if spelling.BeginsWord(spelling.Fold(b.Name), folded) {
			fits = append(fits, b)
		}
	}
	return fits
}

// Check refuses a new or edited boundary that is not fit to be kept beside the
// others: a name that another one has which is kept.
func (bs List) Check(b Boundary) error {
	if err := b.Validate(); err != nil {
		return err
	}
	for _, other := range bs {
		if other.ID != b.ID && other.Ended == nil && b.Ended == nil && spelling.SameName(other.Name, b.Name) {
			return refusal.New("There is a boundary called %s already", other.Name)
		}
	}
	return nil
}

// Next returns the position after the last.
func (bs List) Next() int {
	next := 0
	for _, b := range bs {
		next = max(next, b.Position+1)
	}
	return next
}

// Swapped returns the boundaries whose position changes when those with the IDs a and b
// take each other's place among those that are kept.
func (bs List) Swapped(a, b ident.ID) []Boundary {
	open := slices.Clone(bs.Open())
	i := slices.IndexFunc(open, func(x Boundary) bool { return x.ID == a })
	j := slices.IndexFunc(open, func(x Boundary) bool { return x.ID == b })
	if i < 0 || j < 0 {
		return nil
	}
	open[i], open[j] = open[j], open[i]
	var changed []Boundary
	for n := range open {
		if open[n].Position != n {
			open[n].Position = n
			changed = append(changed, open[n])
		}
	}
	return changed
}

// SortEvents puts events in the order of their times; those of one time stay in theirs.
func SortEvents(es []Event) {
	slices.SortStableFunc(es, func(a, b Event) int { return a.At.Compare(b.At) })
}

// Clock returns when the event was, as [Lived] has it.
func (e Event) Clock(here *time.Location) time.Time { return e.Offset.In(e.At, here) }

// EventsByClock returns events in the order of the clocks that they were lived by.
func EventsByClock(es []Event, here *time.Location) []Event { return calendar.ByClock(es, here) }

// HasWords reports whether an event says more than that it was.
func (e Event) HasWords() bool {
	return e.Trigger != "" || e.Note != "" || e.Next != "" || len(e.Helped) > 0
}

// nameOf returns the name of a value, or its number where it has none: a damaged file may
// hold any.
func nameOf[T ~uint8](value T, names ...string) string {
	if int(value) < len(names) {
		return names[value]
	}
	return fmt.Sprintf("number %d", value)
}
