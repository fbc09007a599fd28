package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// textArea is a field of several lines: bubbles' textarea, without what belongs to an
// editor of programs. It takes as many lines as its words need.
type textArea struct {
	textarea.Model
	wide, most int
}

func newTextArea(s *session, value string, limit int) textArea {
	a := textarea.New()
	a.ShowLineNumbers = false
	a.Prompt = ""
	a.CharLimit = limit
	a.MaxHeight = 0
	a.KeyMap.InsertNewline = key.NewBinding(key.WithKeys("ctrl+j", "shift+enter", "alt+enter"))
	p := textArea{Model: a}
	p.style(s)
	p.SetValue(spelling.CleanText(value))
	p.MoveToEnd()
	return p
}

// style takes the session's look.
func (p *textArea) style(s *session) {
	st := p.Styles()
	plain := s.styles.PlainStyle
	st.Focused = textarea.StyleState{Base: plain, Text: plain, CursorLine: plain, EndOfBuffer: plain, Placeholder: plain, Prompt: plain, Selection: plain.Reverse(true)}
	st.Blurred = st.Focused
	st.Cursor.Blink = !s.unmoved()
	st.Cursor.Color = nil
	p.SetStyles(st)
}

// size gives the paper a width, and as many lines as may be shown at once: fewer would
// scroll it before they are full.
func (p *textArea) size(wide, most int) {
	wide, most = max(1, wide), max(1, most)
	if wide == p.wide && most == p.most {
		return
	}
	p.wide, p.most = wide, most
	p.SetWidth(wide)
	p.SetHeight(most)
	p.Model, _ = p.Model.Update(nil) // which scrolls to the cursor
}

// update takes a press, a paste or a blink.
func (p *textArea) update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case press:
		m.msg.Text = spelling.CleanText(m.msg.Text)
		msg = m.msg
	case tea.PasteMsg:
		m.Content = spelling.CleanText(m.Content)
		msg = m
	}
	var cmd tea.Cmd
	p.Model, cmd = p.Model.Update(msg)
	return cmd
}

// lines draws the words while they are written.
func (p *textArea) lines() []string {
	shown := strings.Split(strings.TrimRight(p.View(), "\n"), "\n")
	return shown[:p.used(shown)]
}

// used is how many of the shown lines the words take.
func (p *textArea) used(shown []string) int {
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

// text is the words without blanks around them.
func (p *textArea) text() string { return strings.TrimSpace(p.Value()) }
