package db

import (
	"encoding/json"
	"errors"
	"io/fs"

	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/changelog"
	"selfcare/internal/db/guard"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Load reads all habits and what is needed to show the days from from on. News
// are the changes after number seen, unless that is 0. Where there is no file yet
// the book is empty.
func (db *DB) Load(from calendar.Day, seen uint64) (*record.Book, error) {
	book := &record.Book{From: from, Stamp: db.Stamp()}
	err := db.viewIfThere(func(tx *bbolt.Tx) (err error) {
		if err := readHabits(tx, book); err != nil {
			return err
		}
		if err := readOthers(tx, book); err != nil {
			return err
		}
		if err := readEarlier(tx, book); err != nil {
			return err
		}
		book.Seq = tx.Bucket([]byte(rows.ChangesBucket)).Sequence()
		if book.Newest, err = changelog.NewestName(tx); err != nil {
			return err
		}
		if seen > 0 {
			book.News, err = newsOf(tx, seen)
		}
		return err
	})
	return book, err
}

// LoadHabits is as Load, of habits and nothing else.
func (db *DB) LoadHabits(from calendar.Day) (*record.Book, error) {
	book := &record.Book{From: from, Stamp: db.Stamp()}
	return book, db.viewIfThere(func(tx *bbolt.Tx) error { return readHabits(tx, book) })
}

// readHabits reads the habits of a book.
func readHabits(tx *bbolt.Tx, book *record.Book) error {
	list, err := rows.Habits(tx)
	if err != nil {
		return err
	}
	for i, h := range list {
		history, err := rows.History(tx, h.ID, book.From-calendar.Day(h.Reach()), nil)
		if err != nil {
			return err
		}
		if i%letGoEvery == letGoEvery-1 {
			guard.ReleasePages(tx)
		}
		book.Rows = append(book.Rows, record.Row{Habit: h, History: history})
	}
	return nil
}

// letGoEvery is after how many habits the pages that were read are let go: the system brings
// some more in with each.
const letGoEvery = 10

// readOthers reads what a book holds beside habits.
func readOthers(tx *bbolt.Tx, book *record.Book) (err error) {
	if book.Moods, err = rows.Moods(tx, book.From); err != nil {
		return err
	}
	if book.Boundaries, err = rows.Boundaries(tx); err != nil {
		return err
	}
	if book.Drafts, err = rows.Drafts(tx); err != nil {
		return err
	}
	return rows.Read(tx, rows.HelpKind, nil, func(h journal.HelpLines) bool {
		book.HelpLines = h
		return true
	})
}

// readEarlier finds the last day before the book on which anything is written of a habit.
func readEarlier(tx *bbolt.Tx, book *record.Book) error {
	from := []byte(book.From.String())
	see := func(d calendar.Day) {
		if book.Earlier == nil || d > *book.Earlier {
			book.Earlier = &d
		}
	}
	for _, r := range book.Rows {
		if held := r.History.Between(calendar.FirstDay, book.From-1); len(held) > 0 {
			see(held[len(held)-1].Day)
			continue
		}
		b := tx.Bucket([]byte(rows.DaysBucket)).Bucket([]byte(r.Habit.ID))
		if b == nil {
			continue
		}
		c := b.Cursor()
		key, _ := c.Seek(from)
		if key == nil {
			key, _ = c.Last()
		}
		if string(key) >= string(from) {
			key, _ = c.Prev()
		}
		if key == nil {
			continue
		}
		d, err := rows.ReadDay(key)
		if err != nil {
			return err
		}
		see(d)
	}
	return nil
}

// Moods are the moods of the days from from on.
func (db *DB) Moods(from calendar.Day) (journal.Moods, error) {
	var all journal.Moods
	err := db.viewIfThere(func(tx *bbolt.Tx) (err error) {
		all, err = rows.Moods(tx, from)
		return err
	})
	return all, err
}

// Boundaries are all boundaries with all that was written under them.
func (db *DB) Boundaries() (boundary.List, error) {
	var all boundary.List
	err := db.viewIfThere(func(tx *bbolt.Tx) (err error) {
		all, err = rows.Boundaries(tx)
		return err
	})
	return all, err
}

// Read has look read the whole record as it is at one moment. All of it is copied to memory
// first, so that nobody waits for look. Where there is no file yet, there is nothing.
func (db *DB) Read(look func(*Reader) error) error {
	all := &loaded{}
	if err := db.viewIfThere(all.read); err != nil {
		return err
	}
	return db.explain(look(&Reader{loaded: all}), "read")
}

// viewIfThere is view where there is a file, and nothing where there is none.
func (db *DB) viewIfThere(fn func(*bbolt.Tx) error) error {
	err := db.view(fn)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return err
}

// Each hands out every habit with its whole history, one after another in the order
// of the list. The history is good until look returns: all of them together need no
// more memory than the longest.
func (db *DB) Each(look func(record.Row) error) error {
	return db.viewIfThere(func(tx *bbolt.Tx) error { return each(tx, look) })
}

// each reads one habit after another into the same memory.
func each(tx *bbolt.Tx, look func(record.Row) error) error {
	list, err := rows.Habits(tx)
	if err != nil {
		return err
	}
	var space []habits.Dated
	for _, h := range list {
		history, err := rows.History(tx, h.ID, calendar.FirstDay, space)
		if err != nil {
			return err
		}
		guard.ReleasePages(tx)
		if err := look(record.Row{Habit: h, History: history}); err != nil {
			return err
		}
		space = history.All()[:0]
	}
	return nil
}

// Record is one habit, by its name or ID, with its whole history.
func (db *DB) Record(name string) (record.Row, error) {
	var r record.Row
	err := db.view(func(tx *bbolt.Tx) error {
		list, err := rows.Habits(tx)
		if err != nil {
			return err
		}
		h, ok := list.Find(name)
		if !ok {
			return noHabit(name)
		}
		r.Habit = h
		r.History, err = rows.History(tx, h.ID, calendar.FirstDay, nil)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = noHabit(name)
	}
	return r, err
}

func noHabit(name string) error {
	return refusal.New("No habit is called %s; selfcare habit list shows them", spelling.CleanLine(name))
}

// Habits are all habits, in the order of the list.
func (db *DB) Habits() (habits.List, error) {
	var list habits.List
	err := db.viewIfThere(func(tx *bbolt.Tx) (err error) {
		list, err = rows.Habits(tx)
		return err
	})
	return list, err
}

// Apply writes a change, and returns when it is on disk.
func (db *DB) Apply(c record.Change) (record.Result, error) {
	return db.Do(func(*Reader) (record.Change, error) { return c, nil })
}

// Do writes the change that resolve makes of what it reads, with nobody writing in
// between, and returns when it is on disk. When resolve fails, or answers with an
// empty change, nothing is written.
func (db *DB) Do(resolve func(*Reader) (record.Change, error)) (record.Result, error) {
	var r record.Result
	stamp, err := db.update(func(tx *bbolt.Tx) error {
		reader := &Reader{tx: tx}
		c, err := resolve(reader)
		if err != nil {
			return err
		}
		if c.IsEmpty() {
			return errNothing
		}
		if r, err = db.write(tx, c, &reader.watch); errors.Is(err, errAgain) {
			err = nil
		}
		return err
	})
	r.Stamp = stamp
	return r, err
}

// Wrote returns those of the tokens that a change in the change log has. It looks at all of the
// log, once, where Apply knows the newest changes only.
func (db *DB) Wrote(tokens ...string) (map[string]bool, error) {
	asked, found := map[string]string{}, map[string]bool{}
	for _, token := range tokens {
		quoted, err := json.Marshal(token)
		if err != nil {
			return nil, err
		}
		if token != "" {
			asked[string(quoted)] = token
		}
	}
	return found, db.viewIfThere(func(tx *bbolt.Tx) error {
		c := tx.Bucket([]byte(rows.ChangesBucket)).Cursor()
		for key, value := c.Last(); key != nil && len(found) < len(asked); key, value = c.Prev() {
			for quoted := range changelog.Quoted(value[:min(len(value), changelog.HeadSize)]) {
				if token, ok := asked[string(quoted)]; ok {
					found[token] = true
				}
			}
		}
		return nil
	})
}
