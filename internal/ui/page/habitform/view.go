package habitform

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/zone"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"
)

func (e *Form) click(m tea.Mouse) tea.Cmd {
	shown, x := e.shown(), m.X
	i := m.Y - e.top() + e.offset()
	if m.Y < e.top() || i >= len(shown) {
		return nil
	}
	if shown[i] == fieldMeasure {
		if measure, ok := e.layMeasures(theme.NewLine(e.Width).To(labelCol)).At(x, 0); ok {
			e.measure = habits.Measure(measure)
		}
	}
	return e.moveTo(shown[i])
}

func (e *Form) top() int {
	if e.Height < 14 {
		return 1
	}
	return 2
}

// offset is the first field that is shown, where not all fit.
func (e *Form) offset() int {
	room := e.Height - e.top() - 3
	return max(0, slices.Index(e.shown(), e.Focused)-room+1)
}

// View draws the page.
func (e *Form) View() []string {
	title := " A new habit"
	if e.was != nil {
		title = " " + spelling.CleanLine(e.was.Name)
	}
	lines := []string{theme.NewLine(e.Width).Put(e.Styles.Bold, theme.Cut(title, e.Width-1)).String()}
	if e.top() == 2 {
		lines = append(lines, "")
	}
	shown := e.shown()
	for _, f := range shown[e.offset():] {
		if len(lines) < e.Height-3 {
			lines = append(lines, e.fieldLine(f))
		}
	}
	if e.Height >= 16 {
		lines = append(lines, "", e.readingLine())
	}
	for len(lines) < e.Height-2 {
		lines = append(lines, "")
	}
	lines = lines[:e.Height-2]
	message := e.MessageLine()
	if !e.complain {
		message = e.about()
	}
	return append(lines, message, keys.HintLine(&e.Look, e.Hints()))
}

func (e *Form) fieldLine(f int) string {
	s := e.Styles
	l := theme.NewLine(e.Width)
	label := s.Muted
	if f == e.Focused {
		l.Put(s.Strong, e.Glyphs.Cursor)
		label = s.Bold
	}
	l.To(2).Put(label, FieldNames[f]).To(labelCol)
	switch f {
	case fieldMeasure:
		e.layMeasures(l)
	case e.Focused:
		l.Styled(e.fields[f].in.Draw(&e.Look, e.fieldRoom()))
	default:
		value := spelling.CleanLine(e.fields[f].in.Value())
		l.Put(s.Plain, theme.Cut(value, e.Width-labelCol-2))
	}
	if f == FieldKey {
		l.Put(s.Muted, theme.Cut("   "+e.keysText(), e.Width-l.Cells-1))
	}
	return l.String()
}

// layMeasures draws the measures on a line, and returns where each stands.
func (e *Form) layMeasures(l *theme.Line) zone.Zones {
	var zones zone.Zones
	for i, name := range MeasureNames {
		from := l.Cells
		l.Styled(theme.Selection(&e.Look, name, habits.Measure(i) == e.measure))
		zones = append(zones, zone.Zone{From: from, To: l.Cells, What: i})
	}
	return zones
}

// keysText is which letters are free, and whose the others are.
func (e *Form) keysText() string {
	list := e.Book.List()
	text := "free: " + strings.Join(list.FreeKeys(""), " ")
	for _, h := range list {
		if h.Key != "" && h.ID != e.id && h.Archived == nil {
			text += "   " + h.Key + " is " + h.Name + "'s"
		}
	}
	return text
}

// readingLine says what the page comes to.
func (e *Form) readingLine() string {
	l := theme.NewLine(e.Width).To(2)
	h, err := e.habit()
	if err != nil {
		if e.fields[FieldName].in.Value() == "" || e.complain { // the message says it then
			return l.String()
		}
		return l.Put(e.Styles.Muted, theme.Cut(phrase.Sentence(err), e.Width-3)).String()
	}
	text := h.Name + ": " + phrase.Goal(h.GoalOn(e.Today)) + "."
	if e.was != nil && !h.GoalOn(e.Today).Same(e.was.GoalOn(e.Today)) {
		text = h.Name + ": " + phrase.Goal(h.GoalOn(e.Today)) + ", from today on. The past keeps the goal it had."
	}
	return l.Put(e.Styles.Plain, theme.Cut(text, e.Width-3)).String()
}

// about says what goes into the field that has the focus.
func (e *Form) about() string {
	text := [...]string{
		FieldName:     "In your own words, up to 60 characters.",
		FieldArea:     "Groups the list: body, mind, joy, people, or your own.",
		fieldMeasure:  "A check is done or not; the others count an amount.",
		FieldTarget:   "As in 10 min, 7.5 h, 8 glasses.",
		FieldSchedule: "daily, 3/7 (three in seven days), weekly, 1/30, mon,wed,fri, none",
		FieldKey:      "A letter that checks it off from anywhere on the place, or none.",
		FieldWhy:      "What it is good for, for the days that need a reason.",
		FieldPlan:     "When ..., I will ...",
	}[e.Focused]
	return theme.NewLine(e.Width).Put(e.Styles.Muted, theme.Cut(" "+text, e.Width-1)).String()
}

// Hints are the key line.
func (e *Form) Hints() []keys.Hint {
	k := e.keys
	hints := []keys.Hint{keys.HintOf(k.Save, ""), keys.HintOf(k.Next, "")}
	if e.Focused == fieldMeasure {
		hints = append(hints, keys.HintOf(k.Right, ""))
	}
	return append(hints, keys.HintOf(k.Leave, "leave, words are kept"))
}

// fieldRoom is how many cells a field has.
func (e *Form) fieldRoom() int { return e.Width - labelCol - 2 }
