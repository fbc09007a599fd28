package ui

import (
	"strconv"
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

// size gives the note the width of the list, and as many lines as may be shown at
// once: fewer would scroll it before they are full.
func (n *noteField) size(t *today) {
	n.area.SetWidth(n.width(t))
	n.area.SetHeight(max(1, min(noteLines, t.room()-3)))
	n.area, _ = n.area.Update(nil) // which scrolls to the cursor
}

func (n *noteField) width(t *today) int {
	room := min(t.width, 100) - nameCol - 2
	if t.width >= roomForCount {
		room -= width(n.count()) + 3
	}
	return max(10, room-1)
}

// used is how many of the shown lines the words take.
func (n *noteField) used(t *today, shown []string) int {
	lines := 0
	for _, text := range strings.Split(n.area.Value(), "\n") {
		lines += len(fold(text, n.width(t)))
	}
	for i, text := range shown {
		if strings.TrimSpace(stripped(text)) != "" {
			lines = max(lines, i+1)
		}
	}
	return min(lines, len(shown))
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

// count is how many characters of those that fit are used.
func (n *noteField) count() string {
	used := strconv.Itoa(utf8.RuneCountInString(n.area.Value()))
	if len(used) > 3 {
		used = used[:len(used)-3] + "," + used[len(used)-3:]
	}
	return used + " of 2,000"
}

// roomForCount is the width from which the count stands beside the note.
const roomForCount = 50

// foot has the count where there is no room beside the note.
func (n *noteField) foot(t *today) []string {
	l := newLine(t.width)
	if t.width < roomForCount {
		l.right(t.width-1, t.styles.muted, n.count())
	}
	return []string{l.String(), t.hintLine(n.hints(t))}
}

// view draws the note's lines.
func (n *noteField) view(t *today) []string {
	var lines []string
	shown := strings.Split(strings.TrimRight(n.area.View(), "\n"), "\n")
	shown = shown[:n.used(t, shown)]
	for i, text := range shown {
		l := newLine(t.width).to(nameCol).put(t.styles.faint, t.glyphs.wall+" ").styled(text)
		if i == len(shown)-1 && t.width >= roomForCount {
			l.right(min(t.width, 100)-1, t.styles.muted, n.count())
		}
		lines = append(lines, l.String())
	}
	return lines
}

func (n *noteField) hints(*today) []hint {
	return []hint{{"enter", "done", "enter"}, {"ctrl+j", "new line", "ctrl+j"}, {"esc", "done too", "esc"}}
}
