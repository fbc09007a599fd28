package changelog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/rows"
)

// NewestName returns the name of the newest line, or nothing where there is none. The line is
// asked for by its number: on a damaged page the way to the last one may lead in circles.
func NewestName(tx *bbolt.Tx) (string, error) {
	b := tx.Bucket([]byte(rows.ChangesBucket))
	key := rows.SeqKey(b.Sequence())
	value := b.Get(key)
	if value == nil {
		return "", nil
	}
	return nameOf(key, value)
}

// nameOf returns what a line is called as long as it is in the log: its token, or its number
// and time where it has none.
func nameOf(key, value []byte) (string, error) {
	at, err := stampOf(value)
	if err != nil {
		return "", err
	}
	_, rest, _ := bytes.Cut(value[len(`{"at":"`):min(len(value), HeadSize)], []byte(`"`))
	if rest, ok := bytes.CutPrefix(rest, []byte(`,"token":`)); ok {
		for quoted := range Quoted(rest) {
			var token string
			err := json.Unmarshal(quoted, &token)
			return token, err
		}
	}
	seq, err := rows.ReadSeq(key)
	return fmt.Sprintf("%d@%s", seq, at.Format(time.RFC3339)), err
}

// Named returns the line with a name, the newest first.
func Named(tx *bbolt.Tx, name string) (uint64, Line, error) {
	c := tx.Bucket([]byte(rows.ChangesBucket)).Cursor()
	for key, value := c.Last(); key != nil; key, value = c.Prev() {
		got, err := nameOf(key, value)
		if err != nil {
			return 0, Line{}, err
		}
		if got != name {
			continue
		}
		seq, err := rows.ReadSeq(key)
		if err != nil {
			return 0, Line{}, err
		}
		l, err := At(tx, seq)
		return seq, l, err
	}
	return 0, Line{}, ErrNoLine
}

// Quoted returns the strings of a piece of JSON, each with its quotes, as long as they are
// whole.
func Quoted(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		from := -1
		for i := 0; i < len(text); i++ {
			switch {
			case text[i] == '\\':
				i++
			case text[i] != '"':
			case from < 0:
				from = i
			default:
				if !yield(text[from : i+1]) {
					return
				}
				from = -1
			}
		}
	}
}
