package help

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Lines is the page of help lines: the emergency number, and the person's own.
type Lines struct {
	*page.Context
	textArea *field.TextArea // while the own lines are written, or nil
	top      int             // the first line that is shown
}

// NewLines returns the page of help lines.
func NewLines(s *page.Context) *Lines { return &Lines{Context: s} }

// Typing reports whether letters are typed.
func (h *Lines) Typing() bool { return h.textArea != nil }

// Keep queues the lines that are being written.
func (h *Lines) Keep() tea.Cmd {
	if h.textArea == nil {
		return nil
	}
	text := h.textArea.Text()
	if text == h.Book.HelpLines.Text {
		return nil
	}
	was := h.Book.HelpLines
	swap := record.Diff[journal.HelpLines]{Was: &was, Is: &journal.HelpLines{Text: text, Day: h.Today}}
	if text == "" {
		swap.Is = nil
	}
	cmd, ok := h.Do(record.Change{HelpLines: []record.Diff[journal.HelpLines]{swap}})
	if ok {
		h.SayUndo("Your help lines are written down.")
		if text == "" {
			h.SayUndo("Your help lines are taken away.")
		}
	}
	return cmd
}

// Update takes a press, a paste, the mouse, or a fact.
func (h *Lines) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		if h.textArea == nil {
			return h.press(msg)
		}
		if msg.Name == "esc" {
			cmd := h.Keep()
			h.textArea = nil
			return cmd
		}
	case tea.MouseClickMsg, page.BookMsg, page.WroteHabitMsg, page.WroteBoundaryMsg, tea.WindowSizeMsg:
		return nil
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			h.top--
		} else {
			h.top++
		}
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		if h.textArea != nil {
			h.textArea.SetStyle(&h.Look)
		}
		return nil
	}
	if h.textArea == nil {
		return nil
	}
	if p, ok := msg.(keys.Press); ok && p.Name == "enter" {
		h.textArea.InsertString("\n")
		return nil
	}
	return h.textArea.Update(msg)
}

func (h *Lines) press(p keys.Press) tea.Cmd {
	switch p.Name {
	case "esc", "q", "enter":
		return h.Close(h)
	case "e":
		paper := field.NewTextArea(&h.Look, h.Book.HelpLines.Text, spelling.MaxNote)
		h.textArea = &paper
		h.Message = page.Message{}
		return h.textArea.Focus()
	case "down", "j", "pgdown":
		h.top++
	case "up", "k", "pgup":
		h.top--
	}
	return nil
}

// View draws the page.
func (h *Lines) View() []string {
	p := sheet.New(&h.Look)
	p.Title("Help lines", "")
	p.Blank()
	head := len(p.Lines)
	p.Text(h.Styles.Plain, page.Emergency)
	p.Blank()
	own := h.Book.HelpLines
	switch {
	case h.textArea != nil:
		h.textArea.Size(min(h.Width, 100)-3, max(1, h.Height-len(p.Lines)-3))
		for _, text := range h.textArea.Lines() {
			p.Add(theme.NewLine(h.Width).Put(h.Styles.Plain, " ").Styled(text))
		}
		return p.End("", h.Hints())
	case own.Text == "":
		p.Text(h.Styles.Muted, "Your own stand here: a friend to call, a crisis line, an advocate. e writes them.")
	default:
		for _, text := range strings.Split(own.Text, "\n") {
			p.Text(h.Styles.Plain, text)
		}
		p.Blank()
		p.Text(h.Styles.Muted, "Written by you on "+own.Day.Short(h.Today)[4:]+year(own.Day, h.Today)+". Check them now and then.")
	}
	p.Blank()
	for _, text := range page.Safety {
		p.Text(h.Styles.Muted, text)
	}
	room := h.Height - 2 - head
	h.top = max(0, min(h.top, len(p.Lines)-head-room))
	p.Lines = append(p.Lines[:head:head], p.Lines[head+h.top:]...)
	return p.End(h.MessageLine(), h.Hints())
}

// year is the year of a day, where [calendar.Day.Short] leaves it out.
func year(d, today calendar.Day) string {
	y, _, _ := d.Date()
	if now, _, _ := today.Date(); y != now {
		return ""
	}
	return " " + strconv.Itoa(y)
}

// Hints are the key line.
func (h *Lines) Hints() []keys.Hint {
	if h.textArea != nil {
		return []keys.Hint{{Keys: "enter", Says: "new line", Press: "enter"}, {Keys: "esc", Says: "done", Press: "esc"}}
	}
	return []keys.Hint{{Keys: "e", Says: "write your own", Press: "e"}, {Keys: "esc", Says: "close", Press: "esc"}}
}

// Keys are the page's bindings for help.
func (h *Lines) Keys() []page.Group {
	return []page.Group{{Title: "this page", Bindings: []key.Binding{keys.Bind("e", "e", "write your own"), keys.Bind("up", "↑ ↓", "scroll"), keys.Bind("esc", "esc", "close")}}}
}
