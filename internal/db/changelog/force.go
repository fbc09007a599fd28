package changelog

import (
	"encoding/json"
	"errors"
	"iter"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
)

// Numbered is a line with its number.
type Numbered struct {
	Seq uint64
	Line
}

// InForce returns the lines that undo takes back one after another, the next one first. It ends
// where the log does.
func InForce(tx *bbolt.Tx) iter.Seq2[Numbered, error] {
	return func(yield func(Numbered, error) bool) {
		seq, err := rows.MetaNumber(tx, rows.UndoKey)
		for err == nil && seq != 0 {
			var l Line
			if l, err = At(tx, seq); err != nil {
				break
			}
			if !yield(Numbered{seq, l}, nil) {
				return
			}
			seq = l.Under
		}
		if err != nil && !errors.Is(err, ErrNoLine) {
			yield(Numbered{}, err)
		}
	}
}

// Root returns the number of the change that a line did again, or the line's own where it is
// a change itself.
func Root(tx *bbolt.Tx, seq uint64) (uint64, error) {
	for {
		l, err := At(tx, seq)
		if errors.Is(err, ErrNoLine) || err == nil && l.Redoes == 0 {
			return seq, nil
		}
		if err != nil {
			return 0, err
		}
		seq = l.Redoes
	}
}

// Above returns the lines that undo would take back before the line seq, the next one first,
// and reports whether that one is in force at all.
func Above(tx *bbolt.Tx, seq uint64) (above []Numbered, found bool, err error) {
	for at, err := range InForce(tx) {
		if err != nil {
			return nil, false, err
		}
		if at.Seq == seq {
			return above, true, nil
		}
		if at.Seq < seq { // all further ones are older still
			break
		}
		above = append(above, at)
	}
	return nil, false, nil
}

// TakeOut has undo pass over the line seq, whatever stands above it, and returns what undo
// takes back next.
func TakeOut(tx *bbolt.Tx, seq uint64, above []Numbered) (uint64, error) {
	target, err := At(tx, seq)
	if err != nil || len(above) == 0 {
		return target.Under, err
	}
	last := above[len(above)-1]
	last.Under = target.Under
	payload, err := json.Marshal(last.Line)
	if err != nil {
		return 0, err
	}
	changes := tx.Bucket([]byte(rows.ChangesBucket))
	return above[0].Seq, rows.Put(tx, changes, rows.ChangesBucket, rows.SeqKey(last.Seq), payload)
}

// touch is one thing that a line changed.
type touch struct {
	kind string
	of   string
	day  calendar.Day
}

// Pointed returns the line that a key of meta names; instead of one of which nothing is left,
// what would be taken back, or done again, after it.
func Pointed(tx *bbolt.Tx, key string) (uint64, Line, error) {
	seq, err := rows.MetaNumber(tx, key)
	if err != nil {
		return 0, Line{}, err
	}
	return Left(tx, seq, key)
}

// Left returns the line seq, or the first one of which something is left when undo, or redo,
// goes on from there.
func Left(tx *bbolt.Tx, seq uint64, key string) (uint64, Line, error) {
	var err error
	for err == nil && seq != 0 {
		l, err := At(tx, seq)
		if err != nil || !l.Purged {
			return seq, l, err
		}
		if seq = l.Under; key == rows.RedoKey {
			seq = l.Then
		}
	}
	if err == nil {
		err = ErrNoLine
	}
	return 0, Line{}, err
}
