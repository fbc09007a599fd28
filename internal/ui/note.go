package ui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"selfcare/internal/habits"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

// noteLines is how many lines of a note are shown at once, at most.
const noteLines = 6

// noteField is the note of a day, under its row. Both ways out keep the words.
type noteField struct {
	habit habits.ID
	day   habits.Day
	was   string
	area  textarea.Model
}

func newNoteField(t *today, r *row) *noteField {
	n := &noteField{habit: r.habit.ID, day: t.day, was: r.standing.Entry.Note}
	a := textarea.New()
	a.ShowLineNumbers = false
	a.Prompt = ""
	a.CharLimit = habits.MaxNote
	a.MaxHeight = 0
	a.KeyMap.InsertNewline = key.NewBinding(key.WithKeys("ctrl+j", "shift+enter", "alt+enter"))
	st := a.Styles()
	plain := t.styles.plainStyle
	st.Focused = textarea.StyleState{Base: plain, Text: plain, CursorLine: plain, EndOfBuffer: plain, Placeholder: plain, Prompt: plain, Selection: plain.Reverse(true)}
	st.Blurred = st.Focused
	st.Cursor.Blink = !t.opts.Still
	st.Cursor.Color = nil
	a.SetStyles(st)
	n.area = a
	n.size(t)
	n.area.SetValue(n.was)
	n.area.MoveToEnd()
	return n
}

func (n *noteField) focus() tea.Cmd { return n.area.Focus() }

// Update takes a press, a paste or a blink.
func (n *noteField) Update(t *today, msg tea.Msg) tea.Cmd {
	forward := msg
	switch msg := msg.(type) {
	case press:
		if msg.name == "esc" || msg.name == "enter" {
			cmd := n.save(t)
			t.close()
			return cmd
		}
		forward = msg.msg
	case tea.PasteMsg:
		msg.Content = habits.CleanText(msg.Content)
		forward = msg
	}
	var cmd tea.Cmd
	n.area, cmd = n.area.Update(forward)
	n.size(t)
	t.scroll()
	return cmd
}

// size gives the note as many lines as its words take.
func (n *noteField) size(t *today) {
	room := max(10, min(t.width, 100)-nameCol-2-12)
	n.area.SetWidth(room)
	lines := 0
	for _, text := range strings.Split(n.area.Value(), "\n") {
		lines += 1 + width(text)/room
	}
	n.area.SetHeight(max(1, min(noteLines, lines, t.room()-3)))
}

// save writes the note, if it is another one.
func (n *noteField) save(t *today) tea.Cmd {
	note := strings.TrimSpace(n.area.Value())
	r := t.book.Find(n.habit)
	if note == n.was || r == nil {
		return nil
	}
	n.was = note
	return t.edit(r.Habit.NoteOn(n.day, note))
}

// view draws the note's lines.
func (n *noteField) view(t *today) []string {
	var lines []string
	shown := strings.Split(strings.TrimRight(n.area.View(), "\n"), "\n")
	for i, text := range shown {
		l := newLine(t.width).to(nameCol).put(t.styles.faint, t.glyphs.wall+" ").styled(text)
		if i == len(shown)-1 {
			count := fmt.Sprintf("%d of 2,000", utf8.RuneCountInString(n.area.Value()))
			l.right(min(t.width, 100)-1, t.styles.muted, count)
		}
		lines = append(lines, l.String())
	}
	return lines
}

func (n *noteField) hints(*today) []hint {
	return []hint{{"enter", "done", "enter"}, {"ctrl+j", "new line", "ctrl+j"}, {"esc", "done too", "esc"}}
}
