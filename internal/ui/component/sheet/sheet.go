// Package sheet builds the lines of a page that is read from its top.
package sheet

import (
	"strings"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"
)

// Sheet builds the lines of a page from the top.
type Sheet struct {
	*theme.Look
	Lines []string
}

// New returns an empty sheet, drawn with look.
func New(look *theme.Look) *Sheet { return &Sheet{Look: look} }

// Add adds a line.
func (p *Sheet) Add(l *theme.Line) { p.Lines = append(p.Lines, l.String()) }

// Blank adds an empty line, where there is room for such.
func (p *Sheet) Blank() {
	if p.Height >= 15 {
		p.Lines = append(p.Lines, "")
	}
}

// Title is the page's first line, with something at its right end.
func (p *Sheet) Title(text, right string) {
	l := theme.NewLine(p.Width).Put(p.Styles.Bold, " "+theme.Cut(text, p.Width-2))
	if room := p.Width - l.Cells - 3; right != "" && room > 6 {
		right = theme.Cut(right, room)
		l.Right(p.Width-1, p.Styles.Muted, right)
	}
	p.Add(l)
}

// Text adds words, folded.
func (p *Sheet) Text(style theme.Style, text string) {
	for _, part := range theme.Fold(spelling.CleanText(text), min(p.Width, 100)-2) {
		p.Add(theme.NewLine(p.Width).Put(style, " "+part))
	}
}

// Words adds the person's own words behind a label, in at most most lines.
func (p *Sheet) Words(label, text string, indent, col, most int) {
	if strings.TrimSpace(text) == "" {
		return
	}
	parts := theme.Fold(spelling.CleanText(text), max(8, min(p.Width, 100)-col-1))
	if len(parts) > most {
		parts = append(parts[:most-1:most-1], theme.Cut(spelling.CleanLine(strings.Join(parts[most-1:], " ")), max(8, min(p.Width, 100)-col-1)))
	}
	for i, part := range parts {
		l := theme.NewLine(p.Width).To(indent)
		if i == 0 {
			l.Put(p.Styles.Muted, label)
		}
		p.Add(l.To(col).Put(p.Styles.Plain, part))
	}
}

// End fills the page up and puts its foot below: the message line and the key line.
func (p *Sheet) End(message string, hints []keys.Hint) []string {
	room := max(0, p.Height-2)
	for len(p.Lines) < room {
		p.Lines = append(p.Lines, "")
	}
	return append(p.Lines[:room:room], message, keys.HintLine(p.Look, hints))
}

// Sentences are lines as one text, each with an end of its own.
func Sentences(lines []string) string {
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

// Meter draws a share of 0 to 1 in so many cells.
func Meter(look *theme.Look, l *theme.Line, share float64, cells int, p theme.Style) {
	n := int(share*float64(cells) + 0.5)
	if share > 0 {
		n = max(1, n)
	}
	n = min(cells, n)
	l.Put(p, strings.Repeat(look.Glyphs.Full, n)).Put(look.Styles.Faint, strings.Repeat(look.Glyphs.Empty, cells-n))
}
