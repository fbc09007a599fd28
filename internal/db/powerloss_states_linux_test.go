package db

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// trace is what programs did to the files in the folder of a record.
type trace struct {
	folder, path string
	reader       *traceReader
	prints       []string
	since        int // power is lost after so many calls
}

func newTrace(t *testing.T) *trace {
	t.Helper()
	folder := t.TempDir()
	return &trace{folder: folder, path: filepath.Join(folder, "selfcare.db"), reader: newTraceReader(folder)}
}

// run has a child do a job on the record, with strace's further options, and takes in what
// it did. It returns how the child ended.
func (tr *trace) run(t *testing.T, job string, options ...string) (code int, said string) {
	t.Helper()
	to, notes := filepath.Join(t.TempDir(), "trace"), filepath.Join(tr.folder, "notes")
	c := child(t, job, tr.path)
	c.Env = append(c.Env, notesKey+"="+notes)
	code, said = straced(t, c, append([]string{
		"-o", to, "-xx", "-a", "1", "-s", strconv.Itoa(64 << 20), "-e", "trace=" + traced,
		"-e", "inject=copy_file_range:error=ENOSYS", // so that copies are read and written
	}, options...)...)
	if err := tr.reader.read(to); err != nil {
		t.Fatal(err)
	}
	var err error
	if tr.prints, err = printsIn(notes); err != nil {
		t.Fatal(err)
	}
	tr.agrees(t)
	return code, said
}

// agrees fails unless all that is in the folder came of the calls that were seen.
func (tr *trace) agrees(t *testing.T) {
	t.Helper()
	d := newDisk(tr.folder)
	for _, op := range tr.reader.ops {
		d.do(op)
	}
	want := d.whole()
	err := filepath.WalkDir(tr.folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !tr.reader.looksAt(path) {
			return err
		}
		if content, ok := want[path]; !ok || !bytes.Equal(content, bytesOf(t, path)) {
			t.Errorf("%s is not what the calls that were seen make of it", path)
		}
		delete(want, path)
		return nil
	})
	if err != nil || len(want) > 0 {
		t.Errorf("there should be %v too (%v)", slices.Sorted(maps.Keys(want)), err)
	}
}

// straced runs a program under strace.
func straced(t *testing.T, c *exec.Cmd, options ...string) (code int, said string) {
	t.Helper()
	if raced {
		t.Skip("SKIPPED: one program after another is traced, and none beside another")
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("SKIPPED: there is no strace to see what is written and synced")
	}
	if out, err := exec.Command(strace, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "true").CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: strace may not trace here: %v: %s", err, out)
	}
	under := exec.Command(strace, slices.Concat([]string{"-f", "--seccomp-bpf"}, options, c.Args)...)
	under.Env = c.Env
	return status(t, under)
}

// crash is what a loss of power left, and what may be there of what was written before.
type crash struct {
	after   int // so many of the calls
	acked   int
	files   map[string][]byte
	allowed []string
}

func (c crash) String() string {
	return fmt.Sprintf("power lost after %d calls and %d changes", c.after, c.acked)
}

// crashes loses power so many times, and hands out what is left.
func (tr *trace) crashes(n int, look func(crash)) {
	chance := rand.New(rand.NewPCG(33, 34))
	times := tr.times(n, chance)
	d, acked := newDisk(tr.folder), 0
	for i, op := range tr.reader.ops {
		d.do(op)
		if op.kind == opAck {
			acked = int(op.at)
		}
		for range times[i] {
			look(crash{i + 1, acked, d.crash(chance), tr.allowed(acked)})
		}
	}
}

// times is how often power is lost after each call since the one to begin with: n times
// altogether, and only when something is there to lose. Much of it is right before a sync,
// when the most is, and some while names change, which is seldom.
func (tr *trace) times(n int, chance *rand.Rand) map[int]int {
	d, times := newDisk(tr.folder), map[int]int{}
	var all, most, names []int
	for i, op := range tr.reader.ops {
		d.do(op)
		data, name := d.unsynced()
		if !data && !name || i < tr.since {
			continue
		}
		all = append(all, i)
		if i+1 < len(tr.reader.ops) && tr.reader.ops[i+1].kind == opSync {
			most = append(most, i)
		}
		if name {
			names = append(names, i)
		}
	}
	for i := range n {
		from := [][]int{names, most, most, all, all}[i%5]
		if len(from) == 0 {
			from = all
		}
		times[from[chance.IntN(len(from))]]++
	}
	return times
}

// allowed are the fingerprints that a record may have after so many acknowledged changes:
// the next one may be under way.
func (tr *trace) allowed(acked int) []string {
	var all []string
	for i, print := range tr.prints[acked:] {
		bare, found := strings.CutPrefix(print, seen)
		all = append(all, bare)
		if i > 0 && !found {
			break
		}
	}
	return all
}

// rebuild makes the files of a crash in another folder, and returns where the record is.
func (tr *trace) rebuild(t *testing.T, c crash) (path string, remove func()) {
	t.Helper()
	folder, err := os.MkdirTemp(t.TempDir(), "crash")
	if err != nil {
		t.Fatal(err)
	}
	for path, content := range c.files {
		to := filepath.Join(folder, strings.TrimPrefix(path, tr.folder))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, strings.TrimPrefix(tr.path, tr.folder)), func() { _ = os.RemoveAll(folder) }
}
