package db

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db/guard"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// today is the day on which most tests take place.
var today = calendar.DateOf(2026, time.November, 22)

// noon is the time on it.
func noon() time.Time { return time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC) }

// open is a record that has no file yet, in a folder that is not there yet. The
// file is looked over when the test ends.
func open(t testing.TB) *DB {
	t.Helper()
	db := New(filepath.Join(t.TempDir(), "share", "selfcare.db"), noon)
	t.Cleanup(func() { check(t, db.Path()) })
	return db
}

// reopened is another program's hold of the same file.
func reopened(db *DB) *DB { return New(db.Path(), db.now) }

// check looks a file over, if it is there: bbolt's own check, every checksum,
// every count, and nothing left lying about.
func check(t testing.TB, path string) {
	t.Helper()
	if left := New(path, noon).Leftovers(); left != nil {
		t.Errorf("%s were left behind", left)
	}
	if _, err := os.Stat(path); err != nil {
		return
	}
	b, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: guard.Patience})
	if err != nil {
		t.Errorf("check: %v", err)
		return
	}
	defer b.Close()
	if err := b.View(checkTx); err != nil {
		t.Errorf("check: %v", err)
	}
}

// checkTx is bbolt's own check, every checksum, every count, of all buckets.
func checkTx(tx *bbolt.Tx) error {
	var errs []error
	for err := range tx.Check() {
		errs = append(errs, err)
	}
	_, err := verifyRecords(tx)
	return errors.Join(append(errs, err)...)
}

// aCheck is a daily check called name; its ID is the name in lower case.
func aCheck(name string) habits.Habit {
	return habits.Habit{
		ID: ident.ID(strings.ToLower(name)), Name: name, Created: today,
		Goals: []habits.Goal{{From: today, Schedule: habits.Daily}},
	}
}

// anAmount is as aCheck, but of at least ten of unit a day.
func anAmount(name string, unit quantity.Unit) habits.Habit {
	h := aCheck(name)
	h.Goals[0].Measure, h.Goals[0].Unit, h.Goals[0].Target = habits.AtLeast, unit, 10*unit.One()
	return h
}

func edits(e ...habits.Edit) record.Change { return record.Change{Edits: e} }

// apply writes a change that must be writable.
func apply(t testing.TB, db *DB, c record.Change) record.Result {
	t.Helper()
	r, err := db.Apply(c)
	if err != nil {
		t.Fatalf("apply: %v", err)
	}
	return r
}

// load reads everything there is.
func load(t testing.TB, db *DB) *record.Book {
	t.Helper()
	book, err := db.Load(calendar.FirstDay, 0)
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	return book
}

// entry is what is written for a habit on a day.
func entry(t testing.TB, db *DB, id ident.ID, d calendar.Day) habits.Entry {
	t.Helper()
	r := load(t, db).Find(id)
	if r == nil {
		t.Fatalf("there is no habit %s", id)
	}
	return r.History.On(d)
}

// refused fails unless err is a refusal that reads as a sentence and contains
// text.
func refused(t testing.TB, err error, text string) {
	t.Helper()
	r := refusal.As(err)
	if r == nil {
		t.Errorf("got %v, want a refusal with %q", err, text)
		return
	}
	if !strings.Contains(r.Text, text) || !strings.HasSuffix(r.Text, ".") || strings.ContainsAny(r.Text, "\n\x00") {
		t.Errorf("refused with %q, want a sentence with %q", r.Text, text)
	}
}

// bytesOf is the content of a file.
func bytesOf(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// unchanged runs f and fails if a file is another afterwards.
func unchanged(t testing.TB, path string, f func()) {
	t.Helper()
	before := bytesOf(t, path)
	f()
	if !bytes.Equal(before, bytesOf(t, path)) {
		t.Errorf("%s was changed", path)
	}
}

// children are the jobs that the test binary does as a process of its own, when
// the environment variable names one.
var children = map[string]func(db *DB) error{
	"add":           addMany,
	"read in turns": readInTurns,
	"wait to write": waitToWrite,
	"write": func(db *DB) error {
		_, err := db.Apply(record.PutHabits(aCheck("Another")))
		return err
	},
	"read then write": func(db *DB) error {
		_, err := db.Load(calendar.FirstDay, 0)
		_, err2 := db.Apply(record.PutHabits(aCheck("Another")))
		return errors.Join(err, err2)
	},
}

const (
	childKey = "SELFCARE_TEST_CHILD"
	pathKey  = "SELFCARE_TEST_PATH"
)

// The exit statuses of a child: its last error was a refusal, or was not. A
// program that Go ends because of a fault has 2.
const (
	childRefused = 10
	childFailed  = 11
)

func TestMain(m *testing.M) {
	job, ok := children[os.Getenv(childKey)]
	if !ok {
		if os.Getenv("GOGC") == "" { // files are read and thrown away, and little is kept
			debug.SetGCPercent(400)
		}
		flag.Parse()
		// Each record that is drawn at random takes files that are synced: some are drawn in an
		// ordinary run, as many as SELFCARE_DRAWS says in a long one. A short one draws a fifth of these.
		if draws := flag.Lookup("rapid.checks"); draws.Value.String() == draws.DefValue {
			if err := draws.Value.Set(strconv.Itoa(size("SELFCARE_DRAWS", 40, 100))); err != nil {
				panic(err)
			}
		}
		os.Exit(m.Run())
	}
	err := job(New(os.Getenv(pathKey), noon))
	switch {
	case err == nil:
		os.Exit(0)
	case refusal.As(err) != nil:
		fmt.Println(err)
		os.Exit(childRefused)
	}
	fmt.Println(err)
	os.Exit(childFailed)
}

// nth is a name or an ID with a number.
func nth(name string, n int) string { return name + strconv.Itoa(n) }
