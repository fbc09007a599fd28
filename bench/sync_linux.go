package main

import (
	"os"
	"syscall"
)

// syncData does what bbolt does to make its writes last.
func syncData(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }
