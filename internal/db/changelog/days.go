package changelog

import (
	"encoding/binary"

	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
)

// Days is many days of one habit in the log. It has what they held before, and not
// what they hold now: that stands under days, and an import of twenty years is one line.
// Whoever takes the line back notes in turn what it found.
type Days struct {
	Habit  ident.ID `json:"habit"`
	Before []byte   `json:"before"` // see packDay
}

// PackDay appends a day, as so many after the one before, and its entry as it is stored;
// nothing where the day has none.
func PackDay(b []byte, after calendar.Day, e habits.Entry) []byte {
	b = binary.AppendVarint(b, int64(after))
	if e.IsZero() {
		return binary.AppendUvarint(b, 0)
	}
	entry := rows.EncodeEntry(e)
	return append(binary.AppendUvarint(b, uint64(len(entry))), entry...)
}

// Read returns what PackDay wrote.
func (l Days) Read() (record.Days, error) {
	days := record.Days{Habit: l.Habit}
	var e habits.Dated
	for b := l.Before; len(b) > 0; {
		after, n := binary.Varint(b)
		if n <= 0 {
			return days, rows.ErrRecord
		}
		b = b[n:]
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return days, rows.ErrRecord
		}
		e = habits.Dated{Day: e.Day + calendar.Day(after)}
		if size > 0 {
			if err := rows.ReadEntry(b[n:n+int(size)], &e.Entry); err != nil {
				return days, err
			}
		}
		b = b[n+int(size):]
		days.Entries = append(days.Entries, e)
	}
	return days, nil
}
