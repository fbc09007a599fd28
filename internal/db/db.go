package db

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync/atomic"
	"time"

	"selfcare/internal/atomicfile"
	"selfcare/internal/refusal"

	"go.etcd.io/bbolt"
	bolterr "go.etcd.io/bbolt/errors"
)

// schema is the version of the layout that this program writes.
const schema = 3

// smallest is the size in bytes of the smallest file that bbolt makes. What is
// shorter was cut off; bbolt would take an empty file for a new one.
const smallest = 16 << 10

// patience is how long a call waits for others to let go of the file.
const patience = 5 * time.Second

// DB is the record in one file. Its methods may be called at the same time, by
// any number of processes.
type DB struct {
	path     string
	link     string // the link that led to path, where no file is there but its backups are
	now      func() time.Time
	wait     time.Duration
	verify   Verifier     // of what is doubtful, and of backups; nil where nothing is verified
	noWait   bool         // what is doubtful is not read at all
	seen     *atomic.Bool // there was a file
	readOnly bool         // nobody writes to it: no lock is taken, and nothing noted
	noSync   bool         // leaves what update writes to the cache; only for tests, which have to notice
}

// New returns the record in the file at path, which need not exist yet: it is made by
// the first change. Now stamps the lines of the change log.
//
// Where path is a link, the file that it leads to is the record, and lock, note and backups are
// beside that: whoever comes by the link and whoever comes by the file itself share them. That
// stays so where the file is gone, as long as its backups are there. What is no file, such as a
// device, never gets a lock beside it by way of a link.
func New(path string, now func() time.Time) *DB {
	db := &DB{path: path, now: now, wait: patience, seen: new(atomic.Bool)}
	behind := behindLinks(path)
	switch info, err := os.Stat(behind); {
	case err == nil && info.Mode().IsRegular():
		db.path = behind
	case err == nil && info.Mode()&(fs.ModeDevice|fs.ModeSocket) != 0:
	case behind != path && isFolder(behind+backupsSuffix):
		db.path, db.link = behind, path
	}
	return db
}

// behindLinks returns the path that a link leads to, whether anything is there or not. A path that
// is no link, or one that leads in a circle, it returns as it is, but for links among its folders.
func behindLinks(path string) string {
	if behind, err := filepath.EvalSymlinks(path); err == nil {
		return behind
	}
	behind := path
	for range mostLinks {
		target, err := os.Readlink(behind)
		if err != nil {
			folder, name := filepath.Split(behind)
			if folder, err = filepath.EvalSymlinks(folder); err != nil || behind == path {
				return path
			}
			return filepath.Join(folder, name)
		}
		if !filepath.IsAbs(target) {
			folder, _ := filepath.Split(behind)
			target = folder + target // not cleaned: "..", after a link to a folder, is above where that leads
		}
		behind = target
	}
	return path
}

// mostLinks is how many links are followed, one after another.
const mostLinks = 40

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// Guarded is the same record, looked after. A file that something else has changed is
// verified before it is used. A backup is made before the first change of a day and before
// the layout is changed; where it cannot be made, on a full disk for instance, the change goes
// on. A file that is not sound is neither read nor changed.
func (db *DB) Guarded(verify Verifier) *DB {
	guarded := *db
	guarded.verify = verify
	return &guarded
}

// Waiting returns the same record, for callers that wait for others no longer than d.
func (db *DB) Waiting(d time.Duration) *DB {
	other := *db
	other.wait = d
	return &other
}

// Within is the same record, for callers that wait for others no longer than d, and do not
// wait for a verification at all: what is doubtful is refused.
func (db *DB) Within(d time.Duration) *DB {
	hasty := *db
	hasty.wait, hasty.noWait, hasty.verify = d, true, nil
	return &hasty
}

// ReadOnly is the same record, of a file that nobody writes to, such as a backup: it is only
// read, and nothing is made beside it.
func (db *DB) ReadOnly() *DB {
	still := *db
	still.readOnly, still.verify = true, nil
	return &still
}

// Path is where the file is.
func (db *DB) Path() string { return db.path }

// view runs fn in a read-only transaction. A file that is not there yet is
// [fs.ErrNotExist].
func (db *DB) view(fn func(*bbolt.Tx) error) (err error) {
	if err := db.inspect(); err != nil {
		return err
	}
	if db.readOnly {
		return db.read(fn)
	}
	unlock, err := db.lock(false)
	if err != nil {
		return err
	}
	defer unlock()
	return db.read(fn)
}

// read runs fn in a read-only transaction, when the lock is held.
func (db *DB) read(fn func(*bbolt.Tx) error) (err error) {
	// A file that is cut off faults on reading; that is for the caller to hear, not
	// the end of the program. The caller's own mistakes are.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var at mapping
	defer func() {
		switch value := recover(); {
		case value == nil:
		case isDamage(value, at):
			err = db.damaged(errMisfit)
		default:
			panic(value)
		}
	}()
	now, err := stateOf(db.path)
	if err != nil {
		return db.explain(err, "read")
	}
	noted := db.noted()
	doubtful := db.isStale(noted, now)
	if doubtful {
		// What only was not verified today is not refused because the disk is slow: it was tried.
		if err := db.verifyStale(); err != nil && (noted.state != now || !errors.Is(err, ErrSlow)) {
			return err
		}
	}
	b, err := bbolt.Open(db.path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: db.wait})
	if err != nil {
		return db.explain(fmt.Errorf("open: %w", err), "read")
	}
	at = mappingOf(b)
	defer func() { err = errors.Join(err, b.Close()) }()
	return db.explain(b.View(func(tx *bbolt.Tx) error {
		if tx.Size() > now.size {
			return db.damaged(errors.New("its end is missing"))
		}
		if err := checkSchema(tx); err != nil {
			return err
		}
		db.seen.Store(true)
		if doubtful && db.verify != nil && db.syncFile() == nil {
			db.note(tx.Bucket([]byte(changesBucket)).Sequence(), db.day())
		}
		return fn(tx)
	}), "read")
}

// errMisfit says that pages lead where they should not, or say of themselves what they are not.
var errMisfit = errors.New("its parts do not fit together")

// verifyStale verifies a doubtful file. Where no verification can be had at all, the checksums of
// what is read have to do.
func (db *DB) verifyStale() error {
	switch {
	case db.noWait:
		return errDoubtful
	case db.verify == nil:
		return nil
	}
	if _, err := db.verify(db.path); refusal.As(err) != nil {
		return err
	}
	return nil
}

// errDoubtful says that a file is not as it was noted, and that there is no time to verify it.
var errDoubtful = errors.New("not as it was noted")

// errNothing says that there was nothing to write after all: the transaction is
// rolled back, and that is no error.
var errNothing = errors.New("nothing to write")

// update runs fn in a transaction, in a file that is made where there is none,
// and returns when it is on disk, with the store's stamp then. Where fn fails
// nothing is written, and no file made.
func (db *DB) update(fn func(*bbolt.Tx) error) (stamp string, err error) {
	if db.readOnly {
		return "", refusal.New("This is a backup, and nothing in it is changed: %s", db.path)
	}
	if err := db.isGone(); err != nil {
		return "", err
	}
	// Before anything is made beside it: what is no file may lie where nothing of ours belongs.
	if info, err := os.Stat(db.path); err == nil {
		if err := db.isFile(info); err != nil {
			return "", err
		}
	}
	sound, err := db.keepDaily()
	if err != nil {
		return "", err
	}
	if err := makeFolder(filepath.Dir(db.path)); err != nil {
		return "", db.explain(err, "written")
	}
	unlock, err := db.lock(true)
	if err != nil {
		return "", err
	}
	defer unlock()
	var changes uint64
	watched := func(tx *bbolt.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		changes = tx.Bucket([]byte(changesBucket)).Sequence()
		return nil
	}
	switch err := db.inspect(); {
	case errors.Is(err, fs.ErrNotExist):
		switch err := db.create(watched); {
		case errors.Is(err, errNothing):
			return "", nil
		case err != nil:
			return "", db.explain(err, "written")
		}
		return db.written(changes, db.day()), nil
	case err != nil:
		return "", err
	}
	verified, err := db.prepare(sound)
	if err != nil {
		return "", err
	}
	err = db.commit(func(tx *bbolt.Tx) error {
		if err := checkSchema(tx); err != nil {
			return err
		}
		if err := db.keepLayout(tx); err != nil {
			return err
		}
		if err := migrate(tx); err != nil {
			return err
		}
		return watched(tx)
	})
	switch {
	case errors.Is(err, errNothing):
		return db.Stamp(), nil
	case err != nil:
		return "", db.explain(err, "written")
	}
	return db.written(changes, verified), nil
}

// prepare looks at a file before it is written to, unless it is as it was left: opening to
// write changes a file before anything can be asked of it, and trusts what it reads. Sound is a
// state in which it was verified just now. It returns the day on which it was verified.
func (db *DB) prepare(sound state) (verified int64, err error) {
	before := db.noted()
	switch now, err := stateOf(db.path); {
	case err == nil && now == before.state && now == sound:
		return db.day(), nil
	case err == nil && !db.isStale(before, now):
		return before.day, nil
	}
	if err := db.read(func(*bbolt.Tx) error { return nil }); err != nil { // which may note it
		return 0, err
	}
	before = db.noted()
	if now, err := stateOf(db.path); err != nil || before.state != now {
		return 0, db.explain(errors.Join(err, db.syncFile()), "written")
	}
	return before.day, nil
}

// keepLayout makes a backup of a file whose layout is about to change.
func (db *DB) keepLayout(tx *bbolt.Tx) error {
	version, err := schemaOf(tx)
	if err != nil || version == schema || db.verify == nil {
		return err
	}
	info, err := os.Stat(db.path)
	if err != nil {
		return err
	}
	return db.keepBy(info.Size(), func(to io.Writer) error { return copyInto(to, db.path) })
}

// commit opens the file to write, runs fn in a transaction, and closes it.
func (db *DB) commit(fn func(*bbolt.Tx) error) (err error) {
	var file *os.File
	open := func(name string, flag int, mode os.FileMode) (*os.File, error) {
		f, err := os.OpenFile(name, flag, mode)
		file = f
		return f, err
	}
	// As in read; but what bbolt has open after a fault cannot be closed by it any more, only
	// the file. It stays mapped, which would keep its lock from others.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var b *bbolt.DB
	var at mapping
	defer func() {
		value := recover()
		if value != nil && isDamage(value, at) {
			err = errors.Join(db.damaged(errors.New("what is to be written does not fit into it")), unlockFile(file), file.Close())
			return
		}
		if b != nil {
			err = errors.Join(err, b.Close())
		}
		if value != nil {
			panic(value)
		}
	}()
	b, err = bbolt.Open(db.path, 0o600, &bbolt.Options{Timeout: db.wait, NoSync: db.noSync, OpenFile: open})
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	at = mappingOf(b)
	return b.Update(fn)
}

// written notes what was written, and when all of it was verified, and returns the stamp after
// it.
func (db *DB) written(changes uint64, verified int64) (stamp string) {
	db.seen.Store(true)
	return db.note(changes, verified).stamp()
}

// isGone refuses a file that was there, or has backups that a link leads to, and is no more: on a
// disk that was taken away, or because somebody moved it. A new one in its place would hide that.
func (db *DB) isGone() error {
	_, err := os.Stat(db.path)
	switch {
	case !errors.Is(err, fs.ErrNotExist):
		return nil // whoever opens it says so better
	case db.seen.Load():
		return because(ErrGone, fmt.Sprintf("%s is not there any more.", db.path))
	case db.link != "":
		return unusable("%s is a link to a file that is not there, %s; selfcare restore brings back the newest good backup", db.link, db.path)
	}
	return nil
}

// ErrGone is among the causes of the refusal of a file that was there and is no more.
var ErrGone = errors.New("gone")

// inspect looks at the file before bbolt does, and refuses what bbolt would take
// for a new file, or write through.
func (db *DB) inspect() error {
	info, err := os.Stat(db.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if gone := db.isGone(); gone != nil {
			return gone
		}
		if _, err := os.Lstat(db.path); err == nil {
			return unusable("%s is a link to a file that is not there; it was not touched", db.path)
		}
		return err
	case err != nil:
		return db.explain(err, "read")
	}
	if err := db.isFile(info); err != nil {
		return err
	}
	if info.Size() < smallest {
		return db.damaged(fmt.Errorf("it has only %d bytes", info.Size()))
	}
	return nil
}

// isFile refuses what is no file, such as a device or a folder.
func (db *DB) isFile(info fs.FileInfo) error {
	switch {
	case info.Mode()&(fs.ModeDevice|fs.ModeSocket) != 0:
		return unusable("%s is not a file; name another with --db", db.path)
	case !info.Mode().IsRegular():
		return unusable("%s is not a file; name another with --db, or selfcare restore puts it aside", db.path)
	}
	return nil
}

// explain makes errors of the machine into sentences; others it returns as they
// are. What was tried is read or written.
func (db *DB) explain(err error, tried string) error {
	var unconfirmed *atomicfile.Unconfirmed
	switch {
	case err == nil, refusal.As(err) != nil:
		return err
	case errors.As(err, &unconfirmed):
		return because(err, unconfirmed.Error()+".")
	case errors.Is(err, bolterr.ErrTimeout):
		return db.busy()
	case isFull(err):
		return because(err, "The disk is full.")
	case isReadOnly(err), errors.Is(err, fs.ErrPermission):
		return because(err, fmt.Sprintf("%s may not be %s.", db.path, tried))
	case errors.Is(err, errRecord), errors.Is(err, errMeta), errors.Is(err, bolterr.ErrInvalid), errors.Is(err, bolterr.ErrChecksum), errors.Is(err, bolterr.ErrVersionMismatch):
		return db.damaged(err)
	case isNotFolder(err):
		return because(err, fmt.Sprintf("%s is no folder; name another file with --db.", filepath.Dir(db.path)))
	}
	return err
}

func (db *DB) busy() error {
	return because(bolterr.ErrTimeout, fmt.Sprintf("%s is held by another program; try again in a moment.", db.path))
}

func (db *DB) damaged(cause error) error {
	return because(errors.Join(ErrUnsound, cause), fmt.Sprintf("The data file %s does not read as it was written (%v). It was not touched; %s.", db.path, cause, Advice))
}

// Advice ends what is said of a damaged file.
const Advice = "selfcare restore brings back the newest good backup, and what can be read of later changes"

// errUnusable is the cause of the refusal of what is in the place of the file: what is to be
// written waits until it is gone.
var errUnusable = errors.New("not to be used")

// unusable refuses what is in the place of the file, in a sentence.
func unusable(format string, args ...any) error {
	return because(errUnusable, fmt.Sprintf(format, args...)+".")
}

func because(cause error, text string) error { return &refusal.Error{Text: text, Cause: cause} }
