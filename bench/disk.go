package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/record"
)

// durably measures a check-off that is on disk, with opening and closing the file, beside two
// bare writes of 4 KiB that are synced each: what bbolt has to do at least.
func durably(_ programs, file string, times int) (err error) {
	store := db.New(file, func() time.Time { return now })
	list, err := store.Habits()
	if err != nil {
		return err
	}
	bare, err := os.OpenFile(filepath.Join(filepath.Dir(file), "bare"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bare.Close()) }()
	page := make([]byte, 4096)
	if _, err := bare.WriteAt(make([]byte, 1<<20), 0); err != nil {
		return err
	}
	today := calendar.DefaultPreferences.DayOf(now)
	var ours, theirs []time.Duration
	for n := range 3 * times {
		edit := list[0].CheckOn(today)
		if n%2 == 1 {
			edit = list[0].ClearOn(today)
		}
		begun := time.Now()
		if _, err := store.Apply(record.Change{Edits: []habits.Edit{edit}}); err != nil {
			return err
		}
		ours = append(ours, time.Since(begun))
		begun = time.Now()
		for i := range 2 {
			_, err := bare.WriteAt(page, int64(n%100+i)*4096)
			if err := errors.Join(err, syncData(bare)); err != nil {
				return err
			}
		}
		theirs = append(theirs, time.Since(begun))
	}
	row("a durable check-off", "%.2f ms, two bare writes %.2f ms, ratio %.2f", ms(median(ours)), ms(median(theirs)), float64(median(ours))/float64(median(theirs)))
	return nil
}
