// Package table reads CSV texts of whatever separators and line ends, by the names of their columns.
package table

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// Table reads the rows of a CSV text, by the names of its columns.
type Table struct {
	File     string // as rows name it
	At       string // as refusals name it
	progress func(done, total int64) error

	text  string
	Comma rune // comma separates the cells: a comma, a semicolon or a tab
	r     *csv.Reader
	begin int // where in text r begins, and
	above int // how many lines lie above that

	Names   []string // names are those of the columns, as they stand in the first row
	columns map[string]int
	Width   int   // width is how many cells a row may have; 0 is any number
	unused  []int // unused are the columns that nobody takes
	filled  []int // filled counts the cells of each column in unused that hold something
	Row     []string
	Line    int
}

// New returns a table of a text. The separator is found from the first row, or from a
// line sep=; above it.
func New(file, text string, o bundle.Options) *Table {
	t := &Table{File: file, At: file, progress: o.Progress}
	t.text = withLineFeeds(text)
	if comma, rest, ok := cutSeparator(t.text); ok {
		t.Comma, t.text, t.above = comma, rest, 1
	} else {
		t.Comma = separatorOf(t.text)
	}
	t.readFrom(0)
	return t
}

// readFrom lets the reader begin at an offset of the text.
func (t *Table) readFrom(offset int) {
	t.begin = offset
	t.r = csv.NewReader(strings.NewReader(t.text[offset:]))
	t.r.Comma, t.r.FieldsPerRecord, t.r.ReuseRecord = t.Comma, -1, true
}

// cutSeparator cuts the line sep=; with which a spreadsheet says what separates the cells.
func cutSeparator(text string) (comma rune, rest string, ok bool) {
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.Trim(strings.TrimSuffix(line, "\r"), `"`)
	if len(line) != len("sep=,") || !strings.EqualFold(line[:4], "sep=") || !strings.ContainsAny(line[4:], ",;\t") {
		return 0, text, false
	}
	return rune(line[4]), rest, true
}

// quotes follows the quotes of a CSV text, sign by sign from its beginning.
type quotes struct {
	open   bool // open says that what stands here is within quotes.
	inside bool // inside says that a cell has begun: a quote in it opens none.
	opened int  // opened is where the last quote stood.
}

// isQuote takes in the sign at i, and reports whether it opens or closes quotes.
func (q *quotes) isQuote(c byte, i int) bool {
	if c == '"' && (q.open || !q.inside) {
		q.open = !q.open
		q.inside, q.opened = q.open, i // the second of two quotes opens them anew
		return true
	}
	q.inside = q.open || strings.IndexByte(",;\t\n\r", c) < 0
	return false
}

// separatorOf returns what the first row of a text has most of: commas, semicolons or tabs.
func separatorOf(text string) rune {
	counts := map[byte]int{}
	var q quotes
	for i := range len(text) {
		c := text[i]
		if q.isQuote(c, i) || q.open {
			continue
		}
		counts[c]++
		if c == '\n' && strings.TrimSpace(text[:i]) != "" {
			break
		}
	}
	best := byte(',')
	for _, c := range []byte{';', '\t'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return rune(best)
}

// withLineFeeds returns a text in which each carriage return that ends a row by itself is a
// line feed. One within quotes stays.
func withLineFeeds(text string) string {
	if !hasBareReturn(text) {
		return text
	}
	b := []byte(text)
	mend := func(i int) {
		if b[i] == '\r' && (i+1 == len(b) || b[i+1] != '\n') {
			b[i] = '\n'
		}
	}
	var q quotes
	for i, c := range b {
		if !q.isQuote(c, i) && !q.open {
			mend(i)
		}
	}
	for i := q.opened; q.open && i < len(b); i++ { // nobody closed the last quote
		mend(i)
	}
	return string(b)
}

// hasBareReturn reports whether a carriage return stands without a line feed.
func hasBareReturn(text string) bool {
	for {
		i := strings.IndexByte(text, '\r')
		if i < 0 {
			return false
		}
		if text = text[i+1:]; !strings.HasPrefix(text, "\n") {
			return true
		}
	}
}

// ReadHeader reads the first row as the names of the columns.
func (t *Table) ReadHeader() error {
	var parse *csv.ParseError
	switch err := t.Next(); {
	case errors.As(err, &parse):
		return refusal.New("%s, line %d, isn't CSV; its quotes don't match", t.At, t.Line)
	case err != nil && !errors.Is(err, io.EOF):
		return err
	}
	t.Names = slices.Clone(t.Row)
	t.Width = len(t.Row)
	t.columns = map[string]int{}
	for i, name := range t.Row {
		name = spelling.Fold(name)
		if _, ok := t.columns[name]; !ok {
			t.columns[name] = i
		}
	}
	return nil
}

// Use says which columns are taken, or are known to say nothing that others do not. What
// stands in the others is counted.
func (t *Table) Use(names ...string) {
	taken := map[int]bool{}
	for _, name := range names {
		if i, ok := t.columns[spelling.Fold(name)]; ok {
			taken[i] = true
		}
	}
	for i := range t.Names {
		if !taken[i] {
			t.unused = append(t.unused, i)
		}
	}
	t.filled = make([]int, len(t.unused))
}

// Require refuses a table that lacks a column. Whose names the program that writes such
// tables.
func (t *Table) Require(whose string, names ...string) error {
	for _, name := range names {
		if !t.Has(name) {
			return refusal.New("%s isn't as %s: it has no column %s", t.At, whose, name)
		}
	}
	return nil
}

// Has reports whether the table has a column.
func (t *Table) Has(name string) bool {
	_, ok := t.columns[spelling.Fold(name)]
	return ok
}

// Next reads the next row. An error other than [io.EOF] is about this row alone.
func (t *Table) Next() error {
	start := t.begin + int(t.r.InputOffset())
	row, err := t.r.Read()
	t.Row = row
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		t.Line = t.above + parse.StartLine
		if parse.Line > parse.StartLine {
			t.skipLine(start)
		}
		return &refusal.Error{Text: "The quotes in this row don't match.", Unfit: true, Cause: parse}
	case err != nil:
		return err
	}
	line, _ := t.r.FieldPos(0)
	t.Line = t.above + line
	return nil
}

// skipLine goes on after the first line of the row that begins at start: a quote that
// nobody closes takes no other rows with it.
func (t *Table) skipLine(start int) {
	rest := t.text[start:]
	body := strings.TrimLeft(rest, "\r\n")
	end := strings.IndexByte(body, '\n')
	if end < 0 {
		end = len(body) - 1
	}
	t.above = t.Line
	t.readFrom(start + len(rest) - len(body) + end + 1)
}

// Field returns the field in the named column; it is empty where the row or the table has
// none.
func (t *Table) Field(name string) string {
	i, ok := t.columns[spelling.Fold(name)]
	if !ok || i >= len(t.Row) {
		return ""
	}
	return t.Row[i]
}

// IsBlank reports whether the row has nothing in it.
func (t *Table) IsBlank() bool { return isBlank(t.Row) }

// isBlank reports whether a row has nothing in it.
func isBlank(row []string) bool {
	for _, field := range row {
		if strings.TrimSpace(field) != "" {
			return false
		}
	}
	return true
}

// beyond refuses a row with more in it than the table has columns: where a text with a
// comma stands without quotes, all that follows is in the wrong column.
func (t *Table) beyond() error {
	if t.Width == 0 || len(t.Row) <= t.Width || isBlank(t.Row[t.Width:]) {
		return nil
	}
	what := map[rune]string{',': "a text or a number with a comma", ';': "a text with a semicolon", '\t': "a text with a tab"}[t.Comma]
	return refusal.BadInput("The row has %s and the header has %d; put %s in quotes", phrase.Count(len(t.Row), "cell", "cells"), t.Width, what)
}

// Each passes the rows that are left to take, and leaves out those that it refuses.
func (t *Table) Each(b *bundle.Bundle, take func() error) error {
	for n := 1; ; n++ {
		if t.progress != nil && n%4096 == 0 {
			if err := t.progress(int64(t.begin)+t.r.InputOffset(), int64(len(t.text))); err != nil {
				return err
			}
		}
		err := t.Next()
		if errors.Is(err, io.EOF) {
			t.leaveUnused(b)
			return nil
		}
		if err == nil {
			err = t.pass(take)
		}
		switch {
		case err == nil:
		case refusal.As(err) != nil:
			b.Skip(t.File, t.Line, err)
		default:
			return err
		}
	}
}

// pass passes a row to take, unless it is blank or has too many cells.
func (t *Table) pass(take func() error) error {
	if t.IsBlank() {
		return nil
	}
	if err := t.beyond(); err != nil {
		return err
	}
	if err := take(); err != nil {
		return err
	}
	t.countUnused()
	return nil
}

// countUnused counts the cells of the row that nobody takes.
func (t *Table) countUnused() {
	for n, i := range t.unused {
		if i < len(t.Row) && strings.TrimSpace(t.Row[i]) != "" {
			t.filled[n]++
		}
	}
}

// leaveUnused says what stood in the columns that nobody takes.
func (t *Table) leaveUnused(b *bundle.Bundle) {
	for n, i := range t.unused {
		name := fmt.Sprintf("%q", bundle.Shorten(spelling.WordsLine(t.Names[i])))
		if name == `""` {
			name = fmt.Sprintf("number %d", i+1)
		}
		b.Leave(t.filled[n], "cell of the column "+name, "cells of the column "+name)
	}
}
