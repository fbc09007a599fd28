package db

import (
	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// moods are kept under their time, so that the later ones can be read alone.
var moods = kind[journal.Mood]{
	bucket:  moodsBucket,
	key:     func(m journal.Mood) []byte { return timeKey("", m.At) },
	ordered: true,
	id:      func(m journal.Mood) ident.ID { return m.ID },
	encode: func(m journal.Mood) ([]byte, error) {
		var p packer
		p.text(string(m.ID))
		p.number(m.At.Unix())
		p.number(int64(m.Day))
		p.number(int64(m.Rating))
		p.text(m.Note)
		p.offset(m.Offset)
		return p.bytes, nil
	},
	decode: func(_, payload []byte) (journal.Mood, error) {
		u := unpack(payload)
		m := journal.Mood{ID: ident.ID(u.text()), At: u.time(), Day: calendar.Day(u.number()), Rating: int(u.number()), Note: u.words()}
		m.Offset = u.offset()
		if m.Rating < journal.LowestMood || m.Rating > journal.HighestMood {
			return m, errRecord
		}
		return m, u.end()
	},
}

// moodsOf is the moods of the days from from on.
func moodsOf(tx *bbolt.Tx, from calendar.Day) (journal.Moods, error) {
	var all journal.Moods
	// A day may begin up to two dates away from that of its times in UTC.
	err := readKind(tx, moods, []byte((from - 2).String()), func(m journal.Mood) bool {
		if m.Day >= from {
			all = append(all, m)
		}
		return true
	})
	return all, err
}
