package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/ui"
)

func (p *program) restoreCommand() *cobra.Command {
	yes := false
	cmd := &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put a backup in the place of the record; what was there is kept",
		Long: `Put a backup in the place of the record.

Without FILE it is the newest good one. Where the record is damaged, what was changed since
that backup and can still be read in it comes back, too, and the answer says what could not.
What was there is kept beside it, whatever its state.

Where the record is sound it asks first, and says what would go; without a terminal it needs
--yes. The answer names the command that takes the restore back: selfcare undo does not, and
asks before it takes back a change that is older.`,
		Args:              upToOne("backup"),
		ValidArgsFunction: completeFiles,
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := p.store()
			if err != nil {
				return err
			}
			ask := func(c choice) error { return p.agreesToRestore(c, args, yes) }
			var r restoredJSON
			if len(args) == 1 {
				r, err = p.restoreFrom(store, args[0], ask)
			} else {
				r, err = p.restoreNewest(store, ask)
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
	cmd.Flags().BoolVar(&yes, "yes", false, "replace a sound record without asking")
	return cmd
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
	// What a sound record had that the backup has not, and the command that brings it back; null
	// where none was replaced.
	Newer    *newerJSON `json:"newer"`
	TakeBack *string    `json:"take_back"`
	Remark   *string    `json:"remark"` // what went wrong once it was restored
}

// newerJSON is what a record had that a backup has not. Changes are null where the record did not
// go on from the backup.
type newerJSON struct {
	Changes *int          `json:"changes"`
	Habits  int           `json:"habits"`
	Entries int           `json:"entries"`
	Others  int           `json:"others"`
	Last    *calendar.Day `json:"last_day"`
}

// recoveredJSON is one change that came back.
type recoveredJSON struct {
	At   time.Time `json:"at"`
	What string    `json:"what"`
}

// choice is a sound record and a backup that would take its place.
type choice struct {
	backup string
	newer  *newerJSON // nil where the record could not be compared
}

// restoreFrom puts one backup in the place of the record. Where that is sound, it asks.
func (p *program) restoreFrom(store *db.DB, path string, ask func(choice) error) (_ restoredJSON, err error) {
	path, err = fromHome(path)
	if err != nil {
		return restoredJSON{}, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !isStandardInput(path) {
		return restoredJSON{}, refusal.New("There is no file %s; selfcare restore alone takes the newest good backup", path)
	}
	from, err := p.source(path, p.known, nil)
	if err != nil {
		return restoredJSON{}, err
	}
	defer from.done()
	defer func() { err = from.naming(err) }()
	path = from.name
	readable := from.path
	if err := notItself(store, readable); err != nil {
		return restoredJSON{}, err
	}
	is := choice{backup: path}
	sound := p.mayBeSound(store)
	if sound {
		if is.newer, err = p.newerThan(store, readable); err != nil {
			return restoredJSON{}, err
		}
		if err := ask(is); err != nil {
			return restoredJSON{}, err
		}
	}
	found, replaced, err := store.Restore(readable, p.verify)
	r := restoredJSON{File: &path, Habits: found.Habits, Entries: found.Entries, Replaced: orNull(replaced), Recovered: []recoveredJSON{}}
	if err != nil || !sound || replaced == "" {
		return r, err
	}
	r.Newer, r.TakeBack = is.newer, orNull(p.typed("restore", replaced, "--yes"))
	if err := store.MarkRestored(replaced); err != nil { // it is restored all the same
		r.Remark = orNull("That could not be noted, so that selfcare undo takes back what is older without asking: " + phrase.Sentence(err))
	}
	return r, nil
}

// notItself refuses the record as its own backup.
func notItself(store *db.DB, path string) error {
	is, err := os.Stat(path)
	if own, err2 := os.Stat(store.Path()); err == nil && err2 == nil && os.SameFile(is, own) {
		return refusal.BadInput("%s is the data file itself; name a backup", path)
	}
	return nil
}

// mayBeSound reports whether there is a record that is sound, as far as can be said. What is
// damaged, may not be read or is no file is replaced without a question: nothing goes with it.
func (p *program) mayBeSound(store *db.DB) bool {
	if info, err := os.Stat(store.Path()); err != nil || !info.Mode().IsRegular() {
		return false
	}
	_, err := p.verify(store.Path())
	return err == nil || errors.Is(err, db.ErrSlow) || errors.Is(err, errUnread)
}

// newerThan returns what the record has that a backup has not; nil where it cannot be read just
// now. A backup that cannot be read is refused.
func (p *program) newerThan(store *db.DB, backup string) (*newerJSON, error) {
	if _, err := p.verify(backup); err != nil {
		return nil, err
	}
	n, err := store.Newer(backup)
	if err != nil {
		return nil, nil //nolint:nilerr // the question says that it is not known
	}
	j := newerJSON{Habits: n.Habits, Entries: n.Entries, Others: n.Others, Last: n.Last}
	if n.Follows {
		j.Changes = &n.Changes
	}
	return &j, nil
}

// errNotRestored says that a person thought better of it.
var errNotRestored = &refusal.Error{Text: "Nothing was replaced."}

// agreesToRestore asks whether a sound record is to be replaced, or refuses where nobody can be
// asked.
func (p *program) agreesToRestore(c choice, args []string, yes bool) error {
	if yes {
		return nil
	}
	would := c.goes(p.today())
	if !p.atTerminal() {
		again := append(append([]string{"restore"}, args...), "--yes")
		return usageError{refusal.BadInput("The record is sound, and %s: %s replaces it all the same", would, p.typed(again...))}
	}
	text := spelling.CleanLine(strings.ToUpper(would[:1])+would[1:]) + ".\nWhat is there now is kept, and one command brings it back.\n"
	if _, err := fmt.Fprint(p.errOut, text); err != nil {
		return err
	}
	if !p.agreed(bufio.NewReader(p.in), fmt.Sprintf("Replace the record with %s?  y/N  ", c.backup)) {
		return errNotRestored
	}
	return nil
}

// goes says what would go where a backup took the place of the record, as a clause.
func (c choice) goes(today calendar.Day) string {
	n := c.newer
	if n == nil {
		return "what in it is newer than " + c.backup + " cannot be said just now"
	}
	parts := n.parts(today)
	switch {
	case parts == "" && (n.Changes == nil || *n.Changes == 0):
		return "nothing in it is newer than " + c.backup
	case n.Changes == nil:
		return "it does not go on from " + c.backup + ", where " + parts + " missing or different"
	case parts == "":
		return phrase.Count(*n.Changes, "change", "changes") + " came after " + c.backup
	}
	return phrase.Count(*n.Changes, "change", "changes") + " came after " + c.backup + ", where " + parts + " missing or different"
}

// parts is what the backup has not, or has otherwise: 1 habit, 12 entries (the latest of today) are.
func (n newerJSON) parts(today calendar.Day) string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{{n.Habits, "habit", "habits"}, {n.Entries, "entry", "entries"}, {n.Others, "other record", "other records"}} {
		if part.n == 0 {
			continue
		}
		text := phrase.Count(part.n, part.one, part.many)
		if part.one == "entry" && n.Last != nil {
			text += " (the latest of " + n.Last.Words(today) + ")"
		}
		parts = append(parts, text)
	}
	switch {
	case len(parts) == 0:
		return ""
	case n.Habits+n.Entries+n.Others == 1:
		return parts[0] + " is"
	}
	return strings.Join(parts, ", ") + " are"
}

// restoreNewest puts the newest good backup in the place of the record, with what can be read
// of a damaged one. Where the record is sound, it asks.
func (p *program) restoreNewest(store *db.DB, ask func(choice) error) (restoredJSON, error) {
	newest, err := p.newestGood(store)
	if err != nil {
		return restoredJSON{}, err
	}
	if _, err := p.verify(store.Path()); err == nil {
		if newest == "" {
			return restoredJSON{}, noBackup(store)
		}
		return p.restoreFrom(store, newest, ask)
	}
	found, replaced, err := store.Recover(newest, p.verify)
	if err != nil {
		return restoredJSON{}, err
	}
	return p.recovered(newest, replaced, found, store.Habits), nil
}

// recovered returns what a recovery came to. List reads the names of the habits; where it cannot, the
// record is restored all the same.
func (p *program) recovered(newest, replaced string, found db.Recovered, list func() (habits.List, error)) restoredJSON {
	r := restoredJSON{
		File: orNull(newest), Habits: found.Habits, Entries: found.Entries, Replaced: orNull(replaced),
		Recovered: []recoveredJSON{}, Lost: found.Lost, LostEntries: found.LostEntries,
	}
	names, err := list()
	if err != nil { // it is restored all the same
		r.Remark = orNull("The names of its habits could not be read just now: " + phrase.Sentence(err))
	}
	for _, c := range found.Changes {
		what := phrase.Change(c.Change, names, p.today())
		switch c.Way {
		case db.TakenBack:
			what = "taken back: " + what
		case db.MadeAgain:
			what = "done again: " + what
		}
		r.Recovered = append(r.Recovered, recoveredJSON{c.At.In(p.clock().Location()), what})
	}
	return r
}

// mostRecovered is how many of the changes that came back are listed.
const mostRecovered = 20

// text is the answer in full.
func (r restoredJSON) text() string {
	text := r.sentence() + "\n"
	listed := r.Recovered
	if more := len(listed) - mostRecovered; more > 0 {
		listed = listed[more:]
		text += fmt.Sprintf("  %s before these\n", phrase.Count(more, "change", "changes"))
	}
	for _, c := range listed {
		text += "  " + c.At.Format("Mon 2 Jan 15:04") + "  " + c.What + "\n"
	}
	if r.Replaced != nil {
		text += "What was there is kept as " + spelling.CleanLine(*r.Replaced) + ".\n"
	}
	if r.TakeBack != nil {
		text += "To take this back: " + spelling.CleanLine(*r.TakeBack) + "\n"
	}
	if r.Remark != nil {
		text += spelling.CleanLine(*r.Remark) + "\n"
	}
	return strings.TrimRight(text, "\n")
}

// sentence is what came back, and what did not.
func (r restoredJSON) sentence() string {
	text := "Restored from what could be read of the damaged record: "
	if r.File != nil {
		text = "Restored from " + spelling.CleanLine(*r.File) + ": "
	}
	text += phrase.Count(r.Habits, "habit", "habits") + ", " + phrase.Count(r.Entries, "entry", "entries") + "."
	if r.Newer != nil && r.Newer.Changes != nil && *r.Newer.Changes > 0 {
		text += " " + phrase.Count(*r.Newer.Changes, "later change is", "later changes are") + " no longer in the record."
	}
	return text + r.since()
}

// short is the answer on one line of a screen.
func (r restoredJSON) short() string {
	text := "Restored."
	switch came, all := len(r.Recovered), len(r.Recovered)+r.Lost; {
	case r.Lost > 0:
		text = fmt.Sprintf("Restored, with %d of %s.", came, phrase.Count(all, "later change", "later changes"))
	case came > 0:
		text = fmt.Sprintf("Restored, with %s.", phrase.Count(came, "later change", "later changes"))
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
		text += " " + phrase.Count(n, "later change", "later changes") + " came back from the damaged record."
	}
	if r.Lost > 0 {
		text += " " + phrase.Count(r.Lost, "later change", "later changes") + " could not be read."
	}
	if r.LostEntries > 0 {
		text += " " + phrase.Count(r.LostEntries, "imported entry", "imported entries") + " could not be read; import the file again."
	}
	return text
}

// recoverer is how the app brings back a damaged record.
type recoverer struct {
	p     *program
	store *db.DB
}

// Recovers is as in [ui.Recoverer].
func (m recoverer) Recovers(err error) bool { return errors.Is(err, db.ErrUnsound) }

// Report is as in [ui.Recoverer].
func (m recoverer) Report() (ui.RecoveryReport, error) {
	v := ui.RecoveryReport{File: homely(m.store.Path(), xdg.Home)}
	newest, err := m.p.newestGood(m.store)
	if err != nil {
		return v, err
	}
	found, err := m.store.RecoveryReport(newest)
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

// Restore is as in [ui.Recoverer].
func (m recoverer) Restore() (string, error) {
	r, err := m.p.restoreNewest(m.store, func(choice) error { return errSoundAgain })
	return r.short() + " What was there is kept beside it.", err
}

// errSoundAgain refuses to replace a record that somebody else brought back meanwhile.
var errSoundAgain = &refusal.Error{Text: "The record reads as it was written again, and nothing was replaced."}

// Backup is as in [ui.Recoverer].
func (m recoverer) Backup() (ui.Store, error) {
	newest, err := m.p.newestGood(m.store)
	if err == nil && newest == "" {
		err = noBackup(m.store)
	}
	return db.New(newest, m.p.clock).ReadOnly(), err
}

func noBackup(store *db.DB) error {
	return refusal.New("There is no good backup in %s; name one: selfcare restore FILE", store.BackupFolder())
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
