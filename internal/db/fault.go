package db

import (
	"fmt"
	"os"
	"runtime"
	"strings"

	"go.etcd.io/bbolt"
)

// A damaged file shows in panics: bbolt trusts its pages, and asserts what it finds in them;
// and what its pages lead to, be it on them or far behind the end of the file, faults when it
// is read. All other panics are mistakes in a program. They say nothing of the file, and go on
// to whoever ends the program.

// mapping is the part of the memory that a file is mapped to.
type mapping struct {
	start uintptr
	size  uint64 // of the file, in bytes
}

// mappingOf returns where an open file is mapped.
func mappingOf(b *bbolt.DB) mapping {
	m := mapping{start: b.Info().Data}
	if info, err := os.Stat(b.Path()); err == nil {
		m.size = uint64(info.Size())
	}
	return m
}

// farthest is how far from its page an element can lead: its place and the lengths of its key
// and its value are numbers of 32 bits.
const farthest = 3 << 32

// leadsTo reports whether the file can have led to an address.
func (m mapping) leadsTo(address uintptr) bool {
	return m.start != 0 && address >= m.start && uint64(address-m.start) < m.size+farthest
}

// isDamage reports whether a panic comes from what is in the file: a fault at an address that the
// file leads to, or whatever bbolt panics with. The deferred function that recovered it has to
// ask: then the stack still is that of the panic.
func isDamage(value any, m mapping) bool {
	fault, ok := value.(interface {
		runtime.Error
		Addr() uintptr
	})
	return ok && m.leadsTo(fault.Addr()) || raisedIn(bboltPath)
}

// Where functions are, by the beginnings of their names.
const (
	bboltPath = "go.etcd.io/bbolt"
	ourPath   = "selfcare/"
	mainPath  = "main."
)

// raisedIn reports whether the newest panic on this goroutine was raised in a package, or in what
// that called of other people's: the first of its callers that is ours, or the package's, tells.
func raisedIn(path string) bool {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for panicked, more := false, true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			panicked = true
		case !panicked:
		case strings.HasPrefix(f.Function, path):
			return true
		case strings.HasPrefix(f.Function, ourPath), strings.HasPrefix(f.Function, mainPath):
			return false
		}
	}
	return false
}

// panicked is a panic of another goroutine, with the stack that it had there.
type panicked struct {
	value any
	stack []byte
}

// Error returns what the panic said, and its stack.
func (p panicked) Error() string { return fmt.Sprintf("%v\n\n%s", p.value, p.stack) }

// Unwrap returns the error that the panic was about, if it was one.
func (p panicked) Unwrap() error {
	err, _ := p.value.(error)
	return err
}
