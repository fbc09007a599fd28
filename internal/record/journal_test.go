package record

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/recordtest"
	"selfcare/internal/storytest"
)

// words is everything that was written in words, in the plainest form.
type words struct {
	moods       map[ident.ID]journal.Mood
	reflections map[ident.ID]journal.Reflection
	events      map[ident.ID]boundary.Event
	notes       map[noteOf]string
}

// noteOf is a habit's day.
type noteOf struct {
	habit ident.ID
	day   calendar.Day
}

func noWords() words {
	return words{map[ident.ID]journal.Mood{}, map[ident.ID]journal.Reflection{}, map[ident.ID]boundary.Event{}, map[noteOf]string{}}
}

// pages is the journal from a day on, made from scratch.
func (w words) pages(from calendar.Day, list habits.List) []journal.Page {
	var pages []journal.Page
	for d := storytest.Sunday + 5; d >= from; d-- {
		p := journal.Page{Day: d}
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
				p.Notes = append(p.Notes, journal.DayNote{Habit: h.ID, Name: h.Name, Text: text})
			}
		}
		slices.SortFunc(p.Moods, func(a, b journal.Mood) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
		slices.SortFunc(p.Reflections, func(a, b journal.Reflection) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
		slices.SortFunc(p.Events, func(a, b boundary.Event) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
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
		swapIn(w.moods, s, func(m journal.Mood) ident.ID { return m.ID })
	}
	for _, s := range c.Reflections {
		swapIn(w.reflections, s, func(r journal.Reflection) ident.ID { return r.ID })
	}
	for _, s := range c.Events {
		swapIn(w.events, s, func(e boundary.Event) ident.ID { return e.ID })
	}
	for _, e := range c.Edits {
		at := noteOf{e.Habit, e.Day}
		switch e.NoteMark {
		case habits.Set:
			w.notes[at] = e.Note
		case habits.Add:
			w.notes[at] = strings.Trim(w.notes[at]+"\n"+e.Note, "\n")
		}
	}
}

// clone is a copy that a change does not reach.
func (w words) clone() words {
	return words{maps.Clone(w.moods), maps.Clone(w.reflections), maps.Clone(w.events), maps.Clone(w.notes)}
}

// writers are the habits of the stories of this file.
func writers() habits.List {
	list := habits.List{recordtest.Checked("Walk"), recordtest.Checked("Read"), recordtest.Checked("Rest")}
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
func someChange(t *rapid.T, w words, list habits.List, moving bool) Change {
	var c Change
	id := rapid.SampledFrom([]ident.ID{"a", "b", "c", "d", "e", "f"}).Draw(t, "id")
	text := rapid.SampledFrom([]string{"", "rain", "sun\nand wind", "tea"}).Draw(t, "text")
	take := rapid.IntRange(0, 3).Draw(t, "take") == 0
	switch rapid.SampledFrom([]string{"mood", "reflection", "event", "note"}).Draw(t, "kind") {
	case "mood":
		had, ok := w.moods[id]
		m := journal.NewMood(someTime(t, had.At, moving), rapid.IntRange(1, 5).Draw(t, "rating"), text, calendar.DefaultPreferences)
		m.ID, m.At = id, m.At.Add(time.Duration(id[0])*time.Second) // no two at once
		c.Moods = []Diff[journal.Mood]{swapOf(had, ok, m, take)}
	case "reflection":
		had, ok := w.reflections[id]
		r := journal.NewReflection(someTime(t, had.At, moving), "", text+"!", calendar.DefaultPreferences)
		r.ID, r.At = id, r.At.Add(time.Duration(id[0])*time.Second)
		c.Reflections = []Diff[journal.Reflection]{swapOf(had, ok, r, take)}
	case "event":
		had, ok := w.events[id]
		e := boundary.NewEvent("peace", rapid.SampledFrom([]boundary.Kind{boundary.Urge, boundary.Slip, boundary.Contact}).Draw(t, "event"), someTime(t, had.At, moving), calendar.DefaultPreferences)
		e.ID, e.Note, e.At = id, text, e.At.Add(time.Duration(id[0])*time.Second)
		if text == "tea" {
			e.Note, e.Helped = "", []string{"tea"}
		}
		c.Events = []Diff[boundary.Event]{swapOf(had, ok, e, take)}
	default:
		e := rapid.SampledFrom(list).Draw(t, "habit").CheckOn(storytest.Sunday - calendar.Day(rapid.IntRange(0, 5).Draw(t, "day")))
		e.NoteMark, e.Note = rapid.SampledFrom([]habits.Step{habits.Leave, habits.Set, habits.Add, habits.Add}).Draw(t, "mark"), text
		if e.NoteMark == habits.Leave {
			e.Note = ""
		}
		c.Edits = []habits.Edit{e}
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

// aWritersBook returns a book of the habits and a boundary of the stories of this file.
func aWritersBook(list habits.List) *Book {
	b := &Book{Boundaries: boundary.List{recordtest.Kept("Peace")}}
	for _, h := range list {
		b.Rows = append(b.Rows, Row{Habit: h})
	}
	return b
}

// shows makes a change in a book, and shows it on the pages.
func shows(t rapid.TB, b *Book, j *journal.Journal, c Change) {
	t.Helper()
	e, err := b.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	e.Show(j, b.List())
}

// turnsPages applies random changes to a journal, and compares it with one made from
// scratch after each.
func turnsPages(t *rapid.T, moving bool) {
	list, w := writers(), noWords()
	from := storytest.Sunday - calendar.Day(rapid.IntRange(0, 6).Draw(t, "from"))
	j, b := journal.Journal{From: from}, aWritersBook(list)
	b.From = from + calendar.Day(rapid.IntRange(-3, 3).Draw(t, "held"))
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
		shows(t, b, &j, c)
		if want := w.pages(from, list); !samePages(j.Pages, want) {
			t.Fatalf("after %+v the pages are\n%+v, want\n%+v", c, j.Pages, want)
		}
	}
}

// samePages compares pages; an empty part and none are the same.
func samePages(got, want []journal.Page) bool {
	return slices.EqualFunc(got, want, func(a, b journal.Page) bool {
		return a.Day == b.Day && slices.Equal(a.Moods, b.Moods) && slices.Equal(a.Reflections, b.Reflections) &&
			slices.EqualFunc(a.Events, b.Events, func(x, y boundary.Event) bool { return reflect.DeepEqual(x, y) }) && slices.Equal(a.Notes, b.Notes)
	})
}

func TestPagesAreThoseOfAJournalMadeFromScratch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { turnsPages(t, false) })
}

func TestWhatMovesToAnotherDayLeavesItsPage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { turnsPages(t, true) })
}

func TestReflectionsOfOneTimeStandAsInTheStore(t *testing.T) {
	var j journal.Journal
	b := aWritersBook(nil)
	for _, id := range []ident.ID{"c", "a", "b"} {
		r := journal.NewReflection(storytest.Noon, "", "words of "+string(id), calendar.DefaultPreferences)
		r.ID = id
		shows(t, b, &j, Change{Reflections: Put(r)})
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
	var j journal.Journal
	b := aWritersBook(list)
	shows(t, b, &j, Change{Edits: []habits.Edit{list[0].NoteOn(storytest.Sunday, "park"), list[1].NoteOn(storytest.Sunday, "page 7")}})
	list[0].Name, list[0].Position = "Stroll", 9
	shows(t, b, &j, PutHabits(list[0]))
	want := []journal.DayNote{{Habit: list[1].ID, Name: "Read", Text: "page 7"}, {Habit: list[0].ID, Name: "Stroll", Text: "park"}}
	if got := j.Pages[0].Notes; !slices.Equal(got, want) {
		t.Errorf("the notes are %+v, want %+v", got, want)
	}
}

// The journal may show days that the book does not hold: it knows nothing of what was there.
func TestWhatTheBookDoesNotHoldLeavesItsPage(t *testing.T) {
	list := writers()
	b := aWritersBook(list)
	b.From = storytest.Sunday + 9
	old := journal.NewMood(storytest.Noon, 3, "rain", calendar.DefaultPreferences)
	wrote := journal.NewReflection(storytest.Noon, "", "sleep", calendar.DefaultPreferences)
	j := journal.Journal{Pages: []journal.Page{{
		Day: storytest.Sunday, Moods: journal.Moods{old}, Reflections: []journal.Reflection{wrote}, Notes: []journal.DayNote{{Habit: "Walk", Name: "Walk", Text: "park"}},
	}}}
	shows(t, b, &j, Change{Edits: []habits.Edit{{Habit: "Walk", Day: storytest.Sunday, NoteMark: habits.Set}}})
	shows(t, b, &j, Change{Moods: Take(old)})
	shows(t, b, &j, Change{Reflections: Take(wrote)})
	if len(j.Pages) != 0 || len(b.Moods) != 0 {
		t.Errorf("left are %+v and %+v", j.Pages, b.Moods)
	}
}
