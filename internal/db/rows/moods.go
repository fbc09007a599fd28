package rows

import (
	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// MoodKind is how moods are stored: under their time, so that the later ones can be read alone.
var MoodKind = Kind[journal.Mood]{
	Bucket:  MoodsBucket,
	Key:     func(m journal.Mood) []byte { return TimeKey("", m.At) },
	Ordered: true,
	ID:      func(m journal.Mood) ident.ID { return m.ID },
	Encode: func(m journal.Mood) ([]byte, error) {
		var p Packer
		p.Text(string(m.ID))
		p.Number(m.At.Unix())
		p.Number(int64(m.Day))
		p.Number(int64(m.Rating))
		p.Text(m.Note)
		p.Offset(m.Offset)
		return p.Bytes, nil
	},
	Decode: func(_, payload []byte) (journal.Mood, error) {
		u := NewUnpacker(payload)
		m := journal.Mood{ID: ident.ID(u.Text()), At: u.time(), Day: calendar.Day(u.Number()), Rating: int(u.Number()), Note: u.words()}
		m.Offset = u.offset()
		if m.Rating < journal.LowestMood || m.Rating > journal.HighestMood {
			return m, ErrRecord
		}
		return m, u.End()
	},
}

// Moods is the moods of the days from from on.
func Moods(tx *bbolt.Tx, from calendar.Day) (journal.Moods, error) {
	var all journal.Moods
	// A day may begin up to two dates away from that of its times in UTC.
	err := Read(tx, MoodKind, []byte((from - 2).String()), func(m journal.Mood) bool {
		if m.Day >= from {
			all = append(all, m)
		}
		return true
	})
	return all, err
}
