package guard

import (
	"encoding/binary"
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

// EachElement hands to look whatever in the bytes of a file could be a key and its value. It
// trusts nothing: neither that pages hang together nor that what it hands over is true. The
// checksums of the values say that.
func EachElement(file []byte, look func(key, value []byte)) {
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

// eachOnPage hands to look what could be on the page with which b begins.
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
