package ui

import (
	"slices"

	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/importpage"
	"selfcare/internal/ui/page/welcome"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/record"
)

// onImported takes the answer, wherever the person is meanwhile.
func (a *App) onImported(msg importpage.ImportedMsg) tea.Cmd {
	s := a.session
	if msg.Err != nil {
		return msg.Page.Failed(msg.Err)
	}
	open := slices.Contains(s.Pages, page.Screen(msg.Page))
	s.Pages = slices.DeleteFunc(slices.Clone(s.Pages), func(p page.Screen) bool {
		_, first := p.(*welcome.Page)
		return first || p == page.Screen(msg.Page)
	})
	var cmd tea.Cmd
	if open && len(s.Pages) == 0 {
		cmd = a.goTo(page.PlaceToday)
	}
	s.Say("Nothing new was there.")
	if msg.Done.Any {
		s.SayUndo(msg.Done.Done + ".")
		s.queue.last = &job{change: record.Change{Token: msg.Token}}
	}
	s.reload()
	return tea.Batch(cmd, s.next(), s.sum())
}
