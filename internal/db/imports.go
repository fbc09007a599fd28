package db

import (
	"encoding/binary"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
)

// lineDays is many days of one habit in the log. It has what they held before, and not
// what they hold now: that stands under days, and an import of twenty years is one line.
// Whoever takes the line back notes in turn what it found.
type lineDays struct {
	Habit  ident.ID `json:"habit"`
	Before []byte   `json:"before"` // see packDay
}

// lineImport is a [habits.Import] in the log.
type lineImport struct {
	From    string `json:"from"`
	Entries int    `json:"entries"`
}

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
	all := tx.Bucket([]byte(daysBucket))
	b, err := all.CreateBucketIfNotExists([]byte(days.Habit))
	if err != nil {
		return nil, err
	}
	b.FillPercent = 0.9
	bucket := daysName(days.Habit)
	r := newDayReader(days.Habit)
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
			if err := r.read(key, value, &had); err != nil {
				return nil, err
			}
			more--
		}
		before = packDay(before, e.Day-last, had.Entry)
		last = e.Day
		if e.IsZero() {
			if err := b.Delete(key); err != nil {
				return nil, err
			}
			continue
		}
		more++
		if err := b.Put(key, r.seed.seal(key, encodeEntry(e.Entry))); err != nil {
			return nil, err
		}
	}
	if key, _ := b.Cursor().First(); key == nil {
		if err := tx.Bucket([]byte(metaBucket)).Delete([]byte("count/" + bucket)); err != nil {
			return nil, err
		}
		return before, all.DeleteBucket([]byte(days.Habit))
	}
	return before, count(tx, bucket, more) // once, and not for each
}

// packDay appends a day, as so many after the one before, and its entry as it is stored;
// nothing where the day has none.
func packDay(b []byte, after calendar.Day, e habits.Entry) []byte {
	b = binary.AppendVarint(b, int64(after))
	if e.IsZero() {
		return binary.AppendUvarint(b, 0)
	}
	entry := encodeEntry(e)
	return append(binary.AppendUvarint(b, uint64(len(entry))), entry...)
}

// days is what packDay wrote.
func (l lineDays) days() (record.Days, error) {
	days := record.Days{Habit: l.Habit}
	var e habits.Dated
	for b := l.Before; len(b) > 0; {
		after, n := binary.Varint(b)
		if n <= 0 {
			return days, errRecord
		}
		b = b[n:]
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return days, errRecord
		}
		e = habits.Dated{Day: e.Day + calendar.Day(after)}
		if size > 0 {
			if err := readEntry(b[n:n+int(size)], &e.Entry); err != nil {
				return days, err
			}
		}
		b = b[n+int(size):]
		days.Entries = append(days.Entries, e)
	}
	return days, nil
}
