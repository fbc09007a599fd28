package db

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"os"
	"strconv"
	"strings"
)

// state is what tells one version of the file from another without reading it: its size
// and time, which file it is, and bbolt's newest transaction in it.
type state struct {
	size, time  int64
	inode       uint64
	transaction uint64
}

// noted is the state that the last writer left the file in, with the number of the newest
// change then. A file that is not in this state was changed by something else.
//
// A disk may forget bits of a file that nothing changes, some of which no checksum covers:
// bbolt's own. So the note has the day, since 1970 in UTC, on which the whole file was verified
// last, too.
type noted struct {
	state
	changes uint64
	day     int64
}

// errMeta says that one of the two pages in which bbolt keeps its newest transactions does
// not read as it was written. bbolt would go on with the other one, and so silently with
// the change before the newest.
var errMeta = errors.New("a page that every reading begins with is not whole")

// A bbolt page begins with a header of 16 bytes. A meta page goes on with magic, version,
// page size and flags of 4 bytes each, the root of 16, freelist, page count, transaction
// and checksum of 8, in the machine's own order.
const (
	pageHeader = 16
	metaSize   = 64
	metaMagic  = 0xED0CDAED
)

// A meta is what is read of a meta page.
type meta struct{ pageSize, transaction uint64 }

// metaIn reads the meta of a page, of which b is the beginning.
func metaIn(b []byte) (meta, error) {
	b = b[pageHeader : pageHeader+metaSize]
	sum := fnv.New64a()
	_, _ = sum.Write(b[:metaSize-8])
	if binary.NativeEndian.Uint32(b) != metaMagic || binary.NativeEndian.Uint64(b[metaSize-8:]) != sum.Sum64() {
		return meta{}, errMeta
	}
	return meta{uint64(binary.NativeEndian.Uint32(b[8:])), binary.NativeEndian.Uint64(b[metaSize-16:])}, nil
}

// stateOf looks at a file of bbolt's. Of its two meta pages one is always of the newest
// transaction and the other of the one before it: where that is not so, the newest is gone.
// (A meta lies within the first 512 bytes of its page, which disks write whole or not at all:
// a power cut does not make such a file.)
func stateOf(path string) (state, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return state{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return state{}, err
	}
	s := state{size: info.Size(), time: info.ModTime().UnixNano(), inode: inodeOf(info)}
	metas, err := metasOf(f)
	s.transaction = max(metas[0].transaction, metas[1].transaction)
	return s, err
}

// metasOf are the two metas of a file, in their order.
func metasOf(f *os.File) (metas [2]meta, err error) {
	var page [pageHeader + metaSize]byte
	for i := range metas {
		if _, err := f.ReadAt(page[:], int64(i)*int64(metas[0].pageSize)); err != nil {
			return metas, noMeta(err)
		}
		if metas[i], err = metaIn(page[:]); err != nil {
			return metas, err
		}
	}
	first, second := metas[0].transaction, metas[1].transaction
	if first != second+1 && second != first+1 {
		return metas, errMeta
	}
	return metas, nil
}

// noMeta is why a meta page could not be read.
func noMeta(err error) error {
	if errors.Is(err, io.EOF) {
		return errMeta
	}
	return err
}

// day is the day that it is, for a note.
func (db *DB) day() int64 { return db.now().Unix() / (24 * 60 * 60) }

// hastyDays is for how many days whoever cannot wait takes a verification for good: a prompt
// shows nothing where it does not.
const hastyDays = 7

// isStale reports whether a file in a state has to be verified before it is used.
func (db *DB) isStale(n noted, s state) bool {
	switch {
	case n.state != s:
		return true
	case db.noWait:
		return n.day > db.day() || n.day < db.day()-hastyDays
	}
	return db.verify != nil && n.day != db.day()
}

// notedName is the file that the state is noted in.
func (db *DB) notedName() string { return db.path + ".noted" }

// notedVersion begins a note.
const notedVersion = "selfcare 1"

// notedFormat is the line that a state is noted in; its end is a checksum of the rest. It is
// always as long, and written over the one before, so that the note needs no room on a disk
// that has become full.
const notedFormat = notedVersion + " %020d %020d %020d %020d %020d %08d "

// noted is what the last writer noted, or nothing where that cannot be read: the file is
// doubtful then.
func (db *DB) noted() noted {
	if isOdd(db.notedName()) {
		return noted{}
	}
	b, err := os.ReadFile(db.notedName())
	const sum = 8 + len("\n")
	if err != nil || len(b) < sum {
		return noted{}
	}
	text := b[:len(b)-sum]
	if fmt.Sprintf("%08x\n", crc32.Checksum(text, castagnoli)) != string(b[len(text):]) {
		return noted{}
	}
	fields := strings.Fields(string(text))
	if len(fields) != 8 || fields[0]+" "+fields[1] != notedVersion {
		return noted{}
	}
	signed := func(i int) int64 {
		n, bad := strconv.ParseInt(fields[i], 10, 64)
		err = errors.Join(err, bad)
		return n
	}
	unsigned := func(i int) uint64 {
		n, bad := strconv.ParseUint(fields[i], 10, 64)
		err = errors.Join(err, bad)
		return n
	}
	n := noted{state{signed(2), signed(3), unsigned(4), unsigned(5)}, unsigned(6), signed(7)}
	if err != nil {
		return noted{}
	}
	return n
}

// note notes the state of the file, of which changes is the number of the newest change, and
// the day on which it was verified, and returns it. Where that cannot be done the file is
// verified before its next use, and that is all.
func (db *DB) note(changes uint64, day int64) state {
	s, err := stateOf(db.path)
	if err != nil {
		return s
	}
	text := fmt.Appendf(nil, notedFormat, s.size, s.time, s.inode, s.transaction, changes, day)
	text = fmt.Appendf(text, "%08x\n", crc32.Checksum(text, castagnoli))
	f, err := os.OpenFile(db.notedName(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return s
	}
	_, _ = f.WriteAt(text, 0)
	_ = f.Close()
	return s
}

// stamp is the state as [DB.Stamp] tells it.
func (s state) stamp() string {
	return fmt.Sprintf("%d/%d/%d/%d", s.size, s.time, s.inode, s.transaction)
}
