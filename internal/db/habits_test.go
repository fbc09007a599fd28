package db

import (
	"reflect"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// names are the habits in the order of the list.
func names(list habits.List) []string {
	var names []string
	for _, h := range list {
		names = append(names, h.Name)
	}
	return names
}

// expectNames fails unless the habits are these, in this order, however they are
// read.
func expectNames(t *testing.T, db *DB, want ...string) {
	t.Helper()
	list, err := db.Habits()
	if err != nil {
		t.Fatal(err)
	}
	if got := names(list); !reflect.DeepEqual(got, want) {
		t.Errorf("Habits has %v, want %v", got, want)
	}
	if got := names(load(t, db).List()); !reflect.DeepEqual(got, want) {
		t.Errorf("Load has %v, want %v", got, want)
	}
}

func TestAHabitSurvivesReopening(t *testing.T) {
	db := open(t)
	h := anAmount("Outdoors", quantity.Minutes)
	h.Area, h.Key, h.Why, h.Plan, h.Position = "body", "o", "daylight", "when it rains, I will go anyway", 3
	h = h.SetGoal(habits.Goal{From: today + 7, Schedule: habits.Schedule{Times: 3, Days: 7}}).ArchiveOn(today + 9)
	r := apply(t, db, record.PutHabits(h))
	if len(r.Done.Habits) != 1 || r.Done.Habits[0].Was != nil {
		t.Errorf("the receipt has %+v, want a new habit", r.Done.Habits)
	}
	list, err := reopened(db).Habits()
	if err != nil || !reflect.DeepEqual(list, habits.List{h}) {
		t.Errorf("got %+v, %v, want %+v", list, err, h)
	}
}

func TestTheStarterListCanBeWritten(t *testing.T) {
	db := open(t)
	list, _ := habits.Starter(today)
	for i := range list {
		list[i].ID = ident.New()
	}
	apply(t, db, record.PutHabits(list...))
	if got := load(t, db).List(); !reflect.DeepEqual(got, list) {
		t.Errorf("got %+v, want %+v", got, list)
	}
}

func TestHabitsComeInTheOrderOfTheirPositions(t *testing.T) {
	db := open(t)
	list := []habits.Habit{aCheck("C"), aCheck("A"), aCheck("B")}
	list[0].Position = -1
	apply(t, db, record.PutHabits(list...))
	expectNames(t, db, "C", "A", "B")
	list[2].Position = -2
	apply(t, db, record.PutHabits(list[2]))
	expectNames(t, db, "B", "C", "A")
}

func TestARenamedHabitKeepsItsHistory(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.CheckOn(today), h.NoteOn(today, "far")))
	was := h
	h.Name = "Walk"
	r := apply(t, db, record.PutHabits(h))
	if len(r.Done.Habits) != 1 || r.Done.Habits[0].Was == nil || !reflect.DeepEqual(*r.Done.Habits[0].Was, was) {
		t.Errorf("the receipt has %+v, want the habit before", r.Done.Habits)
	}
	expectNames(t, db, "Walk")
	if got := entry(t, db, h.ID, today); got != (habits.Entry{State: habits.Yes, Note: "far"}) {
		t.Errorf("got %+v", got)
	}
}

func TestAnArchivedHabitKeepsItsHistory(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.PutHabits(h))
	apply(t, db, edits(h.CheckOn(today)))
	apply(t, db, record.PutHabits(h.ArchiveOn(today)))
	if got := load(t, db).Find(h.ID); got.Habit.Archived == nil || *got.Habit.Archived != today || got.History.On(today).State != habits.Yes {
		t.Errorf("got %+v", got)
	}
	apply(t, db, record.PutHabits(habits.List{}.Restored(h)))
	if got := load(t, db).Find(h.ID); got.Habit.Archived != nil {
		t.Errorf("still archived: %+v", got)
	}
}

func TestWhatIsTakenIsRefusedAndNothingIsWritten(t *testing.T) {
	db := open(t)
	move, rest := aCheck("Move"), aCheck("Rest")
	move.Key, rest.Key = "v", "t"
	gone := aCheck("Gone").ArchiveOn(today)
	gone.Key = "v" // an archived habit takes no key from others
	apply(t, db, record.PutHabits(move, rest, gone))
	with := func(h habits.Habit, name, key string) habits.Habit {
		h.Name, h.Key = name, key
		return h
	}
	bad := map[string]struct {
		text   string
		change record.Change
	}{
		"a name":                   {"a habit called Move already", record.PutHabits(with(aCheck("New"), "Move", ""))},
		"a name but for its case":  {"a habit called Move already", record.PutHabits(with(aCheck("New"), "mOVE", ""))},
		"the name of one archived": {"archived habit", record.PutHabits(with(aCheck("New"), "Gone", ""))},
		"a renamed habit's":        {"a habit called Move already", record.PutHabits(with(rest, "Move", "t"))},
		"a key":                    {"v is Move's", record.PutHabits(with(aCheck("New"), "New", "v"))},
		"the key of one restored":  {"v is Move's", record.PutHabits(habits.List{}.Restored(gone))},
		"a key of Today's":         {"is add on Today", record.PutHabits(with(aCheck("New"), "New", "a"))},
		"twice in one change":      {"a habit called Both already", record.PutHabits(with(aCheck("A"), "Both", ""), with(aCheck("B"), "Both", ""))},
		"a bad goal": {"between 0 and", record.PutHabits(aCheck("New").SetGoal(
			habits.Goal{From: today, Measure: habits.AtLeast, Target: -1, Schedule: habits.Daily}))},
		"no name": {"needs a name", record.PutHabits(with(aCheck("New"), "", ""))},
	}
	for name, b := range bad {
		t.Run(name, func(t *testing.T) {
			b.change.Habits = append([]record.HabitEdit{{Is: aCheck("First")}}, b.change.Habits...)
			b.change.Edits = edits(move.CheckOn(today)).Edits
			unchanged(t, db.Path(), func() {
				_, err := db.Apply(b.change)
				refused(t, err, b.text)
			})
		})
	}
	expectNames(t, db, "Gone", "Move", "Rest")
}

func TestTwoHabitsSwapNamesAndKeysInOneChange(t *testing.T) {
	db := open(t)
	a, b := aCheck("Move"), aCheck("Rest")
	a.Key, b.Key = "v", "t"
	apply(t, db, record.PutHabits(a, b))
	apply(t, db, edits(a.CheckOn(today)))
	a.Name, a.Key, b.Name, b.Key = b.Name, b.Key, a.Name, a.Key
	apply(t, db, record.PutHabits(a, b))
	got := load(t, db)
	if !reflect.DeepEqual(got.Find(a.ID).Habit, a) || !reflect.DeepEqual(got.Find(b.ID).Habit, b) {
		t.Errorf("got %+v", got.List())
	}
	if got.Find(a.ID).History.On(today).State != habits.Yes {
		t.Error("the history went with the name")
	}
}

func TestAHabitAndItsEntriesAreWrittenInOneChange(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.Change{Habits: []record.HabitEdit{{Is: h}}, Edits: []habits.Edit{h.CheckOn(today)}})
	if got := entry(t, db, h.ID, today).State; got != habits.Yes {
		t.Errorf("got %v", got)
	}
}

func TestTheUnitOfAmountsThatExist(t *testing.T) {
	as := func(h habits.Habit, m habits.Measure, u quantity.Unit) habits.Habit {
		return h.SetGoal(habits.Goal{From: today, Measure: m, Target: u.One(), Unit: u, Schedule: habits.Daily})
	}
	rows := []struct {
		name     string
		from, to quantity.Unit
		write    func(habits.Habit) habits.Edit
		ok       bool
	}{
		{"may change while nothing is written", "glasses", "cups", nil, true},
		{"may not change", "glasses", "cups", func(h habits.Habit) habits.Edit { return h.AddOn(today, 1000) }, false},
		{"may not change for an entry of long ago", "glasses", "cups", func(h habits.Habit) habits.Edit { return h.SetOn(calendar.FirstDay, 1000) }, false},
		{"may not change for an amount of 0", "glasses", "cups", func(h habits.Habit) habits.Edit { return h.NotOn(today) }, false},
		{"may change for a rest", "glasses", "cups", func(h habits.Habit) habits.Edit { return h.RestOn(today) }, true},
		{"may change for a note", "glasses", "cups", func(h habits.Habit) habits.Edit { return h.NoteOn(today, "cold") }, true},
		{"may go from min to h", quantity.Minutes, quantity.Hours, func(h habits.Habit) habits.Edit { return h.AddOn(today, 60_000) }, true},
		{"may not go from min to times", quantity.Minutes, "", func(h habits.Habit) habits.Edit { return h.AddOn(today, 60_000) }, false},
		{"may not go from times to min", "", quantity.Minutes, func(h habits.Habit) habits.Edit { return h.AddOn(today, 1000) }, false},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			db := open(t)
			h := as(aCheck("Water"), habits.AtLeast, r.from)
			apply(t, db, record.PutHabits(h))
			if r.write != nil {
				apply(t, db, edits(r.write(h)))
			}
			before := load(t, db).Find(h.ID)
			_, err := db.Apply(record.PutHabits(as(h, habits.AtLeast, r.to)))
			switch after := load(t, db).Find(h.ID); {
			case r.ok && (err != nil || after.Habit.GoalOn(today).Unit != r.to):
				t.Errorf("got %+v, %v", after.Habit, err)
			case !r.ok:
				refused(t, err, "do not convert")
				if !reflect.DeepEqual(before, after) {
					t.Errorf("the habit became %+v", after.Habit)
				}
			}
		})
	}
}

func TestAMeasureMayChangeWithItsTarget(t *testing.T) {
	db := open(t)
	h := anAmount("Coffee", "cups")
	apply(t, db, record.Change{Habits: []record.HabitEdit{{Is: h}}, Edits: []habits.Edit{h.AddOn(today, 3000)}})
	h = h.SetGoal(habits.Goal{From: today, Measure: habits.AtMost, Target: 2000, Unit: "cups", Schedule: habits.Daily})
	apply(t, db, record.PutHabits(h))
	if got := load(t, db).Find(h.ID); got.Habit.GoalOn(today).Measure != habits.AtMost || got.History.On(today).Amount != 3000 {
		t.Errorf("got %+v", got)
	}
}

// A habit that is written but not read again would take the whole record with it.
func TestEveryGoalThatIsAdmittedCanBeReadAgain(t *testing.T) {
	schedules := map[string]habits.Schedule{
		"every one of seven":     {Times: 7, Days: 7},
		"three times a day":      {Times: 3, Days: 1},
		"no times":               {Days: 7},
		"no days":                {Times: 1},
		"fewer than no days":     {Times: 1, Days: -1},
		"once in a century":      {Times: 1, Days: 36_525},
		"all weekdays":           {Weekdays: 1<<7 - 1},
		"an eighth weekday":      {Weekdays: 1 << 7},
		"weekdays and a window":  {Times: 1, Days: 7, Weekdays: 1},
		"as often as can be put": {Times: 3659, Days: 3660},
	}
	for name, s := range schedules {
		for _, h := range []habits.Habit{aCheck("Move"), anAmount("Water", "glasses")} {
			t.Run(name+" of "+h.Name, func(t *testing.T) {
				db := open(t)
				h.Goals[0].Schedule = s
				if _, err := db.Apply(record.PutHabits(h)); err != nil {
					refused(t, err, "")
				}
				if _, err := db.Habits(); err != nil {
					t.Errorf("what was admitted is not read: %v", err)
				}
			})
		}
	}
}
