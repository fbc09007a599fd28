package guard

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"selfcare/internal/refusal"

	"go.etcd.io/bbolt"
)

// Layout is what the owner of a file knows of its buckets.
type Layout struct {
	// Create makes the buckets of a new file.
	Create func(*bbolt.Tx) error
	// Check refuses a file that has other buckets.
	Check func(*bbolt.Tx) error
	// Migrate changes the buckets of a file that Check passed to the current ones, and IsOld reports
	// whether it would change anything.
	Migrate func(*bbolt.Tx) error
	IsOld   func(*bbolt.Tx) (bool, error)
	// Newest returns the number of the newest change.
	Newest func(*bbolt.Tx) uint64
	// ErrDamage is among the causes of the errors of whoever reads what does not read as it was
	// written.
	ErrDamage error
}

// File is a bbolt file that is shared. Its methods may be called at the same time, by any number
// of processes.
type File struct {
	layout   Layout
	path     string
	link     string // the link that led to path, where no file is there but its backups are
	now      func() time.Time
	wait     time.Duration
	verify   Verifier     // of what is doubtful, and of backups; nil where nothing is verified
	noWait   bool         // what is doubtful is not read at all
	seen     *atomic.Bool // there was a file
	readOnly bool         // nobody writes to it: no lock is taken, and nothing noted
	noSync   bool         // leaves what Update writes to the cache; only for tests, which have to notice
}

// Patience is how long a call waits for others to let go of the file.
const Patience = 5 * time.Second

// New returns the file at path, which need not exist yet: it is made by the first change.
//
// Where path is a link, the file that it leads to is meant, and lock, note and backups are beside
// that: whoever comes by the link and whoever comes by the file itself share them. That stays so
// where the file is gone, as long as its backups are there. What is no file, such as a device,
// never gets a lock beside it by way of a link.
func New(path string, now func() time.Time, layout Layout) *File {
	f := &File{layout: layout, path: path, now: now, wait: Patience, seen: new(atomic.Bool)}
	behind := behindLinks(path)
	switch info, err := os.Stat(behind); {
	case err == nil && info.Mode().IsRegular():
		f.path = behind
	case err == nil && info.Mode()&(fs.ModeDevice|fs.ModeSocket) != 0:
	case behind != path && isFolder(behind+backupsSuffix):
		f.path, f.link = behind, path
	}
	return f
}

// behindLinks returns the path that a link leads to, whether anything is there or not. A path that
// is no link, or one that leads in a circle, it returns as it is, but for links among its folders.
func behindLinks(path string) string {
	if behind, err := filepath.EvalSymlinks(path); err == nil {
		return behind
	}
	behind := path
	for range mostLinks {
		target, err := os.Readlink(behind)
		if err != nil {
			folder, name := filepath.Split(behind)
			if folder, err = filepath.EvalSymlinks(folder); err != nil || behind == path {
				return path
			}
			return filepath.Join(folder, name)
		}
		if !filepath.IsAbs(target) {
			folder, _ := filepath.Split(behind)
			target = folder + target // not cleaned: "..", after a link to a folder, is above where that leads
		}
		behind = target
	}
	return path
}

// mostLinks is how many links are followed, one after another.
const mostLinks = 40

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// Guarded returns the same file, looked after. One that something else has changed is verified
// before it is used. A backup is made before the first change of a day and before the layout is
// changed; where it cannot be made, on a full disk for instance, the change goes on. A file that
// is not sound is neither read nor changed.
func (f *File) Guarded(verify Verifier) *File {
	guarded := *f
	guarded.verify = verify
	return &guarded
}

// Waiting returns the same file, for callers that wait for others no longer than d.
func (f *File) Waiting(d time.Duration) *File {
	other := *f
	other.wait = d
	return &other
}

// Within returns the same file, for callers that wait for others no longer than d, and do not wait
// for a verification at all: what is doubtful is refused.
func (f *File) Within(d time.Duration) *File {
	other := *f
	other.wait, other.noWait, other.verify = d, true, nil
	return &other
}

// ReadOnly returns the same file, for callers that know that nobody writes to it, such as a
// backup: it is only read, and nothing is made beside it.
func (f *File) ReadOnly() *File {
	other := *f
	other.readOnly, other.verify = true, nil
	return &other
}

// Unsynced returns the same file, whose changes do not survive a loss of power: for tests, which
// have to notice.
func (f *File) Unsynced() *File {
	other := *f
	other.noSync = true
	return &other
}

// Path returns where the file is.
func (f *File) Path() string { return f.path }

// Beside returns the path of a name in the folder of the file.
func (f *File) Beside(name string) (string, error) {
	path, err := f.target()
	return filepath.Join(filepath.Dir(path), name), err
}

// Stamp returns a text that differs from an earlier one when the file was changed in between. It
// costs a look at the file and takes no lock; it is empty where there is no file, or none that can
// be read.
//
// The time of a file moves in steps that two quick writes can share, so the stamp has the
// number of bbolt's newest transaction too.
func (f *File) Stamp() string {
	if info, err := os.Stat(f.path); err != nil || !info.Mode().IsRegular() { // opening a pipe would wait
		return ""
	}
	s, err := stateOf(f.path)
	if err != nil {
		return ""
	}
	return s.stamp()
}

// smallestFile is the size in bytes of the smallest file that bbolt makes. What is shorter was cut
// off; bbolt would take an empty file for a new one.
const smallestFile = 16 << 10

// inspect looks at the file before bbolt does, and refuses what bbolt would take for a new file, or
// write through.
func (f *File) inspect() error {
	info, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if gone := f.checkGone(); gone != nil {
			return gone
		}
		if info, there := os.Lstat(f.path); there == nil && info.Mode()&fs.ModeSymlink != 0 {
			return Unusable("%s is a link to a file that is not there; it was not touched", f.path)
		}
		return err
	case err != nil:
		return f.Explain(err, "read")
	}
	if err := f.checkRegular(info); err != nil {
		return err
	}
	if info.Size() < smallestFile {
		return f.damaged(fmt.Errorf("it has only %d bytes", info.Size()))
	}
	return nil
}

// checkGone refuses a file that was there, or has backups that a link leads to, and is no more: on a
// disk that was taken away, or because somebody moved it. A new one in its place would hide that.
func (f *File) checkGone() error {
	_, err := os.Stat(f.path)
	switch {
	case !errors.Is(err, fs.ErrNotExist):
		return nil // whoever opens it says so better
	case f.seen.Load():
		return because(ErrGone, fmt.Sprintf("%s is not there any more.", f.path))
	case f.link != "":
		return Unusable("%s is a link to a file that is not there, %s; selfcare restore brings back the newest good backup", f.link, f.path)
	}
	return nil
}

// checkRegular refuses what is no file, such as a device or a folder.
func (f *File) checkRegular(info fs.FileInfo) error {
	switch {
	case info.Mode()&(fs.ModeDevice|fs.ModeSocket) != 0:
		return Unusable("%s is not a file; name another with --db", f.path)
	case !info.Mode().IsRegular():
		return Unusable("%s is not a file; name another with --db, or selfcare restore puts it aside", f.path)
	}
	return nil
}

// target returns the file that is replaced: a link to a file stays one. What is no file, such as a
// folder or a pipe, is put aside like one; but not what belongs to the system.
func (f *File) target() (string, error) {
	if target, err := filepath.EvalSymlinks(f.path); err == nil {
		if info, err := os.Stat(target); err == nil && info.Mode().IsRegular() {
			return target, nil
		}
	}
	if info, err := os.Lstat(f.path); err == nil && info.Mode()&(fs.ModeDevice|fs.ModeSocket) != 0 {
		return "", refusal.New("%s is not a file; name another with --db", f.path)
	}
	return f.path, nil
}
