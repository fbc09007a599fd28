package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"selfcare/internal/spelling"
)

// line is one line of the screen as it is being written, from left to right.
//
// A colour goes on over a gap behind its text, where it is not seen: the terminal is sent fewer
// changes of style, which are the most of what a frame costs it. Not over more than a gap, or
// whatever changes its colour would have the blanks behind it drawn anew.
type line struct {
	text  strings.Builder
	cells int
	width int
	open  style // not closed yet
}

// gap is the most blanks that a colour goes on over.
const gap = 2

// newLine is an empty line of the given width; what does not fit is cut.
func newLine(width int) *line { return &line{width: width} }

// to writes blanks up to column col, unless it is passed already.
func (l *line) to(col int) *line {
	if n := min(col, l.width) - l.cells; n > 0 {
		if l.open.marks || n > gap {
			l.paint(style{})
		}
		l.text.WriteString(blanks(n))
		l.cells += n
	}
	return l
}

// put writes text, without anything that a terminal would obey.
func (l *line) put(p style, text string) *line {
	text = spelling.CleanLine(text)
	if text == "" {
		return l
	}
	n := width(text)
	if l.cells+n > l.width {
		text = ansi.Truncate(text, max(0, l.width-l.cells), "")
		n = width(text)
	}
	rest := strings.TrimLeft(text, " ")
	if lead := len(text) - len(rest); lead > 0 && lead <= gap && !p.marks && !l.open.marks {
		l.text.WriteString(text[:lead])
		text = rest
	}
	if text != "" {
		l.paint(p)
		l.text.WriteString(text)
	}
	l.cells += n
	return l
}

// paint changes the style.
func (l *line) paint(p style) {
	if p == l.open {
		return
	}
	l.text.WriteString(l.open.off)
	l.text.WriteString(p.on)
	l.open = p
}

// styled writes text that may hold escape sequences.
func (l *line) styled(text string) *line {
	l.paint(style{})
	text = ansi.Truncate(text, max(0, l.width-l.cells), "")
	l.text.WriteString(text)
	l.cells += ansi.StringWidth(text)
	return l
}

// right writes text so that it ends before column col.
func (l *line) right(col int, p style, text string) *line {
	text = spelling.CleanLine(text)
	return l.to(col-width(text)).put(p, text)
}

// String is the line as it is drawn.
func (l *line) String() string { return l.text.String() + l.open.off }

// width is the number of cells that text takes.
func width(text string) int {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return ansi.StringWidth(text)
		}
	}
	return len(text)
}

const manyBlanks = "                                                                                "

func blanks(n int) string {
	if n <= len(manyBlanks) {
		return manyBlanks[:n]
	}
	return strings.Repeat(" ", n)
}

// cut is text in at most n cells, ending in .. where something is missing.
func cut(text string, n int) string {
	text = spelling.CleanLine(text)
	if width(text) <= n {
		return text
	}
	return ansi.Truncate(text, max(0, n), "..")
}

// fold is text in lines of at most n cells, broken at blanks where there are any.
func fold(text string, n int) []string {
	return strings.Split(ansi.Wrap(spelling.CleanText(text), max(1, n), ""), "\n")
}

// stripped is text without its escape sequences.
func stripped(text string) string { return ansi.Strip(text) }
