package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// What was meant to be taken back, or done again, stands in the log in one of these ways.
const (
	changedSince = "That was changed again since, so it was not taken back"
	takenBack    = "That was taken back already"
	noLongerKept = "The change that was meant is no longer in the change log, so nothing was taken back"
	otherSince   = "Something else was changed since, so nothing was done again"
	olderThan    = "That is older than the restore; selfcare undo asks whether you mean it"
)

// UndoAsOf takes back what [DB.Undo] would have taken back when newest was the newest change:
// what a person meant who saw the record as it was then. A change that others made since stays.
// Where one of them changed the same again UndoAsOf refuses, and the receipt's Done is what was
// meant. Token is as in [habits.Change]; newest is a name as in [habits.Book], or one
// of [habits.Below]. What is older than a restore that can be taken back it refuses, too, since
// nobody can be asked whether the restore is meant; see [DB.UndoesOlder].
func (db *DB) UndoAsOf(token, newest string) (record.Result, error) {
	return db.step(token, func(tx *bbolt.Tx) (line, line, uint64, error) {
		seq, target, err := meant(tx, newest)
		if err != nil {
			return line{}, line{}, 0, err
		}
		above, found, err := aboveOf(tx, seq)
		switch {
		case err != nil:
			return line{}, line{}, 0, err
		case !found:
			return line{}, target, 0, refusal.New(takenBack)
		}
		for _, a := range above {
			if a.standsOn(target) {
				return line{}, target, 0, refusal.New(changedSince)
			}
		}
		switch replaced, err := db.olderThanRestore(tx, seq); {
		case err != nil:
			return line{}, line{}, 0, err
		case replaced != "":
			return line{}, target, 0, refusal.New(olderThan)
		}
		l := target.reversed()
		l.Undoes = seq
		if l.Under, err = takeOut(tx, seq, above); err != nil {
			return line{}, line{}, 0, err
		}
		l.Then, err = metaNumber(tx, redoKey)
		return l, target, 0, err
	})
}

// RedoAsOf does again what [DB.Redo] would have done again when newest was the newest change. It
// refuses where something was changed since.
func (db *DB) RedoAsOf(token, newest string) (record.Result, error) {
	return db.step(token, func(tx *bbolt.Tx) (line, line, uint64, error) {
		l, about, then, err := again(tx)
		if err != nil {
			return line{}, line{}, 0, err
		}
		if step, ok := record.CutBelow(newest); ok {
			newest = step
		}
		if name, err := newestName(tx); err != nil || name != newest {
			return line{}, line{}, 0, errors.Join(err, refusal.New(otherSince))
		}
		return l, about, then, nil
	})
}

// meant returns the line that undo would have taken back when newest was the newest. A change
// that was taken back and done again since is the line that did it again.
func meant(tx *bbolt.Tx, newest string) (uint64, line, error) {
	if newest == "" {
		return 0, line{}, nothing(errNoLine, noUndo)
	}
	step, isBelow := record.CutBelow(newest)
	if isBelow {
		newest = step
	}
	seq, l, err := lineNamed(tx, newest)
	if errors.Is(err, errNoLine) {
		return 0, l, refusal.New(noLongerKept)
	}
	if err != nil {
		return 0, l, err
	}
	switch {
	case isBelow:
		seq, err = belowStep(tx, l)
	case l.Undoes != 0:
		seq = l.Under
	}
	if err != nil {
		return 0, l, err
	}
	if seq, l, err = leftOf(tx, seq, undoKey); err != nil {
		return 0, l, nothing(err, noUndo)
	}
	return newestOf(tx, numbered{seq, l})
}

// newestOf returns the line in force that made the change of another again, or that line itself
// where there is none.
func newestOf(tx *bbolt.Tx, of numbered) (uint64, line, error) {
	root, err := rootOf(tx, of.seq)
	if err != nil {
		return 0, of.line, err
	}
	for at, err := range inForce(tx) {
		if err != nil {
			return 0, of.line, err
		}
		same, err := rootOf(tx, at.seq)
		if err != nil {
			return 0, of.line, err
		}
		if same == root {
			return at.seq, at.line, nil
		}
		if at.seq < root { // all further ones are older still
			break
		}
	}
	return of.seq, of.line, nil
}

// belowStep returns what stood under the change that the step l took back when it was made, which
// is not what stands under l where others wrote something in between.
func belowStep(tx *bbolt.Tx, l line) (uint64, error) {
	root, err := rootOf(tx, l.Undoes)
	if err != nil {
		return 0, err
	}
	target, err := lineAt(tx, root)
	if errors.Is(err, errNoLine) {
		return l.Under, nil
	}
	return target.Under, err
}

// numbered is a line with its number.
type numbered struct {
	seq uint64
	line
}

// inForce returns the lines that undo takes back one after another, the next one first. It ends
// where the log does.
func inForce(tx *bbolt.Tx) iter.Seq2[numbered, error] {
	return func(yield func(numbered, error) bool) {
		seq, err := metaNumber(tx, undoKey)
		for err == nil && seq != 0 {
			var l line
			if l, err = lineAt(tx, seq); err != nil {
				break
			}
			if !yield(numbered{seq, l}, nil) {
				return
			}
			seq = l.Under
		}
		if err != nil && !errors.Is(err, errNoLine) {
			yield(numbered{}, err)
		}
	}
}

// rootOf returns the number of the change that a line did again, or the line's own where it is
// a change itself.
func rootOf(tx *bbolt.Tx, seq uint64) (uint64, error) {
	for {
		l, err := lineAt(tx, seq)
		if errors.Is(err, errNoLine) || err == nil && l.Redoes == 0 {
			return seq, nil
		}
		if err != nil {
			return 0, err
		}
		seq = l.Redoes
	}
}

// aboveOf returns the lines that undo would take back before the line seq, the next one first,
// and reports whether that one is in force at all.
func aboveOf(tx *bbolt.Tx, seq uint64) (above []numbered, found bool, err error) {
	for at, err := range inForce(tx) {
		if err != nil {
			return nil, false, err
		}
		if at.seq == seq {
			return above, true, nil
		}
		if at.seq < seq { // all further ones are older still
			break
		}
		above = append(above, at)
	}
	return nil, false, nil
}

// takeOut has undo pass over the line seq, whatever stands above it, and returns what undo
// takes back next.
func takeOut(tx *bbolt.Tx, seq uint64, above []numbered) (uint64, error) {
	target, err := lineAt(tx, seq)
	if err != nil || len(above) == 0 {
		return target.Under, err
	}
	last := above[len(above)-1]
	last.Under = target.Under
	payload, err := json.Marshal(last.line)
	if err != nil {
		return 0, err
	}
	changes := tx.Bucket([]byte(changesBucket))
	return above[0].seq, put(tx, changes, changesBucket, seqKey(last.seq), payload)
}

// standsOn reports whether taking back target alone would change what l did, or what it was
// done to.
func (l line) standsOn(target line) bool {
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

// touch is one thing that a line changed.
type touch struct {
	kind string
	of   string
	day  calendar.Day
}

// touched returns what the line changed. Boundaries and what was written under them are one
// thing: a boundary that ended takes no events, and one that goes takes them along.
func (l line) touched() map[touch]bool {
	all := map[touch]bool{}
	for _, e := range l.Edits {
		all[touch{"day", string(e.Habit), e.Day}] = true
	}
	for _, d := range l.Days {
		days, err := d.days()
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
		if r.Bucket == boundariesBucket || r.Bucket == eventsBucket {
			all[touch{kind: "boundaries"}] = true
			continue
		}
		all[touch{kind: r.Bucket, of: r.Key}] = true
	}
	return all
}

// newestName returns the name of the newest line, or nothing where there is none. The line is
// asked for by its number: on a damaged page the way to the last one may lead in circles.
func newestName(tx *bbolt.Tx) (string, error) {
	b := tx.Bucket([]byte(changesBucket))
	key := seqKey(b.Sequence())
	value := b.Get(key)
	if value == nil {
		return "", nil
	}
	return nameOf(key, value)
}

// nameOf returns what a line is called as long as it is in the log: its token, or its number
// and time where it has none.
func nameOf(key, value []byte) (string, error) {
	at, err := stampOf(value)
	if err != nil {
		return "", err
	}
	_, rest, _ := bytes.Cut(value[len(`{"at":"`):min(len(value), lineHead)], []byte(`"`))
	if rest, ok := bytes.CutPrefix(rest, []byte(`,"token":`)); ok {
		for quoted := range quotedIn(rest) {
			var token string
			err := json.Unmarshal(quoted, &token)
			return token, err
		}
	}
	seq, err := readSeq(key)
	return fmt.Sprintf("%d@%s", seq, at.Format(time.RFC3339)), err
}

// lineNamed returns the line with a name, the newest first.
func lineNamed(tx *bbolt.Tx, name string) (uint64, line, error) {
	c := tx.Bucket([]byte(changesBucket)).Cursor()
	for key, value := c.Last(); key != nil; key, value = c.Prev() {
		got, err := nameOf(key, value)
		if err != nil {
			return 0, line{}, err
		}
		if got != name {
			continue
		}
		seq, err := readSeq(key)
		if err != nil {
			return 0, line{}, err
		}
		l, err := lineAt(tx, seq)
		return seq, l, err
	}
	return 0, line{}, errNoLine
}

// quotedIn returns the strings of a piece of JSON, each with its quotes, as long as they are
// whole.
func quotedIn(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		from := -1
		for i := 0; i < len(text); i++ {
			switch {
			case text[i] == '\\':
				i++
			case text[i] != '"':
			case from < 0:
				from = i
			default:
				if !yield(text[from : i+1]) {
					return
				}
				from = -1
			}
		}
	}
}
