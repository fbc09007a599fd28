package today

import (
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// click takes a click of the left button: what is clicked is done, as its key
// would do it. Outside an open field it first leaves the field.
func (t *Page) click(m tea.Mouse) tea.Cmd {
	if t.field == nil {
		return t.clickOn(m, t.rowAt(m.Y))
	}
	if m.Y >= t.Height-t.footHeight() || t.inNote(m.Y) {
		return nil // within the field
	}
	// What is clicked is what stands there now: leaving the field moves rows.
	r, self := t.rowAt(m.Y), t.selfRowAt(m.Y)
	left := t.field.Update(t, keys.Named("esc"))
	if r != nil {
		r = t.rowOf(r.Habit.ID)
	} else if self != "" {
		return tea.Batch(left, t.pressSelf(self))
	}
	return tea.Batch(left, t.clickOn(m, r))
}

func (t *Page) clickOn(m tea.Mouse, r *Row) tea.Cmd {
	if m.Y == 0 {
		return t.clickHeader(m.X)
	}
	if r == nil {
		return t.pressSelf(t.selfRowAt(m.Y))
	}
	t.Cursor = r.Habit.ID
	c := t.columns()
	switch {
	case m.X >= KeyCol && m.X < NameCol:
		return t.checkHabit(r.Habit.ID, false)
	case c.strip > 0 && m.X >= c.strip && m.X < c.strip+page.StripDays*c.stripStep:
		return t.GoTo(t.stripStart() + calendar.Day((m.X-c.strip)/c.stripStep))
	}
	t.Scroll()
	return nil
}

// clickHeader walks by the brackets around the day.
func (t *Page) clickHeader(x int) tea.Cmd {
	text := theme.NewLine(t.Width).Styled(t.dayHeader())
	plain := []rune(theme.Stripped(text.String()))
	for i, r := range plain {
		if string(r) == t.Glyphs.Open && x >= i-1 && x <= i+1 {
			return t.GoTo(t.Day - 1)
		}
		if string(r) == t.Glyphs.Shut && x >= i-1 && x <= i+1 {
			return t.GoTo(t.Day + 1)
		}
	}
	return nil
}

// rowAt is a copy of the row that is drawn on line y of the screen, or nil.
func (t *Page) rowAt(y int) *Row {
	l, ok := t.lineAt(y)
	if !ok || l.row < 0 {
		return nil
	}
	r := t.Rows[l.row]
	return &r
}

// inNote reports whether line y of the screen is one of an open note's.
func (t *Page) inNote(y int) bool {
	l, ok := t.lineAt(y)
	return ok && l.note
}

func (t *Page) lineAt(y int) (listLine, bool) {
	shown := t.shown()
	i := y - 2
	if i < 0 || i >= len(shown) || shown[i].more != 0 {
		return listLine{}, false
	}
	return shown[i], true
}

// wheel moves the cursor, and so the list.
func (t *Page) wheel(m tea.Mouse) tea.Cmd {
	if t.field != nil {
		return nil // it belongs to its row
	}
	switch m.Button {
	case tea.MouseWheelUp:
		t.move(-1)
	case tea.MouseWheelDown:
		t.move(+1)
	}
	return nil
}
