package db

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/record"
)

// Newer is what a record has that a copy of it has not, or has otherwise: what would go where the
// copy took its place.
type Newer struct {
	// Follows says that the record goes on from the copy, and Changes how many changes of its log
	// came after it.
	Follows bool
	Changes int
	Habits  int
	Entries int
	Others  int           // moods, boundaries, what is written under them, reflections, help lines
	Last    *calendar.Day // the latest day with such an entry
}

// Newer compares the record with a copy.
func (db *DB) Newer(copied string) (Newer, error) {
	var n Newer
	err := db.view(func(is *bbolt.Tx) error {
		return New(copied, db.now).ReadOnly().view(func(was *bbolt.Tx) error { return n.compare(is, was) })
	})
	return n, err
}

func (n *Newer) compare(is, was *bbolt.Tx) error {
	base := was.Bucket([]byte(rows.ChangesBucket)).Sequence()
	var err error
	if n.Follows, err = follows(is, was, base); err != nil {
		return err
	}
	if n.Follows {
		c := is.Bucket([]byte(rows.ChangesBucket)).Cursor()
		for key, _ := c.Seek(rows.SeqKey(base + 1)); key != nil; key, _ = c.Next() {
			n.Changes++
		}
	}
	for _, part := range []struct {
		bucket string
		count  *int
	}{
		{rows.HabitsBucket, &n.Habits}, {rows.MoodsBucket, &n.Others}, {rows.BoundariesBucket, &n.Others}, {rows.EventsBucket, &n.Others}, {rows.ReflectionsBucket, &n.Others}, {rows.HelpBucket, &n.Others},
	} {
		differing(is.Bucket([]byte(part.bucket)), was.Bucket([]byte(part.bucket)), func([]byte) { *part.count++ })
	}
	return n.compareDays(is.Bucket([]byte(rows.DaysBucket)), was.Bucket([]byte(rows.DaysBucket)))
}

// compareDays looks at the entries of all habits.
func (n *Newer) compareDays(is, was *bbolt.Bucket) error {
	return is.ForEachBucket(func(id []byte) (err error) {
		differing(is.Bucket(id), was.Bucket(id), func(key []byte) {
			n.Entries++
			d, err2 := rows.ReadDay(key)
			if err2 != nil {
				err = err2
			} else if n.Last == nil || d > *n.Last {
				n.Last = &d
			}
		})
		return err
	})
}

// differing hands to look the keys of what a bucket has that another has not, or has otherwise. Either may
// be missing.
func differing(is, was *bbolt.Bucket, look func(key []byte)) {
	if is == nil {
		return
	}
	c := is.Cursor()
	for key, value := c.First(); key != nil; key, value = c.Next() {
		if was == nil || !bytes.Equal(was.Get(key), value) {
			look(key)
		}
	}
}

// follows reports whether a record goes on from another that has base as its newest change: it is
// of the same database, and has that change, too, or has forgotten it by now.
func follows(is, was *bbolt.Tx, base uint64) (bool, error) {
	id, err := rows.Meta(is, rows.DatabaseKey)
	other, err2 := rows.Meta(was, rows.DatabaseKey)
	if err := errors.Join(err, err2); err != nil || id != other || is.Bucket([]byte(rows.ChangesBucket)).Sequence() < base {
		return false, err
	}
	newest, err := changelog.At(was, base)
	same, err2 := changelog.At(is, base)
	switch {
	case errors.Is(err, changelog.ErrNoLine), errors.Is(err2, changelog.ErrNoLine):
		return true, nil
	case err != nil || err2 != nil:
		return false, errors.Join(err, err2)
	}
	if same.Purged || newest.Purged { // little is left to compare
		return newest.At.Equal(same.At) && newest.Token == same.Token && newest.Device == same.Device, nil
	}
	return reflect.DeepEqual(newest, same), nil
}

// The keys of meta that say that a copy took the place of the record.
const (
	restoredKey = "restored" // the newest change of that copy
	replacedKey = "replaced" // the file, beside the record, that was replaced
)

// MarkRestored notes in the record that a copy took the place of what is now in a file beside it:
// to undo what is older than that may not be what is meant.
func (db *DB) MarkRestored(replaced string) error {
	_, err := db.update(func(tx *bbolt.Tx) error {
		newest := tx.Bucket([]byte(rows.ChangesBucket)).Sequence()
		return errors.Join(rows.SetMetaNumber(tx, restoredKey, newest), rows.SetMeta(tx, replacedKey, filepath.Base(replaced)))
	})
	return err
}

// UndoesOlder returns what undo would take back next, where that is older than the newest restore,
// and the file that was replaced then. The path is empty where it is not, or the file is gone.
func (db *DB) UndoesOlder() (c record.Change, replaced string, err error) {
	err = db.viewIfThere(func(tx *bbolt.Tx) error {
		seq, target, err := changelog.Pointed(tx, rows.UndoKey)
		if errors.Is(err, changelog.ErrNoLine) {
			return nil
		}
		if err != nil {
			return err
		}
		if replaced, err = db.olderThanRestore(tx, seq); err != nil || replaced == "" {
			return err
		}
		c, err = target.Change()
		return err
	})
	return c, replaced, err
}

// olderThanRestore returns the file that was replaced by the newest restore, where the line seq is
// older than that, and nothing where it is not, or the file is gone.
func (db *DB) olderThanRestore(tx *bbolt.Tx, seq uint64) (replaced string, err error) {
	newest, err := rows.MetaNumber(tx, restoredKey)
	if err != nil || newest == 0 || seq > newest {
		return "", err
	}
	name, err := rows.Meta(tx, replacedKey)
	if err != nil {
		return "", err
	}
	path, err := db.file.Beside(name)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err != nil {
		return "", nil //nolint:nilerr // it cannot be brought back any more
	}
	return path, nil
}
