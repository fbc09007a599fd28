package rows

import (
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/ident"
)

// Kind is how rows of one sort are stored: in which bucket, under which key, as what bytes.
type Kind[T any] struct {
	Bucket string
	// Key returns the row's key; of what is ordered by time the part before its number, which is
	// given to it when it is written first.
	Key     func(T) []byte
	Ordered bool
	ID      func(T) ident.ID
	Encode  func(T) ([]byte, error)
	Decode  func(key, payload []byte) (T, error)
}

// KeyAt returns the key of a row that is the nth of its bucket.
func (k Kind[T]) KeyAt(r T, n uint64) []byte {
	if !k.Ordered {
		return k.Key(r)
	}
	return fmt.Appendf(k.Key(r), "%08d/%s", n, k.ID(r))
}

// NewKey returns the key for a row that is not there yet.
func (k Kind[T]) NewKey(tx *bbolt.Tx, r T) ([]byte, error) {
	if !k.Ordered {
		return k.Key(r), nil
	}
	n, err := tx.Bucket([]byte(k.Bucket)).NextSequence()
	return k.KeyAt(r, n), err
}

// Read hands to look the rows of a kind from key from on, in the order of their keys, until look
// returns false. A file of an earlier schema may lack the bucket.
func Read[T any](tx *bbolt.Tx, k Kind[T], from []byte, look func(T) bool) error {
	b := tx.Bucket([]byte(k.Bucket))
	if b == nil {
		return nil
	}
	sum := ChecksumOf(k.Bucket)
	c := b.Cursor()
	for key, value := c.Seek(from); key != nil; key, value = c.Next() {
		payload, ok := sum.Payload(key, value)
		if !ok {
			return fmt.Errorf("%s/%s: %w", k.Bucket, key, ErrRecord)
		}
		row, err := k.Decode(key, payload)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", k.Bucket, key, err)
		}
		if !look(row) {
			return nil
		}
	}
	return nil
}

// TimeKey returns a key that sorts by time, up to the order within a second.
func TimeKey(prefix string, at time.Time) []byte {
	return []byte(prefix + at.UTC().Format("2006-01-02T15:04:05Z") + "/")
}
