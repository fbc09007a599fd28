package guard

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Verifier says whether a file is sound, by a process of its own. Its error is a refusal where the
// file is not to be used, and none where it could not be asked.
type Verifier func(path string) error

// backUpDaily makes a backup, where one is due. It returns the state in which the file was found
// to be sound with that, if it was: its copy was, and it did not change meanwhile.
func (f *File) backUpDaily() (sound state, err error) {
	if f.verify == nil || !f.isBackupDue() {
		return sound, nil
	}
	before, unclear := stateOf(f.path)
	if err := f.BackUpIfRoom(); err != nil || unclear != nil {
		return sound, err
	}
	if after, err := stateOf(f.path); err == nil && after == before && !f.isBackupDue() {
		sound = after
	}
	return sound, nil
}

// BackUpIfRoom makes a backup before or after something is changed, unless there is nothing yet,
// or too little room on the disk: changes go before backups. It refuses where the file is not
// sound.
func (f *File) BackUpIfRoom() error {
	info, err := os.Stat(f.path)
	if err != nil || f.verify == nil {
		return nil //nolint:nilerr // what is not there needs no backup
	}
	defer f.tidyUp()
	return f.backUpBy(info.Size(), f.Within(backupWait).copyTo)
}

// backupWait is how long a backup that nobody asked for waits for others to let go of the
// file. The next change makes it, then.
const backupWait = 250 * time.Millisecond

// backUpBy is BackUpIfRoom of a file of a size, where copyTo copies it.
func (f *File) backUpBy(size int64, copyTo func(io.Writer) error) error {
	if free, ok := freeBytes(filepath.Dir(f.path)); ok && free < 2*uint64(size) {
		return nil
	}
	if _, err := f.backUp(f.verify, copyTo); errors.Is(err, ErrUnsound) {
		return err
	}
	return nil
}

// isBackupDue reports whether there is a file that was not backed up today.
func (f *File) isBackupDue() bool {
	if f.inspect() != nil { // there is none, or whoever opens it will say what it is
		return false
	}
	all, err := f.Backups()
	if err != nil {
		return false
	}
	day := func(t time.Time) string { return t.UTC().Format(time.DateOnly) }
	for _, path := range all {
		if made, _ := BackupMade(path); day(made) == day(f.now()) {
			return false
		}
	}
	return true
}

// How many backups are kept: the newest, and the newest of each of so many days, weeks and
// months.
const (
	newestBackups  = 3
	dailyBackups   = 7
	weeklyBackups  = 4
	monthlyBackups = 12
)

// backupTime is how the name of a backup says when it was made.
const backupTime = "2006-01-02T15-04-05"

// BackupFolder returns where backups are kept, beside the file.
func (f *File) BackupFolder() string { return f.path + backupsSuffix }

// backupsSuffix is what the name of the folder of backups has after that of the file.
const backupsSuffix = ".backups"

// Backups returns the backups that are kept, the newest first; those that seem to be made later
// than now come last.
func (f *File) Backups() ([]string, error) {
	entries, err := os.ReadDir(f.BackupFolder())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var all []string
	for _, e := range entries {
		if _, ok := BackupMade(e.Name()); ok && e.Type().IsRegular() {
			all = append(all, filepath.Join(f.BackupFolder(), e.Name()))
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(b, a) })
	past, ahead := f.splitByClock(all)
	return append(past, ahead...), err
}

// splitByClock returns the backups made up to now, and those that seem to be made later: by a clock that
// was wrong for a while. They must not stand in the way of the others for years.
func (f *File) splitByClock(all []string) (past, ahead []string) {
	now := f.now()
	for _, path := range all {
		if made, _ := BackupMade(path); made.After(now) {
			ahead = append(ahead, path)
		} else {
			past = append(past, path)
		}
	}
	return past, ahead
}

// BackupMade returns when a backup was made, by its name.
func BackupMade(name string) (time.Time, bool) {
	stamp, ok := strings.CutSuffix(filepath.Base(name), ".db")
	made, err := time.Parse(backupTime, stamp)
	return made, ok && err == nil
}

// BackUp makes a verified copy of the file in the folder of backups, and takes away those that are
// too many. A file that is not there, or that is damaged, is not copied.
func (f *File) BackUp(verify Verifier) (path string, err error) {
	defer f.tidyUp()
	return f.backUp(verify, f.copyTo)
}

func (f *File) backUp(verify Verifier, copyTo func(io.Writer) error) (path string, err error) {
	if err := makeFolder(f.BackupFolder()); err != nil {
		return "", f.Explain(err, "written")
	}
	path = filepath.Join(f.BackupFolder(), f.now().UTC().Format(backupTime)+".db")
	if err = f.copyVerified(path, verify, copyTo); err != nil {
		_ = os.Remove(f.BackupFolder()) // where it is empty
		return "", err
	}
	return path, f.removeOldest()
}

// removeOldest removes a backup where there are too many: the newest are kept, and of each of the
// newest days, weeks and months that have any the newest. One goes for each that is made, so
// that a clock that is wrong once takes little with it.
func (f *File) removeOldest() error {
	all, err := f.Backups()
	if err != nil {
		return err
	}
	past, ahead := f.splitByClock(all)
	kept := map[string]bool{}
	chooseBackups(past, kept)
	chooseBackups(ahead, kept)
	for _, path := range slices.Backward(all) {
		if !kept[path] {
			return os.Remove(path)
		}
	}
	return nil
}

// chooseBackups notes in kept which backups of some, the newest first, are kept.
func chooseBackups(some []string, kept map[string]bool) {
	for _, rule := range []struct {
		most int
		span func(time.Time) string
	}{
		{newestBackups, func(t time.Time) string { return t.Format(backupTime) }},
		{dailyBackups, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{weeklyBackups, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, w) }},
		{monthlyBackups, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		spans := map[string]bool{}
		for _, path := range some {
			made, _ := BackupMade(path)
			if span := rule.span(made); !spans[span] && len(spans) < rule.most {
				spans[span] = true
				kept[path] = true
			}
		}
	}
}
