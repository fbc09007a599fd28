package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/ui"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
)

func (p *program) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put a backup in the place of the record; what was there is kept",
		Long: `Put a backup in the place of the record.

Without FILE it is the newest good one. Where the record is damaged, what was changed since
that backup and can still be read in it comes back, too, and the answer says what could not.
What was there is kept beside it, whatever its state.`,
		Args:              upToOne("backup"),
		ValidArgsFunction: completeFiles,
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := p.store()
			if err != nil {
				return err
			}
			var r restoredJSON
			if len(args) == 1 {
				r, err = p.restoreFrom(store, args[0])
			} else {
				r, err = p.restoreNewest(store)
			}
			if err != nil {
				return err
			}
			if p.json {
				return p.print(r)
			}
			return p.acknowledge(r.text())
		},
	}
}

// restoredJSON is what was restored, and from where.
type restoredJSON struct {
	File     *string `json:"file"` // null where there was no good backup
	Habits   int     `json:"habits"`
	Entries  int     `json:"entries"`
	Replaced *string `json:"replaced"`
	// What came back from a damaged record, beside the backup, and what did not.
	Recovered   []recoveredJSON `json:"recovered"`
	Lost        int             `json:"lost"`
	LostEntries int             `json:"lost_entries"`
}

// recoveredJSON is one change that came back.
type recoveredJSON struct {
	At   time.Time `json:"at"`
	What string    `json:"what"`
}

// restoreFrom puts one backup in the place of the record.
func (p *program) restoreFrom(store *db.DB, path string) (restoredJSON, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return restoredJSON{}, habits.Refuse("There is no file %s; selfcare restore alone takes the newest good backup", path)
	}
	readable, done, err := plain(path, p.besideRecord(), p.known)
	if err != nil {
		return restoredJSON{}, err
	}
	defer done()
	found, replaced, err := store.Restore(readable, p.verify)
	return restoredJSON{File: &path, Habits: found.Habits, Entries: found.Entries, Replaced: orNull(replaced), Recovered: []recoveredJSON{}}, err
}

// restoreNewest puts the newest good backup in the place of the record, with what can be read
// of a damaged one.
func (p *program) restoreNewest(store *db.DB) (restoredJSON, error) {
	newest, err := p.newestGood(store)
	if err != nil {
		return restoredJSON{}, err
	}
	if _, err := p.verify(store.Path()); err == nil {
		if newest == "" {
			return restoredJSON{}, noBackup(store)
		}
		return p.restoreFrom(store, newest)
	}
	found, replaced, err := store.Recover(newest, p.verify)
	if err != nil {
		return restoredJSON{}, err
	}
	r := restoredJSON{
		File: orNull(newest), Habits: found.Habits, Entries: found.Entries, Replaced: orNull(replaced),
		Recovered: []recoveredJSON{}, Lost: found.Lost, LostEntries: found.LostEntries,
	}
	list, err := store.Habits()
	for _, c := range found.Changes {
		what := c.Change.Words(list, p.today())
		switch c.Way {
		case db.TakenBack:
			what = "taken back: " + what
		case db.MadeAgain:
			what = "done again: " + what
		}
		r.Recovered = append(r.Recovered, recoveredJSON{c.At.In(p.clock().Location()), what})
	}
	return r, err
}

// mostRecovered is how many of the changes that came back are listed.
const mostRecovered = 20

// text is the answer in full.
func (r restoredJSON) text() string {
	text := r.sentence() + "\n"
	listed := r.Recovered
	if more := len(listed) - mostRecovered; more > 0 {
		listed = listed[more:]
		text += fmt.Sprintf("  %s before these\n", habits.Count(more, "change", "changes"))
	}
	for _, c := range listed {
		text += "  " + c.At.Format("Mon 2 Jan 15:04") + "  " + c.What + "\n"
	}
	if r.Replaced != nil {
		text += "What was there is kept as " + habits.CleanLine(*r.Replaced) + "."
	}
	return strings.TrimRight(text, "\n")
}

// sentence is what came back, and what did not.
func (r restoredJSON) sentence() string {
	text := "Restored from what could be read of the damaged record: "
	if r.File != nil {
		text = "Restored from " + habits.CleanLine(*r.File) + ": "
	}
	text += habits.Count(r.Habits, "habit", "habits") + ", " + habits.Count(r.Entries, "entry", "entries") + "."
	return text + r.since()
}

// short is the answer on one line of a screen.
func (r restoredJSON) short() string {
	text := "Restored."
	switch came, all := len(r.Recovered), len(r.Recovered)+r.Lost; {
	case r.Lost > 0:
		text = fmt.Sprintf("Restored, with %d of %s.", came, habits.Count(all, "later change", "later changes"))
	case came > 0:
		text = fmt.Sprintf("Restored, with %s.", habits.Count(came, "later change", "later changes"))
	}
	if r.LostEntries > 0 {
		text += " An import has to be done again."
	}
	return text
}

// since is what came back of what was changed since the backup.
func (r restoredJSON) since() string {
	text := ""
	if n := len(r.Recovered); n > 0 && r.File != nil {
		text += " " + habits.Count(n, "later change", "later changes") + " came back from the damaged record."
	}
	if r.Lost > 0 {
		text += " " + habits.Count(r.Lost, "later change", "later changes") + " could not be read."
	}
	if r.LostEntries > 0 {
		text += " " + habits.Count(r.LostEntries, "imported entry", "imported entries") + " could not be read; import the file again."
	}
	return text
}

// mender is how the app brings back a damaged record.
type mender struct {
	p     *program
	store *db.DB
}

// Mends is as in [ui.Mender].
func (m mender) Mends(err error) bool { return errors.Is(err, db.ErrUnsound) }

// Survey is as in [ui.Mender].
func (m mender) Survey() (ui.Survey, error) {
	v := ui.Survey{File: homely(m.store.Path(), xdg.Home)}
	newest, err := m.p.newestGood(m.store)
	if err != nil {
		return v, err
	}
	found, err := m.store.Survey(newest)
	if err != nil && newest == "" {
		return v, nil //nolint:nilerr // nothing can be brought back, which the survey says
	}
	if err != nil {
		return v, err
	}
	if newest != "" {
		kept, err := m.p.verify(newest)
		if err != nil {
			return v, err
		}
		made, ok := db.BackupMade(newest)
		if ok {
			v.Made = &made
		}
		v.Habits, v.Entries = kept.Habits, kept.Entries
	}
	v.Changes, v.Lost, v.LostEntries = len(found.Changes), found.Lost, found.LostEntries
	return v, nil
}

// Restore is as in [ui.Mender].
func (m mender) Restore() (string, error) {
	r, err := m.p.restoreNewest(m.store)
	return r.short() + " What was there is kept beside it.", err
}

// Backup is as in [ui.Mender].
func (m mender) Backup() (ui.Store, error) {
	newest, err := m.p.newestGood(m.store)
	if err == nil && newest == "" {
		err = noBackup(m.store)
	}
	return db.New(newest, m.p.clock).AtRest(), err
}

func noBackup(store *db.DB) error {
	return habits.Refuse("There is no good backup in %s; name one: selfcare restore FILE", store.BackupFolder())
}

// newestGood is the newest backup that is sound, or nothing.
func (p *program) newestGood(store *db.DB) (string, error) {
	all, err := store.Backups()
	if err != nil {
		return "", err
	}
	for _, path := range all {
		if _, err := p.verify(path); err == nil {
			return path, nil
		}
	}
	return "", nil
}
