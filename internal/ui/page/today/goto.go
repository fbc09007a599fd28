package today

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/quickadd"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// dateField asks for the day to go to.
type dateField struct{ in field.Input }

func newDateField(t *Page) *dateField {
	f := &dateField{field.NewInput(&t.Look, "", 20)}
	f.in.Room = field.Cells(page.DateRoom)
	return f
}

// Focus gives the keys to the date.
func (f *dateField) Focus() tea.Cmd { return f.in.Focus() }

// Update takes a press, a paste or a blink.
func (f *dateField) Update(t *Page, msg tea.Msg) tea.Cmd {
	p, ok := msg.(keys.Press)
	k := page.NewDateKeys()
	switch {
	case ok && p.Is(k.Leave), ok && p.Is(k.Go) && f.in.Value() == "":
		t.close()
	case ok && p.Is(k.Go):
		d, err := quickadd.ParseDate(f.in.Value(), t.Today)
		if err != nil {
			return nil // the line says it already
		}
		t.close()
		return t.GoTo(d)
	default:
		return f.in.Update(msg)
	}
	return nil
}

func (f *dateField) foot(t *Page) []string {
	return []string{t.DateLine(&f.in), keys.HintLine(&t.Look, f.hints(t))}
}

func (f *dateField) hints(*Page) []keys.Hint {
	return page.NewDateKeys().Hints()
}

// filterField narrows the list while it is typed.
type filterField struct{ in field.Input }

func newFilterField(t *Page) *filterField {
	f := &filterField{field.NewInput(&t.Look, t.filter, 60)}
	f.in.Room = field.Cells(page.FilterRoom)
	return f
}

// Focus gives the keys to the filter.
func (f *filterField) Focus() tea.Cmd { return f.in.Focus() }

// Update takes a press, a paste or a blink.
func (f *filterField) Update(t *Page, msg tea.Msg) tea.Cmd {
	if p, ok := msg.(keys.Press); ok {
		switch k := page.NewFilterKeys(); {
		case p.Is(k.Clear):
			t.filter = ""
			t.close()
			t.refresh()
			return nil
		case p.Is(k.Hold):
			t.close()
			return nil
		case p.Is(k.Up):
			t.move(-1)
			return nil
		case p.Is(k.Down):
			t.move(+1)
			return nil
		}
	}
	cmd := f.in.Update(msg)
	if v := f.in.Value(); v != t.filter {
		t.filter = v
		t.refresh()
	}
	return cmd
}

func (f *filterField) foot(t *Page) []string {
	l := theme.NewLine(t.Width).Put(t.Styles.Muted, " / ").Styled(f.in.Draw(&t.Look, page.FilterRoom)).Put(t.Styles.Muted, "   "+t.filterCount())
	return []string{l.String(), keys.HintLine(&t.Look, f.hints(t))}
}

func (f *filterField) hints(*Page) []keys.Hint {
	return page.NewFilterKeys().Hints("row")
}

// filterCount is how many rows the filter leaves.
func (t *Page) filterCount() string {
	return strconv.Itoa(len(t.Rows)) + " of " + strconv.Itoa(len(t.listed()))
}
