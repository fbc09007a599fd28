package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// press is a key as the screens look at it.
type press struct {
	name   string // a letter, or enter, space, up, ctrl+c …
	repeat bool
	msg    tea.KeyPressMsg
}

// pressOf names a key. On a keyboard with other letters it is the key of the
// standard layout, where the terminal tells; keys that only double others take
// their names.
func pressOf(msg tea.KeyPressMsg) press {
	k := msg.Key()
	name := msg.String()
	if k.BaseCode > 0 && k.BaseCode < 0x80 && k.Mod&^tea.ModShift == 0 && len(k.Text) > 0 && k.Text[0] >= 0x80 {
		name = string(k.BaseCode)
		if k.Mod.Contains(tea.ModShift) {
			name = shifted(name)
		}
	}
	switch name {
	case "delete", "ctrl+h":
		name = "backspace"
	case "f1":
		name = "?"
	case "shift+space":
		name = "space"
	}
	return press{name, k.IsRepeat, msg}
}

// pressNamed is the press of a key by its name, as when its hint is clicked.
func pressNamed(name string) press {
	p := press{name: name}
	r := []rune(name)
	letter, ctrl := strings.CutPrefix(name, "ctrl+")
	switch {
	case len(r) == 1:
		p.msg = tea.KeyPressMsg{Code: r[0], Text: name}
	case ctrl:
		p.msg = tea.KeyPressMsg{Code: []rune(letter)[0], Mod: tea.ModCtrl}
	}
	return p
}

// is reports whether the press is one of the binding's keys.
func (p press) is(b key.Binding) bool { return b.Enabled() && slices.Contains(b.Keys(), p.name) }

// shifted is a key of the standard layout with shift.
func shifted(name string) string {
	const plain, with = "[]/1=-;", "{}?!+_:"
	if i := strings.Index(plain, name); i >= 0 {
		return with[i : i+1]
	}
	return strings.ToUpper(name)
}

// bind makes a binding: its keys, divided by blanks, how help shows them and what
// help says.
func bind(keys, shown, says string) key.Binding {
	return key.NewBinding(key.WithKeys(strings.Fields(keys)...), key.WithHelp(shown, says))
}

// globalKeys work in every place, unless a field is open.
type globalKeys struct {
	Undo, Redo, Keys, Quit, Unsaved, Close key.Binding
	Commands, Settings                     key.Binding
	Add, Mood, Urge, Help                  key.Binding
	Places, PlacesBack                     key.Binding
	QuitNow, Suspend                       key.Binding // these in fields too
}

func newGlobalKeys() globalKeys {
	return globalKeys{
		Undo:       bind("z", "z Z", "undo, redo"),
		Redo:       bind("Z", "", ""),
		Keys:       bind("?", "?", "keys"),
		Quit:       bind("q", "q", "quit"),
		Unsaved:    bind("!", "!", "what is not saved"),
		Add:        bind("a", "a", "add in words"),
		Mood:       bind("m", "m", "mood"),
		Urge:       bind("u", "u", "an urge"),
		Help:       bind("H", "H", "help lines"),
		Places:     bind("tab T R B J", "tab T R B J", "the four places"),
		PlacesBack: bind("shift+tab", "", ""),
		Commands:   bind(": ctrl+p", ":", "find a command"),
		Settings:   bind(",", ",", "settings"),
		Close:      bind("esc", "esc", "close, clear, to today"),
		QuitNow:    bind("ctrl+c", "ctrl+c", "quit at once"),
		Suspend:    bind("ctrl+z", "ctrl+z", "to the shell (fg)"),
	}
}

// hint is one item of the key line. Clicking it presses its key.
type hint struct{ keys, says, press string }

// hintOf is the hint of a binding, with its own words or others.
func hintOf(b key.Binding, says string) hint {
	if says == "" {
		says = b.Help().Desc
	}
	return hint{b.Help().Key, says, b.Keys()[0]}
}

// text is the hint as it is drawn: its keys, a blank, what they do.
func (h hint) text() string {
	if h.says == "" {
		return h.keys
	}
	return h.keys + " " + h.says
}

// fitHints drops hints until the line fits in width cells: from the right, but the
// last stays.
func fitHints(hints []hint, room int) []hint {
	total := func() int {
		n := 1
		for _, h := range hints {
			n += theme.Width(h.text()) + 2
		}
		return n - 2
	}
	all := hints
	for len(hints) > 1 && total() > room {
		hints = slices.Delete(slices.Clone(hints), len(hints)-2, len(hints)-1)
	}
	if len(hints) == 1 && len(all) > 1 { // the first, too, where the last says less
		last := all[len(all)-1]
		last.says, _, _ = strings.Cut(last.says, " ")
		last.says = strings.TrimRight(last.says, ",")
		if hints = []hint{all[0], last}; total() > room {
			hints = all[len(all)-1:]
		}
	}
	return hints
}

// hintLine draws the key line.
func (s *session) hintLine(hints []hint) string {
	l := theme.NewLine(s.width)
	for i, h := range fitHints(hints, s.width) {
		gap := 2
		if i == 0 {
			gap = 1
		}
		l.Put(s.styles.Plain, theme.Blanks(gap)+s.glyphs.Arrows(h.keys))
		l.Put(s.styles.Muted, strings.TrimPrefix(h.text(), h.keys))
	}
	return l.String()
}

// hintAt is the key of the hint in column x of the key line, or nothing.
func hintAt(hints []hint, room, x int) string {
	col := 1
	for _, h := range fitHints(hints, room) {
		end := col + theme.Width(h.text())
		if x >= col && x < end {
			return h.press
		}
		col = end + 2
	}
	return ""
}
