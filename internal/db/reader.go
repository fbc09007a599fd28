package db

import (
	"bytes"
	"slices"

	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// Reader reads what is stored, as it is at one moment.
type Reader struct {
	tx     *bbolt.Tx
	loaded *loaded // instead of a transaction
	watch  watch
}

// Watch has told called now and then while a change of many days is written, with how
// many of them are. Its error ends the change, of which nothing is written then.
func (r *Reader) Watch(told func(done, total int) error) { r.watch.told = told }

// Habits are all habits, in the order of the list.
func (r *Reader) Habits() (habits.List, error) {
	if r.loaded != nil {
		return r.loaded.list, nil
	}
	return rows.Habits(r.tx)
}

// History is the entries of a habit from day from on.
func (r *Reader) History(id ident.ID, from calendar.Day) (habits.History, error) {
	if r.loaded != nil {
		return r.loaded.history(id, from)
	}
	return rows.History(r.tx, id, from, nil)
}

// Moods are all moods, in the order of their times.
func (r *Reader) Moods() (journal.Moods, error) {
	if r.loaded != nil {
		return r.loaded.moods, nil
	}
	return rows.Moods(r.tx, calendar.FirstDay)
}

// Boundaries are all boundaries with all that was written under them.
func (r *Reader) Boundaries() (boundary.List, error) {
	if r.loaded != nil {
		return r.loaded.boundaries, nil
	}
	return rows.Boundaries(r.tx)
}

// Reflections are all reflections, in the order of their days.
func (r *Reader) Reflections() ([]journal.Reflection, error) {
	if r.loaded != nil {
		return r.loaded.reflections, nil
	}
	var all []journal.Reflection
	err := rows.Read(r.tx, rows.ReflectionKind, nil, func(ref journal.Reflection) bool {
		all = append(all, ref)
		return true
	})
	return all, err
}

// HelpLines are the person's own.
func (r *Reader) HelpLines() (journal.HelpLines, error) {
	if r.loaded != nil {
		return r.loaded.helpLines, nil
	}
	var own journal.HelpLines
	err := rows.Read(r.tx, rows.HelpKind, nil, func(h journal.HelpLines) bool {
		own = h
		return true
	})
	return own, err
}

// loaded is a whole record in memory. Of the days, which are most of it, there are the bytes
// alone: others wait while they are copied, and not while they are read.
type loaded struct {
	list        habits.List
	days        map[ident.ID]rawDays
	moods       journal.Moods
	boundaries  boundary.List
	reflections []journal.Reflection
	helpLines   journal.HelpLines
}

// rawDays are the keys and values of a habit's days, one after another, and where each ends.
type rawDays struct {
	bytes []byte
	ends  []uint32
}

// read copies the record.
func (l *loaded) read(tx *bbolt.Tx) (err error) {
	r := &Reader{tx: tx}
	if l.list, err = r.Habits(); err != nil {
		return err
	}
	l.days = map[ident.ID]rawDays{}
	var space rawDays
	for _, h := range l.list {
		if b := tx.Bucket([]byte(rows.DaysBucket)).Bucket([]byte(h.ID)); b != nil {
			if l.days[h.ID], err = copyDays(b, &space); err != nil {
				return err
			}
		}
	}
	if l.moods, err = r.Moods(); err != nil {
		return err
	}
	if l.boundaries, err = r.Boundaries(); err != nil {
		return err
	}
	if l.reflections, err = r.Reflections(); err != nil {
		return err
	}
	l.helpLines, err = r.HelpLines()
	return err
}

// copyDays copies a bucket of days. Space is what it is copied to first.
func copyDays(b *bbolt.Bucket, space *rawDays) (rawDays, error) {
	days := rawDays{space.bytes[:0], space.ends[:0]}
	err := b.ForEach(func(key, value []byte) error {
		days.bytes = append(days.bytes, key...)
		days.ends = append(days.ends, uint32(len(days.bytes)))
		days.bytes = append(days.bytes, value...)
		days.ends = append(days.ends, uint32(len(days.bytes)))
		return nil
	})
	*space = days
	return rawDays{bytes.Clone(days.bytes), slices.Clone(days.ends)}, err
}

// history returns the entries of a habit from day from on.
func (l *loaded) history(id ident.ID, from calendar.Day) (habits.History, error) {
	days := l.days[id]
	all := make([]habits.Dated, 0, len(days.ends)/2)
	var first *calendar.Day
	r, at := rows.NewDayReader(id), uint32(0)
	for i := 0; i < len(days.ends); i += 2 {
		var e habits.Dated
		if err := r.Read(days.bytes[at:days.ends[i]], days.bytes[days.ends[i]:days.ends[i+1]], &e); err != nil {
			return habits.History{}, err
		}
		at = days.ends[i+1]
		if first == nil && e.State != habits.Unknown {
			first = &e.Day
		}
		if e.Day >= from {
			all = append(all, e)
		}
	}
	return habits.HistoryOf(all, first), nil
}
