package db

import (
	"errors"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// What was meant to be taken back, or done again, stands in the log in one of these ways.
const (
	changedSince = "That was changed again since, so it was not taken back"
	takenBack    = "That was taken back already"
	noLongerKept = "The change that was meant is no longer in the change log, so nothing was taken back"
	otherSince   = "Something else was changed since, so nothing was done again"
	olderThan    = "That is older than the restore; selfcare undo asks whether you mean it"
)

// UndoAsOf takes back what [DB.Undo] would have taken back when newest was the newest change:
// what a person meant who saw the record as it was then. A change that others made since stays.
// Where one of them changed the same again UndoAsOf refuses, and the receipt's Done is what was
// meant. Token is as in [habits.Change]; newest is a name as in [habits.Book], or one
// of [habits.Below]. What is older than a restore that can be taken back it refuses, too, since
// nobody can be asked whether the restore is meant; see [DB.UndoesOlder].
func (db *DB) UndoAsOf(token, newest string) (record.Result, error) {
	return db.step(token, func(tx *bbolt.Tx) (changelog.Line, changelog.Line, uint64, error) {
		seq, target, err := meant(tx, newest)
		if err != nil {
			return changelog.Line{}, changelog.Line{}, 0, err
		}
		above, found, err := changelog.Above(tx, seq)
		switch {
		case err != nil:
			return changelog.Line{}, changelog.Line{}, 0, err
		case !found:
			return changelog.Line{}, target, 0, refusal.New(takenBack)
		}
		for _, a := range above {
			if a.StandsOn(target) {
				return changelog.Line{}, target, 0, refusal.New(changedSince)
			}
		}
		switch replaced, err := db.olderThanRestore(tx, seq); {
		case err != nil:
			return changelog.Line{}, changelog.Line{}, 0, err
		case replaced != "":
			return changelog.Line{}, target, 0, refusal.New(olderThan)
		}
		l := target.Reversed()
		l.Undoes = seq
		if l.Under, err = changelog.TakeOut(tx, seq, above); err != nil {
			return changelog.Line{}, changelog.Line{}, 0, err
		}
		l.Then, err = rows.MetaNumber(tx, rows.RedoKey)
		return l, target, 0, err
	})
}

// RedoAsOf does again what [DB.Redo] would have done again when newest was the newest change. It
// refuses where something was changed since.
func (db *DB) RedoAsOf(token, newest string) (record.Result, error) {
	return db.step(token, func(tx *bbolt.Tx) (changelog.Line, changelog.Line, uint64, error) {
		l, about, then, err := again(tx)
		if err != nil {
			return changelog.Line{}, changelog.Line{}, 0, err
		}
		if step, ok := record.CutBelow(newest); ok {
			newest = step
		}
		if name, err := changelog.NewestName(tx); err != nil || name != newest {
			return changelog.Line{}, changelog.Line{}, 0, errors.Join(err, refusal.New(otherSince))
		}
		return l, about, then, nil
	})
}

// meant returns the line that undo would have taken back when newest was the newest. A change
// that was taken back and done again since is the line that did it again.
func meant(tx *bbolt.Tx, newest string) (uint64, changelog.Line, error) {
	if newest == "" {
		return 0, changelog.Line{}, nothing(changelog.ErrNoLine, noUndo)
	}
	step, isBelow := record.CutBelow(newest)
	if isBelow {
		newest = step
	}
	seq, l, err := changelog.Named(tx, newest)
	if errors.Is(err, changelog.ErrNoLine) {
		return 0, l, refusal.New(noLongerKept)
	}
	if err != nil {
		return 0, l, err
	}
	switch {
	case isBelow:
		seq, err = belowStep(tx, l)
	case l.Undoes != 0:
		seq = l.Under
	}
	if err != nil {
		return 0, l, err
	}
	if seq, l, err = changelog.Left(tx, seq, rows.UndoKey); err != nil {
		return 0, l, nothing(err, noUndo)
	}
	return newestOf(tx, changelog.Numbered{Seq: seq, Line: l})
}

// newestOf returns the line in force that made the change of another again, or that line itself
// where there is none.
func newestOf(tx *bbolt.Tx, of changelog.Numbered) (uint64, changelog.Line, error) {
	root, err := changelog.Root(tx, of.Seq)
	if err != nil {
		return 0, of.Line, err
	}
	for at, err := range changelog.InForce(tx) {
		if err != nil {
			return 0, of.Line, err
		}
		same, err := changelog.Root(tx, at.Seq)
		if err != nil {
			return 0, of.Line, err
		}
		if same == root {
			return at.Seq, at.Line, nil
		}
		if at.Seq < root { // all further ones are older still
			break
		}
	}
	return of.Seq, of.Line, nil
}

// belowStep returns what stood under the change that the step l took back when it was made, which
// is not what stands under l where others wrote something in between.
func belowStep(tx *bbolt.Tx, l changelog.Line) (uint64, error) {
	root, err := changelog.Root(tx, l.Undoes)
	if err != nil {
		return 0, err
	}
	target, err := changelog.At(tx, root)
	if errors.Is(err, changelog.ErrNoLine) {
		return l.Under, nil
	}
	return target.Under, err
}
