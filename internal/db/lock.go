package db

import (
	"errors"
	"io/fs"
	"os"
	"time"

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
	for _, name := range []string{db.path + ".lock", db.path + ".gate", db.notedName()} {
		if isOdd(name) {
			return nil, unusable("%s is not a file, and selfcare keeps one of that name there; move it away and try again", name)
		}
	}
	late := time.After(db.wait)
	f := flock.New(db.path+".lock", flock.SetPermissions(0o600))
	unlock = func() { _ = f.Close() }
	leave, err := db.passGate(os.O_RDONLY, late)
	if alone && errors.Is(err, fs.ErrNotExist) {
		if ok, _ := f.TryLock(); ok {
			return unlock, nil
		}
		leave, err = db.passGate(os.O_RDONLY|os.O_CREATE, late)
	}
	if errors.Is(err, errLate) {
		return nil, db.busy()
	}
	defer leave()
	switch err := take(f, alone, late); {
	case err == nil:
		return unlock, nil
	case errors.Is(err, errLate):
		return nil, db.busy()
	case !alone && (errors.Is(err, fs.ErrPermission) || isReadOnly(err)):
		return func() {}, nil
	default:
		return nil, db.explain(err, "written")
	}
}

// isOdd reports whether something is at a path that is no file: opening a pipe would wait for
// good, and reading a device has no end.
func isOdd(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular()
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
