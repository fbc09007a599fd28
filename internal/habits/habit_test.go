package habits

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/storytest"
)

// checked is a daily check called name; its ID is the name too.
func checked(name string) Habit {
	return Habit{ID: ident.ID(name), Name: name, Created: storytest.Sunday, Goals: []Goal{{From: storytest.Sunday, Schedule: Daily}}}
}

// keyed is a habit with a quick key.
func keyed(name, key string) Habit {
	h := checked(name)
	h.Key = key
	return h
}

func TestAHabitsNameIsOneShortLine(t *testing.T) {
	for _, c := range []struct{ name, why string }{
		{"", "needs a name"},
		{strings.Repeat("x", 61), "61 characters; 60 fit"},
		{strings.Repeat("日", 61), "61 characters; 60 fit"},
		{" Walk", "blanks"},
		{"Walk ", "blanks"},
		{"Long  walk", "blanks"},
		{"Wa\nlk", "cannot be shown"},
		{"Wa\x1b[31mlk", "cannot be shown"},
		{"Wa\u202elk", "cannot be shown"},
		{"Wa\xfflk", "cannot be shown"},
	} {
		storytest.IsRefused(t, checked(c.name).Validate(), c.why)
	}
	for _, name := range []string{strings.Repeat("x", 60), strings.Repeat("日", 60), "8 glasses", "no alcohol", "skip", "yes", "today", "Café 🏃"} {
		if err := checked(name).Validate(); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestOnlyTheFourReservedWordsAloneAreRefused(t *testing.T) {
	for _, name := range []string{"mood", "Urge", "SLIP", "contact", "ｍｏｏｄ"} {
		storytest.IsRefused(t, checked(name).Validate(), "word of quick-add")
	}
	for _, name := range []string{"moods", "contact with friends", "mood diary", "slip (habit)", "rest", "no"} {
		if err := checked(name).Validate(); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAHabitsLongTextsHaveAnEnd(t *testing.T) {
	h := checked("Walk")
	h.Why = strings.Repeat("é", spelling.MaxNote)
	h.Plan = h.Why
	if err := h.Validate(); err != nil {
		t.Errorf("2,000 characters: %v", err)
	}
	for _, set := range []func(*Habit){
		func(h *Habit) { h.Why += "!" },
		func(h *Habit) { h.Plan += "!" },
		func(h *Habit) { h.Area = strings.Repeat("x", 61) },
	} {
		long := h
		set(&long)
		storytest.IsRefused(t, long.Validate(), "too long")
	}
}

func TestAHabitsGoalsAreValidatedToo(t *testing.T) {
	h := checked("Walk")
	h.Goals = append(h.Goals, from(storytest.Sunday+1, atLeast(-1, Daily)))
	storytest.IsRefused(t, h.Validate(), "A goal must lie between")
}

func TestNameOfMakesANameFit(t *testing.T) {
	for in, want := range map[string]string{
		"  Long \t walk\n": "Long walk", `Read "Emma"`: "Read Emma", "Wa\u200flk\x07": "Walk", "": "", `""`: "",
	} {
		if got := spelling.NameOf(in); got != want {
			t.Errorf("%q is called %q, want %q", in, got, want)
		}
	}
}

func TestIDsDiffer(t *testing.T) {
	seen := map[ident.ID]bool{}
	for range 1000 {
		id := ident.New()
		if len(id) != 10 || seen[id] {
			t.Fatalf("%q is no new ID", id)
		}
		seen[id] = true
	}
}

func TestANameIsTakenInAnyCaseAndWidth(t *testing.T) {
	list := List{checked("Walk"), checked("A friend").ArchiveOn(storytest.Sunday)}
	for _, name := range []string{"Walk", "walk", "WALK", "ｗａｌｋ"} {
		h := checked(name)
		h.ID = "new"
		storytest.IsRefused(t, list.Admit(h), "There is a habit called Walk already")
	}
	h := checked("a Friend")
	h.ID = "new"
	storytest.IsRefused(t, list.Admit(h), "A friend is the name of an archived habit")
	if err := list.Admit(checked("Walks")); err != nil {
		t.Errorf("another name: %v", err)
	}
	own := checked("WALK")
	own.ID = "Walk"
	if err := list.Admit(own); err != nil {
		t.Errorf("its own name in capitals: %v", err)
	}
}

func TestAKeyThatIsTakenListsTheFreeOnes(t *testing.T) {
	list := List{keyed("Write", "w"), keyed("A friend", "f")}
	storytest.IsRefused(t, list.Admit(keyed("Walk", "w")), "w is Write's. Free: b c i o p s t v y.")
	if err := list.Admit(keyed("Walk", "y")); err != nil {
		t.Errorf("y is free: %v", err)
	}
	if err := list.Admit(keyed("Write", "w")); err != nil {
		t.Errorf("its own key: %v", err)
	}
}

func TestAKeyThatIsACommandSaysWhichItIs(t *testing.T) {
	list := List{keyed("Write", "w"), keyed("A friend", "f")}
	for key, want := range map[string]string{
		"r": "r is rest on Today. Free: b c i o p s t v y.",
		"m": "m is mood on Today. Free: b c i o p s t v y.",
		"a": "a is add on Today. Free: b c i o p s t v y.",
	} {
		err := list.Admit(keyed("Walk", key))
		storytest.IsRefused(t, err, want)
		if err != nil && err.Error() != want {
			t.Errorf("said %q, want %q", err, want)
		}
	}
	for _, key := range []string{"1", "!", "bc", "é", " ", "Q"} {
		if err := list.Admit(keyed("Walk", key)); refusal.As(err) == nil || !strings.Contains(err.Error(), "Free: b c i o p s t v y.") {
			t.Errorf("the key %q: %v", key, err)
		}
	}
}

func TestAnArchivedHabitLetsGoOfItsKey(t *testing.T) {
	archived := keyed("Write", "w").ArchiveOn(storytest.Sunday)
	list := List{archived, keyed("Walk", "w")}
	if err := list[:1].Admit(keyed("Walk", "w")); err != nil {
		t.Errorf("the key of an archived habit: %v", err)
	}
	back := list.Restored(archived)
	if err := list.Admit(back); err != nil || back.Key != "" || back.Archived != nil {
		t.Errorf("%v: back on the list it is %+v", err, back)
	}
}

func TestFreeKeysAreTheLettersNobodyHas(t *testing.T) {
	list := List{keyed("Write", "w"), keyed("A friend", "f"), keyed("Old", "b").ArchiveOn(storytest.Sunday), checked("Walk")}
	for id, want := range map[ident.ID]string{
		"": "b c i o p s t v y", "Write": "b c i o p s t v w y", "Walk": "b c i o p s t v y",
	} {
		if got := strings.Join(list.FreeKeys(id), " "); got != want {
			t.Errorf("free for %q are %s, want %s", id, got, want)
		}
	}
	if got := len(List{}.FreeKeys("")); got != len(OwnKeys) {
		t.Errorf("of an empty list %d keys are free", got)
	}
}

func TestFindTakesANameBeforeAnID(t *testing.T) {
	named, other := checked("abc"), checked("Walk")
	named.ID, other.ID = "first", "abc"
	list := List{other, named}
	for s, want := range map[string]ident.ID{"ABC": "first", "first": "first", "walk": "abc", " ｗＡＬＫ ": "abc"} {
		if h, ok := list.Find(s); !ok || h.ID != want {
			t.Errorf("%q finds %q, %t; want %q", s, h.ID, ok, want)
		}
	}
	for _, s := range []string{"", "wal", "FIRST"} {
		if h, ok := list.Find(s); ok {
			t.Errorf("%q finds %q", s, h.Name)
		}
	}
}

// moved is the list after a move, as its names in order.
func moved(t *testing.T, l List, id ident.ID, n int) string {
	t.Helper()
	changed, err := l.Move(id, n)
	if err != nil {
		t.Fatal(err)
	}
	l = slices.Clone(l)
	for _, h := range changed {
		l[l.Index(h.ID)] = h
	}
	l.Sort()
	var names []string
	for i, h := range l {
		if i > 0 && h.Position == l[i-1].Position {
			t.Errorf("%s and %s stand in one place", l[i-1].Name, h.Name)
		}
		names = append(names, h.Name)
	}
	return strings.Join(names, " ")
}

func TestAHabitMovesToItsPlace(t *testing.T) {
	var list List
	for i, name := range []string{"a", "b", "old", "c", "d"} {
		h := checked(name)
		h.Position = i
		if name == "old" {
			h = h.ArchiveOn(storytest.Sunday)
		}
		list = append(list, h)
	}
	for _, c := range []struct {
		id   ident.ID
		n    int
		want string
	}{
		{"d", 0, "d a b c old"},
		{"a", 3, "b c d a old"},
		{"b", 2, "a c b d old"},
		{"c", 2, "a b c d old"},
	} {
		t.Run(fmt.Sprint(c.id, " to ", c.n), func(t *testing.T) {
			if got := moved(t, list, c.id, c.n); got != c.want {
				t.Errorf("the order is %s, want %s", got, c.want)
			}
		})
	}
	for _, n := range []int{-1, 4} {
		_, err := list.Move("a", n)
		storytest.IsRefused(t, err, "there are 1 to 4")
	}
	if _, err := list.Move("nobody", 0); refusal.As(err) == nil {
		t.Errorf("moving nobody: %v", err)
	}
}

func TestMovingToItsOwnPlaceChangesNothing(t *testing.T) {
	a, b := checked("a"), checked("b")
	b.Position = 1
	if changed, err := (List{a, b}).Move("a", 0); err != nil || len(changed) != 0 {
		t.Errorf("%d habits changed, %v", len(changed), err)
	}
}

func TestEqualPositionsGoByName(t *testing.T) {
	a, b, c := checked("b"), checked("a"), checked("c")
	c.Position = -1
	list := List{a, b, c}
	list.Sort()
	if got := list[0].Name + list[1].Name + list[2].Name; got != "cab" {
		t.Errorf("the order is %s", got)
	}
	if got := list.Next(); got != 1 {
		t.Errorf("the next position is %d", got)
	}
}

func TestOnlyTimeChangesItsUnit(t *testing.T) {
	counting := func(m Measure, u quantity.Unit) Habit {
		return Habit{Goals: []Goal{{From: storytest.Sunday, Measure: m, Unit: u, Schedule: Daily}}}
	}
	cups, glasses, hours := counting(AtMost, "cups"), counting(AtLeast, "glasses"), counting(AtLeast, quantity.Hours)
	check := Habit{Goals: []Goal{{From: storytest.Sunday, Schedule: Daily}}}
	storytest.IsRefused(t, ChangesUnit(cups, glasses, true), "written in cups")
	storytest.IsRefused(t, ChangesUnit(cups, hours, true), "written in cups")
	storytest.IsRefused(t, ChangesUnit(counting(AtLeast, ""), cups, true), "written in times")
	for _, err := range []error{
		ChangesUnit(cups, glasses, false),
		ChangesUnit(cups, cups, true),
		ChangesUnit(cups, counting(AtMost, "CUPS"), true),
		ChangesUnit(counting(AtLeast, quantity.Minutes), hours, true),
		ChangesUnit(cups, check, true),
		ChangesUnit(check, cups, true),
	} {
		if err != nil {
			t.Error(err)
		}
	}
}

// A goal that gave way on the very day it began still says what was counted in.
func TestAUnitIsNotForgottenByWayOfACheck(t *testing.T) {
	h := Habit{Name: "Out", Goals: []Goal{{From: storytest.Sunday, Measure: AtLeast, Unit: quantity.Minutes, Schedule: Daily}}}
	check := h.SetGoal(Goal{From: storytest.Sunday, Schedule: Daily})
	km := check.SetGoal(Goal{From: storytest.Sunday, Measure: AtLeast, Unit: "km", Schedule: Daily})
	storytest.IsRefused(t, ChangesUnit(check, km, true), "written in min")
}

func TestAmountsGoInOneUnitOnly(t *testing.T) {
	h := Habit{Name: "Walk", Goals: []Goal{
		{From: storytest.Sunday - 9, Measure: AtLeast, Unit: "km", Schedule: Daily}, {From: storytest.Sunday, Measure: AtLeast, Unit: quantity.Minutes, Schedule: Daily},
	}}
	_, err := h.Write(h.AddOn(storytest.Sunday-1, 2000), Entry{})
	storytest.IsRefused(t, err, "Walk counted km, and now it counts min")
	if _, err := h.Write(h.AddOn(storytest.Sunday, 2000), Entry{}); err != nil {
		t.Error(err)
	}
	if _, err := h.Write(h.RestOn(storytest.Sunday-1), Entry{}); err != nil {
		t.Error(err)
	}
}

func TestTheStarterListIsFitToBeKept(t *testing.T) {
	list, ticked := Starter(storytest.Sunday)
	if len(ticked) != len(list) || len(list) != 9 {
		t.Fatalf("%d habits, %d of them ticked or not; want nine", len(list), len(ticked))
	}
	var admitted List
	areas, ticks := map[string]bool{}, 0
	for i, h := range list {
		h.ID = ident.New()
		if err := admitted.Admit(h); err != nil {
			t.Errorf("%s: %v", h.Name, err)
		}
		admitted = append(admitted, h)
		if h.Position != i || h.Created != storytest.Sunday || h.GoalOn(storytest.Sunday).From != storytest.Sunday {
			t.Errorf("%s stands at %d, from %s, its goal from %s", h.Name, h.Position, h.Created, h.GoalOn(storytest.Sunday).From)
		}
		areas[h.Area] = true
		if ticked[i] {
			ticks++
		}
	}
	if ticks != 6 {
		t.Errorf("%d are ticked beforehand, want six", ticks)
	}
	if len(areas) != 4 || !areas["body"] || !areas["mind"] || !areas["joy"] || !areas["people"] {
		t.Errorf("the areas are %v", areas)
	}
	if got := strings.Join(admitted.FreeKeys(""), " "); got != "b c i o p s t v y" {
		t.Errorf("the free keys are %s", got)
	}
}
