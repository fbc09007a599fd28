package ui

import (
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/record"
)

// The two ways to end are equal: nothing is chosen beforehand, and both say that all
// stays.
func TestTheTwoWaysToEndAreOfTheSameWeight(t *testing.T) {
	x := kept(t, "B E")
	x.shows(" r  reopened   contact again, on terms I write down first\n l  let go     it is not needed any more")
	x.shows(" Both keep it all: 23 days kept, 9 urges ridden out.")
	x.hides("▸")
	x.hides("‹")
	styled := strings.Split(x.styled(), "\n")
	for i, l := range styled {
		if strings.Contains(l, "reopened") && i < len(styled)-1 {
			a, _, _ := strings.Cut(l, "r")
			b, _, _ := strings.Cut(styled[i+1], "l")
			is(t, "the style", a, b)
		}
	}
	for _, key := range []string{"enter", "space", "down", "tab", "x", "R", "L"} {
		x.press(key)
		is(t, "the changes", len(x.store.log), 0)
		x.shows(" r  reopened ")
	}
	x.press("esc")
	x.shows("▸ No contact with R.")

	x = keptBut(t, func(o *fakeOthers) { o.boundaries[0].Since, o.boundaries[0].Events = at(22, "20:00"), nil }, "B E")
	x.shows(" Both keep it all.")
}

func TestReopeningBeginsWithWords(t *testing.T) {
	x := kept(t, "B E r")
	for _, prompt := range boundary.ReopenPrompts {
		x.shows(prompt)
	}
	x.press("shift+tab enter")
	x.says("Reopening begins with a few words: what has to be different, what holds now.")
	x.shows("▸ " + boundary.ReopenPrompts[0])
	is(t, "the changes", len(x.store.log), 0)
	x.typeText(" ")
	x.press("shift+tab enter")
	is(t, "the changes", len(x.store.log), 0)
	x.press("tab tab tab")
	x.typeText("I wait before I answer.")
	x.press("shift+tab shift+tab shift+tab shift+tab enter")
	is(t, "it ended", x.boundary("nocontact").Ended != nil, true)
}

func TestABoundaryIsReopened(t *testing.T) {
	x := kept(t, "B E r")
	x.typeText("They go to a counsellor.")
	x.press("enter enter")
	x.typeText("No shouting.")
	x.press("enter")
	x.typeText("No lies.")
	x.press("tab tab")
	x.typeText("Not at night.")
	x.press("enter enter")
	x.shows("▸ ‹reopen it›")
	x.press("enter")
	x.says("Reopened. 23 days stay kept.  z undo")
	is(t, "the pages", len(x.app.session.Pages), 0)
	b := x.boundary("nocontact")
	if b.Ended == nil || b.Ended.How != boundary.Reopened || !b.Ended.At.Equal(evening) {
		t.Fatalf("the boundary is %+v", b)
	}
	is(t, "the events", len(b.Events), 9)
	for i, want := range []string{"They go to a counsellor.", "No shouting.\nNo lies.", "", "Not at night."} {
		var got []string
		for _, r := range x.reflectionsAbout(boundary.ReopenPrompts[i]) {
			got = append(got, r.Text)
			if r.Boundary != "nocontact" || r.Day != sunday || !r.At.Equal(evening) {
				t.Errorf("the reflection is %+v", r)
			}
		}
		is(t, "the answer", strings.Join(got, "|"), want)
	}
	x.shows("reopened 22 Nov, 23 days kept")
	x.press("T")
	x.shows("  u   Boundary              6 days, next 7")
	x.press("J")
	x.shows(" 23:40  Is there a concrete plan to change what was wrong?\n         They go to a counsellor.")
	x.shows("         What has to be different?"[9:] + "\n         No shouting.\n         No lies.")

	x.press("z")
	x.says("Taken back: No contact with R. reopened.  Z redo")
	x.hides("counsellor")
	x.press("B")
	x.shows("▸ No contact with R.")
	x.shows("  23 days, 2 hours ")
	x.unchanged()
	x.press("Z J")
	x.shows("counsellor")
	is(t, "it ended", x.boundary("nocontact").Ended != nil, true)
}

func TestABoundaryIsLetGoWithWordsOrWithout(t *testing.T) {
	x := kept(t, "B j E l")
	x.shows("▸ What did it make room for?")
	x.press("enter")
	x.shows("▸ ‹let it go›")
	x.press("enter")
	x.says("Let go. 17 days stay kept.  z undo")
	is(t, "how", x.boundary("photos").Ended.How, boundary.LetGo)
	is(t, "the reflections", len(x.store.reflections), 2)
	x.shows("let go 22 Nov, 17 days kept")
	x.press("z")
	x.unchanged()

	x = kept(t, "B j E l")
	x.typeText("Mornings, and my own kitchen.")
	x.press("enter enter space")
	r := x.reflectionsAbout(boundary.LetGoPrompt)
	if len(r) != 1 || r[0].Text != "Mornings, and my own kitchen." || r[0].Boundary != "photos" {
		t.Errorf("the reflections are %+v", r)
	}
	x.press("z")
	x.says("Taken back: No old photos after ten let go.  Z redo")
	x.unchanged()
	x.press("E l")
	x.hides("Mornings") // what was written down is not kept aside as well
}

// After all have ended there is none to keep, and the screens say so.
func TestWithoutABoundaryThatIsKeptTodayShowsNone(t *testing.T) {
	x := kept(t, "B E l shift+tab enter g E l shift+tab enter")
	x.press("T")
	x.hides("  u   ")
	x.press("u")
	x.shows("No boundary to write this under.")
	x.press("esc z z")
	x.shows("  u   Boundaries            23 days, 6 days")
	x.unchanged()
}

// The words stay for each of the two ways, whichever way the page is left.
func TestTheWordsOfAnEndComeBack(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"esc", "ctrl+c", "hangup"} {
		for _, how := range []string{"r", "l"} {
			x := kept(t, "B E "+how)
			x.typeText("Not yet, but")
			x.press("enter")
			x.typeText("soon.")
			x.leave(way)
			is(t, "the changes", len(x.store.log), 0)
			y := x.again()
			if way == "esc" {
				x.shows(" r  reopened ")
				x.press("esc")
				y = x
			}
			y.press("B E")
			y.press(map[string]string{"r": "l", "l": "r"}[how])
			y.hides("Not yet")
			y.press("esc " + how)
			y.shows("Not yet, but\n    soon.█")
			y.press("esc esc j E " + how)
			y.hides("Not yet") // that is another boundary
			y.press("esc esc k E " + how + " shift+tab enter")
			is(t, "it ended", y.boundary("nocontact").Ended != nil, true)
			is(t, "what is kept", len(y.store.book.Drafts), 0)
		}
	}
}

// It ended in another window, while words were written here: they are not lost.
func TestTheWordsOfAnEndOutliveOneElsewhere(t *testing.T) {
	x := kept(t, "B E r")
	x.typeText("They go to a counsellor.")
	x.store.elsewhere(record.EndBoundary(x.boundary("nocontact"), boundary.LetGo, evening, nil))
	x.look()
	x.shows("counsellor.█")
	x.press("shift+tab enter")
	kept := strings.Contains(x.text(), "counsellor")
	for _, text := range x.store.book.Drafts {
		kept = kept || strings.Contains(text, "counsellor")
	}
	for _, r := range x.store.reflections {
		kept = kept || strings.Contains(r.Text, "counsellor")
	}
	is(t, "the words are kept", kept, true)
}

func TestABoundaryThatEndedElsewhereEndsOnce(t *testing.T) {
	for _, keys := range []string{"", "l"} {
		x := kept(t, "B E "+keys)
		x.store.elsewhere(record.EndBoundary(x.boundary("nocontact"), boundary.Reopened, evening, nil))
		x.look()
		if keys == "" {
			x.press("l")
		}
		x.press("shift+tab enter")
		x.says("It has ended in another window.")
		is(t, "how", x.boundary("nocontact").Ended.How, boundary.Reopened)
		is(t, "the changes", len(x.store.log), 1)
		x.shows("▸ ")
	}
	x := kept(t, "B E")
	x.store.elsewhere(record.Change{Boundaries: record.Take(x.boundary("nocontact"))})
	x.look()
	x.text()
	x.press("l")
	x.text()
	x.press("shift+tab enter")
	x.says("It has ended in another window.")
}

func TestTheMouseEndsABoundary(t *testing.T) {
	x := kept(t, "B")
	x.clickOn("E end")
	x.clickOn("contact again, on terms")
	x.shows(boundary.ReopenPrompts[0])
	x.clickOn("esc back")
	x.clickOn("it is not needed any more")
	x.typeText("Mornings.")
	x.clickOn("‹let it go›")
	is(t, "how", x.boundary("nocontact").Ended.How, boundary.LetGo)
	is(t, "the reflections", len(x.reflectionsAbout(boundary.LetGoPrompt)), 1)
}

func TestAnEndWaitsWhileTheDiskIsFull(t *testing.T) {
	x := kept(t, "B E l")
	x.store.fail = errFull
	x.typeText("Mornings.")
	x.press("enter enter enter")
	x.says("Not saved yet: no space left on the disk. The change is kept here.  ! more")
	x.shows("let go 22 Nov")
	x.press("J")
	x.shows("Mornings.")
	x.store.fail = nil
	x.retry()
	is(t, "how", x.boundary("nocontact").Ended.How, boundary.LetGo)
	is(t, "the reflections", len(x.reflectionsAbout(boundary.LetGoPrompt)), 1)
}

// What ended can be read, and renamed, and its days go on counting no more.
func TestWhatEndedStays(t *testing.T) {
	x := kept(t, "B G enter")
	x.shows("▸ Not answering work after eight")
	x.shows("let go 2 Aug, 210 days kept")
	x.now = x.now.Add(100 * 24 * time.Hour)
	x.look()
	x.comesBack()
	x.shows("let go 2 Aug 2026, 210 days kept")
	x.press("e")
	x.retype("Work after eight")
	x.press("shift+tab enter")
	is(t, "the name", x.boundary("work").Name, "Work after eight")
	is(t, "it ended", x.boundary("work").Ended != nil, true)
}
