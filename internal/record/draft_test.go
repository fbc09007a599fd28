package record

import (
	"maps"
	"testing"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/recordtest"
	"selfcare/internal/storytest"
)

func TestABookTakesHelpLinesAndAsides(t *testing.T) {
	var b Book
	apply := func(c Change) {
		t.Helper()
		if _, err := b.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	sam := journal.HelpLines{Text: "Sam 0123", Day: storytest.Sunday}
	apply(Change{HelpLines: Put(sam), Drafts: []Draft{{"note", "half a sen"}, {"page", "seen"}}})
	if b.HelpLines != sam || !maps.Equal(b.Drafts, map[string]string{"note": "half a sen", "page": "seen"}) {
		t.Errorf("got %+v, %v", b.HelpLines, b.Drafts)
	}
	apply(Change{Drafts: []Draft{{"note", "half a sentence"}, {"page", ""}, {"nothing", ""}}})
	if b.HelpLines != sam || !maps.Equal(b.Drafts, map[string]string{"note": "half a sentence"}) {
		t.Errorf("got %+v, %v", b.HelpLines, b.Drafts)
	}
	apply(Change{HelpLines: Take(sam)})
	if b.HelpLines != (journal.HelpLines{}) {
		t.Errorf("taken away, they are %+v", b.HelpLines)
	}
}

func TestAnAsideIsNoPartOfTheRecord(t *testing.T) {
	aside := Change{Drafts: []Draft{{"note", "half a sen"}}}
	if aside.IsEmpty() || !aside.IsDraftOnly() {
		t.Error("an aside is empty, or of the record")
	}
	for _, c := range []Change{
		{Moods: Put(journal.NewMood(storytest.Noon, 3, "", calendar.DefaultPreferences))},
		{Boundaries: Put(recordtest.Kept("Peace"))},
		{Events: Put(boundary.NewEvent("peace", boundary.Urge, storytest.Noon, calendar.DefaultPreferences))},
		{Reflections: Put(journal.NewReflection(storytest.Noon, "", "sleep", calendar.DefaultPreferences))},
		{HelpLines: Put(journal.HelpLines{Text: "Sam"})},
		{Edits: []habits.Edit{recordtest.Checked("Move").CheckOn(storytest.Sunday)}},
		PutHabits(recordtest.Checked("Move")),
	} {
		if c.IsEmpty() || c.IsDraftOnly() {
			t.Errorf("%+v is empty, or an aside", c)
		}
		c.Drafts = aside.Drafts
		if c.IsEmpty() || c.IsDraftOnly() {
			t.Errorf("with an aside %+v is empty, or an aside", c)
		}
	}
}
