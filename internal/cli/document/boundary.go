package document

import (
	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
)

// Boundary is a boundary in the list of all.
type Boundary struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Since   string  `json:"since"`
	Run     int     `json:"run_days"`
	Longest int     `json:"longest_days"`
	Kept    int     `json:"kept_days"`
	Slips   int     `json:"slips"`
	Urges   int     `json:"urges"`
	Next    *int    `json:"next_milestone"`
	Ended   *string `json:"ended"`

	RiddenOut int     `json:"ridden_out"`
	Contacts  int     `json:"contacts"`
	EndedAt   *string `json:"ended_at"`
}

// BoundaryDetail is all of a boundary.
type BoundaryDetail struct {
	Boundary
	Okay    []string `json:"okay"`
	NotOkay []string `json:"not_okay"`
	Why     []string `json:"why"`
	Said    string   `json:"said"`
	Plan    string   `json:"plan"`
	Runs    []Kept   `json:"runs"`
	Events  []Event  `json:"events"`
}

// Kept is the time between two slips.
type Kept struct {
	From string `json:"from"`
	To   string `json:"to"`
	Days int    `json:"days"`
}

// Event is an urge, a slip or a necessary contact.
type Event struct {
	Kind      string       `json:"kind"`
	ID        string       `json:"id"`
	Boundary  string       `json:"boundary"` // its ID
	At        string       `json:"at"`
	Day       calendar.Day `json:"day"`
	Urge      *int         `json:"urge"`     // how strong an urge was, 0 to 10
	Strength  *int         `json:"strength"` // the same, under its older name
	Trigger   string       `json:"trigger"`
	Helped    []string     `json:"helped"`
	Note      string       `json:"note"`
	Next      string       `json:"next"`
	RiddenOut bool         `json:"ridden_out"`
}

// Boundary returns a boundary in the list of all.
func (m Maker) Boundary(b boundary.Boundary) Boundary {
	k := b.Stats(m.Now)
	j := Boundary{
		ID: string(b.ID), Name: b.Name, Since: m.stamp(b.Since), Run: k.Current, Longest: k.Longest, Kept: k.Kept,
		Slips: k.Slips, Urges: k.Urges, RiddenOut: k.RiddenOut, Contacts: k.Contacts,
	}
	if k.Next > 0 {
		j.Next = &k.Next
	}
	if b.Ended != nil {
		how, at := b.Ended.How.String(), m.stamp(b.Ended.At)
		j.Ended, j.EndedAt = &how, &at
	}
	return j
}

// BoundaryDetail returns all of a boundary.
func (m Maker) BoundaryDetail(b boundary.Boundary) BoundaryDetail {
	some := func(list []string) []string { return append([]string{}, list...) }
	d := BoundaryDetail{
		Boundary: m.Boundary(b), Okay: some(b.Okay), NotOkay: some(b.NotOkay), Why: some(b.Why),
		Said: b.Said, Plan: b.Plan, Runs: []Kept{}, Events: []Event{},
	}
	for _, r := range b.Stats(m.Now).Runs {
		if r.To.Before(r.From) { // the clock was set back
			r.To = r.From
		}
		d.Runs = append(d.Runs, Kept{m.stamp(r.From), m.stamp(r.To), r.Days})
	}
	for _, e := range boundary.EventsByClock(b.Events, m.zone()) {
		d.Events = append(d.Events, m.Event(e))
	}
	return d
}

// Event returns an event.
func (m Maker) Event(e boundary.Event) Event {
	return Event{
		Kind: e.Kind.String(), ID: string(e.ID), Boundary: string(e.Boundary), At: calendar.Stamp(e.Clock(m.zone())), Day: e.Day, Urge: e.Strength, Strength: e.Strength, Trigger: e.Trigger,
		Helped: append([]string{}, e.Helped...), Note: e.Note, Next: e.Next, RiddenOut: e.RiddenOut(),
	}
}

// AddedEvent is an event that was written, and the boundary as it then is.
type AddedEvent struct {
	Event
	Keeping Boundary `json:"keeping"`
}
