package ui

import (
	"errors"
	"slices"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/ui/page"
)

func TestWhatCannotBeWrittenIsShownAndKept(t *testing.T) {
	x := start(t, drawn())
	x.store.fail = errFull
	x.press("3")
	is(t, "the glyph", x.glyph("Move"), "●")
	x.says("Not saved yet: no space left on the disk. The change is kept here.  ! more")
	x.shows("‹ Sunday 22 November   1 not saved")
	is(t, "the waits", x.waits, 1)
	x.press("4 f")
	is(t, "the glyph", x.glyph("A proper meal"), "·")
	x.shows("3 not saved")
	x.retry()
	x.says("Not saved yet: no space left on the disk. All 3 changes are kept here.  ! more")
	is(t, "the changes", len(x.store.log), 0)
	is(t, "the waits", x.waits, 2)

	x.store.fail = nil
	x.retry()
	x.wroteOnly("Move kept", "A proper meal: nothing written today", "A friend: nothing written today")
	x.says("Saved.")
	x.shows("4 of 9")
	x.hides("not saved")
	is(t, "unsaved", len(x.app.Unsaved()), 0)
}

// What is done while the disk is full is said as always, but stays in sight.
func TestWhatIsDoneMeanwhileIsNotSaidToBeSaved(t *testing.T) {
	x := start(t, drawn())
	x.store.fail = errFull
	x.press("3 f")
	x.says("A friend: nothing written today.  z undo")
	x.shows("2 not saved")
}

func TestThePageOfWhatIsNotSaved(t *testing.T) {
	x := start(t, drawn())
	x.press("!")
	x.shows("Sunday 22 November") // there is nothing to show
	x.store.fail = errFull
	x.press("3 2")
	x.typeText("30")
	x.press("enter n")
	x.typeText("wind")
	x.press("enter !")
	for _, want := range []string{
		" 3 changes are not saved: no space left on the disk", " Move kept, Outdoors + 30 min, a note with Outdoors", "▸ try again",
	} {
		x.shows(want)
	}
	x.press("enter")
	x.shows("3 changes are not saved")
	x.store.fail = nil
	x.press("enter")
	x.hides("not saved")
	x.row("Sleep")
	x.wroteOnly("Move kept", "Outdoors + 30 min", "a note with Outdoors")
}

func TestThePageOfWhatIsNotSavedIsLeft(t *testing.T) {
	for _, key := range []string{"esc", "q"} {
		x := start(t, drawn())
		x.store.fail = errFull
		x.press("3 ! " + key)
		x.shows("1 not saved")
		is(t, "quit", x.quit, false)
	}
}

func TestThePageOfWhatIsNotSavedQuits(t *testing.T) {
	x := start(t, drawn())
	x.store.fail = errFull
	x.press("3 ! G j j j j enter")
	is(t, "quit", x.quit, true)
	is(t, "unsaved", len(x.app.Unsaved()), 0)
}

func TestUndoWaitsInTheQueueToo(t *testing.T) {
	x := start(t, drawn())
	x.press("4")
	x.store.fail = errFull
	x.press("3 z")
	x.shows("2 not saved")
	x.press("!")
	x.shows("2 changes are not saved")
	x.press("esc")
	x.store.fail = nil
	x.retry()
	x.wrote(move, sunday, blank)
	x.wrote(meal, sunday, blank)
	x.says("Taken back: Move kept.  Z redo")
	is(t, "the glyph", x.glyph("Move"), "·")
}

func TestAWriteWhoseAnswerIsLostIsWrittenOnce(t *testing.T) {
	x := start(t, drawn())
	x.store.mute = errors.New("the network is gone")
	x.press("2")
	x.typeText("30")
	x.press("enter")
	x.wrote(outdoors, sunday, measured(min64(70)))
	x.shows("1 not saved")
	x.retry()
	x.wrote(outdoors, sunday, measured(min64(70)))
	x.hides("not saved")
	x.shows("115/120 min in 7 d")
	x.press("+")
	x.wrote(outdoors, sunday, measured(min64(75)))
	x.shows("120/120 min in 7 d")
}

func TestARefusedWriteIsSaidAndTakenOffTheScreen(t *testing.T) {
	x := start(t, drawn())
	x.store.refuse = refusal.New("The record was put back to yesterday's")
	x.press("3")
	x.says("The record was put back to yesterday's.")
	is(t, "the glyph", x.glyph("Move"), "·")
	x.hides("not saved")
	x.press("3")
	x.wrote(move, sunday, yes)
}

func TestARefusedWriteTakesNothingElseOff(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	x.press("3 4")
	x.store.refuse = refusal.New("The record was put back to yesterday's")
	x.release()
	x.wrote(move, sunday, blank)
	x.wrote(meal, sunday, blank)
	is(t, "the glyph", x.glyph("Move"), "·")
	is(t, "the glyph", x.glyph("A proper meal"), "·")
	x.wroteOnly("A proper meal: nothing written today")
}

func TestWritesKeepTheirOrder(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	x.press("3 3 3 w f")
	is(t, "the writes under way", len(x.held), 1)
	is(t, "the glyph", x.glyph("Move"), "●")
	x.release()
	x.wroteOnly("Move kept", "Move: nothing written today", "Move kept", "Write a few lines kept", "A friend: nothing written today")
}

func TestQuitWithNothingToWriteQuits(t *testing.T) {
	x := start(t, drawn())
	x.press("3 q")
	is(t, "quit", x.quit, true)
}

func TestQuitWaitsForTheWriteUnderWay(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	x.press("3 4 q")
	is(t, "quit", x.quit, false)
	x.release()
	is(t, "quit", x.quit, true)
	x.wrote(move, sunday, yes)
	x.wrote(meal, sunday, blank)
}

func TestQuitWhileTheBookIsReadQuits(t *testing.T) {
	x := newTerminal(t, newFakeStore(drawn()...))
	x.hold = true
	x.run(x.app.Init())
	x.press("q")
	is(t, "quit", x.quit, true)
}

func TestQuitOpensThePageWhenTheWriteUnderWayCannotBe(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	x.press("3 q")
	x.store.fail = errFull
	x.release()
	is(t, "quit", x.quit, false)
	x.shows("1 change is not saved: no space left on the disk")
	x.press("esc q")
	x.shows("1 change is not saved")
	x.store.fail = nil
	x.retry()
	x.press("q")
	is(t, "quit", x.quit, true)
}

// Where a write takes its time, what is typed after q is not thrown away with it.
func TestWordsTypedAfterQuitAreKept(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	x.press("3 q n")
	x.typeText("one more thing")
	x.release()
	if x.quit {
		if err := x.app.Drain(); err != nil {
			t.Fatal(err)
		}
	} else {
		x.press("esc")
	}
	is(t, "the note", x.entry(move, sunday).Note, "one more thing")
}

func TestQuitClosesWhatIsOpen(t *testing.T) {
	x := start(t, drawn())
	x.press("? q")
	is(t, "quit", x.quit, false)
	x.row("Sleep")
}

func TestControlCQuitsFromEverywhere(t *testing.T) {
	for _, s := range states() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			x := s.open(t)
			x.press("ctrl+c")
			is(t, "quit", x.quit, true)
		})
	}
}

func TestControlCKeepsANoteAndWritesNoCommand(t *testing.T) {
	x := start(t, drawn())
	x.press("n")
	x.typeText("half a thought")
	x.press("ctrl+c")
	if err := x.app.Drain(); err != nil {
		t.Fatal(err)
	}
	is(t, "the note", x.entry(sleep, sunday).Note, "half a thought")

	for _, keys := range []string{"2", "a m o v e", "d", "/ m", "N S t"} {
		x := start(t, drawn())
		x.press(keys + " ctrl+c")
		if err := x.app.Drain(); err != nil {
			t.Fatal(err)
		}
		is(t, "the changes", len(x.store.log), 0)
	}
}

func TestDrainWritesWhatIsUnderWayOnce(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	x.press("2")
	x.typeText("30")
	x.press("enter 3 ctrl+c")
	is(t, "quit", x.quit, true)
	x.hold = false
	x.held[0]() // the command that was under way goes on while the program ends
	if err := x.app.Drain(); err != nil {
		t.Fatal(err)
	}
	x.wrote(outdoors, sunday, measured(min64(70)))
	x.wrote(move, sunday, yes)
	is(t, "the changes", len(x.store.log), 2)
}

// A wait that ends while a book is being read is followed by another.
func TestARetryThatFallsIntoAReadingIsMadeUpFor(t *testing.T) {
	x := start(t, drawn())
	x.store.fail = errFull
	x.press("3")
	is(t, "the waits", x.waits, 1)
	x.store.fail = nil
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(outdoors).AddOn(sunday, min64(30))}})
	x.hold = true
	x.look()
	is(t, "the readings under way", len(x.held), 1)
	x.retry()
	is(t, "the waits", x.waits, 2)
	x.release()
	x.shows("1 not saved")
	x.retry()
	x.wrote(move, sunday, yes)
	x.hides("not saved")
}

func TestDrainTellsWhatIsLeft(t *testing.T) {
	x := start(t, drawn())
	x.store.fail = errFull
	x.press("3 4 ctrl+c")
	if err := x.app.Drain(); !errors.Is(err, errFull) {
		t.Errorf("drain answers %v", err)
	}
	var left []string
	for _, c := range x.app.Unsaved() {
		left = append(left, c.Words(x.store.list(), sunday))
	}
	if want := []string{"Move kept", "A proper meal: nothing written today"}; !slices.Equal(left, want) {
		t.Errorf("left is %q, not %q", left, want)
	}
}

func TestATerminalThatIsGoneKeepsTheNote(t *testing.T) {
	x := start(t, drawn())
	x.press("n")
	x.typeText("half a thought")
	x.send(hungUpMsg{})
	is(t, "quit", x.quit, true)
	_ = x.app.Drain()
	is(t, "the note", x.entry(sleep, sunday).Note, "half a thought")
}

func TestControlZSuspends(t *testing.T) {
	for _, keys := range []string{"", "a", "n", "N", "?"} {
		x := start(t, drawn())
		x.press(keys + " ctrl+z")
		is(t, "after "+keys+" suspended", x.suspended, true)
	}
}

func TestARecordThatCannotBeReadIsTriedAgain(t *testing.T) {
	store := newFakeStore(drawn()...)
	store.unread = errors.New("open selfcare.db: permission denied")
	x := startOn(t, store)
	x.shows("The record could not be read.")
	x.shows("Open selfcare.db: permission denied.")
	x.press("3 a enter")
	x.shows("The record could not be read.")
	store.unread = nil
	x.press("enter")
	x.row("Sleep")
	is(t, "the changes", len(store.log), 0)
	x.press("3")
	x.wrote(move, sunday, yes)
}

// A book that cannot be read again later takes nothing off the screen that was
// done, and nothing of it is lost.
func TestARecordThatCannotBeReadAgainKeepsWhatWasDone(t *testing.T) {
	x := start(t, drawn())
	x.store.fail, x.store.unread = errFull, errors.New("open selfcare.db: permission denied")
	x.press("3")
	x.store.elsewhere(record.Change{Edits: []habits.Edit{drawn()[8].Habit.RestOn(sunday)}})
	x.look()
	is(t, "unsaved", len(x.app.Unsaved()), 1)
	is(t, "the glyph meanwhile", x.glyph("Move"), "●")
	x.shows("Open selfcare.db: permission denied.")
	x.store.fail, x.store.unread = nil, nil
	x.look()
	x.retry()
	x.wrote(move, sunday, yes)
	is(t, "the glyph", x.glyph("Move"), "●")
}

// anAddition is what a script adds to Outdoors.
func anAddition(x *terminal) record.Change {
	return record.Change{Edits: []habits.Edit{x.store.habit(outdoors).AddOn(sunday, min64(30))}}
}

func TestUndoTakesBackWhatIsShownAsNewest(t *testing.T) {
	for name, wait := range map[string]bool{"written at once": false, "kept until it can be": true} {
		t.Run(name, func(t *testing.T) {
			x := start(t, drawn())
			x.press("f 3")
			if wait {
				x.store.fail = errFull
				x.press("z")
			}
			x.store.elsewhere(anAddition(x))
			if wait {
				x.store.fail = nil
				x.retry()
			} else {
				x.press("z")
			}
			x.says("Taken back: Move kept.  Z redo")
			x.wrote(move, sunday, blank)
			x.shows("115/120 min in 7 d")
			x.press("Z")
			x.says("Done again: Move kept.  z undo")
			x.wrote(move, sunday, yes)
			x.press("z z")
			x.says("Taken back: Outdoors + 30 min.  Z redo") // which is shown by now
		})
	}
}

func TestUndosThatWaitGoOnFromOneAnother(t *testing.T) {
	x := start(t, drawn())
	x.press("f 4 3")
	x.store.fail = errFull
	x.press("z z Z z")
	x.store.elsewhere(anAddition(x))
	x.store.fail = nil
	x.retry()
	x.wrote(move, sunday, blank)
	x.wrote(meal, sunday, drawn()[3].History.On(sunday))
	x.shows("115/120 min in 7 d")
	x.hides("not saved")
}

func TestAnUndoOfWhatWasChangedSinceIsSaidAndDoesNothing(t *testing.T) {
	x := start(t, drawn())
	x.press("f 2")
	x.typeText("10")
	x.press("enter")
	x.store.fail = errFull
	x.press("z z")
	x.store.elsewhere(anAddition(x))
	x.store.fail = nil
	x.retry()
	x.says("Outdoors + 10 min: that was changed again since, so it was not taken back.")
	x.shows("125/120 min in 7 d")
	x.hides("not saved")
	x.press("z")
	x.says("Taken back: Outdoors + 30 min.  Z redo")
}

func TestAnUndoThatIsLeftNamesWhatItMeant(t *testing.T) {
	x := start(t, drawn())
	x.press("3")
	seen := x.store.log[0].change.Token
	x.store.fail = errFull
	x.press("z z 4 ctrl+c")
	_ = x.app.Drain()
	left := x.app.Unsaved()
	is(t, "the changes that wait", len(left), 3)
	is(t, "the first undo's", left[0].AsOf, seen)
	is(t, "the second undo's", left[1].AsOf, record.Below(left[0].Token))
}

func TestWhatBecameOfWhatWasKeptIsSaid(t *testing.T) {
	x := newTerminal(t, newFakeStore(drawn()...))
	book, err := x.store.Load(sunday-page.StripDays+1, 0)
	if err != nil {
		t.Fatal(err)
	}
	x.send(loadedMsg{book: book, said: "Outdoors + 10 min: that was taken back already."})
	x.says("Outdoors + 10 min: that was taken back already.")
}
