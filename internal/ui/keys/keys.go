// Package keys names the keys that are pressed, binds them, and draws the key line.
package keys

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ui/theme"
)

// Press is a key as the screens look at it.
type Press struct {
	Name   string // a letter, or enter, space, up, ctrl+c …
	Repeat bool
	Msg    tea.KeyPressMsg
}

// Of names a key. On a keyboard with other letters it is the key of the
// standard layout, where the terminal tells; keys that only double others take
// their names.
func Of(msg tea.KeyPressMsg) Press {
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
	return Press{name, k.IsRepeat, msg}
}

// Named is the press of a key by its name, as when its hint is clicked.
func Named(name string) Press {
	p := Press{Name: name}
	r := []rune(name)
	letter, ctrl := strings.CutPrefix(name, "ctrl+")
	switch {
	case len(r) == 1:
		p.Msg = tea.KeyPressMsg{Code: r[0], Text: name}
	case ctrl:
		p.Msg = tea.KeyPressMsg{Code: []rune(letter)[0], Mod: tea.ModCtrl}
	}
	return p
}

// Is reports whether the press is one of the binding's keys.
func (p Press) Is(b key.Binding) bool { return b.Enabled() && slices.Contains(b.Keys(), p.Name) }

// shifted is a key of the standard layout with shift.
func shifted(name string) string {
	const plain, with = "[]/1=-;", "{}?!+_:"
	if i := strings.Index(plain, name); i >= 0 {
		return with[i : i+1]
	}
	return strings.ToUpper(name)
}

// Bind makes a binding: its keys, divided by blanks, how help shows them and what
// help says.
func Bind(keys, shown, says string) key.Binding {
	return key.NewBinding(key.WithKeys(strings.Fields(keys)...), key.WithHelp(shown, says))
}

// Hint is one item of the key line. Clicking it presses its key.
type Hint struct{ Keys, Says, Press string }

// HintOf is the hint of a binding, with its own words or others.
func HintOf(b key.Binding, says string) Hint {
	if says == "" {
		says = b.Help().Desc
	}
	return Hint{b.Help().Key, says, b.Keys()[0]}
}

// HintOfTwo is the hint of two bindings that help shows with the first. Clicking it presses the
// second's key: down, not up.
func HintOfTwo(shown, pressed key.Binding, says string) Hint {
	h := HintOf(shown, says)
	h.Press = pressed.Keys()[0]
	return h
}

// Text is the hint as it is drawn: its keys, a blank, what they do.
func (h Hint) Text() string {
	if h.Says == "" {
		return h.Keys
	}
	return h.Keys + " " + h.Says
}

// Fit drops hints until the line fits in width cells: from the right, but the
// last stays.
func Fit(hints []Hint, room int) []Hint {
	total := func() int {
		n := 1
		for _, h := range hints {
			n += theme.Width(h.Text()) + 2
		}
		return n - 2
	}
	all := hints
	for len(hints) > 1 && total() > room {
		hints = slices.Delete(slices.Clone(hints), len(hints)-2, len(hints)-1)
	}
	if len(hints) == 1 && len(all) > 1 { // the first, too, where the last says less
		last := all[len(all)-1]
		last.Says, _, _ = strings.Cut(last.Says, " ")
		last.Says = strings.TrimRight(last.Says, ",")
		if hints = []Hint{all[0], last}; total() > room {
			hints = all[len(all)-1:]
		}
	}
	return hints
}

// HintLine draws the key line.
func HintLine(look *theme.Look, hints []Hint) string {
	l := theme.NewLine(look.Width)
	for i, h := range Fit(hints, look.Width) {
		gap := 2
		if i == 0 {
			gap = 1
		}
		l.Put(look.Styles.Plain, theme.Blanks(gap)+look.Glyphs.Arrows(h.Keys))
		l.Put(look.Styles.Muted, strings.TrimPrefix(h.Text(), h.Keys))
	}
	return l.String()
}

// HintAt is the key of the hint in column x of the key line, or nothing.
func HintAt(hints []Hint, room, x int) string {
	col := 1
	for _, h := range Fit(hints, room) {
		end := col + theme.Width(h.Text())
		if x >= col && x < end {
			return h.Press
		}
		col = end + 2
	}
	return ""
}
