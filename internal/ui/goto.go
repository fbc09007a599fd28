package ui

import (
	"strconv"

	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// dateField asks for the day to go to.
type dateField struct{ in input }

func newDateField(t *todayPage) *dateField { return &dateField{newInput(t.session, "", 20)} }

func (f *dateField) focus() tea.Cmd { return f.in.Focus() }

// Update takes a press, a paste or a blink.
func (f *dateField) Update(t *todayPage, msg tea.Msg) tea.Cmd {
	p, ok := msg.(press)
	switch {
	case ok && p.name == "esc":
		t.close()
	case ok && p.name == "enter" && f.in.Value() == "":
		t.close()
	case ok && p.name == "enter":
		d, err := quickadd.ParseDate(f.in.Value(), t.today)
		if err != nil {
			return nil // the line says it already
		}
		t.close()
		return t.goTo(d)
	default:
		return f.in.update(msg)
	}
	return nil
}

func (f *dateField) foot(t *todayPage) []string {
	return []string{t.dateLine(&f.in), t.hintLine(f.hints(t))}
}

// dateLine draws a date that is being typed, and how it reads.
func (s *session) dateLine(in *input) string {
	l := theme.NewLine(s.width).Put(s.styles.Muted, " go to  ").Styled(in.view(s, 14)).Put(s.styles.Plain, "  ")
	if in.Value() == "" {
		return l.String()
	}
	d, err := quickadd.ParseDate(in.Value(), s.today)
	if err != nil {
		return l.Put(s.styles.Muted, theme.Cut(phrase.Sentence(err), s.width-l.Cells-1)).String()
	}
	return l.Put(s.styles.Plain, theme.Cut(d.Words(s.today), s.width-l.Cells-1)).String()
}

func (f *dateField) hints(*todayPage) []hint {
	return []hint{{"enter", "go", "enter"}, {"yesterday, -2d, sat, 2026-11-22", "", ""}, {"esc", "leave", "esc"}}
}

// filterField narrows the list while it is typed.
type filterField struct{ in input }

func newFilterField(t *todayPage) *filterField {
	return &filterField{newInput(t.session, t.filter, 60)}
}

func (f *filterField) focus() tea.Cmd { return f.in.Focus() }

// Update takes a press, a paste or a blink.
func (f *filterField) Update(t *todayPage, msg tea.Msg) tea.Cmd {
	if p, ok := msg.(press); ok {
		switch p.name {
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
	cmd := f.in.update(msg)
	if v := f.in.Value(); v != t.filter {
		t.filter = v
		t.refresh()
	}
	return cmd
}

func (f *filterField) foot(t *todayPage) []string {
	l := theme.NewLine(t.width).Put(t.styles.Muted, " / ").Styled(f.in.view(t.session, 30)).Put(t.styles.Muted, "   "+t.filterCount())
	return []string{l.String(), t.hintLine(f.hints(t))}
}

func (f *filterField) hints(*todayPage) []hint {
	return []hint{{"enter", "keep it", "enter"}, {"↑ ↓", "row", "down"}, {"esc", "clears", "esc"}}
}

// filterCount is how many rows the filter leaves.
func (t *todayPage) filterCount() string {
	return strconv.Itoa(len(t.rows)) + " of " + strconv.Itoa(len(t.listed()))
}
