package db

import (
	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/record"
)

// watchStep is how many days are written between two looks at whether to go on.
const watchStep = 4096

// watch is told how far a change of many days is, and ends it by an error.
type watch struct {
	told        func(done, total int) error
	done, total int
}

// step counts one day.
func (w *watch) step() error {
	w.done++
	if w.told == nil || w.done%watchStep != 0 {
		return nil
	}
	return w.told(w.done, w.total)
}

// look asks now and then whether to go on, where work is done that counts no days; n is how
// often it was called.
func (w *watch) look(n int) error {
	if w == nil || w.told == nil || n%1024 != 0 {
		return nil
	}
	return w.told(w.done, w.total)
}

// swapDays writes days of a habit, empty entries being days taken away, and returns what
// they held before.
func swapDays(tx *bbolt.Tx, days record.Days, w *watch) (before []byte, err error) {
	all := tx.Bucket([]byte(rows.DaysBucket))
	b, err := all.CreateBucketIfNotExists([]byte(days.Habit))
	if err != nil {
		return nil, err
	}
	b.FillPercent = 0.9
	bucket := rows.DaysName(days.Habit)
	r, sum := rows.NewDayReader(days.Habit), rows.ChecksumOf(bucket)
	var last calendar.Day
	more := 0
	for _, e := range days.Entries {
		if err := w.step(); err != nil {
			return nil, err
		}
		key := []byte(e.Day.String())
		var had habits.Dated
		value := b.Get(key)
		if value != nil {
			if err := r.Read(key, value, &had); err != nil {
				return nil, err
			}
			more--
		}
		before = changelog.PackDay(before, e.Day-last, had.Entry)
		last = e.Day
		if e.IsZero() {
			if err := b.Delete(key); err != nil {
				return nil, err
			}
			continue
		}
		more++
		if err := b.Put(key, sum.Add(key, rows.EncodeEntry(e.Entry))); err != nil {
			return nil, err
		}
	}
	if key, _ := b.Cursor().First(); key == nil {
		if err := tx.Bucket([]byte(rows.MetaBucket)).Delete([]byte("count/" + bucket)); err != nil {
			return nil, err
		}
		return before, all.DeleteBucket([]byte(days.Habit))
	}
	return before, rows.Count(tx, bucket, more) // once, and not for each
}
