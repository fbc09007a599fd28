package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// sound is a small database with most of what a file can have: trees of several
// floors, overflow, added columns.
func sound(t testing.TB, rows int, pragmas ...string) []byte {
	d := create(t, append([]string{"PRAGMA page_size = 512"}, pragmas...)...)
	d.do("CREATE TABLE few (id INTEGER PRIMARY KEY, 'a, b', c REAL DEFAULT (','))")
	d.do("CREATE TABLE many (a, b TEXT)")
	d.do("BEGIN")
	for i := range rows {
		d.do("INSERT INTO many VALUES (?, ?)", i*i*i-500, strings.Repeat("€", i%29))
	}
	for i := range 6 {
		d.do("INSERT INTO few VALUES (?, ?, ?)", i*1000, strings.Repeat("über", i*i*20), float64(i)/4)
	}
	d.do("ALTER TABLE few ADD COLUMN later")
	d.do("INSERT INTO few VALUES (-1, x'00', NULL, 'now')")
	d.do("COMMIT")
	return d.file()
}

// drain reads all there is to read, and gives the damage it met. Anything but
// damage fails, and so do more rows than the bytes of the file could hold.
func drain(t testing.TB, file []byte) error {
	f, err := Open(file)
	if err == nil {
		for _, e := range f.tables {
			read, ok := f.Table(e.name)
			if !ok {
				continue
			}
			n, size := 0, 0
			failed := read.Rows(func(r Row) error {
				for i := range read.columns {
					v := r.At(i)
					size += len(v.text)
				}
				n++
				return nil
			})
			if n > len(file)/3 || size > 2*len(file) {
				t.Errorf("%d rows and %d bytes of text from a file of %d", n, size, len(file))
			}
			err = errors.Join(err, failed)
		}
	}
	if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotSQLite) {
		t.Errorf("not said to be damage: %v", err)
	}
	return err
}

func TestAHarmedFileIsReadOrRefused(t *testing.T) {
	times := 4_000
	if testing.Short() {
		times = 1_000
	}
	for seed, file := range [][]byte{sound(t, 600), sound(t, 600, "PRAGMA auto_vacuum = FULL", "PRAGMA encoding = 'UTF-16be'")} {
		if err := drain(t, file); err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(uint64(seed), 2))
		refused := 0
		for range times {
			b := harm(r, slices.Clone(file))
			if drain(t, b) != nil {
				refused++
			}
		}
		if refused < times/4 {
			t.Errorf("%d of %d were refused", refused, times)
		}
	}
}

// harm does one to four kinds of harm to a file of pages of 512 bytes.
func harm(r *rand.Rand, b []byte) []byte {
	for range 1 + r.IntN(4) {
		if len(b) < 1024 {
			return b
		}
		pages := len(b) / 512
		page, other := r.IntN(pages)*512, r.IntN(pages)*512
		switch r.IntN(8) {
		case 0:
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		case 1: // The header of a page and its first pointers.
			b[page+r.IntN(24)] = byte(r.Uint32())
		case 2:
			b[r.IntN(len(b))] = 0xff
		case 3:
			one := slices.Clone(b[page : page+512])
			copy(b[page:], b[other:other+512])
			copy(b[other:], one)
		case 4:
			copy(b[page:page+512], b[other:other+512])
		case 5:
			binary.BigEndian.PutUint32(b[r.IntN(len(b)-4):], uint32(r.IntN(pages+2)))
		case 6:
			at := r.IntN(len(b) - 9)
			copy(b[at:], strings.Repeat("\xff", 1+r.IntN(9)))
		case 7:
			if r.IntN(4) == 0 {
				b = b[:r.IntN(len(b))]
			}
		}
	}
	return b
}

func TestAFileThatWasCutOffIsDamaged(t *testing.T) {
	file := sound(t, 600)
	step := 5
	if testing.Short() {
		step = 37
	}
	for n := len(magic); n < len(file); n += step {
		if _, err := Open(file[:n]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("%d of %d bytes: %v", n, len(file), err)
		}
	}
	t.Run("even where the header does not count the pages", func(t *testing.T) {
		file := slices.Clone(file)
		clear(file[28:32])
		whole := 0
		for n := len(magic); n < len(file); n += step {
			if drain(t, file[:n]) == nil {
				whole++
			}
		}
		// Nothing is missed only while the end that is gone held no table.
		if whole > 512 {
			t.Errorf("%d cuts were not seen", whole)
		}
	})
}

func TestAHeaderThatCannotBe(t *testing.T) {
	file := sound(t, 600)
	for name, edit := range map[string]func(h []byte){
		"page size 0":        func(h []byte) { h[16] = 0 },
		"page size 256":      func(h []byte) { h[16] = 1 },
		"page size 513":      func(h []byte) { h[17] = 1 },
		"page size 768":      func(h []byte) { h[16] = 3 },
		"reserved bytes":     func(h []byte) { h[20] = 33 },
		"a later format":     func(h []byte) { h[19] = 3 },
		"fractions":          func(h []byte) { h[21] = 65 },
		"a later schema":     func(h []byte) { h[47] = 5 },
		"text in encoding 4": func(h []byte) { h[59] = 4 },
		"too many pages":     func(h []byte) { h[28] = 0xff },
		"an index as schema": func(h []byte) { h[100] = 0x0a },
	} {
		b := slices.Clone(file)
		edit(b)
		if _, err := Open(b); !errors.Is(err, ErrDamaged) || errors.Is(err, ErrNotSQLite) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestHostilePagesAreRefused makes by hand what chance hardly makes.
func TestHostilePagesAreRefused(t *testing.T) {
	file := sound(t, 600)
	f := open(t, file)
	root, leaf := table(t, f, "many").root, firstLeaf(f, table(t, f, "many").root)
	few := lastLeaf(f, table(t, f, "few").root)
	for _, c := range []struct {
		name, want string
		edit       func(b []byte)
	}{
		{"a page beyond the end", "no such page", func(b []byte) { put32(at(b, root)[8:], 1<<31) }},
		{"page 0", "page 0: no such page", func(b []byte) { put32(at(b, root)[8:], 0) }},
		{"a page within itself", "two places at once", func(b []byte) { put32(at(b, root)[8:], root) }},
		{"a page twice", "two places at once", func(b []byte) { put32(at(b, root)[8:], leaf) }},
		{"another kind of page", "not the page of a table", func(b []byte) { at(b, leaf)[0] = 0 }},
		{"more cells than fit", "not the page of a table", func(b []byte) { at(b, leaf)[3] = 0xff }},
		{"a cell beyond the page", "a cell outside its page", func(b []byte) { at(b, leaf)[8] = 0xff }},
		{"a cell in the header", "a cell outside its page", func(b []byte) { put16(at(b, leaf)[8:], 8) }},
		{"a child beyond the page", "a cell outside its page", func(b []byte) { put16(at(b, root)[12:], 510) }},
		{"a payload of 2^64 bytes", "a cell that does not end", func(b []byte) { cell(at(b, leaf), 1, 400, strings.Repeat("\xff", 9)+"\x01") }},
		{"a payload of 2^63 bytes", "a cell that does not end", func(b []byte) { cell(at(b, leaf), 1, 400, "\xbf"+strings.Repeat("\xff", 8)+"\x01") }},
		{"a length over the end", "a cell that does not end", func(b []byte) { cell(at(b, leaf), 1, 508, "\xff\xff\xff\xff") }},
		{"a rowid over the end", "a cell that does not end", func(b []byte) { cell(at(b, leaf), 1, 508, "\x01\xff\xff\xff") }},
		{"a payload over the end", "a cell that ends outside its page", func(b []byte) { cell(at(b, leaf), 1, 504, "\x70\x01\x02\x00") }},
		{"an overflow over the end", "a cell that ends outside its page", func(b []byte) { cell(at(b, leaf), 1, 469, "\x84\x00\x01") }},
		{"a row twice", "rows out of order", func(b []byte) { cell(at(b, leaf), 2, 508, "\x01\x01\x01\x00") }},
		{"a header over the end", "a record that does not read", func(b []byte) { cell(at(b, leaf), 1, 500, "\x03\x01\x04\x00\x00") }},
		{"a header of nothing", "a record that does not read", func(b []byte) { cell(at(b, leaf), 1, 500, "\x03\x01\x00\x00\x00") }},
		{"a type over the end", "a record that does not read", func(b []byte) { cell(at(b, leaf), 1, 500, "\x03\x01\x02\xff\x00") }},
		{"a type of no value", "a record that does not read", func(b []byte) { cell(at(b, leaf), 1, 500, "\x03\x01\x03\x0a\x0b") }},
		{"a text over the end", "a record that does not read", func(b []byte) { cell(at(b, leaf), 1, 500, "\x03\x01\x02\x11x") }},
		{"a text of 2^63 bytes", "a record that does not read", func(b []byte) { cell(at(b, leaf), 1, 480, "\x0a\x01\x0a"+strings.Repeat("\xff", 9)) }},
		{"more values than columns", "a record that does not read", func(b []byte) { cell(at(b, leaf), 1, 500, "\x04\x01\x04\x00\x00\x00") }},
		{"more than its values", "a record that does not read", func(b []byte) { cell(at(b, leaf), 1, 500, "\x04\x01\x03\x00\x00\x00") }},
		{"overflow in a circle", "two places at once", func(b []byte) { p := overflow(at(b, few)); put32(at(b, p), p) }},
		{"overflow to nowhere", "page 0: no such page", func(b []byte) { put32(at(b, overflow(at(b, few))), 0) }},
		{"cells that share bytes", "cells that overlap", func(b []byte) {
			// Each a blob of 317 bytes that holds the next.
			for i := range 3 {
				cell(at(b, leaf), i+1, 60+6*i, "\x82\x40"+string(rune(i+1))+"\x03\x85\x06")
			}
			put16(at(b, leaf)[8:], 60)
			put16(at(b, leaf)[10:], 66)
		}},
	} {
		b := slices.Clone(file)
		c.edit(b)
		if err := drain(t, b); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func at(b []byte, page uint32) []byte { return b[(page-1)*512 : page*512] }

func put16(b []byte, n int) { binary.BigEndian.PutUint16(b, uint16(n)) }

func put32(b []byte, n uint32) { binary.BigEndian.PutUint32(b, n) }

func firstLeaf(f *File, page uint32) uint32 {
	for p := at(f.bytes, page); p[0] == interiorPage; p = at(f.bytes, page) {
		page = binary.BigEndian.Uint32(p[binary.BigEndian.Uint16(p[12:]):])
	}
	return page
}

func lastLeaf(f *File, page uint32) uint32 {
	for p := at(f.bytes, page); p[0] == interiorPage; p = at(f.bytes, page) {
		page = binary.BigEndian.Uint32(p[8:])
	}
	return page
}

// cell makes the cells of a leaf so many, all of them at one place.
func cell(leaf []byte, count, at int, cell string) {
	put16(leaf[3:], count)
	for i := range count {
		put16(leaf[8+2*i:], at)
	}
	copy(leaf[at:], cell)
}

// overflow is the first overflow page of the last row of a leaf.
func overflow(leaf []byte) uint32 {
	last := 8 + 2*(int(binary.BigEndian.Uint16(leaf[3:]))-1)
	b := leaf[binary.BigEndian.Uint16(leaf[last:]):]
	length, n := varint(b)
	_, m := varint(b[n:])
	w := walk{Table: Table{file: &File{usable: len(leaf)}}}
	return binary.BigEndian.Uint32(b[n+m+w.local(int(length)):])
}

// TestATreeTooDeepIsRefused chains pages each of which has but the next as child.
func TestATreeTooDeepIsRefused(t *testing.T) {
	file := sound(t, 600)
	f := open(t, file)
	root := table(t, f, "many").root
	for page := root; page < root+maxDepth+2; page++ {
		p := at(file, page)
		clear(p)
		p[0] = interiorPage
		put32(p[8:], page+1)
	}
	if err := drain(t, file); err == nil || !strings.Contains(err.Error(), "too deep") {
		t.Errorf("%v", err)
	}
}

func TestMemoryStaysFlat(t *testing.T) {
	d := create(t, "CREATE TABLE v (id INTEGER PRIMARY KEY, day INTEGER, value INTEGER)",
		"WITH s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s LIMIT 20000) INSERT INTO v SELECT n, n * 86400000, n % 3 FROM s")
	read := table(t, open(t, d.file()), "v")
	allocs := testing.AllocsPerRun(1, func() {
		sum := int64(0)
		if err := read.Rows(func(r Row) error {
			n, _ := r.At(2).Int()
			sum += n
			return nil
		}); err != nil || sum == 0 {
			t.Error(sum, err)
		}
	})
	if allocs > 10 {
		t.Errorf("%v allocations for 20000 rows", allocs)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(sound(f, 40))
	f.Add(sound(f, 40, "PRAGMA auto_vacuum = FULL", "PRAGMA encoding = 'UTF-16be'"))
	f.Add(reserving(f, 512, 32))
	f.Add(create(f, "PRAGMA page_size = 512", "CREATE TABLE v (a)", "INSERT INTO v VALUES (zeroblob(5000))").file())
	f.Add(create(f, "PRAGMA page_size = 512", "PRAGMA encoding = 'UTF-16le'", "CREATE TABLE v (a, b, 'c, d' INTEGER PRIMARY KEY)",
		"INSERT INTO v VALUES (1.5, NULL, 1), ('😀', x'ff', 2), (0, 1, 300)").file())
	for _, n := range []int{0, 16, 100, 512} {
		f.Add([]byte(magic + strings.Repeat("\x00", n)))
	}
	f.Fuzz(func(t *testing.T, file []byte) { _ = drain(t, file) })
}

func BenchmarkRows(b *testing.B) {
	d := create(b, "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER, value INTEGER)",
		"WITH s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s LIMIT 365000) INSERT INTO Repetitions SELECT n, n % 100, 1500000000000 + n / 100 * 86400000, 2 FROM s")
	file := d.file()
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		t := table(b, open(b, file), "Repetitions")
		habit, timestamp, value := t.Column("habit"), t.Column("timestamp"), t.Column("value")
		n := 0
		if err := t.Rows(func(r Row) error {
			_, ok1 := r.At(habit).Int()
			_, ok2 := r.At(timestamp).Int()
			_, ok3 := r.At(value).Int()
			if !ok1 || !ok2 || !ok3 {
				return fmt.Errorf("row %d", n)
			}
			n++
			return nil
		}); err != nil || n != 365_000 {
			b.Fatal(n, err)
		}
	}
}
