// Package restore puts a backup in the place of the record. Where that is sound, somebody is asked; where
// it is damaged, what can still be read in it comes back, too.
package restore

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/secret"
	"selfcare/internal/cli/verify"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/home"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
)

// Restorer restores backups of one record.
type Restorer struct {
	Store *db.DB
	Now   time.Time
	Today calendar.Day
	// Open opens a backup that a person named.
	Open func(path string) (secret.Source, error)
	// Typed returns a command line about the record, as it is typed.
	Typed func(words ...string) string
}

// Restored is what was restored, and from where.
type Restored struct {
	File     *string `json:"file"` // null where there was no good backup
	Habits   int     `json:"habits"`
	Entries  int     `json:"entries"`
	Replaced *string `json:"replaced"`
	// What came back from a damaged record, beside the backup, and what did not.
	Recovered   []Recovered `json:"recovered"`
	Lost        int         `json:"lost"`
	LostEntries int         `json:"lost_entries"`
	// What a sound record had that the backup has not, and the command that brings it back; null
	// where none was replaced.
	Newer    *Newer  `json:"newer"`
	TakeBack *string `json:"take_back"`
	Remark   *string `json:"remark"` // what went wrong once it was restored
}

// Newer is what a record had that a backup has not. Changes are null where the record did not
// go on from the backup.
type Newer struct {
	Changes *int          `json:"changes"`
	Habits  int           `json:"habits"`
	Entries int           `json:"entries"`
	Others  int           `json:"others"`
	Last    *calendar.Day `json:"last_day"`
}

// Recovered is one change that came back.
type Recovered struct {
	At   time.Time `json:"at"`
	What string    `json:"what"`
}

// Choice is a sound record and a backup that would take its place.
type Choice struct {
	Backup string
	Newer  *Newer // nil where the record could not be compared
}

// From puts one backup in the place of the record. Where that is sound, it asks.
func (r Restorer) From(path string, ask func(Choice) error) (_ Restored, err error) {
	path, err = home.Expand(path)
	if err != nil {
		return Restored{}, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !home.IsStandardInput(path) {
		return Restored{}, refusal.New("There is no file %s; selfcare restore alone takes the newest good backup", path)
	}
	from, err := r.Open(path)
	if err != nil {
		return Restored{}, err
	}
	defer from.Done()
	done, err := r.fromSource(from, ask)
	return done, from.Naming(err)
}

// fromSource puts a backup that was opened in the place of the record.
func (r Restorer) fromSource(from secret.Source, ask func(Choice) error) (_ Restored, err error) {
	if err := notItself(r.Store, from.Path); err != nil {
		return Restored{}, err
	}
	is := Choice{Backup: from.Name}
	sound := mayBeSound(r.Store)
	if sound {
		if is.Newer, err = newerThan(r.Store, from.Path); err != nil {
			return Restored{}, err
		}
		if err := ask(is); err != nil {
			return Restored{}, err
		}
	}
	found, replaced, err := r.Store.Restore(from.Path, verify.File)
	done := Restored{File: &from.Name, Habits: found.Habits, Entries: found.Entries, Replaced: document.OrNull(replaced), Recovered: []Recovered{}}
	if err != nil || !sound || replaced == "" {
		return done, err
	}
	done.Newer, done.TakeBack = is.Newer, document.OrNull(r.Typed("restore", replaced, "--yes"))
	if err := r.Store.MarkRestored(replaced); err != nil { // it is restored all the same
		done.Remark = document.OrNull("That could not be noted, so that selfcare undo takes back what is older without asking: " + phrase.Sentence(err))
	}
	return done, nil
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
func mayBeSound(store *db.DB) bool {
	if info, err := os.Stat(store.Path()); err != nil || !info.Mode().IsRegular() {
		return false
	}
	_, err := verify.File(store.Path())
	return err == nil || errors.Is(err, db.ErrSlow) || errors.Is(err, verify.ErrUnread)
}

// newerThan returns what the record has that a backup has not; nil where it cannot be read just
// now. A backup that cannot be read is refused.
func newerThan(store *db.DB, backup string) (*Newer, error) {
	if _, err := verify.File(backup); err != nil {
		return nil, err
	}
	n, err := store.Newer(backup)
	if err != nil {
		return nil, nil //nolint:nilerr // the question says that it is not known
	}
	j := Newer{Habits: n.Habits, Entries: n.Entries, Others: n.Others, Last: n.Last}
	if n.Follows {
		j.Changes = &n.Changes
	}
	return &j, nil
}

// Newest puts the newest good backup in the place of the record, with what can be read of a damaged
// one. Where the record is sound, it asks.
func (r Restorer) Newest(ask func(Choice) error) (Restored, error) {
	newest, err := NewestGood(r.Store)
	if err != nil {
		return Restored{}, err
	}
	if _, err := verify.File(r.Store.Path()); err == nil {
		if newest == "" {
			return Restored{}, noBackup(r.Store)
		}
		return r.From(newest, ask)
	}
	found, replaced, err := r.Store.Recover(newest, verify.File)
	if err != nil {
		return Restored{}, err
	}
	return r.recovered(newest, replaced, found, r.Store.Habits), nil
}

// recovered returns what a recovery came to. List reads the names of the habits; where it cannot, the
// record is restored all the same.
func (r Restorer) recovered(newest, replaced string, found db.Recovered, list func() (habits.List, error)) Restored {
	done := Restored{
		File: document.OrNull(newest), Habits: found.Habits, Entries: found.Entries, Replaced: document.OrNull(replaced),
		Recovered: []Recovered{}, Lost: found.Lost, LostEntries: found.LostEntries,
	}
	names, err := list()
	if err != nil { // it is restored all the same
		done.Remark = document.OrNull("The names of its habits could not be read just now: " + phrase.Sentence(err))
	}
	for _, c := range found.Changes {
		what := phrase.Change(c.Change, names, r.Today)
		switch c.Way {
		case db.TakenBack:
			what = "taken back: " + what
		case db.MadeAgain:
			what = "done again: " + what
		}
		done.Recovered = append(done.Recovered, Recovered{c.At.In(r.Now.Location()), what})
	}
	return done
}

// NewestGood returns the newest backup that is sound, or nothing.
func NewestGood(store *db.DB) (string, error) {
	all, err := store.Backups()
	if err != nil {
		return "", err
	}
	for _, path := range all {
		if _, err := verify.File(path); err == nil {
			return path, nil
		}
	}
	return "", nil
}

// noBackup returns the refusal where there is no good backup.
func noBackup(store *db.DB) error {
	return refusal.New("There is no good backup in %s; name one: selfcare restore FILE", store.BackupFolder())
}
