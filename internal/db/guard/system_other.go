//go:build !linux

package guard

import "go.etcd.io/bbolt"

// ReleasePages does nothing: elsewhere the system counts such pages apart.
func ReleasePages(*bbolt.Tx) {}
