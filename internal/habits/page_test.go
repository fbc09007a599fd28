package habits

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/spelling"
	"selfcare/internal/storytest"
)

// words is everything that was written in words, in the plainest form.
type words struct {
	moods       map[ident.ID]Mood
	reflections map[ident.ID]Reflection
	events      map[ident.ID]Event
	notes       map[noteOf]string
}

// noteOf is a habit's day.
type noteOf struct {
	habit ident.ID
	day   calendar.Day
}

func noWords() words {
	return words{map[ident.ID]Mood{}, map[ident.ID]Reflection{}, map[ident.ID]Event{}, map[noteOf]string{}}
}

// pages is the journal from a day on, made from scratch.
func (w words) pages(from calendar.Day, list List) []Page {
	var pages []Page
	for d := storytest.Sunday + 5; d >= from; d-- {
		p := Page{Day: d}
		for _, m := range w.moods {
			if m.Day == d {
				p.Moods = append(p.Moods, m)
			}
		}
		for _, r := range w.reflections {
			if r.Day == d {
				p.Reflections = append(p.Reflections, r)
			}
		}
		for _, e := range w.events {
			if e.Day == d && e.Trigger+e.Note+e.Next+strings.Join(e.Helped, "") != "" {
				p.Events = append(p.Events, e)
			}
		}
		for _, h := range list {
			if text := w.notes[noteOf{h.ID, d}]; text != "" {
				p.Notes = append(p.Notes, DayNote{h.ID, h.Name, text})
			}
		}
		slices.SortFunc(p.Moods, func(a, b Mood) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
		slices.SortFunc(p.Reflections, func(a, b Reflection) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
		slices.SortFunc(p.Events, func(a, b Event) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
		if len(p.Moods)+len(p.Reflections)+len(p.Events)+len(p.Notes) > 0 {
			pages = append(pages, p)
		}
	}
	return pages
}

// swapIn makes a swap in a map, by ID, in words of its own.
func swapIn[T any](all map[ident.ID]T, s Diff[T], id func(T) ident.ID) {
	if s.Was != nil {
		delete(all, id(*s.Was))
	}
	if s.Is != nil {
		all[id(*s.Is)] = *s.Is
	}
}

func (w words) take(c Change) {
	for _, s := range c.Moods {
		swapIn(w.moods, s, func(m Mood) ident.ID { return m.ID })
	}
	for _, s := range c.Reflections {
		swapIn(w.reflections, s, func(r Reflection) ident.ID { return r.ID })
	}
	for _, s := range c.Events {
		swapIn(w.events, s, func(e Event) ident.ID { return e.ID })
	}
	for _, e := range c.Edits {
		at := noteOf{e.Habit, e.Day}
		switch e.NoteMark {
		case Set:
			w.notes[at] = e.Note
		case Add:
			w.notes[at] = strings.Trim(w.notes[at]+"\n"+e.Note, "\n")
		}
	}
}

// clone is a copy that a change does not reach.
func (w words) clone() words {
	return words{maps.Clone(w.moods), maps.Clone(w.reflections), maps.Clone(w.events), maps.Clone(w.notes)}
}

// writers are the habits of the stories of this file.
func writers() List {
	list := List{checked("Walk"), checked("Read"), checked("Rest")}
	for i := range list {
		list[i].Position = i
	}
	return list
}

// someTime is one of few times of the last days; moving says whether a record that is
// edited may come to another day.
func someTime(t *rapid.T, was time.Time, moving bool) time.Time {
	if !was.IsZero() && !moving {
		return was.Truncate(time.Minute).Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "minutes")) * time.Minute)
	}
	at := time.Date(2026, time.November, 22-rapid.IntRange(0, 5).Draw(t, "days ago"), 12, 0, 0, 0, time.UTC)
	return at.Add(time.Duration(rapid.IntRange(-300, 300).Draw(t, "minutes")) * time.Minute)
}

// someChange is a change of what was written so far, under few IDs.
func someChange(t *rapid.T, w words, list List, moving bool) Change {
	var c Change
	id := rapid.SampledFrom([]ident.ID{"a", "b", "c", "d", "e", "f"}).Draw(t, "id")
	text := rapid.SampledFrom([]string{"", "rain", "sun\nand wind", "tea"}).Draw(t, "text")
	take := rapid.IntRange(0, 3).Draw(t, "take") == 0
	switch rapid.SampledFrom([]string{"mood", "reflection", "event", "note"}).Draw(t, "kind") {
	case "mood":
		had, ok := w.moods[id]
		m := NewMood(someTime(t, had.At, moving), rapid.IntRange(1, 5).Draw(t, "rating"), text, calendar.DefaultPreferences)
		m.ID, m.At = id, m.At.Add(time.Duration(id[0])*time.Second) // no two at once
		c.Moods = []Diff[Mood]{swapOf(had, ok, m, take)}
	case "reflection":
		had, ok := w.reflections[id]
		r := NewReflection(someTime(t, had.At, moving), "", text+"!", calendar.DefaultPreferences)
		r.ID, r.At = id, r.At.Add(time.Duration(id[0])*time.Second)
		c.Reflections = []Diff[Reflection]{swapOf(had, ok, r, take)}
	case "event":
		had, ok := w.events[id]
		e := NewEvent("peace", rapid.SampledFrom([]Kind{Urge, Slip, Contact}).Draw(t, "event"), someTime(t, had.At, moving), calendar.DefaultPreferences)
		e.ID, e.Note, e.At = id, text, e.At.Add(time.Duration(id[0])*time.Second)
		if text == "tea" {
			e.Note, e.Helped = "", []string{"tea"}
		}
		c.Events = []Diff[Event]{swapOf(had, ok, e, take)}
	default:
		e := rapid.SampledFrom(list).Draw(t, "habit").CheckOn(storytest.Sunday - calendar.Day(rapid.IntRange(0, 5).Draw(t, "day")))
		e.NoteMark, e.Note = rapid.SampledFrom([]Step{Leave, Set, Add, Add}).Draw(t, "mark"), text
		if e.NoteMark == Leave {
			e.Note = ""
		}
		c.Edits = []Edit{e}
	}
	return c
}

// swapOf is the swap that takes a record away, where it was there, or writes it.
func swapOf[T any](had T, ok bool, is T, take bool) Diff[T] {
	switch {
	case ok && take:
		return Diff[T]{Was: &had}
	case ok:
		return Diff[T]{Was: &had, Is: &is}
	}
	return Diff[T]{Is: &is}
}

// turnsPages applies random changes to a journal, and compares it with one made from
// scratch after each.
func turnsPages(t *rapid.T, moving bool) {
	list, w := writers(), noWords()
	from := storytest.Sunday - calendar.Day(rapid.IntRange(0, 6).Draw(t, "from"))
	j := Journal{From: from}
	for range rapid.IntRange(1, 30).Draw(t, "changes") {
		c := someChange(t, w, list, moving)
		if rapid.IntRange(0, 4).Draw(t, "two") == 0 {
			after := w.clone()
			after.take(c)
			second := someChange(t, after, list, moving)
			c.Moods, c.Events = append(c.Moods, second.Moods...), append(c.Events, second.Events...)
			c.Reflections, c.Edits = append(c.Reflections, second.Reflections...), append(c.Edits, second.Edits...)
		}
		w.take(c)
		ApplyToJournal(&j, c, list)
		if want := w.pages(from, list); !samePages(j.Pages, want) {
			t.Fatalf("after %+v the pages are\n%+v, want\n%+v", c, j.Pages, want)
		}
	}
}

// samePages compares pages; an empty part and none are the same.
func samePages(got, want []Page) bool {
	return slices.EqualFunc(got, want, func(a, b Page) bool {
		return a.Day == b.Day && slices.Equal(a.Moods, b.Moods) && slices.Equal(a.Reflections, b.Reflections) &&
			slices.EqualFunc(a.Events, b.Events, func(x, y Event) bool { return reflect.DeepEqual(x, y) }) && slices.Equal(a.Notes, b.Notes)
	})
}

func TestPagesAreThoseOfAJournalMadeFromScratch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { turnsPages(t, false) })
}

func TestWhatMovesToAnotherDayLeavesItsPage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { turnsPages(t, true) })
}

func TestReflectionsOfOneTimeStandAsInTheStore(t *testing.T) {
	var j Journal
	for _, id := range []ident.ID{"c", "a", "b"} {
		r := NewReflection(Noon, "", "words of "+string(id), calendar.DefaultPreferences)
		r.ID = id
		ApplyToJournal(&j, Change{Reflections: Put(r)}, nil)
	}
	var order []string
	for _, r := range j.Pages[0].Reflections {
		order = append(order, string(r.ID))
	}
	if got := strings.Join(order, " "); got != "c a b" {
		t.Errorf("the order is %s, not that in which they were written", got)
	}
}

func TestARenamedHabitIsRenamedOnItsPages(t *testing.T) {
	list := writers()
	var j Journal
	ApplyToJournal(&j, Change{Edits: []Edit{list[0].NoteOn(storytest.Sunday, "park"), list[1].NoteOn(storytest.Sunday, "page 7")}}, list)
	list[0].Name, list[0].Position = "Stroll", 9
	list.Sort()
	ApplyToJournal(&j, PutHabits(list[2]), list)
	want := []DayNote{{list[0].ID, "Read", "page 7"}, {list[2].ID, "Stroll", "park"}}
	if got := j.Pages[0].Notes; !slices.Equal(got, want) {
		t.Errorf("the notes are %+v, want %+v", got, want)
	}
}

func TestANoteThatDoesNotFitIsNotOnThePage(t *testing.T) {
	list := writers()
	var j Journal
	ApplyToJournal(&j, Change{Edits: []Edit{list[0].NoteOn(storytest.Sunday, strings.Repeat("x", spelling.MaxNote))}}, list)
	before := j.Pages[0].Notes[0].Text
	more := Edit{Habit: list[0].ID, Day: storytest.Sunday, NoteMark: Add, Note: "y"}
	ApplyToJournal(&j, Change{Edits: []Edit{more, {Habit: "forgotten", Day: storytest.Sunday, NoteMark: Set, Note: "z"}}}, list)
	if len(j.Pages) != 1 || len(j.Pages[0].Notes) != 1 || j.Pages[0].Notes[0].Text != before {
		t.Errorf("the page has %d notes", len(j.Pages[0].Notes))
	}
}

func TestAPageIsMadeWhereThereIsNone(t *testing.T) {
	j := Journal{Pages: []Page{{Day: storytest.Sunday}, {Day: storytest.Sunday - 3}}}
	for _, d := range []calendar.Day{storytest.Sunday + 1, storytest.Sunday, storytest.Sunday - 2, storytest.Sunday - 3, storytest.Sunday - 9} {
		if p := j.Page(d); p.Day != d || !p.IsEmpty() {
			t.Errorf("the page of %s is %+v", d, p)
		}
	}
	var days []calendar.Day
	for _, p := range j.Pages {
		days = append(days, p.Day)
	}
	if want := []calendar.Day{storytest.Sunday + 1, storytest.Sunday, storytest.Sunday - 2, storytest.Sunday - 3, storytest.Sunday - 9}; !slices.Equal(days, want) {
		t.Errorf("the pages are of %v", days)
	}
}

// aJournal has a page with each part, and one with a mood that has no words.
func aJournal() Journal {
	list := writers()
	urge := NewEvent("peace", Urge, Noon, calendar.DefaultPreferences)
	urge.Trigger, urge.Helped = "a photo of the LAKE", []string{"the plan", "tea"}
	slip := NewEvent("peace", Slip, Noon.Add(time.Hour), calendar.DefaultPreferences)
	slip.Note, slip.Next = "I wrote back", "call Sam"
	j := Journal{From: storytest.Sunday - 9, Whole: true}
	ApplyToJournal(&j, Change{
		Moods:       []Diff[Mood]{{Is: new(NewMood(Noon, 4, "slept well", calendar.DefaultPreferences))}, {Is: new(NewMood(Noon.AddDate(0, 0, -1), 2, "", calendar.DefaultPreferences))}},
		Reflections: Put(NewReflection(Noon, "What was hard today?", "Straßenlärm\nand rain", calendar.DefaultPreferences)),
		Events:      []Diff[Event]{{Is: &urge}, {Is: &slip}},
		Edits:       []Edit{list[0].NoteOn(storytest.Sunday-2, "park, with Sam"), list[1].NoteOn(storytest.Sunday-2, "page 7")},
	}, list)
	return j
}

// found is what a filter leaves, by kind.
func found(j Journal) string {
	var parts []string
	for _, p := range j.Pages {
		for _, m := range p.Moods {
			parts = append(parts, fmt.Sprint("mood ", m.Rating))
		}
		for range p.Reflections {
			parts = append(parts, "reflection")
		}
		for _, e := range p.Events {
			parts = append(parts, e.Kind.String())
		}
		for _, n := range p.Notes {
			parts = append(parts, n.Name)
		}
	}
	return strings.Join(parts, ", ")
}

func TestAJournalIsFilteredByItsWords(t *testing.T) {
	j := aJournal()
	all := found(j)
	for text, want := range map[string]string{
		"":                    all,
		"  ":                  all,
		"slept":               "mood 4",
		"HARD today":          "reflection",
		"strassenlärm":        "reflection",
		"lärm and rain":       "reflection", // over the end of a line
		"lake":                "urge",
		"tea":                 "urge",
		"wrote":               "slip",
		"call sam":            "slip",
		"sam":                 "slip, Walk",
		"walk":                "Walk",
		"page":                "Read",
		"ｐａｇｅ　７":              "Read",
		"ar":                  "reflection, Walk",
		"nothing like this":   "",
		"an urge":             "",
		"2026":                "",
		"lake the plan tea x": "",
	} {
		got := j.Filter(text)
		if found(got) != want {
			t.Errorf("%q finds %s, want %s", text, found(got), want)
		}
		if got.From != j.From || got.Whole != j.Whole || slices.ContainsFunc(got.Pages, Page.IsEmpty) {
			t.Errorf("%q leaves %+v", text, got)
		}
	}
	if found(j) != all {
		t.Error("the journal itself was changed")
	}
}
