package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/ui/page"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
)

// journalOf is a journal of n days with a reflection each, the newest today; every
// tenth has a mood, every seventh a slip.
func journalOf(n int) func(*fakeOthers) {
	return func(o *fakeOthers) {
		*o = fakeOthers{boundaries: boundary.List{{ID: "nocontact", Name: "No contact", Since: evening.AddDate(0, 0, -n-1)}}}
		for i := range n {
			when := evening.AddDate(0, 0, -i).Add(-time.Hour)
			r := journal.NewReflection(when, "", fmt.Sprintf("Words of day %04d.", i), calendar.DefaultPreferences)
			r.ID = ident.ID(fmt.Sprintf("r%04d", i))
			o.reflections = append(o.reflections, r)
			if i%10 == 0 {
				m := journal.NewMood(when, 1+i/10%5, "", calendar.DefaultPreferences)
				m.ID = ident.ID(fmt.Sprintf("m%04d", i))
				o.moods = append(journal.Moods{m}, o.moods...)
			}
			if i%7 == 0 {
				e := boundary.NewEvent("nocontact", boundary.Slip, when, calendar.DefaultPreferences)
				e.ID, e.Note = ident.ID(fmt.Sprintf("e%04d", i)), fmt.Sprintf("Slip of day %04d", i)
				o.boundaries[0].Events = append(o.boundaries[0].Events, e)
			}
		}
		boundary.SortEvents(o.boundaries[0].Events)
	}
}

// chosenLine is the line with the ▸, and the one behind it where it stands before a
// time alone.
func (x *terminal) chosenLine() string {
	x.t.Helper()
	for _, l := range x.screen() {
		if strings.HasPrefix(l, "▸") {
			return strings.TrimSpace(strings.TrimPrefix(l, "▸"))
		}
	}
	return ""
}

// onEntry fails unless the ▸ is on a line with this in it.
func (x *terminal) onEntry(want string) {
	x.t.Helper()
	if got := x.chosenLine(); !strings.Contains(got, want) || got == "" {
		x.t.Errorf("the ▸ is on %q, not on %q:\n%s", got, want, x.text())
	}
}

func TestTheJournalIsNewestFirst(t *testing.T) {
	x := kept(t, "J", sized(80, 60))
	order := []string{
		"▸Sunday 22 November                                 ▂ low   08:10  ▆ good  22:05",
		"  23:12  What did I do today only for myself?",
		"  08:10  Low: woke at five",
		" Saturday 21 November                                              ▇ great 21:30",
		"  21:40  I walked home the long way.",
		" Friday 20 November ",
		" Thursday 19 November ",
		"         Meditation: train strike, a rest",
		" Wednesday 18 November ",
		"  23:10  An urge, 7 of 10: a photo of the lake; helped: the plan, time passing",
		" Monday 16 November ",
		"  22:00  A slip: Looked at the ones of the lake. Next: Phone in the kitchen.",
		" Sunday 1 November ",
	}
	text, from := x.text(), 0
	for _, want := range order {
		i := strings.Index(text[from:], want)
		if i < 0 {
			t.Fatalf("%q does not follow in\n%s", want, text)
		}
		from += i
	}
	is(t, "urges without words", strings.Count(text, "An urge"), 1)
}

// What is written shows at once, whichever way, and goes with undo.
func TestTheJournalFollowsWhatIsWritten(t *testing.T) {
	x := kept(t, "J")
	for _, row := range []struct{ keys, text, then, shows string }{
		{"m 1 tab", "the tram", "enter", "23:40  Awful: the tram"},
		{"a", "meditation -- the kettle", "enter", "Meditation: the kettle"},
		{"a", "slip no contact -- I wrote back", "enter", "23:40  A slip: I wrote back"},
		{"w shift+tab", "A page of words.", "esc", "23:40  A page of words."},
	} {
		x.hides(row.shows)
		x.press(row.keys)
		x.typeText(row.text)
		x.press(row.then)
		x.shows(row.shows)
		x.press("z")
		x.hides(row.shows)
		x.press("Z")
		x.shows(row.shows)
	}
	x.press("z z z z")
	x.unchanged()
	m := journal.NewMood(evening, 5, "from elsewhere", calendar.DefaultPreferences)
	x.store.elsewhere(record.Change{Moods: record.Put(m)})
	x.look()
	x.shows("23:40  Great: from elsewhere")
	x.press("T m 2 tab")
	x.typeText("from Today")
	x.press("enter")
	x.press("J")
	x.shows("Low: from Today")
}

func TestTheCursorOfTheJournalWalks(t *testing.T) {
	x := kept(t, "J")
	for _, row := range []struct{ key, on string }{
		{"up", "Sunday 22 November"},
		{"down", "What did I do today"},
		{"j", "Low: woke at five"},
		{"j", "Saturday 21 November"},
		{"down", "I walked home"},
		{"k", "Saturday 21 November"},
		{"up", "Low: woke"},
		{"left", "Saturday 21 November"},
		{"h", "Friday 20 November"},
		{"left", "Thursday 19 November"},
		{"right", "Friday 20 November"},
		{"l", "Saturday 21 November"},
		{"right", "Sunday 22 November"},
		{"right", "Sunday 22 November"},
		{"j", "What did I do"},
		{"right", "Sunday 22 November"},
		{"G", "Sunday 1 November"},
		{"left", "Sunday 1 November"},
		{"g", "Sunday 22 November"},
		{"end", "Sunday 1 November"},
		{".", "Sunday 22 November"},
		{"pgdown", "Thursday 19 November"},
		{"pgup", "Sunday 22 November"},
	} {
		x.press(row.key)
		x.onEntry(row.on)
		if t.Failed() {
			t.Fatalf("after %s", row.key)
		}
	}
	is(t, "the changes", len(x.store.log), 0)
}

// On a record of years every entry can be reached, by its place, its date and its words.
func TestEveryEntryOfYearsCanBeReached(t *testing.T) {
	t.Parallel()
	x := keptBut(t, journalOf(700), "J")
	for i := range 200 {
		for !strings.Contains(x.chosenLine(), fmt.Sprintf("Words of day %04d", i)) {
			before := x.chosenLine()
			x.press("j")
			if x.chosenLine() == before {
				t.Fatalf("day %d is not reached:\n%s", i, x.text())
			}
		}
	}
	x.press("d")
	x.typeText("-600d")
	x.press("enter")
	x.onEntry("Tuesday 1 April 2025")
	x.press("j")
	x.onEntry("Words of day 0600.")
	x.press("g /")
	x.typeText("day 0699")
	x.press("enter")
	x.shows("Words of day 0699.")
	x.press("esc")
	for range 12 {
		x.press("G")
	}
	x.onEntry("Words of day 0699.")
}

// Whoever goes to a date sees what was written on it.
func TestADateOfTheJournalIsShownWithItsWords(t *testing.T) {
	x := keptBut(t, journalOf(700), "J d")
	x.typeText("-600d")
	x.press("enter")
	x.shows("Words of day 0600.")
}

func TestTheEndOfTheJournalIsOneKeyAway(t *testing.T) {
	x := keptBut(t, journalOf(300), "J G")
	x.onEntry("Words of day 0299.")
}

func TestASearchLooksThroughAllDays(t *testing.T) {
	x := kept(t, "J /")
	x.typeText("LAKE")
	x.shows(" / LAKE█   2 found")
	x.shows("23:10  An urge, 7 of 10: a photo of the lake")
	x.shows("22:00  A slip: Looked at the ones of the lake.")
	x.hides("I cooked")
	x.hides("Saturday")
	x.press("down")
	x.onEntry("22:00")
	x.press("enter")
	x.shows(" / LAKE   2 found   esc clears")
	x.onEntry("22:00")
	x.press("/ backspace")
	x.shows(" / LAK█   2 found")
	x.press("esc")
	x.hides(" found")
	x.onEntry("22:00")
	x.shows("Tuesday 17 November")
	for text, found := range map[string]string{
		"kitchen": "2 found", "what did i": "1 found", "MEDITATION": "1 found", "woke": "2 found", "photo": "1 found", "time passing": "1 found", "xyz": "0 found", "  ": "found", "radio on.": "1 found",
	} {
		x := kept(t, "J /")
		x.typeText(text)
		if !strings.Contains(x.line(-2), found) {
			t.Errorf("%q finds %q, not %s", text, x.line(-2), found)
		}
	}
	x = kept(t, "J /")
	x.typeText("xyz")
	x.shows(`Nothing with "xyz". esc clears.`)
	x.press("enter e backspace enter left right G . m esc")
	is(t, "the changes", len(x.store.log), 0)
	x.press("esc")
	x.onEntry("Sunday 22 November")
	x.press("esc")
	is(t, "the place", x.app.at, page.PlaceToday)

	x = keptBut(t, journalOf(700), "J /")
	x.typeText("slip of day")
	x.shows("100 found")
	x.press("enter G")
	x.onEntry("Slip of day 0693")
}

func TestADateOfTheJournalIsGoneTo(t *testing.T) {
	for text, on := range map[string]string{
		"sat": "Saturday 21 November", "yesterday": "Saturday 21 November", "-4d": "Wednesday 18 November", "2026-11-01": "Sunday 1 November", "today": "Sunday 22 November",
	} {
		x := kept(t, "J d")
		x.typeText(text)
		x.shows(" go to  " + text + "█")
		x.press("enter")
		x.onEntry(on)
	}
	x := keptBut(t, func(o *fakeOthers) { o.moods = o.moods[:3] }, "J d")
	x.typeText("2026-11-10") // there is nothing on it: the day before it that has any
	x.press("enter")
	x.onEntry("Tuesday 3 November")
	for _, text := range []string{"tomorrow", "2026-13-45", "soon"} {
		x := kept(t, "J d")
		x.typeText(text)
		x.press("enter")
		is(t, "the cursors", x.cursors(), 1)
		x.press("esc")
		x.onEntry("Sunday 22 November")
		is(t, "the place", x.app.at, page.PlaceJournal)
	}
	x = kept(t, "J d enter")
	is(t, "the cursors", x.cursors(), 0)
}

// A date before all that was written leaves the cursor on what there is.
func TestADateBeforeTheJournalStaysOnIt(t *testing.T) {
	x := kept(t, "J d")
	x.typeText("2020-01-01")
	x.press("enter")
	if x.chosenLine() == "" {
		t.Errorf("there is no ▸:\n%s", x.text())
	}
	x.press("m esc j k")
	x.text()
}

func TestAnEntryIsTakenAwayAndBroughtBack(t *testing.T) {
	for _, row := range []struct{ keys, gone, says string }{
		{"j", "I cooked. Rice", "A reflection, taken away."},
		{"j j", "Low: woke at five", "Mood 2, taken away."},
		{"", "good  22:05", "Mood 4, taken away."},
		{"left j", "I walked home", "A reflection, yesterday, taken away."},
		{"d", "Meditation: train strike", "A note with Meditation on Thu 19 Nov, taken away."},
	} {
		x := kept(t, "J")
		if row.keys == "d" {
			x.press("left left left j")
		} else {
			x.press(row.keys)
		}
		x.shows(row.gone)
		x.press("backspace")
		x.hides(row.gone)
		is(t, "the changes", len(x.store.log), 1)
		if row.keys != "d" {
			x.says(row.says + "  z undo")
		}
		x.press("z")
		x.unchanged()
		x.press("g")
		x.shows(row.gone)
		is(t, "the note", x.entry(meditation, sunday-3).Note, "train strike, a rest")
		x.press("Z")
		x.hides(row.gone)
		x.press("z delete")
		x.text()
	}
	for _, search := range []string{"urge", "slip"} {
		x := kept(t, "J /")
		x.typeText("lake")
		x.press("enter")
		if search == "slip" {
			x.press("down")
		}
		before := len(x.boundary("nocontact").Events) + len(x.boundary("photos").Events)
		x.press("backspace")
		is(t, "the events", len(x.boundary("nocontact").Events)+len(x.boundary("photos").Events), before-1)
		x.press("z")
		x.unchanged()
	}
}

// The cursor stays where it was, so that more can be taken away, or nothing by mistake.
func TestTheCursorStaysWhereSomethingWasTakenAway(t *testing.T) {
	x := keptBut(t, journalOf(30), "J j j backspace") // after the day and its slip or words
	is(t, "the reflections", len(x.store.reflections)+len(x.boundary("nocontact").Events), 30+5-1)
	x.onEntry("Words of day 0001.")
	x.press("backspace")
	x.onEntry("Words of day 0002.")
	x.press("G backspace")
	x.onEntry("day 0028")
	is(t, "the changes", len(x.store.log), 3)
	x.press("z z z")
	is(t, "the reflections", len(x.store.reflections), 30)
}

func TestALongEntryIsOpenedAndClosed(t *testing.T) {
	for _, key := range []string{"enter", "space"} {
		x := kept(t, "J j")
		x.shows("until it ..")
		x.hides("for once.")
		x.press(key)
		x.shows("thought of nothing much for once.")
		x.press(key)
		x.hides("for once.")
		x.press(key + " j k esc")
		x.hides("for once.")
		is(t, "the place", x.app.at, page.PlaceJournal)
		x.press(key + " down")
		x.shows("for once.") // what is open stays so
		x.press("esc esc")
		is(t, "the place", x.app.at, page.PlaceToday)
	}
}

// An entry that is longer than the screen can be read to its end.
func TestAVeryLongEntryCanBeReadToItsEnd(t *testing.T) {
	t.Parallel()
	words := ""
	for i := range 600 {
		words += fmt.Sprintf("word%03d ", i)
	}
	x := keptBut(t, func(o *fakeOthers) { o.reflections[0].Text = words }, "J j enter")
	seen := ""
	for _, key := range []string{"pgdown", "down", "pgup", "up", "wheel"} {
		for range 40 {
			seen += x.text()
			if key == "wheel" {
				x.wheel(tea.MouseWheelDown)
			} else {
				x.press(key)
			}
		}
	}
	for i := range 600 {
		if want := fmt.Sprintf("word%03d", i); !strings.Contains(seen, want) {
			t.Fatalf("%s is never to be seen", want)
		}
	}
}

func TestAReflectionIsEdited(t *testing.T) {
	x := kept(t, "J j e")
	x.shows(" What did I do today only for myself?")
	x.shows("thought of nothing much for once.█")
	is(t, "the key line", strings.HasPrefix(x.keyLine(), "enter new line  esc done"), true)
	x.press("tab shift+tab") // its question stays
	x.shows(" What did I do today only for myself?")
	x.typeText(" Good.")
	x.press("esc")
	x.says("A reflection, 55 words. It is in the journal.  z undo")
	r := x.reflectionsAbout("What did I do today only for myself?")[0]
	is(t, "the ID", r.ID, "reflection0")
	is(t, "the time", r.At.Equal(at(22, "23:12")), true)
	is(t, "its end", strings.HasSuffix(r.Text, "for once. Good."), true)
	x.onEntry("What did I do today")
	x.press("z")
	x.unchanged()
	x.press("e esc")
	is(t, "the changes", len(x.store.applied), 1)
}

// All of a reflection is deleted: it is gone, and comes back.
func TestAReflectionThatIsEmptiedIsTakenAway(t *testing.T) {
	x := kept(t, "J left j e")
	for range 40 {
		x.press("backspace")
	}
	x.press("esc")
	is(t, "the reflections", len(x.store.reflections), 1)
	x.hides("I walked home")
	x.press("z")
	x.unchanged()
	x.shows("I walked home")
}

func TestANoteLeadsToItsHabitsDay(t *testing.T) {
	x := kept(t, "J left left left j")
	is(t, "the key line", strings.Contains(x.keyLine(), "e to Today"), true)
	x.press("e")
	is(t, "the place", x.app.at, page.PlaceToday)
	x.shows("‹ Thursday 19 November ›")
	is(t, "the row", x.onRow(), `Meditation"`)
	x.press("n")
	x.shows("train strike, a rest█")
	x.press("esc J")
	x.onEntry("Meditation: train strike")
}

func TestASlipLeadsToItsBoundary(t *testing.T) {
	x := kept(t, "J /")
	x.typeText("ones of the lake")
	x.press("enter e")
	is(t, "the place", x.app.at, page.PlaceBoundaries)
}

func TestTheJournalWithoutAWordSaysWhatToDo(t *testing.T) {
	x := start(t, one())
	x.press("J")
	x.shows("Nothing written yet. w begins with a question.")
	for _, key := range []string{"j", "k", "g", "G", "pgup", "pgdown", "left", "right", ".", "enter", "e", "backspace", "esc J"} {
		x.press(key)
		x.shows("Nothing written yet.")
	}
	is(t, "the changes", len(x.store.log), 0)
	x.press("d")
	x.typeText("yesterday")
	x.press("enter /")
	x.typeText("a")
	x.press("enter esc w")
	x.typeText("Words.")
	x.press("esc")
	x.shows("09:00  ")
	x.shows("Words.")
}

func TestAStoreThatCannotBeReadSaysSoInTheJournal(t *testing.T) {
	x := kept(t, "")
	x.store.unread = errFull
	x.press("J")
	x.says("No space left on the disk.")
	x.text()
	x.store.unread = nil
	x.press("T J")
	x.onEntry("Sunday 22 November")
}

// What waits for the disk is in the journal as well.
func TestWhatIsNotSavedIsInTheJournal(t *testing.T) {
	x := kept(t, "J")
	x.store.fail = errFull
	x.press("w shift+tab")
	x.typeText("Words that wait.")
	x.press("esc")
	x.shows("23:40  Words that wait.")
	x.press("T J")
	x.shows("23:40  Words that wait.")
	x.press("left j")
	x.onEntry("I walked home")
	x.press("backspace")
	x.hides("I walked home")
	x.press("B J")
	x.hides("I walked home")
	x.store.fail = nil
	x.retry()
	x.shows("23:40  Words that wait.")
	x.hides("I walked home")
	x.press("z z")
	x.unchanged()
	x.shows("I walked home")
}

func TestTheMouseReadsTheJournal(t *testing.T) {
	x := kept(t, "J")
	x.clickOn("I walked home")
	x.onEntry("I walked home")
	x.clickOn("I cooked")
	x.onEntry("What did I do")
	x.clickOn("which I had not done")
	x.shows("for once.") // a click on what is chosen opens it
	x.clickOn("which I had not done")
	x.hides("for once.")
	x.clickOn("Friday 20 November")
	x.onEntry("Friday 20 November")
	before := x.text()
	x.click(70, 1)
	x.click(5, 22)
	is(t, "the screen", x.text(), before)
	for range 60 {
		x.wheel(tea.MouseWheelDown)
	}
	x.onEntry("Sunday 1 November")
	for range 60 {
		x.wheel(tea.MouseWheelUp)
	}
	x.onEntry("Sunday 22 November")
	x.clickOn("/ search")
	x.typeText("lake")
	x.clickOn("22:00")
	is(t, "the cursors", x.cursors(), 0)
	x.onEntry("22:00")
	x.clickOn("w write")
	x.typeText("Words.")
	x.clickOn("tab another prompt")
	x.clickOn("shift+tab no prompt")
	x.clickOn("esc done")
	x.press("esc esc")
	is(t, "the reflections", len(x.store.reflections), 3)
}

// Outside a field a click is esc, then the click: on a place it goes there.
func TestAClickOnAPlaceLeavesAField(t *testing.T) {
	for _, keys := range []string{"J / l", "J d s", "2", "n x", "/ m"} {
		x := kept(t, keys)
		x.clickOn("Trends")
		is(t, "after "+keys+" the place", x.app.at, page.PlaceTrends)
	}
}

func TestNewsMovesNoCursorInTheJournal(t *testing.T) {
	x := kept(t, "J left j")
	x.onEntry("I walked home")
	x.store.elsewhere(record.Change{Reflections: record.Put(journal.NewReflection(evening, "", "Something newer.", calendar.DefaultPreferences))})
	x.look()
	x.shows("Something newer.")
	x.onEntry("I walked home")
	x.press("/")
	x.typeText("wal")
	x.store.elsewhere(record.Change{Reflections: record.Put(journal.NewReflection(evening, "", "I walked on.", calendar.DefaultPreferences))})
	x.look()
	x.shows(" / wal█   2 found")
	x.onEntry("I walked home")
}

// Moods of a day too many for its line make one word.
func TestManyMoodsOfADayFitItsLine(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 40; n += 3 {
		for _, w := range []int{30, 50, 80, 120} {
			x := keptBut(t, func(o *fakeOthers) {
				o.moods = nil
				for i := range n {
					m := journal.NewMood(at(22, "06:00").Add(time.Duration(i)*20*time.Minute), 1+i%5, "", calendar.DefaultPreferences)
					m.ID = ident.ID(fmt.Sprintf("%02d", i))
					o.moods = append(o.moods, m)
				}
			}, "J", sized(w, 24))
			x.onEntry("22 Nov")
		}
	}
}
