package ui

import (
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/boundaries"
	"selfcare/internal/ui/page/habitform"
	"selfcare/internal/ui/page/importpage"
	"selfcare/internal/ui/page/journalpage"
	"selfcare/internal/ui/page/mood"
	"selfcare/internal/ui/page/urge"
	"selfcare/internal/ui/page/welcome"
)

// grant does what a page asked for.
func (a *App) grant(request any) tea.Cmd {
	s := a.session
	switch r := request.(type) {
	case page.GoTo:
		s.Pages = nil
		return a.goTo(r.Place)
	case page.GoToDay:
		return a.showDay(r)
	case page.OpenWelcome:
		return s.Push(welcome.New(s.Context))
	case page.OpenHabitForm:
		return s.Push(habitform.New(s.Context, s.drafts, r.Habit))
	case page.OpenMood:
		return s.OpenPrompt(mood.New(s.Context, r.Day))
	case page.OpenUrge:
		return s.OpenPage(urge.New(s.Context, r.Boundary))
	case page.OpenSlip:
		return s.OpenPage(boundaries.NewSlipForm(s.Context, r.Boundary, r.Kind, r.Urge))
	case page.OpenReflection:
		return s.OpenPage(journalpage.NewReflection(s.Context, s.opts.Prompts, r.Reflection))
	case page.OpenSettings:
		return a.openSettings(r.Key)
	case page.OpenImport:
		return a.openImport()
	case page.Quit:
		return a.quit()
	case runCommand:
		return a.run(r.command)
	case refreshAll:
		return a.refreshAll(r)
	}
	return nil
}

// runCommand asks for a command of the palette to be done.
type runCommand struct{ command page.Command }

// run does a command: its own work, or what its key does.
func (a *App) run(c page.Command) tea.Cmd {
	if c.Run != nil {
		return c.Run()
	}
	return a.press(keys.Named(c.Press()))
}

// refreshAll asks for all that is shown to be made anew; day says that today is another day.
type refreshAll struct{ day bool }

func (a *App) refreshAll(r refreshAll) tea.Cmd {
	var sum tea.Cmd
	if r.day {
		sum = a.session.sum()
	}
	return tea.Batch(sum, a.broadcast(page.BookMsg{}), a.refreshTrends(), a.refreshJournal())
}

// openImport opens the page that imports files, where files can be imported.
func (a *App) openImport() tea.Cmd {
	s := a.session
	if s.opts.Import == nil {
		return nil
	}
	page := importpage.New(s.Context, s.opts.Import)
	return tea.Batch(s.OpenPage(page), page.Init())
}
