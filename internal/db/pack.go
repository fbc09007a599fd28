package db

import (
	"encoding/binary"
	"time"
)

// packVersion is the first byte of what a packer wrote.
const packVersion = 1

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

// unpacker reads what a packer wrote. The first error stays: what is read after it is
// empty.
type unpacker struct {
	bytes []byte
	begun bool
	err   error
}

func (u *unpacker) begin() {
	if u.begun {
		return
	}
	u.begun = true
	if len(u.bytes) == 0 || u.bytes[0] != packVersion {
		u.err = errRecord
		return
	}
	u.bytes = u.bytes[1:]
}

func (u *unpacker) number() int64 {
	u.begin()
	if u.err != nil {
		return 0
	}
	v, n := binary.Varint(u.bytes)
	if n <= 0 {
		u.err = errRecord
		return 0
	}
	u.bytes = u.bytes[n:]
	return v
}

func (u *unpacker) text() string {
	u.begin()
	if u.err != nil {
		return ""
	}
	size, n := binary.Uvarint(u.bytes)
	if n <= 0 || uint64(len(u.bytes)-n) < size {
		u.err = errRecord
		return ""
	}
	s := string(u.bytes[n : n+int(size)])
	u.bytes = u.bytes[n+int(size):]
	return s
}

func (u *unpacker) time() time.Time { return time.Unix(u.number(), 0).UTC() }

// end is the error of the reading, or that something is left.
func (u *unpacker) end() error {
	u.begin()
	if u.err == nil && len(u.bytes) > 0 {
		u.err = errRecord
	}
	return u.err
}
