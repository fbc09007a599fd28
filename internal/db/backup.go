package db

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"selfcare/internal/atomicfile"
	"selfcare/internal/refusal"

	"go.etcd.io/bbolt"
)

// Verifier says whether a file is sound, and what it holds; see [Verify]. Its error is a
// refusal where the file is not to be used, and none where it could not be asked.
type Verifier func(path string) (Report, error)

// ErrSlow is the cause of a Verifier's refusal where the disk did not hand out the whole file in
// time, which says nothing of it.
var ErrSlow = errors.New("not read to its end")

// ErrUnsound is among the causes of every refusal of a file that is damaged.
var ErrUnsound = errors.New("not sound")

// keepDaily makes a backup, where one is due. It returns the state in which the file was found
// to be sound with that, if it was: its copy was, and it did not change meanwhile.
func (db *DB) keepDaily() (sound state, err error) {
	if db.verify == nil || !db.due() {
		return sound, nil
	}
	before, unclear := stateOf(db.path)
	if err := db.KeepIfRoom(); err != nil || unclear != nil {
		return sound, err
	}
	if after, err := stateOf(db.path); err == nil && after == before && !db.due() {
		sound = after
	}
	return sound, nil
}

// KeepIfRoom makes a backup before or after something is changed, unless there is nothing yet,
// or too little room on the disk: changes go before backups. It refuses where the file is not
// sound.
func (db *DB) KeepIfRoom() error {
	info, err := os.Stat(db.path)
	if err != nil || db.verify == nil {
		return nil //nolint:nilerr // what is not there needs no backup
	}
	defer db.sweep()
	return db.keepBy(info.Size(), db.Within(keepWait).copyTo)
}

// keepWait is how long a backup that nobody asked for waits for others to let go of the
// file. The next change makes it, then.
const keepWait = 250 * time.Millisecond

// keepBy is KeepIfRoom of a file of a size, by a way to copy it.
func (db *DB) keepBy(size int64, copyTo func(io.Writer) error) error {
	if free, ok := freeBytes(filepath.Dir(db.path)); ok && free < 2*uint64(size) {
		return nil
	}
	if _, _, err := db.keep(db.verify, copyTo); errors.Is(err, ErrUnsound) {
		return err
	}
	return nil
}

// due reports whether there is a file that was not backed up today.
func (db *DB) due() bool {
	if db.inspect() != nil { // there is none, or whoever opens it will say what it is
		return false
	}
	all, err := db.Backups()
	if err != nil {
		return false
	}
	day := func(t time.Time) string { return t.UTC().Format(time.DateOnly) }
	for _, path := range all {
		if made, _ := BackupMade(path); day(made) == day(db.now()) {
			return false
		}
	}
	return true
}

// How many backups are kept: the newest, and the newest of each of so many days, weeks and
// months.
const (
	keepNewest  = 3
	keepDaily   = 7
	keepWeekly  = 4
	keepMonthly = 12
)

// backupTime is how the name of a backup says when it was made.
const backupTime = "2006-01-02T15-04-05"

// BackupFolder is where backups are kept, beside the file.
func (db *DB) BackupFolder() string { return db.path + backupsSuffix }

// backupsSuffix is what the name of the folder of backups has after that of the file.
const backupsSuffix = ".backups"

// Backups are the backups that are kept, the newest first; those that seem to be made later
// than now come last.
func (db *DB) Backups() ([]string, error) {
	entries, err := os.ReadDir(db.BackupFolder())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var all []string
	for _, e := range entries {
		if _, ok := BackupMade(e.Name()); ok && e.Type().IsRegular() {
			all = append(all, filepath.Join(db.BackupFolder(), e.Name()))
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(b, a) })
	past, ahead := db.apart(all)
	return append(past, ahead...), err
}

// apart is the backups made up to now, and those that seem to be made later: by a clock that
// was wrong for a while. They must not stand in the way of the others for years.
func (db *DB) apart(all []string) (past, ahead []string) {
	now := db.now()
	for _, path := range all {
		if made, _ := BackupMade(path); made.After(now) {
			ahead = append(ahead, path)
		} else {
			past = append(past, path)
		}
	}
	return past, ahead
}

// BackupMade is when a backup was made, by its name.
func BackupMade(name string) (time.Time, bool) {
	stamp, ok := strings.CutSuffix(filepath.Base(name), ".db")
	made, err := time.Parse(backupTime, stamp)
	return made, ok && err == nil
}

// Keep makes a verified copy of the file in the folder of backups, and takes away those
// that are too many. A file that is not there, or that is damaged, is not copied.
func (db *DB) Keep(verify Verifier) (path string, found Report, err error) {
	defer db.sweep()
	return db.keep(verify, db.copyTo)
}

func (db *DB) keep(verify Verifier, copyTo func(io.Writer) error) (path string, found Report, err error) {
	if err := makeFolder(db.BackupFolder()); err != nil {
		return "", found, db.explain(err, "written")
	}
	path = filepath.Join(db.BackupFolder(), db.now().UTC().Format(backupTime)+".db")
	if found, err = db.copyVerified(path, verify, copyTo); err != nil {
		_ = os.Remove(db.BackupFolder()) // where it is empty
		return "", found, err
	}
	return path, found, db.thin()
}

// Copy writes a verified copy of the file to another path, whole or not at all: the copy
// is on disk and was read again before it has its name.
func (db *DB) Copy(to string, verify Verifier) (found Report, err error) {
	if same(to, db.path) {
		return found, refusal.BadInput("%s is the data file itself; name another file", to)
	}
	if info, err := os.Stat(to); err == nil && !info.Mode().IsRegular() {
		return found, refusal.BadInput("%s is not a file; name one to write", to)
	}
	return db.copyVerified(to, verify, db.copyTo)
}

func (db *DB) copyVerified(to string, verify Verifier, copyTo func(io.Writer) error) (found Report, err error) {
	f, found, err := db.verifiedCopy(to, verify, copyTo)
	if err != nil {
		return found, err
	}
	return found, db.explain(f.Commit(), "written")
}

// CopyInto writes a verified copy of the file to one that the caller made.
func (db *DB) CopyInto(f *atomicfile.File, verify Verifier) (Report, error) {
	if err := db.mayCopy(); err != nil {
		return Report{}, err
	}
	return db.fillVerified(f, f.Name(), verify, db.copyTo)
}

// verifiedCopy returns a copy of the file that will have the path to, and what it holds. It was
// read again, and found sound.
func (db *DB) verifiedCopy(to string, verify Verifier, copyTo func(io.Writer) error) (*atomicfile.File, Report, error) {
	if err := db.mayCopy(); err != nil {
		return nil, Report{}, err
	}
	f, err := atomicfile.Create(to, 0o600)
	if err != nil {
		return nil, Report{}, explainNew(err, to)
	}
	found, err := db.fillVerified(f, to, verify, copyTo)
	if err != nil {
		return nil, found, errors.Join(err, f.Discard())
	}
	return f, found, nil
}

// fillVerified copies the file to f, which will have the path to, and verifies what is there.
func (db *DB) fillVerified(f *atomicfile.File, to string, verify Verifier, copyTo func(io.Writer) error) (Report, error) {
	if err := errors.Join(copyTo(f), f.Sync()); err != nil {
		return Report{}, explainNew(err, to)
	}
	found, err := verify(f.Name())
	if !errors.Is(err, ErrUnsound) {
		return found, err
	}
	if _, err := verify(db.path); err != nil {
		return found, err
	}
	return found, refusal.New("A copy to %s did not read as it was written; use another disk", to)
}

// mayCopy refuses to copy a file that is not there, or not one of ours.
func (db *DB) mayCopy() error {
	err := db.inspect()
	if errors.Is(err, fs.ErrNotExist) && refusal.As(err) == nil {
		return refusal.New("There is no data file yet at %s", db.path)
	}
	return err
}

// copyTo copies the bytes of the file while nobody writes to it.
func (db *DB) copyTo(w io.Writer) error {
	unlock, err := db.lock(false)
	if err != nil {
		return err
	}
	defer unlock()
	return copyInto(w, db.path)
}

// copyInto copies the bytes of the file at path.
func copyInto(w io.Writer, path string) error {
	from, err := os.Open(path)
	if err != nil {
		return because(err, fmt.Sprintf("%s may not be read.", path))
	}
	defer func() { _ = from.Close() }() // it was only read
	_, err = io.Copy(w, from)
	return err
}

// copyFile copies a file to a new one, and syncs it. Errors are about named, the file that it will be.
func copyFile(from, to, named string) error {
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return explainNew(err, named)
	}
	return explainNew(errors.Join(copyInto(f, from), f.Sync(), f.Close()), named)
}

// explainNew makes an error about a file that could not be made into a sentence.
func explainNew(err error, path string) error {
	var unconfirmed *atomicfile.Unconfirmed
	switch {
	case err == nil, refusal.As(err) != nil:
		return err
	case errors.As(err, &unconfirmed):
		return because(err, unconfirmed.Error()+".")
	case errors.Is(err, fs.ErrNotExist):
		return because(err, fmt.Sprintf("There is no folder %s.", filepath.Dir(path)))
	case isFull(err):
		return because(err, fmt.Sprintf("The disk is full, and %s was not written.", path))
	case errors.Is(err, fs.ErrPermission), isReadOnly(err):
		return because(err, fmt.Sprintf("%s may not be written.", path))
	}
	return err
}

// thin takes away a backup where there are too many: the newest are kept, and of each of the
// newest days, weeks and months that have any the newest. One goes for each that is made, so
// that a clock that is wrong once takes little with it.
func (db *DB) thin() error {
	all, err := db.Backups()
	if err != nil {
		return err
	}
	past, ahead := db.apart(all)
	keep := map[string]bool{}
	worthKeeping(past, keep)
	worthKeeping(ahead, keep)
	for _, path := range slices.Backward(all) {
		if !keep[path] {
			return os.Remove(path)
		}
	}
	return nil
}

// worthKeeping notes in keep which backups of some, the newest first, are kept.
func worthKeeping(some []string, keep map[string]bool) {
	for _, rule := range []struct {
		most int
		span func(time.Time) string
	}{
		{keepNewest, func(t time.Time) string { return t.Format(backupTime) }},
		{keepDaily, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{keepWeekly, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, w) }},
		{keepMonthly, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		spans := map[string]bool{}
		for _, path := range some {
			made, _ := BackupMade(path)
			if span := rule.span(made); !spans[span] && len(spans) < rule.most {
				spans[span] = true
				keep[path] = true
			}
		}
	}
}

// Restore puts a sound backup in the place of the file, and returns where it put what was
// there: that is kept, whatever it is. It refuses a backup that is not sound.
func (db *DB) Restore(backup string, verify Verifier) (found Report, replaced string, err error) {
	if same(backup, db.path) {
		return found, "", refusal.BadInput("%s is the data file itself; name a backup", backup)
	}
	if found, err = verify(backup); err != nil {
		return found, "", err
	}
	replaced, err = db.replace(func(temporary string) error { return copyFile(backup, temporary, db.path) })
	return found, replaced, err
}

// replace puts the file that write writes in the place of the record, and returns where it put
// what was there. A backup of it follows: from now on it is the record whose changes are
// worth most, and none of the other backups goes before it.
func (db *DB) replace(write func(temporary string) error) (replaced string, err error) {
	if _, err := db.target(); err != nil { // before anything is made beside what is no file
		return "", err
	}
	if err := makeFolder(filepath.Dir(db.path)); err != nil {
		return "", db.explain(err, "written")
	}
	replaced, err = db.replaceAlone(write)
	if err != nil {
		return replaced, err
	}
	return replaced, db.KeepIfRoom()
}

// replaceAlone is replace, while nobody reads or writes.
func (db *DB) replaceAlone(write func(temporary string) error) (replaced string, err error) {
	held, err := db.hold(true)
	if err != nil {
		return "", err
	}
	defer held.unlock()
	db.sweepAlone()
	path, err := db.target()
	if err != nil {
		return "", err
	}
	temporary := atomicfile.TemporaryName(path)
	if err := write(temporary); err != nil {
		_ = os.Remove(temporary) // where it could not even be made there is none
		return "", err
	}
	if !held.isThere() {
		return "", errors.Join(db.errLockGone(), os.Remove(temporary))
	}
	if _, err := os.Lstat(path); err == nil {
		replaced = freeName(path + ".replaced-" + db.now().UTC().Format(backupTime))
		// A second name, so that there is never none; some disks know no such.
		if os.Link(path, replaced) != nil {
			err = os.Rename(path, replaced)
		}
		if err != nil {
			return "", errors.Join(db.explain(err, "written"), os.Remove(temporary))
		}
	}
	if err := atomicfile.Rename(temporary, path); err != nil {
		if _, gone := os.Lstat(path); gone != nil && replaced != "" { // it had no second name
			err = errors.Join(err, os.Rename(replaced, path))
			replaced = ""
		}
		return replaced, db.explain(err, "written")
	}
	return replaced, db.read(func(tx *bbolt.Tx) error {
		db.note(tx.Bucket([]byte(changesBucket)).Sequence(), db.day())
		return nil
	})
}

// target is the file that is replaced: a record that is a link to a file stays one. What is
// no file, such as a folder or a pipe, is put aside like one; but not what belongs to the
// system.
func (db *DB) target() (string, error) {
	if target, err := filepath.EvalSymlinks(db.path); err == nil {
		if info, err := os.Stat(target); err == nil && info.Mode().IsRegular() {
			return target, nil
		}
	}
	if info, err := os.Lstat(db.path); err == nil && info.Mode()&(fs.ModeDevice|fs.ModeSocket) != 0 {
		return "", refusal.New("%s is not a file; name another with --db", db.path)
	}
	return db.path, nil
}

// freeName is a path that nothing has, beginning with path.
func freeName(path string) string {
	name := path
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); err != nil {
			return name
		}
		name = fmt.Sprintf("%s-%d", path, n)
	}
}
