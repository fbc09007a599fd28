//go:build !race

package db

const raced = false
