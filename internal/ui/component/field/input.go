// Package field has the fields that are typed in: of one line, and of several.
package field

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"
)

// Input is a field of one line: bubbles' textinput, with a remainder that may
// stand chosen, so that the first key replaces it.
type Input struct {
	textinput.Model
	Chosen bool
	// Room says in how many cells the field is drawn, so that it scrolls as it is typed in.
	Room  func() int
	still bool
}

// NewInput returns a field that holds value, and takes as many characters as limit.
func NewInput(look *theme.Look, value string, limit int) Input {
	m := textinput.New()
	m.Prompt = ""
	m.CharLimit = limit
	// Suggestions are the screens' business: their keys do other things there.
	m.KeyMap.AcceptSuggestion.SetEnabled(false)
	m.KeyMap.NextSuggestion.SetEnabled(false)
	m.KeyMap.PrevSuggestion.SetEnabled(false)
	m.SetValue(spelling.CleanLine(value))
	m.CursorEnd()
	in := Input{Model: m, still: look.Still}
	in.SetStyle(look)
	return in
}

// SetStyle takes the session's look.
func (in *Input) SetStyle(look *theme.Look) {
	st := in.Styles()
	st.Focused.Text, st.Blurred.Text = look.Styles.PlainStyle, look.Styles.PlainStyle
	st.Cursor.Blink = !in.still
	st.Cursor.Color = nil
	in.SetStyles(st)
}

// Update takes a press, a paste or a blink.
func (in *Input) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		if in.Chosen {
			in.Chosen = false
			if msg.Msg.Text != "" || msg.Name == "backspace" {
				in.SetValue("")
			}
			if msg.Name == "backspace" {
				return nil
			}
		}
		msg.Msg.Text = spelling.CleanLine(msg.Msg.Text)
		return in.forward(msg.Msg)
	case tea.PasteMsg:
		if in.Chosen {
			in.Chosen = false
			in.SetValue("")
		}
		msg.Content = spelling.CleanLine(msg.Content)
		return in.forward(msg)
	}
	return in.forward(msg)
}

func (in *Input) forward(msg tea.Msg) tea.Cmd {
	if in.Room != nil {
		in.Fit(in.Room())
	}
	var cmd tea.Cmd
	in.Model, cmd = in.Model.Update(msg)
	return cmd
}

// Fit scrolls the field so that its cursor is seen in room cells.
func (in *Input) Fit(room int) {
	if w := max(1, room-1); w != in.Width() {
		in.SetWidth(w)
		in.SetCursor(in.Position()) // which finds the part to show
	}
}

// Cells returns a number of cells as the Room of a field that always has as many.
func Cells(n int) func() int { return func() int { return n } }

// Draw draws the field in at most room cells, and no wider than its text and the
// cursor. It changes nothing.
func (in *Input) Draw(look *theme.Look, room int) string {
	fitted := *in
	fitted.Fit(room)
	return fitted.draw(look, room)
}

func (in *Input) draw(look *theme.Look, room int) string {
	if in.Chosen {
		return look.Styles.Strong.On + in.Value() + look.Styles.Strong.Off + in.cursorAtEnd()
	}
	text := strings.TrimRight(in.View(), " ")
	missing := min(room, theme.Width(in.Value())+1) - ansi.StringWidth(text)
	return text + theme.Blanks(max(0, missing)) // the cursor, while it is dark
}

// cursorAtEnd is the cursor alone, as it stands behind a chosen text.
func (in *Input) cursorAtEnd() string {
	empty := in.Model
	empty.SetValue("")
	empty.SetWidth(0)
	return empty.View()
}
