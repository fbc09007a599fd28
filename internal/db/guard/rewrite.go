package guard

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"selfcare/internal/atomicfile"

	"go.etcd.io/bbolt"
)

// compactSize is how many bytes are copied in one transaction.
const compactSize = 4 << 20

// Rewrite runs edit in a transaction and writes the file anew, so that no free page of it holds
// what edit took out. Where edit returns [ErrNothing], or there is no file, nothing is written.
func (f *File) Rewrite(edit func(*bbolt.Tx) error, verify Verifier) error {
	switch err := f.inspect(); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	held, err := f.lock(true)
	if err != nil {
		return err
	}
	defer held.unlock()
	f.removeLeftovers()
	if err := f.read(func(*bbolt.Tx) error { return nil }); err != nil { // is it sound?
		return err
	}
	switch err := f.rewrite(f.path, edit, verify, held); {
	case errors.Is(err, ErrNothing):
		return nil
	case err != nil:
		return f.Explain(err, "written")
	}
	return f.noteVerified()
}

// RewriteCopies is Rewrite of all copies of the file, see [File.Copies]. It returns how many were
// changed, and those that could not be: they may hold still what edit takes out.
func (f *File) RewriteCopies(edit func(*bbolt.Tx) error, verify Verifier) (changed int, left []string, err error) {
	all, err := f.Copies()
	if err != nil {
		return 0, nil, err
	}
	for _, path := range all {
		if verify(path) != nil {
			left = append(left, path)
			continue
		}
		switch err := f.rewriteCopy(path, edit, verify); {
		case errors.Is(err, ErrNothing):
		case err != nil:
			left = append(left, path)
		default:
			changed++
		}
	}
	return changed, left, nil
}

// rewriteCopy rewrites one copy of the file. It holds the lock for that one alone: there may be
// many, and others wait.
func (f *File) rewriteCopy(path string, edit func(*bbolt.Tx) error, verify Verifier) error {
	held, err := f.lock(true)
	if err != nil {
		return err
	}
	defer held.unlock()
	return f.rewrite(path, edit, verify, held)
}

// Copies returns all copies of the file that lie beside it: backups, and what was put aside when
// one was restored.
func (f *File) Copies() ([]string, error) {
	all, err := f.Backups()
	if err != nil {
		return nil, err
	}
	beside, err := os.ReadDir(filepath.Dir(f.path))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	for _, e := range beside {
		if strings.HasPrefix(e.Name(), filepath.Base(f.path)+replacedSuffix) && e.Type().IsRegular() {
			all = append(all, filepath.Join(filepath.Dir(f.path), e.Name()))
		}
	}
	return all, err
}

// rewrite rewrites one file, whole or not at all: on a copy, of which what is in use is then
// copied once more.
func (f *File) rewrite(path string, edit func(*bbolt.Tx) error, verify Verifier, held heldLock) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	copied, compacted := atomicfile.TemporaryName(path), atomicfile.TemporaryName(path)
	defer func() {
		_, _ = os.Remove(copied), os.Remove(compacted) // where they were made
	}()
	if err := copyFile(path, copied, path); err != nil {
		return err
	}
	if err := updateFile(copied, edit); err != nil {
		return err
	}
	if err := compact(compacted, copied); err != nil {
		return err
	}
	if err := verify(compacted); err != nil {
		return err
	}
	// What was taken out stands in the copy still: it goes before anything is answered.
	if err := os.Remove(copied); err != nil {
		return err
	}
	if !held.isCurrent() {
		return f.errLockGone()
	}
	return atomicfile.Rename(compacted, path)
}

// compact writes what is in use of a file to another one.
func compact(to, from string) error {
	src, err := bbolt.Open(from, 0o600, &bbolt.Options{ReadOnly: true, Timeout: Patience})
	if err != nil {
		return err
	}
	dst, err := bbolt.Open(to, 0o600, &bbolt.Options{Timeout: Patience})
	if err != nil {
		return errors.Join(err, src.Close())
	}
	return errors.Join(bbolt.Compact(dst, src, compactSize), dst.Close(), src.Close())
}
