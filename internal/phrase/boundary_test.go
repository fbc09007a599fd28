package phrase

import (
	"strings"
	"testing"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/recordtest"
	"selfcare/internal/storytest"
)

func TestAnEventInALine(t *testing.T) {
	seven, none := 7, 0
	for _, c := range []struct {
		e    boundary.Event
		want string
	}{
		{boundary.Event{Kind: boundary.Urge}, "an urge"},
		{boundary.Event{Kind: boundary.Slip}, "a slip"},
		{boundary.Event{Kind: boundary.Contact}, "needed contact"},
		{boundary.Event{Kind: boundary.Urge, Strength: &none}, "an urge, 0 of 10"},
		{boundary.Event{Kind: boundary.Urge, Strength: &seven, Slipped: true}, "an urge, 7 of 10, with a slip after it"},
		{boundary.Event{Kind: boundary.Urge, Strength: &seven, Trigger: "a photo of the lake", Helped: []string{"the plan"}}, "an urge, 7 of 10: a photo of the lake; helped: the plan"},
		{boundary.Event{Kind: boundary.Urge, Helped: []string{"tea", "a walk"}, Note: "it passed"}, "an urge: it passed; helped: tea, a walk"},
		{boundary.Event{Kind: boundary.Slip, Note: "I wrote\nback", Next: "call Sam"}, "a slip: I wrote back; next: call Sam"},
		{boundary.Event{Kind: boundary.Slip, Next: "rest"}, "a slip; next: rest"},
		{boundary.Event{Kind: boundary.Slip, Note: "I wrote back.", Next: "call Sam"}, "a slip: I wrote back. Next: call Sam"},
		{boundary.Event{Kind: boundary.Urge, Trigger: "a photo!", Helped: []string{"tea"}}, "an urge: a photo! Helped: tea"},
	} {
		if got := Event(c.e); got != c.want {
			t.Errorf("%+v is said %q, want %q", c.e, got, c.want)
		}
		if c.e.HasWords() != (c.e.Trigger+c.e.Note+c.e.Next+strings.Join(c.e.Helped, "") != "") {
			t.Errorf("%+v: words is %t", c.e, c.e.HasWords())
		}
	}
}

func TestAChangeOfABoundaryInWords(t *testing.T) {
	was := recordtest.Kept("Peace")
	edit := func(change func(*boundary.Boundary)) record.Change {
		is := was
		change(&is)
		return record.Change{Boundaries: []record.Diff[boundary.Boundary]{{Was: &was, Is: &is}}}
	}
	gone := recordtest.Ended("Peace", 0)
	seven := 7
	urge, slip, old := boundary.NewEvent("peace", boundary.Urge, storytest.Noon, calendar.DefaultPreferences), boundary.NewEvent("peace", boundary.Slip, storytest.Noon, calendar.DefaultPreferences), boundary.NewEvent("peace", boundary.Contact, storytest.Noon.AddDate(0, 0, -2), calendar.DefaultPreferences)
	strong := urge
	strong.Strength = &seven
	for _, c := range []struct {
		change record.Change
		want   string
	}{
		{record.Change{Boundaries: record.Put(was)}, "Peace: a new boundary"},
		{record.Change{Boundaries: record.Take(was)}, "Peace taken away"},
		{edit(func(b *boundary.Boundary) { b.Name = "Quiet" }), "Peace is now called Quiet"},
		{edit(func(b *boundary.Boundary) { b.Position = 4 }), "Peace moved"},
		{edit(func(b *boundary.Boundary) { b.Why = []string{"sleep"} }), "Peace edited"},
		{record.EndBoundary(was, boundary.LetGo, storytest.Noon, nil), "Peace let go"},
		{record.EndBoundary(was, boundary.Reopened, storytest.Noon, []journal.Reflection{journal.NewReflection(storytest.Noon, "", "a plan", calendar.DefaultPreferences)}), "Peace reopened"},
		{record.Change{Boundaries: []record.Diff[boundary.Boundary]{{Was: &gone, Is: &was}}}, "Peace is kept again"},
		{record.Change{Events: record.Put(urge)}, "an urge"},
		{record.Change{Events: record.Put(strong)}, "an urge, 7 of 10"},
		{record.Change{Events: record.Put(old)}, "needed contact, on Fri 20 Nov"},
		{record.Change{Events: record.Take(urge)}, "an urge, taken away"},
		{record.Change{Events: []record.Diff[boundary.Event]{{Was: &urge, Is: &strong}}}, "an urge, 7 of 10, edited"},
		{record.Change{Events: []record.Diff[boundary.Event]{{Is: &urge}, {Is: &slip}}}, "a slip"}, // the urge's own flow
	} {
		if got := Change(c.change, nil, storytest.Sunday); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
	}
}
