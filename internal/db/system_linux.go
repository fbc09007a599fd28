package db

import (
	"syscall"

	"go.etcd.io/bbolt"
)

// letGo has the pages of the file that were read count no longer as memory of this program:
// twenty years are as large as all the rest of it. They stay in the system's cache.
func letGo(tx *bbolt.Tx) {
	// What cannot be let go stays.
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, tx.DB().Info().Data, uintptr(tx.Size()), syscall.MADV_DONTNEED)
}
