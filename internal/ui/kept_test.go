package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
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
	noContact := boundary.Boundary{
		ID: "nocontact", Name: "No contact with R.", Since: time.Date(2026, 10, 30, 21, 40, 0, 0, time.UTC),
		Why:  []string{"I sleep again.", "I stop checking my phone.", "I decide who I am."},
		Plan: "When I want to text, I walk round the block and call Ana.",
		Okay: []string{"a letter through my sister"}, NotOkay: []string{"calls, visits, messages through friends"},
		Said: "I need no contact from now on. Please don't write.",
	}
	photos := boundary.Boundary{
		ID: "photos", Name: "No old photos after ten", Since: time.Date(2026, 11, 5, 22, 0, 0, 0, time.UTC), Position: 1,
		Plan: "When it is ten, the phone goes to the kitchen.",
	}
	work := boundary.Boundary{
		ID: "work", Name: "Not answering work after eight", Since: time.Date(2026, 1, 4, 20, 0, 0, 0, time.UTC), Position: 2,
		Ended: &boundary.Ending{How: boundary.LetGo, At: time.Date(2026, 8, 2, 21, 0, 0, 0, time.UTC)},
	}
	for i := range 9 {
		e := boundary.NewEvent("nocontact", boundary.Urge, at(2+2*i, "23:10"), calendar.DefaultPreferences)
		e.ID = ident.ID(fmt.Sprintf("urge%d", i))
		if i == 8 {
			e.Strength, e.Trigger, e.Helped = &seven, "a photo of the lake", []string{"the plan", "time passing"}
		}
		noContact.Events = append(noContact.Events, e)
	}
	slip := boundary.NewEvent("photos", boundary.Slip, at(16, "22:00"), calendar.DefaultPreferences)
	slip.ID, slip.Note, slip.Next = "slip", "Looked at the ones of the lake.", "Phone in the kitchen."
	photos.Events = []boundary.Event{slip}
	o.boundaries = boundary.List{noContact, photos, work}
	for day := 1; day <= 21; day++ {
		m := journal.NewMood(at(day, "21:30"), 2+day*7%4, "", calendar.DefaultPreferences)
		m.ID = ident.ID(fmt.Sprintf("mood%02d", day))
		o.moods = append(o.moods, m)
	}
	low, good := journal.NewMood(at(22, "08:10"), 2, "woke at five", calendar.DefaultPreferences), journal.NewMood(at(22, "22:05"), 4, "", calendar.DefaultPreferences)
	low.ID, good.ID = "moodlow", "moodgood"
	o.moods = append(o.moods, low, good)
	for i, r := range []journal.Reflection{
		journal.NewReflection(at(22, "23:12"), "What did I do today only for myself?", "I cooked. Rice and an egg, but at the table, with the radio on. I did not look at the phone until the kitchen was done. Then I washed up, which I had not done for three days, and sat by the window until it was dark, and thought of nothing much for once.", calendar.DefaultPreferences),

		journal.NewReflection(at(21, "21:40"), "", "I walked home the long way.", calendar.DefaultPreferences),
	} {
		r.ID = ident.ID(fmt.Sprintf("reflection%d", i))
		o.reflections = append(o.reflections, r)
	}
	o.help = journal.HelpLines{Text: "Ana, any hour\nThe crisis line: 0800 000 000", Day: calendar.DateOf(2026, 10, 30)}
	return o
}

// kept is the record of [keptOthers] on its evening, after some keys.
func kept(t testing.TB, keys string, with ...options) *terminal {
	t.Helper()
	return keptOn(keys)(t, with...)
}

// again is the program started once more on what it left in the store.
func (x *terminal) again(with ...options) *terminal {
	x.t.Helper()
	y := newTerminal(x.t, x.store, with...)
	y.now = x.now
	y.look()
	y.run(y.app.Init())
	return y
}

// waysOut are the ways in which a page, or the program, is left.
var waysOut = []string{"esc", "q", "ctrl+c", "hangup"}

// leave leaves in one of the ways, and writes what is then still to be written.
func (x *terminal) leave(way string) {
	x.t.Helper()
	if way == "hangup" {
		x.send(hungUpMsg{})
	} else {
		x.press(way)
	}
	if !x.quit {
		return
	}
	if err := x.app.Drain(); err != nil {
		x.t.Fatalf("after %s: %v", way, err)
	}
}

// boundary is what the store has of a boundary.
func (x *terminal) boundary(id ident.ID) boundary.Boundary {
	x.t.Helper()
	b := x.store.book.Boundaries.Find(id)
	if b == nil {
		x.t.Fatalf("the store has no boundary %s", id)
	}
	return *b
}

// called is what the store has of the boundary with a name.
func (x *terminal) called(name string) boundary.Boundary {
	x.t.Helper()
	for _, b := range x.store.book.Boundaries {
		if b.Name == name {
			return b
		}
	}
	x.t.Fatalf("the store has no boundary called %s:\n%s", name, x.text())
	return boundary.Boundary{}
}

// since are the events that the store has and that were not there at the beginning.
func (x *terminal) since() []boundary.Event {
	var all []boundary.Event
	for _, b := range x.store.book.Boundaries {
		had := keptOthers().boundaries.Find(b.ID)
		for _, e := range b.Events {
			if had == nil || !slices.ContainsFunc(had.Events, func(old boundary.Event) bool { return old.ID == e.ID }) {
				all = append(all, e)
			}
		}
	}
	return all
}

// only is the one event that is new.
func (x *terminal) only() boundary.Event {
	x.t.Helper()
	all := x.since()
	if len(all) != 1 {
		x.t.Fatalf("there are %d new events: %+v", len(all), all)
	}
	return all[0]
}

// unchanged fails unless the store has of moods, boundaries, reflections and help lines
// what it had at the beginning.
func (x *terminal) unchanged() {
	x.t.Helper()
	had, has := keptOthers(), x.store.others()
	if a, b := told(had), told(has); a != b {
		x.t.Errorf("the store has\n%s\nnot\n%s", b, a)
	}
}

// told is all that is kept beside habits, in words that can be compared.
func told(o fakeOthers) string {
	var all []string
	add := func(format string, of ...any) { all = append(all, fmt.Sprintf(format, of...)) }
	for _, m := range o.moods {
		add("mood %+v", m)
	}
	for _, b := range o.boundaries {
		ended := "kept"
		if b.Ended != nil {
			ended = fmt.Sprintf("%+v", *b.Ended)
		}
		add("boundary %s %q %v %q %q %q %q %q %d %s", b.ID, b.Name, b.Since, b.Okay, b.NotOkay, b.Why, b.Said, b.Plan, b.Position, ended)
		for _, e := range b.Events {
			add("event %s %s", strengthOf(e), fmt.Sprint(e.ID, e.Boundary, e.Kind, e.At, e.Day, e.Trigger, e.Helped, e.Note, e.Next, e.Slipped))
		}
	}
	for _, r := range o.reflections {
		add("reflection %+v", r)
	}
	slices.Sort(all)
	add("help %+v", o.help)
	return strings.Join(all, "\n")
}

// strengthOf is the number of an urge, or -.
func strengthOf(e boundary.Event) string {
	if e.Strength == nil {
		return "-"
	}
	return fmt.Sprint(*e.Strength)
}

// reflectionsAbout are what the store has with a prompt.
func (x *terminal) reflectionsAbout(prompt string) []journal.Reflection {
	return slices.DeleteFunc(slices.Clone(x.store.reflections), func(r journal.Reflection) bool { return r.Prompt != prompt })
}

// boundariesLeft leaves only the first boundaries.
func boundariesLeft(n int) func(*fakeOthers) {
	return func(o *fakeOthers) { o.boundaries = o.boundaries[:n] }
}

// keptBut is [kept] on a record that was changed beforehand.
func keptBut(t testing.TB, change func(*fakeOthers), keys string, with ...options) *terminal {
	t.Helper()
	store := newFakeStore(drawn()...)
	others := keptOthers()
	change(&others)
	store.hold(others)
	x := newTerminal(t, store, with...)
	x.now = evening
	x.look()
	x.run(x.app.Init())
	x.press(keys)
	return x
}

// longWords makes words long, and of signs that take two cells, or none.
func longWords(o *fakeOthers) {
	b := &o.boundaries[0]
	b.Name = "こころ and 👩‍👩‍👧‍👦 and " + strings.Repeat("e\u0301", 18)
	b.Why = []string{strings.Repeat("many words and 漢字 and 👩‍👩‍👧‍👦, ", 9), strings.Repeat("x", 150), "صلاة الفجر"}
	b.Plan = strings.Repeat("毎日の散歩", 20)
	b.Okay, b.NotOkay, b.Said = b.Why, b.Why, b.Plan
	b.Events[8].Trigger = strings.Repeat("a photo of the lake and 漢字, ", 12)
	o.reflections[0].Prompt = strings.Repeat("What did I do today only for myself, ", 4) + "and for 👩‍👩‍👧‍👦?"
	o.reflections[0].Text = strings.Repeat("many words and 漢字 and 👩‍👩‍👧‍👦, ", 12) + "\n\n" + strings.Repeat("y", 200)
	o.moods[len(o.moods)-2].Note = strings.Repeat("woke at five 漢字 ", 12)
	o.help.Text = b.Plan + "\n" + b.Name
}

// noWords leaves a boundary nothing but its name.
func noWords(o *fakeOthers) {
	boundariesLeft(1)(o)
	o.boundaries[0].Why, o.boundaries[0].Plan = nil, ""
}
