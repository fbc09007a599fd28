package guard

import (
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"strconv"
	"strings"
)

// note is the state that the last writer left the file in, with the number of the newest change
// then. A file that is not in this state was changed by something else.
//
// A disk may forget bits of a file that nothing changes, some of which no checksum covers:
// bbolt's own. So the note has the day, since 1970 in UTC, on which the whole file was verified
// last, too.
type note struct {
	state
	newest uint64
	day    int64
}

// day returns the day that it is, for a note.
func (f *File) day() int64 { return f.now().Unix() / (24 * 60 * 60) }

// trustedDays is for how many days whoever cannot wait trusts a verification: a prompt shows
// nothing where it does not.
const trustedDays = 7

// isStale reports whether a file in a state has to be verified before it is used.
func (f *File) isStale(n note, s state) bool {
	switch {
	case n.state != s:
		return true
	case f.noWait:
		return n.day > f.day() || n.day < f.day()-trustedDays
	}
	return f.verify != nil && n.day != f.day()
}

// notePath returns where the note is.
func (f *File) notePath() string { return f.path + ".noted" }

// noteVersion begins a note.
const noteVersion = "selfcare 1"

// noteFormat is the line that a state is noted in; its end is a checksum of the rest. It is
// always as long, and written over the one before, so that the note needs no room on a disk
// that has become full.
const noteFormat = noteVersion + " %020d %020d %020d %020d %020d %08d "

// readNote returns what the last writer noted, or nothing where that cannot be read: the file is
// stale then.
func (f *File) readNote() note {
	if isOdd(f.notePath()) {
		return note{}
	}
	b, err := os.ReadFile(f.notePath())
	const sum = 8 + len("\n")
	if err != nil || len(b) < sum {
		return note{}
	}
	text := b[:len(b)-sum]
	if fmt.Sprintf("%08x\n", crc32.Checksum(text, castagnoli)) != string(b[len(text):]) {
		return note{}
	}
	fields := strings.Fields(string(text))
	if len(fields) != 8 || fields[0]+" "+fields[1] != noteVersion {
		return note{}
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
	n := note{state{signed(2), signed(3), unsigned(4), unsigned(5)}, unsigned(6), signed(7)}
	if err != nil {
		return note{}
	}
	return n
}

// Note notes the file as it is, with the number of its newest change, as one that was verified
// today.
func (f *File) Note(newest uint64) { f.writeNote(newest, f.day()) }

// writeNote notes the state of the file, of which newest is the number of the newest change, and
// the day on which it was verified, and returns it. Where that cannot be done the file is
// verified before its next use, and that is all.
func (f *File) writeNote(newest uint64, day int64) state {
	s, err := stateOf(f.path)
	if err != nil {
		return s
	}
	text := fmt.Appendf(nil, noteFormat, s.size, s.time, s.inode, s.transaction, newest, day)
	text = fmt.Appendf(text, "%08x\n", crc32.Checksum(text, castagnoli))
	to, err := os.OpenFile(f.notePath(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return s
	}
	_, _ = to.WriteAt(text, 0)
	_ = to.Close()
	return s
}

// castagnoli is the polynomial of the note's checksum.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// NewestNoted returns the number of the newest change that was noted, 0 where that is not known.
func (f *File) NewestNoted() uint64 { return f.readNote().newest }
