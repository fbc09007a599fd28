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
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Lines is the page of help lines: the emergency number, and the person's own.
type Lines struct {
	*page.Context
	keys     linesKeys
	textArea *field.TextArea // while the own lines are written, or nil
	rows     list.List       // of what is read; none is chosen
}

// linesKeys are the keys of the page.
type linesKeys struct {
	Edit, Up, Down, Close key.Binding
	NewLine, Done         key.Binding // while the own lines are written
}

func newLinesKeys() linesKeys {
	return linesKeys{
		Edit:    keys.Bind("e", "e", "write your own"),
		Up:      keys.Bind("up k pgup", "↑ ↓", "scroll"),
		Down:    keys.Bind("down j pgdown", "", ""),
		Close:   keys.Bind("esc q enter", "esc", "close"),
		NewLine: keys.Bind("enter", "enter", "new line"),
		Done:    keys.Bind("esc", "esc", "done"),
	}
}

// NewLines returns the page of help lines.
func NewLines(s *page.Context) *Lines {
	return &Lines{Context: s, keys: newLinesKeys(), rows: list.List{Cursor: list.None}}
}

// Typing reports whether letters are typed.
func (h *Lines) Typing() bool { return h.textArea != nil }

// SaveWords queues the lines that are being written.
func (h *Lines) SaveWords() tea.Cmd {
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
	cmd := h.update(msg)
	if h.textArea != nil {
		above := len(h.head().Lines) + len(h.emergency().Lines)
		h.textArea.Size(min(h.Width, 100)-3, max(1, h.Height-above-3))
	}
	return cmd
}

func (h *Lines) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		if h.textArea == nil {
			return h.press(msg)
		}
		return h.typed(msg)
	case tea.MouseClickMsg, page.BookMsg, page.WroteHabitMsg, page.WroteBoundaryMsg, tea.WindowSizeMsg:
		return nil
	case tea.MouseWheelMsg:
		h.rows.Scroll(list.Step(msg), h.layout())
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
	return h.textArea.Update(msg)
}

// typed takes a press while the own lines are written.
func (h *Lines) typed(p keys.Press) tea.Cmd {
	switch {
	case p.Is(h.keys.Done):
		cmd := h.SaveWords()
		h.textArea = nil
		return cmd
	case p.Is(h.keys.NewLine):
		h.textArea.InsertString("\n")
		return nil
	}
	return h.textArea.Update(p)
}

func (h *Lines) press(p keys.Press) tea.Cmd {
	k := h.keys
	switch {
	case p.Is(k.Close):
		return h.Close(h)
	case p.Is(k.Edit):
		area := field.NewTextArea(&h.Look, h.Book.HelpLines.Text, spelling.MaxNote)
		h.textArea = &area
		h.Message = page.Message{}
		return h.textArea.Focus()
	case p.Is(k.Down):
		h.rows.Scroll(+1, h.layout())
	case p.Is(k.Up):
		h.rows.Scroll(-1, h.layout())
	}
	return nil
}

// head is what stands above all else.
func (h *Lines) head() *sheet.Sheet {
	p := sheet.New(&h.Look)
	p.Title("Help lines", "")
	p.Blank()
	return p
}

// body is what is read: the emergency number, the person's own lines, and what keeps safe.
func (h *Lines) body() *sheet.Sheet {
	p := h.emergency()
	if own := h.Book.HelpLines; own.Text == "" {
		p.Text(h.Styles.Muted, "Your own stand here: a friend to call, a crisis line, an advocate. e writes them.")
	} else {
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
	return p
}

// emergency is the number to call, which stands first.
func (h *Lines) emergency() *sheet.Sheet {
	p := sheet.New(&h.Look)
	p.Text(h.Styles.Plain, page.Emergency)
	p.Blank()
	return p
}

// layout is where the lines stand that scroll.
func (h *Lines) layout() list.Layout {
	top := len(h.head().Lines)
	return list.Layout{Items: list.Each(len(h.body().Lines)), Top: top, Room: h.Height - 2 - top}
}

// View draws the page.
func (h *Lines) View() []string {
	p := h.head()
	if h.textArea != nil {
		p.Lines = append(p.Lines, h.emergency().Lines...)
		for _, text := range h.textArea.Lines() {
			p.Add(theme.NewLine(h.Width).Put(h.Styles.Plain, " ").Styled(text))
		}
		return p.End("", h.Hints())
	}
	from, to := h.rows.Shown(h.layout())
	p.Lines = append(p.Lines, h.body().Lines[from:to]...)
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
	k := h.keys
	if h.textArea != nil {
		return []keys.Hint{keys.HintOf(k.NewLine, ""), keys.HintOf(k.Done, "")}
	}
	return []keys.Hint{keys.HintOf(k.Edit, ""), keys.HintOf(k.Close, "")}
}

// Keys are the page's bindings for help.
func (h *Lines) Keys() []page.Group {
	k := h.keys
	return []page.Group{{Title: "this page", Bindings: []key.Binding{k.Edit, k.Up, k.Close}}}
}
