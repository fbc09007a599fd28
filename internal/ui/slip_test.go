package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// retype puts a text in place of what is in the line that has the focus.
func (x *terminal) retype(text string) {
	x.t.Helper()
	x.press("end ctrl+u")
	x.typeText(text)
}

func TestASlipIsTwoKeys(t *testing.T) {
	x := kept(t, "B s")
	x.shows(" 23 days were kept. They stay kept, and 23 stays the longest.")
	x.shows(" If they wrote and you did not answer, that is no slip.")
	is(t, "the changes", len(x.store.log), 0)
	x.press("enter")
	x.says("Begun again at 23:40. 23 days stay kept.  z undo")
	e := x.only()
	if e.Kind != boundary.Slip || e.Boundary != "nocontact" || !e.At.Equal(evening) || e.Day != sunday || e.HasWords() {
		t.Errorf("the slip is %+v", e)
	}
	x.shows("▸ No contact with R.")
	x.shows("  since 23:40 ")
	x.shows("longest 23 d, 23 d kept in all, 9 urges ridden out")
	x.hides(" 0 d")
	x.now = evening.Add(3 * time.Hour)
	x.look()
	x.shows("  3 hours ")
	x.now = evening.Add(49 * time.Hour)
	x.look()
	x.shows("  2 days, 1 hour ")
	x.shows("longest 23 d, 25 d kept in all")
	x.now = evening
	x.look()
	x.press("z")
	x.says("Taken back: a slip.  Z redo")
	x.shows("  23 days, 2 hours ")
	x.unchanged()
	x.press("Z")
	x.says("Done again: a slip.  z undo")
	x.shows("  since 23:40 ")
}

func TestNeededContactIsTwoKeysAndNoSlip(t *testing.T) {
	x := kept(t, "B c")
	x.shows("‹needed: children, court, work›")
	x.shows(" The run goes on: 23 days, 2 hours.")
	x.hides("no slip.\n")
	is(t, "the key line", x.keyLine(), "enter write it down  ← → slip or needed  tab next  esc leave, words are kept")
	x.press("enter")
	x.says("Written down. The run goes on: 23 days, 2 hours.  z undo")
	is(t, "the kind", x.only().Kind, boundary.Contact)
	x.shows("  23 days, 2 hours ")
	x.press("z")
	x.says("Taken back: needed contact.  Z redo")
	x.unchanged()
}

func TestTheKindIsChosen(t *testing.T) {
	for keys, want := range map[string]boundary.Kind{
		"s right": boundary.Contact, "s left": boundary.Contact, "s l": boundary.Contact, "s h": boundary.Contact, "s space": boundary.Contact, "s right right": boundary.Slip,
		"c left": boundary.Slip, "c right": boundary.Slip, "c right tab shift+tab right": boundary.Contact, "s": boundary.Slip, "c": boundary.Contact,
	} {
		x := kept(t, "B "+keys+" enter")
		if got := x.only().Kind; got != want {
			t.Errorf("%s makes %v, not %v", keys, got, want)
		}
	}
}

func TestASlipIsWrittenFromEveryField(t *testing.T) {
	for tabs := range 4 {
		x := kept(t, "B j s"+strings.Repeat(" tab", tabs))
		x.press("enter")
		e := x.only()
		is(t, "the boundary", e.Boundary, "photos")
		is(t, "the time", e.At.Equal(evening), true)
	}
}

func TestTheWordsOfASlipAreKeptWithIt(t *testing.T) {
	x := kept(t, "B s tab tab")
	x.typeText("I wrote back, two lines.")
	x.press("ctrl+j")
	x.typeText("Then I put it away.")
	x.press("down")
	x.typeText("Phone in the kitchen. Call Ana tomorrow.")
	x.shows("what happened  I wrote back, two lines.\n                 Then I put it away.\n▸ what next      Phone in the kitchen. Call Ana tomorrow.█")
	x.press("up enter")
	e := x.only()
	is(t, "what happened", e.Note, "I wrote back, two lines.\nThen I put it away.")
	is(t, "what next", e.Next, "Phone in the kitchen. Call Ana tomorrow.")
	is(t, "the asides", len(x.store.book.Drafts), 0)
	x.press("J")
	x.shows("23:40  A slip: I wrote back, two lines. Then I put it away. Next: Phone in\n")
	x.press("B enter")
	x.shows("  runs")
	x.shows("23 days            Fri 30 Oct, 21:40 to 23:40")
	x.shows("  23:40              a slip: I wrote back, two lines. Then I put it away. Next:")
	x.press("s")
	x.hides("I wrote back")
}

// Words that were not written down come back, whichever way the page was left.
func TestTheWordsOfASlipComeBack(t *testing.T) {
	t.Parallel()
	for _, open := range []string{"s", "c"} {
		for _, way := range []string{"esc", "ctrl+c", "hangup"} {
			x := kept(t, "B "+open+" tab")
			x.retype("21:40")
			x.press("tab")
			x.typeText("I wrote back,")
			x.press("ctrl+j")
			x.typeText("two lines.")
			x.press("tab")
			x.typeText("Call Ana")
			x.leave(way)
			is(t, "the events", len(x.since()), 0)
			is(t, "the changes to take back", len(x.store.log), 0)
			y := x.again()
			y.now = evening.Add(time.Hour)
			y.look()
			if way == "esc" { // the same program has them, too
				y = x
			}
			for _, key := range []string{"s", "c"} {
				y.press("B " + key)
				y.shows("I wrote back,\n                 two lines.\n  what next      Call Ana")
				y.hides("21:40") // the time would be the wrong one
				y.press("esc")
			}
			y.press("j s")
			y.hides("I wrote back") // that is another boundary
			y.press("esc k s tab tab")
			y.shows("two lines.█")
			y.press("enter")
			is(t, "the words", y.only().Note+"/"+y.only().Next, "I wrote back,\ntwo lines./Call Ana")
			y.press("s")
			y.hides("I wrote back")
			is(t, "the asides", len(y.store.book.Drafts), 0)
		}
	}
}

func TestWordsThatAreEmptiedDoNotComeBack(t *testing.T) {
	x := kept(t, "B s tab tab")
	x.typeText("abc")
	x.press("esc s tab tab backspace backspace backspace esc")
	is(t, "the asides", len(x.store.book.Drafts), 0)
	y := x.again()
	y.press("B s")
	y.hides("abc")
}

// With a full disk the words wait with everything else.
func TestTheWordsOfASlipWaitWhileTheDiskIsFull(t *testing.T) {
	x := kept(t, "B s tab tab")
	x.store.fail = errFull
	x.typeText("I wrote back.")
	x.press("ctrl+c")
	if err := x.app.Drain(); !errors.Is(err, errFull) {
		t.Errorf("drain answers %v", err)
	}
	is(t, "the changes that wait", len(x.app.Unsaved()), 1)
	x.store.fail = nil
	if err := x.app.Drain(); err != nil {
		t.Fatal(err)
	}
	y := x.again()
	y.press("B s")
	y.shows("I wrote back.")

	x = kept(t, "B s")
	x.store.fail = errFull
	x.press("enter")
	x.shows("  since 23:40 ")
	x.says("Not saved yet: no space left on the disk. The change is kept here.  ! more")
	x.store.fail = nil
	x.retry()
	is(t, "the kind", x.only().Kind, boundary.Slip)
}

func TestTheTimeOfASlipIsReadAsPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]struct {
		reads string
		at    time.Time
	}{
		"21:40":            {"Sunday 22 November, 21:40", at(22, "21:40")},
		"@9:05":            {"Sunday 22 November, 09:05", at(22, "09:05")},
		"now":              {"Sunday 22 November, 23:40", evening},
		"yesterday 22:00":  {"Saturday 21 November, 22:00", at(21, "22:00")},
		"yesterday":        {"Saturday 21 November, 12:00", at(21, "12:00")},
		"fri 23:30":        {"Friday 20 November, 23:30", at(20, "23:30")},
		"18 Nov 21:40":     {"Wednesday 18 November, 21:40", at(18, "21:40")},
		"2026-11-18 21:40": {"Wednesday 18 November, 21:40", at(18, "21:40")},
		"yesterday 01:30":  {"Sunday 22 November, 01:30", at(22, "01:30")}, // the night after it
		"22 Nov 01:30":     {"Sunday 22 November, 01:30", at(22, "01:30")},
		"-2d 8:00":         {"Friday 20 November, 08:00", at(20, "08:00")},
	} {
		x := kept(t, "B s tab")
		x.retype(text)
		x.shows(want.reads)
		x.press("enter")
		if got := x.only().At; !got.Equal(want.at) {
			t.Errorf("%q makes %v, not %v", text, got, want.at)
		}
	}
}

func TestATimeThatCannotBeSaysSoAndKeepsThePage(t *testing.T) {
	for text, want := range map[string]string{
		"23:50":          "23:50 is not here yet; a time of the day before is written yesterday @23:50.",
		"tomorrow 10:00": "Tomorrow is not here yet.",
		"2026-12-24":     "Thu 24 Dec, 12:00 is not here yet.",
		"30 Oct 21:39":   "No contact with R. began Fri 30 Oct, 21:40, and a slip is after that",
		"25:00":          "25:00 is no time; a time is written 21:40.",
		"soon":           `"soon" is no time; write 21:40, yesterday 22:00, 30 Oct 21:40 or`,
		"":               `"" is no time; write 21:40`,
	} {
		x := kept(t, "B s tab tab")
		x.typeText("I wrote back.")
		x.press("shift+tab")
		x.retype(text)
		x.press("enter")
		x.shows(want)
		is(t, "the cursors", x.cursors(), 1)
		is(t, "the changes", len(x.store.log), 0)
		x.retype("22:00")
		x.press("enter")
		e := x.only()
		is(t, "the time", e.At.Equal(at(22, "22:00")), true)
		is(t, "the words", e.Note, "I wrote back.")
	}
}

// Contact that was needed before the boundary was set is no matter.
func TestNeededContactMayBeBeforeTheBoundary(t *testing.T) {
	x := kept(t, "B c tab")
	x.retype("29 Oct 12:00")
	x.press("enter")
	is(t, "the kind", x.only().Kind, boundary.Contact)
}

func TestASlipAfterMidnightIsOfTheDayBefore(t *testing.T) {
	x := kept(t, "")
	x.now = time.Date(2026, time.November, 23, 1, 30, 0, 0, time.UTC)
	x.look()
	x.press("B s")
	x.shows("when           01:30")
	x.press("tab tab")
	x.typeText("words")
	x.press("enter")
	x.says("Begun again at 01:30. 23 days stay kept.  z undo")
	e := x.only()
	is(t, "the day", e.Day, sunday)
	is(t, "the time", e.At.Equal(x.now), true)
	x.shows("since 01:30")
	x.press("J")
	x.shows("Sunday 22 November")
	x.shows("01:30  A slip: words")
	x.now = x.now.Add(24 * time.Hour)
	x.look()
	x.press("B")
	x.shows("  1 day ")
}

// A slip of a while ago begins the run there.
func TestASlipOfAWhileAgoBeginsTheRunThere(t *testing.T) {
	x := kept(t, "B s tab")
	x.retype("18 Nov 21:40")
	x.press("enter")
	x.says("Begun again at Wed 18 Nov, 21:40. 19 days stay kept.  z undo")
	x.shows("  4 days, 2 hours ")
	x.shows("longest 19 d, 23 d kept in all")
	is(t, "the day", x.only().Day, sunday-4)
	x.press("s tab")
	x.retype("16 Nov 21:40")
	x.press("enter")
	x.says("Begun again at Mon 16 Nov, 21:40. 17 days stay kept.  z undo")
	x.shows("  4 days, 2 hours ")
}

// What the page says is kept is what the message says then.
func TestThePageOfASlipSaysWhatIsKeptAtItsTime(t *testing.T) {
	x := kept(t, "B s tab")
	x.retype("18 Nov 21:40")
	x.shows("19 days were kept. They stay kept, and 19 stays the longest.")
}

func TestThePageOfASlipSaysWhatStays(t *testing.T) {
	for _, row := range []struct {
		since, slip  time.Time
		page, enters string
	}{
		{at(22, "23:10"), time.Time{}, "What was kept until now stays kept.", "Begun again at 23:40. What was kept stays kept."},
		{at(22, "10:10"), time.Time{}, "What was kept until now stays kept.", "Begun again at 23:40. What was kept stays kept."},
		{at(21, "23:40"), time.Time{}, "1 day was kept. It stays kept, and 1 stays the longest.", "Begun again at 23:40. 1 day stays kept."},
		{at(1, "12:00"), at(20, "13:00"), "2 days were kept. They stay kept, and 19 stays the longest.", "Begun again at 23:40. 2 days stay kept."},
		{at(1, "12:00"), at(22, "13:00"), "21 d kept in all stay kept, and 21 stays the longest.", "Begun again at 23:40. What was kept stays kept."},
	} {
		x := keptBut(t, func(o *fakeOthers) {
			boundariesLeft(1)(o)
			o.boundaries[0].Since, o.boundaries[0].Events = row.since, nil
			if !row.slip.IsZero() {
				o.boundaries[0].Events = []boundary.Event{boundary.NewEvent("nocontact", boundary.Slip, row.slip, calendar.DefaultPreferences)}
			}
		}, "B s")
		x.shows(row.page)
		x.press("enter")
		x.says(row.enters + "  z undo")
	}
}

func TestSlipsAndContactsAreTakenBackOneByOne(t *testing.T) {
	x := kept(t, "B s enter j c enter k c tab tab x y z enter")
	is(t, "the events", len(x.since()), 3)
	x.press("z z z")
	x.unchanged()
	x.press("Z Z Z")
	is(t, "the events", len(x.since()), 3)
	x.press("z z z z")
	x.says("Nothing more to take back.")
}

// Another window ends the boundary while words are written under it: they are not lost.
func TestASlipUnderABoundaryThatEndedKeepsTheWords(t *testing.T) {
	for _, gone := range []bool{false, true} {
		x := kept(t, "B s tab tab")
		x.typeText("I wrote back.")
		if gone {
			x.store.elsewhere(record.Change{Boundaries: record.Take(x.boundary("nocontact"))})
		} else {
			x.store.elsewhere(record.EndBoundary(x.boundary("nocontact"), boundary.LetGo, evening, nil))
		}
		x.look()
		x.shows("I wrote back.█")
		x.press("enter")
		is(t, "the events", len(x.since()), 0)
		if gone {
			x.says("The boundary is no longer there.")
		} else {
			x.says("No contact with R. has ended; nothing more is written under it.")
		}
		x.shows("I wrote back.█")
		x.press("esc")
		is(t, "the words are kept", strings.Contains(x.store.book.Drafts["contact/nocontact"], "I wrote back."), true)
	}
}

func TestASlipThatTheStoreRefusesIsTakenOffTheScreen(t *testing.T) {
	x := kept(t, "B s")
	x.store.refuse = refusal.New("The record was put back to yesterday's")
	x.press("enter")
	x.says("The record was put back to yesterday's.")
	x.shows("  23 days, 2 hours ")
	is(t, "the events", len(x.since()), 0)
}

func TestNewsTouchesNoWordsOfASlip(t *testing.T) {
	x := kept(t, "B s tab tab")
	x.typeText("half a")
	x.store.elsewhere(record.Change{Moods: record.Put(journal.NewMood(evening, 3, "", calendar.DefaultPreferences))})
	x.now = evening.Add(2 * time.Minute)
	x.look()
	x.lookAt(looks[1])
	x.resize(60, 20)
	x.shows("half a█")
	x.press("enter")
	is(t, "the time", x.only().At.Equal(evening), true) // when it was opened
}

func TestTheMouseWorksOnThePageOfASlip(t *testing.T) {
	x := kept(t, "B")
	x.clickOn("s slip")
	x.clickOn("needed: children")
	x.shows("‹needed: children, court, work›")
	x.clickOn("a slip")
	x.shows("‹a slip›")
	x.clickOn("what next")
	x.typeText("Ana")
	x.clickOn("what happened")
	x.typeText("I wrote")
	x.clickOn("when ")
	x.retype("22:00")
	x.clickOn("23 days were kept")
	is(t, "the changes", len(x.store.log), 0)
	x.clickOn("enter begin again")
	e := x.only()
	if e.Kind != boundary.Slip || e.Note != "I wrote" || e.Next != "Ana" || !e.At.Equal(at(22, "22:00")) {
		t.Errorf("the slip is %+v", e)
	}
	x.press("c tab tab")
	x.typeText("court")
	x.clickOn("esc leave")
	is(t, "the events", len(x.since()), 1)
	is(t, "the words are kept", strings.Contains(x.store.book.Drafts["contact/nocontact"], "court"), true)
}

func TestNothingIsWrittenUnderABoundaryThatEnded(t *testing.T) {
	for _, key := range []string{"s", "c", "E"} {
		x := kept(t, "B G "+key)
		x.says("Not answering work after eight was let go. Nothing more is written under it.")
		is(t, "the pages", len(x.app.session.Pages), 0)
	}
	x := keptBut(t, func(o *fakeOthers) { o.boundaries[2].Ended.How = boundary.Reopened }, "B G s")
	x.says("Not answering work after eight was reopened. Nothing more is written under it.")
}

// The add line writes slips and urges, too, and says so in the same words.
func TestTheAddLineWritesUnderABoundary(t *testing.T) {
	for _, row := range []struct {
		text, reads, says string
		kind              boundary.Kind
	}{
		{"slip -- I wrote back", "A slip, today 23:40", "Begun again at 23:40. 23 days stay kept.", boundary.Slip},
		{"urge 7", "An urge, today 23:40: 7 of 10", "An urge, 7 of 10. Written down.", boundary.Urge},
		{"contact -- court", "Needed contact, today 23:40", "Written down. The run goes on: 23 days, 2 hours.", boundary.Contact},
	} {
		x := keptBut(t, boundariesLeft(1), "B a")
		x.typeText(row.text)
		x.shows(row.reads)
		x.press("enter")
		x.says(row.says + "  z undo")
		all := slices.DeleteFunc(x.boundary("nocontact").Events, func(e boundary.Event) bool { return strings.HasPrefix(string(e.ID), "urge") })
		is(t, "the kind", all[0].Kind, row.kind)
		x.press("z")
		is(t, "the events", len(x.boundary("nocontact").Events), 9)
	}
}

// What was said of the place is not said again on a page: its z would take something
// else back.
func TestAPageBeginsWithoutTheMessageOfItsPlace(t *testing.T) {
	for _, keys := range []string{"B s", "B N", "B E", "u", "J w"} {
		x := kept(t, "m 4 enter")
		x.says("Mood: good.  z undo")
		x.press(keys)
		x.hides("Mood: good.")
	}
}

// Choices that need several lines are found on the line that they are drawn on.
func TestAClickOnAChoiceBelowAnotherChoosesIt(t *testing.T) {
	x := keptOn("B s")(t, sized(40, 20))
	x.clickAt("needed: children", 3)
	x.shows("The run goes on")
	x.clickAt("a slip", 2)
	x.hides("The run goes on")
}
