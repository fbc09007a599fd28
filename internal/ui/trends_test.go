package ui

import (
	"strings"
	"testing"
	"time"

	"selfcare/internal/record"
	"selfcare/internal/ui/page/today"
	"selfcare/internal/ui/page/trends"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
)

func (x *terminal) trends() *trends.Page {
	x.t.Helper()
	place, ok := x.app.places[x.app.at].(*trends.Page)
	if !ok {
		x.t.Fatalf("the place is not Trends:\n%s", x.text())
	}
	return place
}

func TestTheKeysGoFromPlaceToPlace(t *testing.T) {
	x := start(t, drawn())
	for _, key := range []string{"tab", "shift+tab", "R"} {
		x.press(key)
		x.shows("30 d  90 d ‹1 y› all")
		x.press(map[string]string{"tab": "tab", "shift+tab": "shift+tab", "R": "T"}[key])
		x.hides("90 d")
	}
	x.press("tab esc")
	x.hides("90 d")
	x.click(8, 0)
	x.shows("90 d")
	x.click(2, 0)
	x.hides("90 d")
}

func TestTrendsOpensOnTheRowsHabit(t *testing.T) {
	x := start(t, drawn())
	x.press("j j tab")
	x.shows("Move, 3 of 7 days")
	x.press("k")
	x.shows("Outdoors, 120 min in 7 d")
	x.press("5")
	x.shows("Meditation, 10 min a day")
	x.press("G")
	x.shows("A friend")
}

func TestTheCursorNamesADayAndEnterGoesThere(t *testing.T) {
	x := start(t, drawn())
	x.press("j j j j tab h h")
	x.shows("Fri 20 Nov")
	x.press("b")
	x.shows("Fri 13 Nov")
	x.press("w l l l")
	x.shows("Sun 22 Nov")
	x.press("h enter")
	today := x.app.places[x.app.at].(*today.Page)
	is(t, "the day", today.Day, sunday-1)
	is(t, "the row", x.onRow(), "Meditation")
}

func TestTheChartFollowsTheCursor(t *testing.T) {
	x := start(t, years(), sized(80, 24))
	x.press("R - -") // thirty days
	for range 12 {
		x.press("b")
		if place := x.trends(); !strings.Contains(x.text(), "↑") {
			t.Fatalf("no ↑ at %s:\n%s", place.Day, x.text())
		}
	}
	is(t, "the day", x.trends().Day, sunday-84)
	for range 30 {
		x.press("pgup")
	}
	x.press(".")
	is(t, "the day", x.trends().Day, sunday)
	x.shows("↑")
	for _, span := range []string{"+", "+", "+", "-"} {
		x.press(span)
		x.shows("↑")
	}
}

func TestACheckOffElsewhereShowsOnTrends(t *testing.T) {
	x := start(t, drawn(), sized(120, 36))
	x.press("j j tab")
	before := x.trends().Shown.Runs.Total
	x.store.elsewhere(record.Change{Edits: []habits.Edit{drawn()[2].Habit.CheckOn(sunday)}})
	x.look()
	if after := x.trends().Shown.Runs.Total; after <= before {
		t.Errorf("%d days are kept, and were %d", after, before)
	}
}

func TestClicksOnTrends(t *testing.T) {
	x := start(t, drawn())
	x.press("tab")
	x.click(3, 4)
	x.shows("Move, 3 of 7 days")
	x.click(strings.Index(x.line(1), "30 d  90")+1-2*strings.Count(x.line(1)[:strings.Index(x.line(1), "30 d  90")], "│"), 1)
	x.shows("‹30 d›")
	x.run(func() tea.Msg { return tea.MouseWheelMsg{Button: tea.MouseWheelDown} })
	x.shows("A proper meal, every day")
}

func TestTheAddLineOpensOnTrendsToo(t *testing.T) {
	x := start(t, drawn())
	x.press("j j tab a")
	x.typeText("move -- the long way round")
	x.shows("Move, today: yes, with a note")
	x.press("enter")
	x.trends()
	x.says("Move kept.  z undo")
	x.wrote(move, sunday, habits.Entry{State: habits.Yes, Note: "the long way round"})
	if d := x.trends().Shown.On(sunday); d == nil || d.State != habits.Yes {
		t.Errorf("today shows %+v", d)
	}
}

func TestTheListOfTrendsIsFiltered(t *testing.T) {
	x := start(t, drawn())
	x.press("tab /")
	x.typeText("med")
	x.shows("/ med█   1 shown")
	x.shows("Meditation, 10 min a day")
	x.press("enter")
	x.shows("/ med   1 shown   esc clears")
	x.press("esc")
	x.shows("Outdoors")
	x.trends()
	x.press("/")
	x.typeText("xyz")
	x.shows(`Nothing with "xyz". esc clears.`)
	x.press("esc")
	x.shows("Meditation, 10 min a day")
}

func TestAHabitIsEditedFromTrends(t *testing.T) {
	x := start(t, drawn())
	x.press("j j tab e")
	x.typeText(" more")
	x.press("enter")
	x.trends()
	x.shows("Move more, 3 of 7 days")
}

func TestADateIsGoneToOnTrends(t *testing.T) {
	x := start(t, years())
	x.press("R d")
	x.typeText("2020-02-29")
	x.shows("Saturday 29 February 2020")
	x.press("enter")
	is(t, "the day", x.trends().Day, calendar.DateOf(2020, time.February, 29))
	x.shows("Sat 29 Feb 2020")
	x.press("d")
	x.typeText("2020-13-01")
	x.shows("There is no 2020-13-01 in the calendar.")
	x.press("enter esc .")
	is(t, "the day", x.trends().Day, sunday)
}

func TestTheKeysPageNamesItsPlace(t *testing.T) {
	x := start(t, drawn())
	x.press("?")
	x.shows("Keys on Today")
	x.press("esc R ?")
	x.shows("Keys on Trends")
}
