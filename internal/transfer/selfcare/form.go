// Package selfcare reads and writes the export of this program: one JSON document with all there is.
package selfcare

import (
	"encoding/json"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer/bundle"
)

// version is that of the export that this program writes. A program reads its own and
// earlier ones; a field that is added is a version more.
const version = 1

// The parts of an export, as they stand in JSON. Amounts and targets are in the unit of the
// goal of their day; each is written with as many digits as bring it back exactly.
type (
	exportHabit struct {
		ID       ident.ID       `json:"id"`
		Name     string         `json:"name"`
		Area     string         `json:"area"`
		Key      string         `json:"key,omitempty"`
		Why      string         `json:"why,omitempty"`
		Plan     string         `json:"plan,omitempty"`
		Position int            `json:"position"`
		Created  exportDay      `json:"created"`
		Archived *exportDay     `json:"archived,omitempty"`
		Origin   string         `json:"origin,omitempty"`
		Counted  *quantity.Unit `json:"counted,omitempty"`
		Goals    []exportGoal   `json:"goals"`
		Entries  []exportEntry  `json:"entries"`
	}
	exportGoal struct {
		From     exportDay     `json:"from"`
		Measure  string        `json:"measure"`
		Target   *float64      `json:"target,omitempty"`
		Unit     quantity.Unit `json:"unit,omitempty"`
		Schedule string        `json:"schedule"`
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
