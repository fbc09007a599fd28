package rows

import (
	"go.etcd.io/bbolt"

	"selfcare/internal/habits"
	"selfcare/internal/ident"
)

// Habits returns all habits, in the order of the list, each with a name of its own.
func Habits(tx *bbolt.Tx) (habits.List, error) {
	var list habits.List
	err := tx.Bucket([]byte(HabitsBucket)).ForEach(func(key, value []byte) error {
		payload, err := Payload(HabitsBucket, key, value)
		if err != nil {
			return err
		}
		h, err := DecodeHabit(string(key), payload)
		list = append(list, h)
		return err
	})
	list.TellApart()
	list.Sort()
	return list, err
}

// Habit returns the habit with an ID, and reports whether it is there.
func Habit(tx *bbolt.Tx, id ident.ID) (h habits.Habit, ok bool, err error) {
	value := tx.Bucket([]byte(HabitsBucket)).Get([]byte(id))
	if value == nil {
		return h, false, nil
	}
	payload, err := Payload(HabitsBucket, []byte(id), value)
	if err != nil {
		return h, false, err
	}
	h, err = DecodeHabit(string(id), payload)
	return h, true, err
}

// PutHabit writes a habit, or removes it where h is nil.
func PutHabit(tx *bbolt.Tx, id ident.ID, h *habits.Habit) error {
	b := tx.Bucket([]byte(HabitsBucket))
	if h == nil {
		return Remove(tx, b, HabitsBucket, []byte(id))
	}
	payload, err := EncodeHabit(*h)
	if err != nil {
		return err
	}
	return Put(tx, b, HabitsBucket, []byte(id), payload)
}
