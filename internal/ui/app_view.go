package ui

import (
	"fmt"
	"strings"

	"selfcare/internal/phrase"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// View draws the screen on top.
func (a *App) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	if a.session.Settings.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = "selfcare"
	v.KeyboardEnhancements.ReportAlternateKeys = true
	v.KeyboardEnhancements.ReportEventTypes = true
	if s := a.session; s.Width > 0 && s.Height > 0 {
		if a.frame.stale || a.frame.content == "" {
			a.frame = frame{content: strings.Join(a.lines(), "\n")}
		}
		v.Content = a.frame.content
	}
	return v
}

// tooSmall reports whether no screen fits.
func (s *session) tooSmall() bool { return s.Width < minWidth || s.Height < minHeight }

func (a *App) lines() []string {
	s := a.session
	switch {
	case s.tooSmall():
		text := fmt.Sprintf("needs %dx%d, has %dx%d", minWidth, minHeight, s.Width, s.Height)
		return []string{theme.Cut(text, s.Width)}
	case s.damage != nil:
		return s.damage.view()
	case s.fatal != nil:
		return a.fatalLines()
	}
	lines := a.top().View()
	if d := s.Prompt; d != nil {
		if _, choosing := d.(*commandField); choosing {
			s.hideCursor(lines)
		}
		foot := d.Foot()
		copy(lines[len(lines)-len(foot):], foot)
	}
	return lines
}

// hideCursor takes the place's ▸ away while another list has one: there is only one.
func (s *session) hideCursor(lines []string) {
	for i, text := range lines {
		if strings.HasPrefix(ansi.Strip(text), s.Glyphs.Cursor) {
			lines[i] = strings.Replace(text, s.Glyphs.Cursor, " ", 1)
		}
	}
}

// fatalLines say why nothing can be shown.
func (a *App) fatalLines() []string {
	s := a.session
	lines := []string{theme.NewLine(s.Width).Put(s.Styles.Bold, " The record could not be read.").String(), ""}
	for _, text := range theme.Fold(phrase.Sentence(s.fatal), s.Width-2) {
		lines = append(lines, " "+text)
	}
	for len(lines) < s.Height-1 {
		lines = append(lines, "")
	}
	return append(lines[:s.Height-1], keys.HintLine(&s.Look, a.hints()))
}

// hints are the key line that is shown.
func (a *App) hints() []keys.Hint {
	if d := a.session.damage; d != nil {
		return d.Hints()
	}
	if a.session.fatal != nil {
		return newFatalKeys().Hints()
	}
	if d := a.session.Prompt; d != nil {
		return d.Hints()
	}
	return a.top().Hints()
}
