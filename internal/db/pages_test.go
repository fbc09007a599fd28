package db

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"

	"selfcare/internal/habits"
	"selfcare/internal/quantity"
)

// How bbolt lays out its pages, for those who spoil them: a header of 16 bytes, then elements of 16,
// or on the first two pages a meta of 64.
const (
	pageHeader   = 16
	metaSize     = 64
	elementSize  = 16
	leafPage     = 0x02
	innerBucket  = 0x01
	smallestPage = 4096
	largestInner = 64 << 10
)

// A meta is what tests read of a meta page.
type meta struct{ pageSize, transaction uint64 }

// metaIn reads the meta of a page, of which page is the beginning.
func metaIn(page []byte) (meta, error) {
	b := page[pageHeader : pageHeader+metaSize]
	sum := fnv.New64a()
	_, _ = sum.Write(b[:metaSize-8])
	if binary.NativeEndian.Uint64(b[metaSize-8:]) != sum.Sum64() {
		return meta{}, errors.New("no meta page")
	}
	return meta{uint64(binary.NativeEndian.Uint32(b[8:])), binary.NativeEndian.Uint64(b[metaSize-16:])}, nil
}

// someEntries are an entry of every state, with and without the rest.
var someEntries = []habits.Entry{
	{},
	{Note: "only a note"},
	{State: habits.No},
	{State: habits.Yes},
	{State: habits.Skip, Note: "two\nlines"},
	{State: habits.Measured},
	{State: habits.Measured, Amount: 1},
	{State: habits.Measured, Amount: quantity.MaxAmount * quantity.Hours.One(), Note: "日本語 🌿"},
}

func flipped(b []byte, bit int) []byte {
	b = bytes.Clone(b)
	b[bit/8] ^= 1 << (bit % 8)
	return b
}
