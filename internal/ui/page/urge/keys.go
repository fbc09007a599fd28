package urge

import (
	"slices"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// keyMap is what the page's keys do, in all of its parts.
type keyMap struct {
	Leave, Up, Down, Left, Right key.Binding
	Number, Minutes              key.Binding // how strong
	Did, Write, Passed, Slip     key.Binding // the ten minutes
	Tick, Next, Before, Done     key.Binding // what helped
	Lower, Upper                 key.Binding // there: to the line below, above
	Help                         key.Binding // anywhere
}

func newKeyMap() keyMap {
	return keyMap{
		Leave:   keys.Bind("esc q", "esc", "leave, it is kept"),
		Up:      keys.Bind("up k", "↑ ↓", "boundary"),
		Down:    keys.Bind("down j", "", ""),
		Left:    keys.Bind("left h", "", ""),
		Right:   keys.Bind("right l", "← →", "choose"),
		Number:  keys.Bind("0 1 2 3 4 5 6 7 8 9", "0-9 ← →", "strength"),
		Minutes: keys.Bind("enter", "enter", "ten minutes"),
		Did:     keys.Bind("space", "space", "did it"),
		Write:   keys.Bind("w", "w", "write"),
		Passed:  keys.Bind("enter", "enter", "it has passed"),
		Slip:    keys.Bind("s", "s", "I answered"),
		Tick:    keys.Bind("space x", "space", "tick"),
		Next:    keys.Bind("tab", "tab", "next"),
		Before:  keys.Bind("shift+tab", "", ""),
		Done:    keys.Bind("enter esc", "enter", "done"),
		Lower:   keys.Bind("down", "", ""),
		Upper:   keys.Bind("up", "", ""),
		Help:    keys.Bind("H", "H", "help lines"),
	}
}

// Keys are the page's bindings for help.
func (u *Page) Keys() []page.Group {
	k := u.keys
	return []page.Group{
		{Title: "how strong", Bindings: []key.Binding{k.Number, k.Up, k.Minutes}},
		{Title: "ten minutes", Bindings: []key.Binding{k.Did, k.Write, k.Passed, k.Slip}},
		{Title: "what helped", Bindings: []key.Binding{k.Tick, k.Next, k.Done}},
		{Title: "anywhere here", Bindings: []key.Binding{k.Help, k.Leave}},
	}
}

// Hints are the key line.
func (u *Page) Hints() []keys.Hint {
	k := u.keys
	switch u.stage {
	case howStrong:
		return u.strengthHints()
	case tenMinutes:
		return u.minutesHints()
	}
	var hints []keys.Hint
	if u.focus == onOptions {
		hints = []keys.Hint{keys.HintOf(k.Tick, ""), keys.HintOf(k.Right, "")}
	}
	return append(hints, keys.HintOf(k.Next, ""), keys.HintOf(k.Done, ""), keys.HintOf(k.Leave, "done, it is kept"))
}

// strengthHints are the key line at first. Where it is narrow, what goes on comes first.
func (u *Page) strengthHints() []keys.Hint {
	k := u.keys
	var hints []keys.Hint
	if u.event.Boundary != "" {
		hints = append(hints, keys.Hint{Keys: k.Number.Help().Key, Says: k.Number.Help().Desc})
	}
	if len(u.Book.Boundaries.Open()) > 1 {
		hints = append(hints, keys.HintOfTwo(k.Up, k.Down, ""))
	}
	on, help, leave := keys.HintOf(k.Minutes, ""), keys.HintOf(k.Help, ""), keys.HintOf(k.Leave, "leave")
	if u.Width < 76 {
		return append(append([]keys.Hint{on, help}, hints...), leave)
	}
	return append(hints, on, help, leave)
}

// minutesHints are the key line of the ten minutes.
func (u *Page) minutesHints() []keys.Hint {
	k := u.keys
	var hints []keys.Hint
	if len(u.offered) > 0 {
		hints = append(hints, keys.HintOf(k.Did, ""))
	}
	hints = append(hints, keys.HintOf(k.Write, ""))
	on, slip, leave := keys.HintOf(k.Passed, ""), keys.HintOf(k.Slip, ""), keys.HintOf(k.Leave, "")
	switch {
	case u.event.Boundary == "":
		leave.Says = "leave"
		return append(hints, on, leave)
	case u.Width < 76:
		on.Says, slip.Says, leave.Says = "passed", "answered", "leave"
		return append(append([]keys.Hint{on}, slices.Insert(hints, len(hints)-1, slip)...), leave)
	}
	return append(hints, on, slip, leave)
}
