package ui

import (
	"selfcare/internal/habits"

	tea "charm.land/bubbletea/v2"
)

// click takes a click of the left button: what is clicked is done, as its key
// would do it. Outside an open field it first leaves the field.
func (t *today) click(m tea.Mouse) tea.Cmd {
	if m.Button != tea.MouseLeft {
		return nil
	}
	if m.Y == t.height-1 {
		return t.clickHint(m.X)
	}
	var left tea.Cmd
	if t.field != nil {
		if m.Y >= t.height-t.footHeight() {
			return nil // within the field
		}
		left = t.field.Update(t, press{name: "esc"})
	}
	return tea.Batch(left, t.clickPlace(m))
}

func (t *today) clickHint(x int) tea.Cmd {
	name := hintAt(t.hints(), t.width, x)
	if name == "" {
		return nil
	}
	p := press{name: name}
	return func() tea.Msg { return clickedKeyMsg{p} }
}

// clickedKeyMsg is a key that was clicked in the key line.
type clickedKeyMsg struct{ press press }

func (t *today) clickPlace(m tea.Mouse) tea.Cmd {
	if m.Y == 0 {
		return t.clickHeader(m.X)
	}
	r := t.rowAt(m.Y)
	if r == nil {
		return nil
	}
	t.cursor = r.habit.ID
	c := columnsFor(t.width)
	switch {
	case m.X >= keyCol && m.X <= nameCol:
		return t.checkHabit(r.habit.ID, false)
	case c.strip > 0 && m.X >= c.strip && m.X < c.strip+stripDays*c.stripStep:
		return t.goTo(t.stripStart() + habits.Day((m.X-c.strip)/c.stripStep))
	}
	t.scroll()
	return nil
}

// clickHeader walks by the brackets around the day.
func (t *today) clickHeader(x int) tea.Cmd {
	text := newLine(t.width).styled(t.header())
	plain := []rune(stripped(text.String()))
	for i, r := range plain {
		if string(r) == t.glyphs.open && x >= i-1 && x <= i+1 {
			return t.goTo(t.day - 1)
		}
		if string(r) == t.glyphs.shut && x >= i-1 && x <= i+1 {
			return t.goTo(t.day + 1)
		}
	}
	return nil
}

// rowAt is the row that is drawn on line y of the screen.
func (t *today) rowAt(y int) *row {
	i := y - 2
	if i < 0 || i >= len(t.body()) {
		return nil
	}
	all := t.list()
	from := min(t.offset, max(0, len(all)-t.room()))
	if l := all[from+i]; l.row >= 0 {
		return &t.rows[l.row]
	}
	return nil
}

// wheel moves the cursor, and so the list.
func (t *today) wheel(m tea.Mouse) tea.Cmd {
	switch m.Button {
	case tea.MouseWheelUp:
		t.move(-1)
	case tea.MouseWheelDown:
		t.move(+1)
	}
	return nil
}
