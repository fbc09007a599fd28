package db

import (
	"reflect"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

func TestLoadHoldsOnlyWhatDecidesTheDaysAskedFor(t *testing.T) {
	db := open(t)
	daily, weekly := aCheck("Daily"), aCheck("Weekly")
	weekly.Goals[0].Schedule = habits.Schedule{Times: 1, Days: 7}
	both := aCheck("Both").SetGoal(habits.Goal{From: today + 1, Schedule: habits.Schedule{Times: 1, Days: 30}})
	all := []habits.Habit{daily, weekly, both}
	apply(t, db, record.PutHabits(all...))
	var c record.Change
	for _, h := range all {
		for d := today - 100; d <= today+2; d++ {
			c.Edits = append(c.Edits, h.CheckOn(d))
		}
	}
	apply(t, db, c)
	for i, reach := range map[int]calendar.Day{0: 1, 1: 7, 2: 30} {
		h := all[i]
		if h.Reach() != int(reach) {
			t.Fatalf("%s reaches back %d days, the test thinks %d", h.Name, h.Reach(), reach)
		}
		book, err := db.Load(today-10, 0)
		if err != nil {
			t.Fatal(err)
		}
		history := book.Find(h.ID).History
		held := history.All()
		if book.From != today-10 || held[0].Day != today-10-reach || held[len(held)-1].Day != today+2 || len(held) != int(13+reach) {
			t.Errorf("%s: %d entries from %s to %s are held", h.Name, len(held), held[0].Day, held[len(held)-1].Day)
		}
		if first, ok := history.First(); !ok || first != today-100 {
			t.Errorf("%s: the first is %s, want %s", h.Name, first, today-100)
		}
	}
}

func TestTheFirstEntryIsTheFirstWithAState(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.PutHabits(h))
	first := func() (calendar.Day, bool) {
		book, err := db.Load(today, 0)
		if err != nil {
			t.Fatal(err)
		}
		return book.Find(h.ID).History.First()
	}
	if d, ok := first(); ok {
		t.Errorf("without entries the first is %s", d)
	}
	old := calendar.DateOf(1969, time.December, 30)
	apply(t, db, edits(h.NoteOn(old-1, "only a note")))
	if d, ok := first(); ok {
		t.Errorf("with nothing but a note the first is %s", d)
	}
	apply(t, db, edits(h.RestOn(old), h.CheckOn(old+400)))
	if d, ok := first(); !ok || d != old {
		t.Errorf("the first is %s, want %s", d, old)
	}
	apply(t, db, edits(h.ClearOn(old)))
	if d, ok := first(); !ok || d != old+400 {
		t.Errorf("after clearing the first is %s, want %s", d, old+400)
	}
}

func TestLoadBeforeAllAndAfterAllDays(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.Change{Habits: []record.HabitEdit{{Is: h}}, Edits: []habits.Edit{h.CheckOn(calendar.FirstDay), h.CheckOn(today)}})
	for from, want := range map[calendar.Day]int{
		calendar.FirstDay - 1_000_000: 2, calendar.FirstDay: 2, calendar.FirstDay + 2: 1, today + 1: 1, today + 2: 0, calendar.LastDay: 0,
	} {
		book, err := db.Load(from, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(book.Find(h.ID).History.All()); got != want {
			t.Errorf("from %s on %d entries are held, want %d", from, got, want)
		}
	}
}

func TestChangesAreNumberedOneByOne(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	calls := []func() (record.Result, error){
		func() (record.Result, error) { return db.Apply(record.PutHabits(h)) },
		func() (record.Result, error) { return db.Apply(edits(h.CheckOn(today))) },
		func() (record.Result, error) { return db.Undo("") },
		func() (record.Result, error) { return db.Redo("") },
	}
	for i, call := range calls {
		r, err := call()
		if err != nil || r.Before != uint64(i) || r.Seq != uint64(i+1) {
			t.Errorf("change %d has the receipt %+v, %v", i+1, r, err)
		}
		if book := load(t, db); book.Seq != r.Seq || book.Stamp != r.Stamp || book.Stamp != db.Stamp() {
			t.Errorf("the book is at %d, %s; the receipt says %d, %s", book.Seq, book.Stamp, r.Seq, r.Stamp)
		}
	}
}

func TestTheStampDiffersAfterEveryChange(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	stamps := map[string]int{"": -1, apply(t, db, record.PutHabits(h)).Stamp: 0}
	for i := range 200 {
		s := apply(t, db, edits(h.SetOn(today, quantity.Amount(i%2)))).Stamp
		if j, ok := stamps[s]; ok {
			t.Fatalf("the stamps after changes %d and %d are the same: %s", j, i, s)
		}
		stamps[s] = i
	}
}

func TestReadingAndRefusalsLeaveTheStamp(t *testing.T) {
	db := open(t)
	s := apply(t, db, record.PutHabits(aCheck("Move"))).Stamp
	load(t, db)
	_, err := db.Apply(edits(aCheck("Other").CheckOn(today)))
	refused(t, err, "no longer there")
	if got := db.Stamp(); got != s {
		t.Errorf("the stamp went from %s to %s", s, got)
	}
}

func TestNewsAreTheChangesSince(t *testing.T) {
	db := open(t)
	h := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(h))
	var want []record.Change
	for i := range 20 {
		c := edits(h.AddOn(today, quantity.Amount(i+1)), h.NoteOn(today-1, nth("note ", i)))
		c.Token = nth("t", i)
		want = append(want, c)
		apply(t, db, c)
	}
	news := func(seen uint64) []record.Change {
		book, err := db.Load(today, seen)
		if err != nil {
			t.Fatal(err)
		}
		return book.News
	}
	if got := news(0); got != nil {
		t.Errorf("a first look has the news %+v", got)
	}
	if got := news(21); got != nil {
		t.Errorf("after the newest there are the news %+v", got)
	}
	if got := news(1000); got != nil { // a restored file may be behind
		t.Errorf("beyond the newest there are the news %+v", got)
	}
	if got := news(18); !reflect.DeepEqual(got, want[17:]) {
		t.Errorf("got %+v, want %+v", got, want[17:])
	}
	if got := news(1); len(got) > 10 || !reflect.DeepEqual(got, want[len(want)-len(got):]) {
		t.Errorf("got %d news, want the last handful", len(got))
	}
}

func TestNewsSayWhatAHabitWas(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	apply(t, db, record.PutHabits(h))
	was := h
	h.Name = "Walk"
	apply(t, db, record.PutHabits(h))
	book, err := db.Load(today, 1)
	want := []record.Change{{Habits: []record.HabitEdit{{Was: &was, Is: h}}}}
	if err != nil || !reflect.DeepEqual(book.News, want) {
		t.Errorf("got %+v, %v, want %+v", book.News, err, want)
	}
}

// Whatever the days and the beginning: the last day before it on which anything is written.
func TestABookKnowsTheLastDayBeforeIt(t *testing.T) {
	db := open(t)
	h, other := aCheck("Walk"), aCheck("Read")
	apply(t, db, record.PutHabits(h, other))
	days := map[ident.ID][]calendar.Day{h.ID: {today - 40, today - 12, today - 3, today, today + 20}, other.ID: {today - 30, today - 2}}
	for _, x := range []habits.Habit{h, other} {
		for _, d := range days[x.ID] {
			apply(t, db, edits(x.CheckOn(d)))
		}
	}
	for from := today - 50; from < today+30; from++ {
		var want *calendar.Day
		for _, all := range days {
			for _, d := range all {
				if d < from && (want == nil || d > *want) {
					want = &d
				}
			}
		}
		book, err := db.Load(from, 0)
		if err != nil {
			t.Fatal(err)
		}
		if (want == nil) != (book.Earlier == nil) || want != nil && *want != *book.Earlier {
			t.Errorf("before %s it is %v, want %v", from, book.Earlier, want)
		}
	}
}
