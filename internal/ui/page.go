package ui

import (
	"strings"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/theme"
)

// page builds the lines of a page from the top.
type page struct {
	*session
	lines []string
}

func (s *session) newPage() *page { return &page{session: s} }

func (p *page) add(l *theme.Line) { p.lines = append(p.lines, l.String()) }

// blank adds an empty line, where there is room for such.
func (p *page) blank() {
	if p.height >= 15 {
		p.lines = append(p.lines, "")
	}
}

// title is the page's first line, with something at its right end.
func (p *page) title(text, right string) {
	l := theme.NewLine(p.width).Put(p.styles.Bold, " "+theme.Cut(text, p.width-2))
	if room := p.width - l.Cells - 3; right != "" && room > 6 {
		right = theme.Cut(right, room)
		l.Right(p.width-1, p.styles.Muted, right)
	}
	p.add(l)
}

// text adds words, folded.
func (p *page) text(ink theme.Style, text string) {
	for _, part := range theme.Fold(spelling.CleanText(text), min(p.width, 100)-2) {
		p.add(theme.NewLine(p.width).Put(ink, " "+part))
	}
}

// words adds the person's own words behind a label, in at most most lines.
func (p *page) words(label, text string, indent, col, most int) {
	if strings.TrimSpace(text) == "" {
		return
	}
	parts := theme.Fold(spelling.CleanText(text), max(8, min(p.width, 100)-col-1))
	if len(parts) > most {
		parts = append(parts[:most-1:most-1], theme.Cut(spelling.CleanLine(strings.Join(parts[most-1:], " ")), max(8, min(p.width, 100)-col-1)))
	}
	for i, part := range parts {
		l := theme.NewLine(p.width).To(indent)
		if i == 0 {
			l.Put(p.styles.Muted, label)
		}
		p.add(l.To(col).Put(p.styles.Plain, part))
	}
}

// end fills the page up and puts its foot below: the message line and the key line.
func (p *page) end(message string, hints []hint) []string {
	room := max(0, p.height-2)
	for len(p.lines) < room {
		p.lines = append(p.lines, "")
	}
	return append(p.lines[:room:room], message, p.hintLine(hints))
}

// sentences are lines as one text, each with an end of its own.
func sentences(lines []string) string {
	var all []string
	for _, text := range lines {
		if text = strings.TrimSpace(text); text != "" {
			if !strings.ContainsAny(text[len(text)-1:], ".!?,;:") {
				text += "."
			}
			all = append(all, text)
		}
	}
	return strings.Join(all, " ")
}

// meter draws a share of 0 to 1 in so many cells.
func (s *session) meter(l *theme.Line, share float64, cells int, p theme.Style) {
	n := int(share*float64(cells) + 0.5)
	if share > 0 {
		n = max(1, n)
	}
	n = min(cells, n)
	l.Put(p, strings.Repeat(s.glyphs.Full, n)).Put(s.styles.Faint, strings.Repeat(s.glyphs.Empty, cells-n))
}
