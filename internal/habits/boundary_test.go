package habits

import (
	"fmt"
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

// noon is the middle of sunday.
var Noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

// kept is a boundary that is kept for three weeks by now; its ID is its name in lower
// case.
func kept(name string) Boundary {
	return Boundary{ID: ident.ID(strings.ToLower(name)), Name: name, Since: Noon.AddDate(0, 0, -21)}
}

// ended is a boundary that was let go some days before noon.
func ended(name string, days int) Boundary {
	b := kept(name)
	b.Ended = &Ending{LetGo, Noon.AddDate(0, 0, -days)}
	return b
}

// called are the names of boundaries, with a dot behind those that ended.
func called(bs Boundaries) string {
	var names []string
	for _, b := range bs {
		if b.Ended != nil {
			b.Name += "."
		}
		names = append(names, b.Name)
	}
	return strings.Join(names, ", ")
}

func TestABoundarysRefusals(t *testing.T) {
	with := func(change func(*Boundary)) Boundary {
		b := kept("No contact")
		change(&b)
		return b
	}
	long := strings.Repeat("é", spelling.MaxNote)
	for _, c := range []struct {
		b    Boundary
		want string
	}{
		{kept("No contact"), ""},
		{kept(strings.Repeat("é", spelling.MaxName)), ""},
		{kept("mood"), ""}, // the name stands behind a word of quick-add, never before it
		{kept(""), "needs a name"},
		{kept(strings.Repeat("é", spelling.MaxName+1)), "has 61 characters; 60 fit"},
		{kept(" No contact"), "cannot be shown"},
		{kept("No  contact"), "cannot be shown"},
		{kept(`No "contact"`), "cannot be shown"},
		{kept("No\ncontact"), "cannot be shown"},
		{kept("No\u202econtact"), "cannot be shown"},
		{with(func(b *Boundary) { b.ID = "" }), "needs an ID"},
		{with(func(b *Boundary) { b.Since = time.Time{} }), "between 1900 and 9999"},
		{with(func(b *Boundary) { b.Since = time.Date(1899, time.December, 30, 23, 59, 59, 0, time.UTC) }), "between 1900"},
		{with(func(b *Boundary) { b.Since = time.Date(1900, time.January, 1, 0, 0, 0, 0, time.UTC) }), ""},
		{with(func(b *Boundary) { b.Since = time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC) }), ""},
		{with(func(b *Boundary) { b.Since = time.Date(10_000, time.January, 1, 0, 0, 0, 0, time.UTC) }), "between 1900"},
		{with(func(b *Boundary) {
			b.Okay, b.NotOkay, b.Why, b.Said, b.Plan = []string{long, long}, []string{long}, []string{long}, long, long
		}), ""},
		{with(func(b *Boundary) { b.Okay = []string{"", long + "é"} }), "too long; 2000 characters fit"},
		{with(func(b *Boundary) { b.NotOkay = []string{long + "é"} }), "too long"},
		{with(func(b *Boundary) { b.Why = []string{long + "é"} }), "too long"},
		{with(func(b *Boundary) { b.Said = long + "é" }), "too long"},
		{with(func(b *Boundary) { b.Plan = long + "é" }), "too long"},
	} {
		if err := c.b.Validate(); c.want != "" {
			storytest.IsRefused(t, err, c.want)
		} else if err != nil {
			t.Errorf("%q: %v", c.b.Name, err)
		}
	}
}

func TestAnEndingIsOneOfTheTwoWays(t *testing.T) {
	for _, how := range []Outcome{0, LetGo + 1} {
		b := kept("No contact")
		b.Ended = &Ending{how, Noon}
		storytest.IsRefused(t, b.Validate(), "")
	}
}

func TestAnEventsRefusals(t *testing.T) {
	strength := func(n int) func(*Event) { return func(e *Event) { e.Strength = &n } }
	long := strings.Repeat("é", spelling.MaxNote)
	for _, c := range []struct {
		name   string
		kind   Kind
		change func(*Event)
		want   string
	}{
		{"nothing but its time", Slip, func(*Event) {}, ""},
		{"the weakest", Urge, strength(0), ""},
		{"the strongest", Urge, strength(10), ""},
		{"too strong", Urge, strength(11), "0 to 10"},
		{"less than nothing", Urge, strength(-1), "0 to 10"},
		{"a slip with a strength", Slip, strength(5), "0 to 10"},
		{"a contact with a strength", Contact, strength(0), "0 to 10"},
		{"no kind", 0, func(*Event) {}, "needs a kind"},
		{"another kind", Contact + 1, func(*Event) {}, "needs a kind"},
		{"no ID", Urge, func(e *Event) { e.ID = "" }, "needs a kind, a boundary"},
		{"no boundary", Urge, func(e *Event) { e.Boundary = "" }, "a boundary"},
		{"before 1900", Urge, func(e *Event) { e.Day = calendar.FirstDay - 1 }, "between 1900 and 9999"},
		{"after 9999", Urge, func(e *Event) { e.Day = calendar.LastDay + 1 }, "between 1900 and 9999"},
		{"long words", Urge, func(e *Event) { e.Trigger, e.Note, e.Next, e.Helped = long, long, long, []string{long, long} }, ""},
		{"a longer trigger", Urge, func(e *Event) { e.Trigger = long + "é" }, "too long"},
		{"a longer note", Contact, func(e *Event) { e.Note = long + "é" }, "too long"},
		{"a longer next", Slip, func(e *Event) { e.Next = long + "é" }, "too long"},
		{"a longer help", Urge, func(e *Event) { e.Helped = []string{"tea", long + "é"} }, "too long"},
	} {
		e := NewEvent("peace", c.kind, Noon, calendar.DefaultPreferences)
		c.change(&e)
		if err := e.Validate(); c.want != "" {
			storytest.IsRefused(t, err, c.want)
		} else if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAnEventIsOfTheDayThatItsTimeBelongsTo(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-22T03:59:59+01:00": "2026-11-21",
		"2026-11-22T04:00:00+01:00": "2026-11-22",
		"2026-11-22T23:59:59+01:00": "2026-11-22",
	} {
		at := storytest.In(Berlin, text)
		e := NewEvent("peace", Urge, at.Add(700*time.Millisecond), calendar.DefaultPreferences)
		if e.Day.String() != want || !e.At.Equal(at) || e.At.Location() != time.UTC || e.At.Nanosecond() != 0 {
			t.Errorf("%s is %s on %s, want %s", text, e.At, e.Day, want)
		}
	}
	if a, b := NewEvent("peace", Urge, Noon, calendar.DefaultPreferences), NewEvent("peace", Urge, Noon, calendar.DefaultPreferences); a.ID == b.ID {
		t.Error("two events share an ID")
	}
}

func TestOnlyAnUrgeCanBeRiddenOut(t *testing.T) {
	for _, c := range []struct {
		kind    Kind
		slipped bool
		want    bool
	}{{Urge, false, true}, {Urge, true, false}, {Slip, false, false}, {Contact, false, false}} {
		if got := (Event{Kind: c.kind, Slipped: c.slipped}).RiddenOut(); got != c.want {
			t.Errorf("%s, slipped %t: ridden out is %t", c.kind, c.slipped, got)
		}
	}
}

func TestAnEventInALine(t *testing.T) {
	seven, none := 7, 0
	for _, c := range []struct {
		e    Event
		want string
	}{
		{Event{Kind: Urge}, "an urge"},
		{Event{Kind: Slip}, "a slip"},
		{Event{Kind: Contact}, "needed contact"},
		{Event{Kind: Urge, Strength: &none}, "an urge, 0 of 10"},
		{Event{Kind: Urge, Strength: &seven, Slipped: true}, "an urge, 7 of 10, with a slip after it"},
		{Event{Kind: Urge, Strength: &seven, Trigger: "a photo of the lake", Helped: []string{"the plan"}}, "an urge, 7 of 10: a photo of the lake; helped: the plan"},
		{Event{Kind: Urge, Helped: []string{"tea", "a walk"}, Note: "it passed"}, "an urge: it passed; helped: tea, a walk"},
		{Event{Kind: Slip, Note: "I wrote\nback", Next: "call Sam"}, "a slip: I wrote back; next: call Sam"},
		{Event{Kind: Slip, Next: "rest"}, "a slip; next: rest"},
		{Event{Kind: Slip, Note: "I wrote back.", Next: "call Sam"}, "a slip: I wrote back. Next: call Sam"},
		{Event{Kind: Urge, Trigger: "a photo!", Helped: []string{"tea"}}, "an urge: a photo! Helped: tea"},
	} {
		if got := EventText(c.e); got != c.want {
			t.Errorf("%+v is said %q, want %q", c.e, got, c.want)
		}
		if c.e.HasWords() != (c.e.Trigger+c.e.Note+c.e.Next+strings.Join(c.e.Helped, "") != "") {
			t.Errorf("%+v: words is %t", c.e, c.e.HasWords())
		}
	}
}

func TestKindsAndOutcomesAreCalledAsInJSON(t *testing.T) {
	for got, want := range map[string]string{
		Urge.String(): "urge", Slip.String(): "slip", Contact.String(): "contact",
		Reopened.String(): "reopened", LetGo.String(): "let go",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatABoundaryTakes(t *testing.T) {
	b := kept("No contact")
	gone := ended("No contact", 2)
	for _, c := range []struct {
		name string
		b    Boundary
		kind Kind
		at   time.Time
		want string
	}{
		{"an urge now", b, Urge, Noon, ""},
		{"a slip now", b, Slip, Noon, ""},
		{"an urge in a second", b, Urge, Noon.Add(time.Second), "12:00 is not here yet"},
		{"a slip tomorrow", b, Slip, Noon.AddDate(0, 0, 1), "Mon 23 Nov, 12:00 is not here yet"},
		{"a slip at its beginning", b, Slip, b.Since, ""},
		{"a slip before it", b, Slip, b.Since.Add(-time.Second), "No contact began Sun 1 Nov, 12:00"},
		{"an urge before it", b, Urge, b.Since.AddDate(0, 0, -1), ""},
		{"a contact before it", b, Contact, b.Since.AddDate(0, 0, -1), ""},
		{"an urge after its end", gone, Urge, Noon, "No contact has ended"},
		{"an urge of before its end", gone, Urge, Noon.AddDate(0, 0, -5), "No contact has ended"},
	} {
		err := c.b.Takes(NewEvent(c.b.ID, c.kind, c.at, calendar.DefaultPreferences), Noon, calendar.DefaultPreferences)
		if c.want != "" {
			storytest.IsRefused(t, err, c.want)
		} else if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// A time is kept in whole seconds, so that what is done in the second of the beginning
// is not before it.
func TestASlipInTheVerySecondIsTaken(t *testing.T) {
	b := kept("No contact")
	b.Since = calendar.Second(Noon.Add(900 * time.Millisecond))
	now := Noon.Add(950 * time.Millisecond)
	if err := b.Takes(NewEvent(b.ID, Slip, now, calendar.DefaultPreferences), now, calendar.DefaultPreferences); err != nil {
		t.Error(err)
	}
}

func TestTheOrderOfBoundaries(t *testing.T) {
	second, third := kept("A"), kept("C")
	second.Position, third.Position = 2, 2
	bs := Boundaries{ended("Old", 9), third, second, kept("Z"), ended("Last", 1), ended("Also old", 9)}
	bs.Sort()
	if got := called(bs); got != "Z, A, C, Last., Also old., Old." {
		t.Errorf("the order is %s", got)
	}
	if got := called(bs.Open()); got != "Z, A, C" {
		t.Errorf("those that are kept are %s", got)
	}
	if got := bs.Next(); got != 3 {
		t.Errorf("the next position is %d", got)
	}
	if len(Boundaries(nil).Open()) != 0 || Boundaries(nil).Next() != 0 || (Boundaries{ended("Old", 1)}).Open().Next() != 0 {
		t.Error("where none is kept there are some")
	}
	if bs.Find("z") != &bs[0] || bs.Find("nobody") != nil {
		t.Error("an ID finds another boundary, or a copy")
	}
}

func TestABoundaryIsNamedByTheBeginningOfAnyWord(t *testing.T) {
	bs := Boundaries{kept("No contact"), kept("No late contacts"), kept("Contact"), kept("Straße"), kept("8 o'clock"), ended("Photos", 3), ended("No contact", 9)}
	bs[3].ID = "k3v9x2m1aa"
	for text, want := range map[string]string{
		"No contact":  "No contact", // the one that is kept
		"no CONTACT ": "No contact",
		"no":          "No contact, No late contacts, No contact.",
		"late":        "No late contacts",
		"contact":     "Contact",
		"conta":       "No contact, No late contacts, Contact, No contact.",
		"no c":        "No contact, No contact.",
		"ntact":       "",
		"strasse":     "Straße",
		"ＰＨＯＴＯ":       "Photos.",
		"8":           "8 o'clock",
		"k3v9x2m1aa":  "Straße",
		"k3v9":        "",
		"":            "",
		"  ":          "",
	} {
		if got := called(bs.Named(text)); got != want {
			t.Errorf("%q names %s, want %s", text, got, want)
		}
	}
	only := Boundaries{ended("No contact", 1), ended("No contact", 9)}
	if got := only.Named("no contact"); len(got) != 1 || got[0].Ended.At != only[0].Ended.At {
		t.Errorf("of two that ended it names %v, want the latest", got)
	}
}

func TestANameOfOneThatIsKeptIsTaken(t *testing.T) {
	bs := Boundaries{kept("No contact"), kept("Work"), ended("Photos", 3)}
	other := func(b Boundary) Boundary {
		b.ID = "other"
		return b
	}
	renamed := kept("Work")
	renamed.Name = "no contact"
	again := ended("Photos", 3)
	again.Ended = nil
	for _, c := range []struct {
		name string
		b    Boundary
		want string
	}{
		{"a new name", kept("Sleep"), ""},
		{"its own", kept("No contact"), ""},
		{"another's", other(kept("No contact")), "There is a boundary called No contact already"},
		{"another's in other case", other(kept("NO CONTACT")), "called No contact already"},
		{"renamed to another's", renamed, "called No contact already"},
		{"of one that ended", other(kept("Photos")), ""},
		{"ended, with another's", other(ended("No contact", 0)), ""},
		{"kept again", again, ""},
		{"not fit at all", other(kept("")), "needs a name"},
	} {
		err := bs.Check(c.b)
		if c.want != "" {
			storytest.IsRefused(t, err, c.want)
		} else if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	storytest.IsRefused(t, Boundaries{other(kept("Photos")), ended("Photos", 3)}.Check(again), "called Photos already")
}

func TestAnEventNeedsItsBoundary(t *testing.T) {
	gone := ended("Gone", 2)
	old := NewEvent(gone.ID, Urge, Noon.AddDate(0, 0, -4), calendar.DefaultPreferences)
	gone.Events = []Event{old}
	bs := Boundaries{kept("Here"), gone}
	edited := old
	edited.Note, edited.At = "it passed", old.At.Add(time.Hour)
	for _, c := range []struct {
		name string
		e    Event
		want string
	}{
		{"a new one", NewEvent("here", Slip, Noon, calendar.DefaultPreferences), ""},
		{"of none that is there", NewEvent("forgotten", Slip, Noon, calendar.DefaultPreferences), "is no longer there"},
		{"a new one after the end", NewEvent("gone", Contact, Noon, calendar.DefaultPreferences), "Gone has ended"},
		{"one that was there before the end", edited, ""},
		{"not fit at all", Event{Boundary: "here"}, "needs a kind"},
	} {
		err := CheckBoundaries(bs, Change{Events: Put(c.e)})
		if c.want != "" {
			storytest.IsRefused(t, err, c.want)
		} else if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAChangeIsLookedAtAsItLeavesTheBoundaries(t *testing.T) {
	peace, work, gone := kept("Peace"), kept("Work"), ended("Gone", 2)
	gone.Events = []Event{NewEvent("gone", Urge, Noon.AddDate(0, 0, -4), calendar.DefaultPreferences)}
	bs := Boundaries{peace, work, gone}
	other := kept("Peace")
	other.ID = "other"
	named := func(b Boundary, name string) Boundary {
		b.Name = name
		return b
	}
	put := func(all ...Boundary) (swaps []Diff[Boundary]) {
		for _, b := range all {
			swaps = append(swaps, Put(b)...)
		}
		return swaps
	}
	event := func(id ident.ID) []Diff[Event] { return Put(NewEvent(id, Urge, Noon, calendar.DefaultPreferences)) }
	for _, c := range []struct {
		name   string
		change Change
		want   string
	}{
		{"nothing", Change{}, ""},
		{"two that swap their names", Change{Boundaries: put(named(peace, "Work"), named(work, "Peace"))}, ""},
		{"two of one new name", Change{Boundaries: put(kept("A"), named(kept("B"), "a"))}, "called"},
		{"a name that is let go of", Change{Boundaries: put(named(peace, "Quiet"), other)}, ""},
		{"a name whose boundary ends", Change{Boundaries: append(EndBoundary(peace, LetGo, Noon, nil).Boundaries, put(other)...)}, ""},
		{"a name whose boundary is taken away", Change{Boundaries: append(Take(peace), put(other)...)}, ""},
		{"a name that is taken", Change{Boundaries: put(other)}, "called Peace already"},
		{"an event of a new one", Change{Boundaries: put(kept("New")), Events: event("new")}, ""},
		{"an event of one that was ended elsewhere", Change{Boundaries: put(ended("Old", 9)), Events: event("old")}, ""},
		{"an event of one that ends with it", Change{Boundaries: EndBoundary(peace, LetGo, Noon, nil).Boundaries, Events: event("peace")}, ""},
		{"an event of one that had ended", Change{Events: event("gone")}, "Gone has ended"},
		{"an event of one that is taken away with it", Change{Boundaries: Take(peace), Events: event("peace")}, "is no longer there"},
		{"an event of none", Change{Events: append(event("peace"), event("forgotten")...)}, "is no longer there"},
		{"an event that was there", Change{Events: Put(gone.Events[0])}, ""},
		{"an event that is taken away", Change{Events: Take(NewEvent("forgotten", Urge, Noon, calendar.DefaultPreferences))}, ""},
		{"one that is not fit", Change{Boundaries: put(kept("New"), kept(""))}, "needs a name"},
	} {
		err := CheckBoundaries(bs, c.change)
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

func TestTwoBoundariesSwapTheirPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var bs Boundaries
		for i := range rapid.IntRange(2, 6).Draw(t, "boundaries") {
			b := kept(fmt.Sprint("Boundary ", i))
			if rapid.IntRange(0, 3).Draw(t, "ended") == 0 {
				b = ended(b.Name, i)
			}
			b.Position = rapid.IntRange(0, 3).Draw(t, "position")
			bs = append(bs, b)
		}
		bs.Sort()
		before := slices.Clone(bs)
		i := rapid.IntRange(0, len(bs)-1).Draw(t, "a")
		j := rapid.IntRange(0, len(bs)-1).Draw(t, "b")
		changed := bs.Swapped(bs[i].ID, bs[j].ID)
		if !reflect.DeepEqual(bs, before) {
			t.Fatalf("the list itself was changed: %s", called(bs))
		}
		want := slices.Clone(bs)
		if i < len(bs.Open()) && j < len(bs.Open()) {
			want[i], want[j] = want[j], want[i]
		} else if len(changed) > 0 {
			t.Fatalf("one that ended moved: %s", called(changed))
		}
		for _, b := range changed {
			if was := bs.Find(b.ID); was.Position == b.Position {
				t.Fatalf("%s is said to move and does not", b.Name)
			}
			*bs.Find(b.ID) = b
		}
		bs.Sort()
		if called(bs) != called(want) {
			t.Fatalf("%s became %s, want %s", called(before), called(bs), called(want))
		}
	})
	if got := (Boundaries{kept("A")}).Swapped("a", "nobody"); got != nil {
		t.Errorf("with one that is not there %v change", got)
	}
}

func TestEndingABoundaryKeepsAllOfIt(t *testing.T) {
	b := kept("No contact")
	b.Why, b.Events = []string{"peace"}, []Event{NewEvent(b.ID, Urge, Noon, calendar.DefaultPreferences)}
	now := storytest.In(Berlin, "2026-11-22T22:15:00+01:00").Add(300 * time.Millisecond)
	words := []Reflection{NewReflection(now, LetGoPrompt, "evenings", calendar.DefaultPreferences), NewReflection(now, "", "sleep", calendar.DefaultPreferences)}
	c := EndBoundary(b, LetGo, now, words)
	if b.Ended != nil || words[0].Boundary != "" {
		t.Fatal("what was given was changed")
	}
	s := c.Boundaries[0]
	if len(c.Boundaries) != 1 || !reflect.DeepEqual(*s.Was, b) || s.Is.Ended.How != LetGo || !s.Is.Ended.At.Equal(calendar.Second(now)) {
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
	if c := EndBoundary(b, Reopened, now, nil); len(c.Reflections) != 0 || c.Boundaries[0].Is.Ended.How != Reopened {
		t.Errorf("got %+v", c)
	}
}

func TestATimeAsAPersonSaysIt(t *testing.T) {
	now := storytest.In(Berlin, "2026-11-22T01:30:00+01:00")
	for text, want := range map[string]string{
		"2026-11-22T01:30:00+01:00": "01:30",
		"2026-11-22T00:00:00+01:00": "00:00",
		"2026-11-21T23:59:00+01:00": "Sat 21 Nov, 23:59",
		"2026-11-21T23:30:00Z":      "00:30", // as it was here
		"2026-10-25T02:30:00+01:00": "Sun 25 Oct, 02:30",
		"2025-11-22T01:30:00+01:00": "Sat 22 Nov 2025, 01:30",
		"2026-12-01T09:05:00+01:00": "Tue 1 Dec, 09:05",
		"2027-01-01T00:00:00+01:00": "Fri 1 Jan 2027, 00:00",
	} {
		at := storytest.In("UTC", text)
		if got := calendar.DefaultPreferences.Moment(at, now); got != want {
			t.Errorf("%s is said %q, want %q", text, got, want)
		}
	}
}

func TestABookTakesBoundariesAndTheirEvents(t *testing.T) {
	var b Book
	apply := func(c Change) {
		t.Helper()
		if err := b.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	peace, work := kept("Peace"), kept("Work")
	peace.Position, work.Position = 1, 0
	apply(Change{Boundaries: []Diff[Boundary]{{Is: &peace}, {Is: &work}}})
	late, early := NewEvent(peace.ID, Urge, Noon, calendar.DefaultPreferences), NewEvent(peace.ID, Slip, Noon.AddDate(0, 0, -2), calendar.DefaultPreferences)
	apply(Change{Events: Put(late)})
	apply(Change{Events: Put(early)})
	apply(Change{Events: Put(NewEvent("forgotten", Slip, Noon, calendar.DefaultPreferences))})
	if got := called(b.Boundaries); got != "Work, Peace" {
		t.Errorf("the boundaries are %s", got)
	}
	if es := b.Boundaries.Find(peace.ID).Events; len(es) != 2 || es[0].ID != early.ID {
		t.Errorf("the events are %+v", es)
	}

	peace.Name, peace.Position = "Quiet", -1 // the caller's own has no events
	apply(Change{Boundaries: []Diff[Boundary]{{Is: &peace}}})
	if got := b.Boundaries[0]; got.Name != "Quiet" || len(got.Events) != 2 {
		t.Errorf("renamed it is %+v", got)
	}
	edited := late
	edited.At = Noon.AddDate(0, 0, -5)
	apply(Change{Events: []Diff[Event]{{Was: &late, Is: &edited}}})
	if es := b.Boundaries[0].Events; len(es) != 2 || es[0].ID != late.ID {
		t.Errorf("after an edit of its time the events are %+v", es)
	}
	apply(Change{Events: Take(early)})
	if es := b.Boundaries[0].Events; len(es) != 1 || es[0].ID != late.ID {
		t.Errorf("without the slip the events are %+v", es)
	}
	apply(EndBoundary(peace, LetGo, Noon, nil))
	if got := called(b.Boundaries); got != "Work, Quiet." || len(b.Boundaries[1].Events) != 1 {
		t.Errorf("after the end the boundaries are %s", got)
	}
	apply(Change{Boundaries: Take(work)})
	apply(Change{Boundaries: Take(work), Events: []Diff[Event]{{}}})
	if got := called(b.Boundaries); got != "Quiet." {
		t.Errorf("the boundaries are %s", got)
	}
}

func TestAnEventMayMoveToAnotherBoundary(t *testing.T) {
	b := Book{Boundaries: Boundaries{kept("Peace"), kept("Work")}}
	was := NewEvent("peace", Urge, Noon, calendar.DefaultPreferences)
	is := was
	is.Boundary = "work"
	for _, c := range []Change{{Events: Put(was)}, {Events: []Diff[Event]{{Was: &was, Is: &is}}}} {
		if err := b.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	if len(b.Boundaries[0].Events) != 0 || len(b.Boundaries[1].Events) != 1 {
		t.Errorf("it is under %+v", b.Boundaries)
	}
}

// What is looked at while a change is shown stays as it was.
func TestAChangeLeavesWhatIsShownAlone(t *testing.T) {
	b := Book{Boundaries: Boundaries{kept("Peace")}}
	for i := range 5 {
		e := NewEvent("peace", Urge, Noon.Add(time.Duration(i%2-i)*time.Hour), calendar.DefaultPreferences)
		shown := b.Boundaries[0].Events
		before := slices.Clone(shown)
		if err := b.Apply(Change{Events: Put(e)}); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(shown, before) {
			t.Fatalf("the events that are shown became %+v", shown)
		}
	}
}

func TestAChangeOfABoundaryInWords(t *testing.T) {
	was := kept("Peace")
	edit := func(change func(*Boundary)) Change {
		is := was
		change(&is)
		return Change{Boundaries: []Diff[Boundary]{{Was: &was, Is: &is}}}
	}
	gone := ended("Peace", 0)
	seven := 7
	urge, slip, old := NewEvent("peace", Urge, Noon, calendar.DefaultPreferences), NewEvent("peace", Slip, Noon, calendar.DefaultPreferences), NewEvent("peace", Contact, Noon.AddDate(0, 0, -2), calendar.DefaultPreferences)
	strong := urge
	strong.Strength = &seven
	for _, c := range []struct {
		change Change
		want   string
	}{
		{Change{Boundaries: Put(was)}, "Peace: a new boundary"},
		{Change{Boundaries: Take(was)}, "Peace taken away"},
		{edit(func(b *Boundary) { b.Name = "Quiet" }), "Peace is now called Quiet"},
		{edit(func(b *Boundary) { b.Position = 4 }), "Peace moved"},
		{edit(func(b *Boundary) { b.Why = []string{"sleep"} }), "Peace edited"},
		{EndBoundary(was, LetGo, Noon, nil), "Peace let go"},
		{EndBoundary(was, Reopened, Noon, []Reflection{NewReflection(Noon, "", "a plan", calendar.DefaultPreferences)}), "Peace reopened"},
		{Change{Boundaries: []Diff[Boundary]{{Was: &gone, Is: &was}}}, "Peace is kept again"},
		{Change{Events: Put(urge)}, "an urge"},
		{Change{Events: Put(strong)}, "an urge, 7 of 10"},
		{Change{Events: Put(old)}, "needed contact, on Fri 20 Nov"},
		{Change{Events: Take(urge)}, "an urge, taken away"},
		{Change{Events: []Diff[Event]{{Was: &urge, Is: &strong}}}, "an urge, 7 of 10, edited"},
		{Change{Events: []Diff[Event]{{Is: &urge}, {Is: &slip}}}, "a slip"}, // the urge's own flow
	} {
		if got := ChangeText(c.change, nil, storytest.Sunday); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
	}
}
