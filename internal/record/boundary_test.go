package record

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/recordtest"
	"selfcare/internal/storytest"
)

func TestAnEventNeedsItsBoundary(t *testing.T) {
	gone := recordtest.Ended("Gone", 2)
	old := boundary.NewEvent(gone.ID, boundary.Urge, storytest.Noon.AddDate(0, 0, -4), calendar.DefaultPreferences)
	gone.Events = []boundary.Event{old}
	bs := boundary.List{recordtest.Kept("Here"), gone}
	edited := old
	edited.Note, edited.At = "it passed", old.At.Add(time.Hour)
	for _, c := range []struct {
		name string
		e    boundary.Event
		want string
	}{
		{"a new one", boundary.NewEvent("here", boundary.Slip, storytest.Noon, calendar.DefaultPreferences), ""},
		{"of none that is there", boundary.NewEvent("forgotten", boundary.Slip, storytest.Noon, calendar.DefaultPreferences), "is no longer there"},
		{"a new one after the end", boundary.NewEvent("gone", boundary.Contact, storytest.Noon, calendar.DefaultPreferences), "Gone has ended"},
		{"one that was there before the end", edited, ""},
		{"not fit at all", boundary.Event{Boundary: "here"}, "needs a kind"},
	} {
		_, err := (&Book{Boundaries: slices.Clone(bs)}).Apply(Change{Events: Put(c.e)})
		if c.want != "" {
			storytest.IsRefused(t, err, c.want)
		} else if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAChangeIsLookedAtAsItLeavesTheBoundaries(t *testing.T) {
	peace, work, gone := recordtest.Kept("Peace"), recordtest.Kept("Work"), recordtest.Ended("Gone", 2)
	gone.Events = []boundary.Event{boundary.NewEvent("gone", boundary.Urge, storytest.Noon.AddDate(0, 0, -4), calendar.DefaultPreferences)}
	bs := boundary.List{peace, work, gone}
	other := recordtest.Kept("Peace")
	other.ID = "other"
	named := func(b boundary.Boundary, name string) boundary.Boundary {
		b.Name = name
		return b
	}
	put := func(all ...boundary.Boundary) (swaps []Diff[boundary.Boundary]) {
		for _, b := range all {
			swaps = append(swaps, Put(b)...)
		}
		return swaps
	}
	event := func(id ident.ID) []Diff[boundary.Event] {
		return Put(boundary.NewEvent(id, boundary.Urge, storytest.Noon, calendar.DefaultPreferences))
	}
	for _, c := range []struct {
		name   string
		change Change
		want   string
	}{
		{"nothing", Change{}, ""},
		{"two that swap their names", Change{Boundaries: put(named(peace, "Work"), named(work, "Peace"))}, ""},
		{"two of one new name", Change{Boundaries: put(recordtest.Kept("A"), named(recordtest.Kept("B"), "a"))}, "called"},
		{"a name that is let go of", Change{Boundaries: put(named(peace, "Quiet"), other)}, ""},
		{"a name whose boundary ends", Change{Boundaries: append(EndBoundary(peace, boundary.LetGo, storytest.Noon, nil).Boundaries, put(other)...)}, ""},
		{"a name whose boundary is taken away", Change{Boundaries: append(Take(peace), put(other)...)}, ""},
		{"a name that is taken", Change{Boundaries: put(other)}, "called Peace already"},
		{"an event of a new one", Change{Boundaries: put(recordtest.Kept("New")), Events: event("new")}, ""},
		{"an event of one that was ended elsewhere", Change{Boundaries: put(recordtest.Ended("Old", 9)), Events: event("old")}, ""},
		{"an event of one that ends with it", Change{Boundaries: EndBoundary(peace, boundary.LetGo, storytest.Noon, nil).Boundaries, Events: event("peace")}, ""},
		{"an event of one that had ended", Change{Events: event("gone")}, "Gone has ended"},
		{"an event of one that is taken away with it", Change{Boundaries: Take(peace), Events: event("peace")}, "is no longer there"},
		{"an event of none", Change{Events: append(event("peace"), event("forgotten")...)}, "is no longer there"},
		{"an event that was there", Change{Events: Put(gone.Events[0])}, ""},
		{"an event that is taken away", Change{Events: Take(boundary.NewEvent("forgotten", boundary.Urge, storytest.Noon, calendar.DefaultPreferences))}, ""},
		{"one that is not fit", Change{Boundaries: put(recordtest.Kept("New"), recordtest.Kept(""))}, "needs a name"},
	} {
		_, err := (&Book{Boundaries: slices.Clone(bs)}).Apply(c.change)
		if c.want != "" {
			storytest.IsRefused(t, err, c.want)
			if t.Failed() {
				t.Fatal(c.name)
			}
		} else if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if called(bs) != "Peace, Work, Gone." || len(bs[2].Events) != 1 {
		t.Errorf("the boundaries themselves became %s", called(bs))
	}
}

func TestEndingABoundaryKeepsAllOfIt(t *testing.T) {
	b := recordtest.Kept("No contact")
	b.Why, b.Events = []string{"peace"}, []boundary.Event{boundary.NewEvent(b.ID, boundary.Urge, storytest.Noon, calendar.DefaultPreferences)}
	now := storytest.In(storytest.Berlin, "2026-11-22T22:15:00+01:00").Add(300 * time.Millisecond)
	words := []journal.Reflection{journal.NewReflection(now, boundary.LetGoPrompt, "evenings", calendar.DefaultPreferences), journal.NewReflection(now, "", "sleep", calendar.DefaultPreferences)}
	c := EndBoundary(b, boundary.LetGo, now, words)
	if b.Ended != nil || words[0].Boundary != "" {
		t.Fatal("what was given was changed")
	}
	s := c.Boundaries[0]
	if len(c.Boundaries) != 1 || !reflect.DeepEqual(*s.Was, b) || s.Is.Ended.How != boundary.LetGo || !s.Is.Ended.At.Equal(calendar.Second(now)) {
		t.Errorf("got %+v", s)
	}
	if s.Is.Ended.At.Nanosecond() != 0 || s.Is.Ended.At.Location() != time.UTC || s.Is.Name != b.Name || s.Is.Since != b.Since {
		t.Errorf("it ended as %+v", s.Is)
	}
	if len(c.Reflections) != 2 || c.Reflections[0].Is.Text != "evenings" || c.Reflections[1].Is.Text != "sleep" {
		t.Fatalf("the words are %+v", c.Reflections)
	}
	for _, r := range c.Reflections {
		if r.Is.Boundary != b.ID || r.Was != nil {
			t.Errorf("%+v is not of the boundary", r.Is)
		}
	}
	if c := EndBoundary(b, boundary.Reopened, now, nil); len(c.Reflections) != 0 || c.Boundaries[0].Is.Ended.How != boundary.Reopened {
		t.Errorf("got %+v", c)
	}
}

func TestABookTakesBoundariesAndTheirEvents(t *testing.T) {
	var b Book
	apply := func(c Change) {
		t.Helper()
		if _, err := b.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	peace, work := recordtest.Kept("Peace"), recordtest.Kept("Work")
	peace.Position, work.Position = 1, 0
	apply(Change{Boundaries: []Diff[boundary.Boundary]{{Is: &peace}, {Is: &work}}})
	late, early := boundary.NewEvent(peace.ID, boundary.Urge, storytest.Noon, calendar.DefaultPreferences), boundary.NewEvent(peace.ID, boundary.Slip, storytest.Noon.AddDate(0, 0, -2), calendar.DefaultPreferences)
	apply(Change{Events: Put(late)})
	apply(Change{Events: Put(early)})
	if got := called(b.Boundaries); got != "Work, Peace" {
		t.Errorf("the boundaries are %s", got)
	}
	if es := b.Boundaries.Find(peace.ID).Events; len(es) != 2 || es[0].ID != early.ID {
		t.Errorf("the events are %+v", es)
	}

	peace.Name, peace.Position = "Quiet", -1 // the caller's own has no events
	apply(Change{Boundaries: []Diff[boundary.Boundary]{{Is: &peace}}})
	if got := b.Boundaries[0]; got.Name != "Quiet" || len(got.Events) != 2 {
		t.Errorf("renamed it is %+v", got)
	}
	edited := late
	edited.At = storytest.Noon.AddDate(0, 0, -5)
	apply(Change{Events: []Diff[boundary.Event]{{Was: &late, Is: &edited}}})
	if es := b.Boundaries[0].Events; len(es) != 2 || es[0].ID != late.ID {
		t.Errorf("after an edit of its time the events are %+v", es)
	}
	apply(Change{Events: Take(early)})
	if es := b.Boundaries[0].Events; len(es) != 1 || es[0].ID != late.ID {
		t.Errorf("without the slip the events are %+v", es)
	}
	apply(EndBoundary(peace, boundary.LetGo, storytest.Noon, nil))
	if got := called(b.Boundaries); got != "Work, Quiet." || len(b.Boundaries[1].Events) != 1 {
		t.Errorf("after the end the boundaries are %s", got)
	}
	apply(Change{Boundaries: Take(work)})
	apply(Change{Boundaries: Take(work), Events: []Diff[boundary.Event]{{}}})
	if got := called(b.Boundaries); got != "Quiet." {
		t.Errorf("the boundaries are %s", got)
	}
}

func TestAnEventMayMoveToAnotherBoundary(t *testing.T) {
	b := Book{Boundaries: boundary.List{recordtest.Kept("Peace"), recordtest.Kept("Work")}}
	was := boundary.NewEvent("peace", boundary.Urge, storytest.Noon, calendar.DefaultPreferences)
	is := was
	is.Boundary = "work"
	for _, c := range []Change{{Events: Put(was)}, {Events: []Diff[boundary.Event]{{Was: &was, Is: &is}}}} {
		if _, err := b.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	if len(b.Boundaries[0].Events) != 0 || len(b.Boundaries[1].Events) != 1 {
		t.Errorf("it is under %+v", b.Boundaries)
	}
}

// What is looked at while a change is shown stays as it was.
func TestAChangeLeavesWhatIsShownAlone(t *testing.T) {
	b := Book{Boundaries: boundary.List{recordtest.Kept("Peace")}}
	for i := range 5 {
		e := boundary.NewEvent("peace", boundary.Urge, storytest.Noon.Add(time.Duration(i%2-i)*time.Hour), calendar.DefaultPreferences)
		shown := b.Boundaries[0].Events
		before := slices.Clone(shown)
		if _, err := b.Apply(Change{Events: Put(e)}); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(shown, before) {
			t.Fatalf("the events that are shown became %+v", shown)
		}
	}
}
