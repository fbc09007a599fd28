package urge

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/ui/component/list"
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

// pressStrength takes a key while the strength is asked for.
func (u *Page) pressStrength(p keys.Press) tea.Cmd {
	k, one := u.keys, u.one
	u.one = p.Name == "1"
	switch {
	case p.Is(k.Leave):
		return u.leave()
	case p.Is(k.Minutes):
		return u.beginMinutes()
	case p.Is(k.Number):
		n, _ := strconv.Atoi(p.Name)
		if n == 0 && one {
			n = boundary.HighestUrge
		}
		return u.rate(n)
	case p.Is(k.Left):
		return u.rate(max(0, u.strength()-1))
	case p.Is(k.Right):
		return u.rate(min(boundary.HighestUrge, u.strength()+1))
	case p.Is(k.Up):
		return u.choose(-1)
	case p.Is(k.Down):
		return u.choose(+1)
	case p.Is(k.Slip):
		return u.answered()
	}
	return nil
}

// strength is the one that is chosen, or the middle.
func (u *Page) strength() int {
	if u.event.Strength == nil {
		return boundary.HighestUrge / 2
	}
	return *u.event.Strength
}

// rate takes a number, and writes it at once.
func (u *Page) rate(n int) tea.Cmd {
	u.event.Strength, u.takenBack = &n, false
	return u.write()
}

// choose takes another boundary.
func (u *Page) choose(by int) tea.Cmd {
	open := u.Book.Boundaries.Open()
	if len(open) < 2 {
		return nil
	}
	i := slices.IndexFunc(open, func(b boundary.Boundary) bool { return b.ID == u.event.Boundary })
	u.event.Boundary = open[(i+by+len(open))%len(open)].ID
	if u.written == nil {
		return nil
	}
	return u.write()
}

// pressMinutes takes a key during the ten minutes.
func (u *Page) pressMinutes(p keys.Press) tea.Cmd {
	k := u.keys
	rows, o := u.offeredList()
	switch {
	case rows.Press(p, list.Keys{Up: k.Up, Down: k.Down}, o):
		u.cursor = rows.Cursor
	case p.Is(k.Leave):
		return u.leave()
	case p.Is(k.Passed):
		return u.passed()
	case p.Is(k.Did) && !p.Repeat:
		return u.doOffered()
	case p.Is(k.Write):
		return u.Ask(page.OpenReflection{})
	case p.Is(k.Slip):
		return u.answered()
	}
	return nil
}

// pressHelped takes a key while what helped is asked for.
func (u *Page) pressHelped(p keys.Press) tea.Cmd {
	k := u.keys
	switch {
	case p.Is(k.Done):
		return u.leave()
	case p.Is(k.Next):
		return u.moveTo((u.focus + 1) % 3)
	case p.Is(k.Before):
		return u.moveTo((u.focus + 2) % 3)
	case p.Is(k.Lower):
		return u.moveTo(min(onTrigger, u.focus+1))
	case p.Is(k.Upper):
		return u.moveTo(max(onOptions, u.focus-1))
	}
	switch u.focus {
	case onOther:
		u.takenBack = false
		return u.other.Update(p)
	case onTrigger:
		u.takenBack = false
		return u.trigger.Update(p)
	}
	return u.pressOption(p)
}

// pressOption takes a key among what may have helped.
func (u *Page) pressOption(p keys.Press) tea.Cmd {
	k := u.keys
	switch {
	case p.Is(k.Left):
		u.cursor = max(0, u.cursor-1)
	case p.Is(k.Right):
		u.cursor = min(len(u.helped)-1, u.cursor+1)
	case p.Is(k.Tick) && !p.Repeat:
		u.helped[u.cursor] = !u.helped[u.cursor]
		u.takenBack = false
	case p.Is(k.Leave):
		return u.leave()
	}
	return nil
}

func (u *Page) moveTo(f urgeFocus) tea.Cmd {
	u.other.Blur()
	u.trigger.Blur()
	u.focus = f
	switch f {
	case onOther:
		return u.other.Focus()
	case onTrigger:
		return u.trigger.Focus()
	}
	return nil
}
