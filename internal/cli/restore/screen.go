package restore

import (
	"errors"

	"selfcare/internal/cli/verify"
	"selfcare/internal/db"
	"selfcare/internal/home"
	"selfcare/internal/refusal"
	"selfcare/internal/ui"
)

// Recoverer is how the app brings back a damaged record, as [ui.Recoverer] has it.
type Recoverer struct {
	Restorer func() Restorer
	Open     func(path string) *db.DB
	Folders  home.Folders
}

// Recovers reports whether an error says that the record is damaged.
func (m Recoverer) Recovers(err error) bool { return errors.Is(err, db.ErrUnsound) }

// Report returns what can be brought back.
func (m Recoverer) Report() (ui.RecoveryReport, error) {
	store := m.Restorer().Store
	v := ui.RecoveryReport{File: m.Folders.Tilde(store.Path())}
	newest, err := NewestGood(store)
	if err != nil {
		return v, err
	}
	found, err := store.RecoveryReport(newest)
	if err != nil && newest == "" {
		return v, nil //nolint:nilerr // nothing can be brought back, which the report says
	}
	if err != nil {
		return v, err
	}
	if newest != "" {
		kept, err := verify.File(newest)
		if err != nil {
			return v, err
		}
		if made, ok := db.BackupMade(newest); ok {
			v.Made = &made
		}
		v.Habits, v.Entries = kept.Habits, kept.Entries
	}
	v.Changes, v.Lost, v.LostEntries = len(found.Changes), found.Lost, found.LostEntries
	return v, nil
}

// Restore brings it back, and says what came of that.
func (m Recoverer) Restore() (string, error) {
	r, err := m.Restorer().Newest(func(Choice) error { return errSoundAgain })
	return r.short() + " What was there is kept beside it.", err
}

// errSoundAgain refuses to replace a record that somebody else brought back meanwhile.
var errSoundAgain = &refusal.Error{Text: "The record reads as it was written again, and nothing was replaced."}

// Backup returns the newest good backup, to look at.
func (m Recoverer) Backup() (ui.Store, error) {
	r := m.Restorer()
	newest, err := NewestGood(r.Store)
	if err == nil && newest == "" {
		err = noBackup(r.Store)
	}
	return m.Open(newest).ReadOnly(), err
}
