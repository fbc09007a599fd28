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
	switch {
	case ok && p.Name == "esc":
		t.close()
	case ok && p.Name == "enter" && f.in.Value() == "":
		t.close()
	case ok && p.Name == "enter":
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
	return []keys.Hint{{Keys: "enter", Says: "go", Press: "enter"}, {Keys: "yesterday, -2d, sat, 2026-11-22", Says: "", Press: ""}, {Keys: "esc", Says: "leave", Press: "esc"}}
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
		switch p.Name {
		case "esc":
			t.filter = ""
			t.close()
			t.refresh()
			return nil
		case "enter":
			t.close()
			return nil
		case "up":
			t.move(-1)
			return nil
		case "down":
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
	return []keys.Hint{{Keys: "enter", Says: "keep it", Press: "enter"}, {Keys: "↑ ↓", Says: "row", Press: "down"}, {Keys: "esc", Says: "clears", Press: "esc"}}
}

// filterCount is how many rows the filter leaves.
func (t *Page) filterCount() string {
	return strconv.Itoa(len(t.Rows)) + " of " + strconv.Itoa(len(t.listed()))
}
