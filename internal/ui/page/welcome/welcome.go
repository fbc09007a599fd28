// Package welcome is the first run: habits to begin with.
package welcome

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Page is the first run: the starter list, six ticked; enter begins.
type Page struct {
	*page.Context
	list   habits.List
	ticked []bool
	cursor int
	offset int
}

// New returns the page with six of the starter list ticked.
func New(s *page.Context) *Page {
	list, ticked := habits.Starter(s.Today)
	return &Page{Context: s, list: list, ticked: ticked}
}

// Typing is false: there is no field.
func (w *Page) Typing() bool { return false }

// Keep has nothing to keep.
func (w *Page) Keep() tea.Cmd { return nil }

// Keys are the page's bindings for help.
func (w *Page) Keys() []page.Group {
	bring := keys.Bind("i", "i", "import")
	bring.SetEnabled(w.CanImport)
	return []page.Group{{Title: "this page", Bindings: []key.Binding{
		keys.Bind("enter", "enter", "begin"), keys.Bind("space", "space", "tick"), keys.Bind("up", "↑ ↓", "move"), bring, keys.Bind("B", "B", "boundaries"), keys.Bind(",", ",", "settings"), keys.Bind("esc", "esc", "begin with nothing"),
	}}}
}

// Update takes a press, the mouse, or a fact.
func (w *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		return w.press(msg)
	case tea.MouseClickMsg:
		return w.click(msg.Mouse())
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			w.move(-1)
		} else {
			w.move(+1)
		}
	case page.BookMsg:
		if len(w.Book.Rows) > 0 { // another window has begun
			return w.Close(w)
		}
	}
	return nil
}

func (w *Page) press(p keys.Press) tea.Cmd {
	switch p.Name {
	case "enter":
		return w.begin()
	case "space", "x":
		if !p.Repeat {
			w.ticked[w.cursor] = !w.ticked[w.cursor]
		}
	case "up", "k", "shift+tab":
		w.move(-1)
	case "down", "j", "tab":
		w.move(+1)
	case "g", "home":
		w.move(-len(w.list))
	case "G", "end":
		w.move(+len(w.list))
	case "esc":
		w.Empty = true
		return w.Close(w)
	case "i":
		return w.Ask(page.OpenImport{})
	case ",":
		return w.Ask(page.OpenSettings{})
	case "B":
		return w.Ask(page.GoTo{Place: page.PlaceBoundaries})
	case "q":
		return w.Ask(page.Quit{})
	}
	return nil
}

// begin sets up what is ticked.
func (w *Page) begin() tea.Cmd {
	chosen := w.list.Begun(w.ticked)
	if len(chosen) == 0 {
		return w.Close(w)
	}
	cmd, ok := w.Do(record.PutHabits(chosen...))
	if !ok {
		return nil
	}
	w.Say(w.firstHint())
	return tea.Sequence(w.Close(w), func() tea.Msg { return page.BookMsg{} }, cmd)
}

// firstHint is what to do first, in as many words as fit. It stays until something is done.
func (w *Page) firstHint() string {
	const least = "Press a row's key."
	hint := "Press the key beside a row, or space on the one with " + w.Glyphs.Cursor + "."
	for _, text := range []string{hint + " N makes a new one.", hint, "Press the key beside a row.", least} {
		if theme.Width(text) < w.Width-1 {
			return text
		}
	}
	return least
}

func (w *Page) move(by int) {
	w.cursor = max(0, min(len(w.list)-1, w.cursor+by))
}

func (w *Page) click(m tea.Mouse) tea.Cmd {
	lines, rows := w.lines()
	if y := m.Y - w.top() + w.offset; m.Y >= w.top() && y < len(lines) && rows[y] >= 0 {
		w.cursor = rows[y]
		w.ticked[w.cursor] = !w.ticked[w.cursor]
	}
	return nil
}

func (w *Page) low() bool { return w.Height < 20 }

// top is the line that the list begins on.
func (w *Page) top() int {
	if w.low() {
		return 1
	}
	return 2
}

// lines are the list's lines and, for each, the habit that it shows or -1.
func (w *Page) lines() (lines []string, rows []int) {
	area := ""
	for i, h := range w.list {
		if h.Area != area && !w.low() {
			area = h.Area
			lines = append(lines, theme.NewLine(w.Width).Put(areaPaintOf(w.Styles, area), " "+area).String())
			rows = append(rows, -1)
		}
		lines, rows = append(lines, w.line(i, h)), append(rows, i)
	}
	return lines, rows
}

func (w *Page) line(i int, h habits.Habit) string {
	s := w.Styles
	l := theme.NewLine(w.Width)
	name := s.Plain
	if i == w.cursor {
		l.Put(s.Strong, w.Glyphs.Cursor)
		name = s.Bold
	}
	if w.ticked[i] {
		l.To(2).Put(areaPaintOf(s, h.Area), w.Glyphs.Kept)
	} else {
		l.To(2).Put(s.Muted, w.Glyphs.Dot)
	}
	l.To(4).Put(name, h.Name)
	if w.Width >= 46 {
		l.To(27).Put(s.Muted, theme.Cut(phrase.Goal(h.GoalOn(w.Today)), w.Width-28))
	}
	if w.Width >= 76 {
		l.To(45).Put(s.Muted, theme.Cut(h.Why, w.Width-46))
	}
	return l.String()
}

// View draws the page.
func (w *Page) View() []string {
	s := w.Styles
	lines := []string{theme.NewLine(w.Width).Put(s.Bold, theme.Cut(" Hello. What would you like to look after?", w.Width)).String()}
	if !w.low() {
		lines = append(lines, "")
	}
	var after []string
	if !w.low() {
		after = append(after, "")
		for _, words := range []string{
			"Six is plenty. All of it can change later, and nothing leaves this computer.",
			"Keeping your distance from someone? B, at any time.",
		} {
			for _, text := range theme.Fold(words, w.Width-2) {
				after = append(after, theme.NewLine(w.Width).Put(s.Muted, " "+text).String())
			}
		}
	}
	list, rows := w.lines()
	room := max(1, w.Height-len(lines)-1)
	at := 0
	for i, r := range rows {
		if r == w.cursor {
			at = i
		}
	}
	w.offset = max(0, min(at, max(w.offset, at-room+1)))
	if len(list) <= room {
		w.offset = 0
	}
	lines = append(lines, list[w.offset:min(len(list), w.offset+room)]...)
	lines = append(lines, after...)
	for len(lines) < w.Height-1 {
		lines = append(lines, "")
	}
	if text := w.MessageLine(); text != "" {
		lines[w.Height-2] = text
	}
	return append(lines[:w.Height-1], keys.HintLine(&w.Look, w.Hints()))
}

// Hints are the key line.
func (w *Page) Hints() []keys.Hint {
	hints := []keys.Hint{{Keys: "enter", Says: "begin", Press: "enter"}, {Keys: "space", Says: "tick", Press: "space"}, {Keys: "↑ ↓", Says: "move", Press: "down"}}
	if w.CanImport {
		if w.Width < 76 { // where not all fit, moving goes without saying
			hints = slices.Insert(hints, 2, keys.Hint{Keys: "i", Says: "import", Press: "i"})
		} else {
			hints = append(hints, keys.Hint{Keys: "i", Says: "import from Loop, harsh or Daylio", Press: "i"})
		}
	}
	return append(hints, keys.Hint{Keys: "q", Says: "quit", Press: "q"}, keys.Hint{Keys: "?", Says: "keys", Press: "?"})
}

// areaPaintOf is the colour of one of the areas that have their own.
func areaPaintOf(s theme.Styles, area string) theme.Style {
	for i, a := range theme.AreaOrder {
		if a == area {
			return s.Areas[i]
		}
	}
	return s.Plain
}
