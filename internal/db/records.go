package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"selfcare/internal/habits"

	"go.etcd.io/bbolt"
)

// kind is how records of one sort are kept: in which bucket, under which key, as what
// bytes.
type kind[T any] struct {
	bucket string
	// key is the record's key; of what is kept by time the part before its order, which
	// the store gives to it when it is written first.
	key     func(T) []byte
	ordered bool
	id      func(T) habits.ID
	encode  func(T) ([]byte, error)
	decode  func(key, payload []byte) (T, error)
}

// at is the key of a record that is the nth of its bucket.
func (k kind[T]) at(r T, n uint64) []byte {
	if !k.ordered {
		return k.key(r)
	}
	return fmt.Appendf(k.key(r), "%08d/%s", n, k.id(r))
}

// find is the key that a record is kept under, or nil. One that was somewhere else when
// the caller looked is found by its ID.
func (k kind[T]) find(tx *bbolt.Tx, r T, moved bool) []byte {
	b := tx.Bucket([]byte(k.bucket))
	if !k.ordered {
		if key := k.key(r); b.Get(key) != nil {
			return key
		}
		return nil
	}
	prefix, suffix := k.key(r), []byte("/"+string(k.id(r)))
	c := b.Cursor()
	for key, _ := c.Seek(prefix); key != nil && bytes.HasPrefix(key, prefix); key, _ = c.Next() {
		if bytes.HasSuffix(key, suffix) {
			return bytes.Clone(key)
		}
	}
	for key, _ := c.First(); moved && key != nil; key, _ = c.Next() {
		if bytes.HasSuffix(key, suffix) {
			return bytes.Clone(key)
		}
	}
	return nil
}

// fresh is the key for a record that is not there yet.
func (k kind[T]) fresh(tx *bbolt.Tx, r T) ([]byte, error) {
	if !k.ordered {
		return k.key(r), nil
	}
	n, err := tx.Bucket([]byte(k.bucket)).NextSequence()
	return k.at(r, n), err
}

// lineRecord is a record in the change log, as its payload was and as it became; null
// where there was none.
type lineRecord struct {
	Bucket string `json:"bucket"`
	Key    string `json:"key"`
	Before []byte `json:"before,omitempty"`
	After  []byte `json:"after,omitempty"`
}

// swapAll carries out the swaps of a change, and returns them as they stand in its
// line.
func swapAll[T any](tx *bbolt.Tx, k kind[T], swaps []habits.Swap[T]) ([]lineRecord, error) {
	var lines []lineRecord
	for _, s := range swaps {
		some, err := swapOne(tx, k, s)
		if err != nil {
			return nil, err
		}
		lines = append(lines, some...)
	}
	return lines, nil
}

// swapOne carries out one swap. A record whose key changes is one taken away and one
// written.
func swapOne[T any](tx *bbolt.Tx, k kind[T], s habits.Swap[T]) ([]lineRecord, error) {
	if s.Is == nil && s.Was == nil {
		return nil, nil
	}
	var had []byte
	if s.Was != nil {
		had = k.find(tx, *s.Was, true)
	}
	if s.Is == nil {
		if had == nil { // another program took it away already
			return nil, nil
		}
		l, err := swapRecord(tx, k.bucket, had, nil)
		return []lineRecord{l}, err
	}
	payload, err := k.encode(*s.Is)
	if err != nil {
		return nil, err
	}
	if had == nil {
		had = k.find(tx, *s.Is, false)
	}
	var lines []lineRecord
	if had != nil && !bytes.HasPrefix(had, k.key(*s.Is)) { // it moves
		l, err := swapRecord(tx, k.bucket, had, nil)
		if err != nil {
			return nil, err
		}
		lines, had = append(lines, l), nil
	}
	if had == nil {
		if had, err = k.fresh(tx, *s.Is); err != nil {
			return nil, err
		}
	}
	l, err := swapRecord(tx, k.bucket, had, payload)
	return append(lines, l), err
}

// swapRecord writes one record, or removes it where payload is nil.
func swapRecord(tx *bbolt.Tx, bucket string, key, payload []byte) (lineRecord, error) {
	l := lineRecord{Bucket: bucket, Key: string(key), After: payload}
	if value := tx.Bucket([]byte(bucket)).Get(key); value != nil {
		before, err := unseal(bucket, key, value)
		if err != nil {
			return l, err
		}
		l.Before = bytes.Clone(before)
	}
	return l, l.carryOut(tx)
}

// carryOut writes what the line says came after.
func (l lineRecord) carryOut(tx *bbolt.Tx) error {
	b, key := tx.Bucket([]byte(l.Bucket)), []byte(l.Key)
	if b == nil {
		return fmt.Errorf("changes: bucket %q: %w", l.Bucket, errRecord)
	}
	if l.After == nil {
		return remove(tx, b, l.Bucket, key)
	}
	return put(tx, b, l.Bucket, key, bytes.Clone(l.After)) // put appends to it
}

// readKind hands out the records of a kind from key from on, in the order of their
// keys. A file of an earlier schema may lack the bucket.
func readKind[T any](tx *bbolt.Tx, k kind[T], from []byte, look func(T) bool) error {
	b := tx.Bucket([]byte(k.bucket))
	if b == nil {
		return nil
	}
	seed := seedOf(k.bucket)
	c := b.Cursor()
	for key, value := c.Seek(from); key != nil; key, value = c.Next() {
		payload, ok := seed.unseal(key, value)
		if !ok {
			return fmt.Errorf("%s/%s: %w", k.bucket, key, errRecord)
		}
		record, err := k.decode(key, payload)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", k.bucket, key, err)
		}
		if !look(record) {
			return nil
		}
	}
	return nil
}

// swapsOf is the records of a kind among the lines of the log, as swaps.
func swapsOf[T any](k kind[T], lines []lineRecord) ([]habits.Swap[T], error) {
	read := func(key string, payload []byte) (*T, error) {
		if payload == nil {
			return nil, nil
		}
		record, err := k.decode([]byte(key), payload)
		return &record, err
	}
	var swaps []habits.Swap[T]
	for _, l := range lines {
		if l.Bucket != k.bucket {
			continue
		}
		was, err := read(l.Key, l.Before)
		is, err2 := read(l.Key, l.After)
		if err := errors.Join(err, err2); err != nil {
			return nil, fmt.Errorf("changes: %s/%s: %w", k.bucket, l.Key, err)
		}
		if was != nil || is != nil {
			swaps = append(swaps, habits.Swap[T]{Was: was, Is: is})
		}
	}
	return joined(k, swaps), nil
}

// joined is swaps with those that take a record away and write it elsewhere made one.
func joined[T any](k kind[T], swaps []habits.Swap[T]) []habits.Swap[T] {
	var all []habits.Swap[T]
	for _, s := range swaps {
		half := slices.IndexFunc(all, func(x habits.Swap[T]) bool {
			return x.Is == nil && s.Was == nil && k.id(*x.Was) == k.id(*s.Is) || x.Was == nil && s.Is == nil && k.id(*x.Is) == k.id(*s.Was)
		})
		switch {
		case half < 0:
			all = append(all, s)
		case s.Is != nil:
			all[half].Is = s.Is
		default:
			all[half].Was = s.Was
		}
	}
	return all
}

// moods are kept under their time, so that the later ones can be read alone.
var moods = kind[habits.Mood]{
	bucket:  moodsBucket,
	key:     func(m habits.Mood) []byte { return timeKey("", m.At) },
	ordered: true,
	id:      func(m habits.Mood) habits.ID { return m.ID },
	encode: func(m habits.Mood) ([]byte, error) {
		var p packer
		p.text(string(m.ID))
		p.number(m.At.Unix())
		p.number(int64(m.Day))
		p.number(int64(m.Rating))
		p.text(m.Note)
		return p.bytes, m.Validate()
	},
	decode: func(_, payload []byte) (habits.Mood, error) {
		u := unpack(payload)
		m := habits.Mood{ID: habits.ID(u.text()), At: u.time(), Day: habits.Day(u.number()), Rating: int(u.number()), Note: u.text()}
		return m, u.end()
	},
}

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
	How habits.Outcome `json:"how"`
	At  time.Time      `json:"at"`
}

var boundaries = kind[habits.Boundary]{
	bucket: boundariesBucket,
	key:    func(b habits.Boundary) []byte { return []byte(b.ID) },
	id:     func(b habits.Boundary) habits.ID { return b.ID },
	encode: func(b habits.Boundary) ([]byte, error) {
		j := boundaryJSON{b.Name, b.Since, b.Okay, b.NotOkay, b.Why, b.Said, b.Plan, b.Position, nil}
		if b.Ended != nil {
			j.Ended = &endingJSON{b.Ended.How, b.Ended.At}
		}
		return json.Marshal(j)
	},
	decode: func(key, payload []byte) (habits.Boundary, error) {
		var j boundaryJSON
		err := json.Unmarshal(payload, &j)
		b := habits.Boundary{
			ID: habits.ID(key), Name: j.Name, Since: j.Since, Okay: j.Okay, NotOkay: j.NotOkay, Why: j.Why,
			Said: j.Said, Plan: j.Plan, Position: j.Position,
		}
		if e := j.Ended; e != nil {
			if e.How != habits.Reopened && e.How != habits.LetGo {
				err = errors.Join(err, errRecord)
			}
			b.Ended = &habits.Ending{How: e.How, At: e.At}
		}
		return b, err
	},
}

// events are kept beside the boundaries and not within them: writing one down costs
// the same however many there are.
var events = kind[habits.Event]{
	bucket:  eventsBucket,
	key:     func(e habits.Event) []byte { return timeKey(string(e.Boundary)+"/", e.At) },
	ordered: true,
	id:      func(e habits.Event) habits.ID { return e.ID },
	encode: func(e habits.Event) ([]byte, error) {
		var p packer
		p.text(string(e.ID))
		p.text(string(e.Boundary))
		p.number(int64(e.Kind))
		p.number(e.At.Unix())
		p.number(int64(e.Day))
		strength := int64(-1)
		if e.Strength != nil {
			strength = int64(*e.Strength)
		}
		p.number(strength)
		p.text(e.Trigger)
		p.number(int64(len(e.Helped)))
		for _, h := range e.Helped {
			p.text(h)
		}
		p.text(e.Note)
		p.text(e.Next)
		slipped := int64(0)
		if e.Slipped {
			slipped = 1
		}
		p.number(slipped)
		return p.bytes, e.Validate()
	},
	decode: func(_, payload []byte) (habits.Event, error) {
		u := unpack(payload)
		e := habits.Event{ID: habits.ID(u.text()), Boundary: habits.ID(u.text()), Kind: habits.Kind(u.number()), At: u.time(), Day: habits.Day(u.number())}
		if strength := int(u.number()); strength >= 0 {
			e.Strength = &strength
		}
		e.Trigger = u.text()
		for n := u.number(); n > 0 && u.err == nil; n-- {
			e.Helped = append(e.Helped, u.text())
		}
		e.Note, e.Next, e.Slipped = u.text(), u.text(), u.number() == 1
		return e, u.end()
	},
}

// reflectionJSON is a reflection as it is stored.
type reflectionJSON struct {
	At       time.Time `json:"at"`
	Prompt   string    `json:"prompt,omitempty"`
	Text     string    `json:"text"`
	Boundary habits.ID `json:"boundary,omitempty"`
}

var reflections = kind[habits.Reflection]{
	bucket:  reflectionsBucket,
	key:     func(r habits.Reflection) []byte { return []byte(r.Day.String() + "/") },
	ordered: true,
	id:      func(r habits.Reflection) habits.ID { return r.ID },
	encode: func(r habits.Reflection) ([]byte, error) {
		if err := r.Validate(); err != nil {
			return nil, err
		}
		return json.Marshal(reflectionJSON{r.At, r.Prompt, r.Text, r.Boundary})
	},
	decode: func(key, payload []byte) (habits.Reflection, error) {
		day, rest, ok := bytes.Cut(key, []byte("/"))
		_, id, ok2 := bytes.Cut(rest, []byte("/"))
		d, err := readDay(day)
		var j reflectionJSON
		err = errors.Join(err, json.Unmarshal(payload, &j))
		if !ok || !ok2 {
			err = errRecord
		}
		return habits.Reflection{ID: habits.ID(id), Day: d, At: j.At, Prompt: j.Prompt, Text: j.Text, Boundary: j.Boundary}, err
	},
}

// helpLines is one record, of the person's own.
var helpLines = kind[habits.HelpLines]{
	bucket: helpBucket,
	key:    func(habits.HelpLines) []byte { return []byte("own") },
	id:     func(habits.HelpLines) habits.ID { return "own" },
	encode: func(h habits.HelpLines) ([]byte, error) {
		if err := h.Validate(); err != nil {
			return nil, err
		}
		return json.Marshal(h)
	},
	decode: func(_, payload []byte) (habits.HelpLines, error) {
		var h habits.HelpLines
		return h, json.Unmarshal(payload, &h)
	},
}

// timeKey is a key that sorts by time, up to the order within a second.
func timeKey(prefix string, at time.Time) []byte {
	return []byte(prefix + at.UTC().Format("2006-01-02T15:04:05Z") + "/")
}

// writeRecords carries out the parts of a change that are about no habit.
func writeRecords(tx *bbolt.Tx, c habits.Change) ([]lineRecord, error) {
	if err := admitBoundaries(tx, c); err != nil {
		return nil, err
	}
	var lines []lineRecord
	var errs []error
	add := func(ls []lineRecord, err error) { lines, errs = append(lines, ls...), append(errs, err) }
	add(swapAll(tx, moods, c.Moods))
	add(swapAll(tx, boundaries, c.Boundaries))
	add(swapAll(tx, events, c.Events))
	add(swapAll(tx, reflections, c.Reflections))
	add(swapAll(tx, helpLines, c.HelpLines))
	return lines, errors.Join(errs...)
}

// admitBoundaries looks at boundaries and events after the rules that hold among them.
func admitBoundaries(tx *bbolt.Tx, c habits.Change) error {
	if len(c.Boundaries)+len(c.Events) == 0 {
		return nil
	}
	all, err := bareBoundaries(tx)
	if err != nil {
		return err
	}
	// What was written before is asked for only where a boundary has ended.
	ended := func(s habits.Swap[habits.Event]) bool {
		b := (*habits.Boundary)(nil)
		if s.Is != nil {
			b = all.Find(s.Is.Boundary)
		}
		return b != nil && b.Ended != nil
	}
	if slices.ContainsFunc(c.Events, ended) {
		if all, err = boundariesOf(tx); err != nil {
			return err
		}
	}
	return all.AdmitChange(c)
}

// bareBoundaries is all boundaries without what was written under them.
func bareBoundaries(tx *bbolt.Tx) (habits.Boundaries, error) {
	var all habits.Boundaries
	err := readKind(tx, boundaries, nil, func(b habits.Boundary) bool {
		all = append(all, b)
		return true
	})
	all.Sort()
	return all, err
}

// boundariesOf is all boundaries with all that was written under them.
func boundariesOf(tx *bbolt.Tx) (habits.Boundaries, error) {
	all, err := bareBoundaries(tx)
	if err != nil || len(all) == 0 {
		return all, err
	}
	err = readKind(tx, events, nil, func(e habits.Event) bool {
		if b := all.Find(e.Boundary); b != nil {
			b.Events = append(b.Events, e) // their keys sort by time
		}
		return true
	})
	return all, err
}

// moodsOf is the moods of the days from from on.
func moodsOf(tx *bbolt.Tx, from habits.Day) (habits.Moods, error) {
	var all habits.Moods
	// A day may begin up to two dates away from that of its times in UTC.
	err := readKind(tx, moods, []byte((from - 2).String()), func(m habits.Mood) bool {
		if m.Day >= from {
			all = append(all, m)
		}
		return true
	})
	return all, err
}

// putAsides writes asides; they are no part of the record, and not logged.
func putAsides(tx *bbolt.Tx, asides []habits.Aside) error {
	b := tx.Bucket([]byte(asidesBucket))
	for _, a := range asides {
		if a.Text == "" {
			if err := remove(tx, b, asidesBucket, []byte(a.Key)); err != nil {
				return err
			}
			continue
		}
		if err := put(tx, b, asidesBucket, []byte(a.Key), []byte(a.Text)); err != nil {
			return err
		}
	}
	return nil
}

func asidesOf(tx *bbolt.Tx) (map[string]string, error) {
	all := map[string]string{}
	b := tx.Bucket([]byte(asidesBucket))
	if b == nil {
		return all, nil
	}
	return all, b.ForEach(func(key, value []byte) error {
		payload, err := unseal(asidesBucket, key, value)
		all[string(key)] = string(payload)
		return err
	})
}
