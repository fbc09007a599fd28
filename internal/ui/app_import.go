package ui

import (
	"slices"

	"selfcare/internal/ui/page"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/record"
)

// onImported takes the answer, wherever the person is meanwhile.
func (a *App) onImported(msg importedMsg) tea.Cmd {
	s := a.session
	if msg.err != nil {
		msg.page.stage = whichFile
		s.SayError(msg.err)
		return msg.page.field.Focus()
	}
	open := slices.Contains(s.Pages, page.Screen(msg.page))
	s.Pages = slices.DeleteFunc(slices.Clone(s.Pages), func(p page.Screen) bool {
		_, first := p.(*welcome)
		return first || p == page.Screen(msg.page)
	})
	var cmd tea.Cmd
	if open && len(s.Pages) == 0 {
		cmd = a.goTo(page.PlaceToday)
	}
	s.Say("Nothing new was there.")
	if msg.done.Any {
		s.SayUndo(msg.done.Done + ".")
		s.queue.last = &job{change: record.Change{Token: msg.token}}
	}
	s.reload()
	return tea.Batch(cmd, s.next(), s.sum())
}
