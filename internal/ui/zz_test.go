package ui

import (
	"strings"
	"testing"

	"selfcare/internal/habits"
)

func TestZZMoved(t *testing.T) {
	x := kept(t, "u 7")
	x.store.elsewhere(habits.Change{Moods: habits.Put(habits.NewMood(evening, 3, ""))})
	x.look()
	x.press("down z")
	t.Log(x.text())
	x.press("8 esc")
	for _, e := range x.since() {
		t.Log(e.Boundary, strengthOf(e), e.ID)
	}
	x.press("z z z z z")
	x.unchanged()
}

func TestZZUndoneWhileHelped(t *testing.T) {
	x := kept(t, "u 7 enter enter space z")
	t.Log(x.text())
	x.press("esc")
	t.Log(x.message(), len(x.since()))
	x = kept(t, "u 7 enter enter space tab")
	x.typeText("tea")
	x.press("shift+tab z")
	x.press("esc")
	t.Log(x.message(), x.since())
	x = kept(t, "u 7 enter z Z enter space esc")
	t.Log(x.message(), x.since())
	x = kept(t, "u 7 enter z enter space esc")
	t.Log(x.message(), x.since())
	x = kept(t, "u 7 enter s z enter")
	t.Log(x.message(), x.since())
	x.press("z z z")
	x.unchanged()
}

func TestZZSlipThenUndo(t *testing.T) {
	// the urge page's slip, then redo
	x := kept(t, "u 7 s tab tab x shift+tab shift+tab z")
	t.Log(x.text())
	x.press("enter")
	t.Log(x.message())
	for _, e := range x.since() {
		t.Log(e.Kind, strengthOf(e), e.Slipped)
	}
}

func TestZZAmount(t *testing.T) {
	x := kept(t, "u enter space")
	x.store.elsewhere(habits.Change{Edits: []habits.Edit{x.store.habits[outdoors].AddOn(sunday, min64(30))}})
	x.look()
	t.Log(x.text())
	x.press("space")
	t.Log(x.message())
	x = keptBut(t, func(o *fakeOthers) { o.boundaries[0].Plan = "Move" }, "u enter j space enter")
	t.Log(x.text())
	_ = strings.Contains
	r := drawn()
	r[2].Habit.Name = "the plan"
	s := newFakeStore(r...)
	s.others = keptOthers()
	x = startOn(t, s)
	x.press("u enter j space enter")
	t.Log(x.text())
	r = drawn()
	r[2].Habit.Name = "A\u200bB"
	s = newFakeStore(r...)
	s.others = keptOthers()
	x = startOn(t, s)
	x.press("u enter j space enter esc")
	t.Logf("%+v", x.since())
}
