//go:build race

package ui

// raced says that the race detector runs, under which all takes ten times as long.
const raced = true
