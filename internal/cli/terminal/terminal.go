// Package terminal knows what the streams of the program are connected to: whether a person sits
// there, what may be drawn, and what has to be quiet; and the signals that end the program meanwhile.
package terminal

import (
	"cmp"
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/term"
)

// usualWidth is how many columns text has where there is no terminal.
const usualWidth = 80

// Is reports whether a stream is a terminal.
func Is(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

// Size returns how many columns and rows a stream has; 0 where it is no terminal.
func Size(stream any) (width, height int) {
	f, ok := stream.(*os.File)
	if !ok {
		return 0, 0
	}
	width, height, err := term.GetSize(f.Fd())
	if err != nil {
		return 0, 0
	}
	return width, height
}

// Width returns how many columns text on a stream has: the terminal's, or 80.
func Width(stream any) int {
	width, _ := Size(stream)
	return cmp.Or(width, usualWidth)
}

// IsDumb reports whether a terminal can only print lines, by its name.
func IsDumb(getenv func(string) string) bool { return getenv("TERM") == "dumb" }

// IsASCII reports whether only ASCII should be drawn: where it is asked for, on a terminal that
// knows nothing else, and where signs of ambiguous width take two cells.
func IsASCII(getenv func(string) string) bool {
	if v := getenv("SELFCARE_ASCII"); v != "" && v != "0" {
		return true
	}
	wide, err := strconv.ParseBool(getenv("RUNEWIDTH_EASTASIAN")) // as the library reads it
	if IsDumb(getenv) || err == nil && wide {
		return true
	}
	locale := cmp.Or(getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG"))
	_, charset, named := strings.Cut(strings.ToLower(locale), ".")
	return named && !strings.HasPrefix(charset, "utf")
}
