package db

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// aRecord is a file with some years in it.
func aRecord(t testing.TB) *DB {
	t.Helper()
	db := open(t)
	for i := range 5 {
		h := anAmount(nth("Habit", i), quantity.Minutes)
		c := record.PutHabits(h)
		for d := today - 400; d <= today; d++ {
			c.Edits = append(c.Edits, h.SetOn(d, quantity.Amount(d)*1000), h.NoteOn(d-1, "on "+d.String()))
		}
		apply(t, db, c)
	}
	for range 20 {
		apply(t, db, edits(anAmount("Habit0", quantity.Minutes).AddOn(today, 1000)))
	}
	return db
}

// spoil writes b in place of the file.
func spoil(t testing.TB, db *DB, b []byte) {
	t.Helper()
	if err := os.WriteFile(db.Path(), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// used is how much of a file bbolt uses; the rest is for growth.
func used(t testing.TB, db *DB) int {
	t.Helper()
	var n int64
	if err := db.view(func(tx *bbolt.Tx) error { n = tx.Size(); return nil }); err != nil {
		t.Fatal(err)
	}
	return int(n)
}

// cuts are odd places to cut a file of the given size.
func cuts(size int) []int {
	const smallest = 16 << 10 // a file of bbolt's
	at := []int{smallest, smallest + 1, smallest + 4096, 20_001, size / 5, size/3 | 1, size/2 | 1, size * 9 / 10, size - 8193, size - 4097, size - 4096, size - 1}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		at = append(at, smallest+chance.IntN(size-smallest))
	}
	return at
}

func TestACutFileIsRefused(t *testing.T) {
	db := aRecord(t)
	whole := bytesOf(t, db.Path())
	for _, n := range cuts(used(t, db)) {
		spoil(t, db, whole[:n])
		for call, f := range map[string]func(*DB) error{"Load": everyCall["Load"], "Habits": everyCall["Habits"]} {
			unchanged(t, db.Path(), func() { refused(t, f(db), "does not read as it was written") })
			if t.Failed() {
				t.Fatalf("%s of %d of %d bytes", call, n, len(whole))
			}
		}
	}
	spoil(t, db, whole)
	db = db.Waiting(100 * time.Millisecond) // nothing of the above may hold the file
	apply(t, db, edits(anAmount("Habit0", quantity.Minutes).AddOn(today, 1000)))
}

// What is behind a cut is written in a process of its own: the fault that reading
// there makes is the end of it where it is not contained.
func TestWritingToACutFileIsRefused(t *testing.T) {
	db := aRecord(t)
	whole, places := bytesOf(t, db.Path()), cuts(used(t, db))[:12]
	for _, job := range []string{"write", "read then write"} {
		for _, n := range places {
			spoil(t, db, whole[:n])
			unchanged(t, db.Path(), func() {
				if code, said := status(t, child(t, job, db.Path())); code != childRefused {
					t.Errorf("%s, cut to %d of %d bytes: status %d: %s", job, n, len(whole), code, said)
				}
			})
		}
	}
	spoil(t, db, whole)
}

func TestACutThatTakesOnlySpareRoomDoesNoHarm(t *testing.T) {
	db := aRecord(t)
	whole, n := bytesOf(t, db.Path()), used(t, db)
	if n == len(whole) {
		t.Skip("bbolt left no spare room at the end of the file")
	}
	before := load(t, db).Rows
	spoil(t, db, whole[:n])
	if got := load(t, db).Rows; !reflect.DeepEqual(got, before) {
		t.Error("another record was read")
	}
	apply(t, db, record.PutHabits(aCheck("Another")))
}

func TestAFlippedBitInARecordIsRefused(t *testing.T) {
	db := aRecord(t)
	whole := bytesOf(t, db.Path())
	values := map[string][][]byte{}
	err := db.view(func(tx *bbolt.Tx) error {
		keep := func(name string) func(_, value []byte) error {
			return func(_, value []byte) error {
				values[name] = append(values[name], bytes.Clone(value))
				return nil
			}
		}
		if err := tx.Bucket([]byte(rows.HabitsBucket)).ForEach(keep(rows.HabitsBucket)); err != nil {
			return err
		}
		if err := tx.Bucket([]byte(rows.DaysBucket)).Bucket([]byte("habit3")).ForEach(keep(rows.DaysBucket)); err != nil {
			return err
		}
		_, last := tx.Bucket([]byte(rows.ChangesBucket)).Cursor().Last()
		values[rows.ChangesBucket] = [][]byte{bytes.Clone(last)}
		values[rows.MetaBucket] = [][]byte{bytes.Clone(tx.Bucket([]byte(rows.MetaBucket)).Get([]byte(rows.SchemaKey)))}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	notices := map[string]func(*DB) error{
		rows.HabitsBucket:  everyCall["Habits"],
		rows.DaysBucket:    func(db *DB) error { _, err := db.Load(calendar.FirstDay, 0); return err },
		rows.ChangesBucket: everyCall["Undo"],
		rows.MetaBucket:    everyCall["Apply"],
	}
	chance := rand.New(rand.NewPCG(3, 4))
	for bucket, call := range notices {
		for i, value := range values[bucket] {
			if i%10 > 0 && bucket == rows.DaysBucket {
				continue
			}
			spoilt := bytes.Clone(whole)
			for at := bytes.Index(spoilt, value); at >= 0; at = bytes.Index(spoilt, value) { // old copies too
				copy(spoilt[at:], flipped(value, chance.IntN(8*len(value))))
			}
			spoil(t, db, spoilt)
			unchanged(t, db.Path(), func() { refused(t, call(db), "does not read as it was written") })
			if t.Failed() {
				t.Fatalf("with a bit of %q in %s flipped", value, bucket)
			}
		}
	}
	spoil(t, db, whole)
}

// What bbolt makes of damage to its own pages is not known; it must be an answer,
// and the file must be left as it is.
func TestReadingAFileWithAnyFlippedBitGivesAnAnswer(t *testing.T) {
	small := open(t)
	apply(t, small, record.PutHabits(aCheck("Move"), anAmount("Water", "glasses")))
	for d := today - 20; d <= today; d++ {
		apply(t, small, edits(aCheck("Move").CheckOn(d)))
	}
	whole := bytesOf(t, small.Path())
	db := New(filepath.Join(t.TempDir(), "selfcare.db"), noon)
	chance := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		bit := chance.IntN(8 * used(t, small))
		spoil(t, db, flipped(whole, bit))
		answered := make(chan error, 1)
		go func() {
			_, err := db.Load(calendar.FirstDay, 1)
			answered <- err
		}()
		select {
		case err := <-answered:
			if err != nil && refusal.As(err) == nil {
				t.Errorf("with bit %d flipped: %v", bit, err)
			}
		case <-time.After(time.Minute):
			t.Fatalf("with bit %d flipped there is no answer", bit)
		}
	}
}

// The header of a page says what it is and how many elements are on it: of all damages these lead
// furthest astray, in circles among them.
func TestReadingAFileWithADamagedPageHeaderGivesAnAnswer(t *testing.T) {
	small := open(t)
	apply(t, small, record.PutHabits(aCheck("Move"), anAmount("Water", "glasses")))
	for d := today - 20; d <= today; d++ {
		apply(t, small, edits(aCheck("Move").CheckOn(d)))
	}
	whole := bytesOf(t, small.Path())
	db := New(filepath.Join(t.TempDir(), "selfcare.db"), noon)
	const flags, end = 8 * 8, 16 * 8 // the bits of a header behind its number
	for page := 0; page < used(t, small); page += os.Getpagesize() {
		for bit := flags; bit < end; bit++ {
			spoil(t, db, flipped(whole, 8*page+bit))
			answered := make(chan error, 1)
			go func() {
				_, err := db.Load(calendar.FirstDay, 1)
				answered <- err
			}()
			select {
			case err := <-answered:
				if err != nil && refusal.As(err) == nil {
					t.Errorf("with bit %d of the page at %d flipped: %v", bit, page, err)
				}
			case <-time.After(time.Minute):
				t.Fatalf("with bit %d of the page at %d flipped there is no answer", bit, page)
			}
		}
	}
}
