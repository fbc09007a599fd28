package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
)

// grammar reads lines with the person's own words, which a line about a habit does not
// need.
func (p *program) grammar(line quickadd.Line, list habits.List, r *db.Reader) (g quickadd.Grammar, err error) {
	switch quickadd.About(line, list) {
	case "":
	case "mood":
		g.Moods = p.settings().MoodWords
	default:
		g.Boundaries, err = r.Boundaries()
	}
	return g, err
}

// moodJSON is a mood.
type moodJSON struct {
	Kind   string       `json:"kind"`
	ID     string       `json:"id"`
	At     string       `json:"at"`
	Day    calendar.Day `json:"day"`
	Rating int          `json:"rating"`
	Word   string       `json:"word"`
	Note   string       `json:"note"`
}

func (p *program) moodOf(m journal.Mood) moodJSON {
	return moodJSON{"mood", string(m.ID), calendar.Stamp(m.Clock(p.here())), m.Day, m.Rating, p.settings().MoodWords.Of(float64(m.Rating)), m.Note}
}

// otherAnswer says what was understood of a line that is about no habit.
func (p *program) otherAnswer(c record.Change, before boundary.List) (string, error) {
	if len(c.Moods) > 0 {
		m := *c.Moods[0].Is
		if p.json {
			return text(p.moodOf(m))
		}
		return p.said(fmt.Sprintf("Mood · %s · %s, %d of 5", p.when(m.Day, m.Clock(p.here())), p.settings().MoodWords.Of(float64(m.Rating)), m.Rating), m.Note), nil
	}
	e, b, err := eventIn(c, before)
	if err != nil {
		return "", err
	}
	if p.json {
		return text(struct {
			eventJSON
			Keeping boundaryJSON `json:"keeping"` // the boundary, as it then is
		}{p.eventOf(e), p.boundaryOf(b)})
	}
	parts := []string{eventNames[e.Kind], b.Name, p.when(e.Day, e.Clock(p.here()))}
	if came := p.cameOf(e, b); came != "" {
		parts = append(parts, came)
	}
	return p.said(strings.Join(parts, " · "), e.Trigger+e.Note), nil
}

// eventIn is the event that a change writes, and its boundary after that.
func eventIn(c record.Change, before boundary.List) (boundary.Event, boundary.Boundary, error) {
	e := *c.Events[0].Is
	book := record.Book{Boundaries: before}
	if err := book.Apply(c); err != nil {
		return e, boundary.Boundary{}, err
	}
	return e, *book.Boundaries.Find(e.Boundary), nil
}

// eventNames name what is written under a boundary.
var eventNames = map[boundary.Kind]string{boundary.Urge: "Urge", boundary.Slip: "Slip", boundary.Contact: "Needed contact"}

// cameOf is what came of an event, or how strong an urge was; nothing where that was not said.
func (p *program) cameOf(e boundary.Event, b boundary.Boundary) string {
	switch {
	case e.Kind == boundary.Slip:
		return "begun again, " + stayKept(b.Stats(p.clock()).EndingAt(e.At).Days)
	case e.Kind == boundary.Contact:
		return "the run goes on, " + phrase.Run(b.Stats(p.clock()), p.preferences())
	case e.Strength != nil:
		return fmt.Sprintf("%d of 10", *e.Strength)
	}
	return ""
}

// stayKept says of the days of a run that they stay.
func stayKept(n int) string {
	switch n {
	case 0:
		return "what was kept stays kept"
	case 1:
		return "1 day stays kept"
	}
	return fmt.Sprintf("%d days stay kept", n)
}

// said ends an answer.
func (p *program) said(text, note string) string {
	if note != "" {
		text += " · with a note"
	}
	return text + " · selfcare undo takes it back"
}

// when is a day and what the clock showed on it, in at's own zone: today 22:05; yesterday Sat
// 21 Nov 12:00. The small hours are those of the night that they belong to.
func (p *program) when(d calendar.Day, at time.Time) string {
	clock := p.preferences().TimeOfDay(at)
	switch today := p.today(); today - d {
	case 0:
		return "today " + clock
	case 1:
		return "yesterday " + d.Short(today) + " " + clock
	default:
		return d.Short(today) + " " + clock
	}
}

// text is a value as JSON on one line.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
