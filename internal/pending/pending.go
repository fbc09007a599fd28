// Package pending keeps what the app could not write before it ended. Each app writes a file of its
// own, which nobody else writes to, in a folder of ours. The app that starts next writes the changes of
// all of them in the order in which they were saved, and removes each file when its changes are on disk.
// Changes have tokens: one that is read twice, after a kill for instance, is written once.
package pending

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"selfcare/internal/atomicfile"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/home"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/ui"
)

// largest is how large a file of waiting changes may be, in bytes.
const largest = 64 << 20

// Queue is what waits for one record.
type Queue struct {
	Folders home.Folders
	File    string       // the record
	Today   calendar.Day // to say days in words
}

// Save writes changes down for the next start, and returns an error that says where they are, or
// what is lost. List names their habits, and why says why they were not written.
func (q Queue) Save(changes []ui.Unsaved, list habits.List, why error) error {
	if len(changes) == 0 {
		return nil
	}
	words := wordsOf(changes, list, q.Today)
	var first error
	for _, folder := range folders(q.Folders) {
		path, err := q.writeTo(folder, waiting{File: q.File, Changes: changes})
		if err == nil {
			return refusal.New("%s could not be written: %s They are kept in %s and written when selfcare starts again", words, phrase.Sentence(why), path)
		}
		first = cmp.Or(first, err)
	}
	return refusal.New("%s could not be written: %s They could not be kept for the next start either: %v", words, phrase.Sentence(why), first)
}

// wordsOf returns the number of the changes, and the changes in words.
func wordsOf(changes []ui.Unsaved, list habits.List, today calendar.Day) string {
	var words []string
	for _, c := range changes {
		words = append(words, c.Words(list, today))
	}
	noun := "changes"
	if len(changes) == 1 {
		noun = "change"
	}
	return fmt.Sprintf("%d %s (%s)", len(changes), noun, strings.Join(words, ", "))
}

// writeTo writes a new file into a folder, and returns its path.
func (q Queue) writeTo(folder string, w waiting) (string, error) {
	if err := makePrivate(folder); err != nil {
		return "", err
	}
	unlock, err := lockFolder(folder, patienceToWrite)
	if err != nil {
		return "", err
	}
	defer unlock()
	text, err := w.encode()
	if err != nil {
		return "", err
	}
	// A number that goes on from all that wait keeps their order, whatever the clock says.
	next := 1
	for _, folder := range folders(q.Folders) {
		for _, f := range filesIn(folder) {
			next = max(next, f.number+1)
		}
	}
	path := filepath.Join(folder, fileName(next, w.Changes[0].Token))
	return path, atomicfile.WriteFile(path, text, 0o600)
}

// fileName returns the name of a file with a number; the token in it is random.
func fileName(number int, token string) string {
	return fmt.Sprintf("%06d-%s.json", number, strings.ToLower(token[:min(len(token), 12)]))
}

// TakeIn writes what waited for the record, and returns what there is to say of it: changes that are
// refused by now, and files that could not be read, which hold up nothing else.
func (q Queue) TakeIn(store Store) (said []string, err error) {
	if !q.isWaiting() {
		return nil, nil
	}
	unlock, err := q.lock()
	defer unlock()
	if err != nil {
		return nil, err
	}
	for _, f := range allFiles(q.Folders) { // what another one took in meanwhile is gone
		more, err := q.takeInFile(store, f.path)
		said = append(said, more...)
		if err != nil {
			return said, err
		}
	}
	return said, nil
}

// lock locks the folders where something waits, and sweeps them.
func (q Queue) lock() (unlock func(), err error) {
	unlock = func() {}
	for _, folder := range folders(q.Folders) {
		if len(filesIn(folder)) == 0 && folder != Folder(q.Folders) {
			continue
		}
		if err := makePrivate(folder); err != nil {
			continue // it is the lock alone that is missed
		}
		one, err := lockFolder(folder, patienceToTakeIn)
		if err != nil {
			return unlock, err
		}
		others := unlock
		unlock = func() { one(); others() }
		sweepHalfWritten(folder)
	}
	return unlock, nil
}

// takeInFile writes what waits in a file, and removes it.
func (q Queue) takeInFile(store Store, path string) (said []string, err error) {
	w, err := readOwn(q.Folders, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return []string{phrase.Sentence(err)}, nil
	case !sameRecord(w.File, q.File):
		return nil, nil
	}
	done, err := q.write(store, w.Changes, false)
	if err != nil {
		return done.Refused, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return done.Refused, err
	}
	return done.Refused, atomicfile.SyncDir(filepath.Dir(path))
}

// isWaiting reports whether there is anything to take in, or to sweep.
func (q Queue) isWaiting() bool {
	if len(allFiles(q.Folders)) > 0 {
		return true
	}
	for _, folder := range folders(q.Folders) {
		if len(halfWritten(folder)) > 0 {
			return true
		}
	}
	return false
}

// Import writes what waits in a file that a person named, unless it is there already; with dryRun it
// only counts. It reports whether the file is one of waiting changes.
func (q Queue) Import(store Store, path string, dryRun bool) (done Outcome, is bool, err error) {
	if !looksWaiting(path) {
		return done, false, nil
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // a link that the person names is meant
	}
	w, err := read(q.Folders, path)
	if err != nil || w.File == "" || len(w.Changes) == 0 {
		return done, false, nil //nolint:nilerr // it is another program's JSON
	}
	done, err = q.write(store, w.Changes, dryRun)
	return done, true, err
}

// sameRecord reports whether two paths name one record.
func sameRecord(a, b string) bool {
	if a == b {
		return true
	}
	realA, errA := filepath.EvalSymlinks(a)
	realB, errB := filepath.EvalSymlinks(b)
	return errA == nil && errB == nil && realA == realB
}

// readOwn reads a file that the person did not name: it has to be this user's.
func readOwn(of home.Folders, path string) (waiting, error) {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return waiting{}, err
	case !info.Mode().IsRegular():
		return waiting{}, notRegular(of.Tilde(path))
	case !belongsToUser(info):
		return waiting{}, refusal.New("%s is another user's, so nothing was taken from it; delete it", of.Tilde(path))
	}
	return read(of, path)
}

// read reads a file of waiting changes.
func read(of home.Folders, path string) (w waiting, err error) {
	f, err := os.OpenFile(path, os.O_RDONLY|openSafely, 0)
	if err != nil {
		return w, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err == nil {
		err = check(info, of.Tilde(path))
	}
	if err != nil {
		return w, err
	}
	text, err := io.ReadAll(io.LimitReader(f, largest))
	if err != nil {
		return w, err
	}
	if w, err = decode(text); err != nil {
		return w, refusal.New("%s does not read as changes that wait to be written (%v); move it away", of.Tilde(path), err)
	}
	return w, nil
}

// check refuses what cannot be a file of waiting changes; name is what it is called.
func check(info fs.FileInfo, name string) error {
	switch {
	case !info.Mode().IsRegular():
		return notRegular(name)
	case info.Size() == 0:
		return refusal.New("%s is empty, so nothing waits in it; delete it", name)
	case info.Size() > largest:
		return refusal.New("%s is larger than what selfcare writes there; move it away", name)
	}
	return nil
}

// notRegular refuses a folder, a pipe or a device.
func notRegular(name string) error {
	return refusal.New("%s is not a regular file, so nothing was taken from it; delete it", name)
}

// looksWaiting reports whether a file begins as one of pending changes does: an export is as
// large as a record, and not to be read twice.
func looksWaiting(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() { // opening a pipe would wait
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // it was only read
	head := make([]byte, 64)
	n, _ := io.ReadFull(f, head)
	return begins(head[:n])
}
