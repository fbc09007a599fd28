package ui

import (
	"strings"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/ui/page/habitform"
)

// habitNamed is what the store has under a name.
func (x *terminal) habitNamed(name string) habits.Habit {
	x.t.Helper()
	h, ok := x.store.list().Find(name)
	if !ok {
		x.t.Fatalf("there is no habit called %s:\n%s", name, x.text())
	}
	return h
}

// fill goes to a field of a habit's page and types in place of what is there.
func (x *terminal) fill(field int, text string) {
	x.t.Helper()
	page, ok := x.app.top().(*habitform.Form)
	if !ok {
		x.t.Fatalf("no habit's page is open:\n%s", x.text())
	}
	for range habitform.FieldNames {
		if page.Focused == field {
			break
		}
		x.press("tab")
	}
	x.press("end ctrl+u")
	x.typeText(text)
}

func TestAHabitIsMade(t *testing.T) {
	x := start(t, drawn())
	x.press("N")
	x.typeText("Stretch")
	x.fill(habitform.FieldArea, "body")
	x.fill(habitform.FieldSchedule, "mon,wed,fri")
	x.fill(habitform.FieldKey, "y")
	x.fill(habitform.FieldWhy, "so the back stays quiet")
	x.fill(habitform.FieldPlan, "When the kettle is on, I will stretch")
	x.shows("Stretch: Mon Wed Fri.")
	x.press("enter")
	x.says("Stretch: a new habit.  z undo")
	h := x.habitNamed("Stretch")
	monday, _ := habits.ParseSchedule("mon,wed,fri")
	if h.Area != "body" || h.Key != "y" || h.Why != "so the back stays quiet" || h.Plan != "When the kettle is on, I will stretch" ||
		h.Created != sunday || len(h.Goals) != 1 || h.Goals[0] != (habits.Goal{From: sunday, Schedule: monday}) {
		t.Errorf("the habit is %+v", h)
	}
	is(t, "the row", x.onRow(), "Stretch")
	x.press("y")
	x.wrote(h.ID, sunday, yes)
	x.press("z z")
	if _, ok := x.store.list().Find("Stretch"); ok {
		t.Error("undo left the habit")
	}
	is(t, "the rows", len(x.rowNames()), 9)
}

func TestAHabitWithAnAmountIsMade(t *testing.T) {
	for text, want := range map[string]habits.Goal{
		"10 min":    {Measure: habits.AtLeast, Target: min64(10), Unit: quantity.Minutes, Schedule: habits.Daily},
		"7.5h":      {Measure: habits.AtLeast, Target: min64(450), Unit: quantity.Hours, Schedule: habits.Daily},
		"8 glasses": {Measure: habits.AtLeast, Target: 8000, Unit: "glasses", Schedule: habits.Daily},
		"3":         {Measure: habits.AtLeast, Target: 3000, Schedule: habits.Daily},
	} {
		x := start(t, drawn())
		x.press("N")
		x.typeText("New")
		x.press("tab tab right tab")
		x.typeText(text)
		x.press("enter")
		if goals := x.habitNamed("New").Goals; len(goals) != 1 || !goals[0].Same(want) {
			t.Errorf("%q makes %+v, not %+v", text, goals, want)
		}
	}
}

func TestAGoalIsTypedAsItIsRead(t *testing.T) {
	for _, target := range []quantity.Amount{min64(320), min64(450)} {
		records := drawn()
		records[0].Habit.Goals[0].Target = target
		x := start(t, records)
		x.press("e enter")
		is(t, "the changes", len(x.store.log), 0)
		if got := x.habitNamed("Sleep").GoalOn(sunday).Target; got != target {
			t.Errorf("the goal is %s, want %s", got.Text(quantity.Hours), target.Text(quantity.Hours))
		}
	}
}

func TestAHabitIsEdited(t *testing.T) {
	x := start(t, drawn())
	x.press("j j e")
	x.shows("▸ name      Move█")
	x.fill(habitform.FieldName, "Move a little")
	x.press("enter")
	x.says("Move is now called Move a little.  z undo")
	h := x.habitNamed("Move a little")
	is(t, "the ID", h.ID, move)
	is(t, "the goals", len(h.Goals), 1)
	is(t, "the row", x.onRow(), "Move a little")
	x.shows("▸ 3 · Move a little         2 of 3 in 7 d        ● ∘ ∘ ● ∘   ·")
}

func TestAnotherGoalLeavesThePastAsItWas(t *testing.T) {
	x := start(t, drawn())
	x.press("5 esc e")
	x.fill(habitform.FieldTarget, "20 min")
	x.shows("Meditation: 20 min a day, from today on. The past keeps the goal it had.")
	x.press("enter")
	x.says("Meditation: now 20 min a day.  z undo")
	is(t, "the goals", len(x.habitNamed("Meditation").Goals), 2)
	x.shows("▸ 5 ◐ Meditation            10 of 20 min         ● ● ● – ● ● ◐")
	x.press("z")
	is(t, "the goals", len(x.habitNamed("Meditation").Goals), 1)
}

func TestAHabitThatIsLeftAloneIsNotWritten(t *testing.T) {
	for _, key := range []string{"enter", "esc"} {
		x := start(t, drawn())
		x.press("e " + key)
		is(t, "the changes", len(x.store.log), 0)
		x.says("")
		x.shows("Sunday 22 November")
	}
}

func TestAHabitsPageSaysWhatIsInTheWay(t *testing.T) {
	name := func(text string) func(*terminal) {
		return func(x *terminal) { x.fill(habitform.FieldName, text) }
	}
	for _, row := range []struct {
		keys string
		fill func(*terminal)
		want string
	}{
		{"N", func(*terminal) {}, "A habit needs a name."},
		{"N", name("   "), "A habit needs a name."},
		{"N", name("SLEEP"), "There is a habit called Sleep already."},
		{"N", name("mood"), "mood is a word of quick-add and cannot be a habit's name; add a word to it."},
		{"e", func(x *terminal) { x.fill(habitform.FieldKey, "r") }, "r is rest on Today. Free: b c i o p s t v y."},
		{"e", func(x *terminal) { x.fill(habitform.FieldKey, "f") }, "f is A friend's. Free: b c i o p s t v y."},
		{"e", func(x *terminal) { x.fill(habitform.FieldKey, "7") }, `"7" cannot be a habit's key. Free: b c i o p s t v y.`},
		{"e", func(x *terminal) { x.fill(habitform.FieldSchedule, "often") }, `"often" is no schedule; write daily, 3/7, weekly, 1/30, mon,wed,fri or none.`},
		{"e", func(x *terminal) { x.fill(habitform.FieldSchedule, "8/7") }, "8/7 asks for more days than there are; a habit counts once a day."},
		{"e", func(x *terminal) { x.fill(habitform.FieldSchedule, "3/7") }, "3/7 does not go with an amount; 1/7 means the sum of 7 days."},
		{"e", func(x *terminal) { x.fill(habitform.FieldTarget, "") }, "The goal needs an amount, as in 10 min or 8 glasses."},
		{"e", func(x *terminal) { x.fill(habitform.FieldTarget, "-3 h") }, "An amount cannot be less than 0, as -3 is."},
		{"e", func(x *terminal) { x.fill(habitform.FieldTarget, "3 glasses") }, "Amounts have been written in h, which do not convert; make a new habit for another unit."},
	} {
		x := start(t, drawn(), sized(120, 24))
		x.press(row.keys)
		row.fill(x)
		x.press("enter")
		x.says(row.want)
		is(t, "the changes", len(x.store.log), 0)
		if !x.app.typing() {
			t.Errorf("the page closed on %q", row.want)
		}
	}
}

func TestHoursBecomeMinutesOnAHabitsPage(t *testing.T) {
	x := start(t, drawn())
	x.press("e")
	x.fill(habitform.FieldTarget, "450 min")
	x.press("enter")
	is(t, "the unit", x.habitNamed("Sleep").GoalOn(sunday).Unit, quantity.Minutes)
	x.shows("450 of 450 min")
}

func TestANewHabitKeepsItsDraft(t *testing.T) {
	x := start(t, drawn())
	x.press("N")
	x.typeText("Stretch")
	x.fill(habitform.FieldWhy, "the back")
	x.press("esc")
	x.says("Not saved. N brings the page back as it was.")
	is(t, "the changes", len(x.store.log), 0)
	x.press("3 e")
	x.shows("▸ name      Move█")
	x.press("esc N")
	x.shows("Stretch")
	x.shows("the back")
	x.press("enter")
	is(t, "the why", x.habitNamed("Stretch").Why, "the back")
	x.press("N")
	x.hides("Stretch")
	x.press("esc")
	x.hides("Not saved.")
}

func TestAnEditedHabitKeepsItsDraft(t *testing.T) {
	x := start(t, drawn())
	x.press("e")
	x.fill(habitform.FieldName, "Sleep well")
	x.press("esc")
	x.says("Not saved. e brings the page back as it was.")
	x.press("j e")
	x.shows("▸ name      Outdoors█")
	x.press("esc k e")
	x.shows("Sleep well")
	x.press("enter")
	is(t, "the ID", x.habitNamed("Sleep well").ID, sleep)
}

func TestFieldsOfAHabitAreWalked(t *testing.T) {
	x := start(t, drawn())
	x.press("N")
	for _, row := range []struct{ key, field string }{
		{"tab", "area"},
		{"down", "goal"},
		{"right", "goal"},
		{"tab", "amount"},
		{"tab", "how often"},
		{"tab", "key"},
		{"tab", "why"},
		{"tab", "plan"},
		{"tab", "name"},
		{"shift+tab", "plan"},
		{"up", "why"},
	} {
		x.press(row.key)
		if !strings.Contains(x.text(), "▸ "+row.field) {
			t.Fatalf("after %s the ▸ is not on %s:\n%s", row.key, row.field, x.text())
		}
	}
	x.hides("q quit")
	x.press("q z ?")
	x.shows("qz?")
}

// A page holds its habit by its ID, whatever happens to the list behind it.
func TestNewsMovesNoHabitsPage(t *testing.T) {
	x := start(t, drawn())
	x.press("5 esc e")
	x.store.elsewhere(record.PutHabits(x.store.habit(sleep).ArchiveOn(sunday - 1)))
	x.look()
	x.shows("Meditation█")
	x.fill(habitform.FieldName, "Sitting")
	x.press("enter")
	is(t, "the ID", x.habitNamed("Sitting").ID, meditation)
	is(t, "another habit's name", x.store.habit(lines).Name, "Write a few lines")
}

func TestNewsKeepsWhatAnotherWindowEdited(t *testing.T) {
	x := start(t, drawn())
	x.press("5 esc e")
	x.fill(habitform.FieldName, "Sitting")
	theirs := x.store.habit(meditation)
	theirs.Position = 0
	x.store.elsewhere(record.PutHabits(theirs))
	x.look()
	x.press("enter")
	is(t, "the position", x.habitNamed("Sitting").Position, 0)
}

func TestTheFirstRunBegins(t *testing.T) {
	x := start(t, nil)
	x.press("enter")
	x.says("Press the key beside a row, or space on the one with ▸. N makes a new one.")
	is(t, "the rows", strings.Join(x.rowNames(), ", "), "Sleep, Outdoors, Move, Meditation, Something I love, A friend")
	is(t, "the habits", len(x.store.list()), 6)
	x.press("3")
	x.wrote(x.habitNamed("Move").ID, sunday, yes)
	x.press("f")
	x.wrote(x.habitNamed("A friend").ID, sunday, yes)
	x.press("z z z")
	is(t, "the habits", len(x.store.list()), 0)
}

func TestTheFirstRunTicks(t *testing.T) {
	x := start(t, nil)
	x.press("space j j j space G space k")
	x.shows("▸ ● Something I love")
	k := keyOf("space")
	k.IsRepeat = true
	x.send(k)
	x.press("enter")
	is(t, "the rows", strings.Join(x.rowNames(), ", "), "Outdoors, Move, A proper meal, Meditation, Something I love")
}

func TestTheFirstRunMayBeginWithNothing(t *testing.T) {
	x := start(t, nil)
	x.press("esc")
	is(t, "the habits", len(x.store.list()), 0)
	x.shows("Nothing here yet.")
	x.press("esc q")
	is(t, "quit", x.quit, true)

	x = start(t, nil)
	x.press("q")
	is(t, "quit", x.quit, true)
	is(t, "the changes", len(x.store.log), 0)
}

func TestTheFirstRunGivesWayToAnotherWindow(t *testing.T) {
	x := start(t, nil)
	x.store.elsewhere(record.PutHabits(drawn()[0].Habit))
	x.look()
	x.row("Sleep")
}

// Who looks at another place first comes back to the first page, unless there is to be nothing.
func TestTheFirstPageWaits(t *testing.T) {
	x := start(t, nil)
	x.press("B")
	x.shows("No boundary.")
	x.press("esc")
	x.shows("Hello. What would you like to look after?")
	x.press("esc B esc")
	x.shows("Nothing here yet.")
}
