package changelog

import (
	"encoding/json"

	"selfcare/internal/db/guard"
	"selfcare/internal/db/rows"
)

// SeqLength is the length of a line's key.
const SeqLength = 16

// Lines returns the lines of the change log that can be read in the bytes of a file, whatever its
// state, by their number; older versions of pages count as well as current ones.
func Lines(file []byte) map[uint64]Line {
	seed := rows.ChecksumOf(rows.ChangesBucket)
	found := map[uint64]Line{}
	guard.EachElement(file, func(key, value []byte) {
		if len(key) != SeqLength {
			return
		}
		seq, err := rows.ReadSeq(key)
		if err != nil {
			return
		}
		payload, ok := seed.Payload(key, value)
		if !ok {
			return
		}
		var l Line
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
