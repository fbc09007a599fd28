package sample

import (
	"fmt"
	"math/rand/v2"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
)

// Inner returns the change that writes the moods, boundaries and reflections of so many days
// before now: one mood a day, an urge every other evening that comes less often as
// time goes on, one slip.
func Inner(days int, now time.Time) record.Change {
	chance := rand.New(rand.NewPCG(5, 6))
	var c record.Change
	kept := boundary.Boundary{
		ID: "nocontact", Name: "No contact with R.", Since: calendar.Second(now.AddDate(0, 0, -23).Add(-2 * time.Hour)),
		Why:  []string{"I sleep again.", "I stop checking my phone.", "I decide who I am."},
		Plan: "When I want to text, I walk round the block and call Ana.",
	}
	photos := boundary.Boundary{
		ID: "photos", Name: "No old photos after ten", Since: calendar.Second(now.AddDate(0, 0, -17)), Position: 1,
		Plan: "When it is ten, the phone goes to the kitchen.",
	}
	if days > 23 {
		kept.Since = calendar.Second(now.AddDate(0, 0, -days))
	}
	work := boundary.Boundary{
		ID: "work", Name: "Not answering work after eight", Since: calendar.Second(now.AddDate(0, 0, -322)), Position: 2,
		Ended: &boundary.Ending{How: boundary.LetGo, At: calendar.Second(now.AddDate(0, 0, -112))},
	}
	for _, b := range []boundary.Boundary{kept, photos, work} {
		c.Boundaries = append(c.Boundaries, record.Put(b)...)
	}
	event := func(b ident.ID, k boundary.Kind, at time.Time) boundary.Event {
		e := boundary.NewEvent(b, k, at, calendar.DefaultPreferences)
		e.ID = ident.ID(fmt.Sprintf("event%05d", len(c.Events)))
		return e
	}
	mood := 3.0
	for d := range days + 1 {
		evening := now.AddDate(0, 0, d-days).Add(-10 * time.Minute)
		mood = 3.2 + 0.5*(mood-3.2) + 0.8*chance.NormFloat64()
		m := journal.NewMood(evening, max(1, min(5, int(mood+0.5))), "", calendar.DefaultPreferences)
		m.ID = ident.ID(fmt.Sprintf("mood%05d", d))
		c.Moods = append(c.Moods, record.Put(m)...)
		if chance.IntN(2+3*d/days) == 0 && evening.After(kept.Since) {
			e := event("nocontact", boundary.Urge, evening.Add(time.Hour))
			strength := 3 + chance.IntN(6)
			e.Strength, e.Trigger, e.Helped = &strength, "a photo of the lake", []string{"the plan"}
			c.Events = append(c.Events, record.Put(e)...)
		}
	}
	slip := event("photos", boundary.Slip, now.AddDate(0, 0, -6).Add(-time.Hour))
	slip.Note = "Looked at the ones of the lake."
	c.Events = append(c.Events, record.Put(slip)...)
	r := journal.NewReflection(now.Add(-time.Hour), journal.DefaultPrompts[1], "I cooked. Rice and an egg, but at the table, with the radio on.", calendar.DefaultPreferences)
	r.ID = "reflection"
	c.Reflections = record.Put(r)
	return c
}
