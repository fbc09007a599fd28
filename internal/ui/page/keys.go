package page

import (
	"charm.land/bubbles/v2/key"

	"selfcare/internal/ui/keys"
)

// GlobalKeys work in every place, unless a field is open.
type GlobalKeys struct {
	Undo, Redo, Keys, Quit, Unsaved, Close key.Binding
	Commands, Settings                     key.Binding
	Add, Mood, Urge, Help                  key.Binding
	Places, PlacesBack                     key.Binding
	QuitNow, Suspend                       key.Binding // these in fields too
}

// NewGlobalKeys returns the keys as they are bound.
func NewGlobalKeys() GlobalKeys {
	return GlobalKeys{
		Undo:       keys.Bind("z", "z Z", "undo, redo"),
		Redo:       keys.Bind("Z", "", ""),
		Keys:       keys.Bind("?", "?", "keys"),
		Quit:       keys.Bind("q", "q", "quit"),
		Unsaved:    keys.Bind("!", "!", "what is not saved"),
		Add:        keys.Bind("a", "a", "add in words"),
		Mood:       keys.Bind("m", "m", "mood"),
		Urge:       keys.Bind("u", "u", "an urge"),
		Help:       keys.Bind("H", "H", "help lines"),
		Places:     keys.Bind("tab T R B J", "tab T R B J", "the four places"),
		PlacesBack: keys.Bind("shift+tab", "", ""),
		Commands:   keys.Bind(": ctrl+p", ":", "find a command"),
		Settings:   keys.Bind(",", ",", "settings"),
		Close:      keys.Bind("esc", "esc", "close, clear, to today"),
		QuitNow:    keys.Bind("ctrl+c", "ctrl+c", "quit at once"),
		Suspend:    keys.Bind("ctrl+z", "ctrl+z", "to the shell (fg)"),
	}
}
