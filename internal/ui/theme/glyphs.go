package theme

import (
	"strings"

	"selfcare/internal/habits"
)

// Glyphs are the signs that screens are drawn with: all narrow and old, or all
// ASCII.
type Glyphs struct {
	Kept, Partly, Rest, Spare, Dot string
	Cursor, Open, Shut             string // the row's ▸, and ‹ › around what is chosen
	Up, Down, Left, Right          string
	Wall                           string
	Full, Empty                    string // the cells of a bar
	Levels                         string // bars that stand, from the lowest
}

// The two sets of signs.
var (
	Unicode = Glyphs{"●", "◐", "–", "∘", "·", "▸", "‹", "›", "↑", "↓", "←", "→", "│", "▰", "▱", "▁▂▃▄▅▆▇"}
	ASCII   = Glyphs{"*", "~", "-", "o", ".", ">", "<", ">", "^", "v", "<", ">", "|", "#", ".", "1234567"}
)

// Arrows is text with its arrows as they may be drawn.
func (g Glyphs) Arrows(text string) string {
	if g.Up == Unicode.Up {
		return text
	}
	return strings.NewReplacer(Unicode.Up, g.Up, Unicode.Down, g.Down, Unicode.Left, g.Left, Unicode.Right, g.Right).Replace(text)
}

// State is the glyph of what a day shows. Blank says that nothing is known.
func (g Glyphs) State(s habits.Status, known bool) string {
	switch s.State {
	case habits.Yes:
		return g.Kept
	case habits.Partial:
		return g.Partly
	case habits.Skip:
		return g.Rest
	case habits.Filled:
		return g.Spare
	case habits.No:
		return g.Dot
	}
	switch {
	case !s.Due && !s.Goal.Schedule.Tracks():
		return g.Spare
	case known:
		return g.Dot
	}
	return " "
}
