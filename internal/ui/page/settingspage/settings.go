// Package settingspage is the page on which settings are chosen.
package settingspage

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"selfcare/internal/phrase"
	"selfcare/internal/settings"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Page is the page of the settings. What is chosen shows at once, and is kept in their file.
type Page struct {
	*page.Context
	file   string // where they are saved, as a person would type it
	all    []settings.Setting
	cursor int
	offset int
	field  *field.Input // the value while it is typed, or nil
	wrong  string       // what is wrong with it
	past   []chosenBefore
	future []chosenBefore
}

// chosenBefore is a setting as it was before one was chosen, for undo.
type chosenBefore struct {
	key  string
	were settings.Settings
}

// New is the page with the setting of a key chosen, or the first.
func New(s *page.Context, file, at string) *Page {
	all := settings.All()
	i := slices.IndexFunc(all, func(x settings.Setting) bool { return x.Key == at })
	return &Page{Context: s, file: file, all: all, cursor: max(0, i)}
}

// Typing reports whether a value is typed.
func (c *Page) Typing() bool { return c.field != nil }

// Keep has nothing to keep: a value that is half typed is none.
func (c *Page) Keep() tea.Cmd { return nil }

// Keys are the page's bindings for help.
func (c *Page) Keys() []page.Group {
	return []page.Group{{Title: "this page", Bindings: []key.Binding{
		keys.Bind("up", "↑ ↓ k j", "move"), keys.Bind("right", "← → space", "choose"), keys.Bind("enter", "enter", "choose, or type"),
		keys.Bind("backspace", "backspace", "as it was at first"), keys.Bind("z", "z Z", "undo, redo here"), keys.Bind("esc", "esc ,", "done"),
	}}}
}

// Update takes a press, a paste, the mouse or a fact.
func (c *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		if c.field != nil {
			return c.typed(msg)
		}
		return c.press(msg)
	case tea.MouseClickMsg:
		return c.click(msg.Mouse())
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			c.move(-1)
		} else {
			c.move(+1)
		}
		return nil
	}
	if c.field != nil {
		return c.field.Update(msg)
	}
	return nil
}

func (c *Page) press(p keys.Press) tea.Cmd {
	switch p.Name {
	case "up", "k", "shift+tab":
		c.move(-1)
	case "down", "j", "tab":
		c.move(+1)
	case "g", "home", "pgup":
		c.move(-len(c.all))
	case "G", "end", "pgdown":
		c.move(+len(c.all))
	case "right", "l", "space", "+", "=":
		return c.turn(+1)
	case "left", "h", "-", "_":
		return c.turn(-1)
	case "enter":
		if c.takesWords() {
			return c.open()
		}
		return c.turn(+1)
	case "z":
		return c.stepBack(&c.past, &c.future)
	case "Z":
		return c.stepBack(&c.future, &c.past)
	case "backspace":
		return c.take(settings.Default().Value(c.at().Key))
	case "esc", "q", ",":
		return c.Close(c)
	}
	return nil
}

func (c *Page) at() settings.Setting { return c.all[c.cursor] }

func (c *Page) move(by int) {
	c.cursor = max(0, min(len(c.all)-1, c.cursor+by))
	c.wrong = ""
}

// takesWords reports whether the setting may be something that is not among its choices.
func (c *Page) takesWords() bool {
	return len(c.at().Choices) == 0 || c.at().Key == "accent" || c.at().Key == "day_start"
}

// turn takes the next choice, or the one before.
func (c *Page) turn(by int) tea.Cmd {
	choices := c.at().Choices
	if len(choices) == 0 {
		return c.open()
	}
	i := slices.Index(choices, c.Settings.Value(c.at().Key))
	if i < 0 && by < 0 { // one of one's own
		i = 0
	}
	return c.take(choices[(i+by+len(choices))%len(choices)])
}

// open opens the value as a field.
func (c *Page) open() tea.Cmd {
	in := field.NewInput(&c.Look, c.Settings.Value(c.at().Key), 120)
	in.Chosen = len(c.at().Choices) > 0 // another word takes its place; of several one changes
	c.field, c.wrong = &in, ""
	return in.Focus()
}

// typed takes a press while a value is typed.
func (c *Page) typed(p keys.Press) tea.Cmd {
	switch p.Name {
	case "esc":
		c.field, c.wrong = nil, ""
		return nil
	case "enter":
		cmd := c.take(c.field.Value())
		if c.wrong == "" {
			c.field = nil
		}
		return cmd
	}
	c.wrong = ""
	return c.field.Update(p)
}

// take chooses a value, and keeps it.
func (c *Page) take(text string) tea.Cmd {
	key := c.at().Key
	now, err := c.Settings.With(key, text)
	if err != nil {
		c.wrong = phrase.Sentence(err)
		return nil
	}
	c.wrong = ""
	if now == c.Settings {
		return nil
	}
	c.past, c.future = append(c.past, chosenBefore{key, c.Settings}), nil
	return c.Choose(key, now)
}

// stepBack takes the last choice of this page back, or makes it again: elsewhere these keys are
// about the record, which nobody sees here.
func (c *Page) stepBack(from, to *[]chosenBefore) tea.Cmd {
	n := len(*from) - 1
	if n < 0 {
		c.Say("Nothing more to take back here.")
		return nil
	}
	step := (*from)[n]
	*from = (*from)[:n]
	*to = append(*to, chosenBefore{step.key, c.Settings})
	c.cursor = max(0, slices.IndexFunc(c.all, func(x settings.Setting) bool { return x.Key == step.key }))
	return c.Choose(step.key, step.were)
}

func (c *Page) click(m tea.Mouse) tea.Cmd {
	i := m.Y - c.top() + c.offset
	if m.Y < c.top() || i >= len(c.all) || m.Y >= c.top()+c.room() || c.field != nil {
		return nil
	}
	again := i == c.cursor
	c.move(i - c.cursor)
	if again || m.X >= valueCol-1 {
		return c.turn(+1)
	}
	return nil
}

// The columns of the page.
const (
	valueCol  = 24
	aboutCol  = 36
	aboutFrom = 76 // the width from which each setting says what it is about
)

// top is the line that the list begins on.
func (c *Page) top() int {
	if c.Height < 15 {
		return 1
	}
	return 2
}

func (c *Page) room() int { return max(1, c.Height-c.top()-2) }

// View draws the page.
func (c *Page) View() []string {
	p := sheet.New(&c.Look)
	p.Title("Settings", c.file)
	p.Blank()
	c.offset = max(0, min(c.cursor, max(c.offset, c.cursor-c.room()+1)), min(c.offset, len(c.all)-c.room()))
	for i := c.offset; i < min(len(c.all), c.offset+c.room()); i++ {
		p.Lines = append(p.Lines, c.line(i))
	}
	said, ink := c.said()
	parts := theme.Fold(said, c.Width-2)
	if room := max(1, c.Height-1-len(p.Lines)); len(parts) > room {
		parts = append(parts[:room-1:room-1], theme.Cut(strings.Join(parts[room-1:], " "), c.Width-2))
	}
	lines := p.End("", c.Hints())
	for i, part := range parts {
		lines[c.Height-1-len(parts)+i] = theme.NewLine(c.Width).Put(ink, " "+part).String()
	}
	return lines
}

// said is what is wrong, the message, or what the setting is about where its row does not say.
func (c *Page) said() (string, theme.Style) {
	switch {
	case c.wrong != "":
		return c.wrong, c.Styles.Plain
	case c.Message.Text != "":
		return c.Message.Text, c.Styles.Plain
	case c.Width < aboutFrom || c.field != nil || len(c.at().Choices) == 0:
		return phrase.UpperFirst(c.at().About) + ".", c.Styles.Muted
	}
	return "", c.Styles.Muted
}

// line is one setting.
func (c *Page) line(i int) string {
	x, s := c.all[i], c.Styles
	l := theme.NewLine(c.Width)
	ink := s.Plain
	if i == c.cursor {
		l.Put(s.Strong, c.Glyphs.Cursor)
		ink = s.Bold
	}
	at := min(valueCol, c.Width/2)
	l.To(2).Put(ink, theme.Cut(x.Says, at-3))
	if i == c.cursor && c.field != nil {
		return l.To(at).Styled(c.field.Draw(&c.Look, c.Width-at-1)).String()
	}
	value := shownValue(c.Settings.Value(x.Key))
	room := c.Width - at - 1
	if len(x.Choices) > 0 && c.Width >= aboutFrom {
		room = aboutCol - at - 1
	}
	switch {
	case i == c.cursor && len(x.Choices) == 0:
		l.To(at).Put(s.Bold, theme.Cut(value, room))
	case i == c.cursor:
		l.To(at-1).Put(s.Accent, c.Glyphs.Open).Put(s.Bold, theme.Cut(value, room-1)).Put(s.Accent, c.Glyphs.Shut)
	default:
		l.To(at).Put(s.Muted, theme.Cut(value, room))
	}
	if x.Key == "area_colors" {
		c.samples(l)
	}
	if len(x.Choices) > 0 && c.Width >= aboutFrom {
		about := x.About
		if x.Key == "accent" && c.Settings.Colors != "mono" && c.isFaint(c.Settings.Accent) {
			about = "shown as text: too faint for this ground"
		}
		l.To(aboutCol).Put(s.Muted, theme.Cut(about, c.Width-aboutCol-1))
	}
	return l.String()
}

// isFaint reports whether a colour is not drawn, since it could not be read.
func (c *Page) isFaint(name string) bool {
	return c.Profile > colorprofile.ANSI && strings.HasPrefix(name, "#") && c.Styles.Accent.On == ""
}

// samples draws a sign in each area's colour, where there is room.
func (c *Page) samples(l *theme.Line) {
	if c.Width-l.Cells < 2*len(c.Styles.Areas)+4 {
		return
	}
	l.Put(c.Styles.Plain, "  ")
	for _, p := range c.Styles.Areas {
		l.Put(p, c.Glyphs.Kept+" ")
	}
}

// shownValue is a value as it is read: on and off.
func shownValue(text string) string {
	switch text {
	case "true":
		return "on"
	case "false":
		return "off"
	case "areas":
		return "by area"
	}
	return strings.ToLower(text)
}

// Hints are the key line.
func (c *Page) Hints() []keys.Hint {
	switch {
	case c.field != nil:
		return []keys.Hint{{Keys: "enter", Says: "done", Press: "enter"}, {Keys: "esc", Says: "leave it", Press: "esc"}}
	case len(c.at().Choices) == 0:
		return []keys.Hint{{Keys: "enter", Says: "type", Press: "enter"}, {Keys: "↑ ↓", Says: "move", Press: "down"}, {Keys: "backspace", Says: "default", Press: "backspace"}, {Keys: "esc", Says: "done", Press: "esc"}}
	case c.takesWords():
		return []keys.Hint{{Keys: "← →", Says: "choose", Press: "right"}, {Keys: "enter", Says: "type", Press: "enter"}, {Keys: "↑ ↓", Says: "move", Press: "down"}, {Keys: "backspace", Says: "default", Press: "backspace"}, {Keys: "esc", Says: "done", Press: "esc"}}
	}
	return []keys.Hint{{Keys: "← →", Says: "choose", Press: "right"}, {Keys: "↑ ↓", Says: "move", Press: "down"}, {Keys: "backspace", Says: "default", Press: "backspace"}, {Keys: "esc", Says: "done", Press: "esc"}}
}
