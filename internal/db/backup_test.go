package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/atomicfile"
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"

	bolterr "go.etcd.io/bbolt/errors"
)

// How many backups stay: the newest of each of so many days, weeks and months.
const (
	dailyBackups   = 7
	weeklyBackups  = 4
	monthlyBackups = 12
)

// verifyEnv names a file that this test program verifies instead of testing.
const verifyEnv = "SELFCARE_TEST_VERIFY"

// TestVerifiesAFile is the process that a damaged file may end.
func TestVerifiesAFile(t *testing.T) {
	path := os.Getenv(verifyEnv)
	if path == "" {
		t.Skip("there is nothing to verify")
	}
	found, err := Verify(path)
	if err != nil {
		fmt.Printf("unsound: %v\n", err)
		os.Exit(3)
	}
	b, _ := json.Marshal(found)
	fmt.Printf("sound: %s\n", b)
	os.Exit(0)
}

// verified verifies a file in a process of its own.
func verified(path string) (found Report, err error) {
	c := exec.Command(os.Args[0], "-test.run=^TestVerifiesAFile$")
	c.Env = append(os.Environ(), verifyEnv+"="+path)
	out, err := c.Output()
	if text, ok := bytes.CutPrefix(out, []byte("sound: ")); ok && err == nil {
		return found, json.Unmarshal(text, &found)
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return found, err
	}
	return found, &refusal.Error{Text: strings.TrimSpace(string(out)), Cause: ErrUnsound}
}

// lived is a record with everything in it.
func lived(t testing.TB) *DB {
	t.Helper()
	db := open(t)
	apply(t, db, anImport(aCheck("Walk"), 2))
	water := anAmount("Water", "glasses")
	apply(t, db, record.PutHabits(water))
	for d := range calendar.Day(40) {
		apply(t, db, edits(water.SetOn(today-d, quantity.Amount(d)*1000), water.NoteOn(today-d, strings.Repeat("a note ", int(d)))))
	}
	apply(t, db, record.Change{Moods: record.Put(journal.NewMood(noon(), 4, "fine", calendar.DefaultPreferences))})
	return db
}

func TestABackupHoldsWhatTheFileHeld(t *testing.T) {
	db := lived(t)
	path, found, err := db.BackUp(verified)
	if err != nil || found != (Report{2, 2*365 + 40}) {
		t.Fatalf("got %+v, %v", found, err)
	}
	if want := filepath.Join(db.BackupFolder(), "2026-11-22T12-00-00.db"); path != want {
		t.Errorf("it is %s, want %s", path, want)
	}
	if got, want := readFile(t, path), readFile(t, db.Path()); !bytes.Equal(got, want) {
		t.Error("the copy differs")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	left, err := os.ReadDir(db.BackupFolder())
	if err != nil || len(left) != 1 {
		t.Errorf("there are %v, %v", left, err)
	}
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRestoreKeepsWhatItReplaces(t *testing.T) {
	db := lived(t)
	path, _, err := db.BackUp(verified)
	if err != nil {
		t.Fatal(err)
	}
	want := load(t, db)
	apply(t, db, record.PutHabits(aCheck("Tea")))
	later := readFile(t, db.Path())
	for n := range 2 {
		_, replaced, err := db.Restore(path, verified)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 && !bytes.Equal(readFile(t, replaced), later) {
			t.Error("what was replaced is not as it was")
		}
	}
	got := load(t, db)
	want.Stamp, got.Stamp = "", ""
	if !reflect.DeepEqual(got.List(), want.List()) || got.Seq != want.Seq {
		t.Errorf("there are %v, want %v", names(got.List()), names(want.List()))
	}
	apply(t, db, record.PutHabits(aCheck("Tea")))
}

func TestAFileThatIsNotThereIsRestored(t *testing.T) {
	db := lived(t)
	to := filepath.Join(t.TempDir(), "copy.db")
	if _, err := db.Copy(to, verified); err != nil {
		t.Fatal(err)
	}
	other := open(t)
	if _, replaced, err := other.Restore(to, verified); err != nil || replaced != "" {
		t.Fatalf("it replaced %q, %v", replaced, err)
	}
	if got := load(t, other); len(got.Rows) != 2 {
		t.Errorf("there are %v", names(got.List()))
	}
}

func TestADamagedFileIsNeitherBackedUpNorRestoredNorChanged(t *testing.T) {
	db := lived(t)
	good, _, err := db.BackUp(verified)
	if err != nil {
		t.Fatal(err)
	}
	b := readFile(t, db.Path())
	i := bytes.Index(b, []byte("a note a note"))
	b[i] ^= 1
	bad := filepath.Join(t.TempDir(), "bad.db")
	if err := errors.Join(os.WriteFile(bad, b, 0o600), os.Remove(good)); err != nil {
		t.Fatal(err)
	}
	unchanged(t, db.Path(), func() {
		if _, _, err := db.Restore(bad, verified); !errors.Is(err, ErrUnsound) {
			t.Errorf("restore: %v", err)
		}
	})
	damaged := New(bad, noon).Guarded(verified)
	unchanged(t, bad, func() {
		if _, _, err := damaged.BackUp(verified); !errors.Is(err, ErrUnsound) {
			t.Errorf("backup: %v", err)
		}
		if _, err := damaged.Apply(record.PutHabits(aCheck("Tea"))); !errors.Is(err, ErrUnsound) {
			t.Errorf("a change: %v", err)
		}
	})
	if left, err := os.ReadDir(damaged.BackupFolder()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestABackupIsMadeBeforeTheFirstChangeOfADay(t *testing.T) {
	at := noon()
	db := New(filepath.Join(t.TempDir(), "selfcare.db"), func() time.Time { return at }).Guarded(verified)
	t.Cleanup(func() { check(t, db.Path()) })
	var counts []int
	for day := range 3 {
		at = noon().AddDate(0, 0, day)
		for n := range 2 {
			at = at.Add(time.Duration(n) * time.Minute)
			apply(t, db, record.PutHabits(aCheck(fmt.Sprint("Habit ", day, n))))
			all, err := db.Backups()
			if err != nil {
				t.Fatal(err)
			}
			counts = append(counts, len(all))
		}
	}
	// The very first change has nothing to back up.
	if want := []int{0, 1, 2, 2, 3, 3}; !slices.Equal(counts, want) {
		t.Errorf("after each change there are %v backups, want %v", counts, want)
	}
	all, _ := db.Backups()
	if found, err := verified(all[0]); err != nil || found.Habits != 4 {
		t.Errorf("the newest holds %+v, %v", found, err)
	}
}

func TestOldBackupsThinOut(t *testing.T) {
	t.Parallel()
	at := noon()
	db := New(filepath.Join(t.TempDir(), "selfcare.db"), func() time.Time { return at })
	apply(t, db, record.PutHabits(aCheck("Walk")))
	quick := func(string) (Report, error) { return Report{}, nil }
	for range 500 {
		if _, _, err := db.BackUp(quick); err != nil {
			t.Fatal(err)
		}
		at = at.Add(26 * time.Hour)
	}
	all, err := db.Backups()
	if err != nil {
		t.Fatal(err)
	}
	newest, _ := BackupMade(all[0])
	days, weeks, months := 0, map[string]bool{}, map[string]bool{}
	for _, path := range all {
		made, _ := BackupMade(path)
		if newest.Sub(made) <= 8*24*time.Hour {
			days++
		}
		y, w := made.ISOWeek()
		weeks[fmt.Sprint(y, w)], months[made.Format("2006-01")] = true, true
	}
	if days < dailyBackups || len(weeks) < weeklyBackups || len(months) != monthlyBackups || len(all) > dailyBackups+weeklyBackups+monthlyBackups {
		t.Errorf("%d are kept: %d of the last days, of %d weeks and %d months", len(all), days, len(weeks), len(months))
	}
}

// A file that was damaged anywhere but in its newest meta page is told from a sound one, or
// says what it always said.
func TestVerifyFindsDamage(t *testing.T) {
	t.Parallel()
	db := lived(t)
	sound := readFile(t, db.Path())
	want, err := verified(db.Path())
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	chance := rand.New(rand.NewPCG(11, 12))
	at := func() int { return 2*page + chance.IntN(len(sound)-2*page) }
	kinds := []func(b []byte) []byte{
		func(b []byte) []byte { b[at()] ^= 1 << chance.IntN(8); return b },
		func(b []byte) []byte { return b[:at()] },
		func(b []byte) []byte { i := at() / page * page; clear(b[i : i+page]); return b },
		func(b []byte) []byte {
			i, j := at()/page*page, at()/page*page
			x, y := slices.Clone(b[i:i+page]), slices.Clone(b[j:j+page])
			copy(b[i:], y)
			copy(b[j:], x)
			return b
		},
		func(b []byte) []byte { return append(b, make([]byte, 1+chance.IntN(9000))...) },
		func(b []byte) []byte { i := at(); b[i] = byte(chance.IntN(256)); return b },
	}
	runs := 120
	if testing.Short() {
		runs = 12
	}
	path := filepath.Join(t.TempDir(), "selfcare.db")
	missed := 0
	for n := range runs {
		if err := os.WriteFile(path, kinds[n%len(kinds)](slices.Clone(sound)), 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := verified(path)
		switch {
		case err == nil && found != want:
			t.Errorf("damage %d was not found: %+v, want %+v", n, found, want)
		case err == nil: // in a page that nothing is on
			missed++
			if got, want := load(t, New(path, noon)), load(t, db); !reflect.DeepEqual(got.Rows, want.Rows) || !reflect.DeepEqual(got.Moods, want.Moods) {
				t.Errorf("damage %d was not found, and shows other data", n)
			}
		case !errors.Is(err, ErrUnsound):
			t.Errorf("damage %d: %v", n, err)
		}
	}
	if missed > runs*2/3 {
		t.Errorf("%d of %d damages hit nothing; the test does not bite", missed, runs)
	}
}

func TestARecordThatIsALinkStaysOne(t *testing.T) {
	db := lived(t)
	good, _, err := db.BackUp(verified)
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "selfcare.db")
	if err := os.Symlink(db.Path(), link); err != nil {
		t.Skipf("no link can be made: %v", err)
	}
	if _, _, err := New(link, noon).Restore(good, verified); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info, err)
	}
	if got, want := readFile(t, db.Path()), readFile(t, good); !bytes.Equal(got, want) {
		t.Error("what it leads to was not restored")
	}
}

// A program that is killed while it makes a backup leaves it half made: the next backup removes
// it. What another program is writing just now stays, whatever any clock says.
func TestStalePartialBackupIsRemoved(t *testing.T) {
	db := lived(t)
	first, _, err := db.BackUp(verified)
	if err != nil {
		t.Fatal(err)
	}
	stale := []string{
		atomicfile.TemporaryName(first), first + ".4711.new", db.Path() + ".new", db.Path() + ".purging",
		atomicfile.TemporaryName(db.Path()), db.Path() + ".encrypting", filepath.Join(filepath.Dir(db.Path()), ".plain-1"),
	}
	for _, path := range stale {
		if err := os.WriteFile(path, readFile(t, first)[:100], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	current, err := atomicfile.Create(first, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if got := db.Leftovers(); len(got) != len(stale)+1 {
		t.Errorf("the unfinished files are %q", got)
	}
	if _, _, err := New(db.Path(), func() time.Time { return noon().AddDate(0, 0, 1) }).BackUp(verified); err != nil {
		t.Fatal(err)
	}
	if got := db.Leftovers(); !slices.Equal(got, []string{current.Name()}) {
		t.Errorf("left are %q, want what is being written: %s", got, current.Name())
	}
	if err := current.Discard(); err != nil {
		t.Fatal(err)
	}
}

// Whoever comes by a link and whoever comes by the file itself have to share lock, note and
// backups, or both write at once.
func TestALinkAndItsFileShareOneLock(t *testing.T) {
	db := lived(t)
	link := filepath.Join(t.TempDir(), "selfcare.db")
	if err := os.Symlink(db.Path(), link); err != nil {
		t.Skipf("no link can be made: %v", err)
	}
	unlock, err := db.file.Lock(true)
	if err != nil {
		t.Fatal(err)
	}
	if err := New(link, noon).Within(time.Millisecond).Read(func(*Reader) error { return nil }); !errors.Is(err, bolterr.ErrTimeout) {
		t.Errorf("beside a writer the link answers %v, want that it is busy", err)
	}
	unlock()
	if _, _, err := New(link, noon).BackUp(verified); err != nil {
		t.Fatal(err)
	}
	apply(t, New(link, noon), record.PutHabits(aCheck("By the link")))
	if all, err := db.Backups(); err != nil || len(all) == 0 {
		t.Errorf("the backups made by the link are not beside the file: %q, %v", all, err)
	}
	beside, err := os.ReadDir(filepath.Dir(link))
	if err != nil || len(beside) != 1 {
		t.Errorf("beside the link are %v, %v; want the link alone", beside, err)
	}
}
