package changelog

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// StandsOn reports whether taking back target alone would change what l did, or what it was
// done to.
func (l Line) StandsOn(target Line) bool {
	if len(l.Habits) > 0 && len(target.Habits) > 0 { // names, keys and the order of the list
		return true
	}
	theirs := target.touched()
	for at := range l.touched() {
		if theirs[at] || theirs[touch{kind: "habit", of: at.of}] && at.kind == "day" {
			return true
		}
	}
	return false
}

// touched returns what the line changed. Boundaries and what was written under them are one
// thing: a boundary that ended takes no events, and one that goes takes them along.
func (l Line) touched() map[touch]bool {
	all := map[touch]bool{}
	for _, e := range l.Edits {
		all[touch{"day", string(e.Habit), e.Day}] = true
	}
	for _, d := range l.Days {
		days, err := d.Read()
		if err != nil {
			continue // taking the line back says so
		}
		for _, e := range days.Entries {
			all[touch{"day", string(d.Habit), e.Day}] = true
		}
	}
	for _, h := range l.Habits {
		all[touch{kind: "habit", of: string(h.ID)}] = true
	}
	for _, r := range l.Records {
		if r.Bucket == rows.BoundariesBucket || r.Bucket == rows.EventsBucket {
			all[touch{kind: "boundaries"}] = true
			continue
		}
		all[touch{kind: r.Bucket, of: r.Key}] = true
	}
	return all
}

// Line is one change as it stands in the log. Undoing takes back the change that
// meta's undo names, and leaves Under there; so both walk back through what is in
// force, however often things were taken back and done again.
//
// At and Token stand first, and are looked at where they stand: a line may be as
// long as an import.
type Line struct {
	At     time.Time `json:"at"`
	Token  string    `json:"token,omitempty"`
	Tokens []string  `json:"tokens,omitempty"` // the latest of those that it took in
	Device string    `json:"device"`
	Undoes uint64    `json:"undoes,omitempty"`
	Redoes uint64    `json:"redoes,omitempty"`
	Under  uint64    `json:"under,omitempty"`
	Then   uint64    `json:"then,omitempty"`   // on an undo: the undo that redo does after it
	Purged bool      `json:"purged,omitempty"` // nothing is left of it
	Edits  []Edit    `json:"edits,omitempty"`
	Habits []Habit   `json:"habits,omitempty"`

	Records []Record `json:"records,omitempty"`

	Import *Import `json:"import,omitempty"`
	Days   []Days  `json:"days,omitempty"`
}

// Edit is an edit of one day. Do says what was meant, so that an amount that
// was added is known as an addition when machines are merged.
type Edit struct {
	Habit  ident.ID     `json:"habit"`
	Day    calendar.Day `json:"day"`
	Do     Do           `json:"do"`
	Before Entry        `json:"before,omitzero"`
	After  Entry        `json:"after,omitzero"`
}

// Entry is a [habits.Entry] in the log.
type Entry struct {
	State  habits.State    `json:"state,omitempty"`
	Amount quantity.Amount `json:"amount,omitempty"`
	Note   string          `json:"note,omitempty"`
}

// Do is the parts of a [habits.Edit] that say what it does.
type Do struct {
	Mark     habits.Step     `json:"mark,omitempty"`
	State    habits.State    `json:"state,omitempty"`
	Amount   quantity.Amount `json:"amount,omitempty"`
	NoteMark habits.Step     `json:"note_mark,omitempty"`
	Note     string          `json:"note,omitempty"`
}

// Habit is a habit as it was and as it became; null where there was none.
type Habit struct {
	ID     ident.ID        `json:"id"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// Change returns the change that the line logs.
func (l Line) Change() (record.Change, error) {
	c := record.Change{Token: l.Token}
	if l.Import != nil {
		c.Import = &record.Import{From: l.Import.From, Entries: l.Import.Entries}
	}
	for _, e := range l.Edits {
		c.Edits = append(c.Edits, habits.Edit{
			Habit: e.Habit, Day: e.Day, Mark: e.Do.Mark, State: e.Do.State, Amount: e.Do.Amount,
			NoteMark: e.Do.NoteMark, Note: e.Do.Note,
		})
	}
	for _, h := range l.Habits {
		was, err := HabitOf(h.ID, h.Before)
		if err != nil {
			return c, err
		}
		is, err := HabitOf(h.ID, h.After)
		if err != nil {
			return c, err
		}
		if is == nil {
			continue
		}
		c.Habits = append(c.Habits, record.HabitEdit{Was: was, Is: *is})
	}
	return c, l.addRecords(&c)
}

// addRecords adds to c what the line says of other records.
func (l Line) addRecords(c *record.Change) error {
	var errs [5]error
	c.Moods, errs[0] = diffsOf(rows.MoodKind, l.Records)
	c.Boundaries, errs[1] = diffsOf(rows.BoundaryKind, l.Records)
	c.Events, errs[2] = diffsOf(rows.EventKind, l.Records)
	c.Reflections, errs[3] = diffsOf(rows.ReflectionKind, l.Records)
	c.HelpLines, errs[4] = diffsOf(rows.HelpKind, l.Records)
	return errors.Join(errs[:]...)
}

// HabitOf returns a habit as it stands in a line, nil where there was none.
func HabitOf(id ident.ID, raw json.RawMessage) (*habits.Habit, error) {
	if raw == nil {
		return nil, nil
	}
	h, err := rows.DecodeHabit(string(id), raw)
	return &h, err
}

// Reversed returns the line that takes l back.
func (l Line) Reversed() Line {
	r := Line{Days: slices.Clone(l.Days)}
	slices.Reverse(r.Days)
	for _, e := range l.Edits {
		e.Before, e.After = e.After, e.Before
		e.Do = setting(e.Before, e.After)
		r.Edits = append(r.Edits, e)
	}
	slices.Reverse(r.Edits)
	for _, h := range l.Habits {
		h.Before, h.After = h.After, h.Before
		r.Habits = append(r.Habits, h)
	}
	slices.Reverse(r.Habits)
	for _, rec := range l.Records {
		rec.Before, rec.After = rec.After, rec.Before
		r.Records = append(r.Records, rec)
	}
	slices.Reverse(r.Records)
	return r
}

// setting returns what makes after of before, said in absolute terms.
func setting(before, after Entry) Do {
	var d Do
	if before.State != after.State || before.Amount != after.Amount {
		d.Mark, d.State, d.Amount = habits.Set, after.State, after.Amount
	}
	if before.Note != after.Note {
		d.NoteMark, d.Note = habits.Set, after.Note
	}
	return d
}

// OnTop returns the line with what stands under it. Where it continues the newest one, it
// takes that one in.
func (l Line) OnTop(tx *bbolt.Tx, continues string) (Line, error) {
	under, err := rows.MetaNumber(tx, rows.UndoKey)
	if err != nil {
		return l, err
	}
	l.Under = under
	changes := tx.Bucket([]byte(rows.ChangesBucket))
	if continues == "" || under == 0 || under != changes.Sequence() {
		return l, nil
	}
	before, err := At(tx, under)
	if err != nil || before.Token != continues || before.Undoes+before.Redoes != 0 || len(before.Habits)+len(l.Habits)+len(before.Edits)+len(l.Edits)+len(before.Days)+len(l.Days) > 0 {
		return l, err
	}
	l.Under = before.Under
	l.Tokens = append(before.Tokens, before.Token)
	l.Tokens = l.Tokens[max(0, len(l.Tokens)-mostTokens):]
	l.Records = merged(before.Records, l.Records)
	return l, rows.Remove(tx, changes, rows.ChangesBucket, rows.SeqKey(under))
}

// merged returns what two lines, one after the other, did to records.
func merged(first, then []Record) []Record {
	all := slices.Clone(first)
	for _, rec := range then {
		i := slices.IndexFunc(all, func(x Record) bool { return x.Bucket == rec.Bucket && x.Key == rec.Key })
		if i < 0 {
			all = append(all, rec)
			continue
		}
		all[i].After = rec.After
	}
	return all
}

// mostTokens is how many tokens of the lines that it took in a line keeps: as many as
// its head has room for.
const mostTokens = 3

// Import is a [habits.Import] in the log.
type Import struct {
	From    string `json:"from"`
	Entries int    `json:"entries"`
}
