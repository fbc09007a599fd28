package today

import (
	"strconv"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"
)

// noteLines is how many lines of a note are shown at once, at most.
const noteLines = 6

// noteField is the note of a day, under its row. Both ways out keep the words.
type noteField struct {
	habit ident.ID
	day   calendar.Day
	was   string
	field.TextArea
}

// noteKeys are the keys that are no part of a note.
type noteKeys struct {
	Done, Leave key.Binding
	NewLine     key.Binding // which the area binds itself
}

func newNoteKeys() noteKeys {
	return noteKeys{
		Done:    keys.Bind("enter", "enter", "done"),
		Leave:   keys.Bind("esc", "esc", "done too"),
		NewLine: keys.Bind("ctrl+j", "ctrl+j", "new line"),
	}
}

func newNoteField(t *Page, r *Row) *noteField {
	n := &noteField{habit: r.Habit.ID, day: t.Day, was: r.standing.Entry.Note}
	n.TextArea = field.NewTextArea(&t.Look, n.was, spelling.MaxNote)
	n.fit(t)
	return n
}

// Update takes a press, a paste or a blink.
func (n *noteField) Update(t *Page, msg tea.Msg) tea.Cmd {
	k := newNoteKeys()
	if p, ok := msg.(keys.Press); ok && (p.Is(k.Done) || p.Is(k.Leave)) {
		cmd := n.save(t)
		t.close()
		return cmd
	}
	cmd := n.TextArea.Update(msg)
	n.fit(t)
	t.Scroll()
	return cmd
}

// fit gives the note the width of the list.
func (n *noteField) fit(t *Page) { n.Size(n.room(t), min(noteLines, t.room()-3)) }

func (n *noteField) room(t *Page) int {
	room := min(t.Width, 100) - NameCol - 2
	if t.Width >= roomForCount {
		room -= theme.Width(n.count()) + 3
	}
	return max(10, room-1)
}

// save writes the note, if it is another one.
func (n *noteField) save(t *Page) tea.Cmd {
	note := n.Text()
	r := t.Book.Find(n.habit)
	if note == n.was || r == nil {
		return nil
	}
	n.was = note
	return t.edit(r.Habit.NoteOn(n.day, note))
}

// count is how many characters of those that fit are used.
func (n *noteField) count() string {
	used := strconv.Itoa(utf8.RuneCountInString(n.Value()))
	if len(used) > 3 {
		used = used[:len(used)-3] + "," + used[len(used)-3:]
	}
	return used + " of 2,000"
}

// roomForCount is the width from which the count stands beside the note.
const roomForCount = 50

// foot has the count where there is no room beside the note.
func (n *noteField) foot(t *Page) []string {
	l := theme.NewLine(t.Width)
	if t.Width < roomForCount {
		l.Right(t.Width-1, t.Styles.Muted, n.count())
	}
	return []string{l.String(), keys.HintLine(&t.Look, n.hints(t))}
}

// view draws the note's lines.
func (n *noteField) view(t *Page) []string {
	var lines []string
	shown := n.Lines()
	for i, text := range shown {
		l := theme.NewLine(t.Width).To(NameCol).Put(t.Styles.Faint, t.Glyphs.Wall+" ").Styled(text)
		if i == len(shown)-1 && t.Width >= roomForCount {
			l.Right(min(t.Width, 100)-1, t.Styles.Muted, n.count())
		}
		lines = append(lines, l.String())
	}
	return lines
}

func (n *noteField) hints(*Page) []keys.Hint {
	k := newNoteKeys()
	return []keys.Hint{keys.HintOf(k.Done, ""), keys.HintOf(k.NewLine, ""), keys.HintOf(k.Leave, "")}
}
