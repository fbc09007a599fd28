package rows

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

// ReflectionKind is how reflections are stored: under their day.
var ReflectionKind = Kind[journal.Reflection]{
	Bucket:  ReflectionsBucket,
	Key:     func(r journal.Reflection) []byte { return []byte(r.Day.String() + "/") },
	Ordered: true,
	ID:      func(r journal.Reflection) ident.ID { return r.ID },
	Encode: func(r journal.Reflection) ([]byte, error) {
		j := reflectionJSON{r.At, r.Prompt, r.Text, r.Boundary, nil}
		if east, known := r.Offset.East(); known {
			j.Offset = &east
		}
		return json.Marshal(j)
	},
	Decode: func(key, payload []byte) (journal.Reflection, error) {
		day, rest, ok := bytes.Cut(key, []byte("/"))
		_, id, ok2 := bytes.Cut(rest, []byte("/"))
		d, err := ReadDay(day)
		var j reflectionJSON
		err = errors.Join(err, json.Unmarshal(payload, &j))
		if !ok || !ok2 {
			err = ErrRecord
		}
		var offset calendar.Offset
		if j.Offset != nil {
			known := false
			if offset, known = calendar.OffsetEast(int64(*j.Offset)); !known {
				err = errors.Join(err, ErrRecord)
			}
		}
		return journal.Reflection{ID: ident.ID(id), Day: d, At: j.At, Offset: offset, Prompt: spelling.CleanLine(j.Prompt), Text: spelling.CleanText(j.Text), Boundary: j.Boundary}, err
	},
}

// HelpKind is how the person's own help lines are stored: in one row.
var HelpKind = Kind[journal.HelpLines]{
	Bucket: HelpBucket,
	Key:    func(journal.HelpLines) []byte { return []byte("own") },
	ID:     func(journal.HelpLines) ident.ID { return "own" },
	Encode: func(h journal.HelpLines) ([]byte, error) { return json.Marshal(h) },
	Decode: func(_, payload []byte) (journal.HelpLines, error) {
		var h journal.HelpLines
		err := json.Unmarshal(payload, &h)
		h.Text = spelling.CleanText(h.Text)
		return h, err
	},
}
