package theme

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"selfcare/internal/spelling"
)

// Line is one line of the screen as it is being written, from left to right.
//
// A colour goes on over a gap behind its text, where it is not seen: the terminal is sent fewer
// changes of style, which are the most of what a frame costs it. Not over more than a gap, or
// whatever changes its colour would have the blanks behind it drawn anew.
type Line struct {
	text  strings.Builder
	Cells int
	width int
	open  Style // not closed yet
}

// gap is the most blanks that a colour goes on over.
const gap = 2

// NewLine is an empty line of the given width; what does not fit is cut.
func NewLine(width int) *Line { return &Line{width: width} }

// To writes blanks up to column col, unless it is passed already.
func (l *Line) To(col int) *Line {
	if n := min(col, l.width) - l.Cells; n > 0 {
		if l.open.Marks || n > gap {
			l.paint(Style{})
		}
		l.text.WriteString(Blanks(n))
		l.Cells += n
	}
	return l
}

// Put writes text, without anything that a terminal would obey.
func (l *Line) Put(p Style, text string) *Line {
	text = spelling.CleanLine(text)
	if text == "" {
		return l
	}
	n := Width(text)
	if l.Cells+n > l.width {
		text = ansi.Truncate(text, max(0, l.width-l.Cells), "")
		n = Width(text)
	}
	rest := strings.TrimLeft(text, " ")
	if lead := len(text) - len(rest); lead > 0 && lead <= gap && !p.Marks && !l.open.Marks {
		l.text.WriteString(text[:lead])
		text = rest
	}
	if text != "" {
		l.paint(p)
		l.text.WriteString(text)
	}
	l.Cells += n
	return l
}

// paint changes the style.
func (l *Line) paint(p Style) {
	if p == l.open {
		return
	}
	l.text.WriteString(l.open.Off)
	l.text.WriteString(p.On)
	l.open = p
}

// Styled writes text that may hold escape sequences.
func (l *Line) Styled(text string) *Line {
	l.paint(Style{})
	text = ansi.Truncate(text, max(0, l.width-l.Cells), "")
	l.text.WriteString(text)
	l.Cells += ansi.StringWidth(text)
	return l
}

// Right writes text so that it ends before column col.
func (l *Line) Right(col int, p Style, text string) *Line {
	text = spelling.CleanLine(text)
	return l.To(col-Width(text)).Put(p, text)
}

// String returns the line as it is drawn.
func (l *Line) String() string { return l.text.String() + l.open.Off }

// Width is the number of cells that text takes.
func Width(text string) int {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return ansi.StringWidth(text)
		}
	}
	return len(text)
}

const manyBlanks = "                                                                                "

// Blanks returns n blanks.
func Blanks(n int) string {
	if n <= len(manyBlanks) {
		return manyBlanks[:n]
	}
	return strings.Repeat(" ", n)
}

// Cut is text in at most n cells, ending in .. where something is missing.
func Cut(text string, n int) string {
	text = spelling.CleanLine(text)
	if Width(text) <= n {
		return text
	}
	return ansi.Truncate(text, max(0, n), "..")
}

// Fold is text in lines of at most n cells, broken at blanks where there are any.
func Fold(text string, n int) []string {
	return strings.Split(ansi.Wrap(spelling.CleanText(text), max(1, n), ""), "\n")
}

// Stripped is text without its escape sequences.
func Stripped(text string) string { return ansi.Strip(text) }
