package db

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
)

// sector is what a disk writes whole or not at all.
const sector = 512

// diskOp is one thing that a program did to files, or its word that a change is written.
type diskOp struct {
	kind   opKind
	file   int            // opWrite, opResize, opSync
	at     int64          // where it is written, the new size, or the number of the change
	data   []byte         // opWrite
	folder string         // opName, opSyncFolder
	names  map[string]int // opName: all at once, the file that a path names then, or gone
}

type opKind int

const (
	opWrite opKind = iota
	opResize
	opSync
	opName
	opSyncFolder
	opAck // the program said that the change with number at is written
)

// A path names no file any more, or a folder.
const (
	gone    = 0
	aFolder = -1
)

// disk is what is surely on a disk, and what may be. It promises what POSIX does and no
// more: what was not synced may be there or not, whatever was done before or after it.
type disk struct {
	root    string // the folder that everything is in, which is there
	files   map[int]*diskFile
	folders map[string]*diskFolder
}

type diskFile struct {
	kept    []byte
	pending []diskOp
}

// diskFolder has names; they change one after another, as in the journal of a file system.
type diskFolder struct {
	kept    map[string]int
	pending []map[string]int
}

func newDisk(root string) *disk {
	return &disk{root, map[int]*diskFile{}, map[string]*diskFolder{}}
}

func (d *disk) file(n int) *diskFile {
	if d.files[n] == nil {
		d.files[n] = &diskFile{}
	}
	return d.files[n]
}

func (d *disk) folder(path string) *diskFolder {
	if d.folders[path] == nil {
		d.folders[path] = &diskFolder{kept: map[string]int{}}
	}
	return d.folders[path]
}

// do takes in what the program did next.
func (d *disk) do(op diskOp) {
	switch op.kind {
	case opWrite, opResize:
		f := d.file(op.file)
		f.pending = append(f.pending, op)
	case opSync:
		f := d.file(op.file)
		f.kept, f.pending = f.with(f.pending), nil
	case opName:
		f := d.folder(op.folder)
		f.pending = append(f.pending, op.names)
	case opSyncFolder:
		f := d.folder(op.folder)
		f.kept, f.pending = f.after(len(f.pending)), nil
	}
}

// unsynced reports whether a crash could take something away.
func (d *disk) unsynced() (data, names bool) {
	for _, f := range d.files {
		data = data || len(f.pending) > 0
	}
	for _, f := range d.folders {
		names = names || len(f.pending) > 0
	}
	return data, names
}

// crash is what the files may hold after the power was lost.
func (d *disk) crash(chance *rand.Rand) map[string][]byte {
	return d.contents(
		func(f *diskFolder) map[string]int { return f.after(chance.IntN(len(f.pending) + 1)) },
		func(f *diskFile) []byte { return f.crash(chance) },
	)
}

// whole is what the files hold for the program that writes them.
func (d *disk) whole() map[string][]byte {
	return d.contents(
		func(f *diskFolder) map[string]int { return f.after(len(f.pending)) },
		func(f *diskFile) []byte { return f.with(f.pending) },
	)
}

// kept is what is surely there.
func (d *disk) kept() map[string][]byte {
	return d.contents(
		func(f *diskFolder) map[string]int { return f.kept },
		func(f *diskFile) []byte { return f.kept },
	)
}

func (d *disk) contents(namesOf func(*diskFolder) map[string]int, contentOf func(*diskFile) []byte) map[string][]byte {
	names := map[string]int{}
	for _, path := range slices.Sorted(maps.Keys(d.folders)) {
		maps.Copy(names, namesOf(d.folders[path]))
	}
	contents, found := map[int][]byte{}, map[string][]byte{}
	for _, path := range slices.Sorted(maps.Keys(names)) {
		n := names[path]
		if n == gone || n == aFolder || !d.reached(names, path) {
			continue
		}
		if _, ok := contents[n]; !ok { // two names of a file have the same content
			contents[n] = contentOf(d.file(n))
		}
		found[path] = contents[n]
	}
	return found
}

// reached reports whether the folders that a path is in are there.
func (d *disk) reached(names map[string]int, path string) bool {
	for up := filepath.Dir(path); up != d.root; up = filepath.Dir(up) {
		if names[up] != aFolder {
			return false
		}
	}
	return true
}

// after is the names when the first n pending changes are on the disk.
func (f *diskFolder) after(n int) map[string]int {
	names := maps.Clone(f.kept)
	for _, p := range f.pending[:n] {
		maps.Copy(names, p)
	}
	return names
}

// with is the content after all of some writes.
func (f *diskFile) with(all []diskOp) []byte {
	content := bytes.Clone(f.kept)
	for _, op := range all {
		content = applied(content, op)
	}
	return content
}

// crash is the content with any of what is pending: each write lost, whole or torn, and
// each size taken or not.
func (f *diskFile) crash(chance *rand.Rand) []byte {
	content := bytes.Clone(f.kept)
	for _, p := range f.pending {
		switch chance.IntN(3) {
		case 0:
			content = applied(content, p)
		case 1:
			content = torn(content, p, chance)
		}
	}
	return content
}

// applied is content after a write or a new size.
func applied(content []byte, op diskOp) []byte {
	end := op.at + int64(len(op.data))
	if op.kind == opResize && int64(len(content)) > op.at {
		return content[:op.at]
	}
	if more := end - int64(len(content)); more > 0 {
		content = append(content, make([]byte, more)...)
	}
	copy(content[op.at:], op.data)
	return content
}

// torn is content with any of the sectors of a write. The size may grow before what is
// written there arrives. A size is not torn.
func torn(content []byte, op diskOp, chance *rand.Rand) []byte {
	if chance.IntN(2) == 0 {
		content = applied(content, diskOp{kind: opResize, at: max(int64(len(content)), op.at+int64(len(op.data)))})
	}
	for at := op.at; at < op.at+int64(len(op.data)); {
		next := min(at-at%sector+sector, op.at+int64(len(op.data)))
		if chance.IntN(2) == 0 {
			content = applied(content, diskOp{at: at, data: op.data[at-op.at : next-op.at]})
		}
		at = next
	}
	return content
}

// outcomes is how often each content of a file came out of many crashes; "none" is no file.
func outcomes(d *disk, path string) map[string]int {
	chance, all := rand.New(rand.NewPCG(1, 2)), map[string]int{}
	for range 500 {
		content, ok := d.crash(chance)[path]
		if !ok {
			content = []byte("none")
		}
		all[string(bytes.ReplaceAll(content, []byte{0}, []byte("0")))]++
	}
	return all
}

// The tests of power loss are worth what this disk is.
func TestADiskLosesWhatIsNotSyncedAndNothingElse(t *testing.T) {
	old, long := diskOp{file: 1, data: []byte("old")}, bytes.Repeat([]byte("x"), 2*sector)
	named := func(path string, file int) diskOp {
		return diskOp{kind: opName, folder: "/f", names: map[string]int{path: file}}
	}
	synced := []diskOp{old, {kind: opSync, file: 1}, named("/f/a", 1), {kind: opSyncFolder, folder: "/f"}}
	for name, c := range map[string]struct {
		ops  []diskOp
		want int
	}{
		"all is synced":           {nil, 1},
		"a write is not":          {[]diskOp{{file: 1, data: []byte("new")}}, 2},
		"two writes are not":      {[]diskOp{{file: 1, data: []byte("new")}, {file: 1, at: 3, data: []byte("er")}}, 6},
		"a size is not":           {[]diskOp{{kind: opResize, file: 1, at: 1}}, 2},
		"two sectors are not":     {[]diskOp{{file: 1, data: long}}, 6},
		"a name is not":           {[]diskOp{named("/f/a", gone)}, 2},
		"another file is not":     {[]diskOp{{file: 2, data: []byte("new")}}, 1},
		"a name is, its file not": {[]diskOp{{file: 2, data: []byte("new")}, named("/f/a", 2), {kind: opSyncFolder, folder: "/f"}}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDisk("/f")
			for _, op := range append(slices.Clone(synced), c.ops...) {
				d.do(op)
			}
			if got := outcomes(d, "/f/a"); len(got) != c.want {
				t.Errorf("there are %d outcomes, want %d: %q", len(got), c.want, slices.Sorted(maps.Keys(got)))
			}
		})
	}
}
