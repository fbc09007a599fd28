//go:build !linux

package main

import "os"

// syncData does what bbolt does to make its writes last.
func syncData(f *os.File) error { return f.Sync() }
