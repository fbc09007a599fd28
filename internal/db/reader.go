package db

import (
	"selfcare/internal/habits"

	"go.etcd.io/bbolt"
)

// Reader reads what is stored, as it is at one moment.
type Reader struct {
	tx    *bbolt.Tx // nil where there is no file yet
	watch watch
}

// Watch has told called now and then while a change of many days is written, with how
// many of them are. Its error ends the change, of which nothing is written then.
func (r *Reader) Watch(told func(done, total int) error) { r.watch.told = told }

// Habits are all habits, in the order of the list.
func (r *Reader) Habits() (habits.List, error) {
	if r.tx == nil {
		return nil, nil
	}
	return listOf(r.tx)
}

// History is the entries of a habit from day from on.
func (r *Reader) History(id habits.ID, from habits.Day) (habits.History, error) {
	if r.tx == nil {
		return habits.History{}, nil
	}
	return historyOf(r.tx, id, from, nil)
}

// Moods are all moods, in the order of their times.
func (r *Reader) Moods() (habits.Moods, error) {
	if r.tx == nil {
		return nil, nil
	}
	return moodsOf(r.tx, habits.FirstDay)
}

// Boundaries are all boundaries with all that was written under them.
func (r *Reader) Boundaries() (habits.Boundaries, error) {
	if r.tx == nil {
		return nil, nil
	}
	return boundariesOf(r.tx)
}

// Reflections are all reflections, in the order of their days.
func (r *Reader) Reflections() ([]habits.Reflection, error) {
	var all []habits.Reflection
	if r.tx == nil {
		return nil, nil
	}
	err := readKind(r.tx, reflections, nil, func(ref habits.Reflection) bool {
		all = append(all, ref)
		return true
	})
	return all, err
}

// HelpLines are the person's own.
func (r *Reader) HelpLines() (habits.HelpLines, error) {
	var own habits.HelpLines
	if r.tx == nil {
		return own, nil
	}
	err := readKind(r.tx, helpLines, nil, func(h habits.HelpLines) bool {
		own = h
		return true
	})
	return own, err
}
