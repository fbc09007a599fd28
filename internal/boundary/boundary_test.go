package boundary

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

func TestOnlyBoundariesThatAreKeptAreToldApart(t *testing.T) {
	at := time.Date(2026, time.November, 1, 12, 0, 0, 0, time.UTC)
	bs := List{
		{ID: "b", Name: "No contact", Since: at},
		{ID: "a", Name: "no contact", Since: at.Add(-time.Hour)},
		{ID: "c", Name: "No contact", Since: at.Add(-2 * time.Hour), Ended: &Ending{LetGo, at}},
	}
	bs.TellApart()
	if bs[0].Name != "No contact (2)" || bs[0].Written != "No contact" || bs[1].Name != "no contact" || bs[2].Name != "No contact" {
		t.Errorf("they are called %q, %q and %q", bs[0].Name, bs[1].Name, bs[2].Name)
	}
}

// kept is a boundary that is kept for three weeks by now; its ID is its name in lower
// case.
func kept(name string) Boundary {
	return Boundary{ID: ident.ID(strings.ToLower(name)), Name: name, Since: storytest.Noon.AddDate(0, 0, -21)}
}

// ended is a boundary that was let go some days before noon.
func ended(name string, days int) Boundary {
	b := kept(name)
	b.Ended = &Ending{LetGo, storytest.Noon.AddDate(0, 0, -days)}
	return b
}

// called are the names of boundaries, with a dot behind those that ended.
func called(bs List) string {
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
		b.Ended = &Ending{how, storytest.Noon}
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
		e := NewEvent("peace", c.kind, storytest.Noon, calendar.DefaultPreferences)
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
		at := storytest.In(storytest.Berlin, text)
		e := NewEvent("peace", Urge, at.Add(700*time.Millisecond), calendar.DefaultPreferences)
		if e.Day.String() != want || !e.At.Equal(at) || e.At.Location() != time.UTC || e.At.Nanosecond() != 0 {
			t.Errorf("%s is %s on %s, want %s", text, e.At, e.Day, want)
		}
	}
	if a, b := NewEvent("peace", Urge, storytest.Noon, calendar.DefaultPreferences), NewEvent("peace", Urge, storytest.Noon, calendar.DefaultPreferences); a.ID == b.ID {
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
		{"an urge now", b, Urge, storytest.Noon, ""},
		{"a slip now", b, Slip, storytest.Noon, ""},
		{"an urge in a second", b, Urge, storytest.Noon.Add(time.Second), "12:00 is not here yet"},
		{"a slip tomorrow", b, Slip, storytest.Noon.AddDate(0, 0, 1), "Mon 23 Nov, 12:00 is not here yet"},
		{"a slip at its beginning", b, Slip, b.Since, ""},
		{"a slip before it", b, Slip, b.Since.Add(-time.Second), "No contact began Sun 1 Nov, 12:00"},
		{"an urge before it", b, Urge, b.Since.AddDate(0, 0, -1), ""},
		{"a contact before it", b, Contact, b.Since.AddDate(0, 0, -1), ""},
		{"an urge after its end", gone, Urge, storytest.Noon, "No contact has ended"},
		{"an urge of before its end", gone, Urge, storytest.Noon.AddDate(0, 0, -5), "No contact has ended"},
	} {
		err := c.b.Takes(NewEvent(c.b.ID, c.kind, c.at, calendar.DefaultPreferences), storytest.Noon, calendar.DefaultPreferences)
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
	b.Since = calendar.Second(storytest.Noon.Add(900 * time.Millisecond))
	now := storytest.Noon.Add(950 * time.Millisecond)
	if err := b.Takes(NewEvent(b.ID, Slip, now, calendar.DefaultPreferences), now, calendar.DefaultPreferences); err != nil {
		t.Error(err)
	}
}

func TestTheOrderOfBoundaries(t *testing.T) {
	second, third := kept("A"), kept("C")
	second.Position, third.Position = 2, 2
	bs := List{ended("Old", 9), third, second, kept("Z"), ended("Last", 1), ended("Also old", 9)}
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
	if len(List(nil).Open()) != 0 || List(nil).Next() != 0 || (List{ended("Old", 1)}).Open().Next() != 0 {
		t.Error("where none is kept there are some")
	}
	if bs.Find("z") != &bs[0] || bs.Find("nobody") != nil {
		t.Error("an ID finds another boundary, or a copy")
	}
}

func TestABoundaryIsNamedByTheBeginningOfAnyWord(t *testing.T) {
	bs := List{kept("No contact"), kept("No late contacts"), kept("Contact"), kept("Straße"), kept("8 o'clock"), ended("Photos", 3), ended("No contact", 9)}
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
	only := List{ended("No contact", 1), ended("No contact", 9)}
	if got := only.Named("no contact"); len(got) != 1 || got[0].Ended.At != only[0].Ended.At {
		t.Errorf("of two that ended it names %v, want the latest", got)
	}
}

func TestANameOfOneThatIsKeptIsTaken(t *testing.T) {
	bs := List{kept("No contact"), kept("Work"), ended("Photos", 3)}
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
	storytest.IsRefused(t, List{other(kept("Photos")), ended("Photos", 3)}.Check(again), "called Photos already")
}

func TestTwoBoundariesSwapTheirPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var bs List
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
	if got := (List{kept("A")}).Swapped("a", "nobody"); got != nil {
		t.Errorf("with one that is not there %v change", got)
	}
}

func TestATimeAsAPersonSaysIt(t *testing.T) {
	now := storytest.In(storytest.Berlin, "2026-11-22T01:30:00+01:00")
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

func TestAnEventIsSaidByItsOwnClock(t *testing.T) {
	now := storytest.ClockIn(t, "America/Los_Angeles", "2026-11-22 17:00:00")
	for clock, want := range map[string]string{
		"2026-11-22 07:30:00": "07:30", // in Los Angeles that was the day before
		"2026-11-21 21:40:00": "Sat 21 Nov, 21:40",
	} {
		if got := NewEvent("b", Slip, storytest.ClockIn(t, "Asia/Tokyo", clock), calendar.DefaultPreferences).When(now, calendar.DefaultPreferences); got != want {
			t.Errorf("%s is said as %q, want %q", clock, got, want)
		}
	}
	old := Event{At: now.Add(-time.Hour).UTC()}
	if got := old.When(now, calendar.DefaultPreferences); got != "16:00" {
		t.Errorf("without an offset it is %q", got)
	}
}
