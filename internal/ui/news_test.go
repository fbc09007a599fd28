package ui

import (
	"slices"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/record"
)

func TestNewsFromAnotherWindowIsSaidAndShown(t *testing.T) {
	x := start(t, drawn())
	x.press("3") // so that there is a change to be newer than
	x.press("j")
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(outdoors).AddOn(sunday, min64(30))}})
	x.look()
	x.says("Outdoors + 30 min, from another window.")
	x.shows("115/120 min in 7 d")
	is(t, "the row", x.onRow(), "A proper meal")
}

func TestTheCursorStaysOnItsHabit(t *testing.T) {
	x := start(t, drawn())
	x.press("j j j j")
	first := made("first", "body", "Before all", habits.Goal{Schedule: habits.Daily})
	first.Position = -1
	x.store.elsewhere(record.PutHabits(first))
	x.look()
	is(t, "the first row", x.rowNames()[0], "Before all")
	is(t, "the row", x.onRow(), "Meditation")
	x.store.elsewhere(record.PutHabits(x.store.habit(sleep).ArchiveOn(sunday - 1)))
	x.look()
	is(t, "the row", x.onRow(), "Meditation")
	is(t, "the rows", len(x.rowNames()), 9)
}

func TestTheCursorStaysNearARowThatIsGone(t *testing.T) {
	x := start(t, sixty())
	x.press("pgdown pgdown k k")
	names, was := x.rowNames(), x.onRow()
	at := slices.Index(names, was)
	for _, h := range x.store.list() {
		if h.Name == was {
			x.store.elsewhere(record.PutHabits(h.ArchiveOn(sunday - 1)))
		}
	}
	x.look()
	if on := x.onRow(); on != names[at-1] && on != names[at+1] {
		t.Errorf("the ▸ went from %q to %q", was, on)
	}
}

// One's own change is not called another window's, whoever came in between.
func TestOnesOwnChangeIsNoNews(t *testing.T) {
	x := start(t, drawn())
	x.press("4 4")
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(outdoors).AddOn(sunday, min64(30))}})
	x.press("3")
	x.shows("115/120 min in 7 d")
	is(t, "the glyph", x.glyph("Move"), "●")
	if got := x.message(); got == "Move kept, from another window." {
		t.Errorf("the message is %q", got)
	}
}

func TestOnesOwnUndoIsNoNews(t *testing.T) {
	x := start(t, drawn())
	x.press("3 4 z")
	x.look()
	x.says("Taken back: A proper meal: nothing written today.  Z redo")
}

func TestAnAdditionElsewhereIsAddedTo(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.typeText("10")
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(outdoors).AddOn(sunday, min64(30))}})
	x.press("enter")
	x.wrote(outdoors, sunday, measured(min64(80)))
	x.look()
	x.shows("125/120 min in 7 d")
}

func TestWhatIsQueuedIsShownOverNews(t *testing.T) {
	x := start(t, drawn())
	x.store.fail = errFull
	x.press("3")
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(outdoors).AddOn(sunday, min64(30))}})
	x.look()
	is(t, "the glyph", x.glyph("Move"), "●")
	x.shows("115/120 min in 7 d")
	x.shows("1 not saved")
	x.store.fail = nil
	x.retry()
	x.wrote(move, sunday, yes)
	is(t, "the glyph", x.glyph("Move"), "●")
}

func TestNewsWhileAWriteIsUnderWayIsNotForgotten(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	x.press("3")
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(outdoors).AddOn(sunday, min64(30))}})
	x.look()
	x.release()
	x.look()
	x.shows("115/120 min in 7 d")
	is(t, "the glyph", x.glyph("Move"), "●")
	x.wrote(move, sunday, yes)
}

func TestLookingWithoutNewsSaysNothing(t *testing.T) {
	x := start(t, drawn())
	x.press("3")
	loads := len(x.store.loads)
	x.look()
	x.look()
	is(t, "the loads", len(x.store.loads), loads)
	x.says("Move kept.  z undo")
}
