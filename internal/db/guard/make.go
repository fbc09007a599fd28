package guard

import (
	"errors"
	"os"
	"path/filepath"

	"selfcare/internal/atomicfile"

	"go.etcd.io/bbolt"
)

// create makes the file, with what fn writes, whole or not at all: under another
// name, renamed when it is on disk.
func (f *File) create(fn func(*bbolt.Tx) error) (err error) {
	f.removeLeftovers() // an earlier attempt may have been killed
	temporary := atomicfile.TemporaryName(f.path)
	err = f.makeFile(temporary, fn)
	if err == nil {
		err = atomicfile.Rename(temporary, f.path)
	}
	if err != nil {
		_ = os.Remove(temporary) // where it could not even be made, or has its name, there is none
	}
	return err
}

// makeFile makes a file with what fn writes.
func (f *File) makeFile(path string, fn func(*bbolt.Tx) error) error {
	return updateFile(path, func(tx *bbolt.Tx) error {
		if err := f.layout.Create(tx); err != nil {
			return err
		}
		return fn(tx)
	})
}

// updateFile runs fn in a transaction, in a file that nobody else knows of.
func updateFile(path string, fn func(*bbolt.Tx) error) error {
	b, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: Patience})
	if err != nil {
		return err
	}
	return errors.Join(b.Update(fn), b.Close())
}

// makeFolder makes a folder, with those that it is in, so that they last.
func makeFolder(path string) error {
	var missing []string
	for at := path; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || at == filepath.Dir(at) {
			break
		}
		missing = append(missing, at)
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	for _, made := range missing {
		if err := atomicfile.SyncDir(filepath.Dir(made)); err != nil {
			return err
		}
	}
	return nil
}

// syncFile makes what can be read of a stale file what is on disk: whoever wrote it may have
// been killed, or told by the disk that it could not be written, before it was. The next
// change writes over pages that only the state before still uses. The newest meta page is
// written anew, since a disk that failed to take a page once may not be asked again.
func (f *File) syncFile() error {
	path, err := f.target()
	if err != nil {
		return err
	}
	opened, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = rewriteMeta(opened)
	if err == nil {
		err = opened.Sync()
	}
	if err := errors.Join(err, opened.Close()); err != nil {
		return err
	}
	return atomicfile.SyncDir(filepath.Dir(path))
}

// rewriteMeta writes the newest meta page as it is.
func rewriteMeta(f *os.File) error {
	pages, err := metasOf(f)
	if err != nil {
		return err
	}
	at := int64(0)
	if pages[1].transaction > pages[0].transaction {
		at = int64(pages[0].pageSize)
	}
	page := make([]byte, pages[0].pageSize)
	if _, err := f.ReadAt(page, at); err != nil {
		return err
	}
	_, err = f.WriteAt(page, at)
	return err
}
