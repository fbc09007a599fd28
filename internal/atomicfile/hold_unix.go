//go:build unix

package atomicfile

import (
	"os"
	"syscall"
)

// nonblock keeps an open from waiting for the other end of a pipe.
const nonblock = syscall.O_NONBLOCK

// hold marks a file as in use until it is closed, or its program ends. Where the file system
// knows no locks, nothing is ever taken for abandoned.
func hold(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) }

// takeHold reports whether nobody else holds a file.
func takeHold(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
