package db

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/ident"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// Recovered is what a recovery came to.
type Recovered struct {
	Report
	// Changes are those after the backup that could be read in the damaged file, the oldest
	// first. They are in the record again, and undo takes them back.
	Changes []Regained
	// Lost is how many more changes there were after the backup, as far as that is known.
	Lost int
	// LostEntries is how many entries imports after the backup wrote: a line of the log has
	// what they replaced, and not them.
	LostEntries int
}

// Regained is a change that was read in a damaged file, when it was made, and whether it was
// made for the first time.
type Regained struct {
	At     time.Time
	Way    Way
	Change record.Change
}

// Way is how a change came about.
type Way uint8

// The ways.
const (
	Made Way = iota
	TakenBack
	MadeAgain
)

// wayOf is how the change of a line came about.
func wayOf(l changelog.Line) Way {
	switch {
	case l.Undoes != 0:
		return TakenBack
	case l.Redoes != 0:
		return MadeAgain
	}
	return Made
}

// Recover puts in the place of a damaged file a sound backup, and upon it what was changed
// since and can still be read in the damaged one. Where there is no backup it begins with an
// empty record. It returns where it put what was there: that stays, as Restore has it.
func (db *DB) Recover(backup string, verify Verifier) (found Recovered, replaced string, err error) {
	replaced, err = db.file.Rebuild(backup, func(tx *bbolt.Tx, damaged []byte) error {
		if err := db.newReplay(damaged, &found).run(tx); err != nil {
			return err
		}
		if backup == "" && len(found.Changes) == 0 {
			return refusal.New("There is no good backup in %s, and nothing of the changes can be read; name a backup: selfcare restore FILE", db.BackupFolder())
		}
		return nil
	}, verify.reporting(&found.Report))
	return found, replaced, err
}

// RecoveryReport says what Recover would bring back, and writes nothing: how many later changes can be
// read, and how many entries were imported with them.
func (db *DB) RecoveryReport(backup string) (found Recovered, err error) {
	damaged, err := db.file.Remains()
	if err != nil {
		return found, err
	}
	r := db.newReplay(damaged, &found)
	if backup == "" {
		r.begin(0, true)
	} else {
		err = New(backup, db.now).ReadOnly().view(func(tx *bbolt.Tx) error { return r.beginAt(tx) })
	}
	for _, seq := range r.seqs {
		l := r.lines[seq]
		found.Changes = append(found.Changes, Regained{At: l.At, Way: wayOf(l)})
		if l.Undoes+l.Redoes != 0 {
			continue
		}
		for _, d := range l.Days {
			days, err := d.Read()
			if err != nil {
				return found, err
			}
			found.LostEntries += len(days.Entries)
		}
	}
	return found, err
}

func (db *DB) newReplay(damaged []byte, found *Recovered) *replay {
	return &replay{file: damaged, lines: changelog.Lines(damaged), known: db.file.NewestNoted(), found: found}
}

// replay writes upon a backup what a damaged file still says of the changes since.
type replay struct {
	file  []byte // the damaged file
	lines map[uint64]changelog.Line
	known uint64 // the number of the newest change that was noted, 0 where that is not known
	found *Recovered
	seqs  []uint64 // the lines that are written, in their order
}

func (r *replay) run(tx *bbolt.Tx) error {
	if err := rows.Migrate(tx); err != nil {
		return err
	}
	if err := r.beginAt(tx); err != nil {
		return err
	}
	for _, seq := range r.seqs {
		if err := r.write(tx, seq, r.lines[seq]); err != nil {
			return err
		}
	}
	return nil
}

// beginAt chooses the lines to write upon a backup.
func (r *replay) beginAt(tx *bbolt.Tx) error {
	base := tx.Bucket([]byte(rows.ChangesBucket)).Sequence()
	follows, err := r.follows(tx, base)
	if err == nil {
		r.begin(base, follows)
	}
	return err
}

// begin chooses the lines to write upon a record of which base is the number of the newest
// change, none where the damaged file does not follow it, and counts those that are not there.
func (r *replay) begin(base uint64, follows bool) {
	last := base
	for _, seq := range slices.Sorted(maps.Keys(r.lines)) {
		l := r.lines[seq]
		if seq <= base || !follows {
			continue
		}
		if missing := seq - last - 1; missing > 0 && len(l.Tokens) == 0 {
			r.found.Lost += int(missing)
		}
		last = seq
		if next, ok := r.lines[seq+1]; ok && l.Token != "" && len(next.Tokens) > 0 && next.Tokens[len(next.Tokens)-1] == l.Token {
			continue // the next took it in
		}
		r.seqs = append(r.seqs, seq)
	}
	if r.known > last {
		r.found.Lost += int(r.known - last)
	}
}

// follows reports whether the damaged file goes on with the backup: it is of the same
// database, and has the same newest change where it can be read.
func (r *replay) follows(tx *bbolt.Tx, base uint64) (bool, error) {
	id, err := rows.Meta(tx, rows.DatabaseKey)
	if err != nil {
		return false, err
	}
	if base == 0 {
		return true, nil
	}
	if other := rows.DatabaseIn(r.file); other != "" && other != id {
		return false, nil
	}
	newest, err := changelog.At(tx, base)
	if errors.Is(err, changelog.ErrNoLine) {
		return true, nil
	}
	other, ok := r.lines[base]
	return err == nil && (!ok || other.Token == newest.Token && other.At.Equal(newest.At)), err
}

// write carries a line out, and puts it in the log under its number.
func (r *replay) write(tx *bbolt.Tx, seq uint64, l changelog.Line) error {
	c, err := l.Change()
	if about := l.Undoes + l.Redoes; err == nil && about != 0 {
		c, err = r.changeAt(tx, about)
	}
	if err != nil { // of a later version, or about a line that is gone
		r.found.Lost++
		return nil
	}
	if !r.fits(tx, l) {
		r.found.Lost++
		return nil
	}
	if l.Under, err = under(tx, l); err != nil {
		return err
	}
	days := l.Days
	if l.Days, err = r.wrote(tx, l); err != nil {
		return err
	}
	if _, err := carryOut(tx, l); err != nil {
		return err
	}
	for _, rec := range l.Records {
		if err := raiseOrder(tx, rec); err != nil {
			return err
		}
	}
	l.Days = days
	r.found.Changes = append(r.found.Changes, Regained{l.At, wayOf(l), c})
	return appendAgain(tx, seq, l)
}

// under is what stands under a line: what it says, or, where that is lost, what would be taken
// back next.
func under(tx *bbolt.Tx, l changelog.Line) (uint64, error) {
	if l.Undoes != 0 {
		above, found, err := changelog.Above(tx, l.Undoes)
		if err != nil || !found {
			top, err2 := rows.MetaNumber(tx, rows.UndoKey)
			return top, errors.Join(err, err2)
		}
		return changelog.TakeOut(tx, l.Undoes, above)
	}
	if l.Under == 0 || tx.Bucket([]byte(rows.ChangesBucket)).Get(rows.SeqKey(l.Under)) != nil {
		return l.Under, nil
	}
	return rows.MetaNumber(tx, rows.UndoKey)
}

// changeAt is the change of a line that is in the log already.
func (r *replay) changeAt(tx *bbolt.Tx, seq uint64) (record.Change, error) {
	l, err := changelog.At(tx, seq)
	if err != nil {
		return record.Change{}, err
	}
	return l.Change()
}

// fits reports whether the habits of a line's entries are there: the change that made them
// may be among those that are lost.
func (r *replay) fits(tx *bbolt.Tx, l changelog.Line) bool {
	ids := map[ident.ID]bool{}
	for _, e := range l.Edits {
		ids[e.Habit] = true
	}
	for _, d := range l.Days {
		ids[d.Habit] = true
	}
	for _, h := range l.Habits {
		delete(ids, h.ID)
	}
	for id := range ids {
		if _, ok, err := rows.Habit(tx, id); err != nil || !ok {
			return false
		}
	}
	return true
}

// wrote is the days that a line wrote. A step back from an import, or to it again, wrote what
// the line that it is about had found; an import itself wrote what stands nowhere but in the
// days.
func (r *replay) wrote(tx *bbolt.Tx, l changelog.Line) ([]changelog.Days, error) {
	about := l.Undoes
	if l.Redoes != 0 {
		redo, err := rows.MetaNumber(tx, rows.RedoKey)
		if err != nil {
			return nil, err
		}
		about = redo
	}
	if about != 0 {
		target, err := changelog.At(tx, about)
		if errors.Is(err, changelog.ErrNoLine) {
			err = nil
		}
		return target.Reversed().Days, err
	}
	for _, d := range l.Days {
		days, err := d.Read()
		if err != nil {
			return nil, err
		}
		r.found.LostEntries += len(days.Entries)
	}
	return nil, nil
}

// appendAgain puts a line in the log under the number that it had.
func appendAgain(tx *bbolt.Tx, seq uint64, l changelog.Line) error {
	redo := uint64(0)
	if l.Redoes != 0 {
		_, undo, err := changelog.Pointed(tx, rows.RedoKey)
		switch {
		case errors.Is(err, changelog.ErrNoLine):
		case err != nil:
			return err
		default:
			redo = undo.Then
		}
	}
	b := tx.Bucket([]byte(rows.ChangesBucket))
	if err := b.SetSequence(seq); err != nil {
		return err
	}
	return changelog.Put(tx, b, seq, l, redo)
}

// raiseOrder keeps the order of records that were written within one second: the next gets a
// higher number than any that is there.
func raiseOrder(tx *bbolt.Tx, rec changelog.Record) error {
	parts := bytes.Split([]byte(rec.Key), []byte("/"))
	if len(parts) < 3 {
		return nil
	}
	n, err := strconv.ParseUint(string(parts[len(parts)-2]), 10, 64)
	b := tx.Bucket([]byte(rec.Bucket))
	if err != nil || b.Sequence() >= n {
		return nil //nolint:nilerr // a record that has no such number
	}
	return b.SetSequence(n)
}
