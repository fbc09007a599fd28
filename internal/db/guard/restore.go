package guard

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"selfcare/internal/atomicfile"
	"selfcare/internal/refusal"

	"go.etcd.io/bbolt"
)

// Restore puts a sound backup in the place of the file, and returns where it put what was
// there: that stays, whatever it is. It refuses a backup that is not sound.
func (f *File) Restore(backup string, verify Verifier) (replaced string, err error) {
	if isSameFile(backup, f.path) {
		return "", refusal.BadInput("%s is the data file itself; name a backup", backup)
	}
	if err := verify(backup); err != nil {
		return "", err
	}
	return f.replace(func(temporary string) error { return copyFile(backup, temporary, f.path) })
}

// Rebuild puts in the place of the file a copy of a backup, or a new file where none is named, with
// what build writes to it of what remains of the file. It returns where it put what was there, as
// Restore does.
func (f *File) Rebuild(backup string, build func(tx *bbolt.Tx, remains []byte) error, verify Verifier) (replaced string, err error) {
	if backup != "" {
		if err := verify(backup); err != nil {
			return "", err
		}
	}
	return f.replace(func(temporary string) error {
		remains, err := f.Remains()
		if err != nil {
			return err
		}
		if backup != "" {
			err = copyFile(backup, temporary, f.path)
		} else {
			err = f.makeFile(temporary, func(*bbolt.Tx) error { return nil })
		}
		if err != nil {
			return err
		}
		if err := updateFile(temporary, func(tx *bbolt.Tx) error { return build(tx, remains) }); err != nil {
			return err
		}
		return verify(temporary)
	})
}

// Remains returns the bytes of what is in the place of the file, whatever its state.
func (f *File) Remains() ([]byte, error) {
	info, err := os.Stat(f.path)
	if err != nil || !info.Mode().IsRegular() { // reading a pipe would wait
		return nil, nil //nolint:nilerr // nothing remains of what is not there
	}
	remains, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrPermission) {
		return nil, nil //nolint:nilerr // it is put aside unread
	}
	if err != nil {
		err = because(err, fmt.Sprintf("%s may not be read.", f.path))
	}
	return remains, err
}

// replace puts what write writes in the place of the file, and returns where it put what was
// there. A backup of it follows: from now on its changes are worth most, and none of the other
// backups goes before it.
func (f *File) replace(write func(temporary string) error) (replaced string, err error) {
	if _, err := f.target(); err != nil { // before anything is made beside what is no file
		return "", err
	}
	if err := makeFolder(filepath.Dir(f.path)); err != nil {
		return "", f.Explain(err, "written")
	}
	replaced, err = f.replaceAlone(write)
	if err != nil {
		return replaced, err
	}
	return replaced, f.BackUpIfRoom()
}

// replaceAlone is replace, while nobody reads or writes.
func (f *File) replaceAlone(write func(temporary string) error) (replaced string, err error) {
	held, err := f.lock(true)
	if err != nil {
		return "", err
	}
	defer held.unlock()
	f.removeLeftovers()
	path, err := f.target()
	if err != nil {
		return "", err
	}
	temporary := atomicfile.TemporaryName(path)
	if err := write(temporary); err != nil {
		_ = os.Remove(temporary) // where it could not even be made there is none
		return "", err
	}
	if !held.isCurrent() {
		return "", errors.Join(f.errLockGone(), os.Remove(temporary))
	}
	if _, err := os.Lstat(path); err == nil {
		if replaced, err = f.putAside(path); err != nil {
			return "", errors.Join(f.Explain(err, "written"), os.Remove(temporary))
		}
	}
	if err := atomicfile.Rename(temporary, path); err != nil {
		if _, gone := os.Lstat(path); gone != nil && replaced != "" { // it had no second name
			err = errors.Join(err, os.Rename(replaced, path))
			replaced = ""
		}
		return replaced, f.Explain(err, "written")
	}
	return replaced, f.noteVerified()
}

// replacedSuffix follows the name of the file in that of one that was put aside; the time follows.
const replacedSuffix = ".replaced-"

// putAside gives what is at path another name beside it, and returns that. It is a second name, so
// that there is never none, except on disks that know no such.
func (f *File) putAside(path string) (replaced string, err error) {
	replaced = freeName(path + replacedSuffix + f.now().UTC().Format(backupTime))
	if os.Link(path, replaced) != nil {
		err = os.Rename(path, replaced)
	}
	return replaced, err
}

// freeName returns a path that nothing has, beginning with path.
func freeName(path string) string {
	name := path
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); err != nil {
			return name
		}
		name = fmt.Sprintf("%s-%d", path, n)
	}
}
