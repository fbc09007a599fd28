package db

import (
	"fmt"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
)

func daysName(id ident.ID) string { return daysBucket + "/" + string(id) }

// historyOf is the entries of a habit from day from on, with the day of its very
// first. They are appended to space.
func historyOf(tx *bbolt.Tx, id ident.ID, from calendar.Day, space []habits.Dated) (habits.History, error) {
	b := tx.Bucket([]byte(daysBucket)).Bucket([]byte(id))
	if b == nil {
		return habits.History{}, nil
	}
	r := newDayReader(id)
	c := b.Cursor()
	first, err := r.first(c)
	if err != nil {
		return habits.History{}, err
	}
	for key, value := c.Seek([]byte(from.String())); key != nil; key, value = c.Next() {
		space = append(space, habits.Dated{})
		if err := r.read(key, value, &space[len(space)-1]); err != nil {
			return habits.History{}, err
		}
	}
	return habits.HistoryOf(space, first), nil
}

// dayReader reads the records of one habit's days. Days follow each other: the month
// of the one before is the month of the next, mostly.
type dayReader struct {
	bucket string
	seed   crcSeed
	month  [7]byte      // YYYY-MM of the day before
	zeroth calendar.Day // the day before that month's first
}

func newDayReader(id ident.ID) *dayReader {
	bucket := daysName(id)
	return &dayReader{bucket: bucket, seed: seedOf(bucket)}
}

// day reads a key.
func (r *dayReader) day(key []byte) (calendar.Day, error) {
	if len(key) == 10 && string(key[:7]) == string(r.month[:]) {
		return r.zeroth + calendar.Day(digits(key[8], key[9])), nil
	}
	d, err := readDay(key)
	if err == nil {
		copy(r.month[:], key)
		r.zeroth = d - calendar.Day(digits(key[8], key[9]))
	}
	return d, err
}

// first is the day of the first entry with a state.
func (r *dayReader) first(c *bbolt.Cursor) (*calendar.Day, error) {
	for key, value := c.First(); key != nil; key, value = c.Next() {
		var e habits.Dated
		if err := r.read(key, value, &e); err != nil {
			return nil, err
		}
		if e.State != habits.Unknown {
			return &e.Day, nil
		}
	}
	return nil, nil
}

// read reads a record into e.
func (r *dayReader) read(key, value []byte, e *habits.Dated) error {
	payload, ok := r.seed.unseal(key, value)
	if !ok {
		return fmt.Errorf("%s/%s: %w", r.bucket, key, errRecord)
	}
	var err error
	if e.Day, err = r.day(key); err != nil {
		return err
	}
	if err := readEntry(payload, &e.Entry); err != nil {
		return fmt.Errorf("%s/%s: %w", r.bucket, key, err)
	}
	return nil
}

// entryOn is the entry of one day.
func entryOn(tx *bbolt.Tx, id ident.ID, d calendar.Day) (habits.Entry, error) {
	b := tx.Bucket([]byte(daysBucket)).Bucket([]byte(id))
	if b == nil {
		return habits.Entry{}, nil
	}
	key := []byte(d.String())
	value := b.Get(key)
	if value == nil {
		return habits.Entry{}, nil
	}
	var e habits.Dated
	err := newDayReader(id).read(key, value, &e)
	return e.Entry, err
}

// putEntry writes the entry of one day; the zero Entry removes it.
func putEntry(tx *bbolt.Tx, id ident.ID, d calendar.Day, e habits.Entry) error {
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
