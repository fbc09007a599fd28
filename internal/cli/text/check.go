package text

import (
	"fmt"
	"path/filepath"
	"strings"

	"selfcare/internal/cli/document"
	"selfcare/internal/db"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Sound says what was read of a sound record, which backup is the newest good one, and what else there
// is to say of the file at a path.
func Sound(found db.Report, path string, is document.Check) string {
	backup := "there is no backup yet; selfcare backup makes one"
	if is.Newest != nil {
		backup = "the newest good backup is " + spelling.CleanLine(*is.Newest)
	}
	text := fmt.Sprintf("Sound: every page, checksum and count was read (%s); %s.\n", Holds(found), backup)
	for _, left := range is.Unfinished {
		text += spelling.CleanLine(left) + " is unfinished. Unless another selfcare is writing it, the next backup removes it.\n"
	}
	if !is.SyncsDir {
		text += spelling.CleanLine(filepath.Dir(path)) + " is on a file system that can't sync folders: right after a power cut the record may be missing there. Backups elsewhere help: selfcare backup FILE.\n"
	}
	return text
}

// Damaged returns the refusal of a damaged record, with the newest good backup to bring back.
func Damaged(bad error, newest string) error {
	text := strings.TrimSuffix(strings.TrimSuffix(bad.Error(), "."), "; "+db.Advice)
	next := "; there is no good backup beside it, and selfcare restore FILE brings back one of yours."
	if newest != "" {
		next = "; selfcare restore brings back " + newest + "."
	}
	return &refusal.Error{Text: text + next, Cause: bad}
}

// Holds returns how much a backup Holds.
func Holds(found db.Report) string {
	return phrase.Count(found.Habits, "habit", "habits") + ", " + phrase.Count(found.Entries, "entry", "entries")
}
