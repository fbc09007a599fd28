package selfcare

import (
	"cmp"
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// habit is the habit that was exported, or a refusal of one that no program of ours wrote.
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
	if err := cmp.Or(checkID(e.ID), e.Created.err); err != nil {
		return h, err
	}
	if h.Key != "" && !strings.Contains(habits.OwnKeys, h.Key) || len(h.Key) > 1 {
		return h, refusal.BadInput("%q cannot be a habit's key", bundle.Shorten(h.Key))
	}
	if h.Counted != nil {
		if unit, err := habits.ParseUnit(string(*h.Counted)); err != nil || unit != *h.Counted {
			return h, refusal.BadInput("%q is no unit", bundle.Shorten(string(*h.Counted)))
		}
	}
	for i, goal := range e.Goals {
		g := habits.Goal{From: goal.From.Day, Unit: goal.Unit}
		if goal.From.err != nil {
			return h, goal.From.err
		}
		var err error
		if g.Measure, err = habits.ParseMeasure(goal.Measure); err != nil {
			return h, err
		}
		if g.Schedule, err = habits.ParseSchedule(goal.Schedule); err != nil {
			return h, err
		}
		if goal.Target != nil {
			if g.Target, err = habits.AmountOf(*goal.Target, g.Unit); err != nil {
				return h, err
			}
		}
		if i > 0 && h.Goals[i-1].From >= g.From {
			return h, refusal.BadInput("The goals of %s are not in the order of their days", e.Name)
		}
		if unit, err := habits.ParseUnit(string(g.Unit)); err != nil || unit != g.Unit {
			return h, refusal.BadInput("%q is no unit", goal.Unit)
		}
		h.Goals = append(h.Goals, g)
	}
	for _, text := range []*string{&h.Area, &h.Why, &h.Plan, &h.Origin} {
		*text = spelling.CleanLine(*text)
	}
	return h, h.Validate()
}

// entry is the entry that was exported.
func (e exportEntry) entry(h habits.Habit) (habits.Dated, error) {
	d := habits.Dated{Day: e.Day.Day, Entry: habits.Entry{Note: spelling.CleanText(e.Note)}}
	switch {
	case e.Day.err != nil:
		return d, e.Day.err
	case e.Amount != nil && e.State != "":
		return d, refusal.BadInput("An amount does not go with %q", e.State)
	case e.Amount != nil:
		var err error
		if d.Amount, err = habits.AmountOf(*e.Amount, h.GoalOn(d.Day).Unit); err != nil {
			return d, err
		}
		d.State = habits.Measured
	case e.State != "":
		for _, s := range []habits.State{habits.Yes, habits.No, habits.Skip} {
			if e.State == s.String() {
				d.State = s
			}
		}
		if d.State == habits.Unknown {
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

// boundary is the boundary that was exported, with its events.
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
		for _, how := range []boundary.Outcome{boundary.Reopened, boundary.LetGo} {
			if e.Ended == how.String() {
				b.Ended.How = how
			}
		}
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
	for _, k := range []boundary.Kind{boundary.Urge, boundary.Slip, boundary.Contact} {
		if e.Kind == k.String() {
			event.Kind = k
		}
	}
	return event, cmp.Or(checkID(e.ID), e.At.err, e.Day.err, event.Validate())
}

// checkID refuses an ID that no program of ours made: it is part of a key.
func checkID(id ident.ID) error {
	odd := func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_'
	}
	if id == "" || len(id) > 64 || strings.ContainsFunc(string(id), odd) {
		return refusal.BadInput("%q is no ID", bundle.Shorten(string(id)))
	}
	return nil
}
