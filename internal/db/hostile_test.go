package db

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
	"selfcare/internal/record"
)

// hostileRuns is how many damages are recovered from: some in an ordinary run, as many as
// SELFCARE_DAMAGES says in a long one.
func hostileRuns() int { return size("SELFCARE_DAMAGES", 48, 12) }

// hostile is a file whose pages may say anything of themselves.
type hostile struct {
	*rand.Rand
	file []byte
}

// page is one of its pages.
func (h hostile) page() []byte {
	at := h.IntN(len(h.file)/smallestPage) * smallestPage
	return h.file[at : at+smallestPage]
}

// size is a length or a place that does not fit, or only just.
func (h hostile) size() uint32 {
	n := uint32(len(h.file))
	sizes := []uint32{0, 1, elementSize - 1, elementSize, smallestPage, largestInner, largestInner + 1, n - 1, n, n + 1, math.MaxInt32, math.MaxInt32 + 1, math.MaxUint32 - elementSize, math.MaxUint32}
	return sizes[h.IntN(len(sizes))]
}

// hostilities are what is done to it.
var hostilities = []func(h hostile) []byte{
	hostile.elements, hostile.counts, hostile.words, hostile.inner, hostile.inners, hostile.lengths, hostile.shuffled, hostile.repeated,
}

// elements have sizes that do not fit.
func (h hostile) elements() []byte {
	for range 1 + h.IntN(8) {
		page := h.page()
		for i := range 1 + h.IntN(60) {
			binary.NativeEndian.PutUint32(page[pageHeader+i*elementSize+4*h.IntN(4):], h.size())
		}
	}
	return h.file
}

// counts are of more elements than there are.
func (h hostile) counts() []byte {
	for range 1 + h.IntN(8) {
		page := h.page()
		binary.NativeEndian.PutUint16(page[8:], uint16(h.UintN(32)))
		binary.NativeEndian.PutUint16(page[10:], uint16(h.size()))
	}
	return h.file
}

// words are the same all over.
func (h hostile) words() []byte {
	word := h.size()
	for at := h.IntN(len(h.file)/4) * 4; at+4 <= len(h.file); at += 4 {
		binary.NativeEndian.PutUint32(h.file[at:], word)
	}
	return h.file
}

// inner is a page full of buckets that lie over each other.
func (h hostile) inner() []byte {
	h.nest(h.page())
	return h.file
}

// inners are several of them, one behind the other.
func (h hostile) inners() []byte {
	at := (len(h.file)/smallestPage - 4) * smallestPage
	for range 4 {
		h.nest(h.file[at : at+smallestPage])
		at += smallestPage
	}
	return h.file
}

// nest fills a page with buckets that lie over each other.
func (h hostile) nest(page []byte) {
	binary.NativeEndian.PutUint16(page[8:], leafPage)
	binary.NativeEndian.PutUint16(page[10:], math.MaxUint16)
	for at := pageHeader; at+elementSize <= len(page); at += elementSize {
		binary.NativeEndian.PutUint32(page[at:], innerBucket)
		binary.NativeEndian.PutUint32(page[at+4:], uint32(elementSize*(1+h.IntN(8))))
		binary.NativeEndian.PutUint32(page[at+8:], 0)
		binary.NativeEndian.PutUint32(page[at+12:], uint32(h.IntN(largestInner)))
	}
}

// lengths are anything, nothing among them.
func (h hostile) lengths() []byte {
	switch h.IntN(3) {
	case 0:
		return h.file[:h.IntN(2*(pageHeader+metaSize))]
	case 1:
		return h.file[:h.IntN(len(h.file))]
	}
	return append(h.file, make([]byte, h.IntN(3*smallestPage))...)
}

// shuffled are all pages, in another order.
func (h hostile) shuffled() []byte {
	var all []byte
	for _, i := range h.Perm(len(h.file) / smallestPage) {
		all = append(all, h.file[i*smallestPage:(i+1)*smallestPage]...)
	}
	return all
}

// repeated is one page over and over.
func (h hostile) repeated() []byte {
	return bytes.Repeat(h.page(), len(h.file)/smallestPage)
}

// recoverFrom recovers the record, and returns how long that took.
func recoverFrom(t *testing.T, db *DB, backup string) (found Recovered, replaced string, took time.Duration) {
	t.Helper()
	began := time.Now()
	found, replaced, err := db.Recover(backup, Verify)
	if err != nil {
		t.Fatal(err)
	}
	return found, replaced, time.Since(began)
}

// Whatever the pages of a damaged file say of themselves, a recovery ends at once, is sound,
// and accounts for every change that was noted.
func TestARecoveryOfHostileSizesIsSoundAndQuick(t *testing.T) {
	db, backup, was, is := toRecover(t)
	sound := bytesOf(t, db.Path())
	chance := rand.New(rand.NewPCG(81, 82))
	slowest := time.Duration(0)
	for n := range hostileRuns() {
		spoil(t, db, sound)
		db.file.Note(is.Seq)
		spoil(t, db, hostilities[n%len(hostilities)](hostile{chance, metaSpoilt(sound)}))
		damaged := bytesOf(t, db.Path())
		found, replaced, took := recoverFrom(t, db, backup)
		// A machine that has other things to do is slow at times, but not every time.
		for again := 0; took > time.Second && again < 5; again++ {
			if err := os.Remove(replaced); err != nil {
				t.Fatal(err)
			}
			spoil(t, db, sound)
			db.file.Note(is.Seq)
			spoil(t, db, damaged)
			found, replaced, took = recoverFrom(t, db, backup)
		}
		if slowest = max(slowest, took); took > time.Second {
			t.Errorf("damage %d: it took %v", n, took)
		}
		if len(found.Changes)+found.Lost != int(is.Seq-was.Seq) {
			t.Errorf("damage %d: %d came back and %d are lost, of %d", n, len(found.Changes), found.Lost, is.Seq-was.Seq)
		}
		if got := load(t, db); len(got.Rows) < len(was.Rows) || len(got.Moods) < len(was.Moods) {
			t.Errorf("damage %d: there are %v", n, names(got.List()))
		}
		if err := errors.Join(db.view(checkTx), os.Remove(replaced)); err != nil {
			t.Errorf("damage %d: %v", n, err)
		}
	}
	t.Logf("the slowest took %v", slowest)
}

func TestMoodsAndEventsOfNoKnownKindAreRefused(t *testing.T) {
	records := map[string]func(p *rows.Packer){
		rows.MoodsBucket: func(p *rows.Packer) {
			p.Text("a")
			for _, n := range []int64{noon().Unix(), int64(today), 9} {
				p.Number(n)
			}
			p.Text("")
		},
		rows.EventsBucket: func(p *rows.Packer) {
			p.Text("a")
			p.Text("b")
			for _, n := range []int64{9, noon().Unix(), int64(today), -1} {
				p.Number(n)
			}
			p.Text("")
			p.Number(0)
			p.Text("")
			p.Text("")
			p.Number(0)
		},
	}
	keys := map[string]string{rows.MoodsBucket: "", rows.EventsBucket: "b/"}
	for bucket, write := range records {
		t.Run(bucket, func(t *testing.T) {
			db := open(t)
			apply(t, db, record.PutHabits(aCheck("Move")))
			fill(t, db.Path(), nil, func(tx *bbolt.Tx) error {
				var p rows.Packer
				write(&p)
				key := append(rows.TimeKey(keys[bucket], noon()), "0000/a"...)
				return rows.Put(tx, tx.Bucket([]byte(bucket)), bucket, key, p.Bytes)
			})
			_, err := db.Moods(calendar.FirstDay)
			if bucket == rows.EventsBucket {
				err = db.view(func(tx *bbolt.Tx) error {
					return rows.Read(tx, rows.EventKind, nil, func(boundary.Event) bool { return true })
				})
			}
			refused(t, err, "does not read as it was written")
		})
	}
}
