package form

import (
	"charm.land/bubbles/v2/key"

	"selfcare/internal/ui/keys"
)

// KeyMap is what the keys of a form do. A page gives them words of its own for help.
type KeyMap struct {
	Enter, Next, Before, Down, Up key.Binding
	Right, Left                   key.Binding // among choices
	Push                          key.Binding // a button
	NewLine                       key.Binding // in an area, which binds it itself
	Leave                         key.Binding
	Quit                          key.Binding // leaves where it is no letter
}

func newKeyMap() KeyMap {
	return KeyMap{
		Enter:   keys.Bind("enter", "enter", "next"),
		Next:    keys.Bind("tab", "tab", "next"),
		Before:  keys.Bind("shift+tab", "", ""),
		Down:    keys.Bind("down", "", ""),
		Up:      keys.Bind("up", "", ""),
		Right:   keys.Bind("right space l", "← →", "choose"),
		Left:    keys.Bind("left h", "", ""),
		Push:    keys.Bind("space", "", ""),
		NewLine: keys.Bind("ctrl+j", "ctrl+j", "new line"),
		Leave:   keys.Bind("esc", "esc", "leave"),
		Quit:    keys.Bind("q", "", ""),
	}
}
