package ui

import (
	tea "charm.land/bubbletea/v2"

	"charm.land/bubbles/v2/key"
)

// screen is one place, or a page over it. Screens share a session and keep what is
// theirs.
type screen interface {
	// Update takes a press, the mouse, or a fact that concerns every screen.
	Update(msg tea.Msg) tea.Cmd
	// View draws the screen in the session's size, a line each.
	View() []string
	// Hints are the key line.
	Hints() []hint
	// Typing reports whether a field is open, which gets all printable keys.
	Typing() bool
	// Keep queues the words that are being typed, because the program ends.
	Keep() tea.Cmd
	// Keys are the screen's bindings for help, by groups.
	Keys() []keyGroup
}

// drawer is a field that opens in place of the message and the key line of any screen:
// the add line, a mood. It closes itself by setting the session's drawer to nil.
type drawer interface {
	// Update takes a press, a paste or a blink.
	Update(msg tea.Msg) tea.Cmd
	// Foot draws the drawer's lines, Height of them; the last is the key line.
	Foot() []string
	Height() int
	Hints() []hint
	// Keep is as in [screen].
	Keep() tea.Cmd
}

// keyGroup is some bindings under a title.
type keyGroup struct {
	title    string
	bindings []key.Binding
}

// These are wishes to the app.
type (
	// pushMsg asks to put a screen on top.
	pushMsg struct{ screen screen }
	// popMsg asks to take the top page away, closeMsg all of them.
	popMsg   struct{}
	closeMsg struct{}
)

// bookMsg says that what is held in memory is another.
type bookMsg struct{}

func push(s screen) tea.Cmd { return func() tea.Msg { return pushMsg{s} } }

func pop() tea.Msg { return popMsg{} }

func closePages() tea.Msg { return closeMsg{} }
