package page

import (
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ui/theme"
)

// MessageLine draws the message and what takes it back.
func (s *Context) MessageLine() string {
	m := s.Message
	if m.Text == "" {
		return ""
	}
	tail := ""
	if m.Key != "" {
		tail = "  " + m.Key + " " + m.Says
	}
	l := theme.NewLine(s.Width).Put(s.Styles.Plain, " "+theme.Cut(m.Text, s.Width-2-theme.Width(tail)))
	if m.Key != "" {
		l.Put(s.Styles.Plain, "  "+m.Key).Put(s.Styles.Muted, " "+m.Says)
	}
	return l.String()
}

// OnMessageKey reports whether a click is on what the message line says can be done.
func (s *Context) OnMessageKey(msg tea.MouseClickMsg) bool {
	m := s.Message
	if m.Key == "" || msg.Y != s.Height-2 {
		return false
	}
	tail := theme.Width(m.Key + " " + m.Says)
	from := 1 + theme.Width(theme.Cut(m.Text, s.Width-4-tail)) + 2
	return msg.X >= from && msg.X < from+tail
}
