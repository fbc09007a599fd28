package db

import (
	"selfcare/internal/habits"

	"go.etcd.io/bbolt"
)

// Reader reads what is stored, as it is at one moment.
type Reader struct {
	tx     *bbolt.Tx
	copied *copied // instead of a transaction
	watch  watch
}

// Watch has told called now and then while a change of many days is written, with how
// many of them are. Its error ends the change, of which nothing is written then.
func (r *Reader) Watch(told func(done, total int) error) { r.watch.told = told }

// Habits are all habits, in the order of the list.
func (r *Reader) Habits() (habits.List, error) {
	if r.copied != nil {
		return r.copied.list, nil
	}
	return listOf(r.tx)
}

// History is the entries of a habit from day from on.
func (r *Reader) History(id habits.ID, from habits.Day) (habits.History, error) {
	if r.copied != nil {
		return r.copied.history(id, from), nil
	}
	return historyOf(r.tx, id, from, nil)
}

// Moods are all moods, in the order of their times.
func (r *Reader) Moods() (habits.Moods, error) {
	if r.copied != nil {
		return r.copied.moods, nil
	}
	return moodsOf(r.tx, habits.FirstDay)
}

// Boundaries are all boundaries with all that was written under them.
func (r *Reader) Boundaries() (habits.Boundaries, error) {
	if r.copied != nil {
		return r.copied.boundaries, nil
	}
	return boundariesOf(r.tx)
}

// Reflections are all reflections, in the order of their days.
func (r *Reader) Reflections() ([]habits.Reflection, error) {
	if r.copied != nil {
		return r.copied.reflections, nil
	}
	var all []habits.Reflection
	err := readKind(r.tx, reflections, nil, func(ref habits.Reflection) bool {
		all = append(all, ref)
		return true
	})
	return all, err
}

// HelpLines are the person's own.
func (r *Reader) HelpLines() (habits.HelpLines, error) {
	if r.copied != nil {
		return r.copied.helpLines, nil
	}
	var own habits.HelpLines
	err := readKind(r.tx, helpLines, nil, func(h habits.HelpLines) bool {
		own = h
		return true
	})
	return own, err
}

// copied is a whole record in memory.
type copied struct {
	list        habits.List
	histories   map[habits.ID]habits.History
	moods       habits.Moods
	boundaries  habits.Boundaries
	reflections []habits.Reflection
	helpLines   habits.HelpLines
}

// read copies the record.
func (c *copied) read(tx *bbolt.Tx) (err error) {
	r := &Reader{tx: tx}
	if c.list, err = r.Habits(); err != nil {
		return err
	}
	c.histories = map[habits.ID]habits.History{}
	for _, h := range c.list {
		if c.histories[h.ID], err = r.History(h.ID, habits.FirstDay); err != nil {
			return err
		}
		letGo(tx)
	}
	if c.moods, err = r.Moods(); err != nil {
		return err
	}
	if c.boundaries, err = r.Boundaries(); err != nil {
		return err
	}
	if c.reflections, err = r.Reflections(); err != nil {
		return err
	}
	c.helpLines, err = r.HelpLines()
	return err
}

// history returns the entries of a habit from day from on.
func (c *copied) history(id habits.ID, from habits.Day) habits.History {
	all := c.histories[id]
	var first *habits.Day
	if d, ok := all.First(); ok {
		first = &d
	}
	return habits.HistoryOf(all.Between(from, habits.LastDay), first)
}
