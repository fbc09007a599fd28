package transfer

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"selfcare/internal/habits"
)

// table reads the rows of a CSV text, by the names of its columns.
type table struct {
	file    string // as rows name it
	at      string // as refusals name it
	told    func(done, total int64) error
	total   int64
	r       *csv.Reader
	columns map[string]int
	row     []string
	line    int
}

// newTable is a table of a text. The rows may have as many fields as they like.
func newTable(file, text string, o Options) *table {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	return &table{file: file, at: file, r: r, told: o.Progress, total: int64(len(text))}
}

// head reads the first row as the names of the columns.
func (t *table) head() error {
	var parse *csv.ParseError
	switch err := t.read(); {
	case errors.As(err, &parse):
		return habits.Refuse("%s, line %d, is no CSV; its quotes do not match", t.at, t.line)
	case err != nil && !errors.Is(err, io.EOF):
		return err
	}
	t.columns = map[string]int{}
	for i, name := range t.row {
		name = habits.Fold(name)
		if _, ok := t.columns[name]; !ok {
			t.columns[name] = i
		}
	}
	return nil
}

// needs refuses a table that lacks a column. Whose names the program that writes such
// tables.
func (t *table) needs(whose string, names ...string) error {
	for _, name := range names {
		if _, ok := t.columns[habits.Fold(name)]; !ok {
			return habits.Refuse("%s is not as %s: it has no column %s", t.at, whose, name)
		}
	}
	return nil
}

func (t *table) has(name string) bool {
	_, ok := t.columns[habits.Fold(name)]
	return ok
}

// read reads the next row. An error other than [io.EOF] is about this row alone.
func (t *table) read() error {
	row, err := t.r.Read()
	t.row = row
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		t.line = parse.StartLine
		return &habits.Refusal{Text: "The quotes of this row do not match.", Unfit: true, Cause: parse}
	case err != nil:
		return err
	}
	t.line, _ = t.r.FieldPos(0)
	return nil
}

// field is the field in the named column; it is empty where the row or the table has none.
func (t *table) field(name string) string {
	i, ok := t.columns[habits.Fold(name)]
	if !ok || i >= len(t.row) {
		return ""
	}
	return t.row[i]
}

// blank reports whether the row has nothing in it.
func (t *table) blank() bool {
	for _, field := range t.row {
		if strings.TrimSpace(field) != "" {
			return false
		}
	}
	return true
}

// each hands the rows that are left to take, and leaves out those that it refuses.
func (t *table) each(b *Bundle, take func() error) error {
	for n := 1; ; n++ {
		if t.told != nil && n%4096 == 0 {
			if err := t.told(t.r.InputOffset(), t.total); err != nil {
				return err
			}
		}
		err := t.read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && !t.blank() {
			err = take()
		}
		switch {
		case err == nil:
		case habits.AsRefusal(err) != nil:
			b.bad(t.file, t.line, err)
		default:
			return err
		}
	}
}
