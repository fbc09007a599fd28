package ui

import (
	"strings"
	"testing"

	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/habitform"
	"selfcare/internal/ui/page/today"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
)

func TestTheBracketsOfTheHeaderWalk(t *testing.T) {
	for _, size := range [][2]int{{50, 15}, {80, 24}, {120, 36}} {
		x := start(t, drawn(), sized(size[0], size[1]))
		x.clickAt("‹", 0)
		x.shows("21 Nov")
		x.clickAt("‹", 0)
		x.shows("20 Nov")
		x.clickAt("›", 0)
		x.shows("21 Nov")
		x.clickAt("›", 0)
		x.shows("22 Nov")
		x.clickOn("22 Nov")
		x.shows("22 Nov")
	}
}

// Columns 3 to 6 are the key and the glyph; the name begins in column 7.
func TestAClickOnAKeyOrGlyphChecks(t *testing.T) {
	for col := range 20 {
		x := start(t, drawn())
		y, _ := x.rowAt("Move")
		x.click(col, y)
		is(t, "the row", x.onRow(), "Move")
		want := blank
		if col >= 2 && col <= 5 {
			want = yes
		}
		if got := x.entry(move, sunday); got != want {
			t.Errorf("a click in column %d makes %+v", col+1, got)
		}
	}
}

func TestAClickOnTheStripGoesToItsDay(t *testing.T) {
	for _, row := range []struct{ width, strip, step int }{{80, 49, 2}, {120, 49, 2}, {60, 46, 2}, {50, 41, 1}} {
		for i := range page.StripDays {
			x := start(t, drawn(), sized(row.width, 24))
			y, _ := x.rowAt("Outdoors")
			x.click(row.strip+i*row.step, y)
			is(t, "the row", x.onRow(), "Outdoors")
			is(t, "the day", x.app.places[x.app.at].(*today.Page).Day, sunday-6+calendar.Day(i))
			is(t, "the changes", len(x.store.log), 0)
		}
	}
}

func TestAClickElsewhereOnlyMovesTheCursor(t *testing.T) {
	x := start(t, drawn())
	x.clickAt("A friend", 1)
	is(t, "the row", x.onRow(), "A friend")
	before := x.text()
	x.click(5, 17)
	x.click(79, 0)
	x.clickOn(" body")
	x.send(tea.MouseClickMsg{X: 4, Y: 3, Button: tea.MouseRight})
	x.send(tea.MouseClickMsg{X: 4, Y: 3, Button: tea.MouseMiddle})
	is(t, "the screen", x.text(), before)
	is(t, "the changes", len(x.store.log), 0)
}

// A click on a hint is its key.
func TestAClickOnAHintIsItsKey(t *testing.T) {
	for _, row := range []struct {
		state  string
		width  int
		click  string
		behind int
		key    string
	}{
		{"a message", 80, "r rest", 0, "r"},
		{"a message", 80, "r rest", 5, "r"},
		{"a message", 80, "space take back", 3, "space"},
		{"a message", 80, "1-9 check", 0, ""},
		{"a message", 80, "n note", 0, "n"},
		{"a message", 80, "a add", 0, "a"},
		{"a message", 120, "← → day", 0, "left"},
		{"a message", 80, "u urge", 0, "u"},
		{"a message", 80, "? keys", 0, "?"},
		{"a message", 120, "N new", 0, "N"},
		{"a message", 80, "  ? keys", 0, ""},
		{"amount", 80, "enter write", 0, "enter"},
		{"amount", 80, "= sets the day", 0, "="},
		{"amount", 80, "esc leave", 0, "esc"},
		{"add, a reading", 80, "enter write", 0, "enter"},
		{"add, a reading", 80, "tab complete", 0, "tab"},
		{"add, a reading", 80, "esc leave", 0, "esc"},
		{"add, candidates", 80, "↑ ↓ choose", 0, "down"},
		{"add, candidates", 80, "tab take it", 0, "tab"},
		{"note", 80, "enter done", 0, "enter"},
		{"note", 80, "ctrl+j new line", 0, "ctrl+j"},
		{"note", 80, "esc done too", 0, "esc"},
		{"date", 80, "enter go", 0, "enter"},
		{"date", 80, "esc leave", 0, "esc"},
		{"filter", 80, "enter keep it", 0, "enter"},
		{"filter", 80, "esc clears", 0, "esc"},
		{"habit, new", 80, "enter save", 0, "enter"},
		{"habit, new", 80, "tab next", 0, "tab"},
		{"habit, new", 80, "esc leave", 0, "esc"},
		{"first run", 80, "enter begin", 0, "enter"},
		{"first run", 80, "space tick", 0, "space"},
		{"first run", 80, "↑ ↓ move", 0, "down"},
		{"first run", 80, "q quit", 0, "q"},
		{"first run", 80, "? keys", 0, "?"},
		{"keys", 50, "space next page", 0, "space"},
		{"keys", 50, "esc close", 0, "esc"},
		{"first run, with import", 80, "i import from", 0, "i"},
		{"bring", 80, "enter look into it", 0, "enter"},
		{"bring, found", 80, "enter look into it", 3, "enter"},
		{"bring, found", 80, "tab complete", 0, "tab"},
		{"bring, found", 80, "↑ ↓ choose", 0, "down"},
		{"bring, found", 80, "esc back", 0, "esc"},
		{"bring, a mood", 80, "1-5 it is", 0, ""},
		{"bring, a mood", 80, "s leave it out", 0, "s"},
		{"bring, what it holds", 80, "enter bring it in", 0, "enter"},
		{"bring, a long answer", 80, "↑ ↓ scroll", 0, "down"},
		{"bring, nothing new", 80, "enter close", 0, "enter"},
		{"not saved, the page", 80, "enter do it", 0, "enter"},
		{"not saved, the page", 80, "esc back", 0, "esc"},
		{"not readable", 80, "enter try again", 0, "enter"},
		{"not readable", 80, "q quit", 0, "q"},
	} {
		t.Run(row.state+", "+row.click, func(t *testing.T) {
			t.Parallel()
			clicked := stateNamed(t, row.state).open(t, sized(row.width, 24))
			pressed := stateNamed(t, row.state).open(t, sized(row.width, 24))
			before := len(clicked.store.loads)
			clicked.clickAt(row.click, row.behind)
			pressed.press(row.key)
			is(t, "quit", clicked.quit, pressed.quit)
			is(t, "the loads", len(clicked.store.loads)-before, len(pressed.store.loads)-before)
			if clicked.text() != pressed.text() {
				t.Errorf("a click on %q leads to\n%s\nthe key %s to\n%s", row.click, clicked.text(), row.key, pressed.text())
			}
		})
	}
}

// Outside a field a click is esc, then the click.
func TestAClickOutsideAFieldClosesIt(t *testing.T) {
	for _, keys := range []string{"2", "a o u t", "d s a t", "/ f"} {
		x := start(t, drawn())
		x.press(keys)
		x.clickAt("A friend", 1)
		is(t, "the cursors", x.cursors(), 0)
		is(t, "the row", x.onRow(), "A friend")
		is(t, "the changes", len(x.store.log), 0)
	}
	x := start(t, drawn())
	x.press("n")
	x.typeText("kept")
	y, _ := x.rowAt("A proper meal")
	x.click(today.GlyphCol, y)
	is(t, "the cursors", x.cursors(), 0)
	is(t, "the note", x.entry(sleep, sunday).Note, "kept")
	is(t, "the row", x.onRow(), "A proper meal")
}

// A click behind a note, whose lines go away with it, is one on what was clicked.
func TestAClickBelowANoteHitsWhatIsThere(t *testing.T) {
	x := start(t, drawn())
	x.press("n")
	x.typeText("kept")
	x.clickAt("A friend", 1)
	is(t, "the row", x.onRow(), "A friend")
}

func TestTheWheelScrolls(t *testing.T) {
	x := start(t, many(40))
	for range 25 {
		x.wheel(tea.MouseWheelDown)
	}
	if l := x.list(); l.above == 0 || l.chosen == 0 {
		t.Errorf("the list was not scrolled:\n%s", x.text())
	}
	for range 40 {
		x.wheel(tea.MouseWheelDown)
	}
	is(t, "below", x.list().below, 0)
	for range 40 {
		x.wheel(tea.MouseWheelUp)
	}
	is(t, "above", x.list().above, 0)
	x.wheel(tea.MouseWheelLeft)
	is(t, "the changes", len(x.store.log), 0)
}

// The lines that say how many rows are hidden stand for no row.
func TestAClickOnMoreChecksNothing(t *testing.T) {
	for col := range 12 {
		x := start(t, sixty(), sized(80, 24))
		x.click(col, 20)
		is(t, "the changes", len(x.store.log), 0)
		x.shows("↓ ")
	}
}

func TestAClickOnTheFirstRunTicks(t *testing.T) {
	x := start(t, nil)
	x.clickOn("A proper meal")
	x.shows("▸ ● A proper meal")
	x.clickOn(" mind")
	x.shows("▸ ● A proper meal")
	x.clickOn("A proper meal")
	x.shows("▸ · A proper meal")
}

func TestAClickOnAHabitsPageGoesToTheField(t *testing.T) {
	x := start(t, drawn())
	x.press("N")
	x.clickOn("why")
	x.shows("▸ why")
	x.typeText("it helps")
	x.clickOn("name")
	x.shows("▸ name")
	x.shows("it helps")
	is(t, "the cursors", x.cursors(), 1)
}

// An option that is clicked is chosen.
func TestAClickOnAMeasureChoosesIt(t *testing.T) {
	for _, name := range habitform.MeasureNames {
		x := start(t, drawn())
		x.press("N")
		x.clickOn(name)
		x.shows("‹" + name + "›")
	}
}

func TestAClickOnAChoiceOfWhatIsNotSavedDoesIt(t *testing.T) {
	x := start(t, drawn())
	x.store.fail = errFull
	x.press("3 !")
	x.store.fail = nil
	x.clickOn("try again")
	x.wrote(move, sunday, yes)
	if strings.Contains(x.text(), "not saved") {
		t.Errorf("the page is open still:\n%s", x.text())
	}
}
