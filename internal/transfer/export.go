package transfer

import (
	"time"

	"selfcare/internal/habits"
)

// version is that of the export that this program writes. A program reads its own and
// earlier ones; a field that is added is a version more.
const version = 1

// The parts of an export, as they stand in JSON. Amounts and targets are in the unit of the
// goal of their day; each is written with as many digits as bring it back exactly.
type (
	exportHabit struct {
		ID       habits.ID     `json:"id"`
		Name     string        `json:"name"`
		Area     string        `json:"area"`
		Key      string        `json:"key,omitempty"`
		Why      string        `json:"why,omitempty"`
		Plan     string        `json:"plan,omitempty"`
		Position int           `json:"position"`
		Created  habits.Day    `json:"created"`
		Archived *habits.Day   `json:"archived,omitempty"`
		Origin   string        `json:"origin,omitempty"`
		Counted  *habits.Unit  `json:"counted,omitempty"`
		Goals    []exportGoal  `json:"goals"`
		Entries  []exportEntry `json:"entries"`
	}
	exportGoal struct {
		From     habits.Day  `json:"from"`
		Measure  string      `json:"measure"`
		Target   *float64    `json:"target,omitempty"`
		Unit     habits.Unit `json:"unit,omitempty"`
		Schedule string      `json:"schedule"`
	}
	exportEntry struct {
		Day    habits.Day `json:"day"`
		State  string     `json:"state,omitempty"`
		Amount *float64   `json:"amount,omitempty"`
		Note   string     `json:"note,omitempty"`
	}
	exportMood struct {
		ID     habits.ID  `json:"id"`
		At     time.Time  `json:"at"`
		Day    habits.Day `json:"day"`
		Rating int        `json:"rating"`
		Note   string     `json:"note,omitempty"`
	}
	exportBoundary struct {
		ID       habits.ID     `json:"id"`
		Name     string        `json:"name"`
		Since    time.Time     `json:"since"`
		Okay     []string      `json:"okay,omitempty"`
		NotOkay  []string      `json:"not_okay,omitempty"`
		Why      []string      `json:"why,omitempty"`
		Said     string        `json:"said,omitempty"`
		Plan     string        `json:"plan,omitempty"`
		Position int           `json:"position"`
		Ended    string        `json:"ended,omitempty"`
		EndedAt  *time.Time    `json:"ended_at,omitempty"`
		Events   []exportEvent `json:"events"`
	}
	exportEvent struct {
		ID       habits.ID  `json:"id"`
		Kind     string     `json:"kind"`
		At       time.Time  `json:"at"`
		Day      habits.Day `json:"day"`
		Strength *int       `json:"strength,omitempty"`
		Trigger  string     `json:"trigger,omitempty"`
		Helped   []string   `json:"helped,omitempty"`
		Note     string     `json:"note,omitempty"`
		Next     string     `json:"next,omitempty"`
		Slipped  bool       `json:"slipped,omitempty"`
	}
	exportReflection struct {
		ID       habits.ID  `json:"id"`
		Day      habits.Day `json:"day"`
		At       time.Time  `json:"at"`
		Prompt   string     `json:"prompt,omitempty"`
		Text     string     `json:"text"`
		Boundary habits.ID  `json:"boundary,omitempty"`
	}
	exportHelp struct {
		Text string     `json:"text"`
		Day  habits.Day `json:"day"`
	}
)

func exportedHabit(h habits.Habit) exportHabit {
	e := exportHabit{
		ID: h.ID, Name: h.Name, Area: h.Area, Key: h.Key, Why: h.Why, Plan: h.Plan, Position: h.Position,
		Created: h.Created, Archived: h.Archived, Origin: h.Origin, Counted: h.Counted,
	}
	for _, g := range h.Goals {
		goal := exportGoal{From: g.From, Measure: g.Measure.String(), Unit: g.Unit, Schedule: g.Schedule.String()}
		if g.Measure.Counts() {
			target := g.Target.In(g.Unit)
			goal.Target = &target
		}
		e.Goals = append(e.Goals, goal)
	}
	return e
}

func exportedEntry(h habits.Habit, d habits.Dated) exportEntry {
	e := exportEntry{Day: d.Day, Note: d.Note}
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

func exportedBoundary(b habits.Boundary) exportBoundary {
	e := exportBoundary{
		ID: b.ID, Name: b.Name, Since: b.Since, Okay: b.Okay, NotOkay: b.NotOkay, Why: b.Why, Said: b.Said, Plan: b.Plan,
		Position: b.Position, Events: []exportEvent{},
	}
	if b.Ended != nil {
		e.Ended, e.EndedAt = b.Ended.How.String(), &b.Ended.At
	}
	for _, event := range b.Events {
		e.Events = append(e.Events, exportedEvent(event))
	}
	return e
}

func exportedEvent(e habits.Event) exportEvent {
	return exportEvent{
		ID: e.ID, Kind: e.Kind.String(), At: e.At, Day: e.Day, Strength: e.Strength, Trigger: e.Trigger,
		Helped: e.Helped, Note: e.Note, Next: e.Next, Slipped: e.Slipped,
	}
}

func exportedMood(m habits.Mood) exportMood {
	return exportMood{m.ID, m.At, m.Day, m.Rating, m.Note}
}

func exportedReflection(r habits.Reflection) exportReflection {
	return exportReflection{r.ID, r.Day, r.At, r.Prompt, r.Text, r.Boundary}
}

// habit is the habit that was exported, or a refusal of one that no program of ours wrote.
func (e exportHabit) habit() (habits.Habit, error) {
	h := habits.Habit{
		ID: e.ID, Name: e.Name, Area: e.Area, Key: e.Key, Why: e.Why, Plan: e.Plan, Position: e.Position,
		Created: e.Created, Archived: e.Archived, Origin: e.Origin, Counted: e.Counted,
	}
	for i, goal := range e.Goals {
		g := habits.Goal{From: goal.From, Unit: goal.Unit}
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
			return h, habits.Unfit("The goals of %s are not in the order of their days", e.Name)
		}
		if unit, err := habits.ParseUnit(string(g.Unit)); err != nil || unit != g.Unit {
			return h, habits.Unfit("%q is no unit", goal.Unit)
		}
		h.Goals = append(h.Goals, g)
	}
	for _, text := range []*string{&h.Area, &h.Why, &h.Plan, &h.Origin} {
		*text = habits.CleanLine(*text)
	}
	return h, h.Validate()
}

// entry is the entry that was exported.
func (e exportEntry) entry(h habits.Habit) (habits.Dated, error) {
	d := habits.Dated{Day: e.Day, Entry: habits.Entry{Note: habits.CleanText(e.Note)}}
	switch {
	case e.Day < habits.FirstDay:
		return d, habits.Unfit("%s is before 1900", e.Day)
	case e.Amount != nil && e.State != "":
		return d, habits.Unfit("An amount does not go with %q", e.State)
	case e.Amount != nil:
		var err error
		if d.Amount, err = habits.AmountOf(*e.Amount, h.GoalOn(e.Day).Unit); err != nil {
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
			return d, habits.Unfit("%q is no state; there are yes, no and skip", e.State)
		}
	}
	return d, d.Validate()
}

func (e exportMood) mood() (habits.Mood, error) {
	m := habits.Mood{ID: e.ID, At: habits.Second(e.At), Day: e.Day, Rating: e.Rating, Note: habits.CleanText(e.Note)}
	return m, m.Validate()
}

func (e exportReflection) reflection() (habits.Reflection, error) {
	r := habits.Reflection{
		ID: e.ID, Day: e.Day, At: habits.Second(e.At), Prompt: habits.CleanLine(e.Prompt), Text: habits.CleanText(e.Text), Boundary: e.Boundary,
	}
	return r, r.Validate()
}

// boundary is the boundary that was exported, with its events.
func (e exportBoundary) boundary() (habits.Boundary, error) {
	clean := func(all []string) []string {
		var cleaned []string
		for _, s := range all {
			cleaned = append(cleaned, habits.CleanText(s))
		}
		return cleaned
	}
	b := habits.Boundary{
		ID: e.ID, Name: e.Name, Since: habits.Second(e.Since), Okay: clean(e.Okay), NotOkay: clean(e.NotOkay), Why: clean(e.Why),
		Said: habits.CleanText(e.Said), Plan: habits.CleanText(e.Plan), Position: e.Position,
	}
	if (e.Ended == "") != (e.EndedAt == nil) {
		return b, habits.Unfit("A boundary has both ended and ended_at, or neither")
	}
	if e.EndedAt != nil {
		b.Ended = &habits.Ending{At: habits.Second(*e.EndedAt)}
		for _, how := range []habits.Outcome{habits.Reopened, habits.LetGo} {
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
	return b, b.Validate()
}

func (e exportEvent) event(under habits.ID) (habits.Event, error) {
	event := habits.Event{
		ID: e.ID, Boundary: under, At: habits.Second(e.At), Day: e.Day, Strength: e.Strength, Trigger: habits.CleanText(e.Trigger),
		Note: habits.CleanText(e.Note), Next: habits.CleanText(e.Next), Slipped: e.Slipped,
	}
	for _, k := range []habits.Kind{habits.Urge, habits.Slip, habits.Contact} {
		if e.Kind == k.String() {
			event.Kind = k
		}
	}
	return event, event.Validate()
}
