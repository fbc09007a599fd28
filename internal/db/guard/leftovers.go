package guard

import (
	"os"
	"path/filepath"
	"strings"

	"selfcare/internal/atomicfile"
)

// Leftovers returns the unfinished files beside the file: those that programs are writing
// just now, and those that killed ones left behind. They may be whole copies of it.
func (f *File) Leftovers() []string {
	var all []string
	for _, dir := range []string{filepath.Dir(f.path), f.BackupFolder()} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // what cannot be looked at cannot be removed, either
		}
		for _, e := range entries {
			if e.Type().IsRegular() && f.isLeftover(e.Name(), dir == f.BackupFolder()) {
				all = append(all, filepath.Join(dir, e.Name()))
			}
		}
	}
	return all
}

// isLeftover reports whether a file is unfinished, by its name. This is the one list of all
// names that the program ever writes to beside a file before they are whole; earlier versions
// had names of their own.
func (f *File) isLeftover(name string, isBackup bool) bool {
	base := filepath.Base(f.path)
	if isBackup {
		return atomicfile.IsTemporary(name, "") || isUnfinished(name)
	}
	if atomicfile.IsTemporary(name, base) || strings.HasPrefix(name, ".plain-") {
		return true
	}
	switch rest, ours := strings.CutPrefix(name, base); {
	case !ours:
		return false
	case strings.HasPrefix(rest, replacedSuffix):
		return isUnfinished(rest)
	default:
		return rest == ".new" || rest == ".purging" || rest == ".encrypting"
	}
}

// isUnfinished reports whether earlier versions wrote to a file of a name before it was whole.
func isUnfinished(name string) bool {
	return strings.HasSuffix(name, ".new") || strings.HasSuffix(name, ".purging")
}

// tidyUp removes what killed programs left behind, if nobody else is at work.
func (f *File) tidyUp() {
	held, err := f.Within(backupWait).lock(true)
	if err != nil {
		return // the next one tries again
	}
	defer held.unlock()
	f.removeLeftovers()
}

// removeLeftovers removes what killed programs left behind. The caller holds the lock alone: files
// are made under that lock, or held while they are written.
func (f *File) removeLeftovers() {
	for _, path := range f.Leftovers() {
		_ = atomicfile.RemoveAbandoned(path)
	}
}
