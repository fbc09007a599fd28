package ui

import (
	"strings"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/ui/page"
)

// q closes what is open, else quits; esc never quits. A field is open exactly while it
// shows a cursor, and takes both as its own.
func TestQClosesWhatIsOpen(t *testing.T) {
	does := map[string]string{
		"mood": "", "mood, yesterday": "", "mood, long words": "", "slip": "", "needed contact": "", "set up, its button": "",
		"loading": "", "not readable": "", // there is nothing to close
		"first run": "", "first run, walked and ticked": "", "first run, with import": "", // nothing is to be lost yet
		"bring, coming in": "", // the answer says whether it came in
	}
	for _, s := range states() {
		if _, skip := does[s.name]; s.field || skip {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			x := s.open(t)
			open := len(x.app.session.Pages)
			x.press("q")
			if open > 0 {
				is(t, "quit", x.quit, false)
				is(t, "the pages", len(x.app.session.Pages), open-1)
				return
			}
			if is(t, "quit", x.quit || len(x.app.session.Pages) > 0, true); t.Failed() {
				t.Log(x.text())
			}
		})
	}
}

func TestQClosesPagesOnWhichNoFieldIsOpen(t *testing.T) {
	for _, keys := range []string{"m", "m 4", "B s", "B c", "B e shift+tab", "B N 4 shift+tab", "B E l shift+tab"} {
		x := kept(t, keys)
		open := len(x.app.session.Pages)
		x.press("q")
		is(t, "after "+keys+" quit", x.quit, false)
		if x.app.session.Prompt != nil || open > 0 && len(x.app.session.Pages) == open && !strings.HasPrefix(keys, "B E") {
			t.Errorf("after %s and q it is open still:\n%s", keys, x.text())
		}
	}
}

// Esc, pressed often enough, leads from everywhere to today, and never out.
func TestEscLeadsFromEverywhereToToday(t *testing.T) {
	for i, s := range states() {
		if strings.HasPrefix(s.name, "not readable") || strings.HasPrefix(s.name, "damaged") || s.name == "loading" || s.name == "bring, coming in" || few() && i%4 != 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			x := s.open(t)
			for range 6 {
				x.press("esc")
				x.text()
			}
			is(t, "quit", x.quit, false)
			is(t, "the place", x.app.at, page.PlaceToday)
			is(t, "the pages", len(x.app.session.Pages), 0)
			is(t, "a field is open", x.app.typing(), false)
			is(t, "the day", x.app.today.Day, x.app.session.Today)
		})
	}
}

// The add line that was kept when the program ended comes back once.
func TestTheAddLineThatWasKeptComesBackOnce(t *testing.T) {
	for _, text := range []string{"mood 4", "move -- half"} {
		x := kept(t, "a")
		x.typeText(text)
		x.leave("ctrl+c")
		is(t, "the changes", len(x.store.log), 0)
		y := x.again()
		y.press("a")
		y.shows(" add  " + text + "█")
		y.press("enter a")
		y.shows(" add  █")
		is(t, "what is kept", len(y.store.book.Drafts), 0)
	}
}

func TestTheAddLineOfAHabitThatWasKeptComesBackOnce(t *testing.T) {
	x := kept(t, "a")
	x.typeText("move -- half")
	x.leave("ctrl+c")
	y := x.again()
	y.press("a enter")
	y.wrote(move, sunday, habits.Entry{State: habits.Yes, Note: "half"})
	y.press("a")
	y.shows(" add  █")
	z := y.again()
	z.press("a")
	z.shows(" add  █")
}

func TestAnAddLineThatWasEmptiedIsForgotten(t *testing.T) {
	for _, key := range []string{"esc", "enter", "ctrl+c"} {
		x := kept(t, "a")
		x.typeText("move")
		x.leave("ctrl+c")
		y := x.again()
		y.press("a ctrl+u " + key)
		if key == "ctrl+c" {
			if err := y.app.Drain(); err != nil {
				t.Fatal(err)
			}
			y = y.again()
		}
		y.press("a")
		y.shows(" add  █")
	}
}

// The add line opens in every place and leaves it as it was.
func TestTheAddLineOpensInEveryPlace(t *testing.T) {
	for i, key := range []string{"T", "R", "B", "J"} {
		x := kept(t, key+" a")
		x.typeText("move -- half a thought")
		x.shows(" add  move -- half a thought█")
		x.press("esc a enter")
		is(t, "the place", x.app.at, i)
		x.wrote(move, sunday, habits.Entry{State: habits.Yes, Note: "half a thought"})
		x.says("Move kept.  z undo")
	}
}

// What is clicked is what stood there, also where a field that closes moves the rows.
func TestAClickBelowANoteHitsMoodAndBoundary(t *testing.T) {
	for text, shows := range map[string]string{"Mood  ": " mood  1 awful", "Boundaries   ": "How strong is it?"} {
		x := kept(t, "n", sized(80, 30))
		x.typeText("one")
		x.press("ctrl+j ctrl+j")
		x.typeText("three")
		y := 0
		for i, l := range x.screen() {
			if strings.HasPrefix(l, "  m   ") && strings.HasPrefix(text, "Mood") || strings.HasPrefix(l, "  u   ") && strings.HasPrefix(text, "Bound") {
				y = i
			}
		}
		x.click(10, y)
		x.shows(shows)
		is(t, "the note", x.entry(sleep, sunday).Note, "one\n\nthree")
	}
}

// In the places each key of the rows below the list does what the row says.
func TestTheRowsBelowTheListAreClicked(t *testing.T) {
	for _, size := range [][2]int{{50, 24}, {80, 24}, {120, 36}} {
		x := kept(t, "", sized(size[0], size[1]))
		x.clickAt("  u   ", 8)
		x.shows("How strong is it?")
		x.press("esc left")
		x.clickAt("  m   ", 8)
		x.shows(" mood ")
		x.press("2 enter")
		is(t, "the day of the mood", x.mood(sunday-1).Rating, 2)
	}
}

// What one does in one place shows in all the others.
func TestThePlacesAgree(t *testing.T) {
	x := kept(t, "B s tab tab")
	x.typeText("words")
	x.press("enter m 1 enter T")
	x.shows("since 23:40, 6 days")
	is(t, "the row", strings.Contains(x.moodRow(), "low"), true)
	x.press("J")
	x.shows("23:40  A slip: words")
	x.shows("▁ awful 23:40")
	x.press("R z z")
	x.press("T")
	x.shows("23 days, 6 days")
	x.press("J")
	x.hides("A slip: words")
	x.unchanged()
}

// Messages stay until the next change or place.
func TestAMessageGoesWithItsPlace(t *testing.T) {
	x := kept(t, "B s enter")
	x.says("Begun again at 23:40. 23 days stay kept.  z undo")
	x.press("j k")
	x.says("Begun again at 23:40. 23 days stay kept.  z undo")
	x.press("T")
	x.says("")
	x.press("B")
	x.says("")
}
