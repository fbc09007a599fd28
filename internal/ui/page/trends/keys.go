package trends

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/quickadd"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// typed takes what is typed into the open field.
func (t *Page) typed(msg tea.Msg) tea.Cmd {
	if t.dating {
		return t.typeDate(msg)
	}
	return t.typeFilter(msg)
}

// typeDate takes what is typed into the date; enter goes there.
func (t *Page) typeDate(msg tea.Msg) tea.Cmd {
	p, ok := msg.(keys.Press)
	k := page.NewDateKeys()
	switch {
	case ok && p.Is(k.Leave), ok && p.Is(k.Go) && t.input.Value() == "":
		t.input = nil
	case ok && p.Is(k.Go):
		if d, err := quickadd.ParseDate(t.input.Value(), t.Today); err == nil {
			t.input = nil
			t.moveDay(int(d - t.Day))
		}
	default:
		return t.input.Update(msg)
	}
	return nil
}

func (t *Page) press(p keys.Press) tea.Cmd {
	k := t.Bindings
	if t.pressTime(p) {
		return nil
	}
	switch {
	case t.pressList(p):
		return t.read()
	case p.Is(k.Open):
		return t.Ask(page.GoToDay{Habit: t.Cursor, Day: t.Day})
	case p.Is(k.Number):
		n, _ := strconv.Atoi(p.Name)
		return t.choose(n - 1)
	case p.Is(k.Filter):
		return t.open(t.filter, 60, page.FilterRoom, false)
	case p.Is(k.Date):
		return t.open("", 20, page.DateRoom, true)
	case p.Is(k.Links):
		return t.Push(newLinksPage(t))
	case p.Is(k.Edit):
		if r := t.Book.Find(t.Cursor); r != nil {
			return t.Ask(page.OpenHabitForm{Habit: &r.Habit})
		}
	case p.Is(k.Close) && t.filter != "":
		return t.setFilter("")
	case p.Is(k.Close):
		return t.Ask(page.GoToDay{Day: t.Today})
	}
	return nil
}

// open opens the filter, or the date, at the foot.
func (t *Page) open(value string, limit, room int, dating bool) tea.Cmd {
	in := field.NewInput(&t.Look, value, limit)
	in.Room = field.Cells(room)
	t.input, t.dating = &in, dating
	return t.input.Focus()
}

// pressTime takes a key that moves the day or shows more time or less, and reports whether it is one.
func (t *Page) pressTime(p keys.Press) bool {
	k := t.Bindings
	switch {
	case p.Is(k.Before):
		t.moveDay(-1)
	case p.Is(k.After):
		t.moveDay(+1)
	case p.Is(k.WeekBack):
		t.moveDay(-7)
	case p.Is(k.WeekOn):
		t.moveDay(+7)
	case p.Is(k.Earlier):
		t.moveDay(-t.page())
	case p.Is(k.Later):
		t.moveDay(+t.page())
	case p.Is(k.Today):
		t.moveDay(int(t.Today - t.Day))
	case p.Is(k.More):
		t.setSpan(min(len(spans)-1, t.Span+1))
	case p.Is(k.Less):
		t.setSpan(max(0, t.Span-1))
	default:
		return false
	}
	return true
}

// typeFilter takes what is typed into the filter.
func (t *Page) typeFilter(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(keys.Press); ok {
		switch k := page.NewFilterKeys(); {
		case p.Is(k.Hold):
			t.input = nil
			return nil
		case p.Is(k.Clear):
			t.input = nil
			return t.setFilter("")
		case p.Is(k.Up):
			return t.choose(t.index() - 1)
		case p.Is(k.Down):
			return t.choose(t.index() + 1)
		}
	}
	cmd := t.input.Update(msg)
	return tea.Batch(cmd, t.setFilter(t.input.Value()))
}

// setFilter narrows the list, and keeps the chosen habit where it stays on it.
func (t *Page) setFilter(text string) tea.Cmd {
	if text == t.filter {
		return nil
	}
	t.filter = text
	return t.read()
}

// pressList takes a key of the list, and reports whether it is one.
func (t *Page) pressList(p keys.Press) bool {
	t.rows = t.list()
	if !t.rows.Press(p, t.Bindings.Keys, t.listLayout()) {
		return false
	}
	t.take(t.rows.Cursor)
	return true
}

func (t *Page) click(m tea.Mouse) tea.Cmd {
	t.input = nil
	l := t.layout()
	rows := t.list()
	if i := rows.ItemAt(m.X, m.Y, t.listLayout()); i != list.None && l.wall >= 0 {
		return t.choose(i)
	}
	if t.Shown == nil {
		return nil
	}
	if _, zones := t.layHead(l); t.index() >= 0 {
		if i, ok := zones.At(m.X, m.Y); ok {
			t.setSpan(i)
			return nil
		}
	}
	return t.clickChart(m, l)
}

// clickChart chooses the day that is clicked.
func (t *Page) clickChart(m tea.Mouse, l trendsLayout) tea.Cmd {
	columns := t.Shown.columnsOf(spans[t.Span], l.room, t.until)
	if i := m.X - l.chart; i >= 0 && i < len(columns) && m.Y >= 3 && m.Y < t.Height-2 {
		s := columns[i]
		t.Day = max(s.from, min(s.to, t.Today, s.from+calendar.Day(m.Y-3)))
	}
	return nil
}

// Commands are what the palette offers in Trends.
func (t *Page) Commands() []page.Command {
	k := t.Bindings
	return []page.Command{
		{Says: "That day on Today", Key: k.Open},
		{Says: "Mood and all habits", Key: k.Links, Also: "links correlation"},
		{Says: "More time", Key: k.More},
		{Says: "Less time", Key: k.Less},
		{Says: "A week back", Key: k.WeekBack},
		{Says: "A week on", Key: k.WeekOn},
		{Says: "Longer ago", Key: k.Earlier},
		{Says: "Later", Key: k.Later},
		{Says: "To a date", Key: k.Date},
		{Says: "To today", Key: k.Today},
		{Says: "Filter the list", Key: k.Filter, Also: "search find"},
		{Says: "Edit the habit", Key: k.Edit},
	}
}
