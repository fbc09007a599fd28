package ui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/phrase"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// unsaved is the page about what could not be written: why, what it is, and what
// can be done.
type unsaved struct {
	*session
	cursor int
}

// choices are what can be done; esc goes on meanwhile.
func (u *unsaved) choices() []string {
	const next = " for the next start"
	kept := "quit, and keep them" + next
	if where := u.opts.Pending; where != "" {
		for _, longer := range []string{"quit, and keep them in " + where, "quit, and keep them in " + where + next} {
			if theme.Width(longer) <= u.width-3 {
				kept = longer
			}
		}
	}
	return []string{"try again", kept, "quit without them"}
}

func newUnsaved(s *session) *unsaved { return &unsaved{session: s} }

// Typing is false: there is no field.
func (u *unsaved) Typing() bool { return false }

// Keep has nothing to keep.
func (u *unsaved) Keep() tea.Cmd { return nil }

// Keys are the page's bindings for help.
func (u *unsaved) Keys() []keyGroup {
	return []keyGroup{{"this page", []key.Binding{bind("enter", "enter", "do it"), bind("up", "↑ ↓", "choose"), bind("esc", "esc", "back")}}}
}

// Update takes a press, the mouse, or a fact.
func (u *unsaved) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case bookMsg:
		if u.queue.failure == nil && len(u.queue.jobs) == 0 {
			return u.drop(u)
		}
	case tea.MouseClickMsg:
		if i := msg.Y - u.choicesAt(); i >= 0 && i < len(u.choices()) {
			u.cursor = i
			return u.choose()
		}
	case press:
		switch msg.name {
		case "up", "k":
			u.cursor = max(0, u.cursor-1)
		case "down", "j", "tab":
			u.cursor = min(len(u.choices())-1, u.cursor+1)
		case "enter":
			return u.choose()
		case "esc", "q":
			return u.drop(u)
		}
	}
	return nil
}

func (u *unsaved) choose() tea.Cmd {
	switch u.cursor {
	case 0:
		return u.queue.retry()
	case 1:
		return tea.Quit // what cannot be written then is kept aside
	}
	u.queue.jobs = nil
	return tea.Quit
}

// what are the changes, in words.
func (u *unsaved) what() string {
	var words []string
	for _, w := range u.queue.unsaved() {
		words = append(words, w.Words(u.book.List(), u.today))
	}
	return strings.Join(words, ", ")
}

func (u *unsaved) texts() []string {
	n := len(u.queue.jobs)
	title := strconv.Itoa(n) + " changes are not saved"
	if n == 1 {
		title = "1 change is not saved"
	}
	if u.queue.failure != nil {
		title += ": " + strings.TrimSuffix(phrase.LowerFirst(phrase.Sentence(u.queue.failure)), ".")
	}
	lines := theme.Fold(title, u.width-2)
	what := theme.Fold(u.what(), u.width-2)
	if room := max(1, u.height-len(lines)-len(u.choices())-4); len(what) > room {
		what = append(what[:room-1], "and more")
	}
	return append(lines, what...)
}

func (u *unsaved) choicesAt() int { return len(u.texts()) + 1 }

// View draws the page.
func (u *unsaved) View() []string {
	var lines []string
	for i, text := range u.texts() {
		p := u.styles.Plain
		if i == 0 {
			p = u.styles.Bold
		}
		lines = append(lines, theme.NewLine(u.width).Put(p, " "+text).String())
	}
	lines = append(lines, "")
	for i, text := range u.choices() {
		l := theme.NewLine(u.width)
		p := u.styles.Plain
		if i == u.cursor {
			l.Put(u.styles.Strong, u.glyphs.Cursor)
			p = u.styles.Bold
		}
		lines = append(lines, l.To(2).Put(p, theme.Cut(text, u.width-3)).String())
	}
	for len(lines) < u.height-1 {
		lines = append(lines, "")
	}
	return append(lines[:u.height-1], u.hintLine(u.Hints()))
}

// Hints are the key line.
func (u *unsaved) Hints() []hint {
	return []hint{{"enter", "do it", "enter"}, {"esc", "back", "esc"}}
}
