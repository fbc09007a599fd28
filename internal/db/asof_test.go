package db

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// asOf is a record with two amounts and a check, and what tests of steps that waited need.
type asOf struct {
	*DB
	t                *testing.T
	water, walk, tea habits.Habit
}

func newAsOf(t *testing.T) *asOf {
	x := &asOf{open(t), t, anAmount("Water", "glasses"), anAmount("Walk", "min"), aCheck("Tea")}
	apply(t, x.DB, record.PutHabits(x.water, x.walk, x.tea))
	return x
}

// add writes an amount under a token, which may be empty, as another program would.
func (x *asOf) add(h habits.Habit, token string) {
	x.t.Helper()
	c := edits(h.AddOn(today, 1000))
	c.Token = token
	apply(x.t, reopened(x.DB), c)
}

// newest returns the name of the newest change, as a book has it.
func (x *asOf) newest() string { return load(x.t, x.DB).Newest }

// holds checks the day's amounts of Water and Walk.
func (x *asOf) holds(water, walk quantity.Amount) {
	x.t.Helper()
	got := [2]quantity.Amount{entry(x.t, x.DB, x.water.ID, today).Amount, entry(x.t, x.DB, x.walk.ID, today).Amount}
	if want := [2]quantity.Amount{water, walk}; got != want {
		x.t.Errorf("Water and Walk are %v, want %v", got, want)
	}
}

// undone checks that a step that waited takes back an addition to a habit.
func (x *asOf) undone(token, newest string, h habits.Habit) {
	x.t.Helper()
	r, err := x.UndoAsOf(token, newest)
	if err != nil {
		x.t.Fatal(err)
	}
	if want := edits(h.AddOn(today, 1000)).Edits; !reflect.DeepEqual(r.Done.Edits, want) {
		x.t.Errorf("it took back %+v, want %+v", r.Done.Edits, want)
	}
}

// refusesUndo checks that a step that waited is refused, and changes nothing.
func (x *asOf) refusesUndo(newest, text string) record.Result {
	x.t.Helper()
	var r record.Result
	unchanged(x.t, x.Path(), func() {
		var err error
		r, err = x.UndoAsOf("late", newest)
		refused(x.t, err, text)
	})
	return r
}

func TestAnUndoThatWaitedTakesBackWhatWasNewestThen(t *testing.T) {
	for name, token := range map[string]string{"with a token": "mine", "without a token": ""} {
		t.Run(name, func(t *testing.T) {
			x := newAsOf(t)
			x.add(x.water, token)
			seen := x.newest()
			if token != "" && seen != token {
				t.Errorf("the newest change is called %q, want %q", seen, token)
			}
			x.add(x.walk, "theirs")
			x.undone("u", seen, x.water)
			x.holds(0, 1000)
			x.undone("u", seen, x.water) // repeated, as when the answer was lost
			x.holds(0, 1000)
			redo(t, x.DB)
			x.holds(1000, 1000)
			undo(t, x.DB)
			undo(t, x.DB)
			x.holds(0, 0)
			undo(t, x.DB)
			refuseUndo(t, x.DB)
			for range 3 {
				redo(t, x.DB)
			}
			x.holds(1000, 1000)
			check(t, x.Path())
		})
	}
}

func TestAnUndoThatWaitedIsRefusedWhereTheSameWasChangedSince(t *testing.T) {
	x := newAsOf(t)
	x.add(x.water, "mine")
	x.add(x.water, "theirs")
	r := x.refusesUndo("mine", changedSince+".")
	if want := edits(x.water.AddOn(today, 1000)).Edits; !reflect.DeepEqual(r.Done.Edits, want) {
		t.Errorf("the refusal is about %+v, want %+v", r.Done.Edits, want)
	}
	undo(t, x.DB)
	x.undone("u", "mine", x.water)
	x.holds(0, 0)
}

func TestAnUndoThatWaitedIsRefusedWhereItWasDoneAlready(t *testing.T) {
	x := newAsOf(t)
	x.add(x.water, "mine")
	undo(t, x.DB)
	x.refusesUndo("mine", takenBack+".")
	redo(t, x.DB)
	x.add(x.walk, "theirs")
	x.undone("u", "mine", x.water) // it was done again
	x.holds(0, 1000)
	x.refusesUndo("mine", takenBack+".")
}

func TestAnUndoThatWaitedAfterAnotherTakesBackTheOneBelow(t *testing.T) {
	x := newAsOf(t)
	x.add(x.walk, "first")
	x.add(x.water, "second")
	x.add(x.water, "third")
	check := edits(x.tea.CheckOn(today))
	check.Token = "theirs"
	apply(t, x.DB, check)
	x.undone("u1", "third", x.water)
	x.undone("u2", record.Below("u1"), x.water)
	x.undone("u3", record.Below("u2"), x.walk)
	x.holds(0, 0)
	if got := entry(t, x.DB, x.tea.ID, today).State; got != habits.Yes {
		t.Errorf("Tea is %v, which nobody took back", got)
	}
	undo(t, x.DB)
	undo(t, x.DB)
	refuseUndo(t, x.DB)
}

func TestAnUndoThatWaitedForAChangeThatIsGoneIsRefused(t *testing.T) {
	x := newAsOf(t)
	x.add(x.water, "mine")
	x.refusesUndo("another record's", noLongerKept+".")
	x.refusesUndo("2@2026-11-21T00:00:00Z", noLongerKept+".")
	_, err := open(t).UndoAsOf("u", "")
	refused(t, err, nothingToUndo)
	x.holds(1000, 0)
}

func TestARedoThatWaitedIsRefusedWhereSomethingWasChangedSince(t *testing.T) {
	x := newAsOf(t)
	x.add(x.water, "mine")
	if _, err := x.UndoAsOf("u", "mine"); err != nil {
		t.Fatal(err)
	}
	x.add(x.walk, "theirs")
	undo(t, x.DB)
	_, err := x.RedoAsOf("r", "u")
	refused(t, err, otherSince)
	undo2 := x.newest()
	if _, err := x.RedoAsOf("r", undo2); err != nil {
		t.Fatal(err)
	}
	x.holds(0, 1000)
	_, err = x.RedoAsOf("r2", "r")
	refused(t, err, nothingToRedo)
}

// What a change was done to has to be there still, and what was made by it must be in nobody's
// use.
func TestAnUndoThatWaitedIsRefusedWhereSomethingStandsOnIt(t *testing.T) {
	goesOn := aBoundary("Peace")
	newHabit := aCheck("New")
	for name, c := range map[string]struct{ mine, theirs record.Change }{
		"a habit that has an entry":       {record.PutHabits(newHabit), edits(newHabit.CheckOn(today))},
		"a habit beside another":          {record.PutHabits(newHabit), record.PutHabits(aCheck("Other"))},
		"a goesOn with an urge":           {record.Change{Boundaries: record.Put(goesOn)}, record.Change{Events: record.Put(boundary.NewEvent(goesOn.ID, boundary.Urge, noon(), calendar.DefaultPreferences))}},
		"a mood that was edited":          {record.Change{Moods: record.Put(aMood("m", noon(), 3))}, record.Change{Moods: record.Put(aMood("m", noon(), 4))}},
		"an import, one day edited since": {anImport(newHabit, 1), edits(newHabit.RestOn(today - 3))},
	} {
		t.Run(name, func(t *testing.T) {
			x := newAsOf(t)
			c.mine.Token = "mine"
			apply(t, x.DB, c.mine)
			apply(t, x.DB, c.theirs)
			x.refusesUndo("mine", changedSince+".")
		})
	}
}

// Steps that waited, among others that did not: whatever is in force is in the record, and undo
// and redo go through it in order.
func TestStepsThatWaitedKeepUndoAndRedoInOrder(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(nth("seed ", int(seed)), func(t *testing.T) {
			t.Parallel()
			playAsOf(t, rand.New(rand.NewPCG(seed, 15)))
		})
	}
}

func playAsOf(t *testing.T, dice *rand.Rand) {
	db := open(t)
	all := []habits.Habit{anAmount("a", "x"), anAmount("b", "x"), anAmount("c", "x"), anAmount("d", "x")}
	apply(t, db, record.PutHabits(all...))
	type done struct{ n, habit int }
	var past, future []done
	top := map[string]int{} // what undo took back next when a change was the newest; -1 is the habits
	add := func(n int) {
		d := done{n, dice.IntN(len(all))}
		c := edits(all[d.habit].AddOn(today, 1000))
		c.Token = []string{"", nth("t", n)}[dice.IntN(2)]
		apply(t, db, c)
		past, future = append(past, d), nil
	}
	step := func(from, to *[]done, i int) {
		d := (*from)[i]
		*from, *to = slices.Delete(*from, i, i+1), append(*to, d)
	}
	for n := range 60 {
		switch dice.IntN(6) {
		case 0, 1:
			add(n)
		case 2:
			if len(past) > 0 {
				undo(t, db)
				step(&past, &future, len(past)-1)
			}
		case 3:
			if len(future) > 0 {
				redo(t, db)
				step(&future, &past, len(future)-1)
			}
		default:
			names := slices.Sorted(maps.Keys(top))
			if len(names) == 0 {
				continue
			}
			name := names[dice.IntN(len(names))]
			at := slices.IndexFunc(past, func(d done) bool { return d.n == top[name] })
			free := at >= 0 && !slices.ContainsFunc(past[at+1:], func(d done) bool { return d.habit == past[at].habit })
			if top[name] < 0 { // the habits, of which all are made
				continue
			}
			_, err := db.UndoAsOf(nth("u", n), name)
			if free != (err == nil) {
				t.Fatalf("step %d: undo of %d answers %v; in force are %v", n, top[name], err, past)
			}
			if free {
				step(&past, &future, at)
			}
		}
		var want, got [4]quantity.Amount
		for _, d := range past {
			want[d.habit] += 1000
		}
		for i, h := range all {
			got[i] = entry(t, db, h.ID, today).Amount
		}
		if got != want {
			t.Fatalf("step %d: the amounts are %v, want %v", n, got, want)
		}
		top[load(t, db).Newest] = -1
		if len(past) > 0 {
			top[load(t, db).Newest] = past[len(past)-1].n
		}
	}
	check(t, db.Path())
}

// What a restore brings back of the log can be undone as before.
func TestAnUndoThatWaitedIsRecovered(t *testing.T) {
	db, backup, _, _ := toRecover(t)
	mine := edits(anAmount("Water", "glasses").AddOn(today-2, 1000))
	mine.Token = "mine"
	apply(t, db, mine)
	apply(t, db, record.Change{Moods: record.Put(journal.NewMood(noon(), 4, "better", calendar.DefaultPreferences))})
	if _, err := db.UndoAsOf("u", "mine"); err != nil {
		t.Fatal(err)
	}
	apply(t, db, edits(anAmount("Water", "glasses").AddOn(today-3, 1000)))
	down := func() (all []record.Change) {
		for {
			r, err := db.Undo("")
			if err != nil {
				refused(t, err, nothingToUndo)
				return all
			}
			all = append(all, r.Done)
		}
	}
	sound, seq := bytesOf(t, db.Path()), load(t, db).Seq
	want, undone := whole(t, db), down()
	spoil(t, db, sound)
	db.file.Note(seq)
	spoil(t, db, metaSpoilt(sound))
	if _, _, err := db.Recover(backup, Verify); err != nil {
		t.Fatal(err)
	}
	holdsSame(t, whole(t, db), want)
	if got := down(); !reflect.DeepEqual(got, undone) {
		t.Errorf("undo takes back %d changes, and took back %d before", len(got), len(undone))
	}
}
