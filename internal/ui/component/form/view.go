package form

import (
	"slices"
	"strings"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/zone"
	"selfcare/internal/ui/theme"
)

// narrow reports whether labels stand above their values.
func (f *Form) narrow() bool { return f.Above || f.look.Width < f.Label+26 }

// col is where values begin.
func (f *Form) col() int {
	if f.narrow() {
		return 4
	}
	return f.Label
}

// all draws every line of the form; room is how many lines an area may take.
func (f *Form) all(room int) []formLine {
	var lines []formLine
	for i, x := range f.Fields {
		if x.Gap && f.look.Height >= 20 {
			lines = append(lines, formLine{"", -1})
		}
		for _, text := range f.draw(i, x, room) {
			lines = append(lines, formLine{text, i})
		}
	}
	return lines
}

// draw draws one field.
func (f *Form) draw(i int, x *Field, room int) []string {
	s := f.look.Styles
	first, label := theme.NewLine(f.look.Width), s.Muted
	if i == f.Focus {
		first.Put(s.Strong, f.look.Glyphs.Cursor)
		label = s.Bold
	}
	first.To(2)
	if x.Button != "" {
		style := s.Plain
		if i == f.Focus {
			style = s.Bold
		}
		return []string{first.Put(s.Accent, f.look.Glyphs.Open).Put(style, x.Button).Put(s.Accent, f.look.Glyphs.Shut).String()}
	}
	values := f.drawValue(i, x, room)
	var lines []string
	if f.narrow() {
		for _, part := range theme.Fold(x.Label, f.look.Width-3) {
			lines = append(lines, first.To(2).Put(label, part).String())
			first = theme.NewLine(f.look.Width)
		}
	} else {
		first.Put(label, theme.Cut(x.Label, f.look.Width-3))
	}
	for _, v := range values {
		l := first
		lines = append(lines, l.To(f.col()).Styled(v).String())
		first = theme.NewLine(f.look.Width)
	}
	return lines
}

// drawValue draws what a field holds.
func (f *Form) drawValue(i int, x *Field, room int) []string {
	wide, focused := f.look.Width-f.col()-1, i == f.Focus
	switch {
	case x.Choices != nil:
		lines, _ := f.layChoices(x)
		return lines
	case x.In != nil:
		return f.drawInput(x, wide, room, focused)
	case focused:
		return x.TextArea.Lines()
	}
	var lines []string
	for _, text := range strings.Split(x.TextArea.Value(), "\n") {
		for _, part := range theme.Fold(spelling.CleanLine(text), wide) {
			lines = append(lines, theme.NewLine(wide).Put(f.look.Styles.Plain, part).String())
		}
	}
	return lines
}

// drawInput draws a line, and how it reads: beside it where there is room, else below.
func (f *Form) drawInput(x *Field, wide, room int, focused bool) []string {
	s := f.look.Styles
	reads, wrong := "", false
	if x.Reading != nil {
		reads, wrong = x.Reading(x.In.Value())
	}
	l := theme.NewLine(wide + 1)
	if focused {
		l.Styled(x.In.Draw(f.look, wide))
	} else {
		l.Put(s.Plain, theme.Cut(spelling.CleanLine(x.In.Value()), wide))
	}
	switch {
	case reads == "":
		return []string{l.String()}
	case l.Cells+3+theme.Width(reads) <= wide && !wrong:
		return []string{l.Right(wide, s.Muted, reads).String()}
	}
	lines := []string{l.String()}
	for i, text := range theme.Fold(reads, wide) {
		if i < room {
			lines = append(lines, theme.NewLine(wide).Put(s.Muted, text).String())
		}
	}
	return lines
}

// layChoices draws what may be chosen, in as many lines as it needs, and returns where each stands
// among them.
func (f *Form) layChoices(x *Field) (lines []string, zones zone.Zones) {
	wide := f.look.Width - f.col() - 1
	l := theme.NewLine(wide)
	for n, c := range x.Choices {
		if l.Cells > 0 && l.Cells+theme.Width(c)+2 > wide {
			lines = append(lines, l.String())
			l = theme.NewLine(wide)
		}
		from := l.Cells
		l.Styled(theme.Selection(f.look, c, n == x.Choice))
		zones = append(zones, zone.Zone{Row: len(lines), From: f.col() + from, To: f.col() + l.Cells, What: n})
	}
	return append(lines, l.String()), zones
}

// Fit gives the field that has the focus its size, and scrolls so that it is seen in room lines. A
// page calls it after whatever it does, and before it is drawn.
func (f *Form) Fit(room int) {
	if len(f.Fields) == 0 {
		return
	}
	wide := f.look.Width - f.col() - 1
	switch x := f.At(); {
	case x.In != nil:
		x.In.Fit(wide)
	case x.TextArea != nil:
		x.TextArea.Size(wide, max(1, room-2))
	}
	f.Offset = f.offset(f.all(max(1, room-2)), room)
}

// offset is the first line that is shown in room lines, with the focus in them.
func (f *Form) offset(all []formLine, room int) int {
	first, last := -1, -1
	for i, l := range all {
		if l.field == f.Focus {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	offset := max(0, min(f.Offset, len(all)-room, first))
	if last >= offset+room {
		offset = min(first, last-room+1)
		if last-first >= room {
			offset = last - room + 1
		}
	}
	return offset
}

// ViewFields draws the part of the form that is shown in room lines.
func (f *Form) ViewFields(room int) []string {
	all := f.all(max(1, room-2))
	from := f.offset(all, room)
	var lines []string
	for _, l := range all[from:min(len(all), from+room)] {
		lines = append(lines, l.text)
	}
	return lines
}

// choicesAt is the line on which the choices of a field begin, below its label where that stands
// above them.
func (f *Form) choicesAt(all []formLine, i int) int {
	at := slices.IndexFunc(all, func(l formLine) bool { return l.field == i })
	if f.narrow() {
		at += len(theme.Fold(f.Fields[i].Label, f.look.Width-3))
	}
	return at
}

// EnterSays is what enter does in an area.
func (f *Form) EnterSays() string {
	if f.look.Width < 76 {
		return "next"
	}
	return "next line, next field when empty"
}

// DraftSays is what esc does, and that nothing goes with it where there is room to say so.
func (f *Form) DraftSays(word string) string {
	if f.look.Width < 50 {
		return word
	}
	return word + ", words are kept"
}
