package phrase

import (
	"strconv"
	"strings"
)

// Count returns a number of things, with thousands set apart: 1 habit, 3,400 entries. Without
// a word for them it is the number alone.
func Count(n int, one, many string) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if n == 1 {
		many = one
	}
	return strings.TrimRight(digits+" "+many, " ")
}

// plural returns a number of things: 1 day, 2 days.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// List returns a list in words: Sleep, Move and A friend.
func List(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return strings.Join(list, "")
}
