// Package rows writes and reads what lies in the buckets of the record, within a transaction. It is
// the only package that knows their bytes.
//
//	meta       schema, ids, counts, what undo would take back
//	habits     <id> → JSON
//	days       <habit id> / 2026-11-22 → version, state, amount, note
//	moods      <time>/<n>/<id> → id, time, day, rating, note, offset from UTC
//	boundaries <id> → JSON
//	events     <boundary id>/<time>/<n>/<id> → what strained a boundary, or broke it
//	reflections <day>/<n>/<id> → JSON
//	help       own → JSON, the person's own help lines
//	asides     <key> → a draft: words that were being typed, and no part of the record
//	changes    <sequence> → a line of the change log; see package changelog
//
// Keys are text, so that the bbolt command can read the file. Every value ends in
// a CRC-32C over its bucket, its key and itself, and meta counts the rows of
// every bucket: bbolt's own check passes a good part of all single flipped bits.
package rows
