package db

import (
	"go.etcd.io/bbolt"

	"selfcare/internal/record"
)

// putAsides writes asides; they are no part of the record, and not logged.
func putAsides(tx *bbolt.Tx, asides []record.Draft) error {
	b := tx.Bucket([]byte(asidesBucket))
	for _, a := range asides {
		if a.Text == "" {
			if err := remove(tx, b, asidesBucket, []byte(a.Key)); err != nil {
				return err
			}
			continue
		}
		if err := put(tx, b, asidesBucket, []byte(a.Key), []byte(a.Text)); err != nil {
			return err
		}
	}
	return nil
}

func asidesOf(tx *bbolt.Tx) (map[string]string, error) {
	all := map[string]string{}
	b := tx.Bucket([]byte(asidesBucket))
	if b == nil {
		return all, nil
	}
	return all, b.ForEach(func(key, value []byte) error {
		payload, err := unseal(asidesBucket, key, value)
		all[string(key)] = string(payload)
		return err
	})
}
