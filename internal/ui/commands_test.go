package ui

import (
	"slices"
	"strings"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/ui/page"
)

func TestACommandIsFoundByAFewLetters(t *testing.T) {
	x := start(t, drawn())
	x.press("j j :")
	x.typeText("rst")
	x.shows("▸ Rest: Move")
	x.press("enter")
	x.wrote(move, sunday, habits.Entry{State: habits.Skip})
	x.says("Move: rest today.  z undo")
	is(t, "the row", x.onRow(), "Move")

	x.press("ctrl+p")
	x.typeText("go to jou")
	x.press("enter")
	x.shows("write")
	is(t, "the place", x.app.at, page.PlaceJournal)
	x.press(":")
	x.typeText("undo")
	x.press("enter")
	x.wrote(move, sunday, habits.Entry{})
}

func TestAHabitIsFoundByItsName(t *testing.T) {
	x := start(t, drawn())
	x.press(":")
	x.typeText("meal")
	x.shows("Check: A proper meal")
	x.press("enter")
	is(t, "the row", x.onRow(), "A proper meal")
}

func TestThePaletteIsLeftAsItWasFound(t *testing.T) {
	x := start(t, drawn())
	before := x.text()
	for _, keys := range []string{": esc", ": backspace", ": x esc", ": j j j esc"} {
		x.press(keys)
		is(t, "the screen after "+keys, x.text(), before)
	}
	x.press(":")
	x.typeText("nothing of the kind")
	x.shows(`Nothing is called "nothing of the kind". esc leaves.`)
	x.press("enter esc")
	is(t, "the screen", x.text(), before)
	x.wroteOnly()
}

func TestTheMouseChoosesACommand(t *testing.T) {
	x := start(t, drawn())
	x.press(": ")
	x.typeText("mood and")
	x.press("esc :")
	x.typeText("help lin")
	x.clickOn("Help lines")
	x.shows("In danger now")
}

func TestThePaletteScrolls(t *testing.T) {
	x := start(t, drawn())
	x.press("j j : " + strings.Repeat("down ", 30))
	x.shows("▸ ")
	x.press("pgup pgup pgup pgup pgup")
	x.shows("▸ Check: Move")
	x.press("up")
	x.shows("▸ Check: Move")
}

// moves are the keys that only walk about: a palette has no use for them.
var moves = []string{"up", "down", "g", "G", "pgup", "pgdown", "left", "right", "1", "tab", "shift+tab", "esc", "ctrl+c", "+", "-"}

// Whatever a key does in a place, the palette does, too.
func TestEveryKeyOfAPlaceIsInThePalette(t *testing.T) {
	for i, place := range page.Places {
		x := kept(t, place.Key)
		if i == page.PlaceToday {
			x = start(t, drawn())
		}
		var listed []string
		for _, c := range x.app.commands() {
			listed = append(listed, c.Key.Keys()...)
		}
		for _, g := range x.app.top().Keys() {
			for _, b := range g.Bindings {
				if k := b.Keys(); b.Enabled() && !slices.Contains(moves, k[0]) && !slices.Contains(listed, k[0]) && k[0] != ":" {
					t.Errorf("%s: %s (%s) is not in the palette", place.Name, k[0], b.Help().Desc)
				}
			}
		}
	}
}

func TestAllThatIsLeftIsRested(t *testing.T) {
	x := start(t, drawn())
	x.press(":")
	x.typeText("rest all")
	x.press("enter")
	x.says("Rest today: 3 habits; what is written stays.  z undo")
	x.press("z")
	x.shows("Taken back: a rest day, Sun 22 Nov.")
}

func TestDaysAreRestedFromOneToAnother(t *testing.T) {
	x := start(t, drawn())
	x.press(":")
	x.typeText("rest from")
	x.press("enter")
	x.shows("from one day to another: today..fri, 20 dec..3 jan")
	x.typeText("2026-12-27..2026-12-20")
	x.shows("Sun 20 Dec is before Sun 27 Dec.")
	x.press("enter")
	x.wroteOnly()
	x.press("ctrl+u")
	x.typeText("20 dec..27 dec")
	x.shows("8 rest days, Sun 20 Dec to Sun 27 Dec")
	x.press("enter")
	x.says("8 rest days, Sun 20 Dec to Sun 27 Dec.  z undo")
	x.wrote(move, sunday+28, habits.Entry{State: habits.Skip})
	x.press("z")
	x.wrote(move, sunday+28, habits.Entry{})
}

// The row that the palette is about stays in sight, and the list comes back as it was.
func TestTheListComesBackAsItWas(t *testing.T) {
	x := start(t, drawn(), sized(80, 24))
	x.press("G")
	before := x.text()
	x.press(":")
	x.shows("f ● A friend")
	x.press("esc")
	is(t, "the screen", x.text(), before)
}
