package ui

import (
	"errors"
	"testing"
	"time"

	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// fakeRecoverer mends one error.
type fakeRecoverer struct {
	of       error
	survey   RecoveryReport
	why      error // why it cannot be done
	restores func()
	backup   Store
	restored int
}

func (m *fakeRecoverer) Recovers(err error) bool { return errors.Is(err, m.of) }

func (m *fakeRecoverer) Report() (RecoveryReport, error) { return m.survey, nil }

func (m *fakeRecoverer) Restore() (string, error) {
	m.restored++
	if m.why == nil {
		m.restores()
	}
	return "Restored, with 3 later changes.", m.why
}

func (m *fakeRecoverer) Backup() (Store, error) { return m.backup, m.why }

var errDamaged = &refusal.Error{Text: "The data file ~/.local/share/selfcare/selfcare.db does not read as it was written (its end is missing). It was not touched; selfcare restore brings back the newest good backup, and what can be read of later changes."}

// onDamaged is a start on a record that is damaged, with what can be brought back.
func onDamaged(survey RecoveryReport, keys string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		x, _ := damagedWith(t, survey, with...)
		x.press(keys)
		return x
	}
}

func damagedWith(t testing.TB, survey RecoveryReport, with ...options) (*terminal, *fakeRecoverer) {
	t.Helper()
	store := newFakeStore(drawn()...)
	store.unread = errDamaged
	m := &fakeRecoverer{of: errDamaged, survey: survey, backup: newFakeStore(drawn()[:2]...), restores: func() { store.unread = nil }}
	return startOn(t, store, append(with, func(o *Options) { o.Recoverer = m })...), m
}

// aSurvey is what a damaged record usually leaves.
func aSurvey() RecoveryReport {
	made := time.Date(2026, time.November, 22, 8, 12, 0, 0, time.UTC)
	return RecoveryReport{File: "~/.local/share/selfcare/selfcare.db", Made: &made, Habits: 9, Entries: 4102, Changes: 3}
}

func TestADamagedRecordIsRestoredFromTheApp(t *testing.T) {
	x, m := damagedWith(t, aSurvey())
	x.shows("The data file does not read as it was written. It was not touched.")
	x.shows("today 08:12, 9 habits, 4,102 entries")
	x.shows("3 changes, readable: they come back too")
	is(t, "the key line", x.keyLine(), "enter do it  ↑ ↓ choose  ? what happened")
	x.press("x space 1 a")
	is(t, "restored", m.restored, 0)
	x.press("?")
	x.shows("its end is missing")
	x.press("? enter")
	x.row("Sleep")
	x.shows("Restored, with 3 later changes.")
	x.press("3")
	x.wrote(move, sunday, yes)
}

func TestWhatCannotBeRestoredSaysSoAndMayBeTriedAgain(t *testing.T) {
	x, m := damagedWith(t, aSurvey())
	m.why = refusal.New("The disk is full")
	x.press("enter")
	x.shows("The disk is full.")
	m.why = nil
	x.press("enter")
	x.row("Sleep")
	is(t, "tries", m.restored, 2)
}

func TestABackupIsLookedAtAndNotChanged(t *testing.T) {
	x, m := damagedWith(t, aSurvey())
	m.backup.(*fakeStore).fail = refusal.New("This is a backup")
	x.press("j enter")
	x.row("Sleep")
	x.shows("This is the backup of Sun 22 Nov 08:12, to look at. Nothing in it is changed.")
	x.press("2 enter")
	x.shows("This is a backup.")
	is(t, "unsaved", len(x.app.Unsaved()), 0)
	is(t, "restored", m.restored, 0)
}

// What could not be written before is not tried on a backup, which would refuse it for good.
func TestWhatWaitsIsNotWrittenToABackup(t *testing.T) {
	x := start(t, drawn())
	m := &fakeRecoverer{of: errDamaged, survey: aSurvey(), restores: func() { x.store.unread, x.store.fail = nil, nil }}
	x.app.session.opts.Recoverer = m
	x.store.fail = errFull
	x.press("3")
	x.store.unread = errDamaged
	x.store.elsewhere(record.Change{Edits: []habits.Edit{drawn()[0].Habit.RestOn(sunday)}})
	x.look()
	x.shows("restore both")
	x.hides("look at the backup")
	x.press("enter")
	x.retry()
	x.wrote(move, sunday, yes)
}

func TestADamagedRecordIsLeftAsItIs(t *testing.T) {
	for _, keys := range []string{"q", "j j enter", "? esc q", "ctrl+c"} {
		x, m := damagedWith(t, aSurvey())
		x.press(keys)
		is(t, keys+" quits", x.quit, true)
		is(t, "restored", m.restored, 0)
	}
}

func TestTheDamagedPageIsClicked(t *testing.T) {
	x, m := damagedWith(t, aSurvey())
	x.clickOn("restore both")
	is(t, "restored", m.restored, 1)
	x.row("Sleep")
}

// Another window, or the command, restored it.
func TestARecordThatIsMendedElsewhereIsShown(t *testing.T) {
	x, m := damagedWith(t, aSurvey())
	m.restores()
	x.store.elsewhere(record.Change{Edits: []habits.Edit{drawn()[0].Habit.RestOn(sunday)}})
	x.look()
	x.row("Sleep")
}

// The app looks at the file while it restores it, and may read what is there before it has the
// answer, which is what says what was lost.
func TestARestoreIsToldAlthoughItsRecordWasReadBefore(t *testing.T) {
	for answer, why := range map[string]error{
		"Restored, with 3 later changes.": nil,
		"nothing was replaced":            refusal.New("The record reads as it was written again, and nothing was replaced"),
	} {
		x, m := damagedWith(t, aSurvey())
		m.restores()
		x.store.elsewhere(record.Change{Edits: []habits.Edit{drawn()[0].Habit.RestOn(sunday)}})
		x.look()
		x.row("Sleep")
		m.why = why
		said, err := m.Restore()
		x.send(restoredMsg{said, err})
		x.row("Sleep")
		x.shows(answer)
	}
}

// An error that no backup mends has the other page, with or without a mender.
func TestAnErrorThatIsNoDamageIsTriedAgain(t *testing.T) {
	store := newFakeStore(drawn()...)
	store.unread = refusal.New("The file is busy")
	x := startOn(t, store, func(o *Options) { o.Recoverer = &fakeRecoverer{of: errDamaged} })
	is(t, "the key line", x.keyLine(), "enter try again  q quit")
	x.press("r")
	x.shows("The file is busy.")
	store.unread = nil
	x.press("enter")
	x.row("Sleep")
}

func TestADamagedRecordSaysWhatIsLeftOfIt(t *testing.T) {
	for since, change := range map[string]func(*RecoveryReport){
		"nothing":                                   func(s *RecoveryReport) { s.Changes = 0 },
		"1 change, readable: it comes back too":     func(s *RecoveryReport) { s.Changes = 1 },
		"2 changes, which cannot be read":           func(s *RecoveryReport) { s.Changes, s.Lost = 0, 2 },
		"3 of 5 changes can be read, and come back": func(s *RecoveryReport) { s.Lost = 2 },
		"412 entries, to be imported again":         func(s *RecoveryReport) { s.LostEntries = 412 },
		"newest good backup   none":                 func(s *RecoveryReport) { s.Made = nil },
		"yesterday 08:12":                           func(s *RecoveryReport) { at := s.Made.AddDate(0, 0, -1); s.Made = &at },
		"Friday 20 November 08:12":                  func(s *RecoveryReport) { at := s.Made.AddDate(0, 0, -2); s.Made = &at },
	} {
		s := aSurvey()
		change(&s)
		x, _ := damagedWith(t, s)
		x.shows(since)
	}
}
