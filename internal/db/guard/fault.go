package guard

import (
	"os"
	"runtime"
	"strings"

	"go.etcd.io/bbolt"
)

// A damaged file shows in panics: bbolt trusts its pages, and asserts what it finds in them;
// and what its pages lead to, be it in the file or anywhere in the memory, faults when it is
// read. All other panics are mistakes in a program. They say nothing of the file, and go on to
// whoever ends the program.

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

// has reports whether an address is in the file.
func (m mapping) has(address uintptr) bool {
	return m.start != 0 && address >= m.start && uint64(address-m.start) < m.size
}

// raisedByDamage reports whether a panic comes from what is in the file: whatever bbolt panics with,
// and a fault at an address in the file, or at one that bbolt led the packages of the store to. The
// deferred function that recovered the panic has to ask: then the stack still is that of the panic.
func raisedByDamage(value any, m mapping) bool {
	fault, isFault := value.(interface {
		runtime.Error
		Addr() uintptr
	})
	if isFault && m.has(fault.Addr()) {
		return true
	}
	raised := raisedIn()
	return strings.HasPrefix(raised, bboltPath) || isFault && isOfStore(raised)
}

// isOfStore reports whether a function is of the packages of the store, which make no addresses of
// their own.
func isOfStore(function string) bool {
	rest, ok := strings.CutPrefix(function, storePath)
	return ok && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "/"))
}

// Where functions are, by the beginnings of their names.
const (
	bboltPath  = "go.etcd.io/bbolt"
	storePath  = "selfcare/internal/db" // with guard and what else is in it, which make no addresses of their own
	modulePath = "selfcare/"
	mainPath   = "main."
)

// raisedIn returns the function in which the newest panic on this goroutine was raised. Where that
// is of other people's code, such as the standard library, it is the first of its callers that is
// bbolt's, or of this program.
func raisedIn() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for panicked, more := false, true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			panicked = true
		case !panicked:
		case strings.HasPrefix(f.Function, bboltPath), strings.HasPrefix(f.Function, modulePath), strings.HasPrefix(f.Function, mainPath):
			return f.Function
		}
	}
	return ""
}
