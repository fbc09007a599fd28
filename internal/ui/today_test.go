package ui

import (
	"strings"
	"testing"
	"time"

	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/ui/page/today"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
)

var (
	yes   = habits.Entry{State: habits.Yes}
	no    = habits.Entry{State: habits.No}
	rest  = habits.Entry{State: habits.Skip}
	blank = habits.Entry{}
)

func TestSpaceChecksAndTakesBack(t *testing.T) {
	x := start(t, drawn())
	x.press("j j space")
	x.wrote(move, sunday, yes)
	is(t, "the glyph", x.glyph("Move"), "●")
	x.says("Move kept.  z undo")
	x.shows("6 of 9")
	if !strings.HasPrefix(x.keyLine(), "space take back") {
		t.Errorf("the key line is %q", x.keyLine())
	}
	x.press("space")
	x.wrote(move, sunday, blank)
	is(t, "the glyph", x.glyph("Move"), "·")
	x.shows("5 of 9")
	if !strings.HasPrefix(x.keyLine(), "space check") {
		t.Errorf("the key line is %q", x.keyLine())
	}
	x.press("enter")
	x.wrote(move, sunday, yes)
}

func TestSpaceMakesAYesOfANoAndOfARest(t *testing.T) {
	x := start(t, drawn())
	x.press("j j x space")
	x.wrote(move, sunday, yes)
	x.press("r space")
	x.wrote(move, sunday, yes)
}

func TestSpaceOnAnAmountOpensIt(t *testing.T) {
	x := start(t, drawn())
	if !strings.HasPrefix(x.keyLine(), "space amount") {
		t.Errorf("the key line is %q", x.keyLine())
	}
	x.press("j space")
	x.shows("+ 35█ min")
	x.press("esc enter")
	x.shows("+ 35█ min")
}

// The messages are those that the design writes out.
func TestMessagesReadAsTheDesignHasThem(t *testing.T) {
	for _, row := range []struct{ keys, text, then, want string }{
		{"2", "30", "enter", "Outdoors + 30 min, 115 of 120 in 7 d.  z undo"},
		{"2", "30", "enter z", "Taken back: Outdoors + 30 min.  Z redo"},
		{"j j r", "", "", "Move: rest today.  z undo"},
		{"j j x", "", "", "Move: not today.  z undo"},
		{"z", "", "", "Nothing more to take back."},
		{"y", "", "", "y is free. e gives it to a habit."},
		{"2 enter 3 6 7", "", "", "All nine kept. That is the day.  z undo"},
	} {
		x := start(t, drawn())
		x.press(row.keys)
		x.typeText(row.text)
		x.press(row.then)
		x.says(row.want)
	}
}

func TestAmountsReadAsTheDesignHasThem(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.shows("▸ 2 ◐ Outdoors            + 35█ min   then 120 of 120 in 7 d")
}

func TestXAndRToggle(t *testing.T) {
	x := start(t, drawn())
	for _, row := range []struct {
		id   ident.ID
		keys string
		want habits.Entry
	}{
		{move, "x", no},
		{move, "x", blank},
		{move, "r", rest},
		{move, "x", no},
		{move, "r", rest},
		{move, "r", blank},
	} {
		x.press("g j j " + row.keys)
		x.wrote(row.id, sunday, row.want)
	}
	x.press("g x") // Sleep is an amount: not done is none of it
	x.wrote(sleep, sunday, measured(0))
	is(t, "the glyph", x.glyph("Sleep"), "·")
	x.press("x")
	x.wrote(sleep, sunday, blank)
	x.press("r")
	x.wrote(sleep, sunday, rest)
	is(t, "the glyph", x.glyph("Sleep"), "–")
}

func TestBackspaceClearsButKeepsTheNote(t *testing.T) {
	for _, key := range []string{"backspace", "delete", "ctrl+h"} {
		records := drawn()
		records[3] = noted(records[3], sunday, "soup")
		x := start(t, records)
		x.press("j j j " + key)
		x.wrote(meal, sunday, habits.Entry{Note: "soup"})
		x.says("A proper meal: nothing written today.  z undo")
		before := len(x.store.log)
		x.press(key)
		is(t, "the changes", len(x.store.log), before)
	}
}

func TestPlusAndMinusNudge(t *testing.T) {
	x := start(t, sorts())
	for _, row := range []struct {
		id         ident.ID
		name, keys string
		want       quantity.Amount
	}{
		{sleep, "Sleep", "+", 8 * quantity.Hours.One()},
		{sleep, "Sleep", "-", 7*quantity.Hours.One() + quantity.Hours.One()/2},
		{outdoors, "Outdoors", "=", min64(45)},
		{outdoors, "Outdoors", "+ +", min64(55)},
		{outdoors, "Outdoors", "_", min64(50)},
		{"coffee", "Coffee", "+", 2000},
		{"coffee", "Coffee", "- -", 0},
		{"weight", "Weight", "-", 69500},
	} {
		x.goTo(row.name)
		x.press(row.keys)
		x.wrote(row.id, sunday, measured(row.want))
	}
}

// goTo moves the ▸ to a habit.
func (x *terminal) goTo(name string) {
	x.t.Helper()
	x.press("g")
	for range 100 {
		if x.onRow() == name {
			return
		}
		x.press("j")
	}
	x.t.Fatalf("%s has no row", name)
}

func TestANudgeStopsAtNought(t *testing.T) {
	records := drawn()
	records[1] = counted(records[1].Habit, "3")
	x := start(t, records)
	x.press("j -")
	x.wrote(outdoors, sunday, measured(0))
	before := len(x.store.log)
	x.press("- - -")
	is(t, "the changes", len(x.store.log), before)
	x.press("+")
	x.wrote(outdoors, sunday, measured(min64(5)))
}

func TestANudgeOfACheckDoesNothing(t *testing.T) {
	x := start(t, drawn())
	x.press("j j + - = _")
	is(t, "the changes", len(x.store.log), 0)
}

func TestNumbersAndOwnLettersActFromAnywhere(t *testing.T) {
	x := start(t, drawn())
	x.press("G 3")
	x.wrote(move, sunday, yes)
	is(t, "the row", x.onRow(), "Move")
	x.press("w")
	x.wrote(lines, sunday, yes)
	is(t, "the row", x.onRow(), "Write a few lines")
	x.press("6")
	x.wrote(lines, sunday, blank)
	x.press("9")
	x.wrote(friend, sunday, blank)
	is(t, "the row", x.onRow(), "A friend")
	x.press("f")
	x.wrote(friend, sunday, yes)
	x.press("1")
	x.shows("▸ 1 ● Sleep               + █")
}

// The numbers follow what is seen: by area, whatever the order of the record.
func TestNumbersFollowTheListAsItIsShown(t *testing.T) {
	daily := habits.Goal{Schedule: habits.Daily}
	x := start(t, []record.Row{
		{Habit: made("a", "one", "First", daily)}, {Habit: made("b", "two", "Third", daily)}, {Habit: made("c", "one", "Second", daily)},
	})
	for name, number := range map[string]string{"First": "1", "Second": "2", "Third": "3"} {
		if string([]rune(x.row(name))[today.KeyCol]) != number {
			t.Errorf("%q does not have the number %s", x.row(name), number)
		}
	}
	x.press("2")
	x.wrote("c", sunday, yes)
}

func TestOneAreaInTwoSpellingsIsOne(t *testing.T) {
	daily := habits.Goal{Schedule: habits.Daily}
	x := start(t, []record.Row{
		{Habit: made("a", "Entrée", "First", daily)}, {Habit: made("b", "two", "Third", daily)}, {Habit: made("c", "entre\u0301e", "Second", daily)},
	})
	x.shows("Entrée")
	x.hides("entre")
	for name, number := range map[string]string{"First": "1", "Second": "2", "Third": "3"} {
		if string([]rune(x.row(name))[today.KeyCol]) != number {
			t.Errorf("%q does not have the number %s", x.row(name), number)
		}
	}
}

func TestAFilterMovesNoNumber(t *testing.T) {
	x := start(t, drawn())
	x.press("/")
	x.typeText("me")
	x.press("enter")
	x.shows("4 ● A proper meal")
	x.shows("5 ● Meditation")
	x.press("4")
	x.wrote(meal, sunday, blank)
	x.hides("Sleep")
	x.press("3") // filtered away: what is done should be seen
	x.wrote(move, sunday, yes)
	is(t, "the row", x.onRow(), "Move")
}

func TestAPastDayMovesNoNumber(t *testing.T) {
	records := sorts()
	records[0].Habit.Archived = nil
	late := made("late", "body", "Since today", habits.Goal{Schedule: habits.Daily})
	late.Created = sunday
	records = append(records[:2:2], append([]record.Row{{Habit: late}}, records[2:]...)...)
	x := start(t, records)
	x.shows("  3 · Since today")
	x.shows("  4 · Move")
	x.press("left")
	x.hides("Since today")
	x.shows("  4 · Move")
	x.press("4")
	x.wrote(move, sunday-1, yes)
	before := len(x.store.log)
	x.press("3")
	is(t, "the changes", len(x.store.log), before)
	x.says("Since today is not on this day's list.")
	x.press("left left") // where Flute was not archived yet
	x.shows("    ● Flute")
	x.shows("▸ 4 ● Move")
}

func TestAFreeLetterSaysSo(t *testing.T) {
	x := start(t, drawn())
	for _, letter := range strings.Split("bciopstvy", "") {
		x.press(letter)
		x.says(letter + " is free. e gives it to a habit.")
	}
	is(t, "the changes", len(x.store.log), 0)
}

// Keys that are left for later, or for places that are not built, do nothing.
func TestOtherLettersDoNothing(t *testing.T) {
	x := start(t, drawn())
	before := x.text()
	x.press("C D F I K M O P Q S U V W X Y 0")
	is(t, "the changes", len(x.store.log), 0)
	is(t, "the screen", x.text(), before)
	is(t, "quit", x.quit, false)
}

func TestKeysThatTerminalsMixUpAreNoCommands(t *testing.T) {
	x := start(t, drawn())
	x.press("j j")
	before := x.text()
	x.press("ctrl+s ctrl+q ctrl+a ctrl+b ctrl+w ctrl+n ctrl+t ctrl+space ctrl+enter ctrl+1")
	is(t, "the screen", x.text(), before)
	is(t, "the changes", len(x.store.log), 0)
	is(t, "quit", x.quit, false)
}

func TestTheCursorWalks(t *testing.T) {
	x := start(t, drawn())
	for _, row := range []struct{ keys, name string }{
		{"", "Sleep"},
		{"down", "Outdoors"},
		{"j j", "A proper meal"},
		{"k", "Move"},
		{"up up up up", "Sleep"},
		{"G", "A friend"},
		{"j", "A friend"},
		{"g", "Sleep"},
		{"end", "A friend"},
		{"home", "Sleep"},
		{"pgdown pgdown", "A friend"},
		{"pgup pgup", "Sleep"},
	} {
		x.press(row.keys)
		is(t, "after "+row.keys+" the row", x.onRow(), row.name)
	}
	is(t, "the changes", len(x.store.log), 0)
}

func TestDaysAreWalkedButNotIntoTheFuture(t *testing.T) {
	x := start(t, drawn())
	x.press("right l")
	x.shows("‹ Sunday 22 November   5 of 9")
	x.press("left")
	x.shows("‹ Saturday 21 November ›   7 of 9")
	x.shows("M T W T F‹S›S")
	x.press("h h h h h")
	x.shows("‹ Monday 16 November ›")
	x.shows("‹M›T W T F S S")
	x.press("left")
	x.shows("‹ Sunday 15 November ›")
	x.shows("‹S›M T W T F S")
	x.press("l l")
	x.shows("M‹T›W T F S S")
	for _, back := range []string{".", "T", "esc", "right right right right right right right right right"} {
		x.press("left left left " + back)
		x.shows("‹ Sunday 22 November   5 of 9")
	}
	is(t, "the changes", len(x.store.log), 0)
}

func TestWhatIsDoneOnAPastDayIsWrittenThere(t *testing.T) {
	x := start(t, drawn())
	x.press("left 3 j j j r")
	x.wrote(move, sunday-1, yes)
	x.wrote(lines, sunday-1, rest)
	x.says("Write a few lines: rest yesterday.  z undo")
	x.press("left n")
	x.typeText("slept in")
	x.press("enter")
	is(t, "the note", x.entry(lines, sunday-2).Note, "slept in")
	x.wrote(move, sunday, blank)
}

func TestWalkingFarLoadsAsItGoes(t *testing.T) {
	records := drawn()
	records[3].History.Set(sunday-100, yes)
	x := start(t, records)
	loads := len(x.store.loads)
	for range 100 {
		x.press("left")
	}
	x.shows("‹ Friday 14 August ›")
	is(t, "the glyph", x.glyph("A proper meal"), "●")
	if n := len(x.store.loads) - loads; n == 0 || n > 5 {
		t.Errorf("the store was asked %d times on the way", n)
	}
	x.press("4")
	x.wrote(meal, sunday-100, blank)
	x.press(".")
	x.shows("5 of 9")
}

func TestTheFirstDayOfAllIsTheLast(t *testing.T) {
	x := start(t, drawn())
	x.press("d")
	x.typeText("1900-01-01")
	x.press("enter left left")
	x.shows("‹ Monday 1 January 1900 ›")
}

func TestUndoAndRedo(t *testing.T) {
	x := start(t, drawn())
	x.press("3 j r z")
	x.wrote(meal, sunday, yes)
	x.says("Taken back: A proper meal: rest today.  Z redo")
	is(t, "the glyph", x.glyph("A proper meal"), "●")
	is(t, "the row", x.onRow(), "A proper meal")
	x.press("z")
	x.wrote(move, sunday, blank)
	x.says("Taken back: Move kept.  Z redo")
	is(t, "the glyph", x.glyph("Move"), "·")
	x.press("z")
	x.says("Nothing more to take back.")
	x.press("Z Z")
	x.says("Done again: A proper meal: rest today.  z undo")
	x.wrote(move, sunday, yes)
	x.wrote(meal, sunday, rest)
	x.press("Z")
	x.says("Nothing more to do again.")
	is(t, "the glyph", x.glyph("A proper meal"), "–")
}

func TestUndoTakesBackANoteAHabitAndAMove(t *testing.T) {
	x := start(t, drawn())
	x.press("n")
	x.typeText("late")
	x.press("enter z")
	is(t, "the note", x.entry(sleep, sunday).Note, "")
	x.says("Taken back: a note with Sleep.  Z redo")
	x.press("A z")
	if x.store.habit(sleep).Archived != nil {
		t.Error("Sleep is archived still")
	}
	x.press("} z")
	is(t, "the first row", x.rowNames()[0], "Sleep")
}

// rowNames is the names of the rows.
func (x *terminal) rowNames() []string {
	x.t.Helper()
	var names []string
	for _, l := range x.screen()[2 : len(x.screen())-2] {
		if r := []rune(l); len(r) > today.NameCol && strings.TrimSpace(string(r[today.GlyphCol])) != "" && r[today.GlyphCol-1] == ' ' && r[today.GlyphCol+1] == ' ' {
			name, _, _ := strings.Cut(string(r[today.NameCol:]), "  ")
			names = append(names, name)
		}
	}
	return names
}

func TestUndoWhileAWriteIsUnderWayComesAfterIt(t *testing.T) {
	x := start(t, drawn())
	x.hold = true
	x.press("3 z")
	x.release()
	x.wrote(move, sunday, blank)
	x.says("Taken back: Move kept.  Z redo")
	is(t, "the glyph", x.glyph("Move"), "·")
}

func TestAHabitIsArchivedAndRestored(t *testing.T) {
	x := start(t, drawn())
	x.press("j j A")
	if a := x.store.habit(move).Archived; a == nil || *a != sunday {
		t.Fatalf("Move is archived on %v", a)
	}
	x.says("Move archived: tomorrow it is off the list, its days stay.  z undo")
	x.shows("archived")
	x.press("A")
	if a := x.store.habit(move).Archived; a != nil {
		t.Errorf("Move is archived on %v", *a)
	}
	x.says("Move is back on the list.  z undo")
	x.press("A")
	x.now = x.now.Add(24 * time.Hour)
	x.look()
	is(t, "the rows", len(x.rowNames()), 8)
	x.press("left")
	x.row("Move")
}

func TestHabitsMoveWithinTheirArea(t *testing.T) {
	x := start(t, drawn())
	for _, row := range []struct{ keys, first string }{
		{"}", "Outdoors Sleep Move"},
		{"}", "Outdoors Move Sleep"},
		{"{", "Outdoors Sleep Move"},
		{"alt+up", "Sleep Outdoors Move"},
		{"alt+down", "Outdoors Sleep Move"},
		{"z", "Sleep Outdoors Move"},
	} {
		x.press(row.keys)
		is(t, "after "+row.keys, strings.Join(x.rowNames()[:3], " "), row.first)
		is(t, "the row", x.onRow(), "Sleep")
	}
	x.press("}")
	x.says("Sleep moved.  z undo")
	is(t, "the first of the record", x.store.list()[0].ID, outdoors)
}

func TestNoHabitMovesAcrossAreas(t *testing.T) {
	x := start(t, drawn())
	before := strings.Join(x.rowNames(), " ")
	x.press("j j j }")
	x.says("A proper meal stays in body. e changes its area.")
	x.press("j {")
	x.says("Meditation stays in mind. e changes its area.")
	x.press("g { G }")
	is(t, "the list", strings.Join(x.rowNames(), " "), before)
	is(t, "the changes", len(x.store.log), 0)
}

func TestHabitsMoveWhereTheRecordMixesAreas(t *testing.T) {
	daily := habits.Goal{Schedule: habits.Daily}
	x := start(t, []record.Row{
		{Habit: made("a", "one", "Ant", daily)}, {Habit: made("b", "two", "Bee", daily)}, {Habit: made("c", "one", "Cat", daily)}, {Habit: made("d", "two", "Dog", daily)},
	})
	is(t, "the list", strings.Join(x.rowNames(), " "), "Ant Cat Bee Dog")
	x.press("}")
	is(t, "the list", strings.Join(x.rowNames(), " "), "Cat Ant Bee Dog")
	x.press("G {")
	is(t, "the list", strings.Join(x.rowNames(), " "), "Cat Ant Dog Bee")
	x.press("g j {")
	is(t, "the list", strings.Join(x.rowNames(), " "), "Ant Cat Dog Bee")
}

func TestAFilteredListIsNotReordered(t *testing.T) {
	x := start(t, drawn())
	x.press("/")
	x.typeText("o")
	x.press("enter }")
	is(t, "the changes", len(x.store.log), 0)
	x.says("The list is filtered. esc clears it, then { } move.")
}

func TestTheDayBeginsAtFour(t *testing.T) {
	x := start(t, drawn())
	for _, row := range []struct {
		hour, minute int
		header       string
	}{
		{23, 59, "‹ Sunday 22 November   5 of 9"},
		{24, 0, "‹ Sun 22 Nov, until 04:00   5 of 9"},
		{27, 59, "‹ Sun 22 Nov, until 04:00   5 of 9"},
		{28, 0, "‹ Monday 23 November   1 of 9"},
		{48, 30, "‹ Mon 23 Nov, until 04:00   1 of 9"},
	} {
		x.now = time.Date(2026, time.November, 22, row.hour, row.minute, 0, 0, time.UTC)
		x.look()
		if !strings.HasSuffix(x.header(), row.header) {
			t.Errorf("at %d:%02d the header is %q, not %q", row.hour, row.minute, x.header(), row.header)
		}
	}
	x.shows("T W T F S S M")
	x.press("3")
	x.wrote(move, sunday+1, yes)
}

func TestANewDayDoesNotMoveWhoLooksBack(t *testing.T) {
	x := start(t, drawn())
	x.press("left left")
	x.now = time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)
	x.look()
	x.shows("‹ Friday 20 November ›")
	x.press("3")
	x.wrote(move, sunday-2, yes)
	x.press(".")
	x.shows("‹ Monday 23 November")
}

// What is typed while the day ends belongs to the day it was begun on.
func TestANoteThatIsOpenAtFourGoesToItsDay(t *testing.T) {
	x := start(t, drawn())
	x.press("n")
	x.typeText("before ")
	x.now = time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)
	x.look()
	x.typeText("and after")
	x.press("enter")
	is(t, "the note", x.entry(sleep, sunday).Note, "before and after")
}

func TestAnAmountThatIsOpenAtFourGoesToItsDay(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.typeText("20")
	x.now = time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)
	x.look()
	x.press("enter")
	x.wrote(outdoors, sunday, measured(min64(60)))
	x.wrote(outdoors, sunday+1, blank)
}

func TestHeldKeysDoNothing(t *testing.T) {
	x := start(t, drawn())
	x.press("j j")
	for _, name := range []string{"space", "3", "w", "6"} {
		k := keyOf(name)
		k.IsRepeat = true
		for range 5 {
			x.send(k)
		}
	}
	is(t, "the changes", len(x.store.log), 0)
	is(t, "the row", x.onRow(), "Move")
	j := keyOf("j")
	j.IsRepeat = true
	x.send(j)
	is(t, "the row", x.onRow(), "A proper meal")
}

// cyrillic is a key of a Russian keyboard, and the key of the standard layout that
// stands in its place.
func cyrillic(r, base rune) tea.KeyPressMsg {
	return tea.KeyPressMsg{Code: r, Text: string(r), BaseCode: base}
}

func TestKeysOfOtherLayoutsAreThoseInTheirPlace(t *testing.T) {
	x := start(t, drawn())
	x.send(cyrillic('о', 'j'))
	x.send(cyrillic('о', 'j'))
	is(t, "the row", x.onRow(), "Move")
	x.send(cyrillic('к', 'r'))
	x.wrote(move, sunday, rest)
	x.send(cyrillic('я', 'z'))
	x.wrote(move, sunday, blank)
	shifted := cyrillic('я', 'z')
	shifted.Text, shifted.ShiftedCode, shifted.Mod = "Я", 'Я', tea.ModShift
	x.send(shifted)
	x.wrote(move, sunday, rest)
	x.send(cyrillic('ц', 'w'))
	x.wrote(lines, sunday, yes)
	x.send(cyrillic('ф', 'a'))
	x.send(cyrillic('ф', 'a'))
	x.shows(" add  ф█")
	x.send(tea.KeyPressMsg{Code: 'с', BaseCode: 'c', Mod: tea.ModCtrl})
	is(t, "quit", x.quit, true)
}

func TestPasteWithoutAFieldDoesNothing(t *testing.T) {
	x := start(t, drawn())
	before := x.text()
	x.paste("3 q z\n")
	is(t, "the screen", x.text(), before)
	is(t, "the changes", len(x.store.log), 0)
}

func TestEscGoesHomeStepByStepAndNeverQuits(t *testing.T) {
	x := start(t, drawn())
	x.press("/")
	x.typeText("move")
	x.press("enter left left space")
	x.wrote(move, sunday-2, yes)
	x.press("a esc")
	x.hides("\n add ")
	x.shows("Friday 20 November")
	x.press("esc")
	x.shows("Sleep")
	x.shows("Friday 20 November")
	x.press("esc")
	x.shows("Sunday 22 November")
	x.press("esc esc esc")
	is(t, "quit", x.quit, false)
}

func TestTheKeyLineEndsInHelp(t *testing.T) {
	x := start(t, drawn())
	for w := 30; w <= 130; w++ {
		x.resize(w, 24)
		if !strings.HasSuffix(x.keyLine(), "? keys") || !strings.HasPrefix(x.keyLine(), "space ") {
			t.Errorf("at %d columns the key line is %q", w, x.keyLine())
		}
	}
}

func TestWhatTheRowsOfEverySortSay(t *testing.T) {
	x := start(t, sorts(), sized(80, 40))
	for _, want := range []string{
		"    ● Coffee                1 of at most 2 cups  ● ● ● · ● ● ●",
		"    ∘ Violin                not needed today     ● ∘ ● ∘ – ∘ ∘",
		"    ◐ Swim                  10 of 20 min         ∘ ● ∘ ∘ ∘ ∘ ◐",
		"    ● Weight                70.5 kg              ",
		"    · A look at the teeth   0 of 1 in 30 d",
	} {
		x.shows(want)
	}
	x.hides("Flute")
	x.press("left left")
	x.shows("Mon Wed Fri")
	x.shows("Flute")
}

func TestWhatIsEmptySaysWhatToDo(t *testing.T) {
	x := start(t, nil)
	x.press("esc")
	x.shows("Nothing here yet. enter shows the starter list, N makes a habit.")
	x.press("space x r n + - backspace A { } 1 5 e G pgdown j")
	x.shows("Nothing here yet.")
	x.press("enter")
	x.shows("Hello. What would you like to look after?")
	x.press("esc N")
	x.shows("A new habit")

	x = start(t, drawn())
	x.press("/")
	x.typeText("xyz")
	x.shows(`Nothing with "xyz". esc clears.`)
}

// A rest in place of an amount says so: it is z that brings it back.
func TestARestSaysWhatItReplaces(t *testing.T) {
	x := start(t, drawn())
	x.press("r")
	x.says("Sleep: rest today, in place of 7.5 h.  z undo")
	x.press("z x")
	x.says("Sleep set to 0 h, 0 of 7.5, in place of 7.5 h.  z undo")
	x.press("z")
	x.wrote(sleep, sunday, measured(15*quantity.Hours.One()/2))
}

func TestWhatTheMessageLineOffersIsClicked(t *testing.T) {
	x := start(t, drawn())
	x.press("3")
	x.clickOn("z undo")
	x.wrote(move, sunday, habits.Entry{})
	x.clickAt("Z redo", 3)
	x.wrote(move, sunday, yes)
	x.click(1, 22)
	x.wrote(move, sunday, yes)
}

func TestTomorrowIsSaid(t *testing.T) {
	x := start(t, drawn())
	x.press("right")
	x.says("Tomorrow is not here yet.")
	x.press(":")
	x.typeText("rest from")
	x.press("enter")
	x.typeText("tomorrow")
	x.press("enter right")
	x.says("Tomorrow is a rest day.")
	x.shows("Sunday 22 November")
}
