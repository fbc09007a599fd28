package db

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"selfcare/internal/refusal"

	"github.com/gofrs/flock"
)

// lock takes the lock beside the file, shared or alone, waiting in turn. In a
// folder that cannot be written readers go without it: bbolt has a lock of its
// own.
//
// The system grants a shared lock beside other shared ones at once, even while
// somebody waits to be alone: readers that come and go would keep writers out for
// good. So everybody waits at a gate, which is the lock on another file, and
// leaves it when they have the lock. The gate is made by the first writer that
// has to wait. The system opens it where a program is killed there.
func (db *DB) lock(alone bool) (unlock func(), err error) {
	held, err := db.hold(alone)
	return held.unlock, err
}

// A hold is the lock beside the file while it is held. The zero hold is of nothing.
type hold struct{ lock *flock.Flock }

// hold is lock for whoever is about to put another file in the place of the record, which has to
// ask whether the lock is still what others wait for.
func (db *DB) hold(alone bool) (hold, error) {
	for _, name := range []string{db.path + ".lock", db.path + ".gate", db.notedName()} {
		// Without a gate there is no order, and without a note a verification; without a lock nothing.
		if isOdd(name) || name == db.path+".lock" && leadsNowhere(name) {
			return hold{}, unusable("%s is not a file, and selfcare keeps one of that name there; move it away and try again", name)
		}
	}
	late := time.After(db.wait)
	for {
		held, err := db.holdOnce(alone, late)
		if err != nil || held.isThere() {
			return held, err
		}
		held.unlock() // somebody removed the lock file: others wait for a new one
	}
}

// holdOnce takes the lock on the file that is there now.
func (db *DB) holdOnce(alone bool, late <-chan time.Time) (hold, error) {
	f := flock.New(db.path+".lock", flock.SetPermissions(0o600))
	leave, err := db.passGate(os.O_RDONLY, late)
	if alone && errors.Is(err, fs.ErrNotExist) {
		if ok, _ := f.TryLock(); ok {
			return hold{f}, nil
		}
		leave, err = db.passGate(os.O_RDONLY|os.O_CREATE, late)
	}
	if errors.Is(err, errLate) {
		return hold{}, db.busy()
	}
	defer leave()
	switch err := take(f, alone, late); {
	case err == nil:
		return hold{f}, nil
	case errors.Is(err, errLate):
		return hold{}, db.busy()
	case !alone && (errors.Is(err, fs.ErrPermission) || isReadOnly(err)):
		return hold{}, nil
	case errors.Is(err, fs.ErrNotExist):
		// To those who read, that is said of a record that is not there yet.
		return hold{}, unusable("%s.lock could not be made: its folder is gone", db.path)
	default:
		return hold{}, db.explain(err, "written")
	}
}

// unlock lets go of the lock.
func (h hold) unlock() {
	if h.lock != nil {
		_ = h.lock.Close()
	}
}

// isThere reports whether the lock is on the file that others wait for. Where that was removed or
// replaced meanwhile, others may be at work already.
func (h hold) isThere() bool {
	if h.lock == nil {
		return true
	}
	held, err1 := h.lock.Stat()
	there, err2 := os.Stat(h.lock.Path())
	return err1 == nil && err2 == nil && os.SameFile(held, there)
}

// errLockGone says that the record is left as it is, because others may be writing to it.
func (db *DB) errLockGone() error {
	return refusal.New("%s.lock was removed while selfcare was at work, so nothing was changed; try again", db.path)
}

// isOdd reports whether something is at a path that is no file: opening a pipe would wait for
// good, and reading a device has no end.
func isOdd(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular()
}

// leadsNowhere reports whether a path is a link to what is not there.
func leadsNowhere(path string) bool {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	_, err := os.Lstat(path)
	return err == nil
}

// passGate waits at the gate, and keeps others there until leave is called. Where
// it returns an error other than errLate there is no gate, and nobody is kept.
func (db *DB) passGate(flag int, late <-chan time.Time) (leave func(), err error) {
	gate := flock.New(db.path+".gate", flock.SetFlag(flag), flock.SetPermissions(0o600))
	return func() { _ = gate.Close() }, take(gate, true, late)
}

// errLate says that a lock was not to be had in time.
var errLate = errors.New("held by another program")

// take takes a lock, unless it gets late before that.
func take(f *flock.Flock, alone bool, late <-chan time.Time) error {
	try, wait := f.TryRLock, f.RLock
	if alone {
		try, wait = f.TryLock, f.Lock
	}
	if ok, err := try(); ok || err != nil {
		return err
	}
	// flock(2) queues those who wait, which asking again and again would not; but
	// it cannot be told to give up, so it waits on the side.
	taken, left := make(chan error), make(chan struct{})
	go func() {
		err := wait()
		select {
		case taken <- err:
		case <-left:
			_ = f.Close()
		}
	}()
	select {
	case err := <-taken:
		return err
	case <-late:
		close(left)
		return errLate
	}
}
