package ui

import (
	"strings"

	"selfcare/internal/habits"
)

// glyphs are the signs that screens are drawn with: all narrow and old, or all
// ASCII.
type glyphs struct {
	kept, partly, rest, spare, dot string
	cursor, open, shut             string // the row's ▸, and ‹ › around what is chosen
	up, down, left, right          string
	wall                           string
	full, empty                    string // the cells of a bar
	levels                         string // bars that stand, from the lowest
}

var (
	signs = glyphs{"●", "◐", "–", "∘", "·", "▸", "‹", "›", "↑", "↓", "←", "→", "│", "▰", "▱", "▁▂▃▄▅▆▇"}
	ascii = glyphs{"*", "~", "-", "o", ".", ">", "<", ">", "^", "v", "<", ">", "|", "#", ".", "1234567"}
)

// arrows is text with its arrows as they may be drawn.
func (g glyphs) arrows(text string) string {
	if g.up == signs.up {
		return text
	}
	return strings.NewReplacer(signs.up, g.up, signs.down, g.down, signs.left, g.left, signs.right, g.right).Replace(text)
}

// state is the glyph of what a day shows. Blank says that nothing is known.
func (g glyphs) state(s habits.Status, known bool) string {
	switch s.State {
	case habits.Yes:
		return g.kept
	case habits.Partial:
		return g.partly
	case habits.Skip:
		return g.rest
	case habits.Filled:
		return g.spare
	case habits.No:
		return g.dot
	}
	switch {
	case !s.Due && !s.Goal.Schedule.Tracks():
		return g.spare
	case known:
		return g.dot
	}
	return " "
}
