package db

import (
	"os"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/rows"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// Seed makes the file with whole records: made-up data for measurements and
// demonstrations. Nothing is logged and nothing can be taken back, so it refuses
// where there is a file already.
func (db *DB) Seed(records []record.Row) error {
	_, err := db.update(func(tx *bbolt.Tx) error {
		if _, err := os.Stat(db.Path()); err == nil {
			return refusal.New("%s is there already; made-up data needs a file of its own", db.Path())
		}
		for _, r := range records {
			if err := rows.PutHabit(tx, r.Habit.ID, &r.Habit); err != nil {
				return err
			}
			if err := seedDays(tx, r); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// seedDays writes one habit's entries in their order, and counts them once.
func seedDays(tx *bbolt.Tx, r record.Row) error {
	b, err := tx.Bucket([]byte(rows.DaysBucket)).CreateBucket([]byte(r.Habit.ID))
	if err != nil {
		return err
	}
	b.FillPercent = 0.9
	bucket := rows.DaysName(r.Habit.ID)
	for _, e := range r.History.All() {
		key := []byte(e.Day.String())
		if err := b.Put(key, rows.AddChecksum(bucket, key, rows.EncodeEntry(e.Entry))); err != nil {
			return err
		}
	}
	return rows.Count(tx, bucket, len(r.History.All()))
}
