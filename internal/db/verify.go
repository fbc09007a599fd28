package db

import (
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/guard"
	"selfcare/internal/db/rows"
	"selfcare/internal/ident"
)

// Verify reads a whole file, and says what it holds or how it is damaged: the structure of
// its pages, the checksum of every record, and the count of every bucket.
//
// A damaged file may end the program that reads it, in ways that nothing in the program
// can prevent: this is for a process of its own.
func Verify(path string) (Report, error) {
	var found Report
	err := guard.New(path, nil, layout).Verify(func(tx *bbolt.Tx) (err error) {
		found, err = verifyRecords(tx)
		return err
	})
	return found, err
}

// verifyRecords looks at the checksums and counts of all buckets.
func verifyRecords(tx *bbolt.Tx) (Report, error) {
	var found Report
	counted := map[string]bool{}
	err := tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		switch string(name) {
		case rows.MetaBucket:
			_, err := verifyBucket(tx, b, rows.MetaBucket)
			return err
		case rows.DaysBucket:
			return b.ForEachBucket(func(id []byte) error {
				bucket := rows.DaysName(ident.ID(id))
				counted[bucket] = true
				n, err := verifyBucket(tx, b.Bucket(id), bucket)
				found.Entries += n
				return err
			})
		}
		counted[string(name)] = true
		n, err := verifyBucket(tx, b, string(name))
		if string(name) == rows.HabitsBucket {
			found.Habits = n
		}
		return err
	})
	if err != nil {
		return found, err
	}
	return found, tx.Bucket([]byte(rows.MetaBucket)).ForEach(func(key, _ []byte) error {
		if bucket, ok := strings.CutPrefix(string(key), "count/"); ok && !counted[bucket] {
			return fmt.Errorf("%s is counted and not there: %w", bucket, rows.ErrRecord)
		}
		return nil
	})
}

// verifyBucket looks at the checksums of a bucket, and at its count: meta has none.
func verifyBucket(tx *bbolt.Tx, b *bbolt.Bucket, name string) (n int, err error) {
	seed := rows.ChecksumOf(name)
	err = b.ForEach(func(key, value []byte) error {
		n++
		if _, ok := seed.Payload(key, value); !ok {
			return fmt.Errorf("%s/%s: %w", name, key, rows.ErrRecord)
		}
		return nil
	})
	if err != nil || name == rows.MetaBucket {
		return n, err
	}
	count, err := rows.MetaNumber(tx, "count/"+name)
	if err == nil && count != uint64(n) {
		err = fmt.Errorf("%s has %d records and should have %d: %w", name, n, count, rows.ErrRecord)
	}
	return n, err
}
