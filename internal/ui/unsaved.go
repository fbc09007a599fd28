package ui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/phrase"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// unsaved is the page about what could not be written: why, what it is, and what
// can be done.
type unsaved struct {
	*session
	keys unsavedKeys
	rows list.List // of the choices
}

// unsavedKeys are the keys of the page.
type unsavedKeys struct {
	list.Keys
	Do, Back key.Binding
}

func newUnsavedKeys() unsavedKeys {
	return unsavedKeys{
		Keys: list.Keys{Up: keys.Bind("up k", "↑ ↓", "choose"), Down: keys.Bind("down j tab", "", "")},
		Do:   keys.Bind("enter", "enter", "do it"),
		Back: keys.Bind("esc q", "esc", "back"),
	}
}

// choices are what can be done; esc goes on meanwhile.
func (u *unsaved) choices() []string {
	const next = " for the next start"
	kept := "quit, and keep them" + next
	if where := u.opts.Pending; where != "" {
		for _, longer := range []string{"quit, and keep them in " + where, "quit, and keep them in " + where + next} {
			if theme.Width(longer) <= u.Width-3 {
				kept = longer
			}
		}
	}
	return []string{"try again", kept, "quit without them"}
}

func newUnsaved(s *session) *unsaved { return &unsaved{session: s, keys: newUnsavedKeys()} }

// Typing is false: there is no field.
func (u *unsaved) Typing() bool { return false }

// SaveWords has nothing to save.
func (u *unsaved) SaveWords() tea.Cmd { return nil }

// Keys are the page's bindings for help.
func (u *unsaved) Keys() []page.Group {
	return []page.Group{{Title: "this page", Bindings: []key.Binding{u.keys.Do, u.keys.Up, u.keys.Back}}}
}

// Update takes a press, the mouse, or a fact.
func (u *unsaved) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.BookMsg:
		if u.queue.failure == nil && len(u.queue.jobs) == 0 {
			return u.Close(u)
		}
	case tea.MouseClickMsg:
		if i := u.rows.ItemAt(msg.X, msg.Y, u.layout()); i != list.None {
			u.rows.Choose(i, u.layout())
			return u.choose()
		}
	case keys.Press:
		switch {
		case u.rows.Press(msg, u.keys.Keys, u.layout()):
		case msg.Is(u.keys.Do):
			return u.choose()
		case msg.Is(u.keys.Back):
			return u.Close(u)
		}
	}
	return nil
}

func (u *unsaved) choose() tea.Cmd {
	switch u.rows.Cursor {
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
		words = append(words, w.Words(u.Book.List(), u.Today))
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
	lines := theme.Fold(title, u.Width-2)
	what := theme.Fold(u.what(), u.Width-2)
	if room := max(1, u.Height-len(lines)-len(u.choices())-4); len(what) > room {
		what = append(what[:room-1], "and more")
	}
	return append(lines, what...)
}

// layout is where the choices stand, below the texts and a blank line.
func (u *unsaved) layout() list.Layout {
	n := len(u.choices())
	return list.Layout{Items: list.Each(n), Top: len(u.texts()) + 1, Room: n}
}

// View draws the page.
func (u *unsaved) View() []string {
	var lines []string
	for i, text := range u.texts() {
		p := u.Styles.Plain
		if i == 0 {
			p = u.Styles.Bold
		}
		lines = append(lines, theme.NewLine(u.Width).Put(p, " "+text).String())
	}
	lines = append(lines, "")
	for i, text := range u.choices() {
		l := theme.NewLine(u.Width)
		p := u.Styles.Plain
		if i == u.rows.Cursor {
			l.Put(u.Styles.Strong, u.Glyphs.Cursor)
			p = u.Styles.Bold
		}
		lines = append(lines, l.To(2).Put(p, theme.Cut(text, u.Width-3)).String())
	}
	for len(lines) < u.Height-1 {
		lines = append(lines, "")
	}
	return append(lines[:u.Height-1], keys.HintLine(&u.Look, u.Hints()))
}

// Hints are the key line.
func (u *unsaved) Hints() []keys.Hint {
	return []keys.Hint{keys.HintOf(u.keys.Do, ""), keys.HintOf(u.keys.Back, "")}
}
