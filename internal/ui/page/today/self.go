package today

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// selfKeys are what opens the rows below the list that are about no habit: m for mood,
// u for boundaries; an empty one is a blank line.
func (t *Page) selfKeys() []string {
	if !t.Loaded {
		return nil
	}
	var keys []string
	if !t.low() && (len(t.Book.Rows) > 0 || len(t.Book.Moods) > 0) {
		keys = append(keys, "", "m")
	}
	if len(t.Book.Boundaries.Open()) > 0 && t.Settings.TodayBoundary != "off" {
		if len(keys) == 0 && !t.low() {
			keys = append(keys, "")
		}
		keys = append(keys, "u")
	}
	return keys
}

// selfLines draws these rows.
func (t *Page) selfLines() []string {
	c := t.columns()
	var lines []string
	for _, key := range t.selfKeys() {
		switch key {
		case "m":
			lines = append(lines, t.moodRow(c))
		case "u":
			lines = append(lines, t.boundaryRow(c, t.Book.Boundaries.Open()))
		default:
			lines = append(lines, "")
		}
	}
	return lines
}

// moodRow is the mood of the day that is looked at, and of the days before it.
func (t *Page) moodRow(c columns) string {
	s := t.Styles
	text := ""
	if mean, ok := t.Book.Moods.On(t.Day).Mean(); ok {
		text = t.Settings.MoodWords.Of(mean)
	}
	l := theme.NewLine(t.Width).To(KeyCol).Put(s.Plain, "m").To(NameCol)
	name := s.Plain
	if text != "" {
		name = s.Muted
	}
	l.Put(name, "Mood")
	t.amountCell(l, c, text)
	if c.strip > 0 {
		for i := range page.StripDays {
			if mean, ok := t.Book.Moods.On(t.stripStart() + calendar.Day(i)).Mean(); ok {
				l.To(c.strip+i*c.stripStep).Put(s.Accent, chart.MoodLevel(&t.Look, mean))
			}
		}
	}
	return l.String()
}

// boundaryRow is how long boundaries have been kept. It names nobody unless that is
// asked for: a screen is read over shoulders.
func (t *Page) boundaryRow(c columns, open boundary.List) string {
	s := t.Styles
	var runs []string
	for _, b := range open {
		runs = append(runs, phrase.ShortRun(b.Stats(t.Now()), t.Preferences()))
	}
	k := open[0].Stats(t.Now())
	text := strings.Join(runs, ", ")
	if next := text + ", next " + phrase.NextMilestone(k); len(open) == 1 && !c.short && (c.right || theme.Width(next) < max(c.strip, c.strength)-c.amount) {
		text = next
	}
	name := "Boundary"
	switch {
	case t.Settings.TodayBoundary == "name":
		name = spelling.CleanLine(open[0].Name)
	case len(open) > 1:
		name = "Boundaries"
	}
	l := theme.NewLine(t.Width).To(KeyCol).Put(s.Plain, "u").To(NameCol)
	if c.right {
		l.Put(s.Muted, theme.Cut(name, c.amount-min(theme.Width(text), t.Width/2-2)-NameCol-2))
	} else {
		l.Put(s.Muted, theme.Cut(name, c.amount-NameCol-1))
	}
	t.amountCell(l, c, text)
	if c.strength > 0 {
		l.To(c.strength)
		chart.PutBar(&t.Look, l, k.Share(), s.Accent)
	}
	return l.String()
}

// amountCell writes a text where amounts stand. What has no strip may be longer.
func (t *Page) amountCell(l *theme.Line, c columns, text string) {
	if c.right {
		l.Right(c.amount, t.Styles.Muted, theme.Cut(text, t.Width/2-2))
		return
	}
	l.To(c.amount).Put(t.Styles.Muted, theme.Cut(text, max(c.strip, c.strength)-c.amount-1))
}

// selfRowAt is the key of the row on line y of the screen, or nothing.
func (t *Page) selfRowAt(y int) string {
	i := y - 2 - len(t.shown())
	if keys := t.selfKeys(); i >= 0 && i < len(keys) {
		return keys[i]
	}
	return ""
}

// pressSelf opens what a key of these rows opens.
func (t *Page) pressSelf(key string) tea.Cmd {
	switch key {
	case "m":
		return t.Ask(page.OpenMood{Day: t.Day})
	case "u":
		return t.Ask(page.OpenUrge{})
	}
	return nil
}
