//go:build unix

package db_test

import (
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/record"
)

// unreadable returns memory that faults when it is read.
func unreadable(t *testing.T) []byte {
	t.Helper()
	b, err := unix.Mmap(-1, 0, os.Getpagesize(), unix.PROT_NONE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Munmap(b); err != nil {
			t.Error(err)
		}
	})
	return b
}

// A fault of somebody else's memory is no damage of the file, though it comes while that is read.
func TestAFaultOfAConsumersOwnMemoryIsNotCalledDamage(t *testing.T) {
	store := db.New(filepath.Join(t.TempDir(), "selfcare.db"), func() time.Time { return time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC) })
	today := calendar.DateOf(2026, time.November, 22)
	h := habits.Habit{ID: "walk", Name: "Walk", Created: today, Goals: []habits.Goal{{From: today, Schedule: habits.Daily}}}
	if _, err := store.Apply(record.PutHabits(h)); err != nil {
		t.Fatal(err)
	}
	var seen byte
	for name, call := range map[string]func(stale []byte) error{
		"Each": func(stale []byte) error {
			return store.Each(func(record.Row) error { seen = stale[0]; return nil })
		},
		"Read": func(stale []byte) error {
			return store.Read(func(*db.Reader) error { seen = stale[0]; return nil })
		},
		"Do": func(stale []byte) error {
			_, err := store.Do(func(*db.Reader) (record.Change, error) { seen = stale[0]; return record.Change{}, nil })
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			stale := unreadable(t)
			defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // what runs outside of a transaction dies else
			func() {
				defer func() {
					if _, ok := recover().(runtime.Error); !ok {
						t.Error("it did not panic with the fault")
					}
				}()
				t.Errorf("it was answered with %v, and %d", call(stale), seen)
			}()
			if _, err := store.Apply(record.Change{Edits: []habits.Edit{h.CheckOn(today)}}); err != nil {
				t.Error(err)
			}
		})
	}
}
