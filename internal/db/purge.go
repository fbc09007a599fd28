package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
)

// Forget is what is to be forgotten for good: one habit, one boundary, or the words of one
// day.
type Forget struct {
	Habit    ident.ID // with its entries; with a Day, only the note of that day
	Boundary ident.ID // with all that was written under it
	Day      *calendar.Day
}

// Forgotten is how much was.
type Forgotten struct {
	Habits      int `json:"habits"`
	Entries     int `json:"entries"`
	Boundaries  int `json:"boundaries"`
	Events      int `json:"events"`
	Notes       int `json:"notes"` // of habits, moods and events
	Reflections int `json:"reflections"`
	Changes     int `json:"changes"` // in the change log, of which something was
}

// IsNothing reports whether there was nothing to forget.
func (f Forgotten) IsNothing() bool { return f == Forgotten{} }

// Purge takes something out of the record and out of its change log, and what was being typed
// with it, and writes the file anew, so that no free page of it holds any of it still. It
// cannot be undone. Where there is nothing to forget nothing is written.
//
// What else was changed can be taken back as before.
func (db *DB) Purge(what Forget, verify Verifier) (found Forgotten, err error) {
	err = db.file.Rewrite((&purge{what: what, found: &found}).run, verify.silent())
	return found, err
}

// PurgeBackups takes something out of all backups, and out of the files that were put aside
// when one was restored. Left are those that it could not be taken out of: they may hold it
// still.
func (db *DB) PurgeBackups(what Forget, verify Verifier) (purged int, left []string, err error) {
	return db.file.RewriteCopies(func(tx *bbolt.Tx) error {
		return (&purge{what: what, found: &Forgotten{}}).run(tx)
	}, verify.silent())
}

// purge takes something out of a file.
type purge struct {
	what  Forget
	found *Forgotten
	tx    *bbolt.Tx
}

// run takes it out. Where there is nothing to forget it returns errNothing.
func (p *purge) run(tx *bbolt.Tx) error {
	p.tx = tx
	steps := []func() error{p.habits, p.days, p.log, p.drafts}
	for _, bucket := range []string{rows.MoodsBucket, rows.BoundariesBucket, rows.EventsBucket, rows.ReflectionsBucket} {
		steps = append(steps, func() error { return p.records(bucket) })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	if p.found.IsNothing() {
		return errNothing
	}
	return nil
}

// whole reports whether a habit is forgotten altogether.
func (p *purge) whole(id ident.ID) bool { return p.what.Habit == id && p.what.Day == nil }

// matchesNote reports whether the note of a habit's day is forgotten.
func (p *purge) matchesNote(id ident.ID, d calendar.Day) bool {
	return p.what.Day != nil && d == *p.what.Day && (p.what.Habit == "" || p.what.Habit == id)
}

// matchesWords reports whether all other words of a day are.
func (p *purge) matchesWords(d calendar.Day) bool {
	return p.what.Day != nil && d == *p.what.Day && p.what.Habit == ""
}

func (p *purge) habits() error {
	b := p.tx.Bucket([]byte(rows.HabitsBucket))
	if p.what.Habit == "" || p.what.Day != nil || b.Get([]byte(p.what.Habit)) == nil {
		return nil
	}
	p.found.Habits++
	return rows.PutHabit(p.tx, p.what.Habit, nil)
}

func (p *purge) days() error {
	all := p.tx.Bucket([]byte(rows.DaysBucket))
	if b := all.Bucket([]byte(p.what.Habit)); p.what.Day == nil && p.what.Habit != "" && b != nil {
		p.found.Entries += b.Stats().KeyN
		return errors.Join(
			p.tx.Bucket([]byte(rows.MetaBucket)).Delete([]byte("count/"+rows.DaysName(p.what.Habit))),
			all.DeleteBucket([]byte(p.what.Habit)),
		)
	}
	if p.what.Day == nil {
		return nil
	}
	var ids []ident.ID
	err := all.ForEachBucket(func(id []byte) error {
		ids = append(ids, ident.ID(id))
		return nil
	})
	for _, id := range ids {
		e, err := rows.Entry(p.tx, id, *p.what.Day)
		if err != nil {
			return err
		}
		if e.Note == "" || !p.matchesNote(id, *p.what.Day) {
			continue
		}
		p.found.Notes++
		e.Note = ""
		if err := rows.PutEntry(p.tx, id, *p.what.Day, e); err != nil {
			return err
		}
	}
	return err
}

// records takes what is forgotten out of a bucket of records.
func (p *purge) records(bucket string) error {
	b := p.tx.Bucket([]byte(bucket))
	if b == nil { // a file of an earlier schema
		return nil
	}
	changed := map[string][]byte{} // nil is taken away
	err := b.ForEach(func(key, value []byte) error {
		payload, err := rows.Payload(bucket, key, value)
		if err != nil {
			return err
		}
		left, err := p.record(bucket, key, payload, p.found)
		if err == nil && !bytes.Equal(left, payload) {
			changed[string(key)] = bytes.Clone(left)
		}
		return err
	})
	if err != nil {
		return err
	}
	for key, payload := range changed {
		if err := (changelog.Record{Bucket: bucket, Key: key, After: payload}).CarryOut(p.tx); err != nil {
			return err
		}
	}
	return nil
}

// record returns what is left of a record, nil where nothing is; found counts what went.
func (p *purge) record(bucket string, key, payload []byte, found *Forgotten) ([]byte, error) {
	if payload == nil {
		return nil, nil
	}
	switch bucket {
	case rows.BoundariesBucket:
		if p.what.Boundary == ident.ID(key) {
			found.Boundaries++
			return nil, nil
		}
	case rows.EventsBucket:
		return p.event(key, payload, found)
	case rows.MoodsBucket:
		return p.mood(key, payload, found)
	case rows.ReflectionsBucket:
		return p.reflection(key, payload, found)
	}
	return payload, nil
}

func (p *purge) mood(key, payload []byte, found *Forgotten) ([]byte, error) {
	m, err := rows.MoodKind.Decode(key, payload)
	if err != nil || m.Note == "" || !p.matchesWords(m.Day) {
		return payload, err
	}
	found.Notes++
	m.Note = ""
	return rows.MoodKind.Encode(m)
}

func (p *purge) reflection(key, payload []byte, found *Forgotten) ([]byte, error) {
	r, err := rows.ReflectionKind.Decode(key, payload)
	if err != nil || !p.matchesWords(r.Day) && (p.what.Boundary == "" || r.Boundary != p.what.Boundary) {
		return payload, err
	}
	found.Reflections++
	return nil, nil
}

func (p *purge) event(key, payload []byte, found *Forgotten) ([]byte, error) {
	e, err := rows.EventKind.Decode(key, payload)
	switch {
	case err != nil:
		return nil, err
	case p.what.Boundary != "" && e.Boundary == p.what.Boundary:
		found.Events++
		return nil, nil
	case p.matchesWords(e.Day) && e.Trigger+e.Note+e.Next+strings.Join(e.Helped, "") != "":
		found.Notes++
		e.Trigger, e.Note, e.Next, e.Helped = "", "", "", nil
		return rows.EventKind.Encode(e)
	}
	return payload, nil
}

// drafts takes away all words that were being typed: nobody knows what they are about. What
// was read needs no second reading.
func (p *purge) drafts() error {
	b := p.tx.Bucket([]byte(rows.DraftsBucket))
	if b == nil {
		return nil
	}
	var all []record.Draft
	if err := b.ForEach(func(key, _ []byte) error {
		if !bytes.HasPrefix(key, []byte("read/")) {
			all = append(all, record.Draft{Key: string(key)})
		}
		return nil
	}); err != nil {
		return err
	}
	return rows.PutDrafts(p.tx, all)
}

// log takes what is forgotten out of the lines of the log. A line of which nothing is left
// stays, marked, for those that stand on it.
func (p *purge) log() error {
	b := p.tx.Bucket([]byte(rows.ChangesBucket))
	changed := map[string][]byte{}
	err := b.ForEach(func(key, value []byte) error {
		payload, err := rows.Payload(rows.ChangesBucket, key, value)
		if err != nil {
			return err
		}
		var l changelog.Line
		if err := json.Unmarshal(payload, &l); err != nil {
			return fmt.Errorf("change %s: %w", key, err)
		}
		left, err := p.line(l)
		if err != nil {
			return fmt.Errorf("change %s: %w", key, err)
		}
		text, err := json.Marshal(left)
		if err == nil && !bytes.Equal(text, payload) {
			changed[string(key)] = text
		}
		return err
	})
	if err != nil {
		return err
	}
	p.found.Changes = len(changed)
	for key, payload := range changed {
		if err := rows.Put(p.tx, b, rows.ChangesBucket, []byte(key), payload); err != nil {
			return err
		}
	}
	return nil
}

// Line is what is left of a line.
func (p *purge) line(l changelog.Line) (changelog.Line, error) {
	before := len(l.Edits) + len(l.Habits) + len(l.Days) + len(l.Records)
	var edits []changelog.Edit
	for _, e := range l.Edits {
		if p.whole(e.Habit) {
			continue
		}
		if p.matchesNote(e.Habit, e.Day) && e.Before.Note+e.After.Note+e.Do.Note != "" {
			e.Before.Note, e.After.Note, e.Do.Note, e.Do.NoteMark = "", "", "", habits.Leave
			if e.Before == e.After {
				continue
			}
		}
		edits = append(edits, e)
	}
	var hs []changelog.Habit
	for _, h := range l.Habits {
		if !p.whole(h.ID) {
			hs = append(hs, h)
		}
	}
	days, err := p.lineDays(l.Days)
	if err != nil {
		return l, err
	}
	records, err := p.lineRecords(l.Records)
	l.Edits, l.Habits, l.Days, l.Records = edits, hs, days, records
	if before > 0 && len(edits)+len(hs)+len(days)+len(records) == 0 {
		l.Purged = true
	}
	return l, err
}

func (p *purge) lineDays(all []changelog.Days) ([]changelog.Days, error) {
	var left []changelog.Days
	for _, d := range all {
		if p.whole(d.Habit) {
			continue
		}
		days, err := d.Read()
		if err != nil {
			return nil, err
		}
		d.Before = nil
		var last calendar.Day
		for _, e := range days.Entries {
			if p.matchesNote(d.Habit, e.Day) {
				e.Note = ""
			}
			d.Before = changelog.PackDay(d.Before, e.Day-last, e.Entry)
			last = e.Day
		}
		left = append(left, d)
	}
	return left, nil
}

func (p *purge) lineRecords(all []changelog.Record) ([]changelog.Record, error) {
	var left []changelog.Record
	for _, r := range all {
		had := r.Before != nil || r.After != nil
		was := r
		var err1, err2 error
		r.Before, err1 = p.record(r.Bucket, []byte(r.Key), r.Before, &Forgotten{})
		r.After, err2 = p.record(r.Bucket, []byte(r.Key), r.After, &Forgotten{})
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		changed := !bytes.Equal(was.Before, r.Before) || !bytes.Equal(was.After, r.After)
		if had && changed && bytes.Equal(r.Before, r.After) {
			continue
		}
		left = append(left, r)
	}
	return left, nil
}
