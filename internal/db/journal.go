package db

import (
	"bytes"
	"encoding/binary"
	"slices"

	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
)

// journalStep is how many days are read at first for the journal; then twice as many.
const journalStep = 64

// Journal reads the pages of the days up to until, the newest first: as many days as it
// takes to find least pages, or all there are.
func (db *DB) Journal(until calendar.Day, least int) (journal.Journal, error) {
	j := journal.Journal{From: until, Whole: true}
	err := db.viewIfThere(func(tx *bbolt.Tx) error {
		r, err := newJournalReader(tx)
		if err != nil {
			return err
		}
		j.Whole = false
		for to, step := until, calendar.Day(journalStep); !j.Whole && (len(j.Pages) < least || to == until); step *= 2 {
			from := max(to-step+1, calendar.FirstDay)
			pages, err := r.between(from, to)
			if err != nil {
				return err
			}
			j.Pages = append(j.Pages, pages...)
			j.From, j.Whole = from, from <= r.first || from == calendar.FirstDay
			to = from - 1
		}
		return nil
	})
	return j, err
}

// journalReader reads what was written in words.
type journalReader struct {
	tx     *bbolt.Tx
	list   habits.List
	events []boundary.Event
	first  calendar.Day // the day of the very first record
}

func newJournalReader(tx *bbolt.Tx) (*journalReader, error) {
	r := &journalReader{tx: tx, first: calendar.LastDay}
	var err error
	if r.list, err = rows.Habits(tx); err != nil {
		return nil, err
	}
	all, err := rows.Boundaries(tx)
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		for _, e := range b.Events {
			if e.HasWords() {
				r.events = append(r.events, e)
				r.first = min(r.first, e.Day)
			}
		}
	}
	boundary.SortEvents(r.events)
	dated := []*bbolt.Bucket{tx.Bucket([]byte(rows.MoodsBucket)), tx.Bucket([]byte(rows.ReflectionsBucket))}
	for _, h := range r.list {
		dated = append(dated, tx.Bucket([]byte(rows.DaysBucket)).Bucket([]byte(h.ID)))
	}
	for _, b := range dated {
		if err := r.begins(b); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// begins takes in the first key of a bucket whose keys begin with a date, if there is one. A
// mood's date is that of its time in UTC, which may be up to two days after its day.
func (r *journalReader) begins(b *bbolt.Bucket) error {
	if b == nil {
		return nil
	}
	key, _ := b.Cursor().First()
	if key == nil {
		return nil
	}
	d, err := rows.ReadDay(key[:min(len(key), 10)])
	r.first = min(r.first, d-2)
	return err
}

// between returns the pages of the days from from to to, newest first.
func (r *journalReader) between(from, to calendar.Day) ([]journal.Page, error) {
	j := journal.Journal{From: from}
	if err := r.moods(&j, from, to); err != nil {
		return nil, err
	}
	if err := r.reflections(&j, from, to); err != nil {
		return nil, err
	}
	for _, e := range r.events {
		if e.Day >= from && e.Day <= to {
			p := j.Page(e.Day)
			p.Events = append(p.Events, e)
		}
	}
	for _, h := range r.list {
		if err := r.notes(&j, h, from, to); err != nil {
			return nil, err
		}
	}
	for _, p := range j.Pages {
		slices.SortStableFunc(p.Reflections, func(a, b journal.Reflection) int { return a.At.Compare(b.At) })
	}
	return j.Pages, nil
}

func (r *journalReader) moods(j *journal.Journal, from, to calendar.Day) error {
	return rows.Read(r.tx, rows.MoodKind, []byte((from - 2).String()), func(m journal.Mood) bool {
		if m.Day >= from && m.Day <= to {
			p := j.Page(m.Day)
			p.Moods = append(p.Moods, m)
		}
		return m.Day <= to+3
	})
}

func (r *journalReader) reflections(j *journal.Journal, from, to calendar.Day) error {
	return rows.Read(r.tx, rows.ReflectionKind, []byte(from.String()), func(ref journal.Reflection) bool {
		if ref.Day <= to {
			p := j.Page(ref.Day)
			p.Reflections = append(p.Reflections, ref)
		}
		return ref.Day <= to
	})
}

// notes reads the notes of one habit. Most entries have none, and are passed over
// without being read.
func (r *journalReader) notes(j *journal.Journal, h habits.Habit, from, to calendar.Day) error {
	b := r.tx.Bucket([]byte(rows.DaysBucket)).Bucket([]byte(h.ID))
	if b == nil {
		return nil
	}
	days := rows.NewDayReader(h.ID)
	last := []byte(to.String())
	c := b.Cursor()
	for key, value := c.Seek([]byte(from.String())); key != nil && bytes.Compare(key, last) <= 0; key, value = c.Next() {
		if !hasNote(value) {
			continue
		}
		var e habits.Dated
		if err := days.Read(key, value, &e); err != nil {
			return err
		}
		p := j.Page(e.Day)
		p.Notes = append(p.Notes, journal.DayNote{Habit: h.ID, Name: h.Name, Text: e.Note})
	}
	return nil
}

// hasNote reports whether a sealed entry may have a note: whether more follows its
// version, state and amount than the length of none.
func hasNote(value []byte) bool {
	if len(value) < 2+rows.ChecksumSize {
		return true // not as it was written; reading it will say so
	}
	_, n := binary.Uvarint(value[2 : len(value)-rows.ChecksumSize])
	return n <= 0 || len(value)-rows.ChecksumSize > 2+n+1
}
