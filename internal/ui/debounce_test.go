package ui

import (
	"testing"

	"selfcare/internal/ident"
	"selfcare/internal/ui/page/today"
)

// onWide is Today with the pane, on which time goes by: ticks are sent by hand.
func onWide(t *testing.T) *terminal {
	t.Helper()
	x := start(t, drawn(), sized(120, 36))
	x.app.session.Frozen = false
	return x
}

// besideIs is whose pane is shown.
func (x *terminal) besideIs(want ident.ID) {
	x.t.Helper()
	is(x.t, "beside the list", x.app.today.SidebarRow().Habit.ID, want)
}

func TestThePaneFollowsTheFirstStepAtOnceAndTheLastWhenItRests(t *testing.T) {
	x := onWide(t)
	rows := x.app.today.Rows
	x.hold = true // what is asked for later is not done
	x.press("j")
	x.besideIs(rows[1].Habit.ID)
	x.press("j j")
	x.besideIs(rows[1].Habit.ID)
	x.send(today.SettledMsg{Steps: 1})
	x.besideIs(rows[1].Habit.ID)
	x.send(today.SettledMsg{Steps: 3})
	x.besideIs(rows[3].Habit.ID)
	x.press("G")
	x.besideIs(rows[len(rows)-1].Habit.ID)
}

func TestThePaneOfAHabitThatIsGoneIsThatOfTheCursor(t *testing.T) {
	x := onWide(t)
	rows := x.app.today.Rows
	x.hold = true
	x.press("j j")
	x.app.today.Debounce.Beside = "gone"
	x.besideIs(rows[2].Habit.ID)
}
