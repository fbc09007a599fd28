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

// unpacker reads what a packer wrote. Its texts share one string. The first error
// stays: what is read after it is empty.
type unpacker struct {
	rest    string
	version byte
	err     error
}

func unpack(b []byte) *unpacker {
	if len(b) == 0 || b[0] != packVersion && b[0] != offsetVersion {
		return &unpacker{err: errRecord}
	}
	return &unpacker{rest: string(b[1:]), version: b[0]}
}

func (u *unpacker) number() int64 {
	n := u.count()
	return int64(n>>1) ^ -int64(n&1) // as binary.Varint has the sign
}

// count reads a number without a sign.
func (u *unpacker) count() uint64 {
	var n uint64
	for i := 0; u.err == nil && i < len(u.rest) && i < binary.MaxVarintLen64; i++ {
		b := u.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			u.rest = u.rest[i+1:]
			return n
		}
	}
	u.err = errRecord
	return 0
}

func (u *unpacker) text() string {
	size := u.count()
	if u.err == nil && size > uint64(len(u.rest)) {
		u.err = errRecord
	}
	if u.err != nil {
		return ""
	}
	s := u.rest[:size]
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
	if !ok && u.err == nil {
		u.err = errRecord
	}
	return o
}

// end is the error of the reading, or that something is left.
func (u *unpacker) end() error {
	if u.err == nil && u.rest != "" {
		u.err = errRecord
	}
	return u.err
}
