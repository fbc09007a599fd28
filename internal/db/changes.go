package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
)

// keepChanges is how long lines stay in the change log.
const keepChanges = 400 * 24 * time.Hour

// unsetClock is before any change was made: a computer whose clock forgets the time begins
// earlier, and what was done there a minute ago only looks old.
var unsetClock = time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)

// recentChanges is how far back a token is looked for.
const recentChanges = 256

// line is one change as it stands in the log. Undoing takes back the change that
// meta's undo names, and leaves Under there; so both walk back through what is in
// force, however often things were taken back and done again.
//
// At and Token stand first, and are looked at where they stand: a line may be as
// long as an import.
type line struct {
	At     time.Time   `json:"at"`
	Token  string      `json:"token,omitempty"`
	Tokens []string    `json:"tokens,omitempty"` // the latest of those that it took in
	Device string      `json:"device"`
	Undoes uint64      `json:"undoes,omitempty"`
	Redoes uint64      `json:"redoes,omitempty"`
	Under  uint64      `json:"under,omitempty"`
	Then   uint64      `json:"then,omitempty"`   // on an undo: the undo that redo does after it
	Purged bool        `json:"purged,omitempty"` // nothing is left of it
	Edits  []lineEdit  `json:"edits,omitempty"`
	Habits []lineHabit `json:"habits,omitempty"`

	Records []lineRecord `json:"records,omitempty"`

	Import *lineImport `json:"import,omitempty"`
	Days   []lineDays  `json:"days,omitempty"`
}

// lineEdit is an edit of one day. Do says what was meant, so that an amount that
// was added is known as an addition when machines are merged.
type lineEdit struct {
	Habit  ident.ID     `json:"habit"`
	Day    calendar.Day `json:"day"`
	Do     do           `json:"do"`
	Before entryJSON    `json:"before,omitzero"`
	After  entryJSON    `json:"after,omitzero"`
}

// entryJSON is a [habits.Entry] in the log.
type entryJSON struct {
	State  habits.State  `json:"state,omitempty"`
	Amount habits.Amount `json:"amount,omitempty"`
	Note   string        `json:"note,omitempty"`
}

// do is the parts of a [habits.Edit] that say what it does.
type do struct {
	Mark     habits.Step   `json:"mark,omitempty"`
	State    habits.State  `json:"state,omitempty"`
	Amount   habits.Amount `json:"amount,omitempty"`
	NoteMark habits.Step   `json:"note_mark,omitempty"`
	Note     string        `json:"note,omitempty"`
}

// lineHabit is a habit as it was and as it became; null where there was none.
type lineHabit struct {
	ID     ident.ID        `json:"id"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// change is the line as the change that it was.
func (l line) change() (record.Change, error) {
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
		was, err := habitOf(h.ID, h.Before)
		if err != nil {
			return c, err
		}
		is, err := habitOf(h.ID, h.After)
		if err != nil {
			return c, err
		}
		if is == nil {
			continue
		}
		c.Habits = append(c.Habits, record.HabitEdit{Was: was, Is: *is})
	}
	return c, l.records(&c)
}

// records adds to c what the line says of other records.
func (l line) records(c *record.Change) error {
	var errs [5]error
	c.Moods, errs[0] = swapsOf(moods, l.Records)
	c.Boundaries, errs[1] = swapsOf(boundaries, l.Records)
	c.Events, errs[2] = swapsOf(events, l.Records)
	c.Reflections, errs[3] = swapsOf(reflections, l.Records)
	c.HelpLines, errs[4] = swapsOf(helpLines, l.Records)
	return errors.Join(errs[:]...)
}

func habitOf(id ident.ID, raw json.RawMessage) (*habits.Habit, error) {
	if raw == nil {
		return nil, nil
	}
	h, err := decodeHabit(string(id), raw)
	return &h, err
}

// reversed is the line that takes l back.
func (l line) reversed() line {
	r := line{Days: slices.Clone(l.Days)}
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

// setting is what makes after of before, said in absolute terms.
func setting(before, after entryJSON) do {
	var d do
	if before.State != after.State || before.Amount != after.Amount {
		d.Mark, d.State, d.Amount = habits.Set, after.State, after.Amount
	}
	if before.Note != after.Note {
		d.NoteMark, d.Note = habits.Set, after.Note
	}
	return d
}

// write carries a change out and logs it.
func (db *DB) write(tx *bbolt.Tx, c record.Change, w *watch) (record.Result, error) {
	if r, err := alreadyWritten(tx, c.Token); err != nil {
		return r, err
	}
	for _, days := range c.Days {
		w.total += len(days.Entries)
	}
	t := &txRecord{tx: tx, watch: w, line: line{Token: c.Token}}
	made, err := record.Apply(t, c)
	if err != nil {
		return record.Result{}, err
	}
	if c.IsDraftOnly() {
		seq := tx.Bucket([]byte(changesBucket)).Sequence()
		return record.Result{Done: c, Before: seq, Seq: seq}, nil
	}
	if c.Import != nil {
		t.line.Import = &lineImport{c.Import.From, c.Import.Entries}
	}
	l, err := t.line.onTop(tx, c.Continues)
	if err != nil {
		return record.Result{}, err
	}
	seq, err := db.log(tx, l, 0)
	if err == nil {
		err = w.look(0) // the last moment at which nothing is written
	}
	c = made.Fill(c)
	c.Days = nil
	return record.Result{Done: c, Before: seq - 1, Seq: seq}, err
}

// onTop is the line with what stands under it. Where it continues the newest one, it
// takes that one in.
func (l line) onTop(tx *bbolt.Tx, continues string) (line, error) {
	under, err := metaNumber(tx, undoKey)
	if err != nil {
		return l, err
	}
	l.Under = under
	changes := tx.Bucket([]byte(changesBucket))
	if continues == "" || under == 0 || under != changes.Sequence() {
		return l, nil
	}
	before, err := lineAt(tx, under)
	if err != nil || before.Token != continues || before.Undoes+before.Redoes != 0 || len(before.Habits)+len(l.Habits)+len(before.Edits)+len(l.Edits)+len(before.Days)+len(l.Days) > 0 {
		return l, err
	}
	l.Under = before.Under
	l.Tokens = append(before.Tokens, before.Token)
	l.Tokens = l.Tokens[max(0, len(l.Tokens)-keepTokens):]
	l.Records = merged(before.Records, l.Records)
	return l, remove(tx, changes, changesBucket, seqKey(under))
}

// merged is what two lines, one after the other, did to records.
func merged(first, then []lineRecord) []lineRecord {
	all := slices.Clone(first)
	for _, rec := range then {
		i := slices.IndexFunc(all, func(x lineRecord) bool { return x.Bucket == rec.Bucket && x.Key == rec.Key })
		if i < 0 {
			all = append(all, rec)
			continue
		}
		all[i].After = rec.After
	}
	return all
}

// log appends a line. Undo next takes it back; after an undo, what stood under
// what that took back. Redo next does again what an undo took back; after other
// lines it does redo, 0 for nothing.
func (db *DB) log(tx *bbolt.Tx, l line, redo uint64) (uint64, error) {
	b := tx.Bucket([]byte(changesBucket))
	b.FillPercent = 1 // lines are only ever appended
	seq, err := b.NextSequence()
	if err != nil {
		return 0, err
	}
	if l.Device, err = metaOf(tx, deviceKey); err != nil {
		return 0, err
	}
	l.At = db.now().UTC().Truncate(time.Second)
	if err := putLine(tx, b, seq, l, redo); err != nil {
		return 0, err
	}
	return seq, trim(tx, b, l.At)
}

// putLine puts a line in the log, and points undo and redo at what they do next; see log.
func putLine(tx *bbolt.Tx, b *bbolt.Bucket, seq uint64, l line, redo uint64) error {
	payload, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := put(tx, b, changesBucket, seqKey(seq), payload); err != nil {
		return err
	}
	top := seq
	if l.Undoes != 0 {
		top, redo = l.Under, seq
	}
	if err := setMetaNumber(tx, undoKey, top); err != nil {
		return err
	}
	return setMetaNumber(tx, redoKey, redo)
}

// trim takes away lines that are too old, a few at a time: each write adds one, so
// that two keep up.
func trim(tx *bbolt.Tx, b *bbolt.Bucket, now time.Time) error {
	for range 2 {
		key, value := b.Cursor().First()
		if key == nil {
			return nil
		}
		at, err := stampOf(value)
		if err != nil || now.Sub(at) < keepChanges {
			return err
		}
		if seq, err := readSeq(key); err != nil || at.Before(unsetClock) && seq+recentChanges > b.Sequence() {
			return err
		}
		if err := remove(tx, b, changesBucket, bytes.Clone(key)); err != nil {
			return err
		}
	}
	return nil
}

// stampOf is the At of a line as it is stored, without reading the rest.
func stampOf(value []byte) (time.Time, error) {
	_, rest, ok := bytes.Cut(value[:min(len(value), lineHead)], []byte(`{"at":"`))
	text, _, ok2 := bytes.Cut(rest, []byte(`"`))
	at, err := time.Parse(time.RFC3339, string(text))
	if !ok || !ok2 || err != nil {
		return at, fmt.Errorf("changes: %w", errRecord)
	}
	return at, nil
}

// keepTokens is how many tokens of the lines that it took in a line keeps: as many as
// its head has room for.
const keepTokens = 3

// lineHead is how much of a line, in bytes, holds its At and Token.
const lineHead = 256

// errAgain says that a change stands in the log already. Its transaction is committed all the
// same: the first answer may have been lost because the disk did not take the change, and
// what is read back then may be in the machine's memory alone. What a commit syncs is there.
var errAgain = errors.New("written already")

// alreadyWritten is the receipt of a change with the token, with errAgain, when it stands
// among the newest lines.
func alreadyWritten(tx *bbolt.Tx, token string) (record.Result, error) {
	if token == "" {
		return record.Result{}, nil
	}
	quoted, err := json.Marshal(token)
	if err != nil {
		return record.Result{}, err
	}
	cursor := tx.Bucket([]byte(changesBucket)).Cursor()
	key, value := cursor.Last()
	for range recentChanges {
		if key == nil {
			break
		}
		if bytes.Contains(value[:min(len(value), lineHead)], quoted) {
			return receiptOf(tx, key)
		}
		key, value = cursor.Prev()
	}
	return record.Result{}, nil
}

// receiptOf is the receipt of a line that has been written, with errAgain.
func receiptOf(tx *bbolt.Tx, key []byte) (record.Result, error) {
	seq, err := readSeq(key)
	if err != nil {
		return record.Result{}, err
	}
	l, err := lineAt(tx, seq)
	if about := l.Undoes + l.Redoes; err == nil && about != 0 { // a step of undo or redo has one
		l, err = lineAt(tx, about)
	}
	if err != nil {
		return record.Result{}, err
	}
	c, err := l.change()
	if err != nil {
		return record.Result{}, err
	}
	return record.Result{Done: c, Before: seq - 1, Seq: seq}, errAgain
}

// lineAt is the line with the given number.
func lineAt(tx *bbolt.Tx, seq uint64) (line, error) {
	key := seqKey(seq)
	value := tx.Bucket([]byte(changesBucket)).Get(key)
	if value == nil {
		return line{}, errNoLine
	}
	payload, err := unseal(changesBucket, key, value)
	if err != nil {
		return line{}, err
	}
	var l line
	if err := json.Unmarshal(payload, &l); err != nil {
		return line{}, fmt.Errorf("change %d: %w", seq, err)
	}
	return l, nil
}

// newsOf is the changes after number since, the last few of them.
func newsOf(tx *bbolt.Tx, since uint64) ([]record.Change, error) {
	const few = 8
	newest := tx.Bucket([]byte(changesBucket)).Sequence()
	if newest > few {
		since = max(since, newest-few)
	}
	var news []record.Change
	for seq := since + 1; seq <= newest; seq++ {
		l, err := lineAt(tx, seq)
		if errors.Is(err, errNoLine) { // older than what is kept
			continue
		}
		if err != nil {
			return nil, err
		}
		c, err := l.change()
		if err != nil {
			return nil, err
		}
		news = append(news, c)
	}
	return news, nil
}
