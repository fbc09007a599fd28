package selfcare

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// version is that of the export that this program writes. A program reads its own and
// earlier ones; a field that is added is a version more.
const version = 1

// The parts of an export, as they stand in JSON. Amounts and targets are in the unit of the
// goal of their day; each is written with as many digits as bring it back exactly.
type (
	exportHabit struct {
		ID       ident.ID      `json:"id"`
		Name     string        `json:"name"`
		Area     string        `json:"area"`
		Key      string        `json:"key,omitempty"`
		Why      string        `json:"why,omitempty"`
		Plan     string        `json:"plan,omitempty"`
		Position int           `json:"position"`
		Created  exportDay     `json:"created"`
		Archived *exportDay    `json:"archived,omitempty"`
		Origin   string        `json:"origin,omitempty"`
		Counted  *habits.Unit  `json:"counted,omitempty"`
		Goals    []exportGoal  `json:"goals"`
		Entries  []exportEntry `json:"entries"`
	}
	exportGoal struct {
		From     exportDay   `json:"from"`
		Measure  string      `json:"measure"`
		Target   *float64    `json:"target,omitempty"`
		Unit     habits.Unit `json:"unit,omitempty"`
		Schedule string      `json:"schedule"`
	}
	exportEntry struct {
		Day    exportDay `json:"day"`
		State  string    `json:"state,omitempty"`
		Amount *float64  `json:"amount,omitempty"`
		Note   string    `json:"note,omitempty"`
	}
	exportMood struct {
		ID     ident.ID   `json:"id"`
		At     exportTime `json:"at"`
		Day    exportDay  `json:"day"`
		Rating int        `json:"rating"`
		Note   string     `json:"note,omitempty"`
	}
	exportBoundary struct {
		ID       ident.ID      `json:"id"`
		Name     string        `json:"name"`
		Since    exportTime    `json:"since"`
		Okay     []string      `json:"okay,omitempty"`
		NotOkay  []string      `json:"not_okay,omitempty"`
		Why      []string      `json:"why,omitempty"`
		Said     string        `json:"said,omitempty"`
		Plan     string        `json:"plan,omitempty"`
		Position int           `json:"position"`
		Ended    string        `json:"ended,omitempty"`
		EndedAt  *exportTime   `json:"ended_at,omitempty"`
		Events   []exportEvent `json:"events"`
	}
	exportEvent struct {
		ID       ident.ID   `json:"id"`
		Kind     string     `json:"kind"`
		At       exportTime `json:"at"`
		Day      exportDay  `json:"day"`
		Strength *int       `json:"strength,omitempty"`
		Trigger  string     `json:"trigger,omitempty"`
		Helped   []string   `json:"helped,omitempty"`
		Note     string     `json:"note,omitempty"`
		Next     string     `json:"next,omitempty"`
		Slipped  bool       `json:"slipped,omitempty"`
	}
	exportReflection struct {
		ID       ident.ID   `json:"id"`
		Day      exportDay  `json:"day"`
		At       exportTime `json:"at"`
		Prompt   string     `json:"prompt,omitempty"`
		Text     string     `json:"text"`
		Boundary ident.ID   `json:"boundary,omitempty"`
	}
	exportHelp struct {
		Text string    `json:"text"`
		Day  exportDay `json:"day"`
	}
)

// exportDay and exportTime are a day and a time in JSON. One that cannot be is an error of
// its record, and not of the document.
type (
	exportDay struct {
		calendar.Day
		err error
	}
	exportTime struct {
		time.Time
		offset calendar.Offset // of the clock that it was lived by
		err    error
	}
)

func (d *exportDay) UnmarshalText(b []byte) error {
	if d.Day, d.err = calendar.ParseDay(string(b)); d.err == nil && d.Day < calendar.FirstDay {
		d.err = refusal.BadInput("%s is before 1900", d.Day)
	}
	return nil
}

func (t *exportTime) UnmarshalJSON(b []byte) error {
	var text string
	if err := json.Unmarshal(b, &text); err != nil {
		return err
	}
	at, err := time.Parse(time.RFC3339, text)
	t.Time, t.offset = calendar.Second(at), calendar.Offset{}
	if year := t.Year(); err != nil || year < 1 || year > 9999 {
		t.err = refusal.BadInput("%q is no time; a time is written 2026-11-22T09:00:00Z", bundle.Shorten(text))
		return nil
	}
	// Z, and -00:00 in RFC 3339, say that the offset is unknown.
	if strings.HasSuffix(text, "Z") || strings.HasSuffix(text, "-00:00") {
		return nil
	}
	_, east := at.Zone()
	known := false
	if t.offset, known = calendar.OffsetEast(int64(east)); !known {
		t.err = refusal.BadInput("No clock is as far from UTC as that of %q; a time is written 2026-11-22T09:00:00+01:00", bundle.Shorten(text))
	}
	return nil
}

// MarshalJSON writes the time with its offset, or in UTC, with a Z, where that is unknown.
func (t exportTime) MarshalJSON() ([]byte, error) {
	if _, known := t.offset.East(); !known {
		return t.Time.MarshalJSON()
	}
	return json.Marshal(t.offset.In(t.Time, time.UTC).Format("2006-01-02T15:04:05-07:00"))
}

func exportedTime(t time.Time) exportTime { return exportTime{Time: t} }

func exportedHabit(h habits.Habit) exportHabit {
	e := exportHabit{
		ID: h.ID, Name: h.Name, Area: h.Area, Key: h.Key, Why: h.Why, Plan: h.Plan, Position: h.Position,
		Created: exportDay{Day: h.Created}, Origin: h.Origin, Counted: h.Counted,
	}
	if h.Archived != nil {
		e.Archived = &exportDay{Day: *h.Archived}
	}
	for _, g := range h.Goals {
		goal := exportGoal{From: exportDay{Day: g.From}, Measure: g.Measure.String(), Unit: g.Unit, Schedule: g.Schedule.String()}
		if g.Measure.Counts() {
			target := g.Target.In(g.Unit)
			goal.Target = &target
		}
		e.Goals = append(e.Goals, goal)
	}
	return e
}

func exportedEntry(h habits.Habit, d habits.Dated) exportEntry {
	e := exportEntry{Day: exportDay{Day: d.Day}, Note: d.Note}
	switch d.State {
	case habits.Unknown:
	case habits.Measured:
		n := d.Amount.In(h.GoalOn(d.Day).Unit)
		e.Amount = &n
	default:
		e.State = d.State.String()
	}
	return e
}

func exportedBoundary(b boundary.Boundary) exportBoundary {
	e := exportBoundary{
		ID: b.ID, Name: b.Name, Since: exportedTime(b.Since), Okay: b.Okay, NotOkay: b.NotOkay, Why: b.Why, Said: b.Said, Plan: b.Plan,
		Position: b.Position, Events: []exportEvent{},
	}
	if b.Ended != nil {
		e.Ended, e.EndedAt = b.Ended.How.String(), &exportTime{Time: b.Ended.At}
	}
	for _, event := range b.Events {
		e.Events = append(e.Events, exportedEvent(event))
	}
	return e
}

func exportedEvent(e boundary.Event) exportEvent {
	return exportEvent{
		ID: e.ID, Kind: e.Kind.String(), At: exportTime{Time: e.At, offset: e.Offset}, Day: exportDay{Day: e.Day}, Strength: e.Strength, Trigger: e.Trigger,
		Helped: e.Helped, Note: e.Note, Next: e.Next, Slipped: e.Slipped,
	}
}

func exportedMood(m journal.Mood) exportMood {
	return exportMood{m.ID, exportTime{Time: m.At, offset: m.Offset}, exportDay{Day: m.Day}, m.Rating, m.Note}
}

func exportedReflection(r journal.Reflection) exportReflection {
	return exportReflection{r.ID, exportDay{Day: r.Day}, exportTime{Time: r.At, offset: r.Offset}, r.Prompt, r.Text, r.Boundary}
}

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
