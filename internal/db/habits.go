package db

import (
	"cmp"
	"slices"

	"go.etcd.io/bbolt"

	"selfcare/internal/habits"
	"selfcare/internal/ident"
)

// listOf returns all habits, in the order of the list, each with a name of its own.
func listOf(tx *bbolt.Tx) (habits.List, error) {
	var list habits.List
	err := tx.Bucket([]byte(habitsBucket)).ForEach(func(key, value []byte) error {
		payload, err := unseal(habitsBucket, key, value)
		if err != nil {
			return err
		}
		h, err := decodeHabit(string(key), payload)
		list = append(list, h)
		return err
	})
	list.TellApart()
	list.Sort()
	return list, err
}

// habitWith returns the habit with an ID, and reports whether it is there.
func habitWith(tx *bbolt.Tx, id ident.ID) (h habits.Habit, ok bool, err error) {
	value := tx.Bucket([]byte(habitsBucket)).Get([]byte(id))
	if value == nil {
		return h, false, nil
	}
	payload, err := unseal(habitsBucket, []byte(id), value)
	if err != nil {
		return h, false, err
	}
	h, err = decodeHabit(string(id), payload)
	return h, true, err
}

// putHabit writes a habit, or removes it where h is nil.
func putHabit(tx *bbolt.Tx, id ident.ID, h *habits.Habit) error {
	b := tx.Bucket([]byte(habitsBucket))
	if h == nil {
		return remove(tx, b, habitsBucket, []byte(id))
	}
	payload, err := encodeHabit(*h)
	if err != nil {
		return err
	}
	return put(tx, b, habitsBucket, []byte(id), payload)
}

// inKeyOrder returns a copy of all in the order of their IDs. Within a transaction bbolt
// keeps new keys in one sorted slice: 200,000 of them put in any other order take minutes.
func inKeyOrder[T any](all []T, id func(T) ident.ID) []T {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
	return all
}
