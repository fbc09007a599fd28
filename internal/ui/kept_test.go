package ui

import (
	"fmt"
	"time"

	"selfcare/internal/habits"
)

// evening is the time at which states with boundaries are looked at.
var evening = time.Date(2026, time.November, 22, 23, 40, 0, 0, time.UTC)

func at(day int, clock string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", fmt.Sprintf("2026-11-%02d %s", day, clock))
	if err != nil {
		panic(err)
	}
	return t
}

// keptOthers is made up: two boundaries that are kept and one that ended, moods of
// three weeks, words.
func keptOthers() fakeOthers {
	seven := 7
	var o fakeOthers
	noContact := habits.Boundary{
		ID: "nocontact", Name: "No contact with R.", Since: time.Date(2026, 10, 30, 21, 40, 0, 0, time.UTC),
		Why:  []string{"I sleep again.", "I stop checking my phone.", "I decide who I am."},
		Plan: "When I want to text, I walk round the block and call Ana.",
		Okay: []string{"a letter through my sister"}, NotOkay: []string{"calls, visits, messages through friends"},
		Said: "I need no contact from now on. Please don't write.",
	}
	photos := habits.Boundary{
		ID: "photos", Name: "No old photos after ten", Since: time.Date(2026, 11, 5, 22, 0, 0, 0, time.UTC), Position: 1,
		Plan: "When it is ten, the phone goes to the kitchen.",
	}
	work := habits.Boundary{
		ID: "work", Name: "Not answering work after eight", Since: time.Date(2026, 1, 4, 20, 0, 0, 0, time.UTC), Position: 2,
		Ended: &habits.Ending{How: habits.LetGo, At: time.Date(2026, 8, 2, 21, 0, 0, 0, time.UTC)},
	}
	for i := range 9 {
		e := habits.NewEvent("nocontact", habits.Urge, at(2+2*i, "23:10"))
		e.ID = habits.ID(fmt.Sprintf("urge%d", i))
		if i == 8 {
			e.Strength, e.Trigger, e.Helped = &seven, "a photo of the lake", []string{"the plan", "time passing"}
		}
		noContact.Events = append(noContact.Events, e)
	}
	slip := habits.NewEvent("photos", habits.Slip, at(16, "22:00"))
	slip.ID, slip.Note, slip.Next = "slip", "Looked at the ones of the lake.", "Phone in the kitchen."
	photos.Events = []habits.Event{slip}
	o.boundaries = habits.Boundaries{noContact, photos, work}
	for day := 1; day <= 21; day++ {
		m := habits.NewMood(at(day, "21:30"), 2+day*7%4, "")
		m.ID = habits.ID(fmt.Sprintf("mood%02d", day))
		o.moods = append(o.moods, m)
	}
	low, good := habits.NewMood(at(22, "08:10"), 2, "woke at five"), habits.NewMood(at(22, "22:05"), 4, "")
	low.ID, good.ID = "moodlow", "moodgood"
	o.moods = append(o.moods, low, good)
	for i, r := range []habits.Reflection{
		habits.NewReflection(at(22, "23:12"), "What did I do today only for myself?",
			"I cooked. Rice and an egg, but at the table, with the radio on. I did not look at the phone until the kitchen was done. Then I washed up, which I had not done for three days, and sat by the window until it was dark, and thought of nothing much for once."),
		habits.NewReflection(at(21, "21:40"), "", "I walked home the long way."),
	} {
		r.ID = habits.ID(fmt.Sprintf("reflection%d", i))
		o.reflections = append(o.reflections, r)
	}
	o.help = habits.HelpLines{Text: "Ana, any hour\nThe crisis line: 0800 000 000", Day: habits.DateOf(2026, 10, 30)}
	return o
}
