package rows

import (
	"crypto/rand"
	"fmt"
	"os"
	"strconv"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/guard"
)

// Schema is the version of the layout that this program writes.
const Schema = 3

// The buckets.
const (
	MetaBucket    = "meta"
	HabitsBucket  = "habits"
	DaysBucket    = "days"
	ChangesBucket = "changes"

	MoodsBucket       = "moods"
	BoundariesBucket  = "boundaries"
	EventsBucket      = "events"
	ReflectionsBucket = "reflections"
	HelpBucket        = "help"
	DraftsBucket      = "asides"
)

// BucketsOf are the buckets that each schema added. Schema 3 added none: with it moods, events
// and reflections have the offset of the clock that they were lived by. Those of earlier
// schemas have none and stay as they are, in the change log, too, so its step of Migrate
// is only the number that keeps earlier programs away.
var BucketsOf = map[int][]string{
	1: {MetaBucket, HabitsBucket, DaysBucket, ChangesBucket},
	2: {MoodsBucket, BoundariesBucket, EventsBucket, ReflectionsBucket, HelpBucket, DraftsBucket},
}

// The keys of meta; a count's is "count/" and its bucket.
const (
	SchemaKey   = "schema"
	DatabaseKey = "database"
	DeviceKey   = "device"
	UndoKey     = "undo" // the change that undo would take back
	RedoKey     = "redo" // the undo that redo would take back
)

// Create makes the buckets of a new file.
func Create(tx *bbolt.Tx) error {
	for version := 1; version <= Schema; version++ {
		if err := makeBuckets(tx, version); err != nil {
			return err
		}
	}
	for key, value := range map[string]string{
		SchemaKey: strconv.Itoa(Schema), DatabaseKey: rand.Text(), DeviceKey: rand.Text()[:10],
	} {
		if err := SetMeta(tx, key, value); err != nil {
			return err
		}
	}
	return nil
}

func makeBuckets(tx *bbolt.Tx, version int) error {
	for _, name := range BucketsOf[version] {
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	return nil
}

// Migrate brings a file that passed CheckSchema to the schema that this
// program writes, within the transaction of the first change.
func Migrate(tx *bbolt.Tx) error {
	version, err := SchemaOf(tx)
	if err != nil || version == Schema {
		return err
	}
	for version++; version <= Schema; version++ {
		if err := makeBuckets(tx, version); err != nil {
			return err
		}
	}
	return SetMeta(tx, SchemaKey, strconv.Itoa(Schema))
}

// IsOldSchema reports whether Migrate changes a file.
func IsOldSchema(tx *bbolt.Tx) (bool, error) {
	version, err := SchemaOf(tx)
	return version != Schema, err
}

// Newest returns the number of the newest change.
func Newest(tx *bbolt.Tx) uint64 { return tx.Bucket([]byte(ChangesBucket)).Sequence() }

// SchemaOf returns the version of the file's layout.
func SchemaOf(tx *bbolt.Tx) (int, error) {
	value, err := Meta(tx, SchemaKey)
	if err != nil {
		return 0, err
	}
	version, err := strconv.Atoi(value)
	if err != nil || version < 1 {
		return 0, fmt.Errorf("schema %q: %w", value, ErrRecord)
	}
	return version, nil
}

// CheckSchema refuses a file that is not selfcare's, or of a later version.
func CheckSchema(tx *bbolt.Tx) error {
	if err := needBuckets(tx, 1); err != nil {
		return err
	}
	version, err := SchemaOf(tx)
	if err != nil {
		return err
	}
	if version > Schema {
		return guard.Unusable("%s was written by a newer selfcare (schema %d, this one knows %d); update selfcare", tx.DB().Path(), version, Schema)
	}
	for v := 2; v <= version; v++ {
		if err := needBuckets(tx, v); err != nil {
			return err
		}
	}
	return nil
}

func needBuckets(tx *bbolt.Tx, version int) error {
	for _, name := range BucketsOf[version] {
		if tx.Bucket([]byte(name)) == nil && isOurs(tx.DB().Path()) {
			return fmt.Errorf("the part %s is missing: %w", name, ErrRecord)
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
	return err == nil && DatabaseIn(b) != ""
}

// Meta returns the value of a key in meta, empty where it was never set.
func Meta(tx *bbolt.Tx, key string) (string, error) {
	value := tx.Bucket([]byte(MetaBucket)).Get([]byte(key))
	if value == nil {
		return "", nil
	}
	payload, err := Payload(MetaBucket, []byte(key), value)
	return string(payload), err
}

// SetMeta sets the value of a key in meta.
func SetMeta(tx *bbolt.Tx, key, value string) error {
	return tx.Bucket([]byte(MetaBucket)).Put([]byte(key), AddChecksum(MetaBucket, []byte(key), []byte(value)))
}

// MetaNumber returns a value of meta that counts; 0 where it was never set.
func MetaNumber(tx *bbolt.Tx, key string) (uint64, error) {
	value, err := Meta(tx, key)
	if err != nil || value == "" {
		return 0, err
	}
	n, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("meta/%s %q: %w", key, value, ErrRecord)
	}
	return n, nil
}

// SetMetaNumber sets a value of meta that counts.
func SetMetaNumber(tx *bbolt.Tx, key string, n uint64) error {
	return SetMeta(tx, key, strconv.FormatUint(n, 10))
}

// Put writes a row with its checksum, and counts it where it is new. It may append to payload.
func Put(tx *bbolt.Tx, b *bbolt.Bucket, bucket string, key, payload []byte) error {
	isNew := b.Get(key) == nil
	if err := b.Put(key, AddChecksum(bucket, key, payload)); err != nil {
		return err
	}
	if !isNew {
		return nil
	}
	return Count(tx, bucket, +1)
}

// Remove deletes a row, if it is there, and counts that.
func Remove(tx *bbolt.Tx, b *bbolt.Bucket, bucket string, key []byte) error {
	if b.Get(key) == nil {
		return nil
	}
	if err := b.Delete(key); err != nil {
		return err
	}
	return Count(tx, bucket, -1)
}

// Count counts by more rows in a bucket, or fewer where by is negative.
func Count(tx *bbolt.Tx, bucket string, by int) error {
	n, err := MetaNumber(tx, "count/"+bucket)
	if err != nil {
		return err
	}
	return SetMetaNumber(tx, "count/"+bucket, n+uint64(by))
}

// DatabaseIn returns the ID of the database in the bytes of a file, or nothing.
func DatabaseIn(file []byte) string {
	id, seed := "", ChecksumOf(MetaBucket)
	guard.EachElement(file, func(key, value []byte) {
		if payload, ok := seed.Payload(key, value); ok && string(key) == DatabaseKey {
			id = string(payload)
		}
	})
	return id
}
