package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// input is a field of one line: bubbles' textinput, with a remainder that may
// stand chosen, so that the first key replaces it.
type input struct {
	textinput.Model
	chosen bool
	still  bool
}

func newInput(s *session, value string, limit int) input {
	m := textinput.New()
	m.Prompt = ""
	m.CharLimit = limit
	// Suggestions are the screens' business: their keys do other things there.
	m.KeyMap.AcceptSuggestion.SetEnabled(false)
	m.KeyMap.NextSuggestion.SetEnabled(false)
	m.KeyMap.PrevSuggestion.SetEnabled(false)
	m.SetValue(spelling.CleanLine(value))
	m.CursorEnd()
	in := input{Model: m, still: s.unmoved()}
	in.style(s)
	return in
}

// style takes the session's look.
func (in *input) style(s *session) {
	st := in.Styles()
	st.Focused.Text, st.Blurred.Text = s.styles.PlainStyle, s.styles.PlainStyle
	st.Cursor.Blink = !in.still
	st.Cursor.Color = nil
	in.SetStyles(st)
}

// update takes a press, a paste or a blink.
func (in *input) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case press:
		if in.chosen {
			in.chosen = false
			if msg.msg.Text != "" || msg.name == "backspace" {
				in.SetValue("")
			}
			if msg.name == "backspace" {
				return nil
			}
		}
		msg.msg.Text = spelling.CleanLine(msg.msg.Text)
		return in.forward(msg.msg)
	case tea.PasteMsg:
		if in.chosen {
			in.chosen = false
			in.SetValue("")
		}
		msg.Content = spelling.CleanLine(msg.Content)
		return in.forward(msg)
	}
	return in.forward(msg)
}

func (in *input) forward(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	in.Model, cmd = in.Model.Update(msg)
	return cmd
}

// view draws the field in at most room cells, and no wider than its text and the
// cursor.
func (in *input) view(s *session, room int) string {
	if w := max(1, room-1); w != in.Width() {
		in.SetWidth(w)
		in.SetCursor(in.Position()) // which finds the part to show
	}
	if in.chosen {
		return s.styles.Strong.On + in.Value() + s.styles.Strong.Off + in.cursorAtEnd()
	}
	text := strings.TrimRight(in.View(), " ")
	missing := min(room, theme.Width(in.Value())+1) - ansi.StringWidth(text)
	return text + theme.Blanks(max(0, missing)) // the cursor, while it is dark
}

// cursorAtEnd is the cursor alone, as it stands behind a chosen text.
func (in *input) cursorAtEnd() string {
	empty := in.Model
	empty.SetValue("")
	empty.SetWidth(0)
	return empty.View()
}
