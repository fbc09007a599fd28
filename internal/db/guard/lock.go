package guard

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"selfcare/internal/refusal"

	"github.com/gofrs/flock"
)

// A heldLock is the lock beside the file while it is held. The zero heldLock is of nothing.
type heldLock struct{ lock *flock.Flock }

// Lock takes the lock beside the file, shared or alone, waiting in turn.
func (f *File) Lock(alone bool) (unlock func(), err error) {
	held, err := f.lock(alone)
	return held.unlock, err
}

// lock takes the lock beside the file, shared or alone, waiting in turn. In a folder that cannot
// be written readers go without it: bbolt has a lock of its own.
//
// The system grants a shared lock beside other shared ones at once, even while somebody waits to
// be alone: readers that come and go would keep writers out for good. So everybody waits at a
// gate, which is the lock on another file, and leaves it when they have the lock. The gate is made
// by the first writer that has to wait. The system opens it where a program is killed there.
func (f *File) lock(alone bool) (heldLock, error) {
	for _, name := range []string{f.lockPath(), f.gatePath(), f.notePath()} {
		// Without a gate there is no order, and without a note a verification; without a lock nothing.
		if isOdd(name) || name == f.lockPath() && leadsNowhere(name) {
			return heldLock{}, Unusable("%s is not a file, and selfcare keeps one of that name there; move it away and try again", name)
		}
	}
	late := time.After(f.wait)
	for {
		held, err := f.lockOnce(alone, late)
		if err != nil || held.isCurrent() {
			return held, err
		}
		held.unlock() // somebody removed the lock file: others wait for a new one
	}
}

func (f *File) lockPath() string { return f.path + ".lock" }
func (f *File) gatePath() string { return f.path + ".gate" }

// lockOnce takes the lock on the file that is there now.
func (f *File) lockOnce(alone bool, late <-chan time.Time) (heldLock, error) {
	lock := flock.New(f.lockPath(), flock.SetPermissions(0o600))
	leave, err := f.passGate(os.O_RDONLY, late)
	if alone && errors.Is(err, fs.ErrNotExist) {
		if ok, _ := lock.TryLock(); ok {
			return heldLock{lock}, nil
		}
		leave, err = f.passGate(os.O_RDONLY|os.O_CREATE, late)
	}
	if errors.Is(err, errLate) {
		return heldLock{}, f.busy()
	}
	defer leave()
	switch err := lockWithin(lock, alone, late); {
	case err == nil:
		return heldLock{lock}, nil
	case errors.Is(err, errLate):
		return heldLock{}, f.busy()
	case !alone && (errors.Is(err, fs.ErrPermission) || isReadOnly(err)):
		return heldLock{}, nil
	case errors.Is(err, fs.ErrNotExist):
		// To those who read, that is said of a file that is not there yet.
		return heldLock{}, Unusable("%s.lock could not be made: its folder is gone", f.path)
	default:
		return heldLock{}, f.Explain(err, "written")
	}
}

// unlock releases the lock.
func (h heldLock) unlock() {
	if h.lock != nil {
		_ = h.lock.Close()
	}
}

// isCurrent reports whether the lock is on the file that others wait for. Where that was removed or
// replaced meanwhile, others may be at work already.
func (h heldLock) isCurrent() bool {
	if h.lock == nil {
		return true
	}
	held, err1 := h.lock.Stat()
	there, err2 := os.Stat(h.lock.Path())
	return err1 == nil && err2 == nil && os.SameFile(held, there)
}

// errLockGone says that the file is left as it is, because others may be writing to it.
func (f *File) errLockGone() error {
	return refusal.New("%s.lock was removed while selfcare was at work, so nothing was changed; try again", f.path)
}

// isOdd reports whether something is at a path that is no file: opening a pipe would wait for
// good, and reading a device has no end.
func isOdd(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular()
}

// leadsNowhere reports whether a path is a link to what is not there. A file that somebody makes at
// the path meanwhile is none.
func leadsNowhere(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	_, err = os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// passGate waits at the gate, and keeps others there until leave is called. Where
// it returns an error other than errLate there is no gate, and nobody is kept.
func (f *File) passGate(flag int, late <-chan time.Time) (leave func(), err error) {
	gate := flock.New(f.gatePath(), flock.SetFlag(flag), flock.SetPermissions(0o600))
	return func() { _ = gate.Close() }, lockWithin(gate, true, late)
}

// lockWithin takes a lock, unless it gets late before that.
func lockWithin(f *flock.Flock, alone bool, late <-chan time.Time) error {
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
