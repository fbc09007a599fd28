package rows

import (
	"fmt"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
)

// DaysName returns the name of the bucket of a habit's days, for counts and checksums.
func DaysName(id ident.ID) string { return DaysBucket + "/" + string(id) }

// History returns the entries of a habit from day from on, with the day of its very
// first. They are appended to space.
func History(tx *bbolt.Tx, id ident.ID, from calendar.Day, space []habits.Dated) (habits.History, error) {
	b := tx.Bucket([]byte(DaysBucket)).Bucket([]byte(id))
	if b == nil {
		return habits.History{}, nil
	}
	r := NewDayReader(id)
	c := b.Cursor()
	first, err := r.first(c)
	if err != nil {
		return habits.History{}, err
	}
	for key, value := c.Seek([]byte(from.String())); key != nil; key, value = c.Next() {
		space = append(space, habits.Dated{})
		if err := r.Read(key, value, &space[len(space)-1]); err != nil {
			return habits.History{}, err
		}
	}
	return habits.HistoryOf(space, first), nil
}

// DayReader reads the records of one habit's days. Days follow each other: the month
// of the one before is the month of the next, mostly.
type DayReader struct {
	bucket   string
	checksum Checksum
	month    [7]byte      // YYYY-MM of the day before
	zeroth   calendar.Day // the day before that month's first
}

// NewDayReader returns what reads the days of a habit.
func NewDayReader(id ident.ID) *DayReader {
	bucket := DaysName(id)
	return &DayReader{bucket: bucket, checksum: ChecksumOf(bucket)}
}

// day reads a key.
func (r *DayReader) day(key []byte) (calendar.Day, error) {
	if len(key) == 10 && string(key[:7]) == string(r.month[:]) {
		return r.zeroth + calendar.Day(digits(key[8], key[9])), nil
	}
	d, err := ReadDay(key)
	if err == nil {
		copy(r.month[:], key)
		r.zeroth = d - calendar.Day(digits(key[8], key[9]))
	}
	return d, err
}

// first is the day of the first entry with a state.
func (r *DayReader) first(c *bbolt.Cursor) (*calendar.Day, error) {
	for key, value := c.First(); key != nil; key, value = c.Next() {
		var e habits.Dated
		if err := r.Read(key, value, &e); err != nil {
			return nil, err
		}
		if e.State != habits.Unknown {
			return &e.Day, nil
		}
	}
	return nil, nil
}

// Read reads a record into e.
func (r *DayReader) Read(key, value []byte, e *habits.Dated) error {
	payload, ok := r.checksum.Payload(key, value)
	if !ok {
		return fmt.Errorf("%s/%s: %w", r.bucket, key, ErrRecord)
	}
	var err error
	if e.Day, err = r.day(key); err != nil {
		return err
	}
	if err := ReadEntry(payload, &e.Entry); err != nil {
		return fmt.Errorf("%s/%s: %w", r.bucket, key, err)
	}
	return nil
}

// Entry returns the entry of one day.
func Entry(tx *bbolt.Tx, id ident.ID, d calendar.Day) (habits.Entry, error) {
	b := tx.Bucket([]byte(DaysBucket)).Bucket([]byte(id))
	if b == nil {
		return habits.Entry{}, nil
	}
	key := []byte(d.String())
	value := b.Get(key)
	if value == nil {
		return habits.Entry{}, nil
	}
	var e habits.Dated
	err := NewDayReader(id).Read(key, value, &e)
	return e.Entry, err
}

// PutEntry writes the entry of one day; the zero Entry removes it.
func PutEntry(tx *bbolt.Tx, id ident.ID, d calendar.Day, e habits.Entry) error {
	b, err := tx.Bucket([]byte(DaysBucket)).CreateBucketIfNotExists([]byte(id))
	if err != nil {
		return err
	}
	// Days are written in their order, nearly always: full pages stay full.
	b.FillPercent = 0.9
	key := []byte(d.String())
	if e.IsZero() {
		return Remove(tx, b, DaysName(id), key)
	}
	return Put(tx, b, DaysName(id), key, EncodeEntry(e))
}
