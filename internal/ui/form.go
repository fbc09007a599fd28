package ui

import (
	"encoding/json"
	"slices"
	"strings"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// form is fields below each other, of which one has the focus: lines, papers, choices,
// a button at the end. A page puts it between its title and its key line.
type form struct {
	*Context
	fields []*formField
	focus  int
	label  int // the column where values begin, in a terminal that has room for it
	offset int // the first line that is shown
	// quick says that enter submits from any field; otherwise it goes to the next line
	// and, from an empty one, to the next field.
	quick bool
	// above says that labels stand above their values, as questions do.
	above bool
}

// formField is one field. Exactly one of in, paper, choices and button is there.
type formField struct {
	name     string
	label    string
	about    string // what goes into it, for the message line
	gap      bool   // a blank line stands above it
	in       *field.Input
	textArea *field.TextArea
	choices  []string
	choice   int
	button   string
	reading  func(string) (text string, wrong bool) // how a line reads, at the right
}

func (s *Context) lineField(name, label, value string, limit int) *formField {
	in := field.NewInput(&s.Look, value, limit)
	return &formField{name: name, label: label, in: &in}
}

func (s *Context) textAreaField(name, label, value string) *formField {
	p := field.NewTextArea(&s.Look, value, spelling.MaxNote)
	return &formField{name: name, label: label, textArea: &p}
}

// at is the field that has the focus.
func (f *form) at() *formField { return f.fields[f.focus] }

// named is the field with a name.
func (f *form) named(name string) *formField {
	i := slices.IndexFunc(f.fields, func(x *formField) bool { return x.name == name })
	return f.fields[i]
}

// value is the words of a field, or its choice.
func (x *formField) value() string {
	switch {
	case x.in != nil:
		return strings.TrimSpace(spelling.CleanLine(x.in.Value()))
	case x.textArea != nil:
		return x.textArea.Text()
	case x.choices != nil:
		return x.choices[x.choice]
	}
	return ""
}

// lines are the words of a paper, one thing a line.
func (x *formField) lines() []string {
	var all []string
	for _, text := range strings.Split(x.value(), "\n") {
		if text = strings.TrimSpace(text); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// values are what is typed in all fields, to be kept for later.
func (f *form) values() string {
	all := map[string]string{}
	for _, x := range f.fields {
		switch {
		case x.in != nil:
			all[x.name] = x.in.Value()
		case x.textArea != nil:
			all[x.name] = x.textArea.Value()
		}
	}
	text, _ := json.Marshal(all) // a map of strings always can be
	return string(text)
}

// fill takes back what was kept.
func (f *form) fill(values string) {
	var all map[string]string
	if json.Unmarshal([]byte(values), &all) != nil {
		return
	}
	for _, x := range f.fields {
		value, ok := all[x.name]
		switch {
		case !ok:
		case x.in != nil:
			x.in.SetValue(spelling.CleanLine(value))
			x.in.CursorEnd()
		case x.textArea != nil:
			x.textArea.SetValue(spelling.CleanText(value))
			x.textArea.MoveToEnd()
		}
	}
}

// style takes the session's look.
func (f *form) style() {
	for _, x := range f.fields {
		switch {
		case x.in != nil:
			x.in.SetStyle(&f.Look)
		case x.textArea != nil:
			x.textArea.SetStyle(&f.Look)
		}
	}
}

// moveTo gives a field the focus.
func (f *form) moveTo(i int) tea.Cmd {
	f.at().blur()
	f.focus = (i + len(f.fields)) % len(f.fields)
	return f.at().takeFocus()
}

func (x *formField) blur() {
	switch {
	case x.in != nil:
		x.in.Blur()
	case x.textArea != nil:
		x.textArea.Blur()
	}
}

func (x *formField) takeFocus() tea.Cmd {
	switch {
	case x.in != nil:
		return x.in.Focus()
	case x.textArea != nil:
		return x.textArea.Focus()
	}
	return nil
}

// Typing reports whether the focus is on a field that takes letters.
func (f *form) Typing() bool {
	return len(f.fields) > 0 && (f.at().in != nil || f.at().textArea != nil)
}

// leaves reports whether a key leaves the page: esc, and q where it is no letter.
func (f *form) leaves(p keys.Press) bool { return p.Name == "esc" || p.Name == "q" && !f.Typing() }

// press takes a key; submit says that the form is to be written. Esc is the page's.
func (f *form) press(p keys.Press) (cmd tea.Cmd, submit bool) {
	x := f.at()
	switch {
	case p.Name == "tab":
		return f.moveTo(f.focus + 1), false
	case p.Name == "shift+tab":
		return f.moveTo(f.focus - 1), false
	case p.Name == "enter":
		return f.enter()
	case x.textArea != nil:
		return f.pressTextArea(p), false
	case p.Name == "down":
		return f.moveTo(min(len(f.fields)-1, f.focus+1)), false
	case p.Name == "up":
		return f.moveTo(max(0, f.focus-1)), false
	case x.in != nil:
		return x.in.Update(p), false
	case x.choices != nil && (p.Name == "right" || p.Name == "space" || p.Name == "l"):
		x.choice = (x.choice + 1) % len(x.choices)
	case x.choices != nil && (p.Name == "left" || p.Name == "h"):
		x.choice = (x.choice + len(x.choices) - 1) % len(x.choices)
	case x.button != "" && p.Name == "space":
		return nil, true
	}
	return nil, false
}

// enter submits, or goes on.
func (f *form) enter() (cmd tea.Cmd, submit bool) {
	x := f.at()
	switch {
	case f.quick, x.button != "":
		return nil, true
	case x.textArea != nil && strings.TrimSpace(lineOf(x.textArea)) != "":
		x.textArea.InsertString("\n")
		return nil, false
	case x.textArea != nil: // the empty line was the end of it
		x.textArea.SetValue(strings.TrimRight(x.textArea.Value(), "\n"))
	}
	return f.moveTo(f.focus + 1), false
}

// lineOf is the line that the cursor of a paper is on.
func lineOf(p *field.TextArea) string {
	lines := strings.Split(p.Value(), "\n")
	return lines[min(p.Line(), len(lines)-1)]
}

// pressTextArea moves out of a paper at its first and its last line.
func (f *form) pressTextArea(p keys.Press) tea.Cmd {
	x := f.at()
	before := [2]int{x.textArea.Line(), x.textArea.LineInfo().RowOffset}
	cmd := x.textArea.Update(p)
	if after := [2]int{x.textArea.Line(), x.textArea.LineInfo().RowOffset}; after != before {
		return cmd
	}
	switch p.Name {
	case "down":
		return f.moveTo(min(len(f.fields)-1, f.focus+1))
	case "up":
		return f.moveTo(max(0, f.focus-1))
	}
	return cmd
}

// update takes a paste or a blink.
func (f *form) update(msg tea.Msg) tea.Cmd {
	switch x := f.at(); {
	case x.in != nil:
		return x.in.Update(msg)
	case x.textArea != nil:
		return x.textArea.Update(msg)
	}
	return nil
}

// formLine is a line of the form and the field that it belongs to, or -1.
type formLine struct {
	text  string
	field int
}

// narrow reports whether labels stand above their values.
func (f *form) narrow() bool { return f.above || f.Width < f.label+26 }

// col is where values begin.
func (f *form) col() int {
	if f.narrow() {
		return 4
	}
	return f.label
}

// all draws every line of the form; room is how many lines a paper may take.
func (f *form) all(room int) []formLine {
	var lines []formLine
	for i, x := range f.fields {
		if x.gap && f.Height >= 20 {
			lines = append(lines, formLine{"", -1})
		}
		for _, text := range f.draw(i, x, room) {
			lines = append(lines, formLine{text, i})
		}
	}
	return lines
}

// draw draws one field.
func (f *form) draw(i int, x *formField, room int) []string {
	s := f.Styles
	first, label := theme.NewLine(f.Width), s.Muted
	if i == f.focus {
		first.Put(s.Strong, f.Glyphs.Cursor)
		label = s.Bold
	}
	first.To(2)
	if x.button != "" {
		ink := s.Plain
		if i == f.focus {
			ink = s.Bold
		}
		return []string{first.Put(s.Accent, f.Glyphs.Open).Put(ink, x.button).Put(s.Accent, f.Glyphs.Shut).String()}
	}
	values := f.drawValue(i, x, room)
	var lines []string
	if f.narrow() {
		for _, part := range theme.Fold(x.label, f.Width-3) {
			lines = append(lines, first.To(2).Put(label, part).String())
			first = theme.NewLine(f.Width)
		}
	} else {
		first.Put(label, theme.Cut(x.label, f.Width-3))
	}
	for _, v := range values {
		l := first
		lines = append(lines, l.To(f.col()).Styled(v).String())
		first = theme.NewLine(f.Width)
	}
	return lines
}

// drawValue draws what a field holds.
func (f *form) drawValue(i int, x *formField, room int) []string {
	s, wide := f.Styles, f.Width-f.col()-1
	focused := i == f.focus
	switch {
	case x.choices != nil:
		var lines []string
		l := theme.NewLine(wide)
		for n, c := range x.choices {
			if l.Cells > 0 && l.Cells+theme.Width(c)+2 > wide {
				lines = append(lines, l.String())
				l = theme.NewLine(wide)
			}
			l.Styled(f.Selection(c, n == x.choice))
		}
		return append(lines, l.String())
	case x.in != nil:
		reads, wrong := "", false
		if x.reading != nil {
			reads, wrong = x.reading(x.in.Value())
		}
		l := theme.NewLine(wide + 1)
		if focused {
			l.Styled(x.in.Draw(&f.Look, wide))
		} else {
			l.Put(s.Plain, theme.Cut(spelling.CleanLine(x.in.Value()), wide))
		}
		if reads == "" {
			return []string{l.String()}
		}
		if l.Cells+3+theme.Width(reads) <= wide && !wrong {
			return []string{l.Right(wide, s.Muted, reads).String()}
		}
		lines := []string{l.String()}
		for i, text := range theme.Fold(reads, wide) {
			if i < room {
				lines = append(lines, theme.NewLine(wide).Put(s.Muted, text).String())
			}
		}
		return lines
	case focused:
		x.textArea.Size(wide, room)
		return x.textArea.Lines()
	}
	var lines []string
	for _, text := range strings.Split(x.textArea.Value(), "\n") {
		for _, part := range theme.Fold(spelling.CleanLine(text), wide) {
			lines = append(lines, theme.NewLine(wide).Put(s.Plain, part).String())
		}
	}
	return lines
}

// view is the part of the form that is shown in room lines, with the focus in it.
func (f *form) view(room int) []string {
	all := f.all(max(1, room-2))
	first, last := -1, -1
	for i, l := range all {
		if l.field == f.focus {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	f.offset = max(0, min(f.offset, len(all)-room, first))
	if last >= f.offset+room {
		f.offset = min(first, last-room+1)
		if last-first >= room {
			f.offset = last - room + 1
		}
	}
	var lines []string
	for _, l := range all[f.offset:min(len(all), f.offset+room)] {
		lines = append(lines, l.text)
	}
	return lines
}

// fieldAt is the field on line y of what is shown in room lines, or -1.
func (f *form) fieldAt(y, room int) int {
	all := f.all(max(1, room-2))
	if i := f.offset + y; y >= 0 && y < room && i < len(all) {
		return all[i].field
	}
	return -1
}

// click gives the field on line y the focus, and chooses what is clicked; submit says
// that it was the button.
func (f *form) click(x, y, room int) (cmd tea.Cmd, submit bool) {
	i := f.fieldAt(y, room)
	if i < 0 {
		return nil, false
	}
	field := f.fields[i]
	cmd = f.moveTo(i)
	col := f.col()
	for n, c := range field.choices {
		end := col + theme.Width(c) + 2
		if x >= col && x < end {
			field.choice = n
		}
		col = end
	}
	return cmd, field.button != ""
}

// enterSays is what enter does in a paper.
func (f *form) enterSays() string {
	if f.Width < 76 {
		return "next"
	}
	return "next line, next field when empty"
}

// keptSays is what esc does, and that nothing goes with it where there is room to say so.
func (f *form) keptSays(word string) string {
	if f.Width < 50 {
		return word
	}
	return word + ", words are kept"
}
