//go:build unix

package verify

import "syscall"

// limitMemory ends the process where it takes more than so many bytes: what a damaged file
// counts wrongly may be anything.
func limitMemory(bytes uint64) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_DATA, &limit); err != nil {
		return err
	}
	setLimit(&limit.Cur, bytes)
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &limit)
}

// setLimit bridges the types that systems have for it.
func setLimit[T int64 | uint64](at *T, bytes uint64) { *at = T(bytes) }
