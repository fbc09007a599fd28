package ui

import (
	"slices"

	"selfcare/internal/ui/page/settingspage"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/phrase"
	"selfcare/internal/settings"
	"selfcare/internal/ui/page"
)

// openSettings opens the page, or closes it.
func (a *App) openSettings(at string) tea.Cmd {
	if page, open := a.top().(*settingspage.Page); open {
		return page.Close(page)
	}
	return tea.Batch(a.session.OpenPage(settingspage.New(a.session.Context, a.session.opts.File, at)), a.session.reread())
}

// rereadMsg is the fact that the settings were read anew.
type rereadMsg struct{ settings settings.Settings }

// reread reads what another window, or an editor, chose meanwhile.
func (s *session) reread() tea.Cmd {
	read := s.opts.Chosen
	if read == nil || s.keeping || s.unkept {
		return nil
	}
	return func() tea.Msg {
		if now, ok := read(); ok {
			return rereadMsg{now}
		}
		return nil
	}
}

// onSettings has them hold, unless something was chosen here since they were asked for.
func (s *session) onSettings(now settings.Settings) {
	if !s.keeping && !s.unkept && len(s.toKeep) == 0 && now != s.Settings {
		s.hold(now)
	}
}

// Choose has settings hold from now on, and keeps the one that changed.
func (s *session) Choose(key string, now settings.Settings) tea.Cmd {
	s.hold(now)
	if !slices.Contains(s.toKeep, key) {
		s.toKeep = append(s.toKeep, key)
	}
	return s.keepNext()
}

// hold has settings hold from now on, wherever they show.
func (s *session) hold(now settings.Settings) {
	s.Settings = now
	s.Message = page.Message{}
	s.adopt()
	_, day := s.lookAtClock()
	s.Ask(refreshAll{day})
}

// keptMsg is the fact that a setting was kept, or was not.
type keptMsg struct{ err error }

// keepNext keeps the next setting as it is then. One is kept at a time: they are in one file.
func (s *session) keepNext() tea.Cmd {
	if s.keeping || len(s.toKeep) == 0 || s.opts.Choose == nil {
		return nil
	}
	key, now, keep := s.toKeep[0], s.Settings, s.opts.Choose
	s.toKeep = s.toKeep[1:]
	s.keeping = true
	return func() tea.Msg { return keptMsg{keep(key, now)} }
}

// kept takes the answer. A file that takes nothing does not undo what was chosen.
func (s *session) kept(msg keptMsg) tea.Cmd {
	s.keeping = false
	s.unkept = msg.err != nil
	if msg.err != nil {
		s.Say("It holds until you quit. " + phrase.Sentence(msg.err))
	}
	return s.keepNext()
}
