package db

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"selfcare/internal/atomicfile"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// everyCall is all that can be asked of a record.
var everyCall = map[string]func(*DB) error{
	"Load":   func(db *DB) error { _, err := db.Load(today, 1); return err },
	"Habits": func(db *DB) error { _, err := db.Habits(); return err },
	"Apply":  func(db *DB) error { _, err := db.Apply(record.PutHabits(aCheck("Move"))); return err },
	"Undo":   func(db *DB) error { _, err := db.Undo(""); return err },
	"Redo":   func(db *DB) error { _, err := db.Redo(""); return err },
}

func TestReadingWithoutAFileGivesAnEmptyBookAndCreatesNothing(t *testing.T) {
	db := open(t)
	book, err := db.Load(today, 7)
	if err != nil || book.From != today || len(book.Rows)+len(book.News) > 0 || book.Seq != 0 || book.Stamp != "" {
		t.Errorf("got %+v, %v", book, err)
	}
	if list, err := db.Habits(); err != nil || len(list) > 0 {
		t.Errorf("got %v, %v", list, err)
	}
	if s := db.Stamp(); s != "" {
		t.Errorf("the stamp is %q", s)
	}
	if _, err := os.Stat(filepath.Dir(db.Path())); err == nil {
		t.Error("the folder was made")
	}
}

func TestTheFirstChangeMakesAPrivateFileInAPrivateFolder(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	folder := filepath.Dir(db.Path())
	modes := map[string]fs.FileMode{folder: 0o700, db.Path(): 0o600, db.Path() + ".lock": 0o600, db.Path() + ".noted": 0o600}
	for path, mode := range modes {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != mode {
			t.Errorf("%s has mode %v, want %v", path, info.Mode().Perm(), mode)
		}
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 3 {
		t.Errorf("the folder holds %v (%v), want the file, its lock and what was noted", files, err)
	}
}

func TestAHalfMadeFileIsMadeAnew(t *testing.T) {
	db := open(t)
	if err := os.MkdirAll(filepath.Dir(db.Path()), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{db.Path() + ".new", atomicfile.TemporaryName(db.Path())} {
		if err := os.WriteFile(name, []byte("cut off"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	apply(t, db, record.PutHabits(aCheck("Move")))
	if got := len(load(t, db).Rows); got != 1 {
		t.Errorf("there are %d habits, want 1", got)
	}
}

func TestARefusedFirstChangeMakesNoFile(t *testing.T) {
	bad := map[string]func(*DB) error{
		"an unknown habit": func(db *DB) error { _, err := db.Apply(edits(aCheck("Move").CheckOn(today))); return err },
		"a failed resolve": func(db *DB) error {
			_, err := db.Do(func(*Reader) (record.Change, error) { return record.Change{}, refusal.New("No") })
			return err
		},
		"undo": everyCall["Undo"],
		"redo": everyCall["Redo"],
	}
	for name, call := range bad {
		t.Run(name, func(t *testing.T) {
			db := open(t)
			refused(t, call(db), "")
			if _, err := os.Lstat(db.Path()); err == nil {
				t.Error("the file was made")
			}
		})
	}
}

func TestWhatIsNoFileOfOursIsRefusedAndLeftAsItIs(t *testing.T) {
	foreign := func(o *bbolt.Options) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			fill(t, path, o, func(tx *bbolt.Tx) error {
				b, err := tx.CreateBucket([]byte("widgets"))
				if err != nil {
					return err
				}
				return b.Put([]byte("a"), []byte("b"))
			})
		}
	}
	files := map[string]struct {
		text string
		make func(t *testing.T, path string)
	}{
		"an empty file":                    {"only 0 bytes", write("")},
		"a hundred bytes":                  {"only 100 bytes", write(strings.Repeat("x", 100))},
		"a long text":                      {"does not read as it was written", write(strings.Repeat("Dear diary,\n", 20<<10/12))},
		"noughts":                          {"does not read as it was written", write(strings.Repeat("\x00", 20<<10))},
		"another program's":                {"is not a file of selfcare's", foreign(nil)},
		"another program's, no free pages": {"is not a file of selfcare's", foreign(&bbolt.Options{NoFreelistSync: true})},
		"a newer schema": {"newer selfcare", func(t *testing.T, path string) {
			apply(t, New(path, noon), record.PutHabits(aCheck("Move")))
			fill(t, path, nil, func(tx *bbolt.Tx) error { return rows.SetMeta(tx, rows.SchemaKey, strconv.Itoa(rows.Schema+1)) })
		}},
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "selfcare.db")
			file.make(t, path)
			for call, f := range everyCall {
				unchanged(t, path, func() {
					err := f(New(path, noon))
					refused(t, err, file.text)
					refused(t, err, path)
					if t.Failed() {
						t.Fatalf("at %s", call)
					}
				})
			}
			if left := New(path, noon).Leftovers(); left != nil {
				t.Errorf("%s were left behind", left)
			}
		})
	}
}

// write makes a file of text.
func write(text string) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// fill writes in a bbolt file past all that looks after it.
func fill(t testing.TB, path string, o *bbolt.Options, fn func(*bbolt.Tx) error) {
	t.Helper()
	b, err := bbolt.Open(path, 0o600, o)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.Update(fn); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderInPlaceOfTheFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "selfcare.db")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, f := range everyCall {
		refused(t, f(New(path, noon)), path+" is not a file")
	}
	if left, err := os.ReadDir(path); err != nil || len(left) > 0 {
		t.Errorf("the folder holds %v (%v)", left, err)
	}
}

func TestADanglingLinkIsRefused(t *testing.T) {
	folder := t.TempDir()
	path, target := filepath.Join(folder, "selfcare.db"), filepath.Join(folder, "elsewhere.db")
	if err := os.Symlink(target, path); err != nil {
		t.Skip("no links here:", err)
	}
	for _, f := range everyCall {
		refused(t, f(New(path, noon)), "is a link to a file that is not there")
	}
	if _, err := os.Lstat(target); err == nil {
		t.Error("the file behind the link was made")
	}
	if info, err := os.Lstat(path); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
}

func TestALinkToAFileIsWrittenThrough(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(db.Path(), link); err != nil {
		t.Skip("no links here:", err)
	}
	apply(t, New(link, noon), edits(aCheck("Move").CheckOn(today)))
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	if got := entry(t, db, "move", today); got.State != habits.Yes {
		t.Errorf("got %v", got)
	}
}

func TestAFileInPlaceOfTheFolderIsRefused(t *testing.T) {
	parent := filepath.Join(t.TempDir(), "file")
	write("text")(t, parent)
	unchanged(t, parent, func() {
		for name, f := range everyCall {
			t.Run(name, func(t *testing.T) {
				refused(t, f(New(filepath.Join(parent, "selfcare.db"), noon)), parent+" is no folder")
			})
			t.Run(name+", deeper", func(t *testing.T) {
				refused(t, f(New(filepath.Join(parent, "a", "selfcare.db"), noon)), "is no folder")
			})
		}
	})
}

func TestEveryFileHasItsOwnName(t *testing.T) {
	names := map[string]bool{}
	for range 3 {
		db := open(t)
		apply(t, db, record.PutHabits(aCheck("Move")))
		fill(t, db.Path(), nil, func(tx *bbolt.Tx) error {
			for _, key := range []string{rows.DatabaseKey, rows.DeviceKey} {
				name, err := rows.Meta(tx, key)
				if err != nil || len(name) < 10 || names[name] {
					t.Errorf("%s is %q (%v)", key, name, err)
				}
				names[name] = true
			}
			return nil
		})
	}
}

func TestAnOverwrittenMagicIsSeenAndNotMended(t *testing.T) {
	db := open(t)
	apply(t, db, record.PutHabits(aCheck("Move")))
	whole := bytesOf(t, db.Path())
	t.Cleanup(func() { _ = os.WriteFile(db.Path(), whole, 0o600) })
	spoilt := bytes.Clone(whole)
	for page := 0; page < 2*os.Getpagesize(); page += os.Getpagesize() {
		copy(spoilt[page+16:], "notbolt!")
	}
	if err := os.WriteFile(db.Path(), spoilt, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, f := range everyCall {
		unchanged(t, db.Path(), func() { refused(t, f(db), "does not read as it was written") })
	}
}

// Beside a device or a pipe there is no place for a lock: it may lie in a folder of the system.
func TestNothingIsMadeBesideWhatIsNoFile(t *testing.T) {
	for name, what := range map[string]func(path string) error{
		"a device": func(path string) error { return os.Symlink(os.DevNull, path) },
		"a folder": func(path string) error { return os.Mkdir(path, 0o700) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "selfcare.db")
			if err := what(path); err != nil {
				t.Skipf("SKIPPED: it cannot be made: %v", err)
			}
			_, err := New(path, noon).Apply(record.PutHabits(aCheck("Move")))
			refused(t, err, "is not a file")
			if made, err := os.ReadDir(filepath.Dir(path)); err != nil || len(made) != 1 {
				t.Errorf("beside it there is %v, %v", made, err)
			}
		})
	}
}

func TestALockThatIsALinkToNothingIsRefused(t *testing.T) {
	db := lived(t)
	if err := errors.Join(os.Remove(db.Path()+".lock"), os.Symlink("nowhere", db.Path()+".lock")); err != nil {
		t.Skipf("no link can be made: %v", err)
	}
	for call, f := range everyCall {
		if err := f(New(db.Path(), noon)); err == nil || !strings.Contains(err.Error(), ".lock is not a file") {
			t.Errorf("%s answers %v", call, err)
		}
	}
	if err := os.Remove(db.Path() + ".lock"); err != nil {
		t.Fatal(err)
	}
}
