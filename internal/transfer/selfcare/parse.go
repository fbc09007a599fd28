package selfcare

import (
	"cmp"
	"fmt"
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// habit returns the habit that was exported, or a refusal of one that no program of ours wrote.
func (e exportHabit) habit() (habits.Habit, error) {
	h := habits.Habit{
		ID: e.ID, Name: e.Name, Area: e.Area, Key: e.Key, Why: e.Why, Plan: e.Plan, Position: e.Position,
		Created: e.Created.Day, Origin: e.Origin, Counted: e.Counted,
	}
	if e.Archived != nil {
		h.Archived = &e.Archived.Day
		if e.Archived.err != nil {
			return h, e.Archived.err
		}
	}
	if err := cmp.Or(checkID(e.ID), e.Created.err, checkKey(e.Key)); err != nil {
		return h, err
	}
	if h.Counted != nil {
		if err := checkUnit(*h.Counted, bundle.Shorten(string(*h.Counted))); err != nil {
			return h, err
		}
	}
	for i, goal := range e.Goals {
		g, err := goal.goal()
		if err != nil {
			return h, err
		}
		if i > 0 && h.Goals[i-1].From >= g.From {
			return h, refusal.BadInput("The goals of %s are not in the order of their days", e.Name)
		}
		if err := checkUnit(g.Unit, string(g.Unit)); err != nil {
			return h, err
		}
		h.Goals = append(h.Goals, g)
	}
	for _, text := range []*string{&h.Area, &h.Why, &h.Plan, &h.Origin} {
		*text = spelling.CleanLine(*text)
	}
	return h, h.Validate()
}

// goal returns the goal that was exported.
func (e exportGoal) goal() (g habits.Goal, err error) {
	g.From, g.Unit = e.From.Day, e.Unit
	if e.From.err != nil {
		return g, e.From.err
	}
	if g.Measure, err = habits.ParseMeasure(e.Measure); err != nil {
		return g, err
	}
	if g.Schedule, err = habits.ParseSchedule(e.Schedule); err != nil {
		return g, err
	}
	if e.Target != nil {
		g.Target, err = quantity.AmountOf(*e.Target, g.Unit)
	}
	return g, err
}

// checkKey refuses what cannot be a habit's key.
func checkKey(key string) error {
	if key != "" && !strings.Contains(habits.OwnKeys, key) || len(key) > 1 {
		return refusal.BadInput("%q cannot be a habit's key", bundle.Shorten(key))
	}
	return nil
}

// checkUnit refuses what is not a unit as this program writes it.
func checkUnit(u quantity.Unit, shown string) error {
	if unit, err := quantity.ParseUnit(string(u)); err != nil || unit != u {
		return refusal.BadInput("%q is no unit", shown)
	}
	return nil
}

// entry returns the entry that was exported.
func (e exportEntry) entry(h habits.Habit) (habits.Dated, error) {
	d := habits.Dated{Day: e.Day.Day, Entry: habits.Entry{Note: spelling.CleanText(e.Note)}}
	switch {
	case e.Day.err != nil:
		return d, e.Day.err
	case e.Amount != nil && e.State != "":
		return d, refusal.BadInput("An amount does not go with %q", e.State)
	case e.Amount != nil:
		var err error
		if d.Amount, err = quantity.AmountOf(*e.Amount, h.GoalOn(d.Day).Unit); err != nil {
			return d, err
		}
		d.State = habits.Measured
	case e.State != "":
		var ok bool
		if d.State, ok = named(e.State, habits.Yes, habits.No, habits.Skip); !ok {
			return d, refusal.BadInput("%q is no state; there are yes, no and skip", e.State)
		}
	}
	return d, d.Validate()
}

func (e exportMood) mood() (journal.Mood, error) {
	m := journal.Mood{ID: e.ID, At: e.At.Time, Offset: e.At.offset, Day: e.Day.Day, Rating: e.Rating, Note: spelling.CleanText(e.Note)}
	return m, cmp.Or(checkID(e.ID), e.At.err, e.Day.err, m.Validate())
}

func (e exportReflection) reflection() (journal.Reflection, error) {
	r := journal.Reflection{
		ID: e.ID, Day: e.Day.Day, At: e.At.Time, Offset: e.At.offset, Prompt: spelling.CleanLine(e.Prompt), Text: spelling.CleanText(e.Text), Boundary: e.Boundary,
	}
	if e.Boundary != "" {
		if err := checkID(e.Boundary); err != nil {
			return r, err
		}
	}
	return r, cmp.Or(checkID(e.ID), e.At.err, e.Day.err, r.Validate())
}

// boundary returns the boundary that was exported, with its events.
func (e exportBoundary) boundary() (boundary.Boundary, error) {
	clean := func(all []string) []string {
		var cleaned []string
		for _, s := range all {
			cleaned = append(cleaned, spelling.CleanText(s))
		}
		return cleaned
	}
	b := boundary.Boundary{
		ID: e.ID, Name: e.Name, Since: e.Since.Time, Okay: clean(e.Okay), NotOkay: clean(e.NotOkay), Why: clean(e.Why),
		Said: spelling.CleanText(e.Said), Plan: spelling.CleanText(e.Plan), Position: e.Position,
	}
	if (e.Ended == "") != (e.EndedAt == nil) {
		return b, refusal.BadInput("A boundary has both ended and ended_at, or neither")
	}
	if e.EndedAt != nil {
		if e.EndedAt.err != nil {
			return b, e.EndedAt.err
		}
		b.Ended = &boundary.Ending{At: e.EndedAt.Time}
		b.Ended.How, _ = named(e.Ended, boundary.Reopened, boundary.LetGo)
	}
	for _, event := range e.Events {
		ev, err := event.event(e.ID)
		if err != nil {
			return b, err
		}
		ev.Helped = clean(event.Helped)
		b.Events = append(b.Events, ev)
	}
	return b, cmp.Or(checkID(e.ID), e.Since.err, b.Validate())
}

func (e exportEvent) event(under ident.ID) (boundary.Event, error) {
	event := boundary.Event{
		ID: e.ID, Boundary: under, At: e.At.Time, Offset: e.At.offset, Day: e.Day.Day, Strength: e.Strength, Trigger: spelling.CleanText(e.Trigger),
		Note: spelling.CleanText(e.Note), Next: spelling.CleanText(e.Next), Slipped: e.Slipped,
	}
	event.Kind, _ = named(e.Kind, boundary.Urge, boundary.Slip, boundary.Contact)
	return event, cmp.Or(checkID(e.ID), e.At.err, e.Day.err, event.Validate())
}

// named returns which of several things has a name in an export, and reports whether one has.
func named[T fmt.Stringer](name string, all ...T) (is T, ok bool) {
	for _, x := range all {
		if x.String() == name {
			return x, true
		}
	}
	return is, false
}

// idSigns are the signs of an ID.
const idSigns = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

// checkID refuses an ID that no program of ours made: it is part of a key.
func checkID(id ident.ID) error {
	if id == "" || len(id) > 64 || strings.Trim(string(id), idSigns) != "" {
		return refusal.BadInput("%q is no ID", bundle.Shorten(string(id)))
	}
	return nil
}
