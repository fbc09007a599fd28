package rows

import (
	"cmp"
	"encoding/json"
	"errors"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/spelling"
)

// boundaryJSON is a boundary as it is stored, without its events.
type boundaryJSON struct {
	Name     string      `json:"name"`
	Since    time.Time   `json:"since"`
	Okay     []string    `json:"okay,omitempty"`
	NotOkay  []string    `json:"not_okay,omitempty"`
	Why      []string    `json:"why,omitempty"`
	Said     string      `json:"said,omitempty"`
	Plan     string      `json:"plan,omitempty"`
	Position int         `json:"position"`
	Ended    *endingJSON `json:"ended,omitempty"`
}

type endingJSON struct {
	How boundary.Outcome `json:"how"`
	At  time.Time        `json:"at"`
}

// BoundaryKind is how boundaries are stored, without what was written under them.
var BoundaryKind = Kind[boundary.Boundary]{
	Bucket: BoundariesBucket,
	Key:    func(b boundary.Boundary) []byte { return []byte(b.ID) },
	ID:     func(b boundary.Boundary) ident.ID { return b.ID },
	Encode: func(b boundary.Boundary) ([]byte, error) {
		j := boundaryJSON{cmp.Or(b.Written, b.Name), b.Since, b.Okay, b.NotOkay, b.Why, b.Said, b.Plan, b.Position, nil}
		if b.Ended != nil {
			j.Ended = &endingJSON{b.Ended.How, b.Ended.At}
		}
		return json.Marshal(j)
	},
	Decode: func(key, payload []byte) (boundary.Boundary, error) {
		var j boundaryJSON
		err := json.Unmarshal(payload, &j)
		b := boundary.Boundary{
			ID: ident.ID(key), Name: spelling.Composed(spelling.CleanLine(j.Name)), Since: j.Since, Okay: clean(j.Okay), NotOkay: clean(j.NotOkay), Why: clean(j.Why),
			Said: spelling.CleanText(j.Said), Plan: spelling.CleanText(j.Plan), Position: j.Position,
		}
		if e := j.Ended; e != nil {
			if e.How != boundary.Reopened && e.How != boundary.LetGo {
				err = errors.Join(err, ErrRecord)
			}
			b.Ended = &boundary.Ending{How: e.How, At: e.At}
		}
		return b, err
	},
}

// clean is texts without what a terminal would obey.
func clean(texts []string) []string {
	for i, text := range texts {
		texts[i] = spelling.CleanText(text)
	}
	return texts
}

// EventKind is how events are stored, beside the boundaries and not within them: writing one down costs
// the same however many there are.
var EventKind = Kind[boundary.Event]{
	Bucket:  EventsBucket,
	Key:     func(e boundary.Event) []byte { return TimeKey(string(e.Boundary)+"/", e.At) },
	Ordered: true,
	ID:      func(e boundary.Event) ident.ID { return e.ID },
	Encode: func(e boundary.Event) ([]byte, error) {
		var p Packer
		p.Text(string(e.ID))
		p.Text(string(e.Boundary))
		p.Number(int64(e.Kind))
		p.Number(e.At.Unix())
		p.Number(int64(e.Day))
		strength := int64(-1)
		if e.Strength != nil {
			strength = int64(*e.Strength)
		}
		p.Number(strength)
		p.Text(e.Trigger)
		p.Number(int64(len(e.Helped)))
		for _, h := range e.Helped {
			p.Text(h)
		}
		p.Text(e.Note)
		p.Text(e.Next)
		slipped := int64(0)
		if e.Slipped {
			slipped = 1
		}
		p.Number(slipped)
		p.Offset(e.Offset)
		return p.Bytes, nil
	},
	Decode: func(_, payload []byte) (boundary.Event, error) {
		u := NewUnpacker(payload)
		e := boundary.Event{ID: ident.ID(u.Text()), Boundary: ident.ID(u.Text())}
		kind := u.Number()
		e.Kind, e.At, e.Day = boundary.Kind(kind), u.time(), calendar.Day(u.Number())
		if kind < int64(boundary.Urge) || kind > int64(boundary.Contact) {
			return e, ErrRecord
		}
		if strength := int(u.Number()); strength >= 0 {
			e.Strength = &strength
		}
		e.Trigger = u.words()
		for n := u.Number(); n > 0 && u.err == nil; n-- {
			e.Helped = append(e.Helped, u.words())
		}
		e.Note, e.Next, e.Slipped = u.words(), u.words(), u.Number() == 1
		e.Offset = u.offset()
		return e, u.End()
	},
}

// BareBoundaries returns all boundaries without what was written under them, and each that
// is kept with a name of its own.
func BareBoundaries(tx *bbolt.Tx) (boundary.List, error) {
	var all boundary.List
	err := Read(tx, BoundaryKind, nil, func(b boundary.Boundary) bool {
		all = append(all, b)
		return true
	})
	all.Sort() // those that are kept come first
	all.TellApart()
	all.Sort()
	return all, err
}

// Boundaries is all boundaries with all that was written under them.
func Boundaries(tx *bbolt.Tx) (boundary.List, error) {
	all, err := BareBoundaries(tx)
	if err != nil || len(all) == 0 {
		return all, err
	}
	err = Read(tx, EventKind, nil, func(e boundary.Event) bool {
		if b := all.Find(e.Boundary); b != nil {
			b.Events = append(b.Events, e) // their keys sort by time
		}
		return true
	})
	return all, err
}
