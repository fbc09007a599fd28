package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/gofrs/flock"

	"selfcare/internal/atomicfile"
	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/ui"
)

// What the app cannot write before it ends waits in a file of its own, which nobody else writes
// to, in a folder of our own; see pendingFolders. Whoever starts next takes in all of them in
// the order in which they were written, and removes each when what it holds is on disk. Their
// changes have tokens: one that is taken in twice, after a kill for instance, is written once.

// largestPending is how large a file of waiting changes may be, in bytes.
const largestPending = 64 << 20

// How long is waited for another selfcare that has the folder: one that takes in what waits may
// have to wait for the record itself, one that is about to end has no time.
const (
	patienceToTakeIn = 10 * time.Second
	patienceToKeep   = 2 * time.Second
)

func pendingFolder() string { return filepath.Join(xdg.StateHome, "selfcare", "pending") }

// pendingFolders are the folders where changes wait. The first is the right one; the others are
// for when it takes nothing, being on the disk that is full.
func pendingFolders() []string {
	return []string{
		pendingFolder(), filepath.Join(xdg.Home, "selfcare-pending"), filepath.Join(os.TempDir(), "selfcare-pending-"+userName()),
	}
}

// earlierPending are the files in which earlier versions kept them, for all windows at once.
func earlierPending() []string {
	return []string{
		filepath.Join(xdg.StateHome, "selfcare", "pending.json"), filepath.Join(xdg.StateHome, "selfcare", "pending-2.json"),
		filepath.Join(xdg.Home, "selfcare-pending.json"), filepath.Join(os.TempDir(), "selfcare-pending.json"),
	}
}

// keep writes the changes down for the next start, and returns an error that says where they
// are, or what is lost.
func (p *program) keep(changes []ui.Unsaved, list habits.List, why error) error {
	if len(changes) == 0 {
		return nil
	}
	words := wordsOf(changes, list, p.today())
	var first error
	for _, folder := range pendingFolders() {
		path, err := writePending(folder, pending{File: p.file, Changes: changes})
		if err == nil {
			return refusal.New("%s could not be written: %s They are kept in %s and written when selfcare starts again", words, phrase.Sentence(why), path)
		}
		first = cmp.Or(first, err)
	}
	return refusal.New("%s could not be written: %s They could not be kept for the next start either: %v", words, phrase.Sentence(why), first)
}

// wordsOf is the number of the changes, and the changes in words.
func wordsOf(changes []ui.Unsaved, list habits.List, today calendar.Day) string {
	noun := "changes"
	if len(changes) == 1 {
		noun = "change"
	}
	var words []string
	for _, c := range changes {
		words = append(words, c.Words(list, today))
	}
	return fmt.Sprintf("%d %s (%s)", len(changes), noun, strings.Join(words, ", "))
}

// writePending writes a new file into a folder, and returns its path.
func writePending(folder string, w pending) (string, error) {
	if err := ownFolder(folder); err != nil {
		return "", err
	}
	unlock, err := lockPending(folder, patienceToKeep)
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
	for _, folder := range pendingFolders() {
		for _, f := range pendingIn(folder) {
			next = max(next, f.number+1)
		}
	}
	path := filepath.Join(folder, pendingName(next, w.Changes[0].Token))
	return path, atomicfile.WriteFile(path, text, 0o600)
}

// pendingName is the name of a file with a number; the token in it is random.
func pendingName(number int, token string) string {
	return fmt.Sprintf("%06d-%s.json", number, strings.ToLower(token[:min(len(token), 12)]))
}

// ownFolder makes a folder that only this user can look into, or refuses one that others made.
func ownFolder(path string) error {
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

// lockPending takes the lock of a folder, which goes with the process that has it. A file system
// that has no locks is used without: tokens keep changes from being written twice.
func lockPending(folder string, patience time.Duration) (unlock func(), err error) {
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

// pendingFile is a file in which changes wait.
type pendingFile struct {
	path   string
	number int // in the order of writing; 0 is one of an earlier version
}

// pendingIn returns the files in a folder of ours.
func pendingIn(folder string) (all []pendingFile) {
	if info, err := os.Lstat(folder); err != nil || !info.IsDir() || !belongsToUser(info) {
		return nil
	}
	entries, _ := os.ReadDir(folder) // what cannot be read waits
	for _, e := range entries {
		digits, _, ok := strings.Cut(e.Name(), "-")
		if n, err := strconv.Atoi(digits); err == nil && ok && n > 0 && strings.HasSuffix(e.Name(), ".json") {
			all = append(all, pendingFile{filepath.Join(folder, e.Name()), n})
		}
	}
	return all
}

// allPending returns all files in which changes wait, in the order of writing.
func allPending() (all []pendingFile) {
	for _, path := range earlierPending() {
		if info, err := os.Lstat(path); err == nil && belongsToUser(info) { // in a shared folder others may have one
			all = append(all, pendingFile{path: path})
		}
	}
	for _, folder := range pendingFolders() {
		all = append(all, pendingIn(folder)...)
	}
	slices.SortStableFunc(all, func(a, b pendingFile) int {
		if a.number == 0 || b.number == 0 || a.number != b.number {
			return a.number - b.number
		}
		return strings.Compare(filepath.Base(a.path), filepath.Base(b.path))
	})
	return all
}

// catchUp writes what waited for this store, and returns what there is to say of it: changes that
// are refused by now, and files that could not be read, which hold up nothing else.
func (p *program) catchUp(store *db.DB) (said []string, err error) {
	if !somethingWaits() {
		return nil, nil
	}
	for _, folder := range pendingFolders() {
		if len(pendingIn(folder)) == 0 && folder != pendingFolder() {
			continue
		}
		if err := ownFolder(folder); err != nil {
			continue // it is the lock alone that is missed
		}
		unlock, err := lockPending(folder, patienceToTakeIn)
		if err != nil {
			return nil, err
		}
		defer unlock()
		sweepHalfWritten(folder)
	}
	for _, f := range allPending() { // what another one took in meanwhile is gone
		w, err := readOwnPending(f.path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			said = append(said, phrase.Sentence(err))
			continue
		case !sameRecord(w.File, p.file):
			continue
		}
		done, err := p.takeIn(store, w.Changes, false)
		said = append(said, done.refused...)
		if err != nil {
			return said, err
		}
		if err := os.Remove(f.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return said, err
		}
		if err := atomicfile.SyncDir(filepath.Dir(f.path)); err != nil {
			return said, err
		}
	}
	return said, nil
}

// somethingWaits reports whether there is anything to take in, or to sweep.
func somethingWaits() bool {
	if len(allPending()) > 0 {
		return true
	}
	for _, folder := range pendingFolders() {
		if len(halfWritten(folder)) > 0 {
			return true
		}
	}
	return false
}

// halfWritten returns the files that were being written in a folder of ours.
func halfWritten(folder string) (all []string) {
	if info, err := os.Lstat(folder); err != nil || !info.IsDir() || !belongsToUser(info) {
		return nil
	}
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
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

// sameRecord reports whether two paths name one record.
func sameRecord(a, b string) bool {
	if a == b {
		return true
	}
	realA, errA := filepath.EvalSymlinks(a)
	realB, errB := filepath.EvalSymlinks(b)
	return errA == nil && errB == nil && realA == realB
}

// readOwnPending reads a file that nobody told us to read: it has to be this user's.
func readOwnPending(path string) (pending, error) {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return pending{}, err
	case !info.Mode().IsRegular():
		return pending{}, refusal.New("%s is not a regular file, so nothing was taken from it; delete it", homely(path, xdg.Home))
	case !belongsToUser(info):
		return pending{}, refusal.New("%s is another user's, so nothing was taken from it; delete it", homely(path, xdg.Home))
	}
	return readPending(path)
}

// readPending reads a file of waiting changes.
func readPending(path string) (w pending, err error) {
	f, err := os.OpenFile(path, os.O_RDONLY|openSafely, 0)
	if err != nil {
		return w, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	switch {
	case err != nil:
		return w, err
	case !info.Mode().IsRegular():
		return w, refusal.New("%s is not a regular file, so nothing was taken from it; delete it", homely(path, xdg.Home))
	case info.Size() == 0:
		return w, refusal.New("%s is empty, so nothing waits in it; delete it", homely(path, xdg.Home))
	case info.Size() > largestPending:
		return w, refusal.New("%s is larger than what selfcare writes there; move it away", homely(path, xdg.Home))
	}
	text, err := io.ReadAll(io.LimitReader(f, largestPending))
	if err != nil {
		return w, err
	}
	if w, err = decodePending(text); err != nil {
		return w, refusal.New("%s does not read as changes that wait to be written (%v); move it away", homely(path, xdg.Home), err)
	}
	return w, nil
}

// takenIn is what became of changes that waited.
type takenIn struct {
	written, there int
	refused        []string // a sentence each
}

// takeIn writes changes that waited, unless they are there already; dryRun only counts them. What
// is refused by now is told.
func (p *program) takeIn(store *db.DB, changes []ui.Unsaved, dryRun bool) (done takenIn, err error) {
	changes = slices.Clone(changes)
	var tokens []string
	for _, c := range changes {
		tokens = append(tokens, c.Token)
	}
	there, err := store.Wrote(tokens...)
	if err != nil {
		return done, err
	}
	// They are written in order, so that all before one that is there were, too: those of which
	// the log says nothing, and those that a later one took in.
	for i, c := range slices.Backward(changes) {
		if there[c.Token] {
			done.there = i + 1
			break
		}
	}
	list, err := store.Habits()
	if err != nil {
		return done, err
	}
	for i := done.there; i < len(changes); i++ {
		if dryRun {
			done.written++
			continue
		}
		c := changes[i]
		r, err := write(store, c)
		refusal := refusal.As(err)
		switch {
		case err == nil:
			done.written++
			continue
		case refusal == nil || refusal.Cause != nil:
			return done, err
		}
		switch {
		case c.Step == "":
			done.refused = append(done.refused, "Not written, from last time: "+phrase.Refused(c.Change, list, p.today(), err))
		case r.Done.IsEmpty():
			done.refused = append(done.refused, phrase.Sentence(err))
		default:
			done.refused = append(done.refused, phrase.Refused(r.Done, list, p.today(), err))
		}
		for j := range changes[i+1:] {
			later := &changes[i+1+j]
			later.AsOf = ui.Without(later.AsOf, c.Token, c.AsOf)
		}
	}
	return done, nil
}

// bringPending writes what waits in a file, unless it is there already. Whether the file is one
// of pending changes is the answer.
func (p *program) bringPending(store *db.DB, path string, dryRun bool) (is bool, err error) {
	if !looksPending(path) {
		return false, nil
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // a link that the person names is meant
	}
	w, err := readPending(path)
	if err != nil || w.File == "" || len(w.Changes) == 0 {
		return false, nil //nolint:nilerr // it is another program's JSON
	}
	done, err := p.takeIn(store, w.Changes, dryRun)
	if err != nil {
		return true, err
	}
	for _, sentence := range done.refused {
		p.complain(sentence)
	}
	if p.json {
		err = p.print(map[string]any{"pending": len(w.Changes), "written": done.written})
	} else {
		err = p.acknowledge(done.text(dryRun))
	}
	if err == nil && len(done.refused) > 0 {
		err = saidError{errors.New("some changes were refused")}
	}
	return true, err
}

func (t takenIn) text(dryRun bool) string {
	said := "Written"
	if dryRun {
		said = "To be written"
	}
	text := fmt.Sprintf("%s: %s that could not be saved before", said, phrase.Count(t.written, "change", "changes"))
	if t.there > 0 {
		text += fmt.Sprintf("; %d were here already", t.there)
	}
	return text + "."
}

// looksPending reports whether a file begins as one of pending changes does: an export is as
// large as a record, and not to be read twice.
func looksPending(path string) bool {
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
	return beginsPending(head[:n])
}

// write does what was not written.
func write(store *db.DB, w ui.Unsaved) (record.Result, error) {
	switch w.Step {
	case "undo":
		return store.UndoAsOf(w.Token, w.AsOf)
	case "redo":
		return store.RedoAsOf(w.Token, w.AsOf)
	}
	return store.Apply(w.Change)
}
