package db

import (
	"bytes"
	"slices"

	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
)

// txRecord is the record within a transaction, as [record.Apply] reads and writes it. It puts
// down what it writes as a line of the change log.
type txRecord struct {
	tx    *bbolt.Tx
	watch *watch
	line  changelog.Line
}

// AllHabits returns all habits, in the order of the list.
func (t *txRecord) AllHabits() (habits.List, error) { return rows.Habits(t.tx) }

// Habit returns the habit with an ID, and reports whether it is there.
func (t *txRecord) Habit(id ident.ID) (h habits.Habit, ok bool, err error) {
	return rows.Habit(t.tx, id)
}

// HasAmounts reports whether any amount is written of a habit.
func (t *txRecord) HasAmounts(id ident.ID) (bool, error) {
	all, err := rows.History(t.tx, id, calendar.FirstDay, nil)
	return slices.ContainsFunc(all.All(), func(d habits.Dated) bool { return d.State == habits.Measured }), err
}

// Entry returns what is written on a day of a habit.
func (t *txRecord) Entry(id ident.ID, d calendar.Day) (habits.Entry, error) {
	return rows.Entry(t.tx, id, d)
}

// AllBoundaries returns all boundaries, without their events.
func (t *txRecord) AllBoundaries() (boundary.List, error) { return rows.BareBoundaries(t.tx) }

// HasEvent reports whether an event with the ID is written under its boundary.
func (t *txRecord) HasEvent(e boundary.Event) (found bool, err error) {
	err = rows.Read(t.tx, rows.EventKind, []byte(e.Boundary+"/"), func(x boundary.Event) bool {
		found = found || x.ID == e.ID && x.Boundary == e.Boundary
		return !found && x.Boundary == e.Boundary
	})
	return found, err
}

// Write writes an effect, and returns it with what was there; but for whole days, of which
// that stands in the line alone.
func (t *txRecord) Write(e record.Effect) (record.Effect, error) {
	for _, step := range []func() error{
		func() error { return t.writeHabits(e.Habits) },
		func() error { return t.writeEntries(e.Entries) },
		func() error { return t.writeDays(e.Days) },
		func() (err error) { e.Moods, err = writeRows(t, rows.MoodKind, e.Moods); return err },
		func() (err error) { e.Boundaries, err = writeRows(t, rows.BoundaryKind, e.Boundaries); return err },
		func() (err error) { e.Events, err = writeRows(t, rows.EventKind, e.Events); return err },
		func() (err error) { e.Reflections, err = writeRows(t, rows.ReflectionKind, e.Reflections); return err },
		func() (err error) { e.HelpLines, err = writeRows(t, rows.HelpKind, e.HelpLines); return err },
		func() error { return rows.PutDrafts(t.tx, e.Drafts) },
	} {
		if err := step(); err != nil {
			return e, err
		}
	}
	return e, nil
}

func (t *txRecord) writeHabits(diffs []record.Diff[habits.Habit]) error {
	for i, d := range inKeyOrder(diffs, func(d record.Diff[habits.Habit]) ident.ID { return d.Is.ID }) {
		if err := t.watch.look(i); err != nil {
			return err
		}
		if err := rows.PutHabit(t.tx, d.Is.ID, d.Is); err != nil {
			return err
		}
	}
	for i, d := range diffs {
		if err := t.watch.look(i); err != nil {
			return err
		}
		l := changelog.Habit{ID: d.Is.ID}
		var err error
		if l.After, err = rows.EncodeHabit(*d.Is); err != nil {
			return err
		}
		if d.Was != nil {
			if l.Before, err = rows.EncodeHabit(*d.Was); err != nil {
				return err
			}
		}
		t.line.Habits = append(t.line.Habits, l)
	}
	return nil
}

func (t *txRecord) writeEntries(all []record.Written) error {
	for _, w := range all {
		if err := rows.PutEntry(t.tx, w.Habit, w.Day, w.Is); err != nil {
			return err
		}
		t.line.Edits = append(t.line.Edits, changelog.Edit{
			Habit: w.Habit, Day: w.Day, Before: changelog.Entry(w.Was), After: changelog.Entry(w.Is),
			Do: changelog.Do{Mark: w.Mark, State: w.State, Amount: w.Amount, NoteMark: w.NoteMark, Note: w.Note},
		})
	}
	return nil
}

func (t *txRecord) writeDays(all []record.DaysDiff) error {
	for i, d := range inKeyOrder(all, func(d record.DaysDiff) ident.ID { return d.Habit }) {
		if err := t.watch.look(i); err != nil {
			return err
		}
		before, err := swapDays(t.tx, record.Days{Habit: d.Habit, Entries: d.Is}, t.watch)
		if err != nil {
			return err
		}
		t.line.Days = append(t.line.Days, changelog.Days{Habit: d.Habit, Before: before})
	}
	return nil
}

// writeRows writes and takes away rows of a kind, and returns those of which anything changed,
// with what was there.
func writeRows[T any](t *txRecord, k rows.Kind[T], diffs []record.Diff[T]) (made []record.Diff[T], err error) {
	places := newPlaces(t.tx, k, len(diffs))
	for _, d := range diffs {
		if d.Is == nil && d.Was == nil {
			continue
		}
		before := len(t.line.Records)
		if d.Was, err = writeRow(t, places, d); err != nil {
			return nil, err
		}
		if len(t.line.Records) > before {
			made = append(made, d)
		}
	}
	return made, nil
}

// writeRow writes or takes away a row, and returns what was there. A row whose key changes is
// one taken away and one written.
func writeRow[T any](t *txRecord, places *places[T], d record.Diff[T]) (was *T, err error) {
	k := places.kind
	key := places.find(d)
	if d.Is == nil || key != nil && !bytes.HasPrefix(key, k.Key(*d.Is)) {
		if key != nil {
			if was, err = swapRow(t, k, key, nil); err != nil {
				return nil, err
			}
			places.forget(*was)
		}
		if d.Is == nil { // where there is no key, another program took it away already
			return was, nil
		}
		key = nil
	}
	payload, err := k.Encode(*d.Is)
	if err != nil {
		return nil, err
	}
	if key != nil {
		return swapRow(t, k, key, payload)
	}
	if key, err = k.NewKey(t.tx, *d.Is); err != nil {
		return nil, err
	}
	places.add(*d.Is, key)
	_, err = swapRow(t, k, key, payload)
	return was, err
}

// swapRow writes the row of a key, or removes it where payload is nil, and returns what was there.
func swapRow[T any](t *txRecord, k rows.Kind[T], key, payload []byte) (*T, error) {
	l, err := changelog.SwapRecord(t.tx, k.Bucket, key, payload)
	if err != nil {
		return nil, err
	}
	t.line.Records = append(t.line.Records, l)
	if l.Before == nil {
		return nil, nil
	}
	was, err := k.Decode(key, l.Before)
	return &was, err
}

// manyRows is how many rows are looked for one by one; for more, all keys are read once.
const manyRows = 8

// places finds the keys of rows.
type places[T any] struct {
	tx   *bbolt.Tx
	kind rows.Kind[T]
	keys map[ident.ID][]byte // nil is that rows are few
}

// newPlaces returns what finds so many rows.
func newPlaces[T any](tx *bbolt.Tx, k rows.Kind[T], rows int) *places[T] {
	p := &places[T]{tx: tx, kind: k}
	if k.Ordered && rows > manyRows {
		p.keys = map[ident.ID][]byte{}
		c := tx.Bucket([]byte(k.Bucket)).Cursor()
		for key, _ := c.First(); key != nil; key, _ = c.Next() {
			if id := ident.ID(key[bytes.LastIndexByte(key, '/')+1:]); p.keys[id] == nil {
				p.keys[id] = bytes.Clone(key)
			}
		}
	}
	return p
}

func (p *places[T]) add(x T, key []byte) {
	if p.keys != nil {
		p.keys[p.kind.ID(x)] = key
	}
}

func (p *places[T]) forget(x T) { delete(p.keys, p.kind.ID(x)) }

// find returns the key of the row that a diff is about, or nil. It is nearly always where the
// diff says that it was, or is; a row that is somewhere else is found by its ID.
func (p *places[T]) find(d record.Diff[T]) []byte {
	for _, x := range []*T{d.Was, d.Is} {
		if x != nil {
			if key := p.near(*x); key != nil {
				return key
			}
		}
	}
	about := d.Is
	if about == nil {
		about = d.Was
	}
	id := p.kind.ID(*about)
	if !p.kind.Ordered || p.keys != nil {
		return p.keys[id]
	}
	suffix := []byte("/" + string(id))
	c := p.tx.Bucket([]byte(p.kind.Bucket)).Cursor()
	for key, _ := c.First(); key != nil; key, _ = c.Next() {
		if bytes.HasSuffix(key, suffix) {
			return bytes.Clone(key)
		}
	}
	return nil
}

// near returns the key under which a row is kept that is as x says, or nil.
func (p *places[T]) near(x T) []byte {
	b, prefix := p.tx.Bucket([]byte(p.kind.Bucket)), p.kind.Key(x)
	if !p.kind.Ordered {
		if b.Get(prefix) != nil {
			return prefix
		}
		return nil
	}
	suffix := []byte("/" + string(p.kind.ID(x)))
	c := b.Cursor()
	for key, _ := c.Seek(prefix); key != nil && bytes.HasPrefix(key, prefix); key, _ = c.Next() {
		if bytes.HasSuffix(key, suffix) {
			return bytes.Clone(key)
		}
	}
	return nil
}
