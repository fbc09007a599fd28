package field

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"
)

// TextArea is a field of several lines: bubbles' textarea, without what belongs to an
// editor of programs. It takes as many lines as its words need.
type TextArea struct {
	textarea.Model
	wide, most int
}

// NewTextArea returns a field that holds value, and takes as many characters as limit.
func NewTextArea(look *theme.Look, value string, limit int) TextArea {
	a := textarea.New()
	a.ShowLineNumbers = false
	a.Prompt = ""
	a.CharLimit = limit
	a.MaxHeight = 0
	a.KeyMap.InsertNewline = key.NewBinding(key.WithKeys("ctrl+j", "shift+enter", "alt+enter"))
	p := TextArea{Model: a}
	p.SetStyle(look)
	p.SetValue(spelling.CleanText(value))
	p.MoveToEnd()
	return p
}

// SetStyle takes the session's look.
func (p *TextArea) SetStyle(look *theme.Look) {
	st := p.Styles()
	plain := look.Styles.PlainStyle
	st.Focused = textarea.StyleState{Base: plain, Text: plain, CursorLine: plain, EndOfBuffer: plain, Placeholder: plain, Prompt: plain, Selection: plain.Reverse(true)}
	st.Blurred = st.Focused
	st.Cursor.Blink = !look.Still
	st.Cursor.Color = nil
	p.SetStyles(st)
}

// Size gives the area a width, and as many lines as may be shown at once: fewer would
// scroll it before they are full.
func (p *TextArea) Size(wide, most int) {
	wide, most = max(1, wide), max(1, most)
	if wide == p.wide && most == p.most {
		return
	}
	p.wide, p.most = wide, most
	p.SetWidth(wide)
	p.SetHeight(most)
	p.Model, _ = p.Model.Update(nil) // which scrolls to the cursor
}

// Update takes a press, a paste or a blink.
func (p *TextArea) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case keys.Press:
		m.Msg.Text = spelling.CleanText(m.Msg.Text)
		msg = m.Msg
	case tea.PasteMsg:
		m.Content = spelling.CleanText(m.Content)
		msg = m
	}
	var cmd tea.Cmd
	p.Model, cmd = p.Model.Update(msg)
	return cmd
}

// Lines draws the words while they are written.
func (p *TextArea) Lines() []string {
	shown := strings.Split(strings.TrimRight(p.View(), "\n"), "\n")
	return shown[:p.used(shown)]
}

// used is how many of the shown lines the words take.
func (p *TextArea) used(shown []string) int {
	lines := 0
	for _, text := range strings.Split(p.Value(), "\n") {
		lines += len(theme.Fold(text, p.wide))
	}
	for i, text := range shown {
		if strings.TrimSpace(theme.Stripped(text)) != "" {
			lines = max(lines, i+1)
		}
	}
	return min(lines, len(shown))
}

// Text is the words without blanks around them.
func (p *TextArea) Text() string { return strings.TrimSpace(p.Value()) }
