package db

import (
	"errors"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/rows"
	"selfcare/internal/record"
)

// writeToNil makes the mistake that a callback may have in it.
func writeToNil() {
	var m map[string]int
	m["x"] = 1 //nolint:staticcheck // which is the mistake
}

// panicOf returns what f panics with, and the stack at that moment.
func panicOf(t *testing.T, f func()) (value any, stack string) {
	t.Helper()
	func() {
		defer func() { value, stack = recover(), string(debug.Stack()) }()
		f()
	}()
	if value == nil {
		t.Fatal("there was no panic")
	}
	return value, stack
}

// callbacks are the calls that run what others wrote, each with a callback to run.
var callbacks = map[string]func(db *DB, run func()) error{
	"Each": func(db *DB, run func()) error {
		return db.Each(func(record.Row) error { run(); return nil })
	},
	"Read": func(db *DB, run func()) error { return db.Read(func(*Reader) error { run(); return nil }) },
	"view": func(db *DB, run func()) error { return db.view(func(*bbolt.Tx) error { run(); return nil }) },
	"update": func(db *DB, run func()) error {
		_, err := db.update(func(*bbolt.Tx) error { run(); return nil })
		return err
	},
	"Do": func(db *DB, run func()) error {
		_, err := db.Do(func(*Reader) (record.Change, error) { run(); return record.Change{}, nil })
		return err
	},
	"a callback of bbolt's in Do": func(db *DB, run func()) error {
		_, err := db.Do(func(r *Reader) (record.Change, error) {
			return record.Change{}, r.tx.ForEach(func([]byte, *bbolt.Bucket) error { run(); return nil })
		})
		return err
	},
}

// severalHabits is a record with some habits.
func severalHabits(t *testing.T) *DB {
	t.Helper()
	db := open(t)
	for i := range 9 {
		h := aCheck(nth("Habit", i))
		apply(t, db, record.PutHabits(h))
		apply(t, db, edits(h.CheckOn(today)))
	}
	return db
}

// A mistake in a program is no damage of the record: it must not lead to the page that offers
// to replace a sound file.
func TestAPanicInACallbackIsNotCalledDamage(t *testing.T) {
	for name, call := range callbacks {
		t.Run(name, func(t *testing.T) {
			db := severalHabits(t)
			before, running := bytesOf(t, db.Path()), runtime.NumGoroutine()
			value, stack := panicOf(t, func() {
				if err := call(db, writeToNil); err != nil {
					t.Errorf("it was answered with %v", err)
				}
			})
			if err, ok := value.(runtime.Error); !ok || !strings.Contains(err.Error(), "nil map") {
				t.Errorf("it panicked with %v", value)
			}
			if !strings.Contains(stack, "writeToNil") {
				t.Errorf("the stack does not say where:\n%s", stack)
			}
			if string(before) != string(bytesOf(t, db.Path())) {
				t.Error("the file was changed")
			}
			nobodyReads(t, running)
			db = db.Waiting(50 * time.Millisecond) // and nobody holds it
			apply(t, db, edits(aCheck("Habit0").CheckOn(today-1)))
		})
	}
}

// nobodyReads waits until there are no more goroutines than there were.
func nobodyReads(t *testing.T, were int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > were; runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatalf("there are %d goroutines and were %d", runtime.NumGoroutine(), were)
		}
	}
}

// A test ends its goroutine where it fails, in a callback, too.
func TestACallbackThatEndsItsGoroutineLetsGoOfTheFile(t *testing.T) {
	for name, call := range callbacks {
		t.Run(name, func(t *testing.T) {
			db := severalHabits(t)
			running := runtime.NumGoroutine()
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				_ = call(db, runtime.Goexit)
			}()
			<-ended
			nobodyReads(t, running)
			db = db.Waiting(50 * time.Millisecond)
			apply(t, db, edits(aCheck("Habit0").CheckOn(today-1)))
		})
	}
}

// readBehindEnd reads the byte behind the end of a file that was cut while it is mapped.
func readBehindEnd(t *testing.T, path string, tx *bbolt.Tx) byte {
	t.Helper()
	_, value := tx.Bucket([]byte(rows.ChangesBucket)).Cursor().Last()
	if err := os.Truncate(path, 1); err != nil {
		t.Error(err)
	}
	return value[len(value)-1]
}

func TestAFaultOfTheMapIsDamageWhereverItIsMet(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("what is mapped cannot be cut there")
	}
	for name, call := range map[string]func(db *DB) error{
		"view": func(db *DB) error {
			return db.view(func(tx *bbolt.Tx) error { readBehindEnd(t, db.Path(), tx); return nil })
		},
		"update": func(db *DB) error {
			_, err := db.update(func(tx *bbolt.Tx) error { readBehindEnd(t, db.Path(), tx); return nil })
			return err
		},
		"a history in Each": func(db *DB) error {
			return db.Each(func(record.Row) error {
				if err := os.Truncate(db.Path(), 1); err != nil {
					t.Error(err)
				}
				return nil
			})
		},
		"what Read copies": func(db *DB) error {
			return db.viewIfThere(func(tx *bbolt.Tx) error {
				if err := os.Truncate(db.Path(), 1); err != nil {
					t.Error(err)
				}
				return new(loaded).read(tx)
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := aRecord(t)
			whole := bytesOf(t, db.Path())
			err := call(db)
			refused(t, err, "does not read as it was written")
			if !errors.Is(err, ErrUnsound) {
				t.Errorf("it is no damage: %v", err)
			}
			spoil(t, db, whole)
			db = db.Waiting(50 * time.Millisecond)
			apply(t, db, edits(aCheck("Habit0").NoteOn(today, "nobody holds it")))
		})
	}
}

// What bbolt itself says of pages that do not fit together is damage, too.
func TestAnAssertionOfBboltIsDamage(t *testing.T) {
	db := severalHabits(t)
	err := db.view(func(tx *bbolt.Tx) error {
		tx.Bucket([]byte("a bucket that is missing")).Cursor()
		return nil
	})
	refused(t, err, "its parts do not fit together")
	if _, err := db.update(func(tx *bbolt.Tx) error { tx.Bucket([]byte("missing")).Cursor(); return nil }); !errors.Is(err, ErrUnsound) {
		t.Errorf("an assertion in a write was answered with %v", err)
	}
}
