package transfer_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"

	_ "modernc.org/sqlite"
)

// backup is a full backup of Loop's that is being made, as Loop made its tables over the
// years.
type backup struct {
	t    testing.TB
	path string
	db   *sql.DB
	all  []loopHabit // what it holds
}

// steps are how Loop changed its tables, by the versions since which they are so.
var steps = []struct {
	version int
	sql     string
}{
	{9, `create table Habits (id integer primary key autoincrement, archived integer, color integer, description text, freq_den integer,
			freq_num integer, highlight integer, name text, position integer, reminder_hour integer, reminder_min integer, reminder_days integer not null default 127);
		create table Checkmarks (id integer primary key autoincrement, habit integer references habits(id), timestamp integer, value integer);
		create table Repetitions (id integer primary key autoincrement, habit integer references habits(id), timestamp integer);
		create table Streak (id integer primary key autoincrement, end integer, habit integer references habits(id), length integer, start integer);
		create table Score (id integer primary key autoincrement, habit integer references habits(id), score integer, timestamp integer)`},
	{15, `delete from Score; delete from Streak; delete from Checkmarks`},
	{16, `alter table Habits add column type integer not null default 0; alter table Repetitions add column value integer not null default 2`},
	{17, `drop table Score`},
	{18, `alter table Habits add column target_type integer not null default 0; alter table Habits add column target_value real not null default 0;
		alter table Habits add column unit text not null default ""`},
	{22, `delete from Repetitions where habit is null;
		create table RepetitionsBak (id integer primary key autoincrement, habit integer not null references habits(id), timestamp integer not null, value integer not null);
		insert into RepetitionsBak select id, habit, timestamp, value from Repetitions;
		drop table Repetitions; alter table RepetitionsBak rename to Repetitions;
		create unique index idx_repetitions_habit_timestamp on Repetitions(habit, timestamp)`},
	{23, `alter table Habits add column question text; update Habits set question = description; update Habits set description = ""`},
	{24, `alter table Habits add column uuid text; update Habits set uuid = lower(hex(randomblob(16)))`},
	{25, `alter table Repetitions add column notes text`},
}

func newBackup(t testing.TB) *backup {
	t.Helper()
	b := &backup{t: t, path: filepath.Join(t.TempDir(), "Loop Habits Backup 2026-11-22 090000.db")}
	db, err := sql.Open("sqlite", b.path)
	if err != nil {
		t.Fatal(err)
	}
	b.db = db
	t.Cleanup(func() { db.Close() })
	return b
}

func (b *backup) do(text string, args ...any) {
	b.t.Helper()
	if _, err := b.db.Exec(text, args...); err != nil {
		b.t.Fatalf("%s: %v", text, err)
	}
}

// done closes the backup, with its version.
func (b *backup) done(version int) string {
	b.t.Helper()
	b.do(fmt.Sprintf("pragma user_version = %d", version))
	if err := b.db.Close(); err != nil {
		b.t.Fatal(err)
	}
	return b.path
}

const millisADay = 24 * 60 * 60 * 1000

// write writes habits and entries as a Loop of that version did.
func (b *backup) write(r *rand.Rand, version int) {
	n := len(b.all)
	h := loopHabit{
		name: fmt.Sprintf("Habit %d", n), question: fmt.Sprintf("Did you do %d?", n), times: 1 + n%3, days: 7,
		archived: n%4 == 3, values: map[calendar.Day]int{}, notes: map[calendar.Day]string{},
	}
	b.do("insert into Habits (archived, color, description, freq_den, freq_num, highlight, name, position, reminder_hour) values (?, 3, ?, ?, ?, 0, ?, ?, 8)",
		h.archived, h.question, h.days, h.times, h.name, n)
	if version >= 23 {
		h.description = "A longer, \"quoted\" text\nof two lines"
		b.do("update Habits set question = ?, description = ? where id = ?", h.question, h.description, n+1)
	}
	if version >= 18 && n%2 == 1 {
		h.measured, h.atMost, h.unit, h.target, h.times = true, n%4 == 1, "min", 12.5, 1
		b.do("update Habits set type = 1, target_type = ?, target_value = ?, unit = ?, freq_num = 1 where id = ?", h.atMost, h.target, h.unit, n+1)
	}
	b.all = append(b.all, h)
	for i := range b.all {
		h := &b.all[i]
		for range 60 {
			d := today - calendar.Day(r.IntN(500))
			if _, ok := h.values[d]; ok {
				continue
			}
			v := 2
			switch {
			case version >= 16 && h.measured:
				v = []int{0, 1, 3, 1500, 25_000}[r.IntN(5)]
			case version >= 16:
				v = []int{0, 2, 3, 2}[r.IntN(4)]
			}
			h.values[d] = v
			at := int64(d) * millisADay
			switch {
			case version < 16:
				b.do("insert into Repetitions (habit, timestamp) values (?, ?)", i+1, at)
			case version < 25:
				b.do("insert into Repetitions (habit, timestamp, value) values (?, ?, ?)", i+1, at, v)
			default:
				h.notes[d] = []string{"", "words, and \"quotes\"\nand 👋"}[r.IntN(2)]
				if r.IntN(5) == 0 { // a note alone
					h.values[d], v = -1, -1
				}
				b.do("insert into Repetitions (habit, timestamp, value, notes) values (?, ?, ?, ?)", i+1, at, v, h.notes[d])
			}
		}
	}
}

func newBackupOf(t testing.TB, version int, seed uint64) *backup {
	b := newBackup(t)
	b.do("pragma journal_mode = memory; pragma synchronous = off")
	r := rand.New(rand.NewPCG(seed, 1))
	for _, step := range steps {
		if step.version > version {
			break
		}
		b.do("begin")
		b.do(step.sql)
		b.write(r, step.version)
		b.write(r, step.version)
		b.do("commit")
	}
	b.done(version)
	return b
}

func TestABackupOfLoopsHoldsWhatItsExportHolds(t *testing.T) {
	for _, version := range []int{9, 15, 16, 18, 22, 23, 24, 25} {
		t.Run(fmt.Sprintf("version %d", version), func(t *testing.T) {
			t.Parallel()
			made := newBackupOf(t, version, uint64(version))
			b := read(t, made.path)
			leftOut(t, b)
			want := read(t, zipped(t, loopExport(true, made.all...)...))
			if len(b.Habits) != len(made.all) || len(b.Habits) < 2 {
				t.Fatalf("there are %d habits, want %d", len(b.Habits), len(made.all))
			}
			for i, h := range b.Habits {
				if !reflect.DeepEqual(h, want.Habits[i]) {
					t.Errorf("the backup has\n%+v\nand the export\n%+v", h, want.Habits[i])
				}
			}
			if b.Format != want.Format || b.Future != want.Future || !slices.Equal(b.Remarks, want.Remarks) {
				t.Errorf("the bundles differ: %v %v", b.Remarks, want.Remarks)
			}
		})
	}
}

func TestABackupAndAnExportAreOfTheSameHabits(t *testing.T) {
	made := newBackupOf(t, 25, 7)
	s := newStore(t)
	s.brings(t, read(t, made.path))
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, zipped(t, loopExport(true, made.all...)...)))
}

func TestABackupIsInLoopsOwnOrder(t *testing.T) {
	b := newBackup(t)
	for _, step := range steps {
		b.do(step.sql)
	}
	for i, name := range []string{"Third", "First", "Second"} {
		b.do("insert into Habits (archived, freq_den, freq_num, name, position) values (0, 1, 1, ?, ?)", name, []int{2, 0, 1}[i])
	}
	b.do("insert into Repetitions (habit, timestamp, value) values (1, ?, 2), (2, ?, 0)", int64(today)*millisADay, int64(today)*millisADay)
	s := newStore(t)
	s.brings(t, read(t, b.done(25)))
	if got := s.names(t); !slices.Equal(got, []string{"First", "Second", "Third"}) {
		t.Errorf("the list is %q", got)
	}
	s.has(t, "Third", map[calendar.Day]habits.Entry{today: yes})
	s.has(t, "First", map[calendar.Day]habits.Entry{today: no})
}

// withRepetitions is a backup of the newest version of a habit, with rows of entries.
func withRepetitions(t testing.TB, rows ...string) string {
	b := newBackup(t)
	for _, step := range steps {
		b.do(step.sql)
	}
	b.do("insert into Habits (archived, freq_den, freq_num, name, position) values (0, 1, 1, 'Walk', 0)")
	for _, row := range rows {
		b.do("insert into Repetitions (habit, timestamp, value, notes) values (" + row + ")")
	}
	return b.done(25)
}

func at(d calendar.Day) string { return fmt.Sprint(int64(d) * millisADay) }

func TestRowsOfABackupThatCannotBeAreLeftOutAndTold(t *testing.T) {
	b := read(t, withRepetitions(t,
		"1, "+at(today)+", 2, 'fine'",
		"1, "+at(calendar.FirstDay-1)+", 2, ''",
		"1, "+at(day(t, "0000-01-01"))+", 2, ''",
		"1, "+at(today-1)+", -5, ''",
		"1, "+at(today-2)+", 9000, ''",
		"1, "+at(today-3)+", 0, '"+strings.Repeat("n", spelling.MaxNote+1)+"'",
		"1, "+at(today+1)+", 2, ''",
		"1, "+at(today-4)+", 9223372036854775807, ''",
		"1, 9223372036854775807, 2, ''",
		"1, -9223372036854775808, 2, ''",
	))
	leftOut(t, b, "Repetitions, line 2", "Repetitions, line 3", "Repetitions, line 4", "Repetitions, line 5", "Repetitions, line 6", "Repetitions, line 8", "Repetitions, line 10")
	if b.Future != 2 {
		t.Errorf("%d rows lie in the future, want 2", b.Future)
	}
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: {State: habits.Yes, Note: "fine"}})
}

func TestDaysBefore1970AreReadFromABackup(t *testing.T) {
	d := day(t, "1969-12-31")
	if e := entryOn(t, read(t, withRepetitions(t, "1, "+at(d)+", 2, ''")), "Walk", d); e != yes {
		t.Errorf("%s is %+v", d, e)
	}
}

func TestOtherSQLiteFilesAreRefused(t *testing.T) {
	for what, c := range map[string]struct {
		sql     string
		version int
	}{
		"no tables":            {"select 1", 25},
		"another program's":    {"create table notes (id integer primary key, text text)", 25},
		"habits alone":         {"create table Habits (id integer primary key, name text, freq_num integer, freq_den integer)", 25},
		"entries alone":        {"create table Repetitions (habit integer, timestamp integer, value integer)", 25},
		"views of those names": {"create view Habits as select 1 as id; create view Repetitions as select 1 as habit", 25},
		"a newer version":      {steps[0].sql, 26},
		"other columns":        {"create table Habits (a text); create table Repetitions (b text)", 25},
		"habits without names": {"create table Habits (id integer primary key, freq_num integer, freq_den integer); create table Repetitions (habit integer, timestamp integer)", 25},
	} {
		t.Run(what, func(t *testing.T) {
			b := newBackup(t)
			b.do(c.sql)
			text := refused(t, b.done(c.version), options(transfer.Auto))
			if !strings.Contains(text, "Loop") {
				t.Errorf("%q does not say that it is none of Loop's", text)
			}
		})
	}
}

func TestABackupThatWasCutOffIsRefused(t *testing.T) {
	whole, err := os.ReadFile(newBackupOf(t, 25, 3).path)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{16, 60, 100, 1000, 4096, len(whole) / 2, len(whole) - 4096, len(whole) - 1} {
		refused(t, file(t, "Loop.db", string(whole[:n])), options(transfer.Auto))
	}
}
