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
	if read == nil || s.savingSetting || s.settingNotSaved {
		return nil
	}
	return func() tea.Msg {
		if now, ok := read(); ok {
			return rereadMsg{now}
		}
		return nil
	}
}

// onSettings puts them to use, unless something was chosen here since they were asked for.
func (s *session) onSettings(now settings.Settings) {
	if !s.savingSetting && !s.settingNotSaved && len(s.settingsToSave) == 0 && now != s.Settings {
		s.useSettings(now)
	}
}

// Choose puts settings to use, and saves the one that changed.
func (s *session) Choose(key string, now settings.Settings) tea.Cmd {
	s.useSettings(now)
	if !slices.Contains(s.settingsToSave, key) {
		s.settingsToSave = append(s.settingsToSave, key)
	}
	return s.saveNext()
}

// useSettings puts settings to use, wherever they show.
func (s *session) useSettings(now settings.Settings) {
	s.Settings = now
	s.Message = page.Message{}
	s.adopt()
	_, day := s.lookAtClock()
	s.Ask(refreshAll{day})
}

// savedMsg says that a setting was saved, or why it was not.
type savedMsg struct{ err error }

// saveNext saves the next setting as it is then. One is saved at a time: they are in one file.
func (s *session) saveNext() tea.Cmd {
	if s.savingSetting || len(s.settingsToSave) == 0 || s.opts.Choose == nil {
		return nil
	}
	key, now, save := s.settingsToSave[0], s.Settings, s.opts.Choose
	s.settingsToSave = s.settingsToSave[1:]
	s.savingSetting = true
	return func() tea.Msg { return savedMsg{save(key, now)} }
}

// onSaved takes the answer. A file that takes nothing does not undo what was chosen.
func (s *session) onSaved(msg savedMsg) tea.Cmd {
	s.savingSetting = false
	s.settingNotSaved = msg.err != nil
	if msg.err != nil {
		s.Say("It holds until you quit. " + phrase.Sentence(msg.err))
	}
	return s.saveNext()
}
