package ui

import "time"

// Recoverer brings back a record that is damaged. Its methods wait for a disk, and are called in
// commands.
type Recoverer interface {
	// Mends reports whether err says that the record is damaged. It is quick.
	Recovers(err error) bool
	// Survey says what Restore would bring back. It changes nothing.
	Report() (RecoveryReport, error)
	// Restore brings back the newest good backup, and what can be read of later changes; what
	// was there is kept. It says what it did.
	Restore() (said string, err error)
	// Backup is the newest good backup, as a store that refuses all changes.
	Backup() (Store, error)
}

// RecoveryReport is what can be brought back of a damaged record.
type RecoveryReport struct {
	File string // File is the record, as a person would type it.
	// Made is when the newest good backup was made, with so many habits and entries; nil is
	// that there is none.
	Made            *time.Time
	Habits, Entries int
	Changes         int // Changes is how many later changes can be read,
	Lost            int // Lost how many cannot, as far as that is known,
	LostEntries     int // and LostEntries how many entries were imported later.
}
