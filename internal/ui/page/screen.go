package page

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ui/keys"
)

// OpenPrompt opens a field at the foot of the screen.
func (s *Context) OpenPrompt(d Prompt) tea.Cmd {
	s.Prompt = d
	s.Message = Message{}
	return d.Focus()
}

// Screen is one place, or a page over it. Screens share a [Context], and hold
// what is theirs.
type Screen interface {
	// Update takes a press, the mouse, or a fact that concerns every screen.
	Update(msg tea.Msg) tea.Cmd
	// View returns the lines of the screen, as many as it is high. It changes nothing.
	View() []string
	// Hints are the key line.
	Hints() []keys.Hint
	// Typing reports whether a field is open, which gets all printable keys.
	Typing() bool
	// SaveWords queues the words that are being typed, because the program ends.
	SaveWords() tea.Cmd
	// Keys are the screen's bindings for help, by groups.
	Keys() []Group
}

// Prompt is a field that opens in place of the message and the key line of any screen:
// the add line, a mood. It closes itself by setting the context's Prompt to nil.
type Prompt interface {
	// Focus gives the keys to the prompt's field, where it has one.
	Focus() tea.Cmd
	// Click takes a click on one of its lines, counted from its first.
	Click(x, y int)
	// Update takes a press, a paste or a blink.
	Update(msg tea.Msg) tea.Cmd
	// Foot draws the prompt's lines, Height of them; the last is the key line.
	Foot() []string
	Height() int
	Hints() []keys.Hint
	// SaveWords is as in [Screen].
	SaveWords() tea.Cmd
}

// Group is some bindings under a title.
type Group struct {
	Title    string
	Bindings []key.Binding
}

// BookMsg says that what is held in memory is another.
type BookMsg struct{}

// OpenPage puts a page on top that has a message line of its own: what was said of the
// place is done with.
func (s *Context) OpenPage(page Screen) tea.Cmd {
	s.Message = Message{}
	return s.Push(page)
}

// Push puts a page on top, at once: the next key is for it.
func (s *Context) Push(page Screen) tea.Cmd {
	s.Pages = append(s.Pages, page)
	return nil
}

// Close takes a page away, wherever it is in the stack.
func (s *Context) Close(page Screen) tea.Cmd {
	s.Pages = slices.DeleteFunc(slices.Clone(s.Pages), func(x Screen) bool { return x == page })
	return nil
}

// CloseAll takes all pages away.
func (s *Context) CloseAll() { s.Pages = nil }
