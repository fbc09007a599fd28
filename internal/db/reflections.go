package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/spelling"
)

// reflectionJSON is a reflection as it is stored.
type reflectionJSON struct {
	At       time.Time `json:"at"`
	Prompt   string    `json:"prompt,omitempty"`
	Text     string    `json:"text"`
	Boundary ident.ID  `json:"boundary,omitempty"`
	Offset   *int      `json:"offset,omitempty"` // in seconds east of UTC; nil where it is unknown
}

var reflections = kind[journal.Reflection]{
	bucket:  reflectionsBucket,
	key:     func(r journal.Reflection) []byte { return []byte(r.Day.String() + "/") },
	ordered: true,
	id:      func(r journal.Reflection) ident.ID { return r.ID },
	encode: func(r journal.Reflection) ([]byte, error) {
		j := reflectionJSON{r.At, r.Prompt, r.Text, r.Boundary, nil}
		if east, known := r.Offset.East(); known {
			j.Offset = &east
		}
		return json.Marshal(j)
	},
	decode: func(key, payload []byte) (journal.Reflection, error) {
		day, rest, ok := bytes.Cut(key, []byte("/"))
		_, id, ok2 := bytes.Cut(rest, []byte("/"))
		d, err := readDay(day)
		var j reflectionJSON
		err = errors.Join(err, json.Unmarshal(payload, &j))
		if !ok || !ok2 {
			err = errRecord
		}
		var offset calendar.Offset
		if j.Offset != nil {
			known := false
			if offset, known = calendar.OffsetEast(int64(*j.Offset)); !known {
				err = errors.Join(err, errRecord)
			}
		}
		return journal.Reflection{ID: ident.ID(id), Day: d, At: j.At, Offset: offset, Prompt: spelling.CleanLine(j.Prompt), Text: spelling.CleanText(j.Text), Boundary: j.Boundary}, err
	},
}

// helpLines is one record, of the person's own.
var helpLines = kind[journal.HelpLines]{
	bucket: helpBucket,
	key:    func(journal.HelpLines) []byte { return []byte("own") },
	id:     func(journal.HelpLines) ident.ID { return "own" },
	encode: func(h journal.HelpLines) ([]byte, error) { return json.Marshal(h) },
	decode: func(_, payload []byte) (journal.HelpLines, error) {
		var h journal.HelpLines
		err := json.Unmarshal(payload, &h)
		h.Text = spelling.CleanText(h.Text)
		return h, err
	},
}
