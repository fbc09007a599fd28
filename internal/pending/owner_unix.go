//go:build !windows

package pending

import (
	"io/fs"
	"os"
	"strconv"
	"syscall"
)

// openSafely opens neither what a link leads to nor waits for the other end of a pipe.
const openSafely = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// belongsToUser reports whether a file is this user's.
func belongsToUser(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(s.Uid) == os.Getuid()
}

// userName tells this user from others of the computer.
func userName() string { return strconv.Itoa(os.Getuid()) }
