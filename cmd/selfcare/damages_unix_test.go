//go:build unix

package main

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/db"
)

// page is the size of a page of bbolt's.
var page = os.Getpagesize()

// Where a meta page has its meta, and that its transaction.
const (
	metaAt      = 16
	metaSize    = 64
	metaVersion = metaAt + 48
)

// A damage is one way in which something may happen to a record.
type damage struct {
	name string
	// bytes are what is in the file after it; place puts something else than a file there.
	bytes func(c *rand.Rand, s *specimen) []byte
	place func(t *testing.T, s *specimen, file string)
	// link makes a link at file that leads to record: the record has been there all along, with its
	// note and backups beside it, and that is what is damaged.
	link func(t *testing.T, s *specimen, file, record string)
	// older says that the record of some changes before may be shown, foreign that the file is
	// none of ours, newer that a later version wrote it, device that it is only to be read.
	older, foreign, newer, device bool
}

// circular is the damage that leads in circles.
const circular = "a page that leads to itself"

// damages are all of them.
var damages = []damage{
	{name: "a bit", bytes: func(c *rand.Rand, s *specimen) []byte { return flip1(s.whole, c.IntN(8*len(s.whole))) }},
	{name: "a bit of a page in use", bytes: func(c *rand.Rand, s *specimen) []byte { return flip1(s.whole, 8*s.used(c)+c.IntN(8*page)) }},
	{name: "a bit of a header", bytes: func(c *rand.Rand, s *specimen) []byte { return flip1(s.whole, 8*s.used(c)+c.IntN(8*16)) }},
	{name: "a bit of a table", bytes: func(c *rand.Rand, s *specimen) []byte { return flip1(s.whole, 8*(s.used(c)+16)+c.IntN(8*16*20)) }},
	{name: "a burst", bytes: burst},
	{name: "a cut", bytes: func(c *rand.Rand, s *specimen) []byte { return s.whole[:c.IntN(len(s.whole))|1] }},
	{name: "a cut to a page", bytes: func(c *rand.Rand, s *specimen) []byte { return s.whole[:s.any(c)] }},
	{name: "pages of noughts", bytes: noughts},
	{name: "two pages swapped", bytes: swapped},
	{name: "the meta pages swapped", bytes: func(_ *rand.Rand, s *specimen) []byte {
		return overlaid(s.whole, 0, s.whole[page:2*page], s.whole[:page])
	}},
	{name: "a page over another", bytes: func(c *rand.Rand, s *specimen) []byte {
		from := s.used(c)
		return overlaid(s.whole, s.any(c), s.whole[from:from+page])
	}},
	{name: "a page of before", bytes: func(c *rand.Rand, s *specimen) []byte {
		at := s.used(c)
		return overlaid(s.whole, at, s.older[at:at+page])
	}},
	{name: "half of it of before", bytes: func(_ *rand.Rand, s *specimen) []byte {
		half := len(s.whole) / 2
		return overlaid(s.whole, half, s.older[half:])
	}},
	{name: "the meta pages of before", older: true, bytes: func(_ *rand.Rand, s *specimen) []byte { return overlaid(s.whole, 0, s.older[:2*page]) }},
	{name: "the newest meta page", bytes: func(c *rand.Rand, s *specimen) []byte { return metaFlipped(c, s.whole, newestMeta(s.whole)) }},
	{name: "the other meta page", bytes: func(c *rand.Rand, s *specimen) []byte { return metaFlipped(c, s.whole, page-newestMeta(s.whole)) }},
	{name: "both meta pages", bytes: func(c *rand.Rand, s *specimen) []byte { return metaFlipped(c, metaFlipped(c, s.whole, 0), page) }},
	{name: circular, bytes: circle},
	{name: "the name of a bucket", bytes: func(c *rand.Rand, s *specimen) []byte {
		return misnamed(s.whole, []string{"changes", "habits", "days", "moods", "events"}[c.IntN(5)])
	}},
	{name: "an older copy", older: true, bytes: func(_ *rand.Rand, s *specimen) []byte { return s.older }},
	{name: "garbage at the end", bytes: func(c *rand.Rand, s *specimen) []byte {
		return append(bytes.Clone(s.whole), garbage(c, 1+c.IntN(9000))...)
	}},
	{name: "more in the middle", bytes: func(c *rand.Rand, s *specimen) []byte {
		at := c.IntN(len(s.whole))
		return joined(s.whole[:at], garbage(c, 1+c.IntN(5000)), s.whole[at:])
	}},
	{name: "less in the middle", bytes: func(c *rand.Rand, s *specimen) []byte {
		at := c.IntN(len(s.whole) - 5000)
		return joined(s.whole[:at], s.whole[at+1+c.IntN(5000):])
	}},
	{name: "nothing", bytes: func(*rand.Rand, *specimen) []byte { return nil }},
	{name: "little", bytes: func(c *rand.Rand, s *specimen) []byte { return s.whole[:1+c.IntN(16<<10-1)] }},
	{name: "text", bytes: func(c *rand.Rand, _ *specimen) []byte {
		return bytes.Repeat([]byte("Dear all, this is a letter.\n"), 1+c.IntN(9000))
	}},
	{name: "all noughts", bytes: func(_ *rand.Rand, s *specimen) []byte { return make([]byte, len(s.whole)) }},
	{name: "all garbage", bytes: func(c *rand.Rand, s *specimen) []byte { return garbage(c, len(s.whole)) }},
	{name: "a file of another program", foreign: true, place: func(t *testing.T, _ *specimen, file string) { anotherProgram(t, file) }},
	{name: "a newer schema", newer: true, place: func(t *testing.T, _ *specimen, file string) { newerSchema(t, file) }},
	{name: "a folder", place: func(t *testing.T, _ *specimen, file string) { instead(t, file, os.Mkdir(file+"~", 0o700)) }},
	{name: "a folder with files", place: func(t *testing.T, s *specimen, file string) {
		instead(t, file, os.Mkdir(file+"~", 0o700))
		writeFile(t, filepath.Join(file, "selfcare.db"), s.whole)
	}},
	{name: "a pipe", place: func(t *testing.T, _ *specimen, file string) { instead(t, file, syscall.Mkfifo(file+"~", 0o600)) }},
	{name: "a circle of links", place: func(t *testing.T, _ *specimen, file string) {
		instead(t, file, os.Symlink(filepath.Base(file), file+"~"))
	}},
	{name: "a link to nothing", place: func(t *testing.T, _ *specimen, file string) { instead(t, file, os.Symlink("gone.db", file+"~")) }},
	{name: "a link to nothing in a folder that is gone", place: func(t *testing.T, _ *specimen, file string) { instead(t, file, os.Symlink("gone/gone.db", file+"~")) }},
	{name: "a link to the null device", device: true, place: func(t *testing.T, _ *specimen, file string) { instead(t, file, os.Symlink(os.DevNull, file+"~")) }},
	{name: "a link to the record", link: linkTo, bytes: func(_ *rand.Rand, s *specimen) []byte { return s.whole }},
	{name: "a link to a damaged record", link: linkTo, bytes: func(c *rand.Rand, s *specimen) []byte { return metaFlipped(c, s.whole, newestMeta(s.whole)) }},
	{name: "a file that may not be read", place: func(t *testing.T, _ *specimen, file string) {
		if os.Getuid() == 0 {
			t.Skip("SKIPPED: root may read everything")
		}
		if err := os.Chmod(file, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(file, 0o600) })
	}},
	{name: "a relative link to a damaged record", link: linkFromHere, bytes: burst},
	{name: "a link to a link to a damaged record", link: linkTwice, bytes: noughts},
	{name: "a link to a damaged record, beside backups of another", link: linkBesideBackups, bytes: func(c *rand.Rand, s *specimen) []byte { return s.whole[:c.IntN(len(s.whole))|1] }},
}

// flip1 is a file with one bit flipped.
func flip1(file []byte, bit int) []byte {
	b := bytes.Clone(file)
	b[bit/8%len(b)] ^= 1 << (bit % 8)
	return b
}

// used is where a page begins that is in use; the meta pages are not among them.
func (s *specimen) used(c *rand.Rand) int { return s.pages[c.IntN(len(s.pages))] * page }

// any is where some page begins.
func (s *specimen) any(c *rand.Rand) int { return c.IntN(len(s.whole)/page) * page }

// overlaid is a file with others over it from a place on.
func overlaid(file []byte, at int, over ...[]byte) []byte {
	b := bytes.Clone(file)
	copy(b[at:], joined(over...))
	return b
}

func joined(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func garbage(c *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(c.UintN(256))
	}
	return b
}

func burst(c *rand.Rand, s *specimen) []byte {
	return overlaid(s.whole, s.used(c)+c.IntN(page), garbage(c, 1+c.IntN(600)))
}

func noughts(c *rand.Rand, s *specimen) []byte {
	b := s.whole
	for range 1 + c.IntN(3) {
		b = overlaid(b, s.any(c), make([]byte, page))
	}
	return b
}

func swapped(c *rand.Rand, s *specimen) []byte {
	x, y := s.used(c), s.any(c)
	return overlaid(overlaid(s.whole, x, s.whole[y:y+page]), y, s.whole[x:x+page])
}

// newestMeta is where the newest meta page begins.
func newestMeta(file []byte) int {
	if binary.NativeEndian.Uint64(file[metaVersion:]) > binary.NativeEndian.Uint64(file[page+metaVersion:]) {
		return 0
	}
	return page
}

// metaFlipped is a file with a bit of a meta page flipped.
func metaFlipped(c *rand.Rand, file []byte, at int) []byte {
	return flip1(file, 8*(at+metaAt)+c.IntN(8*metaSize))
}

// circle is a file with a page that leads to itself.
func circle(c *rand.Rand, s *specimen) []byte {
	at := s.branches[c.IntN(len(s.branches))]
	b := bytes.Clone(s.whole)
	n := int(binary.NativeEndian.Uint16(b[at*page+10:]))
	binary.NativeEndian.PutUint64(b[at*page+16+16*c.IntN(n)+8:], uint64(at))
	return b
}

// misnamed is a file in which a bucket has another name, wherever it stands.
func misnamed(file []byte, name string) []byte {
	other := []byte(name)
	other[2] ^= 1
	return bytes.ReplaceAll(file, []byte(name), other)
}

// anotherProgram makes a file of bbolt's with other buckets.
func anotherProgram(t *testing.T, file string) {
	t.Helper()
	instead(t, file, nil)
	b, err := bbolt.Open(file, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("mail"))
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// newerSchema makes the record one of a later version.
func newerSchema(t *testing.T, file string) {
	t.Helper()
	b, err := bbolt.Open(file, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("schema"), sealed("meta", "schema", "99"))
	}); err != nil {
		t.Fatal(err)
	}
}

// instead puts what was made under another name, if anything, in the place of a file.
func instead(t *testing.T, file string, made error) {
	t.Helper()
	if made != nil {
		t.Skipf("SKIPPED: it cannot be made here: %v", made)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(file + "~"); err != nil {
		return
	}
	if err := os.Rename(file+"~", file); err != nil {
		t.Fatal(err)
	}
}

// elsewhere moves a record to another folder, with all that is beside it, and returns its path there.
func elsewhere(t *testing.T, file string) string {
	t.Helper()
	other := filepath.Join(realFolder(t), "other.db")
	all, err := filepath.Glob(file + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		if err := os.Rename(path, other+strings.TrimPrefix(path, file)); err != nil {
			t.Fatal(err)
		}
	}
	return other
}

// realFolder returns a new folder, by a path without links.
func realFolder(t *testing.T) string {
	t.Helper()
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func linkTo(t *testing.T, _ *specimen, file, record string) {
	t.Helper()
	if err := os.Symlink(record, file); err != nil {
		t.Fatal(err)
	}
}

// linkFromHere makes a link that says where the record is from the link's own folder.
func linkFromHere(t *testing.T, s *specimen, file, record string) {
	t.Helper()
	folder, err := filepath.EvalSymlinks(filepath.Dir(file))
	if err != nil {
		t.Fatal(err)
	}
	way, err := filepath.Rel(folder, record)
	if err != nil {
		t.Fatal(err)
	}
	linkTo(t, s, file, way)
}

// linkTwice makes a link to a link in a third folder.
func linkTwice(t *testing.T, s *specimen, file, record string) {
	t.Helper()
	between := filepath.Join(realFolder(t), "between.db")
	linkFromHere(t, s, between, record)
	linkTo(t, s, file, between)
}

// linkBesideBackups leaves beside the link what belonged to another record that was a file there:
// its note, and a backup that is newer than all of the one behind the link.
func linkBesideBackups(t *testing.T, s *specimen, file, record string) {
	t.Helper()
	linkTo(t, s, file, record)
	if err := os.Mkdir(file+".backups", 0o700); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(file+".backups", "2026-11-22T07-45-00.db"), s.another)
	writeFile(t, file+".noted", fileOf(t, record+".noted"))
}

// nearLink returns where a link leads to, and what is beside it.
func nearLink(t *testing.T, link string) string {
	t.Helper()
	target, err := os.Readlink(link)
	if err != nil {
		return err.Error()
	}
	return target + " " + look(t, filepath.Dir(link)) + " " + look(t, link+".backups")
}

// look is everything about what is at a path, but for its time.
func look(t *testing.T, path string) string {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		return err.Error()
	}
	text := info.Mode().String()
	if target, err := os.Readlink(path); err == nil {
		if text += " " + target + "\n"; !filepath.IsAbs(target) {
			return text // where it leads to depends on its own name
		}
	}
	if is, err := os.Stat(path); err == nil && is.Mode().IsRegular() && is.Mode().Perm() != 0 {
		text += " " + string(fileOf(t, path))
	}
	if list, err := os.ReadDir(path); err == nil {
		for _, e := range list {
			text += " " + e.Name()
		}
	}
	return text
}

// rot writes a file as a disk does that forgets: in its place, and at the time that it had.
func rot(t *testing.T, file string, b []byte) {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, file, b)
	if err := os.Chtimes(file, time.Time{}, info.ModTime()); err != nil {
		t.Fatal(err)
	}
}

// besides are the names beside a file that are there and need not be.
func besides(t *testing.T, file string) (all []string) {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(list, db.New(file, nil).Leftovers()...) {
		switch rest := strings.TrimPrefix(path, file); rest {
		case "", ".lock", ".gate", ".noted", ".backups":
		default:
			all = append(all, rest)
		}
	}
	return all
}
