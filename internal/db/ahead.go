package db

import (
	"errors"
	"runtime/debug"

	"go.etcd.io/bbolt"

	"selfcare/internal/habits"
)

// ahead reads habits with their whole histories, one ahead of whoever looks at them:
// reading takes as long as looking, and there is mostly a second processor.
type ahead struct {
	records chan aheadRecord    // closed after the last, or after an error
	spaces  chan []habits.Dated // to read into
}

// aheadRecord is a record, or why there are no more.
type aheadRecord struct {
	habits.Record
	err error
}

// readAhead begins to read. Nothing else may use the transaction until records is
// closed.
func (db *DB) readAhead(tx *bbolt.Tx) ahead {
	a := ahead{records: make(chan aheadRecord), spaces: make(chan []habits.Dated, 2)}
	a.spaces <- nil
	a.spaces <- nil
	go func() {
		defer close(a.records)
		// As in read, but faults are contained on their own goroutine only.
		debug.SetPanicOnFault(true)
		defer func() {
			if fault := recover(); fault != nil {
				a.records <- aheadRecord{err: db.damaged(errors.New("its parts do not fit together"))}
			}
		}()
		list, err := listOf(tx)
		if err != nil {
			a.records <- aheadRecord{err: err}
			return
		}
		for _, h := range list {
			space, ok := <-a.spaces
			if !ok { // nobody looks any more
				return
			}
			history, err := historyOf(tx, h.ID, habits.FirstDay, space)
			letGo(tx)
			a.records <- aheadRecord{habits.Record{Habit: h, History: history}, err}
			if err != nil {
				return
			}
		}
	}()
	return a
}

// stop ends the reading, and returns when it has ended.
func (a ahead) stop() {
	close(a.spaces)
	for range a.records { // what was read already
	}
}
