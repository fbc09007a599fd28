package db

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
)

// anImport is years of days of a new habit.
func anImport(h habits.Habit, years int) record.Change {
	c := record.PutHabits(h)
	days := record.Days{Habit: h.ID}
	for d := today - calendar.Day(365*years); d < today; d++ {
		days.Entries = append(days.Entries, habits.Dated{Day: d, Entry: habits.Entry{State: habits.Yes}})
	}
	c.Days = []record.Days{days}
	c.Import = &record.Import{From: "Loop", Entries: len(days.Entries)}
	return c
}

func TestAnImportOfYearsIsOneSmallLine(t *testing.T) {
	db := open(t)
	h := aCheck("Walk")
	if _, err := db.Apply(anImport(h, 20)); err != nil {
		t.Fatal(err)
	}
	err := db.view(func(tx *bbolt.Tx) error {
		_, value := tx.Bucket([]byte(rows.ChangesBucket)).Cursor().Last()
		if len(value) > 4*7300 {
			t.Errorf("the line of 7,300 days has %d bytes", len(value))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r := undo(t, db)
	if got, want := phrase.Change(r.Done, nil, today), "1 habit and 7,300 entries from Loop"; got != want {
		t.Errorf("undo says %q, want %q", got, want)
	}
	book, err := db.Load(calendar.FirstDay, 0)
	if err != nil || len(book.Rows) != 0 {
		t.Errorf("after undo there are %v, %v", book.Rows, err)
	}
	if err := db.view(func(tx *bbolt.Tx) error {
		if tx.Bucket([]byte(rows.DaysBucket)).Bucket([]byte(h.ID)) != nil {
			t.Error("an empty bucket was left behind")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	redo(t, db)
	record, err := db.Record(h.Name)
	if want := anImport(h, 20).Days[0].Entries; err != nil || !reflect.DeepEqual(record.History.All(), want) {
		t.Errorf("after redo there are %d entries, %v; want %d", len(record.History.All()), err, len(want))
	}
}

func TestAnImportThatIsEndedWritesNothing(t *testing.T) {
	stop := errors.New("stop")
	db := open(t)
	ended := func() {
		looks := 0
		_, err := db.Do(func(r *Reader) (record.Change, error) {
			r.Watch(func(done, total int) error {
				if looks++; done > total || total != 7300 {
					t.Errorf("told of %d of %d days", done, total)
				}
				return stop
			})
			return anImport(aCheck("Walk"), 20), nil
		})
		if !errors.Is(err, stop) || looks != 1 {
			t.Errorf("got %v after %d looks", err, looks)
		}
	}
	ended()
	if _, err := os.Stat(db.Path()); err == nil {
		t.Error("a file was made")
	}
	if _, err := db.Apply(record.PutHabits(aCheck("Tea"))); err != nil {
		t.Fatal(err)
	}
	unchanged(t, db.Path(), ended)
}

func TestAnImportThatCannotBeWrittenIsRefused(t *testing.T) {
	db := open(t)
	h := aCheck("Walk")
	if _, err := db.Apply(record.PutHabits(h)); err != nil {
		t.Fatal(err)
	}
	day := func(d calendar.Day, e habits.Entry) habits.Dated { return habits.Dated{Day: d, Entry: e} }
	yes := habits.Entry{State: habits.Yes}
	for _, days := range []record.Days{
		{Habit: "gone", Entries: []habits.Dated{day(today, yes)}},
		{Habit: h.ID, Entries: []habits.Dated{day(calendar.FirstDay-1, yes)}},
		{Habit: h.ID, Entries: []habits.Dated{day(today, yes), day(today, yes)}},
		{Habit: h.ID, Entries: []habits.Dated{day(today, habits.Entry{State: habits.Yes, Amount: 1})}},
		{Habit: h.ID, Entries: []habits.Dated{day(today-1, yes), day(today, habits.Entry{State: habits.Filled})}},
	} {
		unchanged(t, db.Path(), func() {
			if _, err := db.Apply(record.Change{Days: []record.Days{days}}); err == nil {
				t.Errorf("%v was written", days)
			}
		})
	}
}

func TestNothingToWriteMakesNoFile(t *testing.T) {
	db := open(t)
	if _, err := db.Do(func(*Reader) (record.Change, error) { return record.Change{}, nil }); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(db.Path()); err == nil {
		t.Error("a file was made")
	}
	err := db.Read(func(r *Reader) error {
		list, err := r.Habits()
		if err != nil || len(list) > 0 {
			t.Errorf("there are %v, %v", list, err)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func BenchmarkAnImport(b *testing.B) {
	c := record.Change{Import: &record.Import{From: "harsh"}}
	for range 50 {
		one := anImport(aCheck(string(ident.New())), 20)
		c.Habits, c.Days = append(c.Habits, one.Habits...), append(c.Days, one.Days...)
	}
	for b.Loop() {
		if _, err := open(b).Apply(c); err != nil {
			b.Fatal(err)
		}
	}
}

// habitsOfOneDay is an import of n new habits of a day each.
func habitsOfOneDay(n int) record.Change {
	c := record.Change{Import: &record.Import{From: "Loop", Entries: n}}
	for i := range n {
		h := aCheck(fmt.Sprint("Habit ", i))
		c.Habits = append(c.Habits, record.HabitEdit{Is: h})
		c.Days = append(c.Days, record.Days{Habit: h.ID, Entries: []habits.Dated{{Day: today, Entry: habits.Entry{State: habits.Yes}}}})
	}
	return c
}

func TestAnImportOfManyHabitsMayBeEndedWhileTheyAreWritten(t *testing.T) {
	stop := errors.New("stop")
	looks := 0
	for last := 1; ; last++ {
		db := open(t)
		looks = 0
		_, err := db.Do(func(r *Reader) (record.Change, error) {
			r.Watch(func(int, int) error {
				if looks++; looks == last {
					return stop
				}
				return nil
			})
			return habitsOfOneDay(3000), nil
		})
		if err == nil {
			break
		}
		if list, listErr := db.Habits(); !errors.Is(err, stop) || listErr != nil || len(list) > 0 {
			t.Fatalf("ended at look %d as %v it left %d habits, %v", last, err, len(list), listErr)
		}
	}
	if looks < 9 { // three while they are written, three for the change log, three for their days
		t.Errorf("it asked %d times whether to go on", looks)
	}
}

func TestManyHabitsAreWrittenInTheOrderOfTheirKeys(t *testing.T) {
	db := open(t)
	c := habitsOfOneDay(100)
	if _, err := db.Apply(c); err != nil {
		t.Fatal(err)
	}
	_, err := db.update(func(tx *bbolt.Tx) error {
		r := txRecord{tx: tx, watch: &watch{}}
		if _, err := record.Apply(&r, record.Change{Days: c.Days}); err != nil {
			return err
		}
		if !slices.IsSortedFunc(r.line.Days, func(a, b changelog.Days) int { return strings.Compare(string(a.Habit), string(b.Habit)) }) {
			t.Error("the days are written in another order, which takes long where there are many")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
