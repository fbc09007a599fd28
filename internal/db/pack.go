package db

import (
	"encoding/binary"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/spelling"
)

// packVersion is the first byte of what a packer wrote. With an offset it is offsetVersion:
// what has none stays as earlier programs wrote it, and can read it.
const (
	packVersion   = 1
	offsetVersion = 2
)

// packer writes the parts of a record one after another.
type packer struct{ bytes []byte }

func (p *packer) begin() {
	if p.bytes == nil {
		p.bytes = []byte{packVersion}
	}
}

func (p *packer) number(n int64) {
	p.begin()
	p.bytes = binary.AppendVarint(p.bytes, n)
}

func (p *packer) text(s string) {
	p.begin()
	p.bytes = binary.AppendUvarint(p.bytes, uint64(len(s)))
	p.bytes = append(p.bytes, s...)
}

// offset writes the last part of a record, the offset of the clock that it was lived by, where
// that is known.
func (p *packer) offset(o calendar.Offset) {
	if east, known := o.East(); known {
		p.number(int64(east))
		p.bytes[0] = offsetVersion
	}
}

// unpacker reads what a packer wrote. The first error ends the reading: what is read after it is
// empty.
type unpacker struct {
	rest    []byte
	version byte
	err     error
}

func unpack(b []byte) *unpacker {
	if len(b) == 0 || b[0] != packVersion && b[0] != offsetVersion {
		return &unpacker{err: errRecord}
	}
	return &unpacker{rest: b[1:], version: b[0]}
}

func (u *unpacker) number() int64 {
	n, size := binary.Varint(u.rest)
	u.skip(size)
	return n
}

// count reads a number without a sign.
func (u *unpacker) count() uint64 {
	n, size := binary.Uvarint(u.rest)
	u.skip(size)
	return n
}

// skip goes on after what was read, if it was.
func (u *unpacker) skip(size int) {
	if size <= 0 {
		u.fail()
		return
	}
	u.rest = u.rest[size:]
}

// fail ends the reading.
func (u *unpacker) fail() { u.err, u.rest = errRecord, nil }

func (u *unpacker) text() string {
	size := u.count()
	if size > uint64(len(u.rest)) {
		u.fail()
		return ""
	}
	s := string(u.rest[:size])
	u.rest = u.rest[size:]
	return s
}

// words are a text that a person wrote.
func (u *unpacker) words() string { return spelling.CleanText(u.text()) }

func (u *unpacker) time() time.Time { return time.Unix(u.number(), 0).UTC() }

// offset reads what packer.offset wrote. One that no clock can have had is an error.
func (u *unpacker) offset() (o calendar.Offset) {
	if u.version != offsetVersion {
		return o
	}
	o, ok := calendar.OffsetEast(u.number())
	if !ok {
		u.fail()
	}
	return o
}

// end is the error of the reading, or that something is left.
func (u *unpacker) end() error {
	if len(u.rest) > 0 {
		u.fail()
	}
	return u.err
}
