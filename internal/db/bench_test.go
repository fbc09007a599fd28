package db

import (
	"sync"
	"testing"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// The big record: so many habits over so many days.
const (
	manyHabits = 50
	manyDays   = 20 * 365
)

// bigHabit is the nth habit of the big record: half of them checks.
func bigHabit(n int) habits.Habit {
	h := aCheck(nth("Habit", n))
	if n%2 == 1 {
		h = anAmount(nth("Habit", n), quantity.Minutes)
	}
	h.Position = n
	h.Created = today - manyDays
	return h
}

// bigEdit is what is written for the habit on a day; a note now and then.
func bigEdit(h habits.Habit, d calendar.Day) habits.Edit {
	e := h.CheckOn(d)
	if h.GoalOn(d).Measure.Counts() {
		e = h.SetOn(d, quantity.Amount(d%60+20_000)*quantity.Minutes.One())
	}
	if d%10 == 0 {
		e.NoteMark, e.Note = habits.Set, "longer than yesterday, and it was worth it"
	}
	return e
}

// bigRecord is a file with 365,000 entries, written past the log, as if they had
// come one by one and their lines had gone.
func bigRecord(b *testing.B) *DB {
	b.Helper()
	db := open(b)
	for n := range manyHabits {
		h := bigHabit(n)
		apply(b, db, record.PutHabits(h))
		fill(b, db.Path(), nil, func(tx *bbolt.Tx) error {
			for d := today - manyDays + 1; d <= today; d++ {
				e, err := bigEdit(h, d).On(habits.Entry{})
				if err != nil {
					return err
				}
				if err := rows.PutEntry(tx, h.ID, d, e); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return db
}

// bigChange is all days of a habit in one change, as an import makes it.
func bigChange(n int) record.Change {
	h := bigHabit(n)
	c := record.PutHabits(h)
	for d := today - manyDays + 1; d <= today; d++ {
		c.Edits = append(c.Edits, bigEdit(h, d))
	}
	return c
}

// BenchmarkLoadToday reads the big record as screens do.
func BenchmarkLoadToday(b *testing.B) {
	db := bigRecord(b)
	for name, days := range map[string]calendar.Day{"1 day": 0, "90 days": 89, "a year": 364, "everything": manyDays} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := db.Load(today-days, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkStamp is the look that the app takes twice a second.
func BenchmarkStamp(b *testing.B) {
	db := open(b)
	apply(b, db, record.PutHabits(aCheck("Move")))
	for b.Loop() {
		db.Stamp()
	}
}

// BenchmarkApply writes one entry: to a new file, to the big record, and where the
// log holds changes of a size that imports have.
func BenchmarkApply(b *testing.B) {
	records := map[string]func(*testing.B) *DB{
		"small": func(b *testing.B) *DB {
			db := open(b)
			apply(b, db, record.PutHabits(bigHabit(1)))
			return db
		},
		"big": bigRecord,
		"after 1 large change": func(b *testing.B) *DB {
			db := open(b)
			apply(b, db, bigChange(1))
			return db
		},
		"after 50 large changes": func(b *testing.B) *DB {
			db := open(b)
			for n := range manyHabits {
				apply(b, db, bigChange(n))
			}
			return db
		},
	}
	for name, record := range records {
		b.Run(name, func(b *testing.B) {
			db, n := record(b), 0
			for b.Loop() {
				n++
				c := edits(bigHabit(1).AddOn(today, 1000))
				c.Token = nth("token", n)
				apply(b, db, c)
			}
		})
	}
}

// BenchmarkLargeChange writes all days of a habit at once, and takes them back.
func BenchmarkLargeChange(b *testing.B) {
	db := open(b)
	for b.Loop() {
		apply(b, db, bigChange(1))
		if _, err := db.Undo(""); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUndoOfAnImport takes back one change with many days of many habits; its
// cost must grow as their number does.
func BenchmarkUndoOfAnImport(b *testing.B) {
	for _, n := range []int{1, 2, 4} {
		b.Run(nth("habits=", n), func(b *testing.B) {
			db := open(b)
			var c record.Change
			for i := range n {
				one := bigChange(i)
				c.Habits, c.Edits = append(c.Habits, one.Habits...), append(c.Edits, one.Edits...)
			}
			for b.Loop() {
				b.StopTimer()
				apply(b, db, c)
				b.StartTimer()
				if _, err := db.Undo(""); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEach reads the big record whole, with strength and runs of every habit.
func BenchmarkEach(b *testing.B) {
	db := bigRecord(b)
	for b.Loop() {
		err := db.Each(func(r record.Row) error {
			c := habits.Evaluate(r.Habit, r.History, today)
			c.Strength()
			c.Runs()
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkApplyBesideExports writes one entry to the big record while others copy all of it
// without a pause.
func BenchmarkApplyBesideExports(b *testing.B) {
	db := bigRecord(b)
	done := make(chan struct{})
	var exports sync.WaitGroup
	for range 8 {
		exports.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := reopened(db).Read(func(*Reader) error { return nil }); err != nil {
					b.Errorf("read: %v", err)
					return
				}
			}
		})
	}
	for b.Loop() {
		apply(b, db, edits(bigHabit(1).AddOn(today, 1000)))
	}
	close(done)
	exports.Wait()
}
