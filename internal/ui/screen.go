package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/ident"
	"selfcare/internal/ui/keys"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
)

// screen is one place, or a page over it. Screens share a session and keep what is
// theirs.
type screen interface {
	// Update takes a press, the mouse, or a fact that concerns every screen.
	Update(msg tea.Msg) tea.Cmd
	// View draws the screen in the session's size, a line each.
	View() []string
	// Hints are the key line.
	Hints() []keys.Hint
	// Typing reports whether a field is open, which gets all printable keys.
	Typing() bool
	// Keep queues the words that are being typed, because the program ends.
	Keep() tea.Cmd
	// Keys are the screen's bindings for help, by groups.
	Keys() []Group
}

// prompt is a field that opens in place of the message and the key line of any screen:
// the add line, a mood. It closes itself by setting the session's drawer to nil.
type prompt interface {
	// Update takes a press, a paste or a blink.
	Update(msg tea.Msg) tea.Cmd
	// Foot draws the drawer's lines, Height of them; the last is the key line.
	Foot() []string
	Height() int
	Hints() []keys.Hint
	// Keep is as in [screen].
	Keep() tea.Cmd
}

// Group is some bindings under a title.
type Group struct {
	Title    string
	Bindings []key.Binding
}

// bookMsg says that what is held in memory is another.
type bookMsg struct{}

// openPage puts a page on top that has a message line of its own: what was said of the
// place is done with.
func (s *session) openPage(page screen) tea.Cmd {
	s.message = message{}
	return s.push(page)
}

// push puts a page on top, at once: the next key is for it.
func (s *session) push(page screen) tea.Cmd {
	s.pages = append(s.pages, page)
	return nil
}

// drop takes a page away, wherever it is in the stack.
func (s *session) drop(page screen) tea.Cmd {
	s.pages = slices.DeleteFunc(slices.Clone(s.pages), func(x screen) bool { return x == page })
	return nil
}

// dropAll takes all pages away.
func (s *session) dropAll() { s.pages = nil }

// goToPlace shows a place, without any page over it.
func (s *session) goToPlace(i int) tea.Cmd {
	s.requests = append(s.requests, func(a *App) tea.Cmd {
		s.pages = nil
		return a.goTo(i)
	})
	return nil
}

// goToDay shows a day on Today, with a habit's row chosen where one is named.
func (s *session) goToDay(id ident.ID, d calendar.Day) tea.Cmd {
	s.requests = append(s.requests, func(a *App) tea.Cmd { return a.showDay(id, d) })
	return nil
}
