package rows

import (
	"encoding/binary"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/spelling"
)

// PackVersion is the first byte of what a packer wrote. With an offset it is OffsetVersion:
// what has none stays as earlier programs wrote it, and can read it.
const (
	PackVersion   = 1
	OffsetVersion = 2
)

// Packer writes the parts of a record one after another.
type Packer struct{ Bytes []byte }

func (p *Packer) begin() {
	if p.Bytes == nil {
		p.Bytes = []byte{PackVersion}
	}
}

// Number writes a number.
func (p *Packer) Number(n int64) {
	p.begin()
	p.Bytes = binary.AppendVarint(p.Bytes, n)
}

// Text writes a text.
func (p *Packer) Text(s string) {
	p.begin()
	p.Bytes = binary.AppendUvarint(p.Bytes, uint64(len(s)))
	p.Bytes = append(p.Bytes, s...)
}

// Offset writes the last part of a record, the offset of the clock that it was lived by, where
// that is known.
func (p *Packer) Offset(o calendar.Offset) {
	if east, known := o.East(); known {
		p.Number(int64(east))
		p.Bytes[0] = OffsetVersion
	}
}

// Unpacker reads what a packer wrote. The first error ends the reading: what is read after it is
// empty.
type Unpacker struct {
	rest    []byte
	version byte
	err     error
}

// NewUnpacker returns what reads the parts of a row.
func NewUnpacker(b []byte) *Unpacker {
	if len(b) == 0 || b[0] != PackVersion && b[0] != OffsetVersion {
		return &Unpacker{err: ErrRecord}
	}
	return &Unpacker{rest: b[1:], version: b[0]}
}

// Number reads a number.
func (u *Unpacker) Number() int64 {
	n, size := binary.Varint(u.rest)
	u.skip(size)
	return n
}

// count reads a number without a sign.
func (u *Unpacker) count() uint64 {
	n, size := binary.Uvarint(u.rest)
	u.skip(size)
	return n
}

// skip goes on after what was read, if it was.
func (u *Unpacker) skip(size int) {
	if size <= 0 {
		u.fail()
		return
	}
	u.rest = u.rest[size:]
}

// fail ends the reading.
func (u *Unpacker) fail() { u.err, u.rest = ErrRecord, nil }

// Text reads a text.
func (u *Unpacker) Text() string {
	size := u.count()
	if size > uint64(len(u.rest)) {
		u.fail()
		return ""
	}
	s := string(u.rest[:size])
	u.rest = u.rest[size:]
	return s
}

// words reads a text that a person wrote.
func (u *Unpacker) words() string { return spelling.CleanText(u.Text()) }

func (u *Unpacker) time() time.Time { return time.Unix(u.Number(), 0).UTC() }

// offset reads what packer.offset wrote. One that no clock can have had is an error.
func (u *Unpacker) offset() (o calendar.Offset) {
	if u.version != OffsetVersion {
		return o
	}
	o, ok := calendar.OffsetEast(u.Number())
	if !ok {
		u.fail()
	}
	return o
}

// End returns the error of the reading, or that something is left.
func (u *Unpacker) End() error {
	if len(u.rest) > 0 {
		u.fail()
	}
	return u.err
}
