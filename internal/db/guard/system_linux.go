package guard

import (
	"syscall"

	"go.etcd.io/bbolt"
)

// ReleasePages has the pages of the file that were read count no longer as memory of this program:
// they may be as large as all the rest of it. They stay in the system's cache.
func ReleasePages(tx *bbolt.Tx) {
	// What cannot be released stays.
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, tx.DB().Info().Data, uintptr(tx.Size()), syscall.MADV_DONTNEED)
}
