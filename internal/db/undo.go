package db

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// What is said where there is nothing left.
const (
	noUndo = "Nothing more to take back"
	noRedo = "Nothing more to do again"
)

// Undo takes back the newest change in force, whoever made it. The receipt's Done
// is that change. Token is as in [habits.Change]. It refuses when there is nothing
// to take back.
func (db *DB) Undo(token string) (record.Result, error) {
	return db.step(token, func(tx *bbolt.Tx) (changelog.Line, changelog.Line, uint64, error) {
		seq, target, err := changelog.Pointed(tx, rows.UndoKey)
		if err != nil {
			return changelog.Line{}, changelog.Line{}, 0, nothing(err, noUndo)
		}
		l := target.Reversed()
		l.Undoes, l.Under = seq, target.Under
		l.Then, err = rows.MetaNumber(tx, rows.RedoKey)
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
func again(tx *bbolt.Tx) (l, about changelog.Line, then uint64, err error) {
	_, undo, err := changelog.Pointed(tx, rows.RedoKey)
	if err != nil {
		return changelog.Line{}, changelog.Line{}, 0, nothing(err, noRedo)
	}
	target, err := changelog.At(tx, undo.Undoes)
	if err != nil {
		return changelog.Line{}, changelog.Line{}, 0, nothing(err, noRedo)
	}
	l = undo.Reversed()
	for i := range min(len(l.Edits), len(target.Edits)) {
		l.Edits[i].Do = target.Edits[i].Do
	}
	l.Redoes = undo.Undoes
	l.Under, err = rows.MetaNumber(tx, rows.UndoKey) // what a line that was taken out left there
	return l, target, undo.Then, err
}

// step carries out and logs one step of undo or redo: the line to write, the
// change that it is about, and what redo does next.
func (db *DB) step(token string, find func(*bbolt.Tx) (l, about changelog.Line, redo uint64, err error)) (record.Result, error) {
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
			r.Done, _ = about.Change() // what the refusal is about
			return err
		}
		if r.Done, err = about.Change(); err != nil {
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
func carryOut(tx *bbolt.Tx, l changelog.Line) (found []changelog.Days, err error) {
	for _, h := range l.Habits {
		is, err := changelog.HabitOf(h.ID, h.After)
		if err != nil {
			return nil, err
		}
		if err := rows.PutHabit(tx, h.ID, is); err != nil {
			return nil, err
		}
	}
	for _, e := range l.Edits {
		if err := rows.PutEntry(tx, e.Habit, e.Day, habits.Entry(e.After)); err != nil {
			return nil, err
		}
	}
	for _, d := range l.Days {
		days, err := d.Read()
		if err != nil {
			return nil, fmt.Errorf("changes: days of %s: %w", d.Habit, err)
		}
		before, err := swapDays(tx, days, &watch{})
		if err != nil {
			return nil, err
		}
		found = append(found, changelog.Days{Habit: d.Habit, Before: before})
	}
	for _, r := range l.Records {
		if err := r.CarryOut(tx); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func nothing(err error, text string) error {
	if errors.Is(err, changelog.ErrNoLine) {
		return refusal.New("%s", text)
	}
	return err
}
