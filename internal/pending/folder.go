package pending

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"selfcare/internal/atomicfile"
	"selfcare/internal/home"
)

// How long is waited for another selfcare that has the folder: one that takes in what waits may
// have to wait for the record itself, one that is about to end has no time.
const (
	patienceToTakeIn = 10 * time.Second
	patienceToWrite  = 2 * time.Second
)

// Folder returns the folder where changes wait.
func Folder(of home.Folders) string { return of.State("pending") }

// folders returns the folders where changes wait. The first is the right one; the others are for
// when it takes nothing, being on the disk that is full.
func folders(of home.Folders) []string {
	return []string{
		Folder(of), filepath.Join(of.User(), "selfcare-pending"), filepath.Join(os.TempDir(), "selfcare-pending-"+userName()),
	}
}

// earlierFiles returns the files in which earlier versions kept them, for all windows at once.
func earlierFiles(of home.Folders) []string {
	return []string{
		of.State("pending.json"), of.State("pending-2.json"),
		filepath.Join(of.User(), "selfcare-pending.json"), filepath.Join(os.TempDir(), "selfcare-pending.json"),
	}
}

// makePrivate makes a folder that only this user can look into, or refuses one that others made.
func makePrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.Mkdir(path, 0o700); err == nil {
		return atomicfile.SyncDir(filepath.Dir(path))
	} else if !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return err
	case !info.IsDir() || !belongsToUser(info):
		return fmt.Errorf("%s is not a folder of yours", path)
	case info.Mode().Perm()&0o077 != 0:
		return os.Chmod(path, 0o700)
	}
	return nil
}

// lockFolder takes the lock of a folder, which goes with the process that has it. A file system
// that has no locks is used without: tokens keep changes from being written twice.
func lockFolder(folder string, patience time.Duration) (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	path := filepath.Join(folder, "lock")
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() { // opening a pipe would wait
		return nil, fmt.Errorf("%s is not a regular file; delete it", path)
	}
	lock := flock.New(path, flock.SetPermissions(0o600))
	_, err = lock.TryLockContext(ctx, 5*time.Millisecond)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("another selfcare is busy in %s", folder)
	}
	return func() { _ = lock.Close() }, nil
}

// waitingFile is a file in which changes wait.
type waitingFile struct {
	path   string
	number int // in the order of writing; 0 is one of an earlier version
}

// entriesOf returns what is in a folder of ours; what cannot be read waits.
func entriesOf(folder string) []fs.DirEntry {
	if info, err := os.Lstat(folder); err != nil || !info.IsDir() || !belongsToUser(info) {
		return nil
	}
	entries, _ := os.ReadDir(folder) // what cannot be read waits
	return entries
}

// filesIn returns the files in a folder of ours.
func filesIn(folder string) (all []waitingFile) {
	for _, e := range entriesOf(folder) {
		digits, _, ok := strings.Cut(e.Name(), "-")
		if n, err := strconv.Atoi(digits); err == nil && ok && n > 0 && strings.HasSuffix(e.Name(), ".json") {
			all = append(all, waitingFile{filepath.Join(folder, e.Name()), n})
		}
	}
	return all
}

// allFiles returns all files in which changes wait, in the order of writing.
func allFiles(of home.Folders) (all []waitingFile) {
	for _, path := range earlierFiles(of) {
		if info, err := os.Lstat(path); err == nil && belongsToUser(info) { // in a shared folder others may have one
			all = append(all, waitingFile{path: path})
		}
	}
	for _, folder := range folders(of) {
		all = append(all, filesIn(folder)...)
	}
	slices.SortStableFunc(all, func(a, b waitingFile) int {
		if a.number == 0 || b.number == 0 || a.number != b.number {
			return a.number - b.number
		}
		return strings.Compare(filepath.Base(a.path), filepath.Base(b.path))
	})
	return all
}

// halfWritten returns the files that were being written in a folder of ours.
func halfWritten(folder string) (all []string) {
	for _, e := range entriesOf(folder) {
		if atomicfile.IsTemporary(e.Name(), "") {
			all = append(all, filepath.Join(folder, e.Name()))
		}
	}
	return all
}

// sweepHalfWritten removes what a process that was killed left half written. Whoever writes has
// the folder's lock.
func sweepHalfWritten(folder string) {
	for _, path := range halfWritten(folder) {
		_ = os.Remove(path) // the next start tries again
	}
}
