package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/ident"
	"selfcare/internal/record"
	"selfcare/internal/ui/page"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
)

// boundaryNames are the boundaries of the place in their order.
func (x *terminal) boundaryNames() []string {
	x.t.Helper()
	var names []string
	for _, b := range x.app.session.Book.Boundaries {
		names = append(names, b.Name)
	}
	return names
}

// manyBoundaries keeps n of them.
func manyBoundaries(n int) func(*fakeOthers) {
	return func(o *fakeOthers) {
		o.boundaries = nil
		for i := range n {
			o.boundaries = append(o.boundaries, boundary.Boundary{
				ID: ident.ID(fmt.Sprintf("b%02d", i)), Name: fmt.Sprintf("Boundary %02d", i+1), Since: at(1, "12:00"), Position: i,
				Why: []string{"a reason"}, Plan: "a plan",
			})
		}
	}
}

func TestTheDrawnBoundaries(t *testing.T) {
	x := kept(t, "B")
	for _, want := range []string{
		"▸ No contact with R.                                     since Fri 30 Oct, 21:40\n  23 days, 2 hours   ▰▰▰▰▰▰▰▰▰▰▰▱▱▱  30 next\n  longest 23 d, 23 d kept in all, 9 urges ridden out\n",
		"  why    I sleep again. I stop checking my phone. I decide who I am.\n  plan   When I want to text, I walk round the block and call Ana.\n",
		"  No old photos after ten                                since Mon 16 Nov, 22:00\n  6 days, 1 hour     ▰▰▰▰▰▰▰▰▰▰▰▰▱▱   7 next\n",
		"  Not answering work after eight                     let go 2 Aug, 210 days kept",
	} {
		x.shows(want)
	}
}

func TestTheCursorOfBoundariesWalks(t *testing.T) {
	names := []string{"No contact with R.", "No old photos after ten", "Not answering work after eight"}
	x := kept(t, "B")
	for _, row := range []struct {
		key string
		at  int
	}{{"up", 0}, {"j", 1}, {"down", 2}, {"down", 2}, {"k", 1}, {"G", 2}, {"g", 0}, {"end", 2}, {"home", 0}, {"2", 1}, {"3", 2}, {"4", 2}, {"9", 2}, {"1", 0}} {
		x.press(row.key)
		x.shows("▸ " + names[row.at])
	}
	x.press("3 T B")
	x.shows("▸ " + names[2])
	is(t, "the changes", len(x.store.log), 0)
}

func TestEnterOpensAllOfABoundary(t *testing.T) {
	for _, key := range []string{"enter", "space"} {
		x := kept(t, "B "+key)
		x.shows("  I'm okay with      a letter through my sister\n  I'm not okay with  calls, visits, messages through friends\n  what I said        I need no contact from now on. Please don't write.")
		x.shows("  Wed 18 Nov, 23:10  an urge, 7 of 10: a photo of the lake; helped: the plan,\n                     time passing\n  Mon 16 Nov, 23:10  an urge")
		x.press(key)
		x.hides("what I said")
		x.press(key + " esc")
		x.hides("what I said")
		x.shows("▸ No contact with R.")
		x.press("esc")
		is(t, "the place", x.app.at, page.PlaceToday)
		x.press("B 2 " + key)
		x.shows("  runs")
		x.shows("  6 days             Mon 16 Nov, 22:00 to now\n  11 days            Thu 5 Nov, 22:00 to Mon 16 Nov, 22:00")
		x.shows("  Mon 16 Nov, 22:00  a slip: Looked at the ones of the lake. Next: Phone in the\n                     kitchen.")
	}
}

// However much was written under it, all of it can be reached.
func TestALongBoundaryIsScrolled(t *testing.T) {
	t.Parallel()
	for _, keys := range []string{"pgdown", "wheel"} {
		x := keptBut(t, func(o *fakeOthers) {
			for i := range 60 {
				e := boundary.NewEvent("nocontact", boundary.Contact, at(3, "10:00").Add(time.Duration(i)*time.Hour), calendar.DefaultPreferences)
				e.ID, e.Note = ident.ID(fmt.Sprint("c", i)), fmt.Sprintf("court, letter %02d.", i)
				o.boundaries[0].Events = append(o.boundaries[0].Events, e)
			}
			boundary.SortEvents(o.boundaries[0].Events)
		}, "B enter")
		seen := ""
		for range 60 {
			seen += x.text()
			if keys == "wheel" {
				x.wheel(tea.MouseWheelDown)
			} else {
				x.press(keys)
			}
		}
		for i := range 60 {
			if want := fmt.Sprintf("letter %02d", i); !strings.Contains(seen, want) {
				t.Errorf("%s is not to be seen by %s", want, keys)
			}
		}
		x.shows("Not answering work after eight")
		for range 60 {
			x.press("pgup")
		}
		x.shows("▸ No contact with R.")
	}
}

func TestEveryOfManyBoundariesCanBeReached(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{30, 8}, {50, 15}, {80, 24}, {120, 36}} {
		x := keptBut(t, manyBoundaries(25), "B", sized(size[0], size[1]))
		for i := 1; i <= 25; i++ {
			x.shows(fmt.Sprintf("▸ Boundary %02d", i))
			x.press("j")
		}
		for i := 25; i >= 1; i-- {
			x.shows(fmt.Sprintf("▸ Boundary %02d", i))
			x.press("up")
		}
		x.press("9")
		x.shows("▸ Boundary 09")
		x.press("T")
		x.shows("u   ")
	}
}

func TestBoundariesMove(t *testing.T) {
	x := kept(t, "B }")
	is(t, "the order", strings.Join(x.boundaryNames(), "/"), "No old photos after ten/No contact with R./Not answering work after eight")
	x.says("No contact with R. moved.  z undo")
	x.shows("▸ No contact with R.")
	x.press("}") // not among those that ended
	is(t, "the changes", len(x.store.log), 1)
	x.press("alt+up alt+down { {")
	is(t, "the order", strings.Join(x.boundaryNames(), "/"), "No contact with R./No old photos after ten/Not answering work after eight")
	x.press("G { }")
	is(t, "the changes", len(x.store.log), 4)
	x.press("z z z z")
	x.unchanged()
	x.says("Taken back: No contact with R. moved.  Z redo")
}

func TestAClickOnABoundaryChoosesIt(t *testing.T) {
	x := kept(t, "B")
	for _, text := range []string{"6 days, 1 hour", "Not answering", "why    I sleep", "plan   When it is ten", "23 days, 2 hours"} {
		x.clickOn(text)
		y := 0
		for i, l := range x.screen() {
			if strings.HasPrefix(l, "▸") {
				y = i
			}
		}
		near := strings.Join(x.screen()[y:min(y+5, 22)], "\n")
		if !strings.Contains(near, strings.TrimSpace(text)) {
			t.Errorf("a click on %q chooses\n%s", text, near)
		}
	}
	before := x.text()
	x.click(5, 1)
	x.click(5, 20)
	x.click(5, 22)
	is(t, "the screen", x.text(), before)
	x.clickOn("enter all of it")
	x.shows("what I said")
	x.clickOn("Trends")
	is(t, "the place", x.app.at, page.PlaceTrends)
	is(t, "the changes", len(x.store.log), 0)
}

// A screen is read over shoulders: Today and the window title name nobody.
func TestTodayNamesNobody(t *testing.T) {
	for _, size := range [][2]int{{40, 15}, {50, 15}, {80, 24}, {120, 36}} {
		x := kept(t, "", sized(size[0], size[1]))
		x.hides("R.")
		x.hides("photos")
		x.shows("u   ")
		x.shows("23 days")
		x.press("u 7 esc B s esc T")
		x.hides("R.")
		is(t, "the title", x.app.View().WindowTitle, "selfcare")
		x.press("B u")
		is(t, "the title", x.app.View().WindowTitle, "selfcare")
	}
	named := func(how string) options { return func(o *Options) { o.TodayBoundary = how } }
	x := kept(t, "", named("name"))
	x.shows("  u   No contact with R.    23 days, 6 days")
	x = kept(t, "", named("off"))
	x.hides("23 days")
	x.press("u")
	x.shows("How strong is it?")
	x = keptBut(t, boundariesLeft(1), "")
	x.shows("  u   Boundary              23 days, next 30                    ▰▰▰▰▰▰▱▱")
}

// Under a day the run reads since 23:31, then 3 hours; never a nought.
func TestARunUnderADayIsNeverANought(t *testing.T) {
	for _, row := range []struct {
		since time.Time
		run   string
	}{
		{at(22, "23:40"), "since 23:40"},
		{at(22, "23:31"), "since 23:31"},
		{at(22, "22:41"), "since 22:41"},
		{at(22, "22:40"), "1 hour"},
		{at(22, "20:40"), "3 hours"},
		{at(22, "00:10"), "23 hours"},
		{at(21, "23:41"), "23 hours"},
		{at(21, "23:40"), "1 day"},
		{at(20, "22:40"), "2 days, 1 hour"},
	} {
		for _, size := range [][2]int{{30, 8}, {50, 15}, {80, 24}} {
			x := keptBut(t, func(o *fakeOthers) {
				boundariesLeft(1)(o)
				o.boundaries[0].Since, o.boundaries[0].Events = row.since, nil
			}, "B", sized(size[0], size[1]))
			x.shows(row.run)
			x.hides(" 0 ")
			x.press("T")
			x.hides(" 0 d")
		}
	}
}

// A milestone is said on the day on which it is reached.
func TestAMilestoneIsSaid(t *testing.T) {
	x := keptBut(t, func(o *fakeOthers) { boundariesLeft(1)(o); o.boundaries[0].Since = at(8, "23:00") }, "B")
	x.shows("14 days ")
	x.shows("30 next")
	x.shows("reached today")
	x.now = evening.Add(24 * time.Hour)
	x.look()
	x.hides("reached today")
}

// The screen goes on with the clock.
func TestARunGrowsWhileItIsLookedAt(t *testing.T) {
	for _, place := range []string{"B", "T"} {
		x := keptBut(t, boundariesLeft(1), place)
		x.shows("23 days")
		x.now = at(22, "21:39").Add(24 * time.Hour)
		x.look()
		x.shows("23 days")
		x.now = at(22, "21:40").Add(24 * time.Hour)
		x.look()
		x.shows("24 days")
	}
}

func TestNewsMovesNoCursorOnBoundaries(t *testing.T) {
	x := kept(t, "m 3 enter B j enter") // so that there is a change to be newer than
	first := boundary.Boundary{ID: "first", Name: "Before all", Since: at(20, "10:00"), Position: -1}
	x.store.elsewhere(record.Change{Boundaries: record.Put(first)})
	x.look()
	x.shows("▸ No old photos after ten")
	x.shows("  Before all")
	x.says("Before all: a new boundary, from another window.")
	x.store.elsewhere(record.Change{Boundaries: record.Take(x.boundary("photos"))})
	x.look()
	x.shows("▸ ")
	x.press("j k s esc")
	x.text()
}

// What could not be written stays in sight in every place.
func TestWhatIsNotSavedIsSaidInEveryPlace(t *testing.T) {
	for _, place := range []string{"T", "R", "B", "J"} {
		x := kept(t, place)
		x.store.fail = errFull
		x.press("m 4 enter m 5 enter")
		x.shows("not saved")
		x.press("tab")
		x.shows("not saved")
	}
}

// With nothing kept the place says what to do, and enter does it.
func TestWithoutABoundaryThePlaceSaysWhatToDo(t *testing.T) {
	x := plain(t, "B")
	x.shows("No boundary. N sets one up, in your own words.")
	for _, key := range []string{"s", "c", "E", "e", "{", "1", "j", "G", "space"} {
		x.press(key)
		is(t, "the pages after "+key, len(x.app.session.Pages), 0)
	}
	x.press("enter")
	x.shows("▸ No contact with someone")
}

// From the first run the place is one key away, without a habit.
func TestTheFirstRunLeadsToBoundaries(t *testing.T) {
	x := start(t, nil)
	x.press("B")
	x.shows("No boundary. N sets one up")
	x.press("N 4")
	x.typeText("No calls")
	x.press("shift+tab enter T")
	x.shows("u   Boundary              since 09:00")
}
