// Package welcome is the first run: habits to begin with.
package welcome

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Page is the first run: the starter list, six ticked; enter begins.
type Page struct {
	*page.Context
	keys   keyMap
	habits habits.List
	ticked []bool
	rows   list.List
}

// keyMap is what the page's keys do.
type keyMap struct {
	list.Keys
	Begin, Tick, Nothing               key.Binding
	Import, Boundaries, Settings, Quit key.Binding
}

func newKeyMap(canImport bool) keyMap {
	k := keyMap{
		Keys: list.Keys{
			Up:   keys.Bind("up k shift+tab", "↑ ↓", "move"),
			Down: keys.Bind("down j tab", "", ""),
			Top:  keys.Bind("g home", "", ""),
			End:  keys.Bind("G end", "", ""),
		},
		Begin:      keys.Bind("enter", "enter", "begin"),
		Tick:       keys.Bind("space x", "space", "tick"),
		Nothing:    keys.Bind("esc", "esc", "begin with nothing"),
		Import:     keys.Bind("i", "i", "import"),
		Boundaries: keys.Bind("B", "B", "boundaries"),
		Settings:   keys.Bind(",", ",", "settings"),
		Quit:       keys.Bind("q", "q", "quit"),
	}
	k.Import.SetEnabled(canImport)
	return k
}

// New returns the page with six of the starter list ticked.
func New(s *page.Context) *Page {
	starter, ticked := habits.Starter(s.Today)
	return &Page{Context: s, keys: newKeyMap(s.CanImport), habits: starter, ticked: ticked}
}

// Typing is false: there is no field.
func (w *Page) Typing() bool { return false }

// SaveWords has nothing to save.
func (w *Page) SaveWords() tea.Cmd { return nil }

// Keys are the page's bindings for help.
func (w *Page) Keys() []page.Group {
	k := w.keys
	return []page.Group{{Title: "this page", Bindings: []key.Binding{k.Begin, k.Tick, k.Up, k.Import, k.Boundaries, k.Settings, k.Nothing}}}
}

// Update takes a press, the mouse, or a fact.
func (w *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		return w.press(msg)
	case tea.MouseClickMsg:
		if i := w.rows.ItemAt(msg.X, msg.Y, w.layout()); i != list.None {
			w.rows.Choose(i, w.layout())
			w.tick()
		}
	case tea.MouseWheelMsg:
		w.rows.Wheel(msg, w.layout())
	case tea.WindowSizeMsg:
		w.rows.Follow(w.layout())
	case page.BookMsg:
		if len(w.Book.Rows) > 0 { // another window has begun
			return w.Close(w)
		}
	}
	return nil
}

func (w *Page) press(p keys.Press) tea.Cmd {
	k := w.keys
	switch {
	case w.rows.Press(p, k.Keys, w.layout()):
	case p.Is(k.Begin):
		return w.begin()
	case p.Is(k.Tick) && !p.Repeat:
		w.tick()
	case p.Is(k.Nothing):
		w.Empty = true
		return w.Close(w)
	case p.Is(k.Import):
		return w.Ask(page.OpenImport{})
	case p.Is(k.Settings):
		return w.Ask(page.OpenSettings{})
	case p.Is(k.Boundaries):
		return w.Ask(page.GoTo{Place: page.PlaceBoundaries})
	case p.Is(k.Quit):
		return w.Ask(page.Quit{})
	}
	return nil
}

// tick ticks the chosen habit, or no longer.
func (w *Page) tick() { w.ticked[w.rows.Cursor] = !w.ticked[w.rows.Cursor] }

// begin sets up what is ticked.
func (w *Page) begin() tea.Cmd {
	chosen := w.habits.Begun(w.ticked)
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

func (w *Page) low() bool { return w.Height < 20 }

// top is the line that the list begins on.
func (w *Page) top() int {
	if w.low() {
		return 1
	}
	return 2
}

// layout is where the list stands.
func (w *Page) layout() list.Layout {
	var items []int
	for i, h := range w.habits {
		if w.titled(i, h) {
			items = append(items, list.None)
		}
		items = append(items, i)
	}
	return list.Layout{Items: items, Top: w.top(), Room: w.Height - w.top() - 1}
}

// titled reports whether the area of a habit stands above it.
func (w *Page) titled(i int, h habits.Habit) bool {
	return !w.low() && h.Area != "" && (i == 0 || h.Area != w.habits[i-1].Area)
}

// lines are the list's lines that are shown.
func (w *Page) lines() []string {
	var lines []string
	for i, h := range w.habits {
		if w.titled(i, h) {
			lines = append(lines, theme.NewLine(w.Width).Put(areaStyle(w.Styles, h.Area), " "+h.Area).String())
		}
		lines = append(lines, w.line(i, h))
	}
	from, to := w.rows.Shown(w.layout())
	return lines[from:to]
}

func (w *Page) line(i int, h habits.Habit) string {
	s := w.Styles
	l := theme.NewLine(w.Width)
	name := s.Plain
	if i == w.rows.Cursor {
		l.Put(s.Strong, w.Glyphs.Cursor)
		name = s.Bold
	}
	if w.ticked[i] {
		l.To(2).Put(areaStyle(s, h.Area), w.Glyphs.Kept)
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
	lines = append(lines, w.lines()...)
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
	k := w.keys
	hints := []keys.Hint{keys.HintOf(k.Begin, ""), keys.HintOf(k.Tick, ""), keys.HintOfTwo(k.Up, k.Down, "")}
	if k.Import.Enabled() {
		if w.Width < 76 { // where not all fit, moving goes without saying
			hints = slices.Insert(hints, 2, keys.HintOf(k.Import, ""))
		} else {
			hints = append(hints, keys.HintOf(k.Import, "import from Loop, harsh or Daylio"))
		}
	}
	return append(hints, keys.HintOf(k.Quit, ""), keys.HintOf(page.NewGlobalKeys().Keys, ""))
}

// areaStyle returns the colour of one of the areas that have their own.
func areaStyle(s theme.Styles, area string) theme.Style {
	for i, a := range theme.AreaOrder {
		if a == area {
			return s.Areas[i]
		}
	}
	return s.Plain
}
