package changelog

import (
	"bytes"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/rows"
	"selfcare/internal/ident"
	"selfcare/internal/record"
)

// Record is a record in the change log, as its payload was and as it became; null
// where there was none.
type Record struct {
	Bucket string `json:"bucket"`
	Key    string `json:"key"`
	Before []byte `json:"before,omitempty"`
	After  []byte `json:"after,omitempty"`
}

// SwapRecord writes one record, or removes it where payload is nil.
func SwapRecord(tx *bbolt.Tx, bucket string, key, payload []byte) (Record, error) {
	l := Record{Bucket: bucket, Key: string(key), After: payload}
	if value := tx.Bucket([]byte(bucket)).Get(key); value != nil {
		before, err := rows.Payload(bucket, key, value)
		if err != nil {
			return l, err
		}
		l.Before = bytes.Clone(before)
	}
	return l, l.CarryOut(tx)
}

// CarryOut writes what the line says came after.
func (l Record) CarryOut(tx *bbolt.Tx) error {
	b, key := tx.Bucket([]byte(l.Bucket)), []byte(l.Key)
	if b == nil {
		return fmt.Errorf("changes: bucket %q: %w", l.Bucket, rows.ErrRecord)
	}
	if l.After == nil {
		return rows.Remove(tx, b, l.Bucket, key)
	}
	return rows.Put(tx, b, l.Bucket, key, bytes.Clone(l.After)) // put appends to it
}

// diffsOf returns the records of a kind among those of a line.
func diffsOf[T any](k rows.Kind[T], lines []Record) ([]record.Diff[T], error) {
	read := func(key string, payload []byte) (*T, error) {
		if payload == nil {
			return nil, nil
		}
		record, err := k.Decode([]byte(key), payload)
		return &record, err
	}
	var diffs []record.Diff[T]
	for _, l := range lines {
		if l.Bucket != k.Bucket {
			continue
		}
		was, err := read(l.Key, l.Before)
		is, err2 := read(l.Key, l.After)
		if err := errors.Join(err, err2); err != nil {
			return nil, fmt.Errorf("changes: %s/%s: %w", k.Bucket, l.Key, err)
		}
		if was != nil || is != nil {
			diffs = append(diffs, record.Diff[T]{Was: was, Is: is})
		}
	}
	return joined(k, diffs), nil
}

// joined returns diffs with those that take a record away and write it elsewhere made one.
func joined[T any](k rows.Kind[T], diffs []record.Diff[T]) []record.Diff[T] {
	var all []record.Diff[T]
	taken, written := map[ident.ID]int{}, map[ident.ID]int{}
	for _, s := range diffs {
		switch {
		case s.Was == nil:
			id := k.ID(*s.Is)
			if i, ok := taken[id]; ok {
				all[i].Is = s.Is
				delete(taken, id)
				continue
			}
			written[id] = len(all)
		case s.Is == nil:
			id := k.ID(*s.Was)
			if i, ok := written[id]; ok {
				all[i].Was = s.Was
				delete(written, id)
				continue
			}
			taken[id] = len(all)
		}
		all = append(all, s)
	}
	return all
}
