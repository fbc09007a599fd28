package db

import (
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
)

// underneath writes habits as an earlier version would have: without a look at the others.
func underneath(t *testing.T, db *DB, all ...habits.Habit) {
	t.Helper()
	_, err := db.update(func(tx *bbolt.Tx) error {
		for _, h := range all {
			if err := rows.PutHabit(tx, h.ID, &h); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// keptAs is the name of a habit as it stands in the record.
func keptAs(t *testing.T, db *DB, id ident.ID) string {
	t.Helper()
	text := ""
	err := db.view(func(tx *bbolt.Tx) error {
		value := tx.Bucket([]byte(rows.HabitsBucket)).Get([]byte(id))
		_, text, _ = strings.Cut(string(value), `"name":"`)
		text, _, _ = strings.Cut(text, `"`)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// twoOfOneName is a record with Café twice, as a letter and as an e with its accent.
func twoOfOneName(t *testing.T) *DB {
	db := open(t)
	first, second := aCheck("Café"), aCheck("Cafe\u0301")
	first.ID, second.ID, second.Position = "a", "b", 1
	apply(t, db, record.PutHabits(aCheck("Walk")))
	underneath(t, db, first, second)
	return db
}

func TestTwoNamesThatAreOneStayTwo(t *testing.T) {
	db := twoOfOneName(t)
	expectNames(t, db, "Café", "Walk", "Café (2)")
	if r, err := db.Record("cafe\u0301 (2)"); err != nil || r.Habit.ID != "b" {
		t.Errorf("the second is %q, %v", r.Habit.ID, err)
	}
	list, _ := db.Habits()
	moved, err := list.Move("b", 0)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, db, record.PutHabits(moved...))
	expectNames(t, db, "Café (2)", "Café", "Walk") // moving it does not rename it
	if got := keptAs(t, db, "b"); got != "Café" {
		t.Errorf("the second is kept as %+q", got)
	}
	if _, err := db.Undo(""); err != nil {
		t.Fatal(err)
	}
	expectNames(t, db, "Café", "Walk", "Café (2)")
	if _, err := db.Redo(""); err != nil {
		t.Fatal(err)
	}
	expectNames(t, db, "Café (2)", "Café", "Walk")
}

func TestARenamedHabitHasItsNameBackAfterUndo(t *testing.T) {
	db := twoOfOneName(t)
	rename := func(id ident.ID, name string) {
		t.Helper()
		list, _ := db.Habits()
		for _, h := range list {
			if h.ID == id {
				h.Name = name
				apply(t, db, record.PutHabits(h))
			}
		}
	}
	rename("b", "Tea")
	expectNames(t, db, "Café", "Walk", "Tea")
	if _, err := db.Undo(""); err != nil {
		t.Fatal(err)
	}
	expectNames(t, db, "Café", "Walk", "Café (2)")
	rename("a", "Tea") // then the other one needs no number
	expectNames(t, db, "Tea", "Walk", "Café")
	if _, err := db.Undo(""); err != nil {
		t.Fatal(err)
	}
	expectNames(t, db, "Café", "Walk", "Café (2)")
	rename("b", "Café (2)") // and who types the number has it kept
	if got := keptAs(t, db, "b"); got != "Café" {
		t.Errorf("the second is kept as %+q", got)
	}
}

func TestANameIsTakenInWhateverLetters(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Cafe\u0301")))
	if got := keptAs(t, db, "cafe\u0301"); got != "Café" {
		t.Errorf("the name is kept as %+q", got)
	}
	for _, name := range []string{"Café", "CAFE\u0301", "ｃａｆé"} {
		h := aCheck(name)
		h.ID = "other"
		_, err := db.Apply(record.PutHabits(h))
		refused(t, err, "There is a habit called Café already")
	}
}

func TestTwoBoundariesOfOneNameStayTwo(t *testing.T) {
	db := open(t)
	a := boundary.Boundary{ID: "a", Name: "Café", Since: noon().Add(-time.Hour)}
	b := boundary.Boundary{ID: "b", Name: "Other", Since: noon().Add(-time.Minute), Position: 1}
	apply(t, db, record.Change{Boundaries: record.Put(a)})
	apply(t, db, record.Change{Boundaries: record.Put(b)})
	b.Name = "Cafe\u0301"
	_, err := db.update(func(tx *bbolt.Tx) error {
		payload, err := rows.BoundaryKind.Encode(b)
		if err != nil {
			return err
		}
		return rows.Put(tx, tx.Bucket([]byte(rows.BoundariesBucket)), rows.BoundariesBucket, []byte("b"), payload)
	})
	if err != nil {
		t.Fatal(err)
	}
	called := func(want string) {
		t.Helper()
		all, err := db.Boundaries()
		if err != nil || all[0].Name != "Café" || all[1].Name != want {
			t.Fatalf("they are called %v, %v", all, err)
		}
	}
	called("Café (2)")
	all, _ := db.Boundaries()
	edited := all[1]
	edited.Plan = "When I pass it, I will go on"
	apply(t, db, record.Change{Boundaries: record.Put(edited)})
	called("Café (2)")
	edited.Name = "Bakery"
	apply(t, db, record.Change{Boundaries: record.Put(edited)})
	called("Bakery")
	for range 2 {
		if _, err := db.Undo(""); err != nil {
			t.Fatal(err)
		}
	}
	called("Café (2)")
}
