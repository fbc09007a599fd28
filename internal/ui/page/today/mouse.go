package today

import (
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
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

// clickHeader goes to the day before or after by the brackets around the day.
func (t *Page) clickHeader(x int) tea.Cmd {
	_, zones := t.layHeader()
	if by, ok := zones.At(x, 0); ok {
		return t.GoTo(t.Day + calendar.Day(by))
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

// lineAt is the line of the list that is drawn on line y of the screen, and false where there is none,
// or one that says how many more there are.
func (t *Page) lineAt(y int) (listLine, bool) {
	o := t.layoutOf(t.list())
	i := t.rowList.LineAt(0, y, o)
	if i == list.None {
		return listLine{}, false
	}
	from, _ := t.rowList.Shown(o)
	l := t.shown()[i-from]
	return l, l.more == 0
}

// wheel moves the cursor, and so the list.
func (t *Page) wheel(m tea.Mouse) tea.Cmd {
	if t.field != nil {
		return nil // it belongs to its row
	}
	t.move(list.Step(tea.MouseWheelMsg(m)))
	return nil
}
