// Package sqlite reads the tables of an SQLite 3 file, and nothing else of it: no
// queries, no indexes, no writing.
//
// Such a file is a row of pages of one size. Page 1 begins with a header of 100
// bytes; every table is a tree of pages, and the tree that starts on page 1 holds
// the schema, a row a table with its CREATE TABLE as text. The leaves of a tree
// are rows in the order of their rowids, and a row is a record: the types of its
// values, then the values. What is too long for its page goes on in a chain of
// overflow pages.
//
// Only what is in the file itself is seen. Changes that wait in a -wal or -journal
// file beside it are not.
//
// The file may come from anywhere. One that is damaged, by accident or on purpose,
// costs an error: no panic, and no more time or memory than its size warrants.
//
// Source: "Database File Format", https://www.sqlite.org/fileformat2.html.
package sqlite

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// MaxSize is the size in bytes of the largest file that is read.
const MaxSize = 64 << 20

var (
	// ErrNotSQLite says that a file does not begin as every SQLite 3 file does.
	ErrNotSQLite = errors.New("this is not an SQLite 3 file")

	// ErrDamaged says that a file begins as it should and does not go on so. It is
	// wrapped by an error that says where.
	ErrDamaged = errors.New("the SQLite file is damaged")
)

func damaged(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), ErrDamaged)
}

const (
	magic      = "SQLite format 3\x00"
	headerSize = 100
)

// File is a database whose schema has been read.
type File struct {
	bytes       []byte
	pageSize    int
	usable      int // bytes of a page without those reserved at its end
	pages       int
	text        encoding
	userVersion int
	tables      []entry
}

// entry is a table as the schema tells of it.
type entry struct {
	name string
	root uint32
	sql  string
}

// Open reads the header and the schema of a file, which it keeps and which must not
// change from then on. A file larger than [MaxSize] is an error that is neither
// [ErrNotSQLite] nor [ErrDamaged].
func Open(file []byte) (*File, error) {
	if len(file) > MaxSize {
		return nil, fmt.Errorf("the file has %d bytes, and no more than %d are read", len(file), MaxSize)
	}
	if !bytes.HasPrefix(file, []byte(magic)) {
		return nil, ErrNotSQLite
	}
	f := &File{bytes: file}
	if err := f.readHeader(); err != nil {
		return nil, err
	}
	if err := f.readSchema(); err != nil {
		return nil, err
	}
	return f, nil
}

// readHeader reads what the file says of itself.
func (f *File) readHeader() error {
	h := f.bytes
	if len(h) < headerSize {
		return damaged("header of %d bytes", len(h))
	}
	if err := f.readSizes(h); err != nil {
		return err
	}
	if h[19] > 2 || h[21] != 64 || h[22] != 32 || h[23] != 32 {
		return damaged("format %d, fractions %d", h[19], h[21:24])
	}
	if err := f.readPages(h); err != nil {
		return err
	}
	if n := binary.BigEndian.Uint32(h[44:]); n > 4 {
		return damaged("schema format %d", n)
	}
	code := binary.BigEndian.Uint32(h[56:])
	if code > uint32(utf16BE) {
		return damaged("text encoding %d", code)
	}
	f.text = encoding(code)
	f.userVersion = int(int32(binary.BigEndian.Uint32(h[60:])))
	return nil
}

// readSizes reads how large a page is, and how much of it is used.
func (f *File) readSizes(h []byte) error {
	f.pageSize = int(binary.BigEndian.Uint16(h[16:]))
	if f.pageSize == 1 {
		f.pageSize = 1 << 16
	}
	if f.pageSize < 512 || f.pageSize&(f.pageSize-1) != 0 {
		return damaged("page size %d", f.pageSize)
	}
	f.usable = f.pageSize - int(h[20])
	if f.usable < 480 {
		return damaged("%d bytes of each page are reserved", h[20])
	}
	return nil
}

// readPages reads how many pages there are.
func (f *File) readPages(h []byte) error {
	f.pages = len(h) / f.pageSize
	// The header's own count holds only if the last program that wrote knew of it.
	if n := binary.BigEndian.Uint32(h[28:]); n != 0 && string(h[24:28]) == string(h[92:96]) {
		if uint64(n) > uint64(f.pages) {
			return damaged("%d of %d pages", f.pages, n)
		}
		f.pages = int(n)
	}
	return nil
}

// readSchema lists the tables. Their texts are parsed when they are asked for: few
// are, and a hostile file may have many.
func (f *File) readSchema() error {
	schema := Table{
		file: f, name: "sqlite_schema", root: 1,
		columns: []string{"type", "name", "tbl_name", "rootpage", "sql"}, rowid: -1,
	}
	return schema.Rows(func(r Row) error {
		if kind, _ := r.At(0).Text(); kind != "table" {
			return nil
		}
		name, named := r.At(1).Text()
		root, rooted := r.At(3).Int()
		sql, told := r.At(4).Text()
		// A virtual table has no root.
		if named && told && rooted && root > 0 && root <= int64(f.pages) {
			f.tables = append(f.tables, entry{name, uint32(root), sql})
		}
		return nil
	})
}

// UserVersion is the number that the program whose file it is wrote as the version
// of its schema, or 0.
func (f *File) UserVersion() int { return f.userVersion }

// Table finds a table by its name, in whatever case. Views, virtual tables, tables
// WITHOUT ROWID, tables with generated columns and those whose CREATE TABLE cannot
// be read are not found.
func (f *File) Table(name string) (Table, bool) {
	for _, e := range f.tables {
		if !strings.EqualFold(e.name, name) {
			continue
		}
		columns, rowid, ok := parseCreate(e.sql)
		return Table{file: f, name: e.name, root: e.root, columns: columns, rowid: rowid}, ok
	}
	return Table{}, false
}

// page is the usable part of a page; pages are counted from 1.
func (f *File) page(number uint32) ([]byte, bool) {
	if number == 0 || uint64(number) > uint64(f.pages) {
		return nil, false
	}
	at := int(number-1) * f.pageSize
	return f.bytes[at : at+f.usable], true
}
