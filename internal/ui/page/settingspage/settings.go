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
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Page is the page of the settings. What is chosen shows at once, and is kept in their file.
type Page struct {
	*page.Context
	keys   keyMap
	file   string // where they are saved, as a person would type it
	all    []settings.Setting
	rows   list.List
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

// keyMap is what the page's keys do.
type keyMap struct {
	list.Keys
	Next, Before, Enter, Default, Undo, Redo, Close key.Binding
	Done, Leave                                     key.Binding // while a value is typed
}

func newKeyMap() keyMap {
	return keyMap{
		Keys: list.Keys{
			Up:   keys.Bind("up k shift+tab", "↑ ↓ k j", "move"),
			Down: keys.Bind("down j tab", "", ""),
			Top:  keys.Bind("g home pgup", "", ""),
			End:  keys.Bind("G end pgdown", "", ""),
		},
		Next:    keys.Bind("right l space + =", "← → space", "choose"),
		Before:  keys.Bind("left h - _", "", ""),
		Enter:   keys.Bind("enter", "enter", "choose, or type"),
		Default: keys.Bind("backspace", "backspace", "as it was at first"),
		Undo:    keys.Bind("z", "z Z", "undo, redo here"),
		Redo:    keys.Bind("Z", "", ""),
		Close:   keys.Bind("esc q ,", "esc ,", "done"),
		Done:    keys.Bind("enter", "enter", "done"),
		Leave:   keys.Bind("esc", "esc", "leave it"),
	}
}

// New returns the page with the setting of a key chosen, or the first.
func New(s *page.Context, file, at string) *Page {
	all := settings.All()
	i := slices.IndexFunc(all, func(x settings.Setting) bool { return x.Key == at })
	c := &Page{Context: s, keys: newKeyMap(), file: file, all: all}
	c.rows.Choose(i, c.layout())
	return c
}

// Typing reports whether a value is typed.
func (c *Page) Typing() bool { return c.field != nil }

// SaveWords has nothing to save: a value that is half typed is none.
func (c *Page) SaveWords() tea.Cmd { return nil }

// Keys are the page's bindings for help.
func (c *Page) Keys() []page.Group {
	k := c.keys
	return []page.Group{{Title: "this page", Bindings: []key.Binding{k.Up, k.Next, k.Enter, k.Default, k.Undo, k.Close}}}
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
		if c.field == nil { // which belongs to its row
			c.rows.Wheel(msg, c.layout())
			c.wrong = ""
		}
		return nil
	case tea.WindowSizeMsg:
		c.rows.Follow(c.layout())
		return nil
	}
	if c.field != nil {
		return c.field.Update(msg)
	}
	return nil
}

func (c *Page) press(p keys.Press) tea.Cmd {
	k := c.keys
	switch {
	case c.rows.Press(p, k.Keys, c.layout()):
		c.wrong = ""
	case p.Is(k.Next):
		return c.turn(+1)
	case p.Is(k.Before):
		return c.turn(-1)
	case p.Is(k.Enter):
		if c.takesWords() {
			return c.open()
		}
		return c.turn(+1)
	case p.Is(k.Undo):
		return c.stepBack(&c.past, &c.future)
	case p.Is(k.Redo):
		return c.stepBack(&c.future, &c.past)
	case p.Is(k.Default):
		return c.take(settings.Default().Value(c.at().Key))
	case p.Is(k.Close):
		return c.Close(c)
	}
	return nil
}

func (c *Page) at() settings.Setting { return c.all[c.rows.Cursor] }

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
	in.Room = c.fieldRoom
	c.field, c.wrong = &in, ""
	return in.Focus()
}

// typed takes a press while a value is typed.
func (c *Page) typed(p keys.Press) tea.Cmd {
	switch {
	case p.Is(c.keys.Leave):
		c.field, c.wrong = nil, ""
		return nil
	case p.Is(c.keys.Done):
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
	c.rows.Choose(slices.IndexFunc(c.all, func(x settings.Setting) bool { return x.Key == step.key }), c.layout())
	return c.Choose(step.key, step.were)
}

func (c *Page) click(m tea.Mouse) tea.Cmd {
	i := c.rows.ItemAt(m.X, m.Y, c.layout())
	if i == list.None || c.field != nil {
		return nil
	}
	again := i == c.rows.Cursor
	c.rows.Choose(i, c.layout())
	c.wrong = ""
	if again || m.X >= c.valueAt()-1 {
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

// layout is where the list stands.
func (c *Page) layout() list.Layout {
	return list.Layout{Items: list.Each(len(c.all)), Top: c.top(), Room: c.Height - c.top() - 2}
}

// View draws the page.
func (c *Page) View() []string {
	p := sheet.New(&c.Look)
	p.Title("Settings", c.file)
	p.Blank()
	from, to := c.rows.Shown(c.layout())
	for i := from; i < to; i++ {
		p.Lines = append(p.Lines, c.line(i))
	}
	said, style := c.said()
	parts := theme.Fold(said, c.Width-2)
	if room := max(1, c.Height-1-len(p.Lines)); len(parts) > room {
		parts = append(parts[:room-1:room-1], theme.Cut(strings.Join(parts[room-1:], " "), c.Width-2))
	}
	lines := p.End("", c.Hints())
	for i, part := range parts {
		lines[c.Height-1-len(parts)+i] = theme.NewLine(c.Width).Put(style, " "+part).String()
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

// valueAt is the column of the values.
func (c *Page) valueAt() int { return min(valueCol, c.Width/2) }

// fieldRoom is how many cells a value has while it is typed.
func (c *Page) fieldRoom() int { return c.Width - c.valueAt() - 1 }

// line is one setting.
func (c *Page) line(i int) string {
	x, s := c.all[i], c.Styles
	l := theme.NewLine(c.Width)
	style := s.Plain
	if i == c.rows.Cursor {
		l.Put(s.Strong, c.Glyphs.Cursor)
		style = s.Bold
	}
	at := c.valueAt()
	l.To(2).Put(style, theme.Cut(x.Says, at-3))
	if i == c.rows.Cursor && c.field != nil {
		return l.To(at).Styled(c.field.Draw(&c.Look, c.fieldRoom())).String()
	}
	value := shownValue(c.Settings.Value(x.Key))
	room := c.Width - at - 1
	if len(x.Choices) > 0 && c.Width >= aboutFrom {
		room = aboutCol - at - 1
	}
	switch {
	case i == c.rows.Cursor && len(x.Choices) == 0:
		l.To(at).Put(s.Bold, theme.Cut(value, room))
	case i == c.rows.Cursor:
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
	k := c.keys
	if c.field != nil {
		return []keys.Hint{keys.HintOf(k.Done, ""), keys.HintOf(k.Leave, "")}
	}
	var hints []keys.Hint
	if len(c.at().Choices) > 0 {
		hints = append(hints, keys.Hint{Keys: "← →", Says: k.Next.Help().Desc, Press: k.Next.Keys()[0]})
	}
	if c.takesWords() {
		hints = append(hints, keys.HintOf(k.Enter, "type"))
	}
	return append(hints, keys.Hint{Keys: "↑ ↓", Says: k.Up.Help().Desc, Press: k.Down.Keys()[0]}, keys.HintOf(k.Default, "default"), keys.Hint{Keys: "esc", Says: k.Close.Help().Desc, Press: "esc"})
}
