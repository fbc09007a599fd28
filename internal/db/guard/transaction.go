package guard

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"selfcare/internal/refusal"

	"go.etcd.io/bbolt"
)

// View runs fn in a read-only transaction. A file that is not there yet is [fs.ErrNotExist].
func (f *File) View(fn func(*bbolt.Tx) error) (err error) {
	if err := f.inspect(); err != nil {
		return err
	}
	if f.readOnly {
		return f.read(fn)
	}
	held, err := f.lock(false)
	if err != nil {
		return err
	}
	defer held.unlock()
	return f.read(fn)
}

// read runs fn in a read-only transaction, when the lock is held.
func (f *File) read(fn func(*bbolt.Tx) error) (err error) {
	// A file that is cut off faults on reading; that is for the caller to hear, not
	// the end of the program. The caller's own mistakes are.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var at mapping
	defer func() {
		switch value := recover(); {
		case value == nil:
		case raisedByDamage(value, at):
			err = f.damaged(errMisfit)
		default:
			panic(value)
		}
	}()
	now, wasStale, err := f.verifyIfStale()
	if err != nil {
		return err
	}
	b, err := bbolt.Open(f.path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: f.wait})
	if err != nil {
		return f.Explain(fmt.Errorf("open: %w", err), "read")
	}
	at = mappingOf(b)
	defer func() { err = errors.Join(err, b.Close()) }()
	return f.Explain(b.View(func(tx *bbolt.Tx) error {
		if tx.Size() > now.size {
			return f.damaged(errors.New("its end is missing"))
		}
		if err := f.layout.Check(tx); err != nil {
			return err
		}
		f.seen.Store(true)
		if wasStale && f.verify != nil && f.syncFile() == nil {
			f.Note(f.layout.Newest(tx))
		}
		return fn(tx)
	}), "read")
}

// verifyIfStale returns the state that the file is in, and whether it is another than was noted, or
// was not verified lately. Such a file it refuses unless it is sound.
func (f *File) verifyIfStale() (now state, wasStale bool, err error) {
	if now, err = stateOf(f.path); err != nil {
		return now, false, f.Explain(err, "read")
	}
	noted := f.readNote()
	if !f.isStale(noted, now) {
		return now, false, nil
	}
	// What only was not verified today is not refused because the disk is slow: it was tried.
	if err := f.verifyStale(); err != nil && (noted.state != now || !errors.Is(err, ErrSlow)) {
		return now, true, err
	}
	return now, true, nil
}

// Update runs fn in a transaction, in a file that is made where there is none, and returns when
// it is on disk, with the file's stamp then. Where fn fails nothing is written, and no file made.
func (f *File) Update(fn func(*bbolt.Tx) error) (stamp string, err error) {
	sound, err := f.makeReady()
	if err != nil {
		return "", err
	}
	held, err := f.lock(true)
	if err != nil {
		return "", err
	}
	defer held.unlock()
	var newest uint64
	counted := func(tx *bbolt.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		newest = f.layout.Newest(tx)
		return nil
	}
	verified := f.day()
	if err = f.inspect(); errors.Is(err, fs.ErrNotExist) {
		err = f.create(counted)
	} else if err == nil {
		verified, err = f.change(counted, sound)
	}
	switch {
	case errors.Is(err, ErrNothing):
		return f.Stamp(), nil
	case err != nil:
		return "", f.Explain(err, "written")
	}
	f.seen.Store(true)
	return f.writeNote(newest, verified).stamp(), nil
}

// change runs fn in a transaction of a file that is there. Sound is a state in which it was
// verified just now. It returns the day on which it was verified.
func (f *File) change(fn func(*bbolt.Tx) error, sound state) (verified int64, err error) {
	if verified, err = f.prepare(sound); err != nil {
		return 0, err
	}
	return verified, f.commit(func(tx *bbolt.Tx) error {
		if err := f.migrate(tx); err != nil {
			return err
		}
		return fn(tx)
	})
}

// makeReady does what comes before a change, while others may be at work: it backs the file up
// where that is due, and makes its folder. It returns the state in which the file was verified, if
// it was.
func (f *File) makeReady() (sound state, err error) {
	if f.readOnly {
		return sound, refusal.New("This is a backup, and nothing in it is changed: %s", f.path)
	}
	if err := f.checkGone(); err != nil {
		return sound, err
	}
	// Before anything is made beside it: what is no file may lie where nothing of ours belongs.
	if info, err := os.Stat(f.path); err == nil {
		if err := f.checkRegular(info); err != nil {
			return sound, err
		}
	}
	if sound, err = f.backUpDaily(); err != nil {
		return sound, err
	}
	return sound, f.Explain(makeFolder(filepath.Dir(f.path)), "written")
}

// prepare looks at a file before it is written to, unless it is as it was left: opening to
// write changes a file before anything can be asked of it, and trusts what it reads. Sound is a
// state in which it was verified just now. It returns the day on which it was verified.
func (f *File) prepare(sound state) (verified int64, err error) {
	before := f.readNote()
	switch now, err := stateOf(f.path); {
	case err == nil && now == before.state && now == sound:
		return f.day(), nil
	case err == nil && !f.isStale(before, now):
		return before.day, nil
	}
	if err := f.read(func(*bbolt.Tx) error { return nil }); err != nil { // which may note it
		return 0, err
	}
	before = f.readNote()
	if now, err := stateOf(f.path); err != nil || before.state != now {
		return 0, f.Explain(errors.Join(err, f.syncFile()), "written")
	}
	return before.day, nil
}

// migrate changes an old layout, and makes a backup before.
func (f *File) migrate(tx *bbolt.Tx) error {
	if err := f.layout.Check(tx); err != nil {
		return err
	}
	old, err := f.layout.IsOld(tx)
	if err != nil || !old {
		return err
	}
	if f.verify != nil {
		info, err := os.Stat(f.path)
		if err != nil {
			return err
		}
		if err := f.backUpBy(info.Size(), func(to io.Writer) error { return copyInto(to, f.path) }); err != nil {
			return err
		}
	}
	return f.layout.Migrate(tx)
}

// commit opens the file to write, runs fn in a transaction, and closes it.
func (f *File) commit(fn func(*bbolt.Tx) error) (err error) {
	var file *os.File
	open := func(name string, flag int, mode os.FileMode) (*os.File, error) {
		opened, err := os.OpenFile(name, flag, mode)
		file = opened
		return opened, err
	}
	// As in read; but what bbolt has open after a fault cannot be closed by it any more, only
	// the file. It stays mapped, which would keep its lock from others.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var b *bbolt.DB
	var at mapping
	defer func() {
		value := recover()
		if value != nil && raisedByDamage(value, at) {
			err = errors.Join(f.damaged(errors.New("what is to be written does not fit into it")), unlockFile(file), file.Close())
			return
		}
		if b != nil {
			err = errors.Join(err, b.Close())
		}
		if value != nil {
			panic(value)
		}
	}()
	b, err = bbolt.Open(f.path, 0o600, &bbolt.Options{Timeout: f.wait, NoSync: f.noSync, OpenFile: open})
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	at = mappingOf(b)
	return b.Update(fn)
}

// noteVerified notes the file as one that was verified today.
func (f *File) noteVerified() error {
	return f.read(func(tx *bbolt.Tx) error {
		f.Note(f.layout.Newest(tx))
		return nil
	})
}
