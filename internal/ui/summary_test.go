package ui

import (
	"strings"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/record"
)

// strengthAndRun is what stands behind the strip in a habit's row.
func (x *terminal) strengthAndRun(name string) (bar, run string) {
	x.t.Helper()
	for _, l := range x.screen() {
		if list, _, _ := strings.Cut(l, "│"); strings.Contains(list, name) {
			r := []rune(strings.TrimRight(list, " "))
			if len(r) <= 64 {
				return "", ""
			}
			return string(r[64:min(72, len(r))]), strings.TrimSpace(string(r[min(72, len(r)):]))
		}
	}
	x.t.Fatalf("%s is not on the screen", name)
	return "", ""
}

func TestStrengthAndRunStandBesideTheStrip(t *testing.T) {
	x := start(t, drawn())
	bar, run := x.strengthAndRun("Meditation")
	if !strings.HasPrefix(bar, "▰") || !strings.HasSuffix(run, " d") {
		t.Errorf("the row ends in %q %q", bar, run)
	}
	x.shows("strength    run")
	x.resize(75, 24)
	x.hides("strength")
}

func TestARunFollowsACheckOffAndItsUndo(t *testing.T) {
	x := start(t, drawn())
	_, before := x.strengthAndRun("A proper meal")
	x.press("4") // takes today's yes back
	_, without := x.strengthAndRun("A proper meal")
	x.press("z")
	_, again := x.strengthAndRun("A proper meal")
	if before == without || again != before {
		t.Errorf("the run is %q, %q without today, %q again", before, without, again)
	}
}

func TestSummariesFollowAnotherWindow(t *testing.T) {
	x := start(t, drawn())
	_, before := x.strengthAndRun("A proper meal")
	x.store.elsewhere(record.Change{Edits: []habits.Edit{drawn()[3].Habit.NotOn(sunday)}})
	x.look()
	if _, after := x.strengthAndRun("A proper meal"); after == before {
		t.Errorf("the run stays %q", after)
	}
}

func TestWhatIsTrackedOnlyHasNoStrength(t *testing.T) {
	h := made("weight", "body", "Weight", habits.Goal{Measure: habits.AtLeast, Unit: "kg"})
	x := start(t, []record.Row{{Habit: h, History: habits.HistoryOf([]habits.Dated{{Day: sunday, Entry: habits.Entry{State: habits.Measured, Amount: 70_000}}}, nil)}})
	if bar, run := x.strengthAndRun("Weight"); bar != "" || run != "" {
		t.Errorf("it has %q %q", bar, run)
	}
}

func TestThePaneFollowsTheCursor(t *testing.T) {
	x := start(t, drawn(), sized(120, 36))
	for _, name := range []string{"Sleep", "Outdoors", "Move"} {
		_, pane, _ := strings.Cut(x.screen()[1], "│ ")
		if !strings.HasPrefix(pane, name) {
			t.Errorf("the pane is of %q, not of %s", pane, name)
		}
		x.press("j")
	}
	x.resize(99, 36)
	x.hides("│")
}
