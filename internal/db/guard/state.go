package guard

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
)

// state is what tells one version of the file from another without reading it: its size
// and time, which file it is, and bbolt's newest transaction in it.
type state struct {
	size, time  int64
	inode       uint64
	transaction uint64
}

// stamp is the state as [DB.Stamp] tells it.
func (s state) stamp() string {
	return fmt.Sprintf("%d/%d/%d/%d", s.size, s.time, s.inode, s.transaction)
}

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
