//go:build !windows

package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/record"
)

// What is done is told as done, whatever goes wrong after it.
func TestARestoreIsToldAsDoneWhereNamesCannotBeRead(t *testing.T) {
	p := &program{clock: func() time.Time { return time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC) }}
	found := db.Recovered{
		Report:  db.Report{Habits: 3, Entries: 12},
		Changes: []db.Regained{{At: p.clock(), Change: record.Change{Edits: []habits.Edit{{Habit: "walk", Day: p.today(), Mark: habits.Set, State: habits.Yes}}}}},
	}
	r := p.recovered("newest.db", "old.db", found, func() (habits.List, error) { return nil, errors.New("the disk is away") })
	for _, want := range []string{"Restored from newest.db: 3 habits, 12 entries. 1 later change came back", "kept as old.db.", "names of its habits could not be read just now: The disk is away."} {
		if text := r.text(); !strings.Contains(text, want) {
			t.Errorf("it says %q, and not %q", text, want)
		}
	}
	if len(r.Recovered) != 1 || r.Remark == nil {
		t.Errorf("it is %+v", r)
	}
	if r := p.recovered("", "", found, func() (habits.List, error) { return nil, nil }); r.Remark != nil {
		t.Errorf("it remarks %q", *r.Remark)
	}
}

func TestAnUndoIsToldAsDoneWhereNamesCannotBeRead(t *testing.T) {
	p := &program{clock: func() time.Time { return time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC) }}
	path := filepath.Join(t.TempDir(), "selfcare.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("no record"), 4000), 0o600); err != nil {
		t.Fatal(err)
	}
	store := db.New(path, p.clock)
	if _, err := store.Boundaries(); err == nil {
		t.Fatal("the record can be read")
	}
	slip := boundary.Event{ID: "slip", Boundary: "peace", Kind: boundary.Slip, At: p.clock(), Day: p.today()}
	if words := p.changeWords(store, record.Change{Events: record.Take(slip)}); !strings.Contains(words, "slip") {
		t.Errorf("it says %q", words)
	}
	discreet := &checkIn{p: p, store: store, day: p.today()}
	if words := discreet.changeWords(record.Change{Events: record.Take(slip)}); words != "what was written of a boundary" {
		t.Errorf("it says %q", words)
	}
}

func TestWhatIsPrintedToBeTypedIsOneWord(t *testing.T) {
	for word, want := range map[string]string{
		"/home/ana/selfcare.db": "/home/ana/selfcare.db", "--yes": "--yes", "/a b/c": "'/a b/c'", "it's": `'it'\''s'`,
		"~/x": "'~/x'", "$HOME": "'$HOME'", "": "''", "a;b": "'a;b'", "/café/x~": "/café/x~", "a*": "'a*'",
	} {
		if got := quoted(word); got != want {
			t.Errorf("%q is typed %s, want %s", word, got, want)
		}
	}
}
