package db

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/ident"
	"selfcare/internal/record"
)

// kind is how records of one sort are kept: in which bucket, under which key, as what
// bytes.
type kind[T any] struct {
	bucket string
	// key is the record's key; of what is kept by time the part before its order, which
	// the store gives to it when it is written first.
	key     func(T) []byte
	ordered bool
	id      func(T) ident.ID
	encode  func(T) ([]byte, error)
	decode  func(key, payload []byte) (T, error)
}

// at is the key of a record that is the nth of its bucket.
func (k kind[T]) at(r T, n uint64) []byte {
	if !k.ordered {
		return k.key(r)
	}
	return fmt.Appendf(k.key(r), "%08d/%s", n, k.id(r))
}

// fresh is the key for a record that is not there yet.
func (k kind[T]) fresh(tx *bbolt.Tx, r T) ([]byte, error) {
	if !k.ordered {
		return k.key(r), nil
	}
	n, err := tx.Bucket([]byte(k.bucket)).NextSequence()
	return k.at(r, n), err
}

// lineRecord is a record in the change log, as its payload was and as it became; null
// where there was none.
type lineRecord struct {
	Bucket string `json:"bucket"`
	Key    string `json:"key"`
	Before []byte `json:"before,omitempty"`
	After  []byte `json:"after,omitempty"`
}

// swapRecord writes one record, or removes it where payload is nil.
func swapRecord(tx *bbolt.Tx, bucket string, key, payload []byte) (lineRecord, error) {
	l := lineRecord{Bucket: bucket, Key: string(key), After: payload}
	if value := tx.Bucket([]byte(bucket)).Get(key); value != nil {
		before, err := unseal(bucket, key, value)
		if err != nil {
			return l, err
		}
		l.Before = bytes.Clone(before)
	}
	return l, l.carryOut(tx)
}

// carryOut writes what the line says came after.
func (l lineRecord) carryOut(tx *bbolt.Tx) error {
	b, key := tx.Bucket([]byte(l.Bucket)), []byte(l.Key)
	if b == nil {
		return fmt.Errorf("changes: bucket %q: %w", l.Bucket, errRecord)
	}
	if l.After == nil {
		return remove(tx, b, l.Bucket, key)
	}
	return put(tx, b, l.Bucket, key, bytes.Clone(l.After)) // put appends to it
}

// readKind hands out the records of a kind from key from on, in the order of their
// keys. A file of an earlier schema may lack the bucket.
func readKind[T any](tx *bbolt.Tx, k kind[T], from []byte, look func(T) bool) error {
	b := tx.Bucket([]byte(k.bucket))
	if b == nil {
		return nil
	}
	seed := seedOf(k.bucket)
	c := b.Cursor()
	for key, value := c.Seek(from); key != nil; key, value = c.Next() {
		payload, ok := seed.unseal(key, value)
		if !ok {
			return fmt.Errorf("%s/%s: %w", k.bucket, key, errRecord)
		}
		record, err := k.decode(key, payload)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", k.bucket, key, err)
		}
		if !look(record) {
			return nil
		}
	}
	return nil
}

// swapsOf is the records of a kind among the lines of the log, as swaps.
func swapsOf[T any](k kind[T], lines []lineRecord) ([]record.Diff[T], error) {
	read := func(key string, payload []byte) (*T, error) {
		if payload == nil {
			return nil, nil
		}
		record, err := k.decode([]byte(key), payload)
		return &record, err
	}
	var swaps []record.Diff[T]
	for _, l := range lines {
		if l.Bucket != k.bucket {
			continue
		}
		was, err := read(l.Key, l.Before)
		is, err2 := read(l.Key, l.After)
		if err := errors.Join(err, err2); err != nil {
			return nil, fmt.Errorf("changes: %s/%s: %w", k.bucket, l.Key, err)
		}
		if was != nil || is != nil {
			swaps = append(swaps, record.Diff[T]{Was: was, Is: is})
		}
	}
	return joined(k, swaps), nil
}

// joined is swaps with those that take a record away and write it elsewhere made one.
func joined[T any](k kind[T], swaps []record.Diff[T]) []record.Diff[T] {
	var all []record.Diff[T]
	taken, written := map[ident.ID]int{}, map[ident.ID]int{}
	for _, s := range swaps {
		switch {
		case s.Was == nil:
			id := k.id(*s.Is)
			if i, ok := taken[id]; ok {
				all[i].Is = s.Is
				delete(taken, id)
				continue
			}
			written[id] = len(all)
		case s.Is == nil:
			id := k.id(*s.Was)
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

// timeKey is a key that sorts by time, up to the order within a second.
func timeKey(prefix string, at time.Time) []byte {
	return []byte(prefix + at.UTC().Format("2006-01-02T15:04:05Z") + "/")
}
