package db

import (
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/atomicfile"
	"selfcare/internal/db/guard"
	"selfcare/internal/db/rows"
)

// DB is the record in one file. Its methods may be called at the same time, by any number of
// processes.
type DB struct {
	file *guard.File
	now  func() time.Time
}

// layout is what guard has to know of the buckets.
var layout = guard.Layout{
	Create:    rows.Create,
	Check:     rows.CheckSchema,
	Migrate:   rows.Migrate,
	IsOld:     rows.IsOldSchema,
	Newest:    rows.Newest,
	ErrDamage: rows.ErrRecord,
}

// New returns the record in the file at path, which need not exist yet: it is made by the first
// change. Now stamps the lines of the change log. Where path is a link, see [guard.New].
func New(path string, now func() time.Time) *DB {
	return &DB{guard.New(path, now, layout), now}
}

// Guarded returns the same record, looked after: verified before it is used where something else
// has changed it, and backed up before the first change of a day. See [guard.File.Guarded].
func (db *DB) Guarded(verify Verifier) *DB { return &DB{db.file.Guarded(verify.silent()), db.now} }

// Waiting returns the same record, for callers that wait for others no longer than d.
func (db *DB) Waiting(d time.Duration) *DB { return &DB{db.file.Waiting(d), db.now} }

// Within returns the same record, for callers that wait for others no longer than d, and do not
// wait for a verification at all: what is doubtful is refused.
func (db *DB) Within(d time.Duration) *DB { return &DB{db.file.Within(d), db.now} }

// ReadOnly returns the same record, of a file that nobody writes to, such as a backup: it is only
// read, and nothing is made beside it.
func (db *DB) ReadOnly() *DB { return &DB{db.file.ReadOnly(), db.now} }

// Path returns where the file is.
func (db *DB) Path() string { return db.file.Path() }

// Stamp returns a text that differs from an earlier one when the file was changed in between. It
// takes no lock; it is empty where there is no file, or none that can be read.
func (db *DB) Stamp() string { return db.file.Stamp() }

// view runs fn in a read-only transaction; see [guard.File.View].
func (db *DB) view(fn func(*bbolt.Tx) error) error { return db.file.View(fn) }

// update runs fn in a transaction and returns the stamp after it; see [guard.File.Update].
func (db *DB) update(fn func(*bbolt.Tx) error) (stamp string, err error) { return db.file.Update(fn) }

// explain makes errors of the machine into sentences; see [guard.File.Explain].
func (db *DB) explain(err error, tried string) error { return db.file.Explain(err, tried) }

// What a refusal of a file may be caused by.
var (
	// ErrUnsound is among the causes of every refusal of a file that is damaged.
	ErrUnsound = guard.ErrUnsound
	// ErrGone is among the causes of the refusal of a file that was there and is no more.
	ErrGone = guard.ErrGone
	// ErrSlow is the cause of a Verifier's refusal where the disk did not hand out the whole file in
	// time, which says nothing of it.
	ErrSlow = guard.ErrSlow

	errNothing = guard.ErrNothing
)

// Advice ends what is said of a damaged file.
const Advice = guard.Advice

// Report is what a sound file holds.
type Report struct {
	Habits  int `json:"habits"`
	Entries int `json:"entries"`
}

// Verifier says whether a file is sound, and what it holds; see [Verify]. Its error is a
// refusal where the file is not to be used, and none where it could not be asked.
type Verifier func(path string) (Report, error)

// silent returns a verifier that does not say what a file holds.
func (v Verifier) silent() guard.Verifier {
	if v == nil {
		return nil
	}
	return func(path string) error {
		_, err := v(path)
		return err
	}
}

// reporting returns a verifier that leaves in found what the file holds that it was asked of last.
func (v Verifier) reporting(found *Report) guard.Verifier {
	return func(path string) (err error) {
		*found, err = v(path)
		return err
	}
}

// BackupFolder returns where backups are, beside the file.
func (db *DB) BackupFolder() string { return db.file.BackupFolder() }

// Backups returns the backups that there are, the newest first; those that seem to be made later
// than now come last.
func (db *DB) Backups() ([]string, error) { return db.file.Backups() }

// BackupMade returns when a backup was made, by its name.
func BackupMade(name string) (time.Time, bool) { return guard.BackupMade(name) }

// Copies returns all copies of the record that lie beside it: backups, and what was put aside when
// one was restored.
func (db *DB) Copies() ([]string, error) { return db.file.Copies() }

// Leftovers returns the unfinished files beside the record: those that programs are writing
// just now, and those that killed ones left behind. They may be whole copies of the record.
func (db *DB) Leftovers() []string { return db.file.Leftovers() }

// BackUp makes a verified copy of the file in the folder of backups, and takes away those that are
// too many. A file that is not there, or that is damaged, is not copied.
func (db *DB) BackUp(verify Verifier) (path string, found Report, err error) {
	path, err = db.file.BackUp(verify.reporting(&found))
	return path, found, err
}

// BackUpIfRoom makes a backup before or after something is changed, unless there is nothing yet,
// or too little room on the disk: changes go before backups. It refuses where the file is not
// sound.
func (db *DB) BackUpIfRoom() error { return db.file.BackUpIfRoom() }

// Copy writes a verified copy of the file to another path, whole or not at all: the copy
// is on disk and was read again before it has its name.
func (db *DB) Copy(to string, verify Verifier) (found Report, err error) {
	err = db.file.Copy(to, verify.reporting(&found))
	return found, err
}

// CopyInto writes a verified copy of the file to one that the caller made.
func (db *DB) CopyInto(to *atomicfile.File, verify Verifier) (found Report, err error) {
	err = db.file.CopyInto(to, verify.reporting(&found))
	return found, err
}

// Restore puts a sound backup in the place of the file, and returns where it put what was
// there: that stays, whatever it is. It refuses a backup that is not sound.
func (db *DB) Restore(backup string, verify Verifier) (found Report, replaced string, err error) {
	replaced, err = db.file.Restore(backup, verify.reporting(&found))
	return found, replaced, err
}

// Check has verify look at the file while nobody writes to it.
func (db *DB) Check(verify Verifier) (found Report, err error) {
	err = db.file.Check(verify.reporting(&found))
	return found, err
}
