// Package form has fields below each other that are filled in: lines, areas, choices, and a button.
package form

import (
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"
)

// Form is fields below each other, of which one has the focus: lines, areas, choices,
// a button at the end. A page puts it between its title and its key line.
type Form struct {
	look     *theme.Look
	Bindings KeyMap
	Fields   []*Field
	Focus    int
	Label    int // the column where values begin, in a terminal that has room for it
	Offset   int // the first line that is shown
	// Quick says that enter submits from any field; otherwise it goes to the next line
	// and, from an empty one, to the next field.
	Quick bool
	// Above says that labels stand above their values, as questions do.
	Above bool
}

// Field is one field. Exactly one of In, TextArea, Choices and Button is there.
type Field struct {
	Name     string
	Label    string
	About    string // what goes into it, for the message line
	Gap      bool   // a blank line stands above it
	In       *field.Input
	TextArea *field.TextArea
	Choices  []string
	Choice   int
	Button   string
	Reading  func(string) (text string, wrong bool) // how a line reads, at the right
}

// New returns a form that is drawn with a look, with the options of another that has no fields.
func New(look *theme.Look, options Form) Form {
	options.look, options.Bindings = look, newKeyMap()
	return options
}

// Line returns a field of one line.
func Line(look *theme.Look, name, label, value string, limit int) *Field {
	in := field.NewInput(look, value, limit)
	return &Field{Name: name, Label: label, In: &in}
}

// TextArea returns a field of several lines.
func TextArea(look *theme.Look, name, label, value string) *Field {
	p := field.NewTextArea(look, value, spelling.MaxNote)
	return &Field{Name: name, Label: label, TextArea: &p}
}

// At is the field that has the focus.
func (f *Form) At() *Field { return f.Fields[f.Focus] }

// Named is the field with a name.
func (f *Form) Named(name string) *Field {
	i := slices.IndexFunc(f.Fields, func(x *Field) bool { return x.Name == name })
	return f.Fields[i]
}

// Value is the words of a field, or its choice.
func (x *Field) Value() string {
	switch {
	case x.In != nil:
		return strings.TrimSpace(spelling.CleanLine(x.In.Value()))
	case x.TextArea != nil:
		return x.TextArea.Text()
	case x.Choices != nil:
		return x.Choices[x.Choice]
	}
	return ""
}

// Lines are the words of an area, one thing a line.
func (x *Field) Lines() []string {
	var all []string
	for _, text := range strings.Split(x.Value(), "\n") {
		if text = strings.TrimSpace(text); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// Values are what is typed in all fields, to be kept for later.
func (f *Form) Values() string {
	all := map[string]string{}
	for _, x := range f.Fields {
		switch {
		case x.In != nil:
			all[x.Name] = x.In.Value()
		case x.TextArea != nil:
			all[x.Name] = x.TextArea.Value()
		}
	}
	text, _ := json.Marshal(all) // a map of strings always can be
	return string(text)
}

// Fill takes back what was kept.
func (f *Form) Fill(values string) {
	var all map[string]string
	if json.Unmarshal([]byte(values), &all) != nil {
		return
	}
	for _, x := range f.Fields {
		value, ok := all[x.Name]
		switch {
		case !ok:
		case x.In != nil:
			x.In.SetValue(spelling.CleanLine(value))
			x.In.CursorEnd()
		case x.TextArea != nil:
			x.TextArea.SetValue(spelling.CleanText(value))
			x.TextArea.MoveToEnd()
		}
	}
}

// SetStyle takes the look anew.
func (f *Form) SetStyle() {
	for _, x := range f.Fields {
		switch {
		case x.In != nil:
			x.In.SetStyle(f.look)
		case x.TextArea != nil:
			x.TextArea.SetStyle(f.look)
		}
	}
}

// MoveTo gives a field the focus.
func (f *Form) MoveTo(i int) tea.Cmd {
	f.At().blur()
	f.Focus = (i + len(f.Fields)) % len(f.Fields)
	return f.At().TakeFocus()
}

func (x *Field) blur() {
	switch {
	case x.In != nil:
		x.In.Blur()
	case x.TextArea != nil:
		x.TextArea.Blur()
	}
}

// TakeFocus gives the keys to the field: its input, its area or its choices.
func (x *Field) TakeFocus() tea.Cmd {
	switch {
	case x.In != nil:
		return x.In.Focus()
	case x.TextArea != nil:
		return x.TextArea.Focus()
	}
	return nil
}

// Typing reports whether the focus is on a field that takes letters.
func (f *Form) Typing() bool {
	return len(f.Fields) > 0 && (f.At().In != nil || f.At().TextArea != nil)
}

// Leaves reports whether a key leaves the page: esc, and q where it is no letter.
func (f *Form) Leaves(p keys.Press) bool {
	return p.Is(f.Bindings.Leave) || p.Is(f.Bindings.Quit) && !f.Typing()
}

// PressField takes a key; submit says that the form is to be written. Esc is the page's.
func (f *Form) PressField(p keys.Press) (cmd tea.Cmd, submit bool) {
	x, k := f.At(), f.Bindings
	switch {
	case p.Is(k.Next):
		return f.MoveTo(f.Focus + 1), false
	case p.Is(k.Before):
		return f.MoveTo(f.Focus - 1), false
	case p.Is(k.Enter):
		return f.enter()
	case x.TextArea != nil:
		return f.pressTextArea(p), false
	case p.Is(k.Down), p.Is(k.Up):
		return f.step(p), false
	case x.In != nil:
		return x.In.Update(p), false
	case x.Choices != nil:
		f.pressChoices(x, p)
		return nil, false
	}
	return nil, x.Button != "" && p.Is(k.Push)
}

// pressChoices takes the next of the choices, or the one before.
func (f *Form) pressChoices(x *Field, p keys.Press) {
	switch {
	case p.Is(f.Bindings.Right):
		x.Choice = (x.Choice + 1) % len(x.Choices)
	case p.Is(f.Bindings.Left):
		x.Choice = (x.Choice + len(x.Choices) - 1) % len(x.Choices)
	}
}

// step goes to the next field or the one before, as far as there are such.
func (f *Form) step(p keys.Press) tea.Cmd {
	switch {
	case p.Is(f.Bindings.Down):
		return f.MoveTo(min(len(f.Fields)-1, f.Focus+1))
	case p.Is(f.Bindings.Up):
		return f.MoveTo(max(0, f.Focus-1))
	}
	return nil
}

// enter submits, or goes on.
func (f *Form) enter() (cmd tea.Cmd, submit bool) {
	x := f.At()
	switch {
	case f.Quick, x.Button != "":
		return nil, true
	case x.TextArea != nil && strings.TrimSpace(lineOf(x.TextArea)) != "":
		x.TextArea.InsertString("\n")
		return nil, false
	case x.TextArea != nil: // the empty line was the end of it
		x.TextArea.SetValue(strings.TrimRight(x.TextArea.Value(), "\n"))
	}
	return f.MoveTo(f.Focus + 1), false
}

// lineOf is the line that the cursor of an area is on.
func lineOf(p *field.TextArea) string {
	lines := strings.Split(p.Value(), "\n")
	return lines[min(p.Line(), len(lines)-1)]
}

// pressTextArea moves out of an area at its first and its last line.
func (f *Form) pressTextArea(p keys.Press) tea.Cmd {
	x := f.At()
	before := [2]int{x.TextArea.Line(), x.TextArea.LineInfo().RowOffset}
	cmd := x.TextArea.Update(p)
	if after := [2]int{x.TextArea.Line(), x.TextArea.LineInfo().RowOffset}; after != before {
		return cmd
	}
	return tea.Batch(cmd, f.step(p))
}

// UpdateField takes a paste or a blink.
func (f *Form) UpdateField(msg tea.Msg) tea.Cmd {
	switch x := f.At(); {
	case x.In != nil:
		return x.In.Update(msg)
	case x.TextArea != nil:
		return x.TextArea.Update(msg)
	}
	return nil
}

// formLine is a line of the form and the field that it belongs to, or -1.
type formLine struct {
	text  string
	field int
}

// ClickField gives the field on line y the focus, and chooses what is clicked; submit says
// that it was the button.
func (f *Form) ClickField(x, y, room int) (cmd tea.Cmd, submit bool) {
	all := f.all(max(1, room-2))
	at := f.offset(all, room) + y
	if y < 0 || y >= room || at >= len(all) || all[at].field < 0 {
		return nil, false
	}
	i := all[at].field
	field := f.Fields[i]
	cmd = f.MoveTo(i)
	_, zones := f.layChoices(field)
	if n, ok := zones.At(x, at-f.choicesAt(all, i)); ok {
		field.Choice = n
	}
	return cmd, field.Button != ""
}
