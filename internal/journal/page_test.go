package journal

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/storytest"
)

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
	urge := boundary.NewEvent("peace", boundary.Urge, storytest.Noon, calendar.DefaultPreferences)
	urge.Trigger, urge.Helped = "a photo of the LAKE", []string{"the plan", "tea"}
	slip := boundary.NewEvent("peace", boundary.Slip, storytest.Noon.Add(time.Hour), calendar.DefaultPreferences)
	slip.Note, slip.Next = "I wrote back", "call Sam"
	j := Journal{From: storytest.Sunday - 9, Whole: true}
	*j.Page(storytest.Sunday) = Page{
		Day:         storytest.Sunday,
		Moods:       Moods{NewMood(storytest.Noon, 4, "slept well", calendar.DefaultPreferences)},
		Reflections: []Reflection{NewReflection(storytest.Noon, "What was hard today?", "Straßenlärm\nand rain", calendar.DefaultPreferences)},
		Events:      []boundary.Event{urge, slip},
	}
	*j.Page(storytest.Sunday - 1) = Page{Day: storytest.Sunday - 1, Moods: Moods{NewMood(storytest.Noon.AddDate(0, 0, -1), 2, "", calendar.DefaultPreferences)}}
	*j.Page(storytest.Sunday - 2) = Page{Day: storytest.Sunday - 2, Notes: []DayNote{
		{Habit: "walk", Name: "Walk", Text: "park, with Sam"}, {Habit: "read", Name: "Read", Text: "page 7"},
	}}
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
