package db

import (
	"os"
	"strconv"
	"testing"
)

// size is how large a test is: some seconds of it in an ordinary run, fewer in a short one, and
// as large as a variable says in a long one.
func size(variable string, usual, short int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	if testing.Short() {
		return short
	}
	return usual
}
