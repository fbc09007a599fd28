package sqlite

import (
	"encoding/binary"
	"math"
	"unicode/utf16"
	"unicode/utf8"
)

// Kind is what a [Value] is.
type Kind byte

// The kinds. What a column is declared to be does not bind its values: a whole
// number in a REAL column, say, is stored as an Integer.
const (
	Absent Kind = iota // the row does not have the column
	Null
	Integer
	Real
	Text
	Blob
)

// Value is what a row has in a column. The zero Value is Absent.
type Value struct {
	kind   Kind
	number uint64 // of an Integer, or the bits of a Real
	text   string // of a Text or a Blob
}

// Kind is the kind of the value.
func (v Value) Kind() Kind { return v.kind }

// Int is the number of an Integer.
func (v Value) Int() (int64, bool) {
	if v.kind != Integer {
		return 0, false
	}
	return int64(v.number), true
}

// Float is the number of a Real, which is never NaN, or of an Integer.
func (v Value) Float() (float64, bool) {
	switch v.kind {
	case Real:
		return math.Float64frombits(v.number), true
	case Integer:
		return float64(int64(v.number)), true
	}
	return 0, false
}

// Text is the text of a Text, as UTF-8 if the file keeps its encoding: SQLite does
// not look whether it does.
func (v Value) Text() (string, bool) { return v.text, v.kind == Text }

// Blob is a copy of the bytes of a Blob.
func (v Value) Blob() ([]byte, bool) {
	if v.kind != Blob {
		return nil, false
	}
	return []byte(v.text), true
}

// field is a value as a record has it: its serial type, and its bytes in the file.
type field struct {
	serial uint64
	bytes  []byte
}

// widths are the sizes of the serial types below 12; -1 is for those that SQLite
// keeps for itself.
var widths = [12]int{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1}

// appendFields takes a record apart; it has no more fields than the table columns.
func appendFields(fields []field, record []byte, columns int) ([]field, bool) {
	size, n := varint(record)
	if n == 0 || size < uint64(n) || size > uint64(len(record)) {
		return fields, false
	}
	header, body := record[n:size], record[size:]
	for len(header) > 0 {
		serial, n := varint(header)
		if n == 0 || len(fields) == columns {
			return fields, false
		}
		header = header[n:]
		width := (serial - 12) / 2
		if serial < 12 {
			width = uint64(widths[serial])
		}
		if width > uint64(len(body)) {
			return fields, false
		}
		fields = append(fields, field{serial, body[:width]})
		body = body[width:]
	}
	return fields, len(body) == 0
}

func (f field) value(text encoding) Value {
	switch {
	case f.serial == 0:
		return Value{kind: Null}
	case f.serial < 7:
		return Value{kind: Integer, number: uint64(integer(f.bytes))}
	case f.serial == 7:
		bits := binary.BigEndian.Uint64(f.bytes)
		if math.IsNaN(math.Float64frombits(bits)) {
			return Value{kind: Null} // As SQLite has it.
		}
		return Value{kind: Real, number: bits}
	case f.serial < 10:
		return Value{kind: Integer, number: f.serial - 8}
	case f.serial%2 == 0:
		return Value{kind: Blob, text: string(f.bytes)}
	}
	return Value{kind: Text, text: text.decode(f.bytes)}
}

// integer reads a number of 1 to 8 bytes, the highest first.
func integer(b []byte) int64 {
	n := int64(int8(b[0]))
	for _, c := range b[1:] {
		n = n<<8 | int64(c)
	}
	return n
}

// varint reads a number of 1 to 9 bytes, 7 bits each and all 8 of the ninth, and
// gives how many bytes it takes: 0 if b ends before it does.
func varint(b []byte) (v uint64, n int) {
	for i, c := range b {
		if i == 8 {
			return v<<8 | uint64(c), 9
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// encoding is how the texts of a file are written, by its number in the header. A
// file that has no text yet has 0.
type encoding uint32

const (
	utf16LE encoding = 2
	utf16BE encoding = 3
)

func (e encoding) decode(b []byte) string {
	var order binary.ByteOrder
	switch e {
	case utf16LE:
		order = binary.LittleEndian
	case utf16BE:
		order = binary.BigEndian
	default:
		return string(b)
	}
	s := make([]byte, 0, len(b))
	for len(b) >= 2 {
		r := rune(order.Uint16(b))
		b = b[2:]
		if utf16.IsSurrogate(r) {
			second := rune(utf8.RuneError)
			if len(b) >= 2 {
				second = rune(order.Uint16(b))
			}
			if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
				b = b[2:]
			}
		}
		s = utf8.AppendRune(s, r)
	}
	return string(s)
}
