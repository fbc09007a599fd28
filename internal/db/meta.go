package db

import (
	"crypto/rand"
	"fmt"
	"os"
	"strconv"

	"selfcare/internal/db/guard"

	"go.etcd.io/bbolt"
)

// schema is the version of the layout that this program writes.
const schema = 3

// The buckets.
const (
	metaBucket    = "meta"
	habitsBucket  = "habits"
	daysBucket    = "days"
	changesBucket = "changes"

	moodsBucket       = "moods"
	boundariesBucket  = "boundaries"
	eventsBucket      = "events"
	reflectionsBucket = "reflections"
	helpBucket        = "help"
	asidesBucket      = "asides"
)

// bucketsOf are the buckets that each schema added. Schema 3 added none: with it moods, events
// and reflections have the offset of the clock that they were lived by. Those of earlier
// schemas have none and stay as they are, in the change log, too, so its step of migrate
// is only the number that keeps earlier programs away.
var bucketsOf = map[int][]string{
	1: {metaBucket, habitsBucket, daysBucket, changesBucket},
	2: {moodsBucket, boundariesBucket, eventsBucket, reflectionsBucket, helpBucket, asidesBucket},
}

// The keys of meta; a count's is "count/" and its bucket.
const (
	schemaKey   = "schema"
	databaseKey = "database"
	deviceKey   = "device"
	undoKey     = "undo" // the change that undo would take back
	redoKey     = "redo" // the undo that redo would take back
)

// layOut makes the buckets of a new file.
func layOut(tx *bbolt.Tx) error {
	for version := 1; version <= schema; version++ {
		if err := makeBuckets(tx, version); err != nil {
			return err
		}
	}
	for key, value := range map[string]string{
		schemaKey: strconv.Itoa(schema), databaseKey: rand.Text(), deviceKey: rand.Text()[:10],
	} {
		if err := setMeta(tx, key, value); err != nil {
			return err
		}
	}
	return nil
}

func makeBuckets(tx *bbolt.Tx, version int) error {
	for _, name := range bucketsOf[version] {
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	return nil
}

// migrate brings a file that was looked at by checkSchema to the schema that this
// program writes, within the transaction of the first change.
func migrate(tx *bbolt.Tx) error {
	version, err := schemaOf(tx)
	if err != nil || version == schema {
		return err
	}
	for version++; version <= schema; version++ {
		if err := makeBuckets(tx, version); err != nil {
			return err
		}
	}
	return setMeta(tx, schemaKey, strconv.Itoa(schema))
}

// isOldSchema reports whether migrate changes a file.
func isOldSchema(tx *bbolt.Tx) (bool, error) {
	version, err := schemaOf(tx)
	return version != schema, err
}

// newestSeq returns the number of the newest change.
func newestSeq(tx *bbolt.Tx) uint64 { return tx.Bucket([]byte(changesBucket)).Sequence() }

// schemaOf is the version of the file's layout.
func schemaOf(tx *bbolt.Tx) (int, error) {
	value, err := metaOf(tx, schemaKey)
	if err != nil {
		return 0, err
	}
	version, err := strconv.Atoi(value)
	if err != nil || version < 1 {
		return 0, fmt.Errorf("schema %q: %w", value, errRecord)
	}
	return version, nil
}

// checkSchema refuses a file that is not selfcare's, or of a later version.
func checkSchema(tx *bbolt.Tx) error {
	if err := needBuckets(tx, 1); err != nil {
		return err
	}
	version, err := schemaOf(tx)
	if err != nil {
		return err
	}
	if version > schema {
		return guard.Unusable("%s was written by a newer selfcare (schema %d, this one knows %d); update selfcare", tx.DB().Path(), version, schema)
	}
	for v := 2; v <= version; v++ {
		if err := needBuckets(tx, v); err != nil {
			return err
		}
	}
	return nil
}

func needBuckets(tx *bbolt.Tx, version int) error {
	for _, name := range bucketsOf[version] {
		if tx.Bucket([]byte(name)) == nil && isOurs(tx.DB().Path()) {
			return fmt.Errorf("the part %s is missing: %w", name, errRecord)
		}
		if tx.Bucket([]byte(name)) == nil {
			return guard.Unusable("%s is not a file of selfcare's; name another with --db, or selfcare restore puts it aside", tx.DB().Path())
		}
	}
	return nil
}

// isOurs reports whether a file that lacks parts of a record was one.
func isOurs(path string) bool {
	b, err := os.ReadFile(path)
	return err == nil && databaseIn(b) != ""
}

// metaOf is the value of a key in meta, empty where it was never set.
func metaOf(tx *bbolt.Tx, key string) (string, error) {
	value := tx.Bucket([]byte(metaBucket)).Get([]byte(key))
	if value == nil {
		return "", nil
	}
	payload, err := unseal(metaBucket, []byte(key), value)
	return string(payload), err
}

func setMeta(tx *bbolt.Tx, key, value string) error {
	return tx.Bucket([]byte(metaBucket)).Put([]byte(key), seal(metaBucket, []byte(key), []byte(value)))
}

// metaNumber is a value of meta that counts; 0 where it was never set.
func metaNumber(tx *bbolt.Tx, key string) (uint64, error) {
	value, err := metaOf(tx, key)
	if err != nil || value == "" {
		return 0, err
	}
	n, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("meta/%s %q: %w", key, value, errRecord)
	}
	return n, nil
}

func setMetaNumber(tx *bbolt.Tx, key string, n uint64) error {
	return setMeta(tx, key, strconv.FormatUint(n, 10))
}

// put writes a record and keeps its bucket's count.
func put(tx *bbolt.Tx, b *bbolt.Bucket, bucket string, key, payload []byte) error {
	isNew := b.Get(key) == nil
	if err := b.Put(key, seal(bucket, key, payload)); err != nil {
		return err
	}
	if !isNew {
		return nil
	}
	return count(tx, bucket, +1)
}

// remove deletes a record, if it is there, and keeps its bucket's count.
func remove(tx *bbolt.Tx, b *bbolt.Bucket, bucket string, key []byte) error {
	if b.Get(key) == nil {
		return nil
	}
	if err := b.Delete(key); err != nil {
		return err
	}
	return count(tx, bucket, -1)
}

func count(tx *bbolt.Tx, bucket string, by int) error {
	n, err := metaNumber(tx, "count/"+bucket)
	if err != nil {
		return err
	}
	return setMetaNumber(tx, "count/"+bucket, n+uint64(by))
}
