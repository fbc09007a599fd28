package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// helpPage is the page of help lines: the emergency number, and the person's own.
type helpPage struct {
	*session
	textArea *textArea // while the own lines are written, or nil
	top      int       // the first line that is shown
}

// emergency is always the first line.
const emergency = "In danger now: your local emergency number (112, 911, 999, 000)."

func newHelpPage(s *session) *helpPage { return &helpPage{session: s} }

// Typing reports whether letters are typed.
func (h *helpPage) Typing() bool { return h.textArea != nil }

// Keep queues the lines that are being written.
func (h *helpPage) Keep() tea.Cmd {
	if h.textArea == nil {
		return nil
	}
	text := h.textArea.text()
	if text == h.book.HelpLines.Text {
		return nil
	}
	was := h.book.HelpLines
	swap := record.Diff[journal.HelpLines]{Was: &was, Is: &journal.HelpLines{Text: text, Day: h.today}}
	if text == "" {
		swap.Is = nil
	}
	cmd, ok := h.do(record.Change{HelpLines: []record.Diff[journal.HelpLines]{swap}})
	if ok {
		h.sayUndo("Your help lines are written down.")
		if text == "" {
			h.sayUndo("Your help lines are taken away.")
		}
	}
	return cmd
}

// Update takes a press, a paste, the mouse, or a fact.
func (h *helpPage) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case press:
		if h.textArea == nil {
			return h.press(msg)
		}
		if msg.name == "esc" {
			cmd := h.Keep()
			h.textArea = nil
			return cmd
		}
	case tea.MouseClickMsg, bookMsg, wroteHabitMsg, wroteBoundaryMsg, secondMsg, tea.WindowSizeMsg:
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
			h.textArea.style(h.session)
		}
		return nil
	}
	if h.textArea == nil {
		return nil
	}
	if p, ok := msg.(press); ok && p.name == "enter" {
		h.textArea.InsertString("\n")
		return nil
	}
	return h.textArea.update(msg)
}

func (h *helpPage) press(p press) tea.Cmd {
	switch p.name {
	case "esc", "q", "enter":
		return h.drop(h)
	case "e":
		paper := newTextArea(h.session, h.book.HelpLines.Text, spelling.MaxNote)
		h.textArea = &paper
		h.message = message{}
		return h.textArea.Focus()
	case "down", "j", "pgdown":
		h.top++
	case "up", "k", "pgup":
		h.top--
	}
	return nil
}

// View draws the page.
func (h *helpPage) View() []string {
	p := h.newPage()
	p.title("Help lines", "")
	p.blank()
	head := len(p.lines)
	p.text(h.styles.Plain, emergency)
	p.blank()
	own := h.book.HelpLines
	switch {
	case h.textArea != nil:
		h.textArea.size(min(h.width, 100)-3, max(1, h.height-len(p.lines)-3))
		for _, text := range h.textArea.lines() {
			p.add(theme.NewLine(h.width).Put(h.styles.Plain, " ").Styled(text))
		}
		return p.end("", h.Hints())
	case own.Text == "":
		p.text(h.styles.Muted, "Your own stand here: a friend to call, a crisis line, an advocate. e writes them.")
	default:
		for _, text := range strings.Split(own.Text, "\n") {
			p.text(h.styles.Plain, text)
		}
		p.blank()
		p.text(h.styles.Muted, "Written by you on "+own.Day.Short(h.today)[4:]+year(own.Day, h.today)+". Check them now and then.")
	}
	p.blank()
	for _, text := range safety {
		p.text(h.styles.Muted, text)
	}
	room := h.height - 2 - head
	h.top = max(0, min(h.top, len(p.lines)-head-room))
	p.lines = append(p.lines[:head:head], p.lines[head+h.top:]...)
	return p.end(h.messageLine(), h.Hints())
}

// year is the year of a day, where [calendar.Day.Short] leaves it out.
func year(d, today calendar.Day) string {
	y, _, _ := d.Date()
	if now, _, _ := today.Date(); y != now {
		return ""
	}
	return " " + itoa(y)
}

// Hints are the key line.
func (h *helpPage) Hints() []hint {
	if h.textArea != nil {
		return []hint{{"enter", "new line", "enter"}, {"esc", "done", "esc"}}
	}
	return []hint{{"e", "write your own", "e"}, {"esc", "close", "esc"}}
}

// Keys are the page's bindings for help.
func (h *helpPage) Keys() []keyGroup {
	return []keyGroup{{"this page", []key.Binding{bind("e", "e", "write your own"), bind("up", "↑ ↓", "scroll"), bind("esc", "esc", "close")}}}
}
