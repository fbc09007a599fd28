package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/boundaries"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
)

// plain is a record of habits and nothing else, on the evening.
func plain(t testing.TB, keys string, with ...options) *terminal {
	t.Helper()
	return keptBut(t, func(o *fakeOthers) { *o = fakeOthers{} }, keys, with...)
}

func TestTheFourKindsOfBoundaries(t *testing.T) {
	for _, row := range []struct {
		keys, title, name, plan string
		safety                  bool
	}{
		{"enter", "No contact", "No contact with", "When I want to write, I", true},
		{"1", "No contact", "No contact with", "When I want to write, I", true},
		{"down enter", "Not looking", "Not looking at", "When I want to look, I", false},
		{"2", "Not looking", "Not looking at", "When I want to look, I", false},
		{"j j space", "A limit", "", "", false},
		{"tab tab tab shift+tab enter", "A limit", "", "", false},
		{"down down down down down enter", "A boundary", "", "", false},
		{"4", "A boundary", "", "", false},
		{"j j k k k enter", "No contact", "No contact with", "When I want to write, I", true},
	} {
		x := plain(t, "B N")
		x.shows(" A boundary makes room for you. It is not there to make someone react.")
		x.shows("▸ No contact with someone\n  Not looking: profiles, photos, old messages\n  A limit: work after eight, visits unannounced\n  In my own words")
		x.press(row.keys)
		if row.safety {
			x.shows("no contact alone is not a\n safety plan")
			x.shows("ctrl+c closes this app at once and leaves nothing on the screen.")
			is(t, "the key line", x.keyLine(), "enter go on  H help lines  esc leave")
			x.press("enter")
		}
		x.hides("violence")
		if !strings.HasPrefix(x.line(0), " "+row.title+" ") {
			t.Errorf("after %s the title is %q", row.keys, x.line(0))
		}
		x.shows(strings.TrimRight("▸ name               "+row.name, " "))
		if row.plan != "" {
			x.shows("plan               " + row.plan)
		}
		x.shows("only the name is needed")
		x.shows("  since              22 Nov 23:40                     Sunday 22 November, 23:40")
		is(t, "the changes", len(x.store.log), 0)
	}
}

// The page on safety is shown once, and stays under H.
func TestThePageOnSafetyIsShownOnce(t *testing.T) {
	x := plain(t, "B N enter")
	x.shows("violence")
	x.press("esc N enter") // it was not read yet
	x.shows("violence")
	x.press("q N enter enter esc N enter")
	x.hides("violence")
	x.shows("▸ name")
	x.press("esc H")
	x.shows("If there has been violence, threats or stalking")
	x.shows("ctrl+c closes this app at once and leaves nothing on the screen.")
	y := x.again()
	y.press("B N enter")
	y.hides("violence")
	y.press("esc H")
	y.shows("violence")
	is(t, "the changes to take back", len(x.store.log), 0)
}

func TestHelpLinesAreOneKeyAwayOnTheWayToABoundary(t *testing.T) {
	for _, keys := range []string{"B N", "B N enter", "B", "B N enter enter shift+tab"} {
		x := plain(t, keys)
		before := x.text()
		x.press("H")
		x.shows(page.Emergency)
		x.press("esc")
		is(t, "the screen", x.text(), before)
	}
}

func TestOnlyTheNameIsNeeded(t *testing.T) {
	x := plain(t, "B N enter enter")
	x.typeText("R.")
	x.press("shift+tab")
	x.shows("▸ ‹set it›")
	x.press("enter")
	x.says("No contact with R. is set. u is there when it is hard.  z undo")
	b := x.called("No contact with R.")
	if !b.Since.Equal(evening) || b.Plan != "" || b.Said != "" || len(b.Why)+len(b.Okay)+len(b.NotOkay)+len(b.Events) != 0 || b.Ended != nil {
		t.Errorf("the boundary is %+v", b)
	}
	x.shows("▸ No contact with R.\n  since 23:40 ")
	is(t, "the words kept aside", x.store.book.Drafts[page.DraftBoundary], "")
	x.press("T")
	x.shows("  u   Boundary              since 23:40")
	x.press("z")
	x.says("Taken back: No contact with R.: a new boundary.  Z redo")
	is(t, "the boundaries", len(x.store.book.Boundaries), 0)
	x.hides("  u   Boundary ")
	x.press("B")
	x.shows("No boundary. N sets one up, in your own words.")
	x.press("Z")
	x.shows("▸ No contact with R.")
}

func TestABoundaryNeedsAName(t *testing.T) {
	x := plain(t, "B N 4 shift+tab enter")
	x.says("A boundary needs a name.")
	is(t, "the changes", len(x.store.log), 0)
	x.press("tab")
	x.typeText("   ")
	x.press("shift+tab enter")
	x.says("A boundary needs a name.")
}

// The name that a page begins with is none yet.
func TestABeginningIsNoName(t *testing.T) {
	for _, keys := range []string{"1 enter", "2"} {
		x := plain(t, "B N "+keys+" shift+tab enter")
		is(t, "the boundaries", len(x.store.book.Boundaries), 0)
	}
}

func TestABoundaryIsSetUpWithAllItsWords(t *testing.T) {
	t.Parallel()
	x := plain(t, "B N enter enter")
	x.typeText("R.")
	x.press("enter")
	x.retype("30 Oct 21:40")
	x.shows("▸ since              30 Oct 21:40█                     Friday 30 October, 21:40")
	x.press("enter")
	x.typeText("I sleep again.")
	x.press("enter")
	x.typeText("I stop checking my phone.")
	x.press("enter")
	x.press("enter") // the empty line is the end of it
	x.typeText("walk round the block.")
	x.press("tab")
	x.typeText("a letter through my sister")
	x.press("enter enter")
	x.typeText("calls")
	x.press("enter")
	x.typeText("visits")
	x.press("tab")
	x.typeText("I need no contact from now on.")
	x.press("enter enter")
	x.shows("▸ ‹set it›")
	x.shows("I sleep again.\n                     I stop checking my phone.\n\n  plan")
	x.press("enter")
	b := x.called("No contact with R.")
	want := boundary.Boundary{
		ID: b.ID, Name: "No contact with R.", Since: time.Date(2026, 10, 30, 21, 40, 0, 0, time.UTC),
		Why: []string{"I sleep again.", "I stop checking my phone."}, Plan: "When I want to write, I walk round the block.",
		Okay: []string{"a letter through my sister"}, NotOkay: []string{"calls", "visits"}, Said: "I need no contact from now on.",
	}
	if a, b := told(fakeOthers{boundaries: boundary.List{want}}), told(fakeOthers{boundaries: boundary.List{b}}); a != b {
		t.Errorf("the boundary is\n%s\nnot\n%s", b, a)
	}
	x.shows("  23 days, 2 hours ")
	x.press("u")
	x.shows("why    I sleep again. I stop checking my phone.")
	x.shows("plan   When I want to write, I walk round the block.")
}

func TestTheFieldsOfABoundaryAreWalked(t *testing.T) {
	order := []string{"name", "since", "why", "plan", "I'm okay with", "I'm not okay with", "what I said", "‹set it›"}
	x := plain(t, "B N 4")
	for _, key := range []string{"tab", "down"} {
		for i := range order {
			x.shows("▸ " + order[i])
			if key == "tab" || i < len(order)-1 {
				x.press(key)
			}
		}
		if key == "down" {
			break
		}
	}
	x.press("down down")
	x.shows("▸ ‹set it›")
	for i := len(order) - 1; i > 0; i-- {
		x.press("up")
		x.shows("▸ " + order[i-1])
	}
	x.press("up")
	x.shows("▸ name")
	x.press("shift+tab")
	x.shows("▸ ‹set it›")
	// In a text of several lines the arrows walk its lines first.
	x.press("tab tab tab")
	x.typeText("one")
	x.press("enter")
	x.typeText("two")
	x.press("up")
	x.shows("▸ why ")
	x.press("up")
	x.shows("▸ since")
	x.press("down down")
	x.shows("▸ why ")
	x.press("down")
	x.shows("▸ plan")
}

// Words that were not set come back, whichever way the page was left, and nothing of
// them is in the record.
func TestTheWordsOfASetUpComeBack(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"1 enter", "3", "4"} {
		for _, way := range []string{"esc", "ctrl+c", "hangup"} {
			x := plain(t, "B N "+kind)
			x.retype("No calls")
			x.press("tab")
			x.retype("20 Nov 8:00")
			x.press("tab")
			x.typeText("I sleep.")
			x.press("enter")
			x.typeText("I breathe.")
			x.press("tab tab tab tab")
			x.typeText("No calls, please.")
			x.leave(way)
			if way == "esc" {
				x.says("Not set. The words are kept: N brings them back.")
			}
			is(t, "the boundaries", len(x.store.book.Boundaries), 0)
			is(t, "the changes to take back", len(x.store.log), 0)
			y := x.again()
			if way == "esc" {
				y = x
			}
			y.press("B N")
			y.shows("▸ name               No calls█")
			y.shows("20 Nov 8:00                      Friday 20 November, 08:00")
			y.shows("why                I sleep.\n                     I breathe.")
			y.shows("what I said        No calls, please.")
			y.press("shift+tab enter")
			b := y.called("No calls")
			if !slices.Equal(b.Why, []string{"I sleep.", "I breathe."}) || b.Said != "No calls, please." || !b.Since.Equal(at(20, "08:00")) {
				t.Errorf("the boundary is %+v", b)
			}
			y.press("N")
			y.shows("▸ No contact with someone")
		}
	}
}

// A page that holds no word of one's own leaves nothing behind.
func TestASetUpWithoutWordsLeavesNothing(t *testing.T) {
	t.Parallel()
	for _, keys := range []string{"", "1", "1 enter", "2", "3", "4", "2 x backspace", "4 x backspace"} {
		for _, way := range []string{"esc", "ctrl+c", "hangup"} {
			x := plain(t, "B N "+keys)
			x.leave(way)
			y := x.again()
			y.press("B N")
			y.shows("▸ No contact with someone")
			is(t, "what is kept", x.store.book.Drafts[page.DraftBoundary], "")
		}
	}
}

// What comes back knows what kind it was.
func TestTheKindOfASetUpComesBack(t *testing.T) {
	x := plain(t, "B N 2")
	x.typeText("photos")
	x.press("esc N")
	if !strings.HasPrefix(x.line(0), " Not looking ") {
		t.Errorf("the title is %q", x.line(0))
	}
	x.press("shift+tab enter")
	is(t, "the plan", x.called("Not looking at photos").Plan, "")
}

// A name that was begun is gone on with where it was left.
func TestTheBeginningOfANameComesBackWithItsBlank(t *testing.T) {
	x := plain(t, "B N 1 enter tab tab x esc N")
	x.typeText("R.")
	x.shows("▸ name               No contact with R.█")
}

func TestASetUpInTheFutureIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"23:50": "23:50 is not here yet", "tomorrow": "Tomorrow is not here yet.", "2027-01-01": "Fri 1 Jan 2027, 12:00 is not here yet.",
		"soon": `"soon" is no time`, "1899-12-31": "Days before 1900 cannot be written.",
	} {
		x := plain(t, "B N 4")
		x.typeText("No calls")
		x.press("tab")
		x.retype(text)
		x.shows(want)
		x.press("shift+tab shift+tab enter")
		is(t, "the boundaries", len(x.store.book.Boundaries), 0)
		if !strings.HasPrefix(x.message(), want) {
			t.Errorf("%q: the message is %q, not %q", text, x.message(), want)
		}
		x.press("esc N")
		x.shows("No calls")
	}
}

func TestANameThatIsTakenIsRefused(t *testing.T) {
	x := kept(t, "B N 4")
	x.typeText("no OLD photos  after ten")
	x.press("shift+tab enter")
	x.says("There is a boundary called No old photos after ten already.")
	is(t, "the changes", len(x.store.log), 0)
	x.press("tab")
	x.retype("Not answering work after eight") // that one ended: its name is free
	x.press("shift+tab enter")
	is(t, "the boundaries", len(x.store.book.Boundaries), 4)
	x.press("e")
	x.retype("No contact with R.")
	x.press("shift+tab enter")
	x.says("There is a boundary called No contact with R. already.")
	x.press("esc")
	is(t, "the changes", len(x.store.log), 1)
}

func TestABoundaryIsEdited(t *testing.T) {
	x := kept(t, "B j e")
	x.shows(" No old photos after ten ")
	x.shows("▸ name               No old photos after ten█")
	x.shows("since              5 Nov 22:00")
	x.shows("‹save it›")
	x.retype("No photos at night")
	x.press("shift+tab enter")
	x.says("No old photos after ten is now called No photos at night.  z undo")
	b := x.boundary("photos")
	is(t, "the name", b.Name, "No photos at night")
	is(t, "since", b.Since.Equal(at(5, "22:00")), true)
	is(t, "the plan", b.Plan, "When it is ten, the phone goes to the kitchen.")
	is(t, "the events", len(b.Events), 1)
	x.shows("▸ No photos at night")
	x.press("e tab tab")
	x.typeText("I sleep.")
	x.press("tab tab tab tab tab enter")
	x.says("No photos at night edited.  z undo")
	x.shows("why    I sleep.")
	x.press("z")
	x.says("Taken back: No photos at night edited.  Z redo")
	x.press("z")
	x.unchanged()
}

// Its beginning keeps its second unless it is edited.
func TestABoundaryKeepsTheSecondInWhichItBegan(t *testing.T) {
	began := time.Date(2025, time.October, 30, 21, 40, 33, 0, time.UTC)
	x := keptBut(t, func(o *fakeOthers) { o.boundaries[0].Since = began }, "B e")
	x.shows("since              30 Oct 2025 21:40")
	x.retype("No contact")
	x.press("shift+tab enter")
	is(t, "since", x.boundary("nocontact").Since.Equal(began), true)
}

func TestABoundaryThatIsLeftAloneIsNotWritten(t *testing.T) {
	for _, keys := range []string{"e esc", "e shift+tab enter", "e shift+tab q", "j j e esc", "j j e shift+tab enter", "e tab tab tab esc"} {
		x := kept(t, "B "+keys)
		if keys == "e shift+tab q" {
			x.press("esc")
		}
		is(t, "the changes", len(x.store.log), 0)
		is(t, "what is kept", len(x.store.book.Drafts), 0)
		x.says("")
		x.shows("▸ ")
	}
}

func TestTheWordsOfAnEditComeBack(t *testing.T) {
	for _, way := range []string{"esc", "ctrl+c", "hangup"} {
		x := kept(t, "B e tab tab")
		x.typeText(" And")
		x.press("enter")
		x.typeText("I eat.")
		x.leave(way)
		is(t, "the changes", len(x.store.log), 0)
		y := x.again()
		if way == "esc" {
			x.says("Not set. The words are kept: e brings them back.")
			y = x
		}
		y.press("B j e")
		y.hides("I eat.")
		y.press("esc k e")
		y.shows("I decide who I am. And\n                     I eat.")
		y.press("shift+tab enter")
		is(t, "the reasons", strings.Join(y.boundary("nocontact").Why, "/"), "I sleep again./I stop checking my phone./I decide who I am. And/I eat.")
		is(t, "what is kept", len(y.store.book.Drafts), 0)
		y.press("z")
		y.unchanged()
	}
}

// What another window writes meanwhile stays: only what was edited here is written.
func TestAnEditLeavesAloneWhatAnotherWindowEdited(t *testing.T) {
	x := kept(t, "B e")
	b := x.boundary("nocontact")
	b.Plan = "When I want to text, I call Ana."
	x.store.elsewhere(record.Change{Boundaries: record.Put(b)})
	x.look()
	x.retype("No contact")
	x.press("shift+tab enter")
	is(t, "the name", x.boundary("nocontact").Name, "No contact")
	is(t, "the plan", x.boundary("nocontact").Plan, "When I want to text, I call Ana.")
}

// Nothing that was not edited here is written, whatever another window edited.
func TestAnEditThatChangesNothingWritesNothing(t *testing.T) {
	x := kept(t, "B e")
	b := x.boundary("nocontact")
	b.Plan = "When I want to text, I call Ana."
	x.store.elsewhere(record.Change{Boundaries: record.Put(b)})
	x.look()
	x.press("shift+tab enter")
	is(t, "the changes", len(x.store.log), 1)
	is(t, "the plan", x.boundary("nocontact").Plan, "When I want to text, I call Ana.")
}

// A boundary that ended meanwhile stays ended, one that was taken away is not lost with
// what is typed.
func TestAnEditOfABoundaryThatEndedMeanwhile(t *testing.T) {
	x := kept(t, "B e")
	x.retype("No contact")
	x.store.elsewhere(record.EndBoundary(x.boundary("nocontact"), boundary.LetGo, evening, nil))
	x.look()
	x.shows("No contact█")
	x.press("shift+tab enter")
	b := x.boundary("nocontact")
	is(t, "the name", b.Name, "No contact")
	is(t, "it ended", b.Ended != nil, true)
	is(t, "the events", len(b.Events), 9)

	x = kept(t, "B e")
	x.retype("No contact")
	x.store.elsewhere(record.Change{Boundaries: record.Take(x.boundary("nocontact"))})
	x.look()
	x.shows("No contact█")
	x.press("shift+tab enter")
	if kept := strings.Contains(x.store.book.Drafts["boundary/nocontact"], "No contact"); !kept && x.store.book.Boundaries.Find("nocontact") == nil {
		t.Errorf("the words are gone:\n%s", x.text())
	}
}

func TestNewsTouchesNoWordsOfASetUp(t *testing.T) {
	x := kept(t, "B N 4")
	x.typeText("half a")
	x.store.elsewhere(record.Change{Moods: record.Put(journal.NewMood(evening, 3, "", calendar.DefaultPreferences))})
	x.look()
	x.lookAt(looks[1])
	x.resize(60, 20)
	x.shows("half a█")
	is(t, "the cursors", x.cursors(), 1)
}

func TestAPasteIntoABoundaryIsCleaned(t *testing.T) {
	x := plain(t, "B N 4")
	x.paste("No\ncalls\x1b[2J\u202e")
	x.press("tab tab")
	x.paste("one\r\n\r\n  two \x07\nthree")
	x.press("shift+tab shift+tab shift+tab enter")
	b := x.called("No calls[2J")
	is(t, "the reasons", strings.Join(b.Why, "/"), "one/two/three")
}

func TestTheLongestWordsOfABoundaryFit(t *testing.T) {
	t.Parallel()
	x := plain(t, "B N 4")
	x.paste(strings.Repeat("é", 3*spelling.MaxName))
	for range 5 {
		x.press("tab")
		if x.app.top().(*boundaries.Form).At().TextArea != nil {
			x.paste(strings.Repeat("漢字 ", spelling.MaxNote))
		}
		x.text()
	}
	x.press("tab")
	x.paste(strings.Repeat("word\n", spelling.MaxNote))
	x.text()
	x.press("tab enter")
	b := x.called(strings.Repeat("é", spelling.MaxName))
	if err := b.Validate(); err != nil {
		t.Error(err)
	}
	for _, keys := range []string{"", "enter", "e", "esc u", "enter", "esc s"} {
		x.press(keys)
		x.text()
	}
}

func TestTheMouseSetsUpABoundary(t *testing.T) {
	x := plain(t, "B")
	x.clickOn("N set one up")
	x.clickOn("No contact with someone")
	x.clickOn("enter go on")
	x.typeText("R.")
	x.clickOn("plan ")
	x.typeText("walk.")
	x.clickOn("I'm not okay with")
	x.typeText("calls")
	x.clickOn("I'm okay with")
	x.typeText("letters")
	x.wheelOver(tea.MouseWheelDown)
	x.clickOn("‹set it›")
	b := x.called("No contact with R.")
	if b.Plan != "When I want to write, I walk." || !slices.Equal(b.NotOkay, []string{"calls"}) || !slices.Equal(b.Okay, []string{"letters"}) {
		t.Errorf("the boundary is %+v", b)
	}
	for i, kind := range []string{"Not looking", "A limit", "In my own words"} {
		x.press("N")
		x.clickOn(kind)
		is(t, "the kind", x.app.top().(*boundaries.Form).Chosen, i+1)
		x.press("esc")
	}
}

// wheelOver turns the wheel, which touches no field.
func (x *terminal) wheelOver(button tea.MouseButton) {
	x.t.Helper()
	before := x.text()
	x.wheel(button)
	is(x.t, "the screen", x.text(), before)
}

func TestASetUpWaitsWhileTheDiskIsFull(t *testing.T) {
	x := plain(t, "B N 4")
	x.store.fail = errFull
	x.typeText("No calls")
	x.press("shift+tab enter")
	x.shows("▸ No calls")
	x.says("Not saved yet: no space left on the disk. The change is kept here.  ! more")
	x.press("s enter u 7 esc")
	x.shows("since 23:40")
	x.press("!")
	x.shows("3 changes are not saved")
	x.press("esc")
	x.store.fail = nil
	x.retry()
	b := x.called("No calls")
	is(t, "the events", len(b.Events), 2)
	x.press("z z z")
	is(t, "the boundaries", len(x.store.book.Boundaries), 0)
}
