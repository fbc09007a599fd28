package guard

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// noteBucket is the one bucket of the files of these tests.
const noteBucket = "notes"

var errSpoilt = errors.New("spoilt")

// notes is the layout of these tests.
var notes = Layout{
	Create: func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte(noteBucket))
		return err
	},
	Check: func(tx *bbolt.Tx) error {
		if tx.Bucket([]byte(noteBucket)) == nil {
			return errSpoilt
		}
		return nil
	},
	Migrate:   func(*bbolt.Tx) error { return nil },
	IsOld:     func(*bbolt.Tx) (bool, error) { return false, nil },
	Newest:    func(tx *bbolt.Tx) uint64 { return tx.Bucket([]byte(noteBucket)).Sequence() },
	ErrDamage: errSpoilt,
}

func noon() time.Time { return time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC) }

// open returns a file that is not there yet.
func open(t *testing.T) *File {
	t.Helper()
	return New(filepath.Join(t.TempDir(), "share", "notes.db"), noon, notes)
}

// write is a change that writes a note.
func write(text string) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(noteBucket))
		if _, err := b.NextSequence(); err != nil {
			return err
		}
		return b.Put([]byte("note"), []byte(text))
	}
}

// update makes a change that must be possible.
func update(t *testing.T, f *File, fn func(*bbolt.Tx) error) {
	t.Helper()
	if _, err := f.Update(fn); err != nil {
		t.Fatal(err)
	}
}

// read returns the note.
func read(t *testing.T, f *File) (text string) {
	t.Helper()
	err := f.View(func(tx *bbolt.Tx) error {
		text = string(tx.Bucket([]byte(noteBucket)).Get([]byte("note")))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// refused fails unless an error says a text.
func refused(t *testing.T, err error, text string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), text) {
		t.Errorf("got %v, want that %s", err, text)
	}
}

// verified verifies a file in this process: those of these tests end none.
func verified(path string) error {
	return New(path, noon, notes).Verify(func(*bbolt.Tx) error { return nil })
}

func TestWhatIsWrittenIsReadAndNoted(t *testing.T) {
	f := open(t)
	update(t, f, write("one"))
	update(t, f, write("two"))
	if got := read(t, f); got != "two" || f.NewestNoted() != 2 {
		t.Errorf("it holds %q, and the note says that change %d is the newest", got, f.NewestNoted())
	}
	stamp := f.Stamp()
	if again, err := f.Update(func(*bbolt.Tx) error { return ErrNothing }); err != nil || again != stamp {
		t.Errorf("a change of nothing makes %q of the stamp %q, %v", again, stamp, err)
	}
}

// What the owner of the file calls damage is told as damage, and nothing else is.
func TestDamageIsWhatTheLayoutSaysItIs(t *testing.T) {
	f := open(t)
	update(t, f, write("one"))
	if err := f.View(func(*bbolt.Tx) error { return errSpoilt }); !errors.Is(err, ErrUnsound) {
		t.Errorf("damage is told as %v", err)
	}
	other := errors.New("another")
	if err := f.View(func(*bbolt.Tx) error { return other }); !errors.Is(err, other) || errors.Is(err, ErrUnsound) {
		t.Errorf("another error is told as %v", err)
	}
}

func TestWhoCannotWaitRefusesAStaleFile(t *testing.T) {
	f := open(t)
	update(t, f, write("one"))
	if err := os.Remove(f.notePath()); err != nil {
		t.Fatal(err)
	}
	if err := f.Within(time.Second).View(func(*bbolt.Tx) error { return nil }); !errors.Is(err, errUnverified) {
		t.Errorf("got %v", err)
	}
}

func TestAMappingHasTheAddressesOfItsFile(t *testing.T) {
	m := mapping{start: 0x7f00_0000_0000, size: 1 << 20}
	for at, want := range map[uintptr]bool{
		m.start: true, m.start + 1<<20 - 1: true, m.start - 1: false, m.start + 1<<20: false, 0x1000: false, 0: false,
	} {
		if m.has(at) != want {
			t.Errorf("%#x: %v", at, !want)
		}
	}
	if (mapping{size: 1 << 20}).has(0) {
		t.Error("a file that is not mapped has an address")
	}
}

// A folder in the place of the file has no second name, as files have none on some disks: where
// the last step fails, it has to be where it was.
func TestWhatCannotBeReplacedIsPutBack(t *testing.T) {
	f := open(t)
	inside := filepath.Join(f.Path(), "somebody's own")
	if err := errors.Join(os.MkdirAll(f.Path(), 0o700), os.WriteFile(inside, []byte("words"), 0o600)); err != nil {
		t.Fatal(err)
	}
	replaced, err := f.replaceAlone(func(string) error { return nil }) // which writes nothing
	if err == nil || replaced != "" {
		t.Errorf("it answers %q, %v", replaced, err)
	}
	if got, err := os.ReadFile(inside); err != nil || string(got) != "words" {
		t.Errorf("what was there holds %q, %v", got, err)
	}
}

// Somebody may remove the lock file while it is held: whoever comes then makes a new one, and two
// would think that they are alone.
func TestALockThatWasRemovedIsNoticed(t *testing.T) {
	f := open(t)
	update(t, f, write("one"))
	removeLock := func() {
		if err := os.Remove(f.lockPath()); err != nil {
			t.Fatal(err)
		}
	}
	good, err := f.BackUp(verified)
	if err != nil {
		t.Fatal(err)
	}
	before := read(t, f)
	err = f.Rewrite(write("two"), func(path string) error {
		removeLock()
		return verified(path)
	})
	refused(t, err, ".lock was removed while selfcare was at work")
	_, err = f.replaceAlone(func(temporary string) error {
		removeLock()
		return copyFile(good, temporary, f.Path())
	})
	refused(t, err, ".lock was removed while selfcare was at work")
	if after := read(t, f); after != before {
		t.Errorf("the file was replaced all the same, and holds %q", after)
	}
	if left := f.Leftovers(); left != nil {
		t.Errorf("%s were left behind", left)
	}
}

// Who waited for a lock that was removed meanwhile asks for the new one.
func TestWhoWaitedForALockThatIsGoneTakesTheNewOne(t *testing.T) {
	f := open(t)
	update(t, f, write("one"))
	first, err := f.lock(true)
	if err != nil {
		t.Fatal(err)
	}
	waiting := make(chan heldLock)
	go func() {
		second, err := f.lock(true)
		if err != nil {
			t.Error(err)
		}
		waiting <- second
	}()
	if err := os.Remove(f.lockPath()); err != nil {
		t.Fatal(err)
	}
	first.unlock()
	second := <-waiting
	if !second.isCurrent() {
		t.Error("who waited for the lock that is gone thinks that it is alone")
	}
	second.unlock()
}

// Rewriting leaves nothing of what was taken out, in the file and in its copies.
func TestRewritingLeavesNothingBehind(t *testing.T) {
	const secret = "a word that nobody else has"
	f := open(t)
	update(t, f, write(secret))
	if _, err := f.BackUp(verified); err != nil {
		t.Fatal(err)
	}
	if err := f.Rewrite(write("other"), verified); err != nil {
		t.Fatal(err)
	}
	changed, left, err := f.RewriteCopies(write("other"), verified)
	if err != nil || changed != 1 || len(left) > 0 {
		t.Errorf("%d copies were changed, %q left, %v", changed, left, err)
	}
	copies, err := f.Copies()
	if err != nil || len(copies) != 1 {
		t.Fatalf("the copies are %q, %v", copies, err)
	}
	for _, path := range append(copies, f.Path()) {
		if b, err := os.ReadFile(path); err != nil || strings.Contains(string(b), secret) {
			t.Errorf("%s holds it still, %v", path, err)
		}
	}
	if read(t, f) != "other" {
		t.Error("what was written instead is not there")
	}
}
