package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"selfcare/internal/cli/verify"
	"selfcare/internal/db"
	"selfcare/internal/entry"
	"selfcare/internal/home"
	"selfcare/internal/journal"
	"selfcare/internal/pending"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// hasRecord reports whether it is known where the record is. Some commands read --db later, by
// themselves.
func (p *program) hasRecord() bool {
	if p.file != "" || slices.ContainsFunc(p.args, func(a string) bool { return a == "--db" || strings.HasPrefix(a, "--db=") }) {
		return true
	}
	_, err := p.folders.DataFile()
	return err == nil
}

// store returns the record, which may not be there yet. Where it is, is asked for only here: finding
// the folders of the system takes time that a command with --db need not spend.
func (p *program) store() (*db.DB, error) {
	if p.file == "" {
		path, err := p.folders.DataFile()
		if err != nil {
			return nil, err
		}
		p.file = path
	}
	if home.IsStandardInput(p.file) {
		return nil, refusal.BadInput("%s is standard input or output, and no data file; name a file with --db", p.file)
	}
	path, err := home.Expand(p.file)
	if err != nil {
		return nil, err
	}
	p.file = path
	if path, err := filepath.Abs(p.file); err == nil {
		p.file = path
	}
	store := p.open(p.file).Guarded(verify.File)
	if p.env.Patience > 0 {
		store = store.Waiting(p.env.Patience)
	}
	p.file = store.Path() // where it is a link, everything is beside the file that it leads to
	return store, nil
}

// open returns the record in a file.
func (p *program) open(path string) *db.DB { return db.New(path, p.clock) }

// record returns the record, for commands that have nothing to say where there is none yet: an
// empty answer would look like that of an empty record, and a wrong path like a record that was
// lost.
func (p *program) record() (*db.DB, error) {
	store, err := p.store()
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(store.Path()); !errors.Is(err, fs.ErrNotExist) {
		return store, nil // whoever reads it says what is wrong with it
	}
	if backups, err := store.Backups(); err == nil && len(backups) > 0 {
		return nil, refusal.New("There is no data file at %s; %s brings back the newest good backup", store.Path(), p.typed("restore"))
	}
	return nil, refusal.New("There is no data file yet at %s; %s begins one, and so does the app", store.Path(), p.typed("habit", "new", "Walk"))
}

// typed returns a command line about this record that works as it is typed, wherever the record
// is.
func (p *program) typed(words ...string) string {
	line := "selfcare"
	if p.file != p.usualFile() {
		line += " --db " + home.Quoted(p.file)
	}
	for _, word := range words {
		line += " " + home.Quoted(word)
	}
	return line
}

// usualFile returns the data file that a command without --db uses.
func (p *program) usualFile() string {
	file, _ := home.Expand(p.env.Getenv("SELFCARE_DB")) // without a home folder a command says so before
	if file == "" {
		file, _ = p.folders.DataFile() // without a home folder there is none
	}
	if path, err := filepath.Abs(file); err == nil && file != "" {
		file = path
	}
	return file
}

// pending returns what waits for the record.
func (p *program) pending() pending.Queue {
	return pending.Queue{Folders: p.folders, File: p.file, Today: p.today()}
}

// writer returns what writes lines of quick-add.
func (p *program) writer(store *db.DB) entry.Writer {
	return entry.Writer{Store: store, Hours: p.hours(), Moods: func() journal.MoodWords { return p.settings().MoodWords }}
}

// changeWords returns a change in a few words.
func (p *program) changeWords(store *db.DB, c record.Change) string {
	return entry.ChangeWords(store, c, p.today())
}
