package rows

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/spelling"
)

// ErrRecord says that a record does not read as it was written.
var ErrRecord = errors.New("a record does not read as it was written")

// ChecksumSize is the length of the checksum that ends every value.
const ChecksumSize = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// AddChecksum appends to payload its checksum as the value of key in the named bucket.
func AddChecksum(bucket string, key, payload []byte) []byte {
	return ChecksumOf(bucket).Add(key, payload)
}

// Add appends to payload its checksum as the value of key.
func (s Checksum) Add(key, payload []byte) []byte {
	return binary.BigEndian.AppendUint32(payload, s.of(key, payload))
}

// Payload returns what AddChecksum was given, in the memory of value.
func Payload(bucket string, key, value []byte) ([]byte, error) {
	payload, ok := ChecksumOf(bucket).Payload(key, value)
	if !ok {
		return nil, fmt.Errorf("%s/%s: %w", bucket, key, ErrRecord)
	}
	return payload, nil
}

// Payload returns what Add was given, and reports whether the checksum is that of it.
func (s Checksum) Payload(key, value []byte) (payload []byte, ok bool) {
	n := len(value) - ChecksumSize
	if n < 0 || binary.BigEndian.Uint32(value[n:]) != s.of(key, value[:n]) {
		return nil, false
	}
	return value[:n], true
}

// Checksum is the checksum of a bucket's name, with which those of its records
// begin: read once where many records are read.
type Checksum uint32

// ChecksumOf returns the checksum of a bucket's name.
func ChecksumOf(bucket string) Checksum { return Checksum(crc32.Update(0, castagnoli, []byte(bucket))) }

func (s Checksum) of(key, payload []byte) uint32 {
	return crc32.Update(crc32.Update(uint32(s), castagnoli, key), castagnoli, payload)
}

// EntryVersion is the first byte of an entry.
const EntryVersion = 1

// EncodeEntry writes an entry: version, state, amount and note.
func EncodeEntry(e habits.Entry) []byte {
	b := []byte{EntryVersion, byte(e.State)}
	b = binary.AppendUvarint(b, uint64(e.Amount))
	b = binary.AppendUvarint(b, uint64(len(e.Note)))
	return append(b, e.Note...)
}

// ReadEntry reads what EncodeEntry wrote. Words are read without what a terminal would obey,
// here as everywhere: another program may have written them.
func ReadEntry(b []byte, e *habits.Entry) error {
	if len(b) < 2 || b[0] != EntryVersion || b[1] > byte(habits.Measured) {
		return ErrRecord
	}
	state := habits.State(b[1])
	b = b[2:]
	amount, n := binary.Uvarint(b)
	if n <= 0 {
		return ErrRecord
	}
	b = b[n:]
	size, n := binary.Uvarint(b)
	if n <= 0 || uint64(len(b)-n) != size {
		return ErrRecord
	}
	e.State, e.Amount, e.Note = state, quantity.Amount(amount), spelling.CleanText(string(b[n:]))
	return nil
}

// ReadDay reads the key YYYY-MM-DD without the detours of a general parser: a
// place may read hundreds of thousands.
func ReadDay(key []byte) (calendar.Day, error) {
	if len(key) != 10 || key[4] != '-' || key[7] != '-' {
		return 0, fmt.Errorf("key %q: %w", key, ErrRecord)
	}
	year := digits(key[0], key[1])*100 + digits(key[2], key[3])
	return calendar.DateOf(year, time.Month(digits(key[5], key[6])), digits(key[8], key[9])), nil
}

func digits(tens, ones byte) int { return int(tens-'0')*10 + int(ones-'0') }

// habitJSON is a habit as it is stored.
type habitJSON struct {
	Name     string        `json:"name"`
	Area     string        `json:"area,omitempty"`
	Key      string        `json:"key,omitempty"`
	Why      string        `json:"why,omitempty"`
	Plan     string        `json:"plan,omitempty"`
	Position int           `json:"position"`
	Created  calendar.Day  `json:"created"`
	Archived *calendar.Day `json:"archived,omitempty"`
	Goals    []goalJSON    `json:"goals"`

	Origin  string         `json:"origin,omitempty"`
	Counted *quantity.Unit `json:"counted,omitempty"`
}

// goalJSON is a goal as it is stored; the target is in [habits.Amount]s.
type goalJSON struct {
	From     calendar.Day    `json:"from"`
	Measure  string          `json:"measure"`
	Target   quantity.Amount `json:"target,omitempty"`
	Unit     quantity.Unit   `json:"unit,omitempty"`
	Schedule string          `json:"schedule"`
}

// EncodeHabit returns a habit as it is stored.
func EncodeHabit(h habits.Habit) ([]byte, error) {
	j := habitJSON{cmp.Or(h.Written, h.Name), h.Area, h.Key, h.Why, h.Plan, h.Position, h.Created, h.Archived, nil, h.Origin, h.Counted}
	for _, g := range h.Goals {
		j.Goals = append(j.Goals, goalJSON{From: g.From, Measure: g.Measure.String(), Target: g.Target, Unit: g.Unit, Schedule: g.Schedule.String()})
	}
	return json.Marshal(j)
}

// DecodeHabit reads what EncodeHabit wrote.
func DecodeHabit(id string, b []byte) (habits.Habit, error) {
	var j habitJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return habits.Habit{}, fmt.Errorf("habit %s: %w", id, err)
	}
	h := habits.Habit{
		ID: ident.ID(id), Name: spelling.Composed(spelling.CleanLine(j.Name)), Area: spelling.Composed(spelling.CleanLine(j.Area)), Key: spelling.CleanLine(j.Key), Why: spelling.CleanText(j.Why), Plan: spelling.CleanText(j.Plan),
		Position: j.Position, Created: j.Created, Archived: j.Archived, Origin: spelling.CleanLine(j.Origin), Counted: j.Counted,
	}
	for _, g := range j.Goals {
		measure, err := habits.ParseMeasure(g.Measure)
		if err != nil {
			return h, fmt.Errorf("habit %s: %w", id, err)
		}
		schedule, err := habits.ParseSchedule(g.Schedule)
		if err != nil {
			return h, fmt.Errorf("habit %s: %w", id, err)
		}
		h.Goals = append(h.Goals, habits.Goal{From: g.From, Measure: measure, Target: g.Target, Unit: quantity.Unit(spelling.Composed(spelling.CleanLine(string(g.Unit)))), Schedule: schedule})
	}
	return h, nil
}

// SeqKey returns the key of a line in changes; as text, and sorting as numbers do.
func SeqKey(seq uint64) []byte { return fmt.Appendf(nil, "%016d", seq) }

// ReadSeq reads what SeqKey wrote.
func ReadSeq(key []byte) (uint64, error) {
	n, err := strconv.ParseUint(string(key), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("key %q: %w", key, ErrRecord)
	}
	return n, nil
}
