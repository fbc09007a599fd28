//go:build race

package db

// raced says that the race detector runs, which has nothing to find in a program that is traced
// and takes ten times as long.
const raced = true
