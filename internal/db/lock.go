package db

import (
	"errors"
	"io/fs"
	"time"

	"github.com/gofrs/flock"
)

// lock takes the lock beside the file, shared or alone, waiting in turn. In a
// folder that cannot be written readers go without it: bbolt has a lock of its
// own.
func (db *DB) lock(alone bool) (unlock func(), err error) {
	f := flock.New(db.path+".lock", flock.SetPermissions(0o600))
	try, take := f.TryRLock, f.RLock
	if alone {
		try, take = f.TryLock, f.Lock
	}
	unlock = func() { _ = f.Close() }
	ok, err := try()
	switch {
	case ok:
		return unlock, nil
	case err != nil && !alone && (errors.Is(err, fs.ErrPermission) || isReadOnly(err)):
		return func() {}, nil
	case err != nil:
		return nil, db.explain(err, "written")
	}
	// flock(2) queues those who wait, which asking again and again would not; but
	// it cannot be told to give up, so it waits on the side.
	taken, left := make(chan error), make(chan struct{})
	go func() {
		err := take()
		select {
		case taken <- err:
		case <-left:
			_ = f.Close()
		}
	}()
	select {
	case err := <-taken:
		return unlock, err
	case <-time.After(db.wait):
		close(left)
		return nil, db.busy()
	}
}
