package db

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/rows"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// asked counts how often a file is verified, in this process.
func asked(n *int) Verifier {
	return func(path string) (Report, error) {
		*n++
		return Verify(path)
	}
}

// elsewhere changes the time of a file, as whatever else writes to it does.
func elsewhere(t testing.TB, path string) {
	t.Helper()
	past := noon().Add(-time.Hour)
	if err := os.Chtimes(path, past, past); err != nil {
		t.Fatal(err)
	}
}

func TestAFileThatIsAsNotedIsNotVerified(t *testing.T) {
	n := 0
	db := lived(t).Guarded(asked(&n))
	load(t, db)
	apply(t, db, record.PutHabits(aCheck("Tea")))
	if n != 1 { // for the backup of the day
		t.Fatalf("it was verified %d times", n)
	}
	load(t, db)
	apply(t, db, edits(aCheck("Tea").CheckOn(today)))
	if n != 1 {
		t.Errorf("it was verified %d times", n)
	}
}

func TestAFileThatSomethingElseChangedIsVerifiedOnce(t *testing.T) {
	n := 0
	db := lived(t).Guarded(asked(&n))
	elsewhere(t, db.Path())
	load(t, db)
	load(t, db)
	apply(t, db, record.PutHabits(aCheck("Tea")))
	if n != 2 { // once for itself, once for the backup of the day
		t.Errorf("it was verified %d times", n)
	}
}

func TestAFileWithoutANoteIsVerified(t *testing.T) {
	db := lived(t)
	for name, spoil := range map[string]func() error{
		"none": func() error { return os.Remove(db.Path() + ".noted") },
		"cut":  func() error { return os.Truncate(db.Path()+".noted", 30) },
		"changed": func() error {
			return os.WriteFile(db.Path()+".noted", flipped(bytesOf(t, db.Path()+".noted"), 800), 0o600)
		},
		"empty": func() error { return os.Truncate(db.Path()+".noted", 0) },
	} {
		n := 0
		guarded := db.Guarded(asked(&n))
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		load(t, guarded)
		load(t, guarded)
		if n != 1 {
			t.Errorf("%s: it was verified %d times", name, n)
		}
	}
}

// The damage is in an entry that the screens do not ask for.
func TestADoubtfulFileIsVerifiedBeforeAnythingIsReadOfIt(t *testing.T) {
	db := lived(t)
	whole := bytesOf(t, db.Path())
	t.Cleanup(func() { _ = os.WriteFile(db.Path(), whole, 0o600) })
	var value []byte
	err := db.view(func(tx *bbolt.Tx) error {
		value = bytes.Clone(tx.Bucket([]byte(rows.DaysBucket)).Bucket([]byte("water")).Get([]byte((today - 20).String())))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	spoil(t, db, bytes.ReplaceAll(whole, value, flipped(value, 100)))
	elsewhere(t, db.Path())
	if _, err := db.Load(today, 0); err != nil {
		t.Fatalf("the damage is where it is read: %v", err)
	}
	guarded := db.Guarded(verified)
	unchanged(t, db.Path(), func() {
		if _, err := guarded.Load(today, 0); !errors.Is(err, ErrUnsound) {
			t.Errorf("reading: %v", err)
		}
		if _, err := guarded.Apply(record.PutHabits(aCheck("Tea"))); !errors.Is(err, ErrUnsound) {
			t.Errorf("writing: %v", err)
		}
	})
}

func TestWhoCannotWaitRefusesADoubtfulFile(t *testing.T) {
	db := lived(t)
	if _, err := db.Within(time.Second).Load(today, 0); err != nil {
		t.Fatal(err)
	}
	elsewhere(t, db.Path())
	if _, err := db.Within(time.Second).Load(today, 0); err == nil || err.Error() != "not as it was noted" {
		t.Errorf("got %v", err)
	}
}

func TestAVerificationThatCannotBeHadStandsInNobodysWay(t *testing.T) {
	db := lived(t).Guarded(func(string) (Report, error) { return Report{}, errors.New("no more processes") })
	elsewhere(t, db.Path())
	load(t, db)
	apply(t, db, record.PutHabits(aCheck("Tea")))
}

// On a disk on which no file is read to its end in time, a record that is as it was left is used,
// and tried once a day; one that something else changed is not.
func TestASlowDiskRefusesOnlyWhatSomethingElseChanged(t *testing.T) {
	at, tried := noon(), 0
	slow := func(string) (Report, error) {
		tried++
		return Report{}, &refusal.Error{Text: "It was not read to its end.", Cause: ErrSlow}
	}
	was := lived(t)
	db := New(was.Path(), func() time.Time { return at }).Guarded(slow)
	at = at.AddDate(0, 0, 1)
	for range 3 {
		load(t, db)
	}
	if tried != 1 {
		t.Errorf("it was tried %d times", tried)
	}
	elsewhere(t, db.Path())
	_, err := db.Load(today, 0)
	refused(t, err, "not read to its end")
}

// Without a look at both meta pages a bit of the newest would silently open the change before
// it: in 512 of 640 cases, which the header of the page does not belong to.
func TestANewestMetaPageWithAnyFlippedBitIsRefused(t *testing.T) {
	t.Parallel()
	db := lived(t)
	apply(t, db, record.PutHabits(aCheck("Tea")))
	whole, want := bytesOf(t, db.Path()), load(t, db)
	t.Cleanup(func() { _ = os.WriteFile(db.Path(), whole, 0o600) })
	first, err := metaIn(whole)
	if err != nil {
		t.Fatal(err)
	}
	second, err := metaIn(whole[first.pageSize:])
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []uint64{0, first.pageSize} {
		newest := (page == 0) == (first.transaction > second.transaction)
		for bit := range 8 * (pageHeader + metaSize) {
			spoil(t, db, flipped(whole, 8*int(page)+bit))
			if bit >= 8*pageHeader {
				unchanged(t, db.Path(), func() {
					refused(t, everyCall["Load"](db), "does not read as it was written")
					refused(t, everyCall["Apply"](db), "does not read as it was written")
				})
			} else if got, err := db.Load(today, 0); err == nil && !reflect.DeepEqual(got.List(), want.List()) {
				t.Errorf("newest %v, bit %d of its header: other data is shown", newest, bit)
			}
			if t.Failed() {
				t.Fatalf("newest %v, bit %d", newest, bit)
			}
		}
	}
}

func TestAnOlderMetaPageInPlaceOfTheNewestIsRefused(t *testing.T) {
	db := lived(t)
	whole := bytesOf(t, db.Path())
	t.Cleanup(func() { _ = os.WriteFile(db.Path(), whole, 0o600) })
	size := os.Getpagesize()
	for _, from := range []int{0, size} {
		b := []byte(string(whole))
		copy(b[size-from:2*size-from], b[from:from+size])
		spoil(t, db, b)
		refused(t, everyCall["Load"](db), "does not read as it was written")
	}
}

func TestAnEarlierCopyMayBePutInItsPlace(t *testing.T) {
	db := lived(t).Guarded(verified)
	earlier, want := bytesOf(t, db.Path()), load(t, db)
	apply(t, db, record.PutHabits(aCheck("Tea")))
	spoil(t, db, earlier)
	if got := load(t, db); !reflect.DeepEqual(got.List(), want.List()) {
		t.Errorf("there are %v", names(got.List()))
	}
	apply(t, db, record.PutHabits(aCheck("Coffee")))
}

func TestAFileThatWasThereAndIsGoneIsNotMadeAnew(t *testing.T) {
	db := lived(t)
	load(t, db)
	away := db.Path() + "-away"
	if err := os.Rename(db.Path(), away); err != nil {
		t.Fatal(err)
	}
	for call, f := range everyCall {
		if err := f(db); !errors.Is(err, ErrGone) {
			t.Errorf("%s: %v", call, err)
		}
	}
	if _, err := os.Stat(db.Path()); err == nil {
		t.Fatal("it was made anew")
	}
	if err := os.Rename(away, db.Path()); err != nil {
		t.Fatal(err)
	}
	apply(t, db, record.PutHabits(aCheck("Tea")))
}

func TestAFolderThatIsGoneIsNotMadeAnew(t *testing.T) {
	db := New(filepath.Join(t.TempDir(), "disk", "selfcare.db"), noon)
	apply(t, db, record.PutHabits(aCheck("Tea")))
	folder := filepath.Dir(db.Path())
	if err := os.Rename(folder, folder+"-away"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Apply(record.PutHabits(aCheck("Coffee"))); !errors.Is(err, ErrGone) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder was made anew")
	}
}

// transactionOf returns the number of bbolt's newest transaction.
func transactionOf(t *testing.T, db *DB) uint64 {
	t.Helper()
	stamp := db.Stamp()
	n, err := strconv.ParseUint(stamp[strings.LastIndex(stamp, "/")+1:], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What is read back after a write that failed may be in memory alone.
func TestAChangeThatIsRepeatedIsCommittedAgain(t *testing.T) {
	db := lived(t)
	c := record.PutHabits(aCheck("Tea"))
	c.Token = "tea"
	apply(t, db, c)
	before := transactionOf(t, db)
	apply(t, db, c)
	if after := transactionOf(t, db); after != before+1 {
		t.Errorf("transaction %d follows %d", after, before)
	}
	if got := load(t, db); len(got.Rows) != 3 {
		t.Errorf("there are %v", names(got.List()))
	}
}

// The app reads summaries while it writes: both may find the file doubtful at once.
func TestADoubtfulFileMayBeReadFromTwoSides(t *testing.T) {
	db := lived(t)
	if err := os.Remove(db.Path() + ".noted"); err != nil {
		t.Fatal(err)
	}
	var both sync.WaitGroup
	asked := make(chan struct{}, 2)
	guarded := db.Guarded(func(string) (Report, error) {
		asked <- struct{}{}
		return Report{Habits: len(asked)}, nil
	})
	for range 2 {
		both.Go(func() {
			if err := guarded.Each(func(record.Row) error { return nil }); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
}
