package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/record"
)

// write carries a change out and logs it.
func (db *DB) write(tx *bbolt.Tx, c record.Change, w *watch) (record.Result, error) {
	if r, err := alreadyWritten(tx, c.Token); err != nil {
		return r, err
	}
	for _, days := range c.Days {
		w.total += len(days.Entries)
	}
	t := &txRecord{tx: tx, watch: w, line: changelog.Line{Token: c.Token}}
	made, err := record.Apply(t, c)
	if err != nil {
		return record.Result{}, err
	}
	if c.IsDraftOnly() {
		seq := tx.Bucket([]byte(rows.ChangesBucket)).Sequence()
		return record.Result{Done: c, Before: seq, Seq: seq}, nil
	}
	if c.Import != nil {
		t.line.Import = &changelog.Import{From: c.Import.From, Entries: c.Import.Entries}
	}
	l, err := t.line.OnTop(tx, c.Continues)
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

// log appends a line. Undo next takes it back; after an undo, what stood under
// what that took back. Redo next does again what an undo took back; after other
// lines it does redo, 0 for nothing.
func (db *DB) log(tx *bbolt.Tx, l changelog.Line, redo uint64) (uint64, error) {
	b := tx.Bucket([]byte(rows.ChangesBucket))
	b.FillPercent = 1 // lines are only ever appended
	seq, err := b.NextSequence()
	if err != nil {
		return 0, err
	}
	if l.Device, err = rows.Meta(tx, rows.DeviceKey); err != nil {
		return 0, err
	}
	l.At = db.now().UTC().Truncate(time.Second)
	if err := changelog.Put(tx, b, seq, l, redo); err != nil {
		return 0, err
	}
	return seq, changelog.Trim(tx, b, l.At)
}

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
	cursor := tx.Bucket([]byte(rows.ChangesBucket)).Cursor()
	key, value := cursor.Last()
	for range changelog.Recent {
		if key == nil {
			break
		}
		if bytes.Contains(value[:min(len(value), changelog.HeadSize)], quoted) {
			return receiptOf(tx, key)
		}
		key, value = cursor.Prev()
	}
	return record.Result{}, nil
}

// receiptOf is the receipt of a line that has been written, with errAgain.
func receiptOf(tx *bbolt.Tx, key []byte) (record.Result, error) {
	seq, err := rows.ReadSeq(key)
	if err != nil {
		return record.Result{}, err
	}
	l, err := changelog.At(tx, seq)
	if about := l.Undoes + l.Redoes; err == nil && about != 0 { // a step of undo or redo has one
		l, err = changelog.At(tx, about)
	}
	if err != nil {
		return record.Result{}, err
	}
	c, err := l.Change()
	if err != nil {
		return record.Result{}, err
	}
	return record.Result{Done: c, Before: seq - 1, Seq: seq}, errAgain
}

// newsOf is the changes after number since, the last few of them.
func newsOf(tx *bbolt.Tx, since uint64) ([]record.Change, error) {
	const few = 8
	newest := tx.Bucket([]byte(rows.ChangesBucket)).Sequence()
	if newest > few {
		since = max(since, newest-few)
	}
	var news []record.Change
	for seq := since + 1; seq <= newest; seq++ {
		l, err := changelog.At(tx, seq)
		if errors.Is(err, changelog.ErrNoLine) { // older than what is kept
			continue
		}
		if err != nil {
			return nil, err
		}
		c, err := l.Change()
		if err != nil {
			return nil, err
		}
		news = append(news, c)
	}
	return news, nil
}
