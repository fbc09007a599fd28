package db

import (
	"fmt"

	"selfcare/internal/habits"

	"go.etcd.io/bbolt"
)

func daysName(id habits.ID) string { return daysBucket + "/" + string(id) }

// historyOf is the entries of a habit from day from on, with the day of its very
// first.
func historyOf(tx *bbolt.Tx, id habits.ID, from habits.Day) (habits.History, error) {
	b := tx.Bucket([]byte(daysBucket)).Bucket([]byte(id))
	if b == nil {
		return habits.History{}, nil
	}
	bucket := daysName(id)
	c := b.Cursor()
	first, err := firstOf(c, bucket)
	if err != nil {
		return habits.History{}, err
	}
	var entries []habits.Dated
	for key, value := c.Seek([]byte(from.String())); key != nil; key, value = c.Next() {
		e, err := readDated(bucket, key, value)
		if err != nil {
			return habits.History{}, err
		}
		entries = append(entries, e)
	}
	return habits.HistoryOf(entries, first), nil
}

// firstOf is the day of the first entry with a state.
func firstOf(c *bbolt.Cursor, bucket string) (*habits.Day, error) {
	for key, value := c.First(); key != nil; key, value = c.Next() {
		e, err := readDated(bucket, key, value)
		if err != nil {
			return nil, err
		}
		if e.State != habits.Unknown {
			return &e.Day, nil
		}
	}
	return nil, nil
}

func readDated(bucket string, key, value []byte) (habits.Dated, error) {
	payload, err := unseal(bucket, key, value)
	if err != nil {
		return habits.Dated{}, err
	}
	d, err := readDay(key)
	if err != nil {
		return habits.Dated{}, err
	}
	e, err := readEntry(payload)
	if err != nil {
		return habits.Dated{}, fmt.Errorf("%s/%s: %w", bucket, key, err)
	}
	return habits.Dated{Day: d, Entry: e}, nil
}

// entryOn is the entry of one day.
func entryOn(tx *bbolt.Tx, id habits.ID, d habits.Day) (habits.Entry, error) {
	b := tx.Bucket([]byte(daysBucket)).Bucket([]byte(id))
	if b == nil {
		return habits.Entry{}, nil
	}
	key := []byte(d.String())
	value := b.Get(key)
	if value == nil {
		return habits.Entry{}, nil
	}
	e, err := readDated(daysName(id), key, value)
	return e.Entry, err
}

// putEntry writes the entry of one day; the zero Entry removes it.
func putEntry(tx *bbolt.Tx, id habits.ID, d habits.Day, e habits.Entry) error {
	b, err := tx.Bucket([]byte(daysBucket)).CreateBucketIfNotExists([]byte(id))
	if err != nil {
		return err
	}
	// Days are written in their order, nearly always: full pages stay full.
	b.FillPercent = 0.9
	key := []byte(d.String())
	if e.IsZero() {
		return remove(tx, b, daysName(id), key)
	}
	return put(tx, b, daysName(id), key, encodeEntry(e))
}
