package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/urge"
)

// Whoever presses u in a bad hour waits for nothing: the first frame comes from what is
// in memory.
func TestAnUrgeOpensWithoutAskingTheStore(t *testing.T) {
	for _, place := range []string{"T", "R", "B", "J"} {
		x := kept(t, place)
		before := x.store.asked
		x.hold = true
		x.press("u")
		x.shows(" An urge, 23:40")
		x.shows("Nothing has to be decided now. How strong is it?")
		x.shows(" why    I sleep again. I stop checking my phone. I decide who I am.")
		x.shows(" plan   When I want to text, I walk round the block and call Ana.")
		is(t, "what the store was asked", x.store.asked-before, 0)
		is(t, "what the store is to be asked", len(x.held), 0)
		x.press("enter")
		x.shows(" Ten minutes")
		x.shows("One of these, if you like")
		is(t, "the place", x.app.places[x.app.at] == x.app.places[strings.Index("TRBJ", place)], true)
	}
}

func TestOpeningAnUrgeWritesNothing(t *testing.T) {
	for _, keys := range []string{"u", "u down", "u up j k", "u H esc", "u ? esc", "u x y w n tab space"} {
		for _, way := range waysOut {
			x := kept(t, keys)
			x.leave(way)
			if n := len(x.store.log); n != 0 {
				t.Errorf("%s and then %s write %q", keys, way, x.words())
			}
		}
	}
}

func TestANumberIsWrittenAtOnce(t *testing.T) {
	x := kept(t, "u")
	for i, row := range []struct {
		key  string
		want string
	}{{"7", "7"}, {"1", "1"}, {"0", "10"}, {"0", "0"}, {"1", "1"}, {"1", "1"}, {"0", "10"}, {"9", "9"}, {"0", "0"}, {"right", "1"}, {"left", "0"}, {"left", "0"}, {"l", "1"}} {
		x.press(row.key)
		if got := strengthOf(x.only()); got != row.want {
			t.Errorf("key %d, %s, makes %s, not %s", i+1, row.key, got, row.want)
		}
		x.shows("‹" + row.want + "›")
	}
	e := x.only()
	if e.Boundary != "nocontact" || e.Kind != boundary.Urge || !e.At.Equal(evening) || e.Day != sunday || !e.RiddenOut() {
		t.Errorf("the urge is %+v", e)
	}
	x.press("esc")
	x.says("An urge, 1 of 10. That is written down.  z undo")
	x.press("z")
	x.unchanged()
}

func TestTheStrengthIsWalkedFromTheMiddle(t *testing.T) {
	for keys, want := range map[string]string{
		"right": "6", "left": "4", "l": "6", "h": "4", "right right right right right right right right": "10", "left left left left left left": "0", "1 right": "2",
	} {
		x := kept(t, "u "+keys)
		if got := strengthOf(x.only()); got != want {
			t.Errorf("%s makes %s, not %s", keys, got, want)
		}
	}
}

// A 1 and a 0 make 10 where they follow each other; the arrows come between.
func TestANoughtAfterAnArrowIsANought(t *testing.T) {
	for _, keys := range []string{"1 right 0", "1 left 0", "1 right left 0"} {
		is(t, "after "+keys+" the strength", strengthOf(kept(t, "u "+keys).only()), "0")
	}
}

// What is written moves with its boundary: it is one urge, under the one that is shown.
func TestAnotherBoundaryTakesTheUrgeAlong(t *testing.T) {
	x := kept(t, "u 8 down")
	x.shows("‹No old photos after ten›")
	x.shows("plan   When it is ten, the phone goes to the kitchen.")
	e := x.only()
	is(t, "the boundary", e.Boundary, "photos")
	is(t, "the strength", strengthOf(e), "8")
	x.press("down")
	x.shows("‹No contact with R.›")
	is(t, "the boundary", x.only().Boundary, "nocontact")
	x.press("up 3 enter")
	is(t, "the boundary", x.only().Boundary, "photos")
	x.shows("plan   When it is ten, the phone goes to the kitchen.")
	x.press("esc z")
	x.unchanged()
	x.press("Z")
	is(t, "the boundary", x.only().Boundary, "photos")
	is(t, "the strength", strengthOf(x.only()), "3")
}

// On Boundaries an urge is under the one that is chosen, if it is still kept.
func TestAnUrgeIsUnderTheChosenBoundary(t *testing.T) {
	for keys, want := range map[string]string{
		"B u": "‹No contact with R.›", "B j u": "‹No old photos after ten›", "B 2 u": "‹No old photos after ten›", "B G u": "‹No contact with R.›", "B j T u": "‹No contact with R.›",
	} {
		kept(t, keys).shows(want)
	}
}

// urgeStep is something that is done on the pages of an urge, and what has to be in the
// store after it, whichever way the pages are left then.
type urgeStep struct {
	keys, text string
	typing     bool // a field is open then
	strength   string
	boundary   ident.ID
	helped     string
	trigger    string
	did        []ident.ID
}

func urgeSteps() []urgeStep {
	all := []urgeStep{
		{keys: "u"},
		{keys: "1", strength: "1", boundary: "nocontact"},
		{keys: "0", strength: "10", boundary: "nocontact"},
		{keys: "down", strength: "10", boundary: "photos"},
		{keys: "up", strength: "10", boundary: "nocontact"},
		{keys: "enter", strength: "10", boundary: "nocontact"},
		{keys: "down", strength: "10", boundary: "nocontact"},
		{keys: "space", strength: "10", boundary: "nocontact", did: []ident.ID{move}},
		{keys: "down", strength: "10", boundary: "nocontact", did: []ident.ID{move}},
		{keys: "space", strength: "10", boundary: "nocontact", did: []ident.ID{move, lines}},
		{keys: "enter", strength: "10", boundary: "nocontact", helped: "Move, Write a few lines", did: []ident.ID{move, lines}},
		{keys: "space", strength: "10", boundary: "nocontact", helped: "the plan, Move, Write a few lines", did: []ident.ID{move, lines}},
		{keys: "right space", strength: "10", boundary: "nocontact", helped: "the plan, time passing, Move, Write a few lines", did: []ident.ID{move, lines}},
		{keys: "l l space", strength: "10", boundary: "nocontact", helped: "the plan, time passing, Write a few lines", did: []ident.ID{move, lines}},
	}
	last := all[len(all)-1]
	more := func(f func(*urgeStep)) {
		next := last
		next.keys, next.text = "", ""
		f(&next)
		last = next
		all = append(all, next)
	}
	more(func(s *urgeStep) { s.keys, s.typing = "tab", true })
	for _, r := range "radio q" {
		more(func(s *urgeStep) {
			s.text = string(r)
			words := strings.TrimSuffix("the plan, time passing, Write a few lines, "+typedSoFar(all)+s.text, ", ")
			s.helped = strings.TrimSpace(words)
		})
	}
	more(func(s *urgeStep) { s.keys = "tab" })
	for _, r := range "a lake" {
		more(func(s *urgeStep) { s.text, s.trigger = string(r), s.trigger+string(r) })
	}
	more(func(s *urgeStep) { s.keys, s.typing = "tab", false })
	more(func(s *urgeStep) { s.keys = "? esc" })
	more(func(s *urgeStep) { s.keys = "H esc" })
	return all
}

// typedSoFar is what was typed letter by letter until now.
func typedSoFar(steps []urgeStep) string {
	text := ""
	for _, s := range steps {
		text += s.text
	}
	return text
}

func TestNothingOfAnUrgeIsForgottenWhicheverWayAndWheneverItIsLeft(t *testing.T) {
	t.Parallel()
	steps := urgeSteps()
	for n := range steps {
		for _, way := range waysOut {
			if way == "q" && steps[n].typing {
				continue // it is a letter
			}
			x := kept(t, "")
			for _, s := range steps[:n+1] {
				x.press(s.keys)
				x.typeText(s.text)
			}
			x.leave(way)
			checkUrge(t, x, steps[n], fmt.Sprintf("after step %d, %s", n, way))
			is(t, "quit", x.quit, way == "ctrl+c" || way == "hangup")
			if t.Failed() {
				return
			}
		}
	}
}

func checkUrge(t *testing.T, x *terminal, want urgeStep, when string) {
	t.Helper()
	for _, id := range []ident.ID{move, lines} {
		if got := x.entry(id, sunday) == yes; got != slices.Contains(want.did, id) {
			t.Errorf("%s: %s is done: %v", when, id, got)
		}
	}
	if want.boundary == "" {
		is(t, when+" the events", len(x.since()), 0)
		return
	}
	e := x.only()
	is(t, when+": the strength", strengthOf(e), want.strength)
	is(t, when+": the boundary", e.Boundary, want.boundary)
	is(t, when+": what helped", strings.Join(e.Helped, ", "), strings.TrimSuffix(want.helped, ","))
	is(t, when+": what set it off", e.Trigger, strings.TrimSpace(want.trigger))
}

// The same with a disk that is full all the while: what is queued is whole, and is
// written when it can be.
func TestNothingOfAnUrgeIsForgottenWhileTheDiskIsFull(t *testing.T) {
	t.Parallel()
	steps := urgeSteps()
	for n := range steps {
		x := kept(t, "")
		x.store.fail = errFull
		for _, s := range steps[:n+1] {
			x.press(s.keys)
			x.typeText(s.text)
		}
		if steps[n].boundary != "" {
			x.press("ctrl+c")
			if err := x.app.Drain(); !errors.Is(err, errFull) {
				t.Errorf("after step %d the queue is drained: %v", n, err)
			}
		}
		x.store.fail = nil
		if err := x.app.Drain(); err != nil {
			t.Fatal(err)
		}
		checkUrge(t, x, steps[n], fmt.Sprintf("after step %d", n))
		if t.Failed() {
			return
		}
	}
}

func TestAnUrgeIsSaidToBeUnsavedWhileTheDiskIsFull(t *testing.T) {
	x := kept(t, "u")
	x.store.fail = errFull
	x.press("7")
	x.says("Not saved yet: no space left on the disk. The change is kept here.  ! more")
	x.shows("‹7›")
	x.press("enter enter space esc")
	x.shows("not saved")
	x.store.fail = nil
	x.retry()
	is(t, "what helped", strings.Join(x.only().Helped, ", "), "the plan")
	x.press("z")
	x.unchanged()
}

// An urge whose writes take their time is whole all the same, and is one change.
func TestAnUrgeIsOneChangeHoweverSlowTheStoreIs(t *testing.T) {
	x := kept(t, "u")
	x.hold = true
	x.press("1 0 enter enter space tab")
	x.typeText("tea")
	x.press("esc")
	is(t, "the events", len(x.since()), 0)
	x.release()
	e := x.only()
	is(t, "the strength", strengthOf(e), "10")
	is(t, "what helped", strings.Join(e.Helped, ", "), "the plan, tea")
	x.press("z")
	x.unchanged()
	x.press("z")
	x.says("Nothing more to take back.")
}

func TestAWholeUrgeIsTakenBackAsOne(t *testing.T) {
	x := kept(t, "u 4 7 left down up enter enter space tab tab")
	x.typeText("a photo")
	x.press("enter")
	x.says("An urge, 6 of 10, ridden out. That is kept.  z undo")
	is(t, "the trigger", x.only().Trigger, "a photo")
	x.press("z")
	x.says("Taken back: an urge, 6 of 10.  Z redo")
	x.unchanged()
	x.press("Z")
	e := x.only()
	if strengthOf(e) != "6" || e.Trigger != "a photo" || !slices.Equal(e.Helped, []string{"the plan"}) {
		t.Errorf("done again it is %+v", e)
	}
}

// What comes between is a change of its own: undo then takes back one after another.
func TestAHabitDoneInTheTenMinutesIsAChangeOfItsOwn(t *testing.T) {
	x := kept(t, "u 7 enter down space enter space esc")
	x.wrote(move, sunday, yes)
	is(t, "what helped", strings.Join(x.only().Helped, ", "), "the plan, Move")
	x.press("z")
	is(t, "what helped", len(x.only().Helped), 0)
	x.wrote(move, sunday, yes)
	x.press("z")
	x.wrote(move, sunday, blank)
	is(t, "the strength", strengthOf(x.only()), "7")
	x.press("z")
	x.unchanged()
}

// Between two writes of one urge another window writes: neither is taken back with the
// other.
func TestAnUrgeDoesNotTakeInWhatAnotherWindowWrote(t *testing.T) {
	x := kept(t, "u 7")
	m := journal.NewMood(evening, 3, "", calendar.DefaultPreferences)
	x.store.elsewhere(record.Change{Moods: record.Put(m)})
	x.look()
	x.shows("‹7›")
	x.press("8 esc")
	is(t, "the strength", strengthOf(x.only()), "8")
	x.press("z")
	is(t, "the strength", strengthOf(x.only()), "7")
	is(t, "the mood is there", slices.Contains(x.store.book.Moods, m), true)
	x.press("z z")
	x.unchanged()
}

// An undo on the page takes back what it says, and what the page then says is so.
func TestAnUrgeThatWasTakenBackIsNotSaidToBeWritten(t *testing.T) {
	x := kept(t, "u 7 z")
	x.says("Taken back: an urge, 7 of 10.  Z redo")
	is(t, "the events", len(x.since()), 0)
	x.press("esc")
	written := len(x.since()) == 1
	if said := strings.Contains(x.message(), "written down"); said != written {
		t.Errorf("it says %q, and is written: %v", x.message(), written)
	}
}

func TestANumberAfterAnUndoIsWritten(t *testing.T) {
	for _, again := range []string{"7", "8", "7 8"} {
		x := kept(t, "u 7 z "+again+" esc")
		is(t, "after "+again+" the events", len(x.since()), 1)
	}
}

// Where an undo takes the urge back to the boundary that it was under before, it is one
// urge still.
func TestAnUrgeThatAnUndoMovedIsStillOne(t *testing.T) {
	for _, between := range []string{"H e x esc esc", ""} {
		x := kept(t, "u 7 "+between)
		if between == "" {
			x.store.elsewhere(record.Change{Moods: record.Put(journal.NewMood(evening, 3, "", calendar.DefaultPreferences))})
			x.look()
		}
		x.press("down z 8 esc")
		is(t, "the events", len(x.since()), 1)
	}
}

// What was taken back, and then only left, stays taken back.
func TestAnUrgeThatWasTakenBackStaysSo(t *testing.T) {
	for _, keys := range []string{"u 7 z", "u 7 enter z", "u 7 enter enter z"} {
		for _, way := range waysOut {
			x := kept(t, keys)
			x.leave(way)
			is(t, "after "+keys+" "+way+" the events", len(x.since()), 0)
		}
	}
}

func TestTheTenMinutesOfferWhatAWhileIsEnoughFor(t *testing.T) {
	offered := func(x *terminal) []string {
		var names []string
		after := false
		for _, l := range x.screen()[:len(x.screen())-2] {
			if after && strings.TrimSpace(l) != "" {
				name, _, _ := strings.Cut(string([]rune(l + "    ")[4:]), "  ")
				names = append(names, name)
			}
			after = after || strings.Contains(l, "One of these")
		}
		return names
	}
	x := kept(t, "u enter")
	is(t, "offered", strings.Join(offered(x), ", "), "Outdoors, Move, Write a few lines, Screens off by eleven")

	x = kept(t, "3 w u enter") // what is done is not offered, nor what was said not to be
	is(t, "offered", strings.Join(offered(x), ", "), "Outdoors, Screens off by eleven")
	x = kept(t, "j j j j j j x 3 u enter")
	is(t, "offered", strings.Join(offered(x), ", "), "Outdoors, Write a few lines")
	x = kept(t, "2 esc r u enter") // nor what rests
	is(t, "offered", strings.Join(offered(x), ", "), "Move, Write a few lines, Screens off by eleven")

	records := sorts() // with at most, weekdays, none, an archived one
	records[0] = counted(records[0].Habit, "8 7.5 6 7.5 8 7.5 7.5  7.5 6 8 7.5 7.5 8 _")
	store := newFakeStore(records...)
	store.hold(keptOthers())
	x = startOn(t, store)
	x.press("u enter")
	for _, name := range offered(x) {
		switch name {
		case "Sleep", "Coffee", "Flute", "Weight", "Violin", "A proper meal":
			t.Errorf("%s is offered", name)
		}
	}
	is(t, "how many are offered", len(offered(x)), 4)

	x = start(t, nil)
	x.press("esc u enter")
	x.hides("One of these")
	x.press("space j k")
	is(t, "the changes", len(x.store.log), 0)
}

func TestSpaceInTheTenMinutesChecksOrAdds(t *testing.T) {
	x := kept(t, "u enter space")
	x.wrote(outdoors, sunday, measured(min64(50)))
	x.says("Outdoors + 10 min.  z undo")
	x.shows("▸ ◐ Outdoors                 95 of 120 min in 7 d")
	x.press("space")
	x.wrote(outdoors, sunday, measured(min64(50)))
	x.says("Outdoors is written down. z takes it back.")
	x.press("z")
	x.wrote(outdoors, sunday, measured(min64(40)))
	x.press("j space")
	x.wrote(move, sunday, yes)
	x.says("Move kept.  z undo")
	x.shows("▸ ● Move")
	x.press("space")
	x.wrote(move, sunday, blank)
	x.shows("▸ · Move")
	x.press("j j j j k space")
	x.wrote(lines, sunday, yes)
	held := keyOf("space")
	held.IsRepeat = true
	x.send(held)
	x.wrote(lines, sunday, yes)
}

// Once it was taken back, it can be added again.
func TestWhatWasTakenBackInTheTenMinutesCanBeDoneAgain(t *testing.T) {
	x := kept(t, "u enter space z space")
	x.wrote(outdoors, sunday, measured(min64(50)))
}

// What was taken back by z did not help.
func TestOnlyWhatWasDoneIsTickedBeforehand(t *testing.T) {
	x := kept(t, "u enter j space enter")
	x.shows("● Move")
	x.press("esc")
	is(t, "what helped", strings.Join(x.only().Helped, ", "), "Move")
	x = kept(t, "u enter j space space enter")
	x.hides("● Move")
	x.press("esc")
	is(t, "what helped", strings.Join(x.only().Helped, ", "), "")
}

func TestOnlyWhatWasNotTakenBackIsTickedBeforehand(t *testing.T) {
	for _, keys := range []string{"u enter j space z enter", "u enter space z enter"} {
		x := kept(t, keys)
		x.press("esc")
		is(t, "what helped", strings.Join(x.only().Helped, ", "), "")
	}
}

func TestAnAmountTakesNoMoreThanIsMissing(t *testing.T) {
	records := drawn()
	records[4] = counted(records[4].Habit, "10 10 10 10 10 10 10  10 10 10 10 10 10 7")
	store := newFakeStore(records...)
	store.hold(keptOthers())
	x := startOn(t, store)
	x.press("u enter j j")
	x.shows("▸ ◐ Meditation               7 of 10 min")
	x.press("space")
	x.wrote(meditation, sunday, measured(min64(10)))
}

func TestWritingInTheTenMinutesReturnsToThem(t *testing.T) {
	x := kept(t, "u 7 enter j")
	x.seconds(61)
	x.press("w")
	x.typeText("It is loud in me.")
	x.hides("Ten minutes")
	u, _ := x.app.session.Pages[0].(*urge.Page)
	x.send(urge.SecondMsg{ID: u.ClockID}) // time goes on
	x.press("esc")
	x.shows(" Ten minutes")
	x.shows("▸ · Move")
	x.shows("9 min")
	is(t, "the seconds", u.Seconds, 62)
	found := false
	for _, r := range x.store.reflections {
		found = found || r.Text == "It is loud in me."
	}
	is(t, "the words are kept", found, true)
	x.press("enter space esc")
	is(t, "what helped", strings.Join(x.only().Helped, ", "), "the plan")
	x.press("z z z")
	x.unchanged()
}

func TestAnUrgeThatEndsInASlipKeepsBoth(t *testing.T) {
	for _, keys := range []string{"u 7 s", "u 7 enter s"} {
		x := kept(t, keys)
		x.shows(" Contact ")
		x.shows("‹a slip›")
		x.press("enter")
		x.says("Begun again at 23:40. 23 days stay kept.  z undo")
		is(t, "the pages", len(x.app.session.Pages), 0)
		all := x.since()
		is(t, "the events", len(all), 2)
		for _, e := range all {
			switch e.Kind {
			case boundary.Urge:
				is(t, "the strength", strengthOf(e), "7")
				is(t, "slipped", e.Slipped, true)
			case boundary.Slip:
				is(t, "the boundary", e.Boundary, "nocontact")
			}
		}
		k := x.boundary("nocontact").Stats(evening)
		is(t, "ridden out", k.RiddenOut, 9)
		is(t, "urges", k.Urges, 10)
		is(t, "longest", k.Longest, 23)
		is(t, "kept", k.Kept, 23)
		x.press("z")
		x.says("Taken back: a slip.  Z redo")
		e := x.only()
		is(t, "the kind", e.Kind, boundary.Urge)
		is(t, "slipped", e.Slipped, false)
		x.press("z")
		x.unchanged()
	}
}

// What was undone on the page of the slip is undone in what it writes, too.
func TestASlipAfterAnUndoOnItsPageLeavesOneUrge(t *testing.T) {
	x := kept(t, "u 6 H e x esc esc down s z enter")
	var urges []boundary.Event
	for _, e := range x.since() {
		if e.Kind == boundary.Urge {
			urges = append(urges, e)
		}
	}
	is(t, "the urges", len(urges), 1)

	x = kept(t, "u 7 s z enter")
	is(t, "the kind", x.only().Kind, boundary.Slip)
}

// An undo that waits for the disk, and what is written after it, leave one urge as well.
func TestASlipAfterAnUndoThatWaitsLeavesOneUrge(t *testing.T) {
	x := kept(t, "u 6 H e x esc esc down")
	x.store.fail = errFull
	x.press("z s enter")
	x.store.fail = nil
	x.retry()
	urges := 0
	for _, e := range x.since() {
		if e.Kind == boundary.Urge {
			urges++
		}
	}
	is(t, "the urges", urges, 1)
	for len(x.store.done) > 0 {
		x.press("z")
	}
	x.unchanged()
}

// Contact that was needed is no slip, and the urge was ridden out.
func TestAnUrgeBeforeNeededContactIsRiddenOut(t *testing.T) {
	x := kept(t, "u 7 s right enter")
	x.says("Written down. The run goes on: 23 days, 2 hours.  z undo")
	for _, e := range x.since() {
		is(t, "slipped", e.Slipped, false)
	}
	is(t, "the events", len(x.since()), 2)
}

func TestTheSlipPageLeadsBackToTheUrge(t *testing.T) {
	x := kept(t, "u 7 enter s tab tab")
	x.typeText("I wrote back.")
	x.press("esc")
	x.shows(" Ten minutes")
	x.press("enter esc")
	e := x.only()
	is(t, "slipped", e.Slipped, false)
	x.press("u s")
	x.shows("I wrote back.")
}

// Whoever quits in the midst of writing about a slip finds the words again, and the
// urge is kept.
func TestTheSlipPageOverAnUrgeKeepsBothOnTheWayOut(t *testing.T) {
	for _, way := range []string{"ctrl+c", "hangup"} {
		x := kept(t, "u 7 enter s tab tab")
		x.typeText("I wrote back.")
		x.leave(way)
		is(t, "the strength", strengthOf(x.only()), "7")
		y := x.again()
		y.press("B s")
		y.shows("I wrote back.")
	}
}

func TestTheTenMinutesWorkWithoutABoundary(t *testing.T) {
	for _, n := range []int{0, 2} { // none at all, and only one that ended
		x := keptBut(t, func(o *fakeOthers) {
			if o.boundaries = o.boundaries[n:]; n == 0 {
				o.boundaries = nil
			}
		}, "u")
		x.shows("No boundary to write this under. The ten minutes work all the same.")
		x.press("7 right down enter")
		x.shows(" Ten minutes")
		x.press("s")
		x.shows("There is no boundary to write this under.")
		x.press("down space")
		x.wrote(move, sunday, yes)
		x.press("w")
		x.typeText("Words.")
		x.press("esc")
		x.press("enter")
		x.says("It has passed.")
		is(t, "the pages", len(x.app.session.Pages), 0)
		is(t, "the changes", len(x.store.log), 2)
	}
	for _, way := range waysOut {
		x := keptBut(t, boundariesLeft(0), "u 7 enter space")
		x.leave(way)
		is(t, "the changes", len(x.store.log), 1)
	}
}

// The ten minutes are counted and not read off a clock: one that is set back, or stands
// still, stretches nothing.
func TestTheTenMinutesCountSeconds(t *testing.T) {
	x := kept(t, "u 7 enter")
	for _, row := range []struct {
		seconds int
		shows   string
	}{{1, "10 min"}, {1, "10 min"}, {58, "9 min"}, {1, "9 min"}, {480, "59 s"}, {58, "1 s"}, {1, "Take as long as you like."}, {500, "Take as long as you like."}} {
		x.seconds(row.seconds)
		x.shows(row.shows)
	}
	x = kept(t, "u 7 enter")
	x.seconds(120)
	x.now = x.now.Add(-3 * time.Hour)
	x.look()
	x.shows("8 min")
	x.seconds(480)
	x.shows(" Ten minutes. Take as long as you like.")
	x.press("enter esc")
	is(t, "the time", x.only().At.Equal(evening), true)
}

// A breath is in for four seconds and out for six.
func TestTheBreathIsInForFourAndOutForSix(t *testing.T) {
	x := kept(t, "u enter")
	for i := range 20 {
		line := x.line(0)
		word, cells := "in", strings.Repeat("▰", i%10+1)+strings.Repeat("▱", max(0, 3-i%10))
		if i%10 >= 4 {
			word, cells = "out", strings.Repeat("▰", 10-i%10)+strings.Repeat("▱", i%10-4)
		}
		if !strings.HasSuffix(line, word+" "+cells) {
			t.Errorf("after %d s the line is %q, not %s %s", i, line, word, cells)
		}
		x.seconds(1)
	}
	x = kept(t, "u enter", func(o *Options) { o.ReduceMotion = true })
	for range 12 {
		if !strings.HasSuffix(x.line(0), "in 4, out 6") {
			t.Errorf("the line is %q", x.line(0))
		}
		x.seconds(1)
	}
}

// Seconds that were asked for on a page that is gone are none of the next one's.
func TestSecondsBelongToTheirPage(t *testing.T) {
	x := kept(t, "u enter")
	x.send(urge.SecondMsg{ID: 99})
	x.shows("10 min")
	u, _ := x.app.top().(*urge.Page)
	was := u.ClockID
	x.press("esc u")
	x.send(urge.SecondMsg{ID: was})
	x.shows("How strong is it?")
	x.press("enter enter")
	x.send(urge.SecondMsg{ID: was})
	x.shows("What helped?")
}

// On an app whose clock does not stand, a tick is asked for, and asked for again, until
// the ten minutes are over.
func TestTheTenMinutesAskForTheNextSecondUntilTheyAreOver(t *testing.T) {
	x := kept(t, "u")
	x.app.session.Frozen = false
	before := x.waits
	x.press("enter")
	is(t, "the waits", x.waits-before, 1)
	x.seconds(1)
	is(t, "the waits", x.waits-before, 2)
	x.seconds(598)
	is(t, "the waits", x.waits-before, 3)
	x.seconds(1)
	is(t, "the waits", x.waits-before, 3)
	x.shows("Take as long as you like.")
}

func TestAnUrgeIsTenMinutesWithAFrozenClock(t *testing.T) {
	x := kept(t, "u 3 enter")
	x.seconds(600)
	x.press("enter enter")
	x.press("u 4 enter enter enter")
	all := x.since()
	is(t, "the events", len(all), 2)
	is(t, "the times", all[0].At.Equal(all[1].At), true)
	x.press("z z")
	x.unchanged()
}

func TestWhatHelpedIsTickedAndTypedInAnyOrder(t *testing.T) {
	x := kept(t, "u 7 enter enter")
	x.shows("Ridden out. That is kept.")
	x.press("tab tab")
	x.typeText("a photo")
	x.press("shift+tab")
	x.typeText("the radio, loud")
	x.press("up space")
	x.shows("▸ ● the plan")
	x.press("left left x x")
	x.press("right right right right right right right space") // the last option
	x.shows("● Screens off by eleven")
	x.press("down down down")
	x.shows("▸ what set it off  a photo█")
	x.press("enter")
	e := x.only()
	is(t, "what helped", strings.Join(e.Helped, ", "), "the plan, Screens off by eleven, the radio, loud")
	is(t, "what set it off", e.Trigger, "a photo")
}

func TestTheFieldsOfAnUrgeTakeLettersAndPastes(t *testing.T) {
	x := kept(t, "u 7 enter enter tab")
	const all = "abcdefghijklmnopqrstuvwxyz 0123456789 HZ?!"
	x.typeText(all)
	x.shows("something else   " + all + "█")
	x.press("tab")
	x.paste("one\ntwo\x1b[2J\u202e")
	x.shows("what set it off  one two[2J█")
	is(t, "the pages", len(x.app.session.Pages), 1)
	x.press("esc")
	e := x.only()
	is(t, "what helped", strings.Join(e.Helped, ", "), all)
	is(t, "what set it off", e.Trigger, "one two[2J")
}

// What may have helped can be read: no option runs out of the screen.
func TestTheOptionsAreNotCut(t *testing.T) {
	t.Parallel()
	for w := 50; w <= 130; w++ {
		x := kept(t, "u 7 enter enter", sized(w, 24))
		for _, option := range []string{"the plan", "time passing", "Outdoors", "Move", "Write a few lines", "Screens off by eleven"} {
			x.shows("· " + option)
		}
	}
}

func TestHelpLinesAreOneKeyAwayAllThroughAnUrge(t *testing.T) {
	for _, keys := range []string{"u", "u 7", "u 7 enter", "u 7 enter enter"} {
		x := kept(t, keys)
		before := x.text()
		x.press("H")
		x.shows(page.Emergency)
		x.shows("Ana, any hour")
		x.press("esc")
		is(t, "the screen", x.text(), before)
	}
}

// Another window ends the boundary, or takes it away, in the midst of an urge.
func TestAnUrgeOutlivesItsBoundary(t *testing.T) {
	t.Parallel()
	end := func(x *terminal) record.Change {
		return record.EndBoundary(x.boundary("nocontact"), boundary.LetGo, evening, nil)
	}
	gone := func(x *terminal) record.Change {
		return record.Change{Boundaries: record.Take(x.boundary("nocontact"))}
	}
	for name, change := range map[string]func(*terminal) record.Change{"ended": end, "taken away": gone} {
		for _, keys := range []string{"u", "u 7", "u 7 enter", "u 7 enter enter", "u 7 enter enter tab", "u 7 enter s"} {
			for _, rest := range []string{"", "8", "enter", "down up", "space", "s", "enter enter enter", "tab tab x y z", "j j space k w a b esc", "right space space"} {
				if few() && len(rest) > 2 {
					continue
				}
				x := kept(t, keys)
				x.store.elsewhere(change(x))
				x.look()
				x.text()
				x.press(rest)
				x.text()
				if t.Failed() {
					t.Fatalf("%s, %s after %s", name, rest, keys)
				}
				for range 4 {
					x.press("esc")
					x.text()
				}
				is(t, "the pages", len(x.app.session.Pages), 0)
			}
		}
	}
}

// An urge that was written before its boundary ended may still be finished.
func TestAnUrgeIsFinishedAfterItsBoundaryEnded(t *testing.T) {
	x := kept(t, "u 7 enter")
	x.store.elsewhere(record.EndBoundary(x.boundary("nocontact"), boundary.LetGo, evening, nil))
	x.look()
	x.press("enter space tab")
	x.typeText("tea")
	x.press("enter")
	e := x.only()
	is(t, "what helped", strings.Join(e.Helped, ", "), "the plan, tea")
}

// Nobody is told that something is kept when it is not.
func TestAnUrgeWhoseBoundaryIsGoneIsNotSaidToBeKept(t *testing.T) {
	for _, keys := range []string{"u 7", "u 7 enter enter space"} {
		x := kept(t, keys)
		x.store.elsewhere(record.Change{Boundaries: record.Take(x.boundary("nocontact"))})
		x.look()
		x.press("esc")
		if strings.Contains(x.message(), "That is kept") || strings.Contains(x.message(), "written down") {
			t.Errorf("after %s it says %q", keys, x.message())
		}
	}
}

// The words of the options are as they were when they were ticked.
func TestOptionsDoNotShiftUnderTheTicks(t *testing.T) {
	plan := func(x *terminal, text string) {
		b := x.boundary("nocontact")
		b.Plan = text
		x.store.elsewhere(record.Change{Boundaries: record.Put(b)})
		x.look()
	}
	for _, row := range []struct{ before, after, keys, want string }{
		{"a plan", "", "space", "the plan"},
		{"a plan", "", "right space", "time passing"},
		{"a plan", "", "right right right right right right space", "Screens off by eleven"},
		{"", "a plan", "space", "time passing"},
		{"", "a plan", "", ""},
	} {
		x := keptBut(t, func(o *fakeOthers) { o.boundaries[0].Plan = row.before }, "u 7 enter enter "+row.keys)
		plan(x, row.after)
		x.text()
		x.press("esc")
		is(t, "what helped", strings.Join(x.only().Helped, ", "), row.want)
	}
}

func TestTheMouseWorksAllThroughAnUrge(t *testing.T) {
	x := kept(t, "")
	x.clickOn("Boundaries    ")
	x.shows(" An urge, 23:40")
	for _, n := range []string{"7", "0", "1", "3", "9"} {
		x.clickAt(" "+n+" ", 1)
		x.shows("‹" + n + "›")
		is(t, "the strength", strengthOf(x.only()), n)
	}
	x.clickAt(" 10", 2)
	is(t, "the strength", strengthOf(x.only()), "10")
	x.clickOn("why    I sleep again")
	is(t, "the strength", strengthOf(x.only()), "10")
	x.clickOn("enter ten minutes")
	x.clickOn("Write a few lines")
	x.shows("▸ · Write a few lines")
	x.clickOn("· Move")
	x.wrote(move, sunday, yes)
	x.clickOn("w write")
	x.clickOn("esc done")
	x.clickOn("enter it has passed")
	x.clickOn("the plan")
	x.shows("● the plan")
	x.clickOn("time passing")
	x.clickOn("the plan")
	x.clickOn("what set it off")
	x.typeText("a photo")
	x.clickOn("something else")
	x.typeText("tea")
	x.clickOn("esc done")
	e := x.only()
	is(t, "what helped", strings.Join(e.Helped, ", "), "time passing, Move, tea")
	is(t, "what set it off", e.Trigger, "a photo")
}
