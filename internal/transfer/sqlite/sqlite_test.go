package sqlite

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// database is a real one, to be written by statements and read as a file.
type database struct {
	*sql.DB
	t    testing.TB
	path string
}

func create(t testing.TB, statements ...string) *database {
	t.Helper()
	d := &database{t: t, path: filepath.Join(t.TempDir(), "test.db")}
	d.open()
	d.do("PRAGMA synchronous = OFF")
	for _, s := range statements {
		d.do(s)
	}
	return d
}

func (d *database) open() {
	d.t.Helper()
	db, err := sql.Open("sqlite", d.path)
	if err != nil {
		d.t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	d.DB = db
	d.t.Cleanup(func() { db.Close() })
}

func (d *database) do(statement string, args ...any) {
	d.t.Helper()
	if _, err := d.Exec(statement, args...); err != nil {
		d.t.Fatalf("%.200s: %v", statement, err)
	}
}

// file closes the database and gives its bytes.
func (d *database) file() []byte {
	d.t.Helper()
	if err := d.Close(); err != nil {
		d.t.Fatal(err)
	}
	b, err := os.ReadFile(d.path)
	if err != nil {
		d.t.Fatal(err)
	}
	return b
}

func open(t testing.TB, file []byte) *File {
	t.Helper()
	f, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func table(t testing.TB, f *File, name string) Table {
	t.Helper()
	table, ok := f.Table(name)
	if !ok {
		t.Fatalf("no table %s", name)
	}
	return table
}

// show is a value as the tests write it.
func show(v Value) string {
	n, _ := v.Int()
	f, _ := v.Float()
	s, _ := v.Text()
	b, _ := v.Blob()
	return [...]string{
		Absent: "absent", Null: "null", Integer: fmt.Sprint(n), Real: fmt.Sprintf("%gf", f),
		Text: "'" + s + "'", Blob: fmt.Sprintf("x%x", b),
	}[v.Kind()]
}

// rows are all rows of a table, as the tests write them.
func rows(t testing.TB, table Table) []string {
	t.Helper()
	var rows []string
	if err := table.Rows(func(r Row) error {
		var values []string
		for i := range table.Columns() {
			values = append(values, show(r.At(i)))
		}
		rows = append(rows, strings.Join(values, " "))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return rows
}

func equal(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRowsOfATableThatGrewByColumns(t *testing.T) {
	d := create(
		t,
		"CREATE TABLE Habits (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT -- as shown\n)",
		"INSERT INTO Habits (name) VALUES ('Read')",
		"ALTER TABLE Habits ADD COLUMN unit TEXT NOT NULL DEFAULT 'pages, or (so)'",
		"INSERT INTO Habits (name, unit) VALUES ('Run', 'km')",
		"ALTER TABLE Habits ADD COLUMN target REAL",
		"INSERT INTO Habits (id, name, unit, target) VALUES (7, NULL, '', 2.5), (9, x'00ff', '€', 3)",
		"PRAGMA user_version = 25",
	)
	f := open(t, d.file())
	if f.UserVersion() != 25 {
		t.Errorf("user version %d", f.UserVersion())
	}
	habits := table(t, f, "HABITS")
	equal(t, habits.Columns(), "id", "name", "unit", "target")
	equal(t, rows(t, habits), "1 'Read' absent absent", "2 'Run' 'km' absent", "7 null '' 2.5f", "9 x00ff '€' 3")

	t.Run("and by name", func(t *testing.T) {
		var got []string
		if err := habits.Rows(func(r Row) error {
			got = append(got, show(r.Value("ID"))+show(r.Value("Unit"))+show(r.Value("nothing")))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		equal(t, got, "1absentabsent", "2'km'absent", "7''absent", "9'€'absent")
	})
}

func TestValuesOfEveryKindAndWidth(t *testing.T) {
	numbers := []int64{0, 1, -1, 2, 127, -128, 128, 32767, -32768, 1 << 20, -1 << 23, 1 << 23, -1 << 31, 1 << 40, -1 << 47, 1 << 47, math.MaxInt64, math.MinInt64}
	d := create(t, "CREATE TABLE n (v)")
	var want []string
	for _, n := range numbers {
		d.do("INSERT INTO n VALUES (?)", n)
		want = append(want, fmt.Sprint(n))
	}
	d.do("INSERT INTO n VALUES (1e308 * 10), (-0.5), (NULL), (''), (x'')")
	want = append(want, "+Inff", "-0.5f", "null", "''", "x")
	equal(t, rows(t, table(t, open(t, d.file()), "n")), want...)
}

func TestRowsOfEveryLength(t *testing.T) {
	// Up to some overflow pages, past every border between them.
	d := create(t, "PRAGMA page_size = 512", "CREATE TABLE v (s TEXT)", "BEGIN")
	text := func(n int) string { return strings.Repeat("abcdefghijk", n/11+1)[:n] }
	for n := range 2200 {
		d.do("INSERT INTO v VALUES (?)", text(n))
	}
	d.do("COMMIT")
	for n, row := range rows(t, table(t, open(t, d.file()), "v")) {
		if row != "'"+text(n)+"'" {
			t.Fatalf("%d bytes: %q", n, row)
		}
	}
}

func TestWhatIsNoNumberIsNull(t *testing.T) {
	file := create(t, "CREATE TABLE n (v)", "INSERT INTO n VALUES (0.1)").file()
	at := bytes.Index(file, binary.BigEndian.AppendUint64(nil, math.Float64bits(0.1)))
	binary.BigEndian.PutUint64(file[at:], math.Float64bits(math.NaN()))
	equal(t, rows(t, table(t, open(t, file), "n")), "null")
}

func TestUTF16ThatIsBrokenIsReadAsFarAsItGoes(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a": "", "a\x00": "a", "a\x00b": "a", "\x3d\xd8\x00\xde": "😀",
		"\x3d\xd8": "\ufffd", "\x3d\xd8a\x00": "\ufffda", "\x00\xdea\x00": "\ufffda",
	} {
		if got := utf16LE.decode([]byte(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAValueIsOnlyWhatItIs(t *testing.T) {
	d := create(t, "CREATE TABLE v (i, r, s, b, n)", "INSERT INTO v VALUES (3, 0.5, 'x', x'01', NULL)")
	err := table(t, open(t, d.file()), "v").Rows(func(r Row) error {
		for i, want := range []string{"true true false false", "false true false false", "false false true false", "false false false true", "false false false false", "false false false false"} {
			v := r.At(i)
			_, isInt := v.Int()
			_, isFloat := v.Float()
			_, isText := v.Text()
			_, isBlob := v.Blob()
			if got := fmt.Sprint(isInt, isFloat, isText, isBlob); got != want {
				t.Errorf("column %d: %s, want %s", i, got, want)
			}
		}
		if f, _ := r.At(0).Float(); f != 3 {
			t.Errorf("3 is %g", f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnErrorOfLookEndsTheRows(t *testing.T) {
	d := create(t, "CREATE TABLE v (n)", "INSERT INTO v VALUES (1), (2), (3)")
	enough, seen := errors.New("enough"), 0
	err := table(t, open(t, d.file()), "v").Rows(func(Row) error {
		if seen++; seen == 2 {
			return enough
		}
		return nil
	})
	if err != enough || seen != 2 { //nolint:errorlint // It must come back as it was.
		t.Errorf("%v after %d rows", err, seen)
	}
}

func TestOnlyOrdinaryTablesAreFound(t *testing.T) {
	d := create(
		t,
		"CREATE TABLE plain (a)", "CREATE INDEX i ON plain (a)",
		"CREATE VIEW seen AS SELECT a FROM plain",
		"CREATE TABLE keyed (a PRIMARY KEY) WITHOUT ROWID",
		"CREATE TABLE made (a, b AS (a + 1))",
		"CREATE TABLE kept (a, b GENERATED ALWAYS AS (a + 1) STORED)",
		"CREATE TABLE strict (a INTEGER) STRICT",
		"CREATE TABLE chosen AS SELECT a, 1 AS 'b c' FROM plain",
		"CREATE VIRTUAL TABLE words USING fts5(a)",
		"CREATE TEMP TABLE gone (a)",
	)
	f := open(t, d.file())
	for name, want := range map[string]bool{
		"plain": true, "PLAIN": true, "i": false, "seen": false, "keyed": false, "made": false, "kept": false,
		"strict": true, "chosen": true, "words": false, "words_content": true, "gone": false, "": false, "sqlite_schema": false,
	} {
		if _, ok := f.Table(name); ok != want {
			t.Errorf("%q is found: %t", name, ok)
		}
	}
	equal(t, table(t, f, "chosen").Columns(), "a", "b c")
}

func TestAFileInWALModeIsReadAsItStands(t *testing.T) {
	d := create(t, "PRAGMA journal_mode = WAL", "CREATE TABLE v (n)", "INSERT INTO v VALUES (1)",
		"PRAGMA wal_checkpoint(TRUNCATE)", "INSERT INTO v VALUES (2)")
	file, err := os.ReadFile(d.path) // While it is open: 2 is in the -wal alone.
	if err != nil {
		t.Fatal(err)
	}
	if file[18] != 2 {
		t.Fatal("not in WAL mode")
	}
	equal(t, rows(t, table(t, open(t, file), "v")), "1")
	equal(t, rows(t, table(t, open(t, d.file()), "v")), "1", "2")
}

func TestWhatIsNoDatabaseIsSaidToBeNone(t *testing.T) {
	for _, file := range []string{"", "SQLite", "PK\x03\x04 a zip, say", "SQLite format 2\x00" + strings.Repeat("x", 1000)} {
		if _, err := Open([]byte(file)); !errors.Is(err, ErrNotSQLite) || errors.Is(err, ErrDamaged) {
			t.Errorf("%.20q: %v", file, err)
		}
	}
	if _, err := Open(make([]byte, MaxSize+1)); err == nil || errors.Is(err, ErrNotSQLite) || errors.Is(err, ErrDamaged) {
		t.Errorf("too large: %v", err)
	}
}

func TestADatabaseWithoutTables(t *testing.T) {
	for _, encoding := range []string{"UTF-8", "UTF-16le", "UTF-16be"} {
		f := open(t, create(t, "PRAGMA encoding = '"+encoding+"'", "PRAGMA user_version = -3").file())
		if _, ok := f.Table("v"); ok || f.UserVersion() != -3 {
			t.Errorf("%s: version %d, a table: %t", encoding, f.UserVersion(), ok)
		}
	}
	var none Table
	if err := none.Rows(func(Row) error { return errors.New("a row") }); err != nil || len(none.Columns()) > 0 {
		t.Errorf("the zero Table has rows: %v", err)
	}
}

func TestPagesMayReserveBytes(t *testing.T) {
	file := open(t, reserving(t, 512, 32)).bytes
	f := open(t, file)
	if f.usable != 480 {
		t.Fatalf("%d usable bytes", f.usable)
	}
	got := rows(t, table(t, f, "v"))
	for i, row := range got {
		if want := fmt.Sprintf("%d '%s'", i+1, strings.Repeat("é", i*7)); row != want {
			t.Fatalf("row %.60s, want %.60s", row, want)
		}
	}
	if len(got) != 200 {
		t.Errorf("%d rows", len(got))
	}
}

// reserving is a database that keeps bytes of every page for others, which no
// statement can ask for: an empty one is made so by hand before it is filled.
func reserving(t testing.TB, pageSize, reserved int) []byte {
	d := create(t, fmt.Sprintf("PRAGMA page_size = %d", pageSize), "PRAGMA user_version = 1")
	empty := d.file()
	if len(empty) != pageSize {
		t.Fatalf("an empty database of %d bytes", len(empty))
	}
	empty[20] = byte(reserved)
	binary.BigEndian.PutUint16(empty[headerSize+5:], uint16(pageSize-reserved))
	if err := os.WriteFile(d.path, empty, 0o600); err != nil {
		t.Fatal(err)
	}
	d.open()
	d.do("CREATE TABLE v (id INTEGER PRIMARY KEY, s TEXT)")
	for i := range 200 {
		d.do("INSERT INTO v (s) VALUES (?)", strings.Repeat("é", i*7))
	}
	var answer string
	if err := d.QueryRow("PRAGMA integrity_check").Scan(&answer); err != nil || answer != "ok" {
		t.Fatalf("the database made by hand: %s, %v", answer, err)
	}
	return d.file()
}
