package ui

import (
	"strings"
	"testing"

	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/spelling"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
)

func TestTheRemainderStandsChosen(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.shows("+ 35█ min")
	x.press("enter")
	x.wrote(outdoors, sunday, measured(min64(75)))
	is(t, "the glyph", x.glyph("Outdoors"), "●")
}

func TestTheFirstKeyReplacesTheRemainder(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.typeText("20")
	x.press("enter")
	x.wrote(outdoors, sunday, measured(min64(60)))

	x.press("2 backspace")
	x.shows("+ █")
	x.typeText("15")
	x.press("enter")
	x.wrote(outdoors, sunday, measured(min64(75)))

	x = start(t, drawn())
	x.press("2")
	x.paste("10")
	x.press("enter")
	x.wrote(outdoors, sunday, measured(min64(50)))
}

func TestSleepIsThreeKeys(t *testing.T) {
	records := drawn()
	records[0] = counted(records[0].Habit, "_")
	x := start(t, records)
	x.press("1")
	x.shows("+ 7.5█ h")
	x.typeText("7.5")
	x.press("enter")
	x.wrote(sleep, sunday, measured(7*quantity.Hours.One()+quantity.Hours.One()/2))
}

// Decimals of hours are not exact, and three of them could be thousands.
func TestTheRemainderIsTypedAsItIsRead(t *testing.T) {
	records := drawn()
	records[0] = counted(records[0].Habit, "_")
	records[0].History.Set(sunday, measured(min64(130)))
	x := start(t, records)
	x.press("1")
	x.shows("+ 5:20█ h")
	x.press("enter")
	x.wrote(sleep, sunday, measured(7*quantity.Hours.One()+quantity.Hours.One()/2))
}

func TestAnAmountWithTwoReadingsIsAskedFor(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.typeText("10,000")
	x.press("enter")
	x.says("10,000 could be ten thousand or ten; write 10000 or 10.0.")
	is(t, "the changes", len(x.store.log), 0)
}

func TestAmountsAreReadInTheWaysPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]quantity.Amount{
		"1:30": min64(130), "1h30": min64(130), "45min": min64(85), "0.5h": min64(70), "1h 30m": min64(130), "2,5": min64(40) + min64(5)/2, "set:12": min64(12), "90s": min64(40) + min64(3)/2,
	} {
		x := start(t, drawn())
		x.press("2")
		x.typeText(text)
		x.press("enter")
		if got := x.entry(outdoors, sunday); got != measured(want) {
			t.Errorf("%s makes %+v, not %v", text, got, want)
		}
	}
}

func TestEqualsSetsTheDay(t *testing.T) {
	x := start(t, drawn())
	x.press("2 =")
	x.shows("= 35█ min")
	x.shows("= adds")
	x.typeText("60")
	x.press("enter")
	x.wrote(outdoors, sunday, measured(min64(60)))
	x.press("2 = =")
	x.typeText("5")
	x.press("enter")
	x.wrote(outdoors, sunday, measured(min64(65)))
}

func TestEscWritesNoAmount(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.typeText("20")
	x.press("esc")
	is(t, "the changes", len(x.store.log), 0)
	x.hides("+ 20")
	x.press("2")
	x.shows("+ 35█ min")
}

func TestAnAmountThatDoesNotFitSaysSoAndStays(t *testing.T) {
	x := start(t, drawn())
	x.press("1")
	x.typeText("8 km")
	x.press("enter")
	x.says("km does not fit Sleep, which counts h.")
	x.shows("8 km█")
	x.press("backspace backspace backspace")
	x.says("")
	x.press("enter")
	x.wrote(sleep, sunday, measured(15*quantity.Hours.One()+quantity.Hours.One()/2))

	for _, text := range []string{"-3", "many", "1e9", "9999999999", "3 4", "yes", "yesterday"} {
		x := start(t, drawn())
		x.press("2")
		x.typeText(text)
		x.press("enter")
		if x.message() == "" || x.cursors() != 1 {
			t.Errorf("%q is taken, or nothing is said: %q", text, x.message())
		}
		is(t, "the changes", len(x.store.log), 0)
	}
}

func TestAnAmountFieldIsLeftForAnotherRow(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.typeText("20")
	x.press("down")
	is(t, "the row", x.onRow(), "Move")
	is(t, "the cursors", x.cursors(), 0)
	is(t, "the changes", len(x.store.log), 0)
}

func TestNothingTypedWritesNoAmount(t *testing.T) {
	x := start(t, drawn())
	x.press("1 enter 2 backspace enter")
	is(t, "the changes", len(x.store.log), 0)
	is(t, "the cursors", x.cursors(), 0)
}

// The commands of the list are letters like any other while a field is open.
func TestAFieldTakesEveryLetter(t *testing.T) {
	const all = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;/?!{}+-_"
	for _, open := range []string{"a", "n", "N"} {
		x := start(t, drawn(), sized(130, 30))
		x.press(open)
		if open == "N" {
			x.press("tab tab tab tab tab") // why, which has room
		}
		x.typeText(all)
		x.shows(all + "█")
		is(t, "the changes", len(x.store.log), 0)
		is(t, "quit", x.quit, false)
	}
}

func TestANoteIsKeptBothWays(t *testing.T) {
	for _, key := range []string{"enter", "esc"} {
		x := start(t, drawn())
		x.press("j j n")
		x.typeText("round the lake")
		x.press("ctrl+j")
		x.typeText("twice")
		x.press(key)
		x.wrote(move, sunday, habits.Entry{Note: "round the lake\ntwice"})
		is(t, "the cursors", x.cursors(), 0)
		x.says("A note with Move.  z undo")
		x.shows(`Move"`)
		x.press("n")
		x.shows("twice█")
		before := len(x.store.log)
		x.press(key)
		is(t, "the changes", len(x.store.log), before)
	}
}

func TestShiftEnterMakesANewLineToo(t *testing.T) {
	for _, key := range []string{"ctrl+j", "shift+enter"} {
		x := start(t, drawn())
		x.press("n")
		x.typeText("one")
		x.press(key)
		x.typeText("two")
		x.press("enter")
		is(t, "the note", x.entry(sleep, sunday).Note, "one\ntwo")
	}
}

func TestANoteIsTakenAway(t *testing.T) {
	records := drawn()
	records[3] = noted(records[3], sunday, "soup")
	x := start(t, records)
	x.press("j j j n backspace backspace backspace backspace enter")
	x.wrote(meal, sunday, yes)
}

func TestAPasteIntoANoteIsCleaned(t *testing.T) {
	x := start(t, drawn())
	x.press("n")
	x.paste("one\r\ntwo\x1b[31m\tred\x07\u202e\n\nfour")
	x.press("enter")
	is(t, "the note", x.entry(sleep, sunday).Note, "one\ntwo[31m red\n\nfour")
}

func TestANoteHoldsTwoThousandCharacters(t *testing.T) {
	x := start(t, drawn())
	x.press("n")
	x.paste(strings.Repeat("é", 3000))
	x.typeText("more")
	x.press("enter")
	is(t, "the note", x.entry(sleep, sunday).Note, strings.Repeat("é", spelling.MaxNote))
}

func TestANoteMayHaveManyLines(t *testing.T) {
	x := start(t, drawn())
	text := strings.TrimSuffix(strings.Repeat("x\n", 500), "\n")
	x.press("n")
	x.paste(text)
	x.press("enter")
	is(t, "the lines", strings.Count(x.entry(sleep, sunday).Note, "\n"), strings.Count(text, "\n"))
}

func TestAPasteIntoALineIsOneLine(t *testing.T) {
	x := start(t, drawn())
	x.press("a")
	x.paste("move yesterday\n-- the \x1blong\tway\x00")
	x.press("enter")
	x.wrote(move, sunday-1, habits.Entry{State: habits.Yes, Note: "the long way"})
}

func TestTheAddLineReadsAlong(t *testing.T) {
	records := drawn()
	records[1].History.Set(sunday-1, measured(min64(25)))
	for text, want := range map[string]string{
		"out 30m yest":       "Outdoors, yesterday Sat 21 Nov: + 30 min, 55 that day",
		"move":               "Move, today: yes",
		"move no":            "Move, today: not done",
		"sleep set:8h":       "Sleep, today: 8 h",
		"med rest -- a cold": "Meditation, today: rest, with a note",
		"outdoors":           "Outdoors, today: + 10 min, 50 that day",
		"move 2026-11-01":    "Move, Sun 1 Nov: yes",
		"move 1 n":           "Move, Sun 1 Nov: yes",
		"move 1 nov":         "Move, Sun 1 Nov: yes",
		"move 17.05.2026":    "Move, Sun 17 May: yes",
		"out 30m nov 1":      "Outdoors, Sun 1 Nov: + 30 min",
		"sleep 7:30":         "Sleep, today: + 7.5 h, 15 that day",
		"sleep 10,000":       "10,000 could be ten thousand or ten; write 10000 or 10.0.",
		"walk":               "No habit is called walk; selfcare habit list shows them.",
		"sleep 8 km":         "km does not fit Sleep, which counts h.",
		"move tomorrow":      "Tomorrow is not here yet.",
		"move 2026-11-23":    "Mon 23 Nov is not here yet.",
	} {
		x := start(t, records)
		x.press("a")
		x.typeText(text)
		if got := strings.TrimSpace(x.line(-2)); got != want {
			t.Errorf("%q reads %q, not %q", text, got, want)
		}
		is(t, "the changes", len(x.store.log), 0)
	}
}

func TestTheAddLineWrites(t *testing.T) {
	x := start(t, drawn())
	x.press("a")
	x.typeText("out 30m yest")
	x.press("enter")
	x.wrote(outdoors, sunday-1, measured(min64(30)))
	x.says("Outdoors + 30 min yesterday, 75 of 120 in 7 d.  z undo")
	is(t, "the cursors", x.cursors(), 0)
	is(t, "the row", x.onRow(), "Sleep")
	x.press("a")
	x.shows(" add  █")
	x.typeText("friend no -- moved to Tuesday")
	x.press("enter")
	x.wrote(friend, sunday, habits.Entry{State: habits.No, Note: "moved to Tuesday"})
	is(t, "the row", x.onRow(), `A friend"`)
}

func TestTheFutureIsNotWritten(t *testing.T) {
	for _, text := range []string{"move tomorrow", "move 2026-11-23", "move 2027-01-01"} {
		x := start(t, drawn())
		x.press("a")
		x.typeText(text)
		x.press("enter")
		is(t, "the changes", len(x.store.log), 0)
		is(t, "the cursors", x.cursors(), 1)
		x.shows("not here yet.")
	}
}

func TestTabCompletes(t *testing.T) {
	x := start(t, drawn())
	x.press("a")
	x.typeText("out 30m yest")
	x.shows("yest█erday")
	x.press("tab")
	x.shows("out 30m yesterday█")
	x.press("esc a")
	x.press("ctrl+u")
	x.typeText("medi")
	x.shows("medi█tation")
	x.press("tab")
	x.shows("meditation█")
}

func TestCandidatesAreChosen(t *testing.T) {
	open := func() *terminal {
		x := start(t, drawn())
		x.press("a")
		x.typeText("s 8")
		return x
	}
	x := open()
	x.shows("‹Sleep›")
	x.shows("Something I love")
	x.shows("Screens off by eleven")
	x.shows("↑ ↓ choose  tab take it  or type on  esc leave")
	x.press("enter")
	is(t, "the changes", len(x.store.log), 0)
	x.press("tab")
	x.shows(" add  Sleep 8 █")
	x.press("enter")
	x.wrote(sleep, sunday, measured(15*quantity.Hours.One()+quantity.Hours.One()/2))

	x = open()
	x.press("down")
	x.hides("‹Sleep›")
	x.press("up up")
	x.hides("‹Sleep›")
	x.press("down")
	x.shows("‹Sleep›")
	x.press("up tab")
	x.shows("is a check and counts no amounts.")
	x.press("backspace backspace enter")
	is(t, "the changes", len(x.store.log), 1)
}

// However many habits fit, the chosen one is to be seen.
func TestTheChosenCandidateIsToBeSeen(t *testing.T) {
	x := start(t, sixty(), sized(50, 15))
	x.press("a")
	x.typeText("h")
	for range 30 {
		x.press("down")
		if l := x.line(-2); !strings.Contains(l, "‹Habit") || !strings.Contains(l, "›") {
			t.Fatalf("no candidate is marked: %q", l)
		}
	}
}

func TestEarlierLinesComeBack(t *testing.T) {
	x := start(t, drawn())
	for _, text := range []string{"move", "meal no", "friend rest"} {
		x.press("a")
		x.typeText(text)
		x.press("enter")
	}
	x.press("a up")
	x.shows(" add  friend rest█")
	x.press("up up up up")
	x.shows(" add  move█")
	x.press("down")
	x.shows(" add  meal no█")
	x.press("down down down")
	x.shows(" add  █")
}

// Looking at earlier lines takes away nothing that was typed.
func TestEarlierLinesKeepWhatWasTyped(t *testing.T) {
	x := start(t, drawn())
	x.press("a")
	x.typeText("move")
	x.press("enter a")
	x.typeText("meditation 10 -- half a sent")
	x.press("up down")
	x.shows("half a sent█")
}

func TestEscKeepsTheLineForTheNextTime(t *testing.T) {
	x := start(t, drawn())
	x.press("a")
	x.typeText("out 30m -- wind")
	x.press("esc")
	is(t, "the changes", len(x.store.log), 0)
	x.hides("\n add ")
	x.press("3 a")
	x.shows(" add  out 30m -- wind█")
	x.press("enter")
	x.wrote(outdoors, sunday, habits.Entry{State: habits.Measured, Amount: min64(70), Note: "wind"})
	x.press("a")
	x.shows(" add  █")
}

func TestTheAddLineReachesDaysLongAgo(t *testing.T) {
	records := drawn()
	records[1].History.Set(sunday-300, measured(min64(15)))
	records[4].History.Set(sunday-300, measured(min64(10)))
	x := start(t, records)
	x.press("a")
	x.typeText("out 30 -300d")
	x.press("enter")
	x.wrote(outdoors, sunday-300, measured(min64(45)))
	x.shows("‹ Sunday 22 November   5 of 9")
	x.says("Outdoors + 30 min on Mon 26 Jan, 45 of 120 in 7 d.  z undo")
	x.press("a")
	x.typeText("med -299d")
	x.press("enter")
	x.wrote(meditation, sunday-299, measured(min64(10)))
	x.press("z z")
	x.wrote(outdoors, sunday-300, measured(min64(15)))
}

// How a line on a day that is not in memory reads must not be a guess.
func TestALineOfLongAgoReadsAsItWillBeWritten(t *testing.T) {
	records := drawn()
	records[1].History.Set(sunday-300, measured(min64(15)))
	x := start(t, records)
	x.press("a")
	x.typeText("out 30 -300d")
	x.shows("Outdoors, Mon 26 Jan: + 30 min, 45 that day")
}

func TestADateIsGoneTo(t *testing.T) {
	for text, want := range map[string]string{
		"sat": "Saturday 21 November", "yesterday": "Saturday 21 November", "-2d": "Friday 20 November",
		"2026-01-05": "Monday 5 January", "2025-12-24": "Wednesday 24 December 2025",
	} {
		x := start(t, drawn())
		x.press("d")
		x.typeText(text)
		if got := x.line(-2); !strings.Contains(got, want) {
			t.Errorf("%q reads %q", text, got)
		}
		x.press("enter")
		x.shows("‹ " + want + " ›")
	}
}

func TestADateThatCannotBeSaysSoAndStays(t *testing.T) {
	for text, want := range map[string]string{
		"tomorrow": "Tomorrow is not here yet.", "2026-11-23": "Mon 23 Nov is not here yet.", "2026-02-30": "There is no 2026-02-30 in the calendar.",
		"1899-12-31": "Days before 1900 cannot be written.", "soon": `"soon" is no date; write yesterday, -2d, sat or 20 nov.`,
	} {
		x := start(t, drawn(), sized(100, 24))
		x.press("d")
		x.typeText(text)
		x.press("enter")
		x.shows(want)
		is(t, "the cursors", x.cursors(), 1)
		x.press("esc")
		x.shows("‹ Sunday 22 November   5 of 9")
	}
}

func TestAFilterNarrowsWhileItIsTyped(t *testing.T) {
	x := start(t, drawn())
	x.press("/")
	x.typeText("m")
	is(t, "the rows", strings.Join(x.rowNames(), ", "), "Move, A proper meal, Meditation")
	x.typeText("ed")
	is(t, "the rows", strings.Join(x.rowNames(), ", "), "Meditation")
	x.shows(" / med█")
	x.shows("1 of 9")
	x.shows("5 of 9") // the day's count is the day's
	x.press("backspace backspace down")
	is(t, "the row", x.onRow(), "Meditation")
	x.press("enter")
	x.shows("/ m   3 of 9")
	is(t, "the row", x.onRow(), "Meditation")
	x.press("/")
	x.shows(" / m█")
	x.press("esc")
	is(t, "the rows", len(x.rowNames()), 9)
	is(t, "the row", x.onRow(), "Meditation")
}

func TestNewsAndColoursTouchNoField(t *testing.T) {
	for _, row := range []struct{ keys, text, shown string }{
		{"2", "20", "+ 20█ min"},
		{"a", "move -- half a", " add  move -- half a█"},
		{"n", "half a", "half a█"},
		{"d", "2026-11", " go to  2026-11█"},
		{"N", "Half a", "name      Half a█"},
	} {
		x := start(t, drawn())
		x.press(row.keys)
		x.typeText(row.text)
		x.store.elsewhere(record.Change{Edits: []habits.Edit{drawn()[8].Habit.RestOn(sunday)}})
		x.look()
		x.lookAt(looks[1])
		x.shows(row.shown)
		is(t, "the cursors", x.cursors(), 1)
	}
}

func TestAFieldClosesWhenItsHabitIsGone(t *testing.T) {
	x := start(t, drawn())
	x.press("2")
	x.typeText("20")
	x.store.elsewhere(record.PutHabits(x.store.habit(outdoors).ArchiveOn(sunday - 1)))
	x.look()
	x.press("enter")
	for _, c := range x.store.applied {
		for _, e := range c.Edits {
			if e.Habit != outdoors {
				t.Errorf("what was typed for Outdoors went to %s: %+v", e.Habit, e)
			}
		}
	}
}

func TestTheWheelDoesNotSendAnAmountToAnotherHabit(t *testing.T) {
	records := drawn()
	x := start(t, records)
	x.press("2")
	x.typeText("20")
	x.wheel(tea.MouseWheelUp)
	x.press("enter")
	x.wrote(sleep, sunday, measured(7*quantity.Hours.One()+quantity.Hours.One()/2))
}
