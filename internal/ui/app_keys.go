package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/boundaries"
	"selfcare/internal/ui/page/help"
	"selfcare/internal/ui/page/mood"
	"selfcare/internal/ui/page/settingspage"
	"selfcare/internal/ui/page/today"
	"selfcare/internal/ui/page/urge"
)

// press handles the keys that work everywhere, and hands on the others.
func (a *App) press(p keys.Press) tea.Cmd {
	s := a.session
	switch {
	case p.Is(a.keys.QuitNow):
		a.saveWords()
		return tea.Quit
	case p.Is(a.keys.Suspend):
		return tea.Suspend
	case s.tooSmall() && !p.Is(a.keys.Quit):
		return nil // nobody sees what a key would do
	case s.fatal != nil:
		return a.pressFatal(p)
	case a.typing():
		return a.typed(p)
	case a.isInSettings() && (p.Is(a.keys.Undo) || p.Is(a.keys.Redo)):
		return a.top().Update(p)
	}
	return a.pressOnPages(p)
}

// pressOnPages takes the keys that work on every page, and hands on the others.
func (a *App) pressOnPages(p keys.Press) tea.Cmd {
	s := a.session
	switch {
	case p.Is(a.keys.Undo):
		return a.step(undo)
	case p.Is(a.keys.Redo):
		return a.step(redo)
	case p.Is(a.keys.Keys):
		return a.openKeys()
	case p.Is(a.keys.Unsaved) && s.queue.failure != nil:
		return s.Push(newUnsaved(s))
	case p.Is(a.keys.Help):
		return a.openHelp()
	case len(s.Pages) == 0:
		return a.pressAnywhere(p)
	}
	return a.top().Update(p)
}

// pressAnywhere takes the keys that work in every place.
func (a *App) pressAnywhere(p keys.Press) tea.Cmd {
	s := a.session
	switch {
	case p.Is(a.keys.Quit):
		return a.quit()
	case p.Is(a.keys.Places), p.Is(a.keys.PlacesBack):
		return a.pressPlace(p)
	case p.Is(a.keys.Add):
		return s.OpenPrompt(today.NewAddField(a.today))
	case p.Is(a.keys.Commands):
		return s.OpenPrompt(newCommandField(s.Context, a.commands()))
	case p.Is(a.keys.Settings):
		return a.openSettings("")
	case p.Is(a.keys.Mood):
		return s.OpenPrompt(mood.New(s.Context, a.day()))
	case p.Is(a.keys.Urge):
		return a.openUrge()
	}
	return a.top().Update(p)
}

// isInSettings reports whether the settings are on top.
func (a *App) isInSettings() bool {
	_, choosing := a.top().(*settingspage.Page)
	return choosing
}

// day is the day that is looked at.
func (a *App) day() calendar.Day {
	if a.at == page.PlaceToday {
		return a.today.Day
	}
	return a.session.Today
}

// openUrge opens the page for an urge, under the boundary that is chosen.
func (a *App) openUrge() tea.Cmd {
	var chosen ident.ID
	if b, ok := a.places[a.at].(*boundaries.Page); ok {
		chosen = b.Cursor
	}
	return a.session.OpenPage(urge.New(a.session.Context, chosen))
}

func (a *App) openHelp() tea.Cmd {
	if page, open := a.top().(*help.Lines); open {
		return page.Close(page)
	}
	return a.session.Push(help.NewLines(a.session.Context))
}

func (a *App) pressFatal(p keys.Press) tea.Cmd {
	if d := a.session.damage; d != nil {
		return d.update(p)
	}
	k := newFatalKeys()
	switch {
	case p.Is(k.Quit):
		return tea.Quit
	case p.Is(k.Again):
		a.session.reload()
		return a.session.next()
	}
	return nil
}

// fatalKeys are the keys while the record cannot be read.
type fatalKeys struct{ Again, Quit key.Binding }

func newFatalKeys() fatalKeys {
	return fatalKeys{Again: keys.Bind("enter", "enter", "try again"), Quit: keys.Bind("q esc", "q", "quit")}
}

// Hints are the key line.
func (k fatalKeys) Hints() []keys.Hint {
	return []keys.Hint{keys.HintOf(k.Again, ""), keys.HintOf(k.Quit, "")}
}

// isRecoverable reports whether an error is for a backup to mend.
func (s *session) isRecoverable(err error) bool {
	return err != nil && s.opts.Recoverer != nil && s.opts.Recoverer.Recovers(err)
}

func (a *App) openKeys() tea.Cmd {
	if page, open := a.top().(*help.Keys); open {
		return page.Close(page)
	}
	about := ""
	if len(a.session.Pages) == 0 {
		about = page.Places[a.at].Name
	}
	return a.session.Push(help.NewKeys(a.session.Context, about, a.top().Keys()))
}

// pressPlace takes a key that goes to a place.
func (a *App) pressPlace(p keys.Press) tea.Cmd {
	for i, place := range page.Places {
		if place.Key == p.Name && i != a.at {
			return a.goTo(i)
		}
	}
	switch {
	case p.Is(a.keys.PlacesBack):
		return a.goTo((a.at + len(page.Places) - 1) % len(page.Places))
	case p.Name == a.keys.Places.Keys()[0]:
		return a.goTo((a.at + 1) % len(page.Places))
	}
	return a.top().Update(p)
}

// click presses the key of a hint that is clicked, and hands on other clicks.
func (a *App) click(msg tea.MouseClickMsg) tea.Cmd {
	s := a.session
	switch {
	case s.tooSmall() || msg.Button != tea.MouseLeft:
		return nil
	case msg.Y == s.Height-1:
		if name := keys.HintAt(a.hints(), s.Width, msg.X); name != "" {
			return a.press(keys.Named(name))
		}
		return nil
	case s.damage != nil:
		return s.damage.update(msg)
	case s.fatal != nil:
		return nil
	case len(s.Pages) == 0 && !a.typing() && s.OnMessageKey(msg):
		return a.press(keys.Named(s.Message.Key))
	}
	return a.clickOnPages(msg)
}

// clickOnPages hands a click to the prompt that it is on; elsewhere it leaves the prompt first.
func (a *App) clickOnPages(msg tea.MouseClickMsg) tea.Cmd {
	s := a.session
	var left tea.Cmd
	if s.Prompt != nil {
		if top := s.Height - s.Prompt.Height(); msg.Y >= top {
			s.Prompt.Click(msg.X, msg.Y-top)
			return nil
		}
		left = s.Prompt.Update(keys.Named("esc"))
	}
	if i := s.PlaceAt(msg.X); msg.Y == 0 && len(s.Pages) == 0 && i >= 0 && i != a.at {
		if a.top().Typing() {
			left = tea.Batch(left, a.top().Update(keys.Named("esc")))
		}
		return tea.Batch(left, a.goTo(i))
	}
	return tea.Batch(left, a.top().Update(msg))
}
