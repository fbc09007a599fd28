package db

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// What is said where there is nothing left.
const (
	noUndo = "Nothing more to take back"
	noRedo = "Nothing more to do again"
)

// errNoLine says that the change log does not hold a line, or holds it no more.
var errNoLine = errors.New("the change log has no such line")

// Undo takes back the newest change in force, whoever made it. The receipt's Done
// is that change. Token is as in [habits.Change]. It refuses when there is nothing
// to take back.
func (db *DB) Undo(token string) (record.Result, error) {
	return db.step(token, func(tx *bbolt.Tx) (line, line, uint64, error) {
		seq, target, err := pointed(tx, undoKey)
		if err != nil {
			return line{}, line{}, 0, nothing(err, noUndo)
		}
		l := target.reversed()
		l.Undoes, l.Under = seq, target.Under
		l.Then, err = metaNumber(tx, redoKey)
		return l, target, 0, err
	})
}

// Redo does again what the newest undo took back, unless something else was
// changed since. The receipt's Done is the change that is in force again.
func (db *DB) Redo(token string) (record.Result, error) {
	return db.step(token, again)
}

// again returns the line that does again what the newest undo took back, the change that it is
// about, and what redo does next.
func again(tx *bbolt.Tx) (l, about line, then uint64, err error) {
	_, undo, err := pointed(tx, redoKey)
	if err != nil {
		return line{}, line{}, 0, nothing(err, noRedo)
	}
	target, err := lineAt(tx, undo.Undoes)
	if err != nil {
		return line{}, line{}, 0, nothing(err, noRedo)
	}
	l = undo.reversed()
	for i := range min(len(l.Edits), len(target.Edits)) {
		l.Edits[i].Do = target.Edits[i].Do
	}
	l.Redoes = undo.Undoes
	l.Under, err = metaNumber(tx, undoKey) // what a line that was taken out left there
	return l, target, undo.Then, err
}

// step carries out and logs one step of undo or redo: the line to write, the
// change that it is about, and what redo does next.
func (db *DB) step(token string, find func(*bbolt.Tx) (l, about line, redo uint64, err error)) (record.Result, error) {
	var r record.Result
	stamp, err := db.update(func(tx *bbolt.Tx) error {
		switch again, err := alreadyWritten(tx, token); {
		case errors.Is(err, errAgain):
			r = again
			return nil
		case err != nil:
			return err
		}
		l, about, redo, err := find(tx)
		if err != nil {
			r.Done, _ = about.change() // what the refusal is about
			return err
		}
		if r.Done, err = about.change(); err != nil {
			return err
		}
		if l.Days, err = carryOut(tx, l); err != nil {
			return err
		}
		l.Token = token
		r.Seq, err = db.log(tx, l, redo)
		r.Before = r.Seq - 1
		return err
	})
	r.Stamp = stamp
	return r, err
}

// carryOut writes what a line says came after; for its days what they held before, and
// returns what it found there.
func carryOut(tx *bbolt.Tx, l line) (found []lineDays, err error) {
	for _, h := range l.Habits {
		is, err := habitOf(h.ID, h.After)
		if err != nil {
			return nil, err
		}
		if err := putHabit(tx, h.ID, is); err != nil {
			return nil, err
		}
	}
	for _, e := range l.Edits {
		if err := putEntry(tx, e.Habit, e.Day, habits.Entry(e.After)); err != nil {
			return nil, err
		}
	}
	for _, d := range l.Days {
		days, err := d.days()
		if err != nil {
			return nil, fmt.Errorf("changes: days of %s: %w", d.Habit, err)
		}
		before, err := swapDays(tx, days, &watch{})
		if err != nil {
			return nil, err
		}
		found = append(found, lineDays{d.Habit, before})
	}
	for _, r := range l.Records {
		if err := r.carryOut(tx); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// pointed returns the line that a key of meta names; instead of one of which nothing is left,
// what would be taken back, or done again, after it.
func pointed(tx *bbolt.Tx, key string) (uint64, line, error) {
	seq, err := metaNumber(tx, key)
	if err != nil {
		return 0, line{}, err
	}
	return leftOf(tx, seq, key)
}

// leftOf returns the line seq, or the first one of which something is left when undo, or redo,
// goes on from there.
func leftOf(tx *bbolt.Tx, seq uint64, key string) (uint64, line, error) {
	var err error
	for err == nil && seq != 0 {
		l, err := lineAt(tx, seq)
		if err != nil || !l.Purged {
			return seq, l, err
		}
		if seq = l.Under; key == redoKey {
			seq = l.Then
		}
	}
	if err == nil {
		err = errNoLine
	}
	return 0, line{}, err
}

func nothing(err error, text string) error {
	if errors.Is(err, errNoLine) {
		return refusal.New("%s", text)
	}
	return err
}
