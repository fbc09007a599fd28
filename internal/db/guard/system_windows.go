package guard

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

func isReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

func isNotFolder(err error) bool { return errors.Is(err, windows.ERROR_DIRECTORY) }

// freeBytes returns how many bytes fit on the disk of a folder.
func freeBytes(folder string) (uint64, bool) {
	path, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, false
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
	return free, err == nil
}

// inodeOf returns 0: there a file that is in use cannot be replaced.
func inodeOf(fs.FileInfo) uint64 { return 0 }

// unlockFile does nothing: there a lock ends with the handle that took it.
func unlockFile(*os.File) error { return nil }

// nonblock is nothing: there no path of a file leads to a pipe.
const nonblock = 0
