package db

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/guard"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// The habits of the golden file, which the program of schema 1 wrote: Sleep, 7.5 h a
// day, and Move, 3/7. On 1 November 7 h of sleep, with a note, and Move kept; on the 2nd
// a rest from sleep, and Move kept and taken back.
const (
	goldenSleep = ident.ID("sehvwsxvnr")
	goldenMove  = ident.ID("xqhgelwx37")
)

// goldenDay is the first day of the golden file.
var goldenDay = calendar.DateOf(2026, time.November, 1)

// golden is a copy of the golden file of schema 1.
func golden(t testing.TB) *DB { return goldenOf(t, "testdata/schema1.db") }

func goldenOf(t testing.TB, file string) *DB {
	t.Helper()
	db := New(filepath.Join(t.TempDir(), "selfcare.db"), noon)
	if err := os.WriteFile(db.Path(), bytesOf(t, file), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.view(checkTx); err != nil {
			t.Errorf("check: %v", err)
		}
	})
	return db
}

// schemaIn is the schema that a file says it has, and its buckets.
func schemaIn(t testing.TB, db *DB) (version int, buckets []string) {
	t.Helper()
	b, err := bbolt.Open(db.Path(), 0o600, &bbolt.Options{ReadOnly: true, Timeout: guard.Patience})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	err = b.View(func(tx *bbolt.Tx) (err error) {
		if version, err = rows.SchemaOf(tx); err != nil {
			return err
		}
		return tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
			buckets = append(buckets, string(name))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return version, buckets
}

// isOld fails unless the file has schema 1 and nothing of a later one.
func isOld(t testing.TB, db *DB) {
	t.Helper()
	if version, buckets := schemaIn(t, db); version != 1 || !slices.Equal(buckets, []string{"changes", "days", "habits", "meta"}) {
		t.Errorf("it has schema %d and %v", version, buckets)
	}
}

// isNew fails unless the file has this program's schema, whole.
func isNew(t testing.TB, db *DB) {
	t.Helper()
	var want []string
	for version := 1; version <= rows.Schema; version++ {
		want = append(want, rows.BucketsOf[version]...)
	}
	slices.Sort(want)
	if version, buckets := schemaIn(t, db); version != rows.Schema || !slices.Equal(buckets, want) {
		t.Errorf("it has schema %d and %v", version, buckets)
	}
}

// goldenEntries are what the golden file has, but for the line that was taken back.
func goldenEntries() map[cell]habits.Entry {
	return map[cell]habits.Entry{
		{goldenSleep, goldenDay}:     {State: habits.Measured, Amount: 25_200_000, Note: "woke early"},
		{goldenSleep, goldenDay + 1}: {State: habits.Skip},
		{goldenMove, goldenDay}:      {State: habits.Yes},
	}
}

func isGolden(t testing.TB, book *record.Book, entries map[cell]habits.Entry) {
	t.Helper()
	if got := names(book.List()); !slices.Equal(got, []string{"Sleep", "Move"}) {
		t.Fatalf("the habits are %v", got)
	}
	sleep, move := book.Find(goldenSleep).Habit, book.Find(goldenMove).Habit
	want := habits.Goal{From: goldenDay, Measure: habits.AtLeast, Target: 27_000_000, Unit: quantity.Hours, Schedule: habits.Daily}
	if sleep.Area != "body" || sleep.Created != goldenDay || !reflect.DeepEqual(sleep.Goals, []habits.Goal{want}) {
		t.Errorf("sleep is %+v", sleep)
	}
	if move.Key != "f" || move.GoalOn(goldenDay).Schedule != (habits.Schedule{Times: 3, Days: 7}) || move.Created != goldenDay {
		t.Errorf("move is %+v", move)
	}
	got := map[cell]habits.Entry{}
	for _, r := range book.Rows {
		for _, e := range r.History.All() {
			got[cell{r.Habit.ID, e.Day}] = e.Entry
		}
	}
	if !reflect.DeepEqual(got, entries) {
		t.Errorf("the entries are %+v, want %+v", got, entries)
	}
}

func TestAFileOfSchema1IsReadAndNotChanged(t *testing.T) {
	db := golden(t)
	info, err := os.Stat(db.Path())
	if err != nil {
		t.Fatal(err)
	}
	unchanged(t, db.Path(), func() {
		book := load(t, db)
		isGolden(t, book, goldenEntries())
		if book.Seq != 7 || len(book.Moods)+len(book.Boundaries)+len(book.Drafts) != 0 || book.HelpLines != (journal.HelpLines{}) {
			t.Errorf("the book has %+v", book)
		}
		var each []string
		if err := db.Each(func(r record.Row) error {
			each = append(each, fmt.Sprint(r.Habit.Name, len(r.History.All())))
			return nil
		}); err != nil || !slices.Equal(each, []string{"Sleep2", "Move1"}) {
			t.Errorf("each hands out %v, %v", each, err)
		}
		if ms, err := db.Moods(calendar.FirstDay); err != nil || len(ms) != 0 {
			t.Errorf("the moods are %v, %v", ms, err)
		}
		if bs, err := db.Boundaries(); err != nil || len(bs) != 0 {
			t.Errorf("the boundaries are %v, %v", bs, err)
		}
		j, err := db.Journal(today, 10)
		want := []journal.DayNote{{Habit: goldenSleep, Name: "Sleep", Text: "woke early"}}
		if err != nil || !j.Whole || len(j.Pages) != 1 || j.Pages[0].Day != goldenDay || !slices.Equal(j.Pages[0].Notes, want) {
			t.Errorf("the journal is %+v, %v", j, err)
		}
		if r, err := db.Record("move"); err != nil || r.History.On(goldenDay).State != habits.Yes {
			t.Errorf("move is %+v, %v", r, err)
		}
		news, err := db.Load(today, 5)
		if err != nil || len(news.News) != 2 {
			t.Errorf("the news are %+v, %v", news.News, err)
		}
	})
	if again, err := os.Stat(db.Path()); err != nil || !again.ModTime().Equal(info.ModTime()) {
		t.Errorf("the time of the file went from %s to %s, %v", info.ModTime(), again.ModTime(), err)
	}
	isOld(t, db)
}

// firstWrites are ways to write to an old file.
var firstWrites = map[string]func(db *DB) (record.Result, error){
	"an edit": func(db *DB) (record.Result, error) {
		return db.Apply(record.Change{Edits: []habits.Edit{{Habit: goldenMove, Day: today, Mark: habits.Set, State: habits.Yes}}})
	},
	"a mood": func(db *DB) (record.Result, error) {
		return db.Apply(record.Change{Moods: record.Put(aMood("m", noon(), 4))})
	},
	"a boundary": func(db *DB) (record.Result, error) {
		return db.Apply(record.Change{Boundaries: record.Put(aBoundary("Peace"))})
	},
	"a reflection": func(db *DB) (record.Result, error) {
		return db.Apply(record.Change{Reflections: record.Put(aReflection("r", noon(), "sleep"))})
	},
	"help lines": func(db *DB) (record.Result, error) {
		return db.Apply(record.Change{HelpLines: record.Put(journal.HelpLines{Text: "Sam"})})
	},
	"an aside": func(db *DB) (record.Result, error) {
		return db.Apply(record.Change{Drafts: []record.Draft{{Key: "a", Text: "b"}}})
	},
	"a habit": func(db *DB) (record.Result, error) { return db.Apply(record.PutHabits(aCheck("Water"))) },
	"an undo": func(db *DB) (record.Result, error) { return db.Undo("") },
	"a redo":  func(db *DB) (record.Result, error) { return db.Redo("") },
}

func TestTheFirstWriteMigratesWhole(t *testing.T) {
	for name, write := range firstWrites {
		t.Run(name, func(t *testing.T) {
			db := golden(t)
			before := load(t, db)
			r, err := write(db)
			if err != nil {
				t.Fatal(err)
			}
			isNew(t, db)
			after := load(t, reopened(db))
			if after.Seq != r.Seq || name != "an aside" && r.Seq != 8 || name == "an aside" && r.Seq != 7 {
				t.Errorf("it is change %d, and the book is at %d", r.Seq, after.Seq)
			}
			if name == "an undo" || name == "a redo" || name == "an aside" {
				return
			}
			undo(t, db)
			isNew(t, db) // a migration is not taken back
			sameOthers(t, load(t, db), before)
			isGolden(t, load(t, db), goldenEntries())
		})
	}
}

func TestARefusedWriteDoesNotMigrate(t *testing.T) {
	db := golden(t)
	for text, c := range map[string]record.Change{
		"is no longer there": {Events: record.Put(anEvent("forgotten", "e", boundary.Urge, noon()))},
		"A mood is 1 to 5":   {Moods: record.Put(aMood("m", noon(), 0))},
	} {
		unchanged(t, db.Path(), func() {
			_, err := db.Apply(c)
			refused(t, err, text)
		})
	}
	unchanged(t, db.Path(), func() {
		if _, err := db.Apply(record.Change{Token: "nothing"}); err != nil {
			t.Errorf("an empty change: %v", err)
		}
	})
	isOld(t, db)
	if err := db.Seed(nil); refusal.As(err) == nil {
		t.Errorf("made-up data in it: %v", err)
	}
	isOld(t, db)
}

func TestUndoOfLinesOfSchema1WorksAfterTheMigration(t *testing.T) {
	db := golden(t)
	apply(t, db, record.Change{Moods: record.Put(aMood("m", noon(), 4))})
	undo(t, db)
	entries := goldenEntries()
	for _, step := range []struct {
		words string
		then  func()
	}{
		{"Sleep: rest on Mon 2 Nov", func() { delete(entries, cell{goldenSleep, goldenDay + 1}) }},
		{"Move kept on Sun 1 Nov", func() { delete(entries, cell{goldenMove, goldenDay}) }},
		{"Sleep + 7 h on Sun 1 Nov", func() { delete(entries, cell{goldenSleep, goldenDay}) }},
	} {
		list := load(t, db).List()
		if got := phrase.Change(undo(t, db).Done, list, today); got != step.words {
			t.Errorf("taken back was %q, want %q", got, step.words)
		}
		step.then()
		isGolden(t, load(t, db), entries)
	}
	undo(t, db)
	undo(t, db)
	refuseUndo(t, db)
	if got := load(t, db).List(); len(got) != 0 {
		t.Errorf("left are %v", names(got))
	}
	for range 6 {
		redo(t, db)
	}
	refuseRedo(t, db)
	isGolden(t, load(t, db), goldenEntries())
	if got := moodsNow(t, db); got != "4" {
		t.Errorf("the moods are %s", got)
	}
}

func TestRedoOfALineOfSchema1WorksInTheFirstWrite(t *testing.T) {
	db := golden(t)
	redo(t, db)
	entries := goldenEntries()
	entries[cell{goldenMove, goldenDay + 1}] = habits.Entry{State: habits.Yes}
	isGolden(t, load(t, db), entries)
	undo(t, db)
	isGolden(t, load(t, db), goldenEntries())
}

func TestAnAnswerLostBeforeTheMigrationIsStillKnown(t *testing.T) {
	db := golden(t)
	c := record.Change{Token: "mine", Moods: record.Put(aMood("m", noon(), 4))}
	sameReceipt(t, apply(t, db, c), apply(t, reopened(db), c))
}

// setSchema makes a file say that it has another schema.
func setSchema(t testing.TB, db *DB, text string) {
	t.Helper()
	fill(t, db.Path(), nil, func(tx *bbolt.Tx) error { return rows.SetMeta(tx, rows.SchemaKey, text) })
}

func TestAFileOfALaterSchemaIsRefused(t *testing.T) {
	for name, db := range map[string]*DB{"of schema 1": golden(t), "of schema 2": golden2(t), "of schema 3": aFullRecord(t)} {
		t.Run(name, func(t *testing.T) {
			whole := bytesOf(t, db.Path())
			defer spoil(t, db, whole)
			setSchema(t, db, strconv.Itoa(rows.Schema+1))
			for call, f := range everyCall {
				unchanged(t, db.Path(), func() {
					refused(t, f(db), fmt.Sprintf("was written by a newer selfcare (schema %d, this one knows %d); update selfcare", rows.Schema+1, rows.Schema))
				})
				if t.Failed() {
					t.Fatal(call)
				}
			}
			unchanged(t, db.Path(), func() {
				refused(t, readAll(db), "newer selfcare")
				_, err := db.Boundaries()
				refused(t, err, "newer selfcare")
				_, err = db.Apply(record.Change{Moods: record.Put(aMood("m", noon(), 4))})
				refused(t, err, "newer selfcare")
			})
		})
	}
}

func TestASchemaThatIsNoneIsDamage(t *testing.T) {
	db := golden(t)
	whole := bytesOf(t, db.Path())
	defer spoil(t, db, whole)
	for _, text := range []string{"0", "-1", "two", "1.5", ""} {
		setSchema(t, db, text)
		unchanged(t, db.Path(), func() {
			refused(t, readAll(db), "does not read as it was written")
			_, err := db.Apply(record.Change{Moods: record.Put(aMood("m", noon(), 4))})
			refused(t, err, "does not read as it was written")
		})
		if t.Failed() {
			t.Fatalf("schema %q", text)
		}
	}
}

// A file of this schema that says it is of schema 1 has buckets in the way.
func TestAMigrationThatCannotBeMadeWritesNothing(t *testing.T) {
	db := aFullRecord(t)
	whole := bytesOf(t, db.Path())
	defer spoil(t, db, whole)
	setSchema(t, db, "1")
	unchanged(t, db.Path(), func() {
		if _, err := db.Apply(record.Change{Moods: record.Put(aMood("m", noon(), 4))}); err == nil {
			t.Error("it was written")
		}
	})
}

func TestANewFileHasTheNewestSchema(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	isNew(t, db)
}
