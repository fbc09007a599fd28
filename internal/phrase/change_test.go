package phrase

import (
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/recordtest"
	"selfcare/internal/storytest"
)

func TestAChangeInWords(t *testing.T) {
	walk := recordtest.Checked("Outdoors")
	walk.Goals = []habits.Goal{recordtest.AtLeast(storytest.Sunday-10, 120, habits.Schedule{Times: 1, Days: 7})}
	move := recordtest.Checked("Move")
	list := habits.List{walk, move}
	yesterday := storytest.Sunday - 1
	one := func(e habits.Edit) record.Change { return record.Change{Edits: []habits.Edit{e}} }
	edited := func(was, is habits.Habit) record.Change {
		return record.Change{Habits: []record.HabitEdit{{Was: &was, Is: is}}}
	}
	renamed, why := move, move
	renamed.Name, why.Why = "Sport", "any way you like"
	for _, c := range []struct {
		change record.Change
		want   string
	}{
		{one(walk.AddOn(storytest.Sunday, recordtest.Minutes(30))), "Outdoors + 30 min"},
		{one(walk.AddOn(yesterday, recordtest.Minutes(30))), "Outdoors + 30 min yesterday"},
		{one(walk.AddOn(storytest.Sunday, -recordtest.Minutes(5))), "Outdoors - 5 min"},
		{one(walk.SetOn(storytest.Sunday-2, recordtest.Minutes(30))), "Outdoors set to 30 min on Fri 20 Nov"},
		{one(walk.NotOn(storytest.Sunday)), "Outdoors set to 0 min"},
		{one(walk.NoteOn(storytest.Sunday, "park")), "a note with Outdoors"},
		{one(move.CheckOn(storytest.Sunday)), "Move kept"},
		{one(move.CheckOn(yesterday)), "Move kept yesterday"},
		{one(move.RestOn(storytest.Sunday)), "Move: rest today"},
		{one(move.RestOn(yesterday)), "Move: rest yesterday"},
		{one(move.NotOn(storytest.Sunday)), "Move: not today"},
		{one(move.ClearOn(storytest.Sunday)), "Move: nothing written today"},
		{record.Change{Edits: []habits.Edit{move.RestOn(storytest.Sunday), move.CheckOn(yesterday)}}, "2 entries written"},
		{record.Change{Edits: []habits.Edit{move.RestOn(storytest.Sunday), move.RestOn(yesterday)}}, "2 rest days, Sat 21 Nov to Sun 22 Nov"},
		{record.Change{Edits: []habits.Edit{move.RestOn(storytest.Sunday), walk.RestOn(storytest.Sunday)}}, "a rest day, Sun 22 Nov"},
		{record.Change{Edits: []habits.Edit{move.ClearOn(storytest.Sunday), walk.ClearOn(storytest.Sunday)}}, "2 entries taken away"},
		{record.Change{}, "nothing"},
		{record.PutHabits(move), "Move: a new habit"},
		{record.PutHabits(move, walk), "2 habits set up"},
		{record.Change{Habits: []record.HabitEdit{{Was: &walk, Is: walk}, {Was: &move, Is: move}}}, "Outdoors moved"},
		{edited(move, move.ArchiveOn(storytest.Sunday)), "Move archived"},
		{edited(move.ArchiveOn(storytest.Sunday), move), "Move is back on the list"},
		{edited(move, renamed), "Move is now called Sport"},
		{edited(move, move.SetGoal(habits.Goal{From: storytest.Sunday, Schedule: habits.Schedule{Times: 3, Days: 7}})), "Move: now 3 of 7 days"},
		{edited(move, why), "Move edited"},
	} {
		if got := Change(c.change, list, storytest.Sunday); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
	}
}

func TestAnEntryOfAForgottenHabitIsNotCalledByAnothersName(t *testing.T) {
	gone, move := recordtest.Checked("Gone"), recordtest.Checked("Move")
	c := record.Change{Edits: []habits.Edit{gone.RestOn(storytest.Sunday)}}
	if got := Change(c, habits.List{move}, storytest.Sunday); got == "Move: rest today" {
		t.Errorf("said %q of another habit", got)
	}
}
