// Package loop reads what Loop Habit Tracker writes: its export of CSV files, and its full backup.
package loop

import (
	"cmp"
	"errors"
	"os"
	"slices"

	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/source"
	"selfcare/internal/transfer/sqlite"
)

// The versions of Loop's full backup that are known. From questionsSince on the
// question is no longer in the description; before valuesSince each entry is a yes.
const (
	oldest         = 9
	valuesSince    = 16
	questionsSince = 23
	newest         = 25
)

// ReadBackup reads Loop's full backup, an SQLite file.
func ReadBackup(f *source.File, o bundle.Options) (*bundle.Bundle, error) {
	text, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	x, err := openBackup(f.Path, text)
	if err != nil {
		return nil, err
	}
	b := &bundle.Bundle{Format: bundle.Loop}
	if wal, err := os.Stat(f.Path + "-wal"); err == nil && wal.Size() > 0 {
		b.Remark("What is in %s wasn't read; a backup that Loop wrote has no such file beside it.", f.Path+"-wal")
	}
	all, err := backupHabits(b, x.habits, x.version)
	if err == nil {
		err = backupEntries(b, x.entries, x.version, all, o)
	}
	if err != nil {
		return nil, backupError(f.Path, err)
	}
	slices.SortStableFunc(all, func(x, y *backupHabit) int { return cmp.Compare(x.position, y.position) })
	for _, h := range all {
		addHabit(b, &h.habit, o)
	}
	return b, nil
}

// backup is a full backup: its tables, and the version of its layout.
type backup struct {
	habits, entries sqlite.Table
	version         int
}

// openBackup finds the tables of a backup, and refuses what is none of Loop's.
func openBackup(at string, text []byte) (x backup, err error) {
	file, err := sqlite.Open(text)
	if err != nil {
		return x, backupError(at, err)
	}
	var hasHabits, hasEntries bool
	x.habits, hasHabits = file.Table("Habits")
	x.entries, hasEntries = file.Table("Repetitions")
	if !hasHabits || !hasEntries {
		return x, refusal.New("%s is an SQLite file, but none of Loop's: it lacks the tables Habits and Repetitions", at)
	}
	if x.version = file.UserVersion(); x.version > newest || x.version < oldest {
		return x, refusal.New("%s is of version %d of Loop's backup, and %d to %d can be read; Loop's export of CSV files can be, too", at, x.version, oldest, newest)
	}
	return x, nil
}

// errNotLoops says that a table lacks what Loop's has.
var errNotLoops = errors.New("not Loop's")

// backupError makes a sentence of what is wrong with a backup.
func backupError(at string, err error) error {
	if errors.Is(err, errNotLoops) {
		return refusal.New("%s is an SQLite file, but none of Loop's: its tables lack columns that Loop's have", at)
	}
	if errors.Is(err, sqlite.ErrDamaged) || errors.Is(err, sqlite.ErrNotSQLite) {
		return source.Damaged(at, err)
	}
	return err
}

// backupHabit is a habit with what the backup knows it by.
type backupHabit struct {
	habit
	id, position int64
}

// columns are the columns of a table by their names. What a row does not have, as columns
// were added over the years, is what Loop gave them then.
type columns map[string]int

// columnsOf returns where the named columns are.
func columnsOf(t sqlite.Table, names ...string) columns {
	c := columns{}
	for _, name := range names {
		c[name] = t.Column(name)
	}
	return c
}

// has reports whether there is a column.
func (c columns) has(name string) bool { return c[name] >= 0 }

// number returns a number of a row, or what it was before there was one.
func (c columns) number(r sqlite.Row, name string, otherwise int64) int64 {
	if n, ok := r.At(c[name]).Int(); ok {
		return n
	}
	return otherwise
}

// text returns a text of a row.
func (c columns) text(r sqlite.Row, name string) string {
	text, _ := r.At(c[name]).Text()
	return text
}

// backupHabits reads the table of habits.
func backupHabits(b *bundle.Bundle, t sqlite.Table, version int) ([]*backupHabit, error) {
	c := columnsOf(t, "id", "archived", "description", "question", "freq_den", "freq_num", "name", "position", "type", "target_type", "target_value", "unit", "color", "reminder_hour")
	if !c.has("id") || !c.has("name") || !c.has("freq_num") || !c.has("freq_den") {
		return nil, errNotLoops
	}
	var all []*backupHabit
	line, colors, reminders := 0, 0, 0
	err := t.Rows(func(r sqlite.Row) error {
		line++
		h := &backupHabit{id: c.number(r, "id", 0), position: c.number(r, "position", 0)}
		h.name = c.text(r, "name")
		h.file = "Repetitions"
		if _, _, err := bundle.NameOf(h.name); err != nil {
			b.Skip("Habits", line, err)
			return nil
		}
		h.description, h.question = c.text(r, "description"), c.text(r, "question")
		if version < questionsSince {
			h.question, h.description = h.description, ""
		}
		h.times, h.days = bounded(c.number(r, "freq_num", 0)), bounded(c.number(r, "freq_den", 0))
		h.archived = c.number(r, "archived", 0) != 0
		if c.number(r, "type", 0) == 1 {
			h.kind = measured
			h.atMost = c.number(r, "target_type", 0) == 1
			h.target, _ = r.At(c["target_value"]).Float()
			h.unit = c.text(r, "unit")
		}
		all = append(all, h)
		if c.number(r, "color", -1) >= 0 {
			colors++
		}
		if c.number(r, "reminder_hour", -1) >= 0 {
			reminders++
		}
		return nil
	})
	b.Leave(colors, "color", "colors")
	b.Leave(reminders, "reminder", "reminders")
	return all, err
}

// bounded returns a number that an int can hold on every machine.
func bounded(n int64) int { return int(max(-1, min(n, 1_000_000))) }

// backupEntries reads the table of entries.
func backupEntries(b *bundle.Bundle, t sqlite.Table, version int, all []*backupHabit, o bundle.Options) error {
	c := columnsOf(t, "habit", "timestamp", "value", "notes")
	if !c.has("habit") || !c.has("timestamp") {
		return errNotLoops
	}
	byID := map[int64]*backupHabit{}
	for _, h := range all {
		byID[h.id] = h
	}
	line, orphans := 0, 0
	defer func() {
		b.Leave(orphans, "entry that belongs to no habit or has no day", "entries that belong to no habit or have no day")
	}()
	return t.Rows(func(r sqlite.Row) error {
		if line++; o.Progress != nil && line%4096 == 0 {
			if err := o.Progress(0, 0); err != nil {
				return err
			}
		}
		h := byID[c.number(r, "habit", -1)]
		at, dated := r.At(c["timestamp"]).Int()
		if h == nil || !dated { // Loop itself drops these when it is updated
			orphans++
			return nil
		}
		value, err := backupValue(c, r, version)
		if err == nil {
			err = addEntry(b, &h.habit, entry{dayOf(at), value, c.text(r, "notes"), line}, o)
		}
		if err != nil {
			b.Skip("Repetitions", line, err)
		}
		return nil
	})
}

// backupValue returns the value of an entry.
func backupValue(c columns, r sqlite.Row, version int) (int, error) {
	if version < valuesSince {
		return yes, nil
	}
	value := c.number(r, "value", yes)
	if value < unknown || value > 1000*quantity.MaxAmount {
		return 0, refusal.BadInput("%d isn't a value of Loop's", value)
	}
	return int(value), nil
}
