package db

import (
	"encoding/binary"
	"encoding/json"
)

// A bbolt page has in its header its flags at 8 and the number of its elements at 10. A leaf
// element is flags, where its key begins counted from itself, and the lengths of key and
// value, of 4 bytes each. The value of a bucket that is small is the bucket itself: a root of
// 0, a sequence, and a page.
const (
	leafPage     = 0x02
	elementSize  = 16
	bucketHeader = 16
	innerBucket  = 0x01
	smallestPage = 4096
	largestInner = 64 << 10
	mostElements = 1024 // that are looked for on a page whose header cannot be trusted
)

// eachElement hands out whatever in the bytes of a file could be a key and its value. It
// trusts nothing: neither that pages hang together nor that what it hands out is true. The
// checksums of the values say that.
func eachElement(file []byte, look func(key, value []byte)) {
	for at := 0; at+pageHeader <= len(file); at += smallestPage {
		eachOnPage(file[at:], func(key, value []byte, isBucket bool) {
			look(key, value)
			small := len(value) >= bucketHeader+pageHeader && len(value) <= largestInner
			if isBucket && small && binary.NativeEndian.Uint64(value) == 0 {
				eachOnPage(value[bucketHeader:], func(key, value []byte, _ bool) { look(key, value) })
			}
		})
	}
}

// eachOnPage hands out what could be on the page with which b begins.
func eachOnPage(b []byte, look func(key, value []byte, isBucket bool)) {
	count := mostElements
	if binary.NativeEndian.Uint16(b[8:])&leafPage != 0 {
		count = int(binary.NativeEndian.Uint16(b[10:]))
	}
	for i := range count {
		at := pageHeader + i*elementSize
		if at+elementSize > len(b) {
			return
		}
		field := func(n int) int { return int(binary.NativeEndian.Uint32(b[at+4*n:])) }
		key := at + field(1)
		value := key + field(2)
		end := value + field(3)
		if field(1) < elementSize || value < key || end < value || end > len(b) {
			continue
		}
		look(b[key:value], b[value:end], field(0)&innerBucket != 0)
	}
}

// seqLength is the length of a line's key.
const seqLength = 16

// linesIn are the lines of the change log that can be read in the bytes of a file, whatever
// its state, by their number; older versions of pages count as well as current ones.
func linesIn(file []byte) map[uint64]line {
	seed := seedOf(changesBucket)
	found := map[uint64]line{}
	eachElement(file, func(key, value []byte) {
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
	eachElement(file, func(key, value []byte) {
		if payload, ok := seed.unseal(key, value); ok && string(key) == databaseKey {
			id = string(payload)
		}
	})
	return id
}
