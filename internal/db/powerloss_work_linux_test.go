package db

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// unsynced returns the record, of which changes do not survive a loss of power.
func unsynced(db *DB) *DB { return &DB{db.file.Unsynced(), db.now} }

func init() {
	children["live"] = func(db *DB) error { return live(db.Path(), 240, true) }
	children["live a little"] = func(db *DB) error { return live(db.Path(), 8, true) }
	children["live unsynced"] = func(db *DB) error { return live(db.Path(), 240, false) }
	children["fingerprint"] = func(db *DB) error {
		debug.SetMaxStack(64 << 20) // pages that are their own descendants are followed for ever
		print, err := fingerprint(db)
		fmt.Println(print)
		return err
	}
}

// notesKey names the files that the traced program keeps, but for their ends: the ledger of
// what was acknowledged, and the fingerprint of the record after each change, one a line.
const (
	notesKey  = "SELFCARE_TEST_NOTES"
	ledgerExt = ".ledger"
	printsExt = ".prints"
)

// liver makes the changes of some weeks.
type liver struct {
	db             *DB
	ledger, prints *os.File
	chance         *rand.Rand
	last           int // the number of the newest fingerprint
	list           []habits.Habit
	length         int
}

// seen begins the fingerprint of what a program found: it was promised by nobody.
const seen = "seen "

// live makes many changes, notes each in the ledger once it is acknowledged, and then what
// the record is. It goes on where a program before it ended.
func live(path string, length int, isSynced bool) error {
	runtime.LockOSThread() // strace counts the calls to spoil by thread
	notes := os.Getenv(notesKey)
	before, err := printsIn(notes)
	if err != nil {
		return err
	}
	clock := noon()
	db := New(path, func() time.Time { return clock })
	if !isSynced {
		db = unsynced(db)
	}
	l := &liver{
		db: db, length: length, last: len(before), chance: rand.New(rand.NewPCG(7, uint64(len(before)))),
		list: []habits.Habit{aCheck("Move"), aCheck("Rest"), water(), anAmount("Read", quantity.Minutes)},
	}
	if l.ledger, err = os.OpenFile(notes+ledgerExt, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		return err
	}
	if l.prints, err = os.OpenFile(notes+printsExt, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		return err
	}
	if err := l.print(seen); err != nil {
		return err
	}
	for n := range length {
		// Some days go by, so that backups are made as well.
		clock = noon().AddDate(0, 0, n/60).Add(time.Duration(n) * time.Second)
		if err := l.step(n); err != nil {
			return fmt.Errorf("change %d: %w", n, err)
		}
	}
	return nil
}

// step makes one change.
func (l *liver) step(n int) error {
	db := l.db.Guarded(Verify)
	var err error
	switch at := l.chance.IntN(20); {
	case n == 0:
		_, err = db.Apply(record.PutHabits(l.list...))
	case n == l.length/2:
		err = l.restore()
	case at < 2:
		_, err = db.Undo("")
	case at < 4:
		_, err = db.Redo("")
	default:
		_, err = db.Apply(l.change(at, n))
	}
	if r := refusal.As(err); r != nil && r.Cause == nil { // such as nothing to take back
		return nil
	}
	if err != nil {
		return err
	}
	return l.acknowledge()
}

// acknowledge notes what was answered for before anything else is done.
func (l *liver) acknowledge() error {
	l.last++
	if _, err := fmt.Fprintln(l.ledger, l.last); err != nil {
		return err
	}
	return l.print("")
}

// print notes what the record is.
func (l *liver) print(how string) error {
	print, err := fingerprint(l.db)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(l.prints, how+print)
	return err
}

// printsIn are the fingerprints that were noted.
func printsIn(notes string) ([]string, error) {
	text, err := os.ReadFile(notes + printsExt)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n"), err
}

func (l *liver) restore() error {
	all, err := l.db.Backups()
	if err != nil || len(all) == 0 {
		return err
	}
	_, _, err = l.db.Restore(all[0], Verify)
	return err
}

// change is a change of one of the kinds that there are.
func (l *liver) change(kind, n int) record.Change {
	h := l.list[l.chance.IntN(len(l.list))]
	day := today - calendar.Day(l.chance.IntN(400))
	at, id := noon().Add(time.Duration(n)*time.Hour), ident.ID(nth("x", n))
	note := strings.Repeat("a line of words. ", 1+l.chance.IntN(40))
	switch kind {
	case 4, 5, 6:
		return edits(h.NoteOn(day, note))
	case 7:
		return l.imported(h, 1+l.chance.IntN(700))
	case 8, 9:
		m := aMood(id, at, 1+n%5)
		m.Note = note
		return record.Change{Moods: record.Put(m)}
	case 10:
		return record.Change{Reflections: record.Put(aReflection(id, at, note))}
	case 11:
		return record.Change{Drafts: []record.Draft{{Key: "note", Text: note}}}
	case 12:
		h.Position = n
		return record.PutHabits(h)
	}
	if h.Goals[0].Measure == habits.AtLeast {
		return edits(h.AddOn(day, quantity.Amount(1+n)*1000))
	}
	return edits(h.CheckOn(day))
}

// imported is so many days of a habit.
func (l *liver) imported(h habits.Habit, days int) record.Change {
	all := record.Days{Habit: h.ID}
	from := today - calendar.Day(l.chance.IntN(2000))
	for d := range calendar.Day(days) {
		all.Entries = append(all.Entries, habits.Dated{Day: from - calendar.Day(days) + d, Entry: habits.Entry{State: habits.Yes, Note: "from afar"}})
	}
	return record.Change{Days: []record.Days{all}, Import: &record.Import{From: "Loop", Entries: days}}
}

// fingerprint stands for all that a record holds. That of none is of nothing.
func fingerprint(db *DB) (string, error) {
	sum := sha256.New()
	err := db.viewIfThere(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error { return printBucket(sum, name, b) })
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

func printBucket(sum hash.Hash, name []byte, b *bbolt.Bucket) error {
	fmt.Fprintf(sum, "%q %d {", name, b.Sequence())
	err := b.ForEach(func(key, value []byte) error {
		if value == nil {
			return printBucket(sum, key, b.Bucket(key))
		}
		_, err := fmt.Fprintf(sum, "%q:%q,", key, value)
		return err
	})
	fmt.Fprint(sum, "}")
	return err
}
