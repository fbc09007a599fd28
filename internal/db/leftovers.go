package db

import (
	"os"
	"path/filepath"
	"strings"

	"selfcare/internal/atomicfile"
)

// Leftovers returns the unfinished files beside the record: those that programs are writing
// just now, and those that killed ones left behind. They may be whole copies of the record.
func (db *DB) Leftovers() []string {
	var all []string
	for _, dir := range []string{filepath.Dir(db.path), db.BackupFolder()} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // what cannot be looked at cannot be removed, either
		}
		for _, e := range entries {
			if e.Type().IsRegular() && db.isLeftover(e.Name(), dir == db.BackupFolder()) {
				all = append(all, filepath.Join(dir, e.Name()))
			}
		}
	}
	return all
}

// isLeftover reports whether a file is unfinished, by its name. This is the one list of all
// names that the program ever writes to beside a record before they are whole; earlier versions
// had names of their own.
func (db *DB) isLeftover(name string, isBackup bool) bool {
	if isBackup {
		return atomicfile.IsTemporary(name, "") || strings.HasSuffix(name, ".new") || strings.HasSuffix(name, ".purging")
	}
	base := filepath.Base(db.path)
	rest, ours := strings.CutPrefix(name, base+".")
	return atomicfile.IsTemporary(name, base) || strings.HasPrefix(name, ".plain-") ||
		ours && (rest == "new" || rest == "purging" || rest == "encrypting" ||
			strings.HasPrefix(rest, "replaced-") && (strings.HasSuffix(rest, ".new") || strings.HasSuffix(rest, ".purging")))
}

// sweep removes what killed programs left behind, if nobody else is at work.
func (db *DB) sweep() {
	unlock, err := db.Within(keepWait).lock(true)
	if err != nil {
		return // the next one tries again
	}
	defer unlock()
	db.sweepAlone()
}

// sweepAlone is sweep for whoever holds the lock alone: files are made under that lock, or held
// while they are written.
func (db *DB) sweepAlone() {
	for _, path := range db.Leftovers() {
		_ = atomicfile.RemoveAbandoned(path)
	}
}
