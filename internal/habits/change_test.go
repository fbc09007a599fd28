package habits

import (
	"testing"

	"selfcare/internal/storytest"
)

func TestAChangeInWords(t *testing.T) {
	walk := checked("Outdoors")
	walk.Goals = []Goal{from(storytest.Sunday-10, atLeast(120, Schedule{Times: 1, Days: 7}))}
	move := checked("Move")
	list := List{walk, move}
	yesterday := storytest.Sunday - 1
	one := func(e Edit) Change { return Change{Edits: []Edit{e}} }
	edited := func(was, is Habit) Change { return Change{Habits: []HabitEdit{{Was: &was, Is: is}}} }
	renamed, why := move, move
	renamed.Name, why.Why = "Sport", "any way you like"
	for _, c := range []struct {
		change Change
		want   string
	}{
		{one(walk.AddOn(storytest.Sunday, minutes(30))), "Outdoors + 30 min"},
		{one(walk.AddOn(yesterday, minutes(30))), "Outdoors + 30 min yesterday"},
		{one(walk.AddOn(storytest.Sunday, -minutes(5))), "Outdoors - 5 min"},
		{one(walk.SetOn(storytest.Sunday-2, minutes(30))), "Outdoors set to 30 min on Fri 20 Nov"},
		{one(walk.NotOn(storytest.Sunday)), "Outdoors set to 0 min"},
		{one(walk.NoteOn(storytest.Sunday, "park")), "a note with Outdoors"},
		{one(move.CheckOn(storytest.Sunday)), "Move kept"},
		{one(move.CheckOn(yesterday)), "Move kept yesterday"},
		{one(move.RestOn(storytest.Sunday)), "Move: rest today"},
		{one(move.RestOn(yesterday)), "Move: rest yesterday"},
		{one(move.NotOn(storytest.Sunday)), "Move: not today"},
		{one(move.ClearOn(storytest.Sunday)), "Move: nothing written today"},
		{Change{Edits: []Edit{move.RestOn(storytest.Sunday), move.CheckOn(yesterday)}}, "2 entries written"},
		{Change{Edits: []Edit{move.RestOn(storytest.Sunday), move.RestOn(yesterday)}}, "2 rest days, Sat 21 Nov to Sun 22 Nov"},
		{Change{Edits: []Edit{move.RestOn(storytest.Sunday), walk.RestOn(storytest.Sunday)}}, "a rest day, Sun 22 Nov"},
		{Change{Edits: []Edit{move.ClearOn(storytest.Sunday), walk.ClearOn(storytest.Sunday)}}, "2 entries taken away"},
		{Change{}, "nothing"},
		{PutHabits(move), "Move: a new habit"},
		{PutHabits(move, walk), "2 habits set up"},
		{Change{Habits: []HabitEdit{{Was: &walk, Is: walk}, {Was: &move, Is: move}}}, "Outdoors moved"},
		{edited(move, move.ArchiveOn(storytest.Sunday)), "Move archived"},
		{edited(move.ArchiveOn(storytest.Sunday), move), "Move is back on the list"},
		{edited(move, renamed), "Move is now called Sport"},
		{edited(move, move.SetGoal(from(storytest.Sunday, Goal{Schedule: Schedule{Times: 3, Days: 7}}))), "Move: now 3 of 7 days"},
		{edited(move, why), "Move edited"},
	} {
		if got := ChangeText(c.change, list, storytest.Sunday); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
	}
}

func TestAnEntryOfAForgottenHabitIsNotCalledByAnothersName(t *testing.T) {
	gone, move := checked("Gone"), checked("Move")
	c := Change{Edits: []Edit{gone.RestOn(storytest.Sunday)}}
	if got := ChangeText(c, List{move}, storytest.Sunday); got == "Move: rest today" {
		t.Errorf("said %q of another habit", got)
	}
}

func TestAnEmptyChangeIsEmpty(t *testing.T) {
	move := checked("Move")
	if !(Change{Token: "x"}).IsEmpty() || PutHabits(move).IsEmpty() || (Change{Edits: []Edit{move.CheckOn(storytest.Sunday)}}).IsEmpty() {
		t.Error("a change is empty when it has neither edits nor habits")
	}
}
