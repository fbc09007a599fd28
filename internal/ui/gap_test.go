package ui

import (
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/record"
)

// away is the drawn record, so many days after its last entry.
func away(days int) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		x := newTerminal(t, newFakeStore(drawn()...), with...)
		x.now = x.now.AddDate(0, 0, days)
		x.look()
		x.run(x.app.Init())
		return x
	}
}

func TestAGapOfThreeDaysIsWelcomedBack(t *testing.T) {
	for days := range 4 {
		x := away(days)(t)
		x.shows("Today") // nothing was missed, today being open still
	}
	x := away(4)(t)
	x.shows(" Welcome back. ")
	x.shows(" Monday 23 to Wednesday 25 November have nothing written. That is fine.")
	x.shows("▸ leave them as they are")
	x.shows("  three rest days")
	x.shows("  go through them")
	x.wroteOnly()
}

func TestAGapMayStayAsItIs(t *testing.T) {
	for _, keys := range []string{"enter", "esc", "q"} {
		x := away(4)(t)
		x.press(keys)
		x.shows("Thursday 26 November")
		is(t, "entries", len(x.store.entries("sleep")), len(start(t, drawn()).store.entries("sleep")))

		// It is not asked about again, but a new one is.
		y := startOn(t, x.store, func(o *Options) { o.Clock = func() time.Time { return x.now } })
		y.hides("Welcome back")
		x.now = x.now.AddDate(0, 0, 2)
		x.look()
		x.hides("Welcome back")
		x.now = x.now.AddDate(0, 0, 1)
		x.look()
		x.shows(" Thursday 26 to Saturday 28 November have nothing written.")
	}
}

func TestAGapMayBeRested(t *testing.T) {
	x := away(4)(t)
	x.press("r")
	x.says("3 rest days, Mon 23 Nov to Wed 25 Nov.  z undo")
	for d := sunday + 1; d <= sunday+3; d++ {
		x.wrote("sleep", d, habits.Entry{State: habits.Skip})
	}
	x.press("z")
	x.says("Taken back: 3 rest days, Mon 23 Nov to Wed 25 Nov.  Z redo")
	x.wrote("sleep", sunday+1, habits.Entry{})
}

func TestAGapMayBeGoneThrough(t *testing.T) {
	x := away(4)(t)
	x.press("j j enter")
	x.shows("Monday 23 November ›")
	x.says("Monday 23 November. → is the next day.")
	x.press("3 right")
	x.shows("Tuesday 24 November ›")
	x.wrote(move, sunday+1, yes)
}

// Days that were not loaded are read before anything is said of them.
func TestALongGapIsReadFirst(t *testing.T) {
	x := away(35)(t)
	x.shows(" Monday 23 November to Saturday 26 December have nothing written. That is fine.")
	x.press("r")
	x.wrote("sleep", sunday+1, habits.Entry{State: habits.Skip})
	x.wrote("sleep", sunday+34, habits.Entry{State: habits.Skip})
	x.wrote("sleep", sunday+35, habits.Entry{})
}

// After years there is no offer to rest through all of them.
func TestYearsAwayAreNoRest(t *testing.T) {
	x := away(900)(t)
	x.shows("Welcome back.")
	x.hides("rest days")
	x.press("enter")
	x.shows("Today")
}

func TestNothingIsAskedOfWhoHasNothingDue(t *testing.T) {
	weekly := made("call", "people", "Call home", habits.Goal{Schedule: habits.Schedule{Times: 1, Days: 7}})
	records := []record.Row{{Habit: weekly, History: habits.HistoryOf([]habits.Dated{{Day: sunday, Entry: yes}}, nil)}}
	x := newTerminal(t, newFakeStore(records...))
	x.now = x.now.AddDate(0, 0, 6)
	x.look()
	x.run(x.app.Init())
	x.hides("Welcome back")
}

// Somebody who is about to do something else is not interrupted.
func TestWelcomingInterruptsNothing(t *testing.T) {
	x := start(t, drawn())
	x.press("n")
	x.typeText("A thought")
	x.now = x.now.AddDate(0, 0, 5)
	x.look()
	x.hides("Welcome back")
	x.shows("A thought")
}

func TestClickingAChoiceDoesIt(t *testing.T) {
	x := away(4)(t)
	x.clickOn("three rest days")
	x.says("3 rest days, Mon 23 Nov to Wed 25 Nov.  z undo")
}

// What another window writes meanwhile is seen.
func TestTheGapIsWhatIsLeftOfIt(t *testing.T) {
	x := away(8)(t)
	x.shows("Monday 23 to Sunday 29 November")
	if _, err := x.store.Apply(record.Change{Edits: []habits.Edit{x.store.habit(move).CheckOn(sunday + 2)}}); err != nil {
		t.Fatal(err)
	}
	x.look()
	x.shows("Wednesday 25 to Sunday 29 November")
	x.press("r")
	x.wrote("sleep", sunday+1, habits.Entry{})
	x.wrote("sleep", sunday+3, habits.Entry{State: habits.Skip})
}

// Two things that wait for days of long ago are both done.
func TestWhatWaitsForOlderDaysIsAllDone(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	for _, line := range []string{"move 2026-06-01", "move 2026-05-01"} {
		x.press("a")
		x.typeText(line)
		x.press("enter")
	}
	x.hold = false
	x.release()
	for _, day := range []string{"2026-06-01", "2026-05-01"} {
		d, err := calendar.ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		x.wrote(move, d, yes)
	}
}

// A click where a page hides the message line takes nothing back.
func TestAHiddenMessageIsNotClicked(t *testing.T) {
	x := start(t, drawn())
	x.press("3 ?")
	for col := range 40 {
		x.click(col, 22)
	}
	x.wrote(move, sunday, yes)
}
