package db

import (
	"runtime/debug"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/record"
)

// ahead reads habits with their whole histories, one ahead of whoever looks at them:
// reading takes as long as looking, and there is mostly a second processor.
type ahead struct {
	records chan aheadRecord    // closed after the last, or after an error
	spaces  chan []habits.Dated // to read into
}

// aheadRecord is a record, or why there are no more.
type aheadRecord struct {
	record.Row
	err error
	bug *panicked // a mistake in the program that reads
}

// readAhead begins to read. Nothing else may use the transaction until records is
// closed.
func (db *DB) readAhead(tx *bbolt.Tx) ahead {
	return db.ahead(mappingOf(tx.DB()), func(a ahead) error { return a.read(tx) })
}

// ahead runs read on a goroutine of its own. Its error is the last record, and so is a panic: it
// is for whoever looks at the records, who would else wait for more of them. At is where the
// file is mapped.
func (db *DB) ahead(at mapping, read func(ahead) error) ahead {
	a := ahead{records: make(chan aheadRecord), spaces: make(chan []habits.Dated, 2)}
	a.spaces <- nil
	a.spaces <- nil
	go func() {
		defer close(a.records)
		// As in DB.read, but faults are contained on their own goroutine only.
		debug.SetPanicOnFault(true)
		defer func() {
			switch value := recover(); {
			case value == nil:
			case isDamage(value, at):
				a.records <- aheadRecord{err: db.damaged(errMisfit)}
			default:
				a.records <- aheadRecord{bug: &panicked{value, debug.Stack()}}
			}
		}()
		if err := read(a); err != nil {
			a.records <- aheadRecord{err: err}
		}
	}()
	return a
}

// read reads the habits one after another, until nobody looks any more.
func (a ahead) read(tx *bbolt.Tx) error {
	list, err := listOf(tx)
	if err != nil {
		return err
	}
	for _, h := range list {
		space, ok := <-a.spaces
		if !ok { // nobody looks any more
			return nil
		}
		history, err := historyOf(tx, h.ID, calendar.FirstDay, space)
		if err != nil {
			return err
		}
		letGo(tx)
		a.records <- aheadRecord{Row: record.Row{Habit: h, History: history}}
	}
	return nil
}

// each has look look at one record after another. The reading has ended when it returns, and
// also when look panics: the transaction ends then.
func (a ahead) each(look func(record.Row) error) error {
	defer a.stop()
	for r := range a.records {
		switch {
		case r.bug != nil:
			panic(r.bug)
		case r.err != nil:
			return r.err
		}
		if err := look(r.Row); err != nil {
			return err
		}
		a.spaces <- r.History.All()[:0]
	}
	return nil
}

// stop ends the reading, and returns when it has ended.
func (a ahead) stop() {
	close(a.spaces)
	for range a.records { // what was read already
	}
}
