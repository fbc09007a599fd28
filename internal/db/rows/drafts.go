package rows

import (
	"go.etcd.io/bbolt"

	"selfcare/internal/record"
)

// PutDrafts writes drafts, and removes those without a text; they are no part of the record, and
// not logged.
func PutDrafts(tx *bbolt.Tx, drafts []record.Draft) error {
	b := tx.Bucket([]byte(DraftsBucket))
	for _, d := range drafts {
		if d.Text == "" {
			if err := Remove(tx, b, DraftsBucket, []byte(d.Key)); err != nil {
				return err
			}
			continue
		}
		if err := Put(tx, b, DraftsBucket, []byte(d.Key), []byte(d.Text)); err != nil {
			return err
		}
	}
	return nil
}

// Drafts returns all drafts by their keys.
func Drafts(tx *bbolt.Tx) (map[string]string, error) {
	all := map[string]string{}
	b := tx.Bucket([]byte(DraftsBucket))
	if b == nil {
		return all, nil
	}
	return all, b.ForEach(func(key, value []byte) error {
		payload, err := Payload(DraftsBucket, key, value)
		all[string(key)] = string(payload)
		return err
	})
}
