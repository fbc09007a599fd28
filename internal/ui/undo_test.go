package ui

import (
	"errors"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

func TestUndoShowsAtOnce(t *testing.T) {
	x := start(t, drawn())
	x.press("3 4")
	loads := len(x.store.loads)
	x.hold = true
	x.press("z")
	x.says("Taken back: A proper meal: nothing written today.  Z redo")
	is(t, "the glyph", x.glyph("A proper meal"), "●")
	x.press("z")
	x.says("Taken back: Move kept.  Z redo")
	is(t, "the glyph", x.glyph("Move"), "·")
	x.press("Z")
	x.says("Done again: Move kept.  z undo")
	is(t, "the glyph", x.glyph("Move"), "●")
	x.release()
	x.says("Done again: Move kept.  z undo")
	x.wrote(move, sunday, yes)
	is(t, "the books that were read", len(x.store.loads), loads)
	is(t, "the steps", len(x.store.log), 5)
	x.press("z")
	x.wrote(move, sunday, blank)
}

func TestWhatUndoTakesBackIsNotShownWhereItIsNotKnown(t *testing.T) {
	x := start(t, drawn())
	x.press("3")
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(meal).ClearOn(sunday)}})
	x.look()
	x.hold = true
	x.press("z")
	is(t, "the glyph", x.glyph("Move"), "●")
	is(t, "the glyph", x.glyph("A proper meal"), "·")
	x.release()
	is(t, "the glyph", x.glyph("Move"), "●")
	is(t, "the glyph", x.glyph("A proper meal"), "●")
	x.says("Taken back: A proper meal: nothing written today.  Z redo")
}

func TestAnUndoThatIsRefusedIsTakenOffTheScreen(t *testing.T) {
	x := start(t, drawn())
	x.press("3")
	x.store.refuse = refusal.New("The record was put back to yesterday's")
	x.press("z")
	x.says("The record was put back to yesterday's.")
	is(t, "the glyph", x.glyph("Move"), "●")
	x.wrote(move, sunday, yes)
}

func TestAnUndoWhoseAnswerIsLostIsMadeOnce(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.typeText("30")
	x.press("enter +")
	x.store.mute = errors.New("the network is gone")
	x.press("z")
	x.wrote(outdoors, sunday, measured(min64(70)))
	x.shows("1 not saved")
	x.retry()
	x.hides("not saved")
	x.says("Taken back: Outdoors + 5 min.  Z redo")
	x.wrote(outdoors, sunday, measured(min64(70)))
	x.shows("115/120 min in 7 d")
}

func TestUndoOnTheJournalShowsAtOnce(t *testing.T) {
	x := kept(t, "J left j")
	x.shows("I walked home the long way.")
	x.hold = true
	x.press("backspace")
	x.hides("I walked home the long way.")
	x.press("z")
	x.shows("I walked home the long way.")
	x.release()
	x.shows("I walked home the long way.")
	is(t, "the changes", len(x.store.log), 2)
}

// draws counts how often the screen is drawn while something is done: as often as a message changes
// what is on it.
func (x *terminal) draws(do func()) (n int) {
	x.t.Helper()
	x.styled()
	x.drawn = func() {
		if x.app.frame.stale {
			n++
		}
		x.styled()
	}
	defer func() { x.drawn = nil }()
	do()
	return n
}

func TestACheckOffIsDrawnOnce(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	is(t, "the draws", x.draws(func() { x.press("3") }), 1)
	x.hold = false
	// What the store answers changes nothing; what it says of the whole history does.
	is(t, "the draws after it is on disk", x.draws(x.release), 1)
	loads, was := len(x.store.loads), x.styled()
	is(t, "the books that were read", loads, 1)
	is(t, "the draws of a look at the store", x.draws(x.look), 1)
	is(t, "what is drawn", x.styled(), was)
	is(t, "the books that were read", len(x.store.loads), loads)
}

func TestOwnWritesAreNoNews(t *testing.T) {
	x := start(t, drawn())
	s := x.app.session
	s.note()
	is(t, "news at first", s.isNews(), false)
	x.hold = true
	x.press("3")
	x.hold = false
	if _, err := x.store.Apply(s.queue.jobs[0].change); err != nil { // its answer has not come yet
		t.Fatal(err)
	}
	is(t, "news while a write is under way", s.isNews(), false)
	x.release()
	is(t, "news after it", s.isNews(), false)
	x.press("z")
	is(t, "news after undo", s.isNews(), false)
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(meal).ClearOn(sunday)}})
	is(t, "news from elsewhere", s.isNews(), true)
	x.look()
	is(t, "news that were read", s.isNews(), false)
}
