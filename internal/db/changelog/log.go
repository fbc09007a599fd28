package changelog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/rows"
)

// keptFor is how long lines stay in the change log.
const keptFor = 400 * 24 * time.Hour

// unsetClock is before any change was made: a computer whose clock forgets the time begins
// earlier, and what was done there a minute ago only looks old.
var unsetClock = time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)

// Recent is how far back a token is looked for.
const Recent = 256

// Put puts a line in the log under a number. Undo next takes it back; after an undo, what stood
// under what that took back. Redo next does again what an undo took back; after other lines it does
// redo, 0 for nothing.
func Put(tx *bbolt.Tx, b *bbolt.Bucket, seq uint64, l Line, redo uint64) error {
	payload, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := rows.Put(tx, b, rows.ChangesBucket, rows.SeqKey(seq), payload); err != nil {
		return err
	}
	top := seq
	if l.Undoes != 0 {
		top, redo = l.Under, seq
	}
	if err := rows.SetMetaNumber(tx, rows.UndoKey, top); err != nil {
		return err
	}
	return rows.SetMetaNumber(tx, rows.RedoKey, redo)
}

// Trim takes away lines that are too old, a few at a time: each write adds one, so
// that two keep up.
func Trim(tx *bbolt.Tx, b *bbolt.Bucket, now time.Time) error {
	for range 2 {
		key, value := b.Cursor().First()
		if key == nil {
			return nil
		}
		at, err := stampOf(value)
		if err != nil || now.Sub(at) < keptFor {
			return err
		}
		if seq, err := rows.ReadSeq(key); err != nil || at.Before(unsetClock) && seq+Recent > b.Sequence() {
			return err
		}
		if err := rows.Remove(tx, b, rows.ChangesBucket, bytes.Clone(key)); err != nil {
			return err
		}
	}
	return nil
}

// stampOf returns the At of a line as it is stored, without reading the rest.
func stampOf(value []byte) (time.Time, error) {
	_, rest, ok := bytes.Cut(value[:min(len(value), HeadSize)], []byte(`{"at":"`))
	text, _, ok2 := bytes.Cut(rest, []byte(`"`))
	at, err := time.Parse(time.RFC3339, string(text))
	if !ok || !ok2 || err != nil {
		return at, fmt.Errorf("changes: %w", rows.ErrRecord)
	}
	return at, nil
}

// HeadSize is how much of a line, in bytes, holds its At and Token.
const HeadSize = 256

// At returns the line with the given number.
func At(tx *bbolt.Tx, seq uint64) (Line, error) {
	key := rows.SeqKey(seq)
	value := tx.Bucket([]byte(rows.ChangesBucket)).Get(key)
	if value == nil {
		return Line{}, ErrNoLine
	}
	payload, err := rows.Payload(rows.ChangesBucket, key, value)
	if err != nil {
		return Line{}, err
	}
	var l Line
	if err := json.Unmarshal(payload, &l); err != nil {
		return Line{}, fmt.Errorf("change %d: %w", seq, err)
	}
	return l, nil
}

// ErrNoLine says that the change log does not hold a line, or holds it no more.
var ErrNoLine = errors.New("the change log has no such line")
