// Package atomicfile writes files whole or not at all.
//
// A file is written under a temporary name in the folder where it will be, synced, renamed, and
// then the folder is synced: whoever looks sees the old file or the new one, and after a power
// cut one of the two is there. Temporary names are random and opened exclusively, so that
// nobody can have put a link in their place.
//
// A temporary file is held while whoever writes it lives: what a killed program left behind can
// be told from what another program is writing just now, without asking a clock.
package atomicfile

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// suffix ends every temporary name.
const suffix = ".tmp"

// TemporaryName returns a new name beside path for a file that will be renamed to path.
func TemporaryName(path string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+strings.ToLower(rand.Text()[:12])+suffix)
}

// IsTemporary reports whether name, without its folder, is a temporary name of the file called
// base. Any base fits the empty one.
func IsTemporary(name, base string) bool {
	return strings.HasPrefix(name, "."+base) && strings.HasSuffix(name, suffix) && len(name) >= len("."+base+".")+12+len(suffix)
}

// Write puts what write writes in the place of the file at path, with the permissions perm. A
// link stays a link, and what it leads to is replaced. Where Write fails the file is as it was
// and nothing is left beside it.
func Write(path string, perm fs.FileMode, write func(io.Writer) error) error {
	f, err := Create(path, perm)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		return errors.Join(err, f.Discard())
	}
	return f.Commit()
}

// WriteFile is [Write] for bytes at hand.
func WriteFile(path string, data []byte, perm fs.FileMode) error {
	return Write(path, perm, func(w io.Writer) error {
		_, err := w.Write(data)
		return naming(err, path)
	})
}

// A File is a file that does not have its name yet. Either Commit or Discard ends it; until then
// [RemoveAbandoned] lets it be. It may be read by others meanwhile.
type File struct {
	*os.File
	path string // what it will be called
}

// Create makes the temporary file that will be the file at path.
func Create(path string, perm fs.FileMode) (*File, error) {
	path, err := target(path)
	if err != nil {
		return nil, err
	}
	for {
		f, err := os.OpenFile(TemporaryName(path), os.O_CREATE|os.O_EXCL|os.O_WRONLY, perm)
		if err != nil {
			return nil, naming(err, path)
		}
		hold(f)
		if isAt(f, f.Name()) {
			return &File{File: f, path: path}, nil
		}
		// Somebody took it for abandoned before it was held.
		if err := f.Close(); err != nil {
			return nil, naming(err, path)
		}
	}
}

// RemoveAbandoned removes a temporary file unless whoever writes it is still at work, and
// reports whether it is gone.
func RemoveAbandoned(path string) bool {
	f, err := os.OpenFile(path, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	abandoned := takeHold(f) && isAt(f, path)
	if runtime.GOOS != "windows" { // where nobody removes what is open
		defer func() { _ = f.Close() }() // it was not even read
	} else {
		_ = f.Close()
	}
	return abandoned && removeIfThere(path) == nil
}

// isAt reports whether an open file is the one at path.
func isAt(f *os.File, path string) bool {
	is, err1 := f.Stat()
	there, err2 := os.Lstat(path)
	return err1 == nil && err2 == nil && os.SameFile(is, there)
}

// Commit puts the file in its place, and returns when it is there to stay.
func (f *File) Commit() error {
	err := f.Sync()
	if runtime.GOOS == "windows" { // where nobody renames what is open
		err = errors.Join(err, f.Close())
	}
	if err == nil {
		err = os.Rename(f.Name(), f.path)
	}
	if err != nil {
		return errors.Join(naming(err, f.path), f.Discard())
	}
	if runtime.GOOS != "windows" {
		if err := f.Close(); err != nil {
			return naming(err, f.path)
		}
	}
	return confirm(f.path)
}

// Discard removes the temporary file.
func (f *File) Discard() error {
	if err := f.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
		return errors.Join(err, removeIfThere(f.Name()))
	}
	return removeIfThere(f.Name())
}

// Rename moves a file that has been synced to another name in the same folder, and returns when
// it is there to stay.
func Rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return confirm(to)
}

// Unconfirmed is the error of a file that is in its place, whole, of which the disk does not
// say that it stays there after a power cut.
type Unconfirmed struct {
	Path string
	Err  error
}

func (u *Unconfirmed) Error() string {
	return fmt.Sprintf("%s was written, but the disk does not confirm that it stays (%v)", u.Path, u.Err)
}

func (u *Unconfirmed) Unwrap() error { return u.Err }

// confirm makes the name of a file in its place last.
func confirm(path string) error {
	if err := SyncDir(filepath.Dir(path)); err != nil {
		return &Unconfirmed{path, err}
	}
	return nil
}

// SyncDir makes renames in a folder last. Some file systems, shared folders among them, cannot
// sync a folder: that is no error, since nothing better can be had there. [CanSyncDir] tells.
func SyncDir(dir string) error {
	if err := syncDir(dir); err != nil && !isUnsupported(err) {
		return err
	}
	return nil
}

// CanSyncDir reports whether renames in a folder can be made to last.
func CanSyncDir(dir string) bool { return !isUnsupported(syncDir(dir)) }

func syncDir(dir string) error {
	if runtime.GOOS == "windows" { // folders cannot be synced there, and renames last
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// isUnsupported reports whether an error of a folder's sync says that the file system has no
// such thing.
func isUnsupported(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EBADF)
}

// target returns the path of the file that is replaced: what path leads to where it is a link.
func target(path string) (string, error) {
	switch behind, err := filepath.EvalSymlinks(path); {
	case err == nil:
		return behind, nil
	case !errors.Is(err, fs.ErrNotExist):
		return "", naming(err, path)
	}
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "", fmt.Errorf("%s is a link to a file that is not there", path)
	}
	return path, nil
}

// naming returns err as one about the file at path: a temporary name says nothing to a person.
func naming(err error, path string) error {
	var about *fs.PathError
	if errors.As(err, &about) {
		return &fs.PathError{Op: about.Op, Path: path, Err: about.Err}
	}
	var renamed *os.LinkError
	if errors.As(err, &renamed) {
		return &fs.PathError{Op: renamed.Op, Path: path, Err: renamed.Err}
	}
	return err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
