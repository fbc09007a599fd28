package sqlite

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// creates are texts that SQLite takes, the columns they make, and the column that
// is the rowid.
var creates = []struct {
	sql     string
	columns string
	rowid   int
}{
	{"CREATE TABLE t (a)", "a", -1},
	{"create table t(a,b , c)", "a|b|c", -1},
	{"CREATE TABLE [t (x] (a)", "a", -1},
	{"CREATE TABLE \"t \"\" (\" (a, b)", "a|b", -1},
	{"CREATE TABLE 't''(' (a, b)", "a|b", -1},
	{"CREATE TABLE t (\"a b\", `c``d`, [e, f], 'g''h', \"i\"\"j\")", "a b|c`d|e, f|g'h|i\"j", -1},
	{"CREATE TABLE t (größe, _x$1, \"\")", "größe|_x$1|", -1},
	{"CREATE TABLE t (-- a (comment, here\n a /* and / here, * ) */ INTEGER, b /**/)", "a|b", -1},
	{"CREATE TABLE t (a --the end\n, b -- )\n)", "a|b", -1},
	{"CREATE TABLE t (a DEFAULT 'x, y)', b DEFAULT (1 + (2)), c VARCHAR(10, 2) DEFAULT -1.5e3)", "a|b|c", -1},
	{"CREATE TABLE t (a DEFAULT (','), b DEFAULT x'2c', c CHECK (c IN (1, 2)) NOT NULL)", "a|b|c", -1},
	{"CREATE TABLE t (id INTEGER PRIMARY KEY, a)", "id|a", 0},
	{"CREATE TABLE t (a, id integer primary key autoincrement)", "a|id", 1},
	{"CREATE TABLE t (id INTEGER NOT NULL CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT FAIL)", "id", 0},
	{"CREATE TABLE t (id INTEGER DEFAULT 5 CHECK (id > 0) PRIMARY KEY)", "id", 0},
	{"CREATE TABLE t (id INTEGER PRIMARY KEY DESC)", "id", -1},
	{"CREATE TABLE t (id INT PRIMARY KEY)", "id", -1},
	{"CREATE TABLE t (id INTEGER(8) PRIMARY KEY)", "id", -1},
	{"CREATE TABLE t (id BIG INTEGER PRIMARY KEY)", "id", -1},
	{"CREATE TABLE t (id INTEGER UNSIGNED PRIMARY KEY)", "id", -1},
	{"CREATE TABLE t (id \"INTEGER\" PRIMARY KEY)", "id", 0},
	{"CREATE TABLE t (id 'integer' PRIMARY KEY)", "id", 0},
	{"CREATE TABLE t (id [integer] PRIMARY KEY)", "id", 0},
	{"CREATE TABLE t (id \"INTEGER\" UNSIGNED PRIMARY KEY)", "id", -1},
	{"CREATE TABLE t (id PRIMARY KEY)", "id", -1},
	{"CREATE TABLE t (id INTEGER UNIQUE)", "id", -1},
	{"CREATE TABLE t (\"primary\" INTEGER, \"check\" TEXT, [unique], `foreign`, 'constraint')", "primary|check|unique|foreign|constraint", -1},
	{"CREATE TABLE t (integer INTEGER PRIMARY KEY, \"key\")", "integer|key", 0},
	{"CREATE TABLE t (key INTEGER, without, rowid, PRIMARY KEY (key))", "key|without|rowid", 0},
	{"CREATE TABLE t (a, id INTEGER, PRIMARY KEY (id))", "a|id", 1},
	{"CREATE TABLE t (a, id INTEGER, PRIMARY KEY (ID DESC))", "a|id", 1},
	{"CREATE TABLE t (a, id INTEGER, PRIMARY KEY (id AUTOINCREMENT))", "a|id", 1},
	{"CREATE TABLE t (a, \"i d\" INTEGER, CONSTRAINT pk PRIMARY KEY ([I D] COLLATE nocase) ON CONFLICT REPLACE)", "a|i d", 1},
	{"CREATE TABLE t (a INTEGER, b INTEGER, PRIMARY KEY (a, b))", "a|b", -1},
	{"CREATE TABLE t (a INTEGER, b INTEGER, PRIMARY KEY (b), UNIQUE (a))", "a|b", 1},
	{"CREATE TABLE t (a INTEGER, b INTEGER, UNIQUE (a) CHECK (a <> ',') PRIMARY KEY (b))", "a|b", 1},
	{"CREATE TABLE t (a INT, PRIMARY KEY (a))", "a", -1},
	{"CREATE TABLE t (a INTEGER REFERENCES u (x) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (a) REFERENCES u (x))", "a", -1},
	{"CREATE TABLE t (id INTEGER REFERENCES u (x) PRIMARY KEY, b)", "id|b", 0},
	{"CREATE TABLE t (a INTEGER) STRICT", "a", -1},
	{"CREATE TABLE main.t (a, id INTEGER NULL PRIMARY KEY)", "a|id", 1},
}

func TestTheColumnsOfACreateTable(t *testing.T) {
	for _, c := range creates {
		columns, rowid, ok := parseCreate(c.sql)
		if want := strings.Split(c.columns, "|"); !ok || !slices.Equal(columns, want) || rowid != c.rowid {
			t.Errorf("%s\n\tgives %q, rowid %d, %t", c.sql, columns, rowid, ok)
		}
	}
}

// TestSQLiteMakesTheSameColumns holds the table above against the real thing: a
// column that is the rowid can be looked up as nothing else can.
func TestSQLiteMakesTheSameColumns(t *testing.T) {
	for _, c := range creates {
		d := create(t, c.sql)
		var name string
		if err := d.QueryRow("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence'").Scan(&name); err != nil {
			t.Fatal(err)
		}
		var columns []string
		rowid := -1
		found, err := d.Query("SELECT name FROM pragma_table_info(?)", name)
		if err != nil {
			t.Fatal(err)
		}
		for found.Next() {
			var column string
			if err := found.Scan(&column); err != nil {
				t.Fatal(err)
			}
			columns = append(columns, column)
		}
		found.Close()
		for i, column := range columns {
			var plan string
			var n int
			if err := d.QueryRow(fmt.Sprintf("EXPLAIN QUERY PLAN SELECT * FROM %s WHERE %s = 1", ident(name), ident(column))).Scan(&n, &n, &n, &plan); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(plan, "USING INTEGER PRIMARY KEY") {
				rowid = i
			}
		}
		if got := strings.Join(columns, "|"); got != c.columns || rowid != c.rowid {
			t.Errorf("%s\n\tgives %s, rowid %d", c.sql, got, rowid)
		}
		if got, rowid, ok := parseCreate(stored(t, d)); !ok || !slices.Equal(got, columns) || rowid != c.rowid {
			t.Errorf("%s\n\tas stored gives %q, rowid %d, %t", c.sql, got, rowid, ok)
		}
	}
}

func stored(t *testing.T, d *database) (sql string) {
	t.Helper()
	if err := d.QueryRow("SELECT sql FROM sqlite_schema WHERE type = 'table'").Scan(&sql); err != nil {
		t.Fatal(err)
	}
	return sql
}

func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func TestWhatIsNoOrdinaryCreateTableIsRefused(t *testing.T) {
	for _, sql := range []string{
		"", "CREATE", "CREATE TABLE", "CREATE TABLE t", "CREATE TABLE t (", "CREATE TABLE t (a", "CREATE TABLE t (a,",
		"CREATE TABLE t ()", "CREATE TABLE t (a,)", "CREATE TABLE t (a b (c)", "CREATE TABLE t ('a)", "CREATE TABLE t ([a)", "CREATE TABLE t (a /* )",
		"CREATE TABLE t (\x00a)", "CREATE VIRTUAL TABLE t USING fts5(a)", "CREATE VIEW t (a) AS SELECT 1",
		"CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID", "CREATE TABLE t (a PRIMARY KEY) STRICT, WITHOUT/**/ROWID",
		"CREATE TABLE t (a, b AS (a))", "CREATE TABLE t (a, b INT GENERATED ALWAYS AS (a) STORED)",
		"CREATE TABLE t (" + strings.Repeat("a,", maxColumns) + "a)",
		"CREATE TABLE t (a " + strings.Repeat("(", 1<<20), "CREATE TABLE t (PRIMARY KEY (a", "CREATE TABLE t (PRIMARY",
	} {
		if columns, _, ok := parseCreate(sql); ok || columns != nil {
			t.Errorf("%.60q gives %.60q", sql, columns)
		}
	}
}

func FuzzParseCreate(f *testing.F) {
	for _, c := range creates {
		f.Add(c.sql)
	}
	f.Fuzz(func(t *testing.T, sql string) {
		columns, rowid, ok := parseCreate(sql)
		if rowid >= max(len(columns), 0) || !ok && columns != nil {
			t.Errorf("%q, rowid %d, %t", columns, rowid, ok)
		}
	})
}
