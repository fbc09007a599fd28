package db

import (
	"cmp"
	"slices"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
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

// habitWith is the habit with an ID, or a refusal.
func habitWith(tx *bbolt.Tx, id ident.ID) (habits.Habit, error) {
	value := tx.Bucket([]byte(habitsBucket)).Get([]byte(id))
	if value == nil {
		return habits.Habit{}, refusal.New("The habit with the ID %s is no longer there", id)
	}
	payload, err := unseal(habitsBucket, []byte(id), value)
	if err != nil {
		return habits.Habit{}, err
	}
	return decodeHabit(string(id), payload)
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

// checkHabits writes the habits of a change, after the rules that hold among them, and
// notes what was there before.
func checkHabits(tx *bbolt.Tx, edits []record.HabitEdit, w *watch) error {
	list, err := listOf(tx)
	if err != nil {
		return err
	}
	at := make(map[ident.ID]int, len(list))
	for i, h := range list {
		at[h.ID] = i
	}
	for i := range edits {
		if err := w.look(i); err != nil {
			return err
		}
		edit := &edits[i]
		edit.Was = nil
		if j, ok := at[edit.Is.ID]; ok {
			was := list[j]
			edit.Was, edit.Is = &was, edit.Is.AsKept(&was)
			list[j] = edit.Is
		} else {
			edit.Is = edit.Is.AsKept(nil)
		}
		if edit.Was == nil {
			at[edit.Is.ID] = len(list)
			list = append(list, edit.Is)
		} else if err := checkUnit(tx, *edit.Was, edit.Is); err != nil {
			return err
		}
	}
	// Only when all are in place: two habits may swap their names.
	edited := make([]habits.Habit, len(edits))
	for i, edit := range edits {
		edited[i] = edit.Is
	}
	if err := list.Admit(edited...); err != nil {
		return err
	}
	for i, h := range inKeyOrder(edited, func(h habits.Habit) ident.ID { return h.ID }) {
		if err := w.look(i); err != nil {
			return err
		}
		if err := putHabit(tx, h.ID, &h); err != nil {
			return err
		}
	}
	return nil
}

// inKeyOrder returns a copy of all in the order of their IDs. Within a transaction bbolt
// keeps new keys in one sorted slice: 200,000 of them put in any other order take minutes.
func inKeyOrder[T any](all []T, id func(T) ident.ID) []T {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
	return all
}

// checkUnit refuses a unit that what was written does not convert to.
func checkUnit(tx *bbolt.Tx, was, is habits.Habit) error {
	if habits.ChangesUnit(was, is, true) == nil {
		return nil
	}
	all, err := historyOf(tx, was.ID, calendar.FirstDay, nil)
	if err != nil {
		return err
	}
	counted := slices.ContainsFunc(all.All(), func(d habits.Dated) bool { return d.State == habits.Measured })
	return habits.ChangesUnit(was, is, counted)
}
