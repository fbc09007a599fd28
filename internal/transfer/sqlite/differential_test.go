package sqlite

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestRandomTablesReadAsSQLiteReadsThem writes random rows into random tables,
// changes them, and compares what is read with what a SELECT says.
func TestRandomTablesReadAsSQLiteReadsThem(t *testing.T) {
	rows := 1500
	if testing.Short() {
		rows = 150
	}
	seed := uint64(0)
	for _, pageSize := range []int{512, 1024, 4096, 65536} {
		for _, vacuum := range []string{"NONE", "FULL"} {
			for _, encoding := range []string{"UTF-8", "UTF-16le", "UTF-16be"} {
				seed++
				random := rand.New(rand.NewPCG(seed, 1))
				t.Run(fmt.Sprintf("pages of %d, auto_vacuum %s, %s", pageSize, vacuum, encoding), func(t *testing.T) {
					t.Parallel()
					d := create(t, fmt.Sprintf("PRAGMA page_size = %d", pageSize), "PRAGMA auto_vacuum = "+vacuum, "PRAGMA encoding = '"+encoding+"'")
					a := author{Rand: random, d: d}
					d.do("BEGIN")
					for i := range 3 {
						a.write(fmt.Sprintf("t%d", i), rows/3)
					}
					d.do("COMMIT")
					compare(t, d, a.tables)
				})
			}
		}
	}
}

// grown is a table as the author of a test knows it.
type grown struct {
	name     string
	columns  []string
	real     []bool // of REAL columns
	defaults []any  // what an older row has in a column
}

type author struct {
	*rand.Rand
	d      *database
	tables []*grown
}

func (a *author) write(name string, rows int) {
	t := &grown{name: name}
	a.tables = append(a.tables, t)
	var b strings.Builder
	if a.IntN(2) == 0 {
		b.WriteString("id INTEGER PRIMARY KEY, -- an id, or (so)\n")
		t.add("id", false, nil)
	}
	for range 1 + a.IntN(12) {
		b.WriteString(a.column(t, false) + ",")
	}
	b.WriteString("CONSTRAINT \"all, of it\" CHECK (1 IN (1, ','))")
	a.d.do(fmt.Sprintf("CREATE TABLE %s (%s)", name, b.String()))
	for range rows {
		switch n := a.IntN(100); {
		case n < 2:
			a.d.do(fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s", name, a.column(t, true)))
		case n < 12:
			a.d.do(fmt.Sprintf("DELETE FROM %s WHERE rowid %% 17 = ?", name), a.IntN(17))
		case n < 20:
			i := a.IntN(len(t.columns))
			if t.columns[i] != "id" {
				a.d.do(fmt.Sprintf("UPDATE OR IGNORE %s SET %s = ? WHERE rowid %% 13 = ?", name, ident(t.columns[i])), a.value(), a.IntN(13))
			}
		default:
			a.insert(t)
		}
	}
}

// column is the text of a new column, whose default is seen only in older rows.
func (a *author) column(t *grown, later bool) string {
	n := len(t.columns)
	name := []string{"c%d", "C %d", "größe%d", "a, b (%d", "it's %d", "\"%d\"", "check %d --"}[a.IntN(7)]
	name = fmt.Sprintf(name, n)
	kind := []string{"", "INTEGER", "REAL", "TEXT", "BLOB", "NUMERIC", "VARCHAR(10, 2)", "double precision"}[a.IntN(8)]
	text := ident(name) + " " + kind
	if !later && a.IntN(3) == 0 {
		text += " /* , */ DEFAULT (',' || 'x''') CHECK (1 < (2))"
	}
	var value any
	if later && a.IntN(2) == 0 {
		text += " NOT NULL DEFAULT 'it''s, (so)'"
		value = "it's, (so)"
	}
	t.add(name, kind == "REAL" || kind == "double precision", value)
	return text
}

func (t *grown) add(name string, real bool, value any) {
	t.columns, t.real, t.defaults = append(t.columns, name), append(t.real, real), append(t.defaults, value)
}

func (a *author) insert(t *grown) {
	var names, marks []string
	var values []any
	for i, name := range t.columns {
		value := a.value()
		switch {
		case name == "id":
			if value = nil; a.IntN(10) == 0 {
				value = a.number()
			}
		case value == nil && t.defaults[i] != nil:
			value = 0
		}
		names, marks, values = append(names, ident(name)), append(marks, "?"), append(values, value)
	}
	a.d.do(fmt.Sprintf("INSERT OR REPLACE INTO %s (%s) VALUES (%s)", t.name, strings.Join(names, ","), strings.Join(marks, ",")), values...)
}

func (a *author) value() any {
	switch a.IntN(6) {
	case 0:
		return nil
	case 1:
		return a.NormFloat64() * math.Pow(10, float64(a.IntN(40)-20))
	case 2:
		b := make([]byte, a.size())
		for i := range b {
			b[i] = byte(a.Uint32())
		}
		return b
	case 3:
		return a.text()
	}
	return a.number()
}

func (a *author) number() int64 { return int64(a.Uint64()) >> a.IntN(64) }

// size is small as a rule, and now and then 100 kB.
func (a *author) size() int {
	switch n := a.IntN(500); {
	case n == 0:
		return 100_000
	case n < 20:
		return a.IntN(5000)
	case n < 100:
		return a.IntN(600)
	}
	return a.IntN(20)
}

func (a *author) text() string {
	letters := []rune("abcdefgh ,'\"€ßж日𝄞😀")
	s := make([]rune, 1+a.size())
	for i := range s {
		s[i] = letters[a.IntN(len(letters))]
	}
	return string(s)
}

// compare reads tables as a SELECT and as a file.
func compare(t *testing.T, d *database, tables []*grown) {
	t.Helper()
	var answer string
	if err := d.QueryRow("PRAGMA integrity_check").Scan(&answer); err != nil || answer != "ok" {
		t.Fatalf("integrity: %s, %v", answer, err)
	}
	want := make([][][]any, len(tables))
	for i, table := range tables {
		want[i] = selected(t, d, table)
	}
	f := open(t, d.file())
	for i, known := range tables {
		read, n := table(t, f, known.name), 0
		equal(t, read.Columns(), known.columns...)
		if err := read.Rows(func(r Row) error {
			if n < len(want[i]) {
				for j, value := range want[i][n] {
					if !same(r.At(j), value, known, j) {
						t.Errorf("%s, row %d, %q: %.100s, want %.100v", known.name, n, known.columns[j], show(r.At(j)), value)
					}
				}
			}
			n++
			return nil
		}); err != nil {
			t.Error(err)
		}
		if n != len(want[i]) || n == 0 {
			t.Errorf("%s: %d rows, want %d", known.name, n, len(want[i]))
		}
	}
}

func selected(t *testing.T, d *database, table *grown) (rows [][]any) {
	t.Helper()
	found, err := d.Query("SELECT * FROM " + table.name + " ORDER BY rowid")
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		values, places := make([]any, len(table.columns)), make([]any, len(table.columns))
		for i := range values {
			places[i] = &values[i]
		}
		if err := found.Scan(places...); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, values)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// same says whether a value is the one that was selected.
func same(v Value, want any, table *grown, column int) bool {
	if v.Kind() == Absent {
		return want == table.defaults[column]
	}
	switch want := want.(type) {
	case nil:
		return v.Kind() == Null
	case int64:
		n, ok := v.Int()
		return ok && n == want
	case float64:
		n, ok := v.Float()
		return ok && n == want && (v.Kind() == Real || table.real[column])
	case string:
		s, ok := v.Text()
		return ok && s == want
	case []byte:
		b, ok := v.Blob()
		return ok && bytes.Equal(b, want)
	}
	return false
}
