package db

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/journal"
	"selfcare/internal/record"
)

// copies are backups that a model test made, each with the model as it was.
type copies[M any] struct {
	folder string
	all    []aCopy[M]
	base   int // the newest copy that the record goes on with
}

type aCopy[M any] struct {
	path  string
	model M
}

func (c *copies[M]) keep(t *rapid.T, db *DB, m M) {
	path := filepath.Join(c.folder, nth("copy", len(c.all)))
	if _, err := db.Copy(path, Verify); err != nil {
		t.Fatal(err)
	}
	c.base, c.all = len(c.all), append(c.all, aCopy[M]{path, m})
}

func (c *copies[M]) restore(t *rapid.T, db *DB, back func(M)) {
	if len(c.all) == 0 {
		return
	}
	c.base = rapid.IntRange(0, len(c.all)-1).Draw(t, "copy")
	if _, _, err := db.Restore(c.all[c.base].path, Verify); err != nil {
		t.Fatal(err)
	}
	back(c.all[c.base].model)
}

// recover damages the file and brings all of it back. Where there was an import since, the
// recovery has to say that its entries are lost, and the file is put back.
func (c *copies[M]) recover(t *rapid.T, db *DB) {
	if len(c.all) == 0 {
		return
	}
	whole, err := os.ReadFile(db.Path())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(db.Path(), metaSpoilt(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	found, _, err := db.Recover(c.all[c.base].path, Verify)
	if err != nil || found.Lost > 0 {
		t.Fatalf("%d changes were not found, %v", found.Lost, err)
	}
	if found.LostEntries > 0 {
		if err := os.WriteFile(db.Path(), whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// metaSpoilt is a file whose newest meta page cannot be read.
func metaSpoilt(file []byte) []byte {
	spoilt := bytes.Clone(file)
	for _, at := range []int{0, os.Getpagesize()} {
		m, err := metaIn(file[at:])
		other, err2 := metaIn(file[os.Getpagesize()-at:])
		if err == nil && (err2 != nil || m.transaction > other.transaction) {
			spoilt[at+pageHeader+40] ^= 4
		}
	}
	return spoilt
}

// toRecover is a record with a backup, and changes of every sort since: what it held before
// and holds now.
func toRecover(t testing.TB) (db *DB, backup string, was, is *record.Book) {
	t.Helper()
	db = lived(t)
	apply(t, db, record.Change{Boundaries: record.Put(aBoundary("Peace"))})
	backup, _, err := db.BackUp(Verify)
	if err != nil {
		t.Fatal(err)
	}
	was = load(t, db)
	water := anAmount("Water", "glasses")
	apply(t, db, edits(water.AddOn(today, 3000), water.NoteOn(today-1, "changed since")))
	tea := aCheck("Tea")
	apply(t, db, record.PutHabits(tea))
	apply(t, db, edits(tea.CheckOn(today)))
	apply(t, db, edits(tea.RestOn(today-1)))
	if _, err := db.Undo(""); err != nil {
		t.Fatal(err)
	}
	apply(t, db, record.Change{Moods: record.Put(journal.NewMood(noon(), 2, "tired", calendar.DefaultPreferences))})
	apply(t, db, record.Change{Events: record.Put(anEvent("peace", "urge", boundary.Urge, noon()))})
	apply(t, db, record.PutHabits(aCheck("Stretch")))
	apply(t, db, record.Change{Reflections: record.Put(aReflection("r", noon(), "So much for that."))})
	return db, backup, was, load(t, db)
}

// holdsSame compares two books but for their stamps.
func holdsSame(t testing.TB, got, want *record.Book) {
	t.Helper()
	g, w := *got, *want
	g.Stamp, w.Stamp = "", ""
	if !reflect.DeepEqual(&g, &w) {
		t.Errorf("it holds\n%+v, want\n%+v", g, w)
	}
}

func whole(t testing.TB, db *DB) *record.Book {
	t.Helper()
	book, err := db.Load(calendar.FirstDay, 0)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestWhatWasChangedSinceTheBackupComesBack(t *testing.T) {
	db, backup, _, _ := toRecover(t)
	want, sound, seq := whole(t, db), bytesOf(t, db.Path()), load(t, db).Seq
	size := len(sound)
	for name, spoilt := range map[string][]byte{
		"the newest meta page":      metaSpoilt(sound),
		"both meta pages":           append(make([]byte, 2*os.Getpagesize()), sound[2*os.Getpagesize():]...),
		"every header but one":      withoutHeaders(sound),
		"garbage at the end, a cut": append(bytes.Clone(sound[:size-1]), "garbage"...),
	} {
		t.Run(name, func(t *testing.T) {
			if name == "garbage at the end, a cut" {
				spoilt = metaSpoilt(spoilt)
			}
			spoil(t, db, sound)
			db.file.Note(seq)
			spoil(t, db, spoilt)
			found, replaced, err := db.Recover(backup, Verify)
			if err != nil {
				t.Fatal(err)
			}
			if found.Lost+found.LostEntries != 0 || len(found.Changes) != 9 || found.Habits != 4 {
				t.Errorf("got %+v", found)
			}
			if got := readFile(t, replaced); !bytes.Equal(got, spoilt) {
				t.Error("what was replaced is not as it was")
			}
			holdsSame(t, whole(t, db), want)
			if r, err := db.Undo(""); err != nil || len(r.Done.Reflections) != 1 {
				t.Errorf("undo took back %+v, %v", r.Done, err)
			}
			for range 2 { // a habit, and the urge
				if _, err := db.Undo(""); err != nil {
					t.Error(err)
				}
			}
			if got := load(t, db); len(got.Moods) != 2 || len(got.Rows) != 3 {
				t.Errorf("after undo there are %d moods and %v", len(got.Moods), names(got.List()))
			}
		})
	}
}

// withoutHeaders is a file of which no page says what it is.
func withoutHeaders(file []byte) []byte {
	b := bytes.Clone(file)
	for at := 0; at+pageHeader < len(b); at += os.Getpagesize() {
		clear(b[at : at+pageHeader])
	}
	return metaSpoilt(b)
}

func TestWhatCannotBeReadIsCounted(t *testing.T) {
	db, backup, was, is := toRecover(t)
	sound := bytesOf(t, db.Path())
	for lost := was.Seq + 1; lost <= is.Seq; lost++ {
		spoil(t, db, sound)
		db.file.Note(is.Seq)
		spoil(t, db, withoutLine(sound, lost))
		found, _, err := db.Recover(backup, Verify)
		if err != nil {
			t.Fatal(err)
		}
		wrote := 1
		switch lost {
		case was.Seq + 2:
			wrote = 4 // a habit, its entries, and what took one back
		case was.Seq + 4:
			wrote = 2 // what was taken back, and that
		}
		if found.Lost != wrote || len(found.Changes)+found.Lost != 9 {
			t.Errorf("without change %d: %d are lost, and %d came back", lost, found.Lost, len(found.Changes))
		}
		if err := db.view(checkTx); err != nil {
			t.Error(err)
		}
		for { // all the way down
			if _, err := db.Undo(""); err != nil {
				refused(t, err, nothingToUndo)
				break
			}
		}
	}
}

// withoutLine is a damaged file in which a line of the log cannot be read.
func withoutLine(file []byte, seq uint64) []byte {
	b := metaSpoilt(file)
	for at := 0; ; {
		i := bytes.Index(b[at:], append(rows.SeqKey(seq), `{"at"`...))
		if i < 0 {
			return b
		}
		at += i + changelog.SeqLength
		b[at+3] ^= 1
	}
}

// An import is in the log with what it replaced alone; a step back from it, and to it again, has
// all of it.
func TestAnImportSinceTheBackupIsSaidToBeLost(t *testing.T) {
	db, backup, _, _ := toRecover(t)
	apply(t, db, anImport(aCheck("Read"), 1))
	sound, seq := bytesOf(t, db.Path()), load(t, db).Seq
	spoil(t, db, metaSpoilt(sound))
	found, _, err := db.Recover(backup, Verify)
	if err != nil || found.LostEntries != 365 || found.Lost > 0 || found.Habits != 5 {
		t.Errorf("%d entries and %d changes are lost, %v", found.LostEntries, found.Lost, err)
	}
	spoil(t, db, sound)
	db.file.Note(seq)
	for _, step := range []func(string) (record.Result, error){db.Undo, db.Redo} {
		if _, err := step(""); err != nil {
			t.Fatal(err)
		}
	}
	want := whole(t, db)
	spoil(t, db, metaSpoilt(bytesOf(t, db.Path())))
	if found, _, err = db.Recover(backup, Verify); err != nil || found.Lost > 0 {
		t.Fatalf("%+v, %v", found, err)
	}
	holdsSame(t, whole(t, db), want)
}

func TestABackupOfAnotherRecordTakesInNothing(t *testing.T) {
	db, _, _, _ := toRecover(t)
	other := lived(t)
	backup, _, err := other.BackUp(Verify)
	if err != nil {
		t.Fatal(err)
	}
	want := whole(t, other)
	spoil(t, db, metaSpoilt(bytesOf(t, db.Path())))
	found, _, err := db.Recover(backup, Verify)
	if err != nil || len(found.Changes) > 0 {
		t.Fatalf("got %+v, %v", found, err)
	}
	holdsSame(t, whole(t, db), want)
}

// A backup of what was there before an older one was restored is not gone on with.
func TestABackupThatTheRecordDidNotGoOnWithTakesInNothing(t *testing.T) {
	db := lived(t)
	early, late := filepath.Join(t.TempDir(), "early.db"), filepath.Join(t.TempDir(), "late.db")
	for _, to := range []string{early, late} {
		apply(t, db, record.PutHabits(aCheck(filepath.Base(to))))
		if _, err := db.Copy(to, Verify); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := db.Restore(early, Verify); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		c := record.PutHabits(aCheck(fmt.Sprint("Other ", n)))
		c.Token = fmt.Sprint(n)
		apply(t, db, c)
	}
	spoil(t, db, metaSpoilt(bytesOf(t, db.Path())))
	found, _, err := db.Recover(late, Verify)
	if err != nil || len(found.Changes) > 0 {
		t.Errorf("got %+v, %v", found, err)
	}
}

func TestWithoutABackupTheChangesAloneComeBack(t *testing.T) {
	db, _, _, _ := toRecover(t)
	sound := bytesOf(t, db.Path())
	spoil(t, db, metaSpoilt(sound))
	found, _, err := db.Recover("", Verify)
	if err != nil || found.Lost > 0 || found.LostEntries != 2*365 || found.Habits != 4 {
		t.Errorf("%+v and not %d entries, %v", found.Report, found.LostEntries, err)
	}
	spoil(t, db, bytes.Repeat([]byte("no record "), 3000))
	unchanged(t, db.Path(), func() {
		_, _, err := db.Recover("", Verify)
		refused(t, err, "nothing of the changes can be read")
	})
	spoil(t, db, sound)
}

// Whatever happened to the file, what comes back is sound, holds at least what the backup
// held, and its count of what is lost adds up.
func TestARecoveryOfAnyDamageIsSoundAndAddsUp(t *testing.T) {
	db, backup, was, is := toRecover(t)
	sound := bytesOf(t, db.Path())
	chance := rand.New(rand.NewPCG(31, 32))
	runs := 60
	if testing.Short() {
		runs = 8
	}
	var some, all int
	for n := range runs {
		spoilt := metaSpoilt(sound)
		for range 1 + chance.IntN(4) {
			at := chance.IntN(len(spoilt)-2*4096) + 2*4096
			switch n % 4 {
			case 0:
				clear(spoilt[at/4096*4096 : at/4096*4096+4096])
			case 1:
				spoilt = spoilt[:at|1]
			case 2:
				for i := range min(600, len(spoilt)-at) {
					spoilt[at+i] = byte(chance.IntN(256))
				}
			case 3:
				copy(spoilt[at/4096*4096:], sound[2*4096:3*4096])
			}
			if len(spoilt) < 4*4096 {
				break
			}
		}
		spoil(t, db, spoilt)
		found, replaced, err := db.Recover(backup, Verify)
		if err != nil {
			t.Fatalf("damage %d: %v", n, err)
		}
		if len(found.Changes)+found.Lost != int(is.Seq-was.Seq) {
			t.Errorf("damage %d: %d came back and %d are lost, of %d", n, len(found.Changes), found.Lost, is.Seq-was.Seq)
		}
		if len(found.Changes) > 0 {
			some++
		}
		if found.Lost == 0 {
			all++
		}
		if got := load(t, db); len(got.Rows) < len(was.Rows) || len(got.Moods) < len(was.Moods) {
			t.Errorf("damage %d: there are %v", n, names(got.List()))
		}
		if err := errors.Join(db.view(checkTx), os.Remove(replaced)); err != nil {
			t.Errorf("damage %d: %v", n, err)
		}
		spoil(t, db, sound)
		db.file.Note(is.Seq)
	}
	if some < runs/3 || all == runs {
		t.Errorf("of %d damages %d left some changes and %d all; the test does not bite", runs, some, all)
	}
}

func TestARestoredRecordIsBackedUpAtOnce(t *testing.T) {
	at := noon()
	db := lived(t)
	db = New(db.Path(), func() time.Time { return at }).Guarded(Verify)
	other := filepath.Join(t.TempDir(), "other.db")
	if _, err := db.Copy(other, Verify); err != nil {
		t.Fatal(err)
	}
	apply(t, db, record.PutHabits(aCheck("Tea")))
	at = at.Add(time.Minute)
	if _, _, err := db.Restore(other, Verify); err != nil {
		t.Fatal(err)
	}
	all, err := db.Backups()
	if err != nil || len(all) == 0 || !bytes.Equal(readFile(t, all[0]), readFile(t, db.Path())) {
		t.Errorf("the newest of %v is another record, %v", all, err)
	}
}

// A file that is in use goes on being readable, whatever is looked for in it.
func FuzzSalvage(f *testing.F) {
	db, _, _, _ := toRecover(f)
	sound := bytesOf(f, db.Path())
	for at := 2 * smallestPage; at+2*smallestPage < len(sound); at += 5 * smallestPage {
		f.Add(sound[at:at+2*smallestPage], uint16(7), byte(3))
	}
	f.Fuzz(func(_ *testing.T, file []byte, at uint16, is byte) {
		file = bytes.Clone(file[:min(len(file), 1<<14)])
		if len(file) > 0 {
			file[int(at)%len(file)] = is
		}
		changelog.Lines(file)
		rows.DatabaseIn(file)
	})
}

// What bbolt keeps of a bucket that is small, of one that is large, and of one whose records
// are large is all found.
func TestEveryLineOfASoundFileIsFound(t *testing.T) {
	db := open(t)
	h := aCheck("Move")
	for n := range 40 {
		if n == 0 {
			apply(t, db, record.PutHabits(h))
		} else {
			apply(t, db, edits(h.NoteOn(today-calendar.Day(n), strings.Repeat("long ", 10*n%300))))
		}
		want := map[uint64]bool{}
		err := db.view(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(rows.ChangesBucket)).ForEach(func(key, _ []byte) error {
				seq, err := rows.ReadSeq(key)
				want[seq] = true
				return err
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		found := changelog.Lines(bytesOf(t, db.Path()))
		for seq := range want {
			if _, ok := found[seq]; !ok {
				t.Fatalf("after %d changes line %d is not found", n+1, seq)
			}
		}
		if id := rows.DatabaseIn(bytesOf(t, db.Path())); id == "" {
			t.Fatal("the ID of the database is not found")
		}
	}
}
