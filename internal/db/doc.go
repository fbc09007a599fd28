// Package db keeps selfcare's record in one bbolt file. It is the only package
// that knows bytes.
//
// Nobody holds the file: every call opens it, runs one transaction and closes
// it, behind locks on two files beside it that make callers wait in turn. So the
// app, scripts and a prompt share it.
//
//	meta       schema, ids, counts, what undo would take back
//	habits     <id> → JSON
//	days       <habit id> / 2026-11-22 → version, state, amount, note
//	moods      <time>/<n>/<id> → id, time, day, rating, note, offset from UTC
//	boundaries <id> → JSON
//	events     <boundary id>/<time>/<n>/<id> → what strained a boundary, or broke it
//	reflections <day>/<n>/<id> → JSON
//	help       own → JSON, the person's own help lines
//	asides     <key> → words that were being typed; no part of the record
//	changes    <sequence> → device, stamp, what changed, before, after
//
// Keys are text, so that the bbolt command can read the file. Every value ends in
// a CRC-32C over its bucket, its key and itself, and meta counts the records of
// every bucket: bbolt's own check passes a good part of all single flipped bits.
//
// Every change is one transaction: the records, their counts, and a line in
// changes, from which undo and redo are made.
package db
