package db

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/ident"
	"selfcare/internal/refusal"
)

// Report is what a sound file holds.
type Report struct {
	Habits  int `json:"habits"`
	Entries int `json:"entries"`
}

// Verify reads a whole file, and says what it holds or how it is damaged: the structure of
// its pages, the checksum of every record, and the count of every bucket.
//
// A damaged file may end the program that reads it, in ways that nothing in the program
// can prevent: this is for a process of its own.
func Verify(path string) (Report, error) {
	db := New(path, nil)
	if err := db.inspect(); err != nil {
		return Report{}, db.explain(err, "read")
	}
	// bbolt's own lock will do: beside a backup, on whatever disk, no lock is left behind.
	var found Report
	err := db.read(func(tx *bbolt.Tx) (err error) {
		if pages := tx.Check(); !fits(pages) {
			return db.damaged(errors.New("its pages do not fit together"))
		}
		found, err = verifyRecords(tx)
		if err != nil && refusal.As(err) == nil {
			err = db.damaged(err)
		}
		return err
	})
	return found, err
}

// Check has verify look at the file while nobody writes to it.
func (db *DB) Check(verify Verifier) (Report, error) {
	if db.inspect() == nil { // beside what is no file there is no lock
		unlock, err := db.lock(false)
		if err != nil {
			return Report{}, err
		}
		defer unlock()
	}
	return verify(db.path)
}

// fits reports whether a check of pages finds nothing. Where it finds something it may go on for
// good; it is given a moment to end, so that it does not read a file that is closed already.
func fits(found <-chan error) bool {
	if _, bad := <-found; !bad {
		return true
	}
	for late := time.After(time.Second); ; {
		select {
		case _, more := <-found:
			if !more {
				return false
			}
		case <-late:
			return false
		}
	}
}

// verifyRecords looks at the checksums and counts of all buckets.
func verifyRecords(tx *bbolt.Tx) (Report, error) {
	var found Report
	counted := map[string]bool{}
	err := tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		switch string(name) {
		case metaBucket:
			_, err := verifyBucket(tx, b, metaBucket)
			return err
		case daysBucket:
			return b.ForEachBucket(func(id []byte) error {
				bucket := daysName(ident.ID(id))
				counted[bucket] = true
				n, err := verifyBucket(tx, b.Bucket(id), bucket)
				found.Entries += n
				return err
			})
		}
		counted[string(name)] = true
		n, err := verifyBucket(tx, b, string(name))
		if string(name) == habitsBucket {
			found.Habits = n
		}
		return err
	})
	if err != nil {
		return found, err
	}
	return found, tx.Bucket([]byte(metaBucket)).ForEach(func(key, _ []byte) error {
		if bucket, ok := strings.CutPrefix(string(key), "count/"); ok && !counted[bucket] {
			return fmt.Errorf("%s is counted and not there: %w", bucket, errRecord)
		}
		return nil
	})
}

// verifyBucket looks at the checksums of a bucket, and at its count: meta has none.
func verifyBucket(tx *bbolt.Tx, b *bbolt.Bucket, name string) (n int, err error) {
	seed := seedOf(name)
	err = b.ForEach(func(key, value []byte) error {
		n++
		if _, ok := seed.unseal(key, value); !ok {
			return fmt.Errorf("%s/%s: %w", name, key, errRecord)
		}
		return nil
	})
	if err != nil || name == metaBucket {
		return n, err
	}
	count, err := metaNumber(tx, "count/"+name)
	if err == nil && count != uint64(n) {
		err = fmt.Errorf("%s has %d records and should have %d: %w", name, n, count, errRecord)
	}
	return n, err
}

// same reports whether two paths are one file.
func same(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}
