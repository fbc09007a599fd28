package ui

import (
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ui/keys"
)

// grant does what a page asked for.
func (a *App) grant(request any) tea.Cmd {
	s := a.session
	switch r := request.(type) {
	case GoTo:
		s.Pages = nil
		return a.goTo(r.Place)
	case GoToDay:
		return a.showDay(r)
	case OpenWelcome:
		return s.Push(newWelcome(s.Context))
	case OpenHabitForm:
		return s.Push(newEditor(s.Context, s.drafts, r.Habit))
	case OpenMood:
		return s.OpenPrompt(newMoodField(s.Context, r.Day))
	case OpenUrge:
		return s.OpenPage(newUrge(s.Context, r.Boundary))
	case OpenSlip:
		return s.OpenPage(newContact(s.Context, r.Boundary, r.Kind, r.Urge))
	case OpenReflection:
		return s.OpenPage(newWriting(s.Context, s.opts.Prompts, r.Reflection))
	case OpenSettings:
		return a.openSettings(r.Key)
	case OpenImport:
		return a.openImport()
	case runCommand:
		return a.run(r.command)
	case refreshAll:
		return a.refreshAll(r)
	}
	return nil
}

// runCommand asks for a command of the palette to be done.
type runCommand struct{ command command }

// run does a command: its own work, or what its key does.
func (a *App) run(c command) tea.Cmd {
	if c.run != nil {
		return c.run()
	}
	return a.press(keys.Named(c.press()))
}

// refreshAll asks for all that is shown to be made anew; day says that today is another day.
type refreshAll struct{ day bool }

func (a *App) refreshAll(r refreshAll) tea.Cmd {
	var sum tea.Cmd
	if r.day {
		sum = a.session.sum()
	}
	return tea.Batch(sum, a.broadcast(BookMsg{}), a.refreshTrends(), a.refreshJournal())
}

// openImport opens the page that imports files, where files can be imported.
func (a *App) openImport() tea.Cmd {
	s := a.session
	if s.opts.Import == nil {
		return nil
	}
	page := newImportPage(s.Context, s.opts.Import)
	return tea.Batch(s.OpenPage(page), page.Init())
}
