//go:build !windows

package guard

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

func isNotFolder(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

// freeBytes returns how many bytes fit on the disk of a folder.
func freeBytes(folder string) (uint64, bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, false
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true //nolint:unconvert // their types differ among systems
}

// inodeOf returns a number that tells a file from one that takes its place.
func inodeOf(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ino
	}
	return 0
}

// unlockFile takes bbolt's lock from a file.
func unlockFile(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }

// nonblock keeps an open from waiting for the other end of a pipe that somebody has just put in the
// place of a file.
const nonblock = syscall.O_NONBLOCK
