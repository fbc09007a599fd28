package sqlite

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Table is an ordinary table of a [File].
type Table struct {
	file    *File
	name    string
	root    uint32
	columns []string
	rowid   int // the column that is the rowid, or -1
}

// Columns are the names of the columns as its CREATE TABLE writes them, quotes
// removed.
func (t Table) Columns() []string { return slices.Clone(t.columns) }

// Column is the place of a column for [Row.At], its name in whatever case, or -1.
func (t Table) Column(name string) int {
	return slices.IndexFunc(t.columns, func(c string) bool { return strings.EqualFold(c, name) })
}

// Rows shows every row to look, in the order of their rowids. An error of look ends
// it and is returned; so does damage, which may be found after rows have been shown.
func (t Table) Rows(look func(Row) error) error {
	if t.file == nil {
		return nil
	}
	w := &walk{Table: t, look: look, seen: make([]bool, t.file.pages+1)}
	return w.visit(t.root, 0)
}

// Row is a row of a table, for as long as it is being looked at. The values read
// from it may be kept.
type Row struct{ walk *walk }

// At is the value of a column by its place; see [Table.Column]. It is Absent if
// there is no such column, and if the row is older than the column: one that was
// added by ALTER TABLE is not written into the rows there are, and its default, if
// it has one, stands in the schema alone.
func (r Row) At(column int) Value {
	w := r.walk
	switch {
	case column < 0 || column >= len(w.columns):
		return Value{}
	case column == w.rowid:
		return Value{kind: Integer, number: uint64(w.id)}
	case column >= len(w.fields):
		return Value{}
	}
	return w.fields[column].value(w.file.text)
}

// Value is the value of a column by its name, in whatever case. For many rows,
// [Table.Column] and [Row.At] are quicker.
func (r Row) Value(column string) Value { return r.At(r.walk.Column(column)) }

// The pages of a table's tree, by their first byte.
const (
	interiorPage = 0x05
	leafPage     = 0x0d
)

// maxDepth is how deep a tree may be. Each page above the leaves has two children
// at least, so no file of [MaxSize] needs more.
const maxDepth = 20

// walk is one passage through the tree of a table, and the row it has come to.
type walk struct {
	Table
	look func(Row) error

	seen   []bool // pages: in a sound file, each is met once
	begun  bool
	id     int64
	fields []field
	long   []byte // the payload of the row, if it does not fit on its page
}

func (w *walk) damaged(page uint32, what string) error {
	return damaged("table %s: page %d: %s", w.name, page, what)
}

func (w *walk) page(number uint32) ([]byte, error) {
	page, ok := w.file.page(number)
	if !ok {
		return nil, w.damaged(number, "no such page")
	}
	if w.seen[number] {
		return nil, w.damaged(number, "in two places at once")
	}
	w.seen[number] = true
	return page, nil
}

// node is a page of the tree of a table.
type node struct {
	number     uint32
	page       []byte
	kind       byte
	at         int // where in the page the header of the node is
	start, end int // where the places of its cells stand
}

// node returns a page as a node.
func (w *walk) node(number uint32) (node, error) {
	page, err := w.page(number)
	if err != nil {
		return node{}, err
	}
	at := 0
	if number == 1 {
		at = headerSize
	}
	n := node{number: number, page: page, kind: page[at], at: at, start: at + 8}
	if n.kind == interiorPage {
		n.start += 4
	}
	n.end = n.start + 2*int(binary.BigEndian.Uint16(page[at+3:]))
	if n.kind != interiorPage && n.kind != leafPage || n.end > len(page) {
		return n, w.damaged(number, "not the page of a table")
	}
	return n, nil
}

// cell returns the place of the cell whose place stands at p.
func (w *walk) cell(n node, p int) (int, error) {
	cell := int(binary.BigEndian.Uint16(n.page[p:]))
	if cell < n.end || cell > len(n.page)-4 {
		return 0, w.damaged(n.number, "a cell outside its page")
	}
	return cell, nil
}

// visit walks the tree below a page.
func (w *walk) visit(number uint32, depth int) error {
	n, err := w.node(number)
	switch {
	case err != nil:
		return err
	case depth > maxDepth:
		return w.damaged(number, "too deep in the tree")
	case n.kind == leafPage:
		return w.rows(n)
	}
	for p := n.start; p < n.end; p += 2 {
		cell, err := w.cell(n, p)
		if err != nil {
			return err
		}
		if err := w.visit(binary.BigEndian.Uint32(n.page[cell:]), depth+1); err != nil {
			return err
		}
	}
	return w.visit(binary.BigEndian.Uint32(n.page[n.at+8:]), depth+1)
}

// rows looks at the rows of a leaf.
func (w *walk) rows(n node) error {
	room := len(n.page) - n.end
	for p := n.start; p < n.end; p += 2 {
		cell, err := w.cell(n, p)
		if err != nil {
			return err
		}
		size, err := w.leaf(n.number, n.page[cell:])
		if err != nil {
			return err
		}
		// Cells that share their bytes could make rows without end of a small file.
		if room -= size; room < 0 {
			return w.damaged(n.number, "cells that overlap")
		}
		if err := w.look(Row{w}); err != nil {
			return err
		}
	}
	return nil
}

// leaf reads the cell at the start of b, which is one row, and gives the size it
// takes of its page.
func (w *walk) leaf(number uint32, b []byte) (size int, err error) {
	length, n := varint(b)
	id, m := varint(b[n:])
	// No payload is longer than the file it is in.
	if n == 0 || m == 0 || length > uint64(len(w.file.bytes)) {
		return 0, w.damaged(number, "a cell that does not end")
	}
	if w.begun && int64(id) <= w.id {
		return 0, w.damaged(number, "rows out of order")
	}
	w.begun, w.id = true, int64(id)

	payload, size, err := w.payload(number, b[n+m:], int(length))
	if err != nil {
		return 0, err
	}
	var ok bool
	if w.fields, ok = appendFields(w.fields[:0], payload, len(w.columns)); !ok {
		return 0, w.damaged(number, "a record that does not read")
	}
	return n + m + size, nil
}

// payload returns a payload of so many bytes that begins where b does, and the size that it takes
// of its page.
func (w *walk) payload(number uint32, b []byte, length int) (payload []byte, size int, err error) {
	local := w.local(length)
	if local > len(b) {
		return nil, 0, w.damaged(number, "a cell that ends outside its page")
	}
	if local == length {
		return b[:local], local, nil
	}
	if len(b)-local < 4 {
		return nil, 0, w.damaged(number, "a cell that ends outside its page")
	}
	payload, err = w.follow(b[:local], length, binary.BigEndian.Uint32(b[local:]))
	return payload, local + 4, err
}

// local is how much of a payload stays on its page.
func (w *walk) local(length int) int {
	u := w.file.usable
	most, least := u-35, (u-12)*32/255-23
	if length <= most {
		return length
	}
	// Whole overflow pages, if what is left over fits.
	if k := least + (length-least)%(u-4); k <= most {
		return k
	}
	return least
}

// follow is a payload whose end is in the chain of overflow pages from next on.
func (w *walk) follow(local []byte, length int, next uint32) ([]byte, error) {
	w.long = append(slices.Grow(w.long[:0], length), local...)
	for len(w.long) < length {
		page, err := w.page(next)
		if err != nil {
			return nil, err
		}
		next = binary.BigEndian.Uint32(page)
		w.long = append(w.long, page[4:4+min(length-len(w.long), len(page)-4)]...)
	}
	return w.long, nil
}
