package db

import (
	"encoding/json"

	"selfcare/internal/db/guard"
)

// seqLength is the length of a line's key.
const seqLength = 16

// linesIn are the lines of the change log that can be read in the bytes of a file, whatever
// its state, by their number; older versions of pages count as well as current ones.
func linesIn(file []byte) map[uint64]line {
	seed := seedOf(changesBucket)
	found := map[uint64]line{}
	guard.EachElement(file, func(key, value []byte) {
		if len(key) != seqLength {
			return
		}
		seq, err := readSeq(key)
		if err != nil {
			return
		}
		payload, ok := seed.unseal(key, value)
		if !ok {
			return
		}
		var l line
		if json.Unmarshal(payload, &l) != nil {
			return
		}
		// A number has two lines where the first was never committed: the later one was.
		if other, ok := found[seq]; !ok || !l.At.Before(other.At) {
			found[seq] = l
		}
	})
	return found
}

// databaseIn is the ID of the database in the bytes of a file, or nothing.
func databaseIn(file []byte) string {
	id, seed := "", seedOf(metaBucket)
	guard.EachElement(file, func(key, value []byte) {
		if payload, ok := seed.unseal(key, value); ok && string(key) == databaseKey {
			id = string(payload)
		}
	})
	return id
}
