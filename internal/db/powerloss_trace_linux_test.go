package db

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// traced are the calls that strace is asked for: all that change files, and those that
// change them in a way that the reader of traces does not know.
const traced = "open,openat,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,pwritev2," +
	"truncate,ftruncate,fallocate,copy_file_range,sendfile,splice,mmap,fsync,fdatasync,sync_file_range," +
	"rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir"

var errUnknownCall = errors.New("the reader of traces does not know what this does")

// traceReader makes of the calls of programs what became of the files in a folder. What
// they write to the ledger is the number of a change that they were told is written.
type traceReader struct {
	root  string
	names map[string]int // the files and folders, as the programs see them
	files int
	open  map[int]*openFile // by descriptor
	begun map[string]string // by thread, a call that did not end yet
	ops   []diskOp

	faults int // calls of the last program that were made to fail
}

// openFile is what a descriptor stands for.
type openFile struct {
	path  string
	file  int
	at    int64
	flags string
}

func newTraceReader(root string) *traceReader {
	return &traceReader{root: root, names: map[string]int{root: aFolder}}
}

// read takes in the trace of one program, which began when the one before had ended.
func (r *traceReader) read(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r.open, r.begun, r.faults = map[int]*openFile{}, map[string]string{}, 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 256<<20)
	for n := 1; lines.Scan(); n++ {
		if err := r.line(lines.Text()); err != nil {
			return fmt.Errorf("line %d of the trace: %w: %.200s", n, err, lines.Text())
		}
	}
	return lines.Err()
}

// line reads a line. A call during which another thread did something is on two.
func (r *traceReader) line(text string) error {
	thread, text, _ := strings.Cut(text, " ")
	text = strings.TrimLeft(text, " ")
	if strings.HasPrefix(text, "---") || strings.HasPrefix(text, "+++") { // a signal, or the end
		return nil
	}
	if begun, ok := strings.CutSuffix(text, " <unfinished ...>"); ok {
		r.begun[thread] = begun
		return nil
	}
	if _, rest, ok := strings.Cut(text, " resumed>"); ok && strings.HasPrefix(text, "<... ") {
		text = r.begun[thread] + rest
		delete(r.begun, thread)
	}
	if strings.HasSuffix(text, "(INJECTED)") && !strings.HasPrefix(text, "copy_file_range(") {
		r.faults++
	}
	c, err := readCall(text)
	if err != nil || c.result < 0 {
		return err
	}
	return r.take(c)
}

// call is a system call. Its result is less than 0 when it did nothing.
type call struct {
	name   string
	args   []string
	result int64
}

// readCall reads a whole call. Texts stand in it in hex, so that no sign in them is taken
// for one of the call's own.
func readCall(text string) (call, error) {
	name, rest, _ := strings.Cut(text, "(")
	i := strings.LastIndex(rest, ") = ")
	if i < 0 {
		return call{}, errors.New("this is no call")
	}
	c := call{name: name, args: strings.Split(rest[:i], ",")}
	for i, arg := range c.args {
		c.args[i] = strings.TrimSpace(arg)
	}
	result, _, _ := strings.Cut(rest[i+len(") = "):], " ")
	if result == "?" { // interrupted, and made again
		c.result = -1
		return c, nil
	}
	var err error
	c.result, err = strconv.ParseInt(result, 0, 64)
	return c, err
}

func (c call) number(i int) int64 {
	n, err := strconv.ParseInt(c.args[i], 0, 64)
	if err != nil {
		return -1
	}
	return n
}

// texts are the arguments that are texts.
func (c call) texts() ([]string, error) {
	var all []string
	for _, arg := range c.args {
		if !strings.HasPrefix(arg, `"`) {
			continue
		}
		inner, ok := strings.CutSuffix(arg[1:], `"`)
		b, err := hex.DecodeString(strings.ReplaceAll(inner, `\x`, ""))
		if !ok || err != nil {
			return nil, fmt.Errorf("a text is cut off: %w", err)
		}
		all = append(all, string(b))
	}
	return all, nil
}

// take takes in a call that did something.
func (r *traceReader) take(c call) error {
	texts, err := c.texts()
	if err != nil {
		return err
	}
	switch c.name {
	case "open", "openat":
		return r.opened(c, texts[0])
	case "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir":
		return r.named(c.name, texts)
	}
	fd := int(c.number(0))
	if c.name == "mmap" {
		fd = int(c.number(4))
	}
	f := r.open[fd]
	if f == nil { // nothing that is looked at
		return nil
	}
	switch c.name {
	case "close":
		delete(r.open, fd)
	case "mmap":
		if strings.Contains(c.args[2], "PROT_WRITE") {
			return errUnknownCall
		}
	case "lseek":
		f.at = c.result
	case "write":
		return r.wrote(f, texts[0][:c.result])
	case "pwrite64":
		r.add(diskOp{kind: opWrite, file: f.file, at: c.number(3), data: []byte(texts[0][:c.result])})
	case "ftruncate":
		r.add(diskOp{kind: opResize, file: f.file, at: c.number(1)})
	case "fsync", "fdatasync":
		if f.file == aFolder {
			r.add(diskOp{kind: opSyncFolder, folder: f.path})
			return nil
		}
		r.add(diskOp{kind: opSync, file: f.file})
	default:
		return errUnknownCall
	}
	return nil
}

func (r *traceReader) add(op diskOp) { r.ops = append(r.ops, op) }

// looksAt reports whether a path is one that matters. Locks hold nothing, and the test's own
// files are no part of the test.
func (r *traceReader) looksAt(path string) bool {
	inside := path == r.root || strings.HasPrefix(path, r.root+"/")
	return inside && !slices.Contains([]string{".lock", ".gate", ledgerExt, printsExt}, filepath.Ext(path))
}

func (r *traceReader) opened(c call, path string) error {
	flags := strings.Join(c.args, " ")
	isLedger := filepath.Ext(path) == ledgerExt
	if !isLedger && !r.looksAt(path) {
		return nil
	}
	f := &openFile{path: path, flags: flags}
	r.open[int(c.result)] = f
	if isLedger {
		return nil
	}
	if strings.Contains(flags, "O_TMPFILE") || strings.Contains(flags, "O_APPEND") {
		return errUnknownCall
	}
	n, ok := r.names[path]
	switch {
	case !ok:
		r.files++
		n = r.files
		r.name(map[string]int{path: n})
	case strings.Contains(flags, "O_TRUNC"):
		r.add(diskOp{kind: opResize, file: n})
	}
	f.file = n
	return nil
}

// wrote takes in what was written at the place of a descriptor. That of one that reads as
// well may have moved unseen.
func (r *traceReader) wrote(f *openFile, text string) error {
	if filepath.Ext(f.path) == ledgerExt {
		n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
		r.add(diskOp{kind: opAck, at: n})
		return err
	}
	if !strings.Contains(f.flags, "O_WRONLY") {
		return errUnknownCall
	}
	r.add(diskOp{kind: opWrite, file: f.file, at: f.at, data: []byte(text)})
	f.at += int64(len(text))
	return nil
}

// named takes in a call that changes names.
func (r *traceReader) named(call string, paths []string) error {
	if !slices.ContainsFunc(paths, r.looksAt) {
		return nil
	}
	last := paths[len(paths)-1]
	if filepath.Dir(paths[0]) != filepath.Dir(last) || paths[0] == r.root {
		return errUnknownCall
	}
	switch strings.TrimSuffix(strings.TrimSuffix(call, "2"), "at") {
	case "rename":
		if r.names[paths[0]] == aFolder {
			return errUnknownCall
		}
		r.name(map[string]int{paths[0]: gone, last: r.names[paths[0]]})
	case "link":
		r.name(map[string]int{last: r.names[paths[0]]})
	case "unlink", "rmdir":
		r.name(map[string]int{last: gone})
	case "mkdir":
		r.name(map[string]int{last: aFolder})
	default:
		return errUnknownCall
	}
	return nil
}

// name changes names of one folder at once.
func (r *traceReader) name(names map[string]int) {
	var folder string
	for path, n := range names {
		folder = filepath.Dir(path)
		r.names[path] = n
		if n == gone {
			delete(r.names, path)
		}
	}
	r.add(diskOp{kind: opName, folder: folder, names: names})
}
