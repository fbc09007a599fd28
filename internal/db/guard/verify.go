package guard

import (
	"errors"
	"time"

	"selfcare/internal/refusal"

	"go.etcd.io/bbolt"
)

// Verify reads the whole file, and refuses it where it is damaged: the structure of its pages is
// looked at here, what is in them by look.
//
// A damaged file may end the program that reads it, in ways that nothing in the program
// can prevent: this is for a process of its own.
func (f *File) Verify(look func(*bbolt.Tx) error) error {
	if err := f.inspect(); err != nil {
		return f.Explain(err, "read")
	}
	// bbolt's own lock will do: beside a backup, on whatever disk, no lock is left behind.
	return f.read(func(tx *bbolt.Tx) error {
		if pages := tx.Check(); !isClean(pages) {
			return f.damaged(errors.New("its pages do not fit together"))
		}
		err := look(tx)
		if err != nil && refusal.As(err) == nil {
			err = f.damaged(err)
		}
		return err
	})
}

// Check has verify look at the file while nobody writes to it.
func (f *File) Check(verify Verifier) error {
	if f.inspect() == nil { // beside what is no file there is no lock
		held, err := f.lock(false)
		if err != nil {
			return err
		}
		defer held.unlock()
	}
	return verify(f.path)
}

// verifyStale verifies a stale file. Where no verification can be had at all, the checksums of
// what is read have to do.
func (f *File) verifyStale() error {
	switch {
	case f.noWait:
		return errUnverified
	case f.verify == nil:
		return nil
	}
	if err := f.verify(f.path); refusal.As(err) != nil {
		return err
	}
	return nil
}

// isClean reports whether a check of pages finds nothing. Where it finds something it may go on for
// good; it is given a moment to end, so that it does not read a file that is closed already.
func isClean(found <-chan error) bool {
	if _, bad := <-found; !bad {
		return true
	}
	for late := time.After(time.Second); ; {
		select {
		case _, more := <-found:
			if !more {
				return false
			}
		case <-late:
			return false
		}
	}
}
