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

// DateKeys work while a date is typed at the foot of a place.
type DateKeys struct{ Go, Leave key.Binding }

// NewDateKeys returns the keys as they are bound.
func NewDateKeys() DateKeys {
	return DateKeys{Go: keys.Bind("enter", "enter", "go"), Leave: keys.Bind("esc", "esc", "leave")}
}

// Hints are the key line, with dates as they may be typed.
func (k DateKeys) Hints() []keys.Hint {
	return []keys.Hint{keys.HintOf(k.Go, ""), {Keys: "yesterday, -2d, sat, 2026-11-22"}, keys.HintOf(k.Leave, "")}
}

// FilterKeys work while a filter is typed at the foot of a place.
type FilterKeys struct{ Hold, Clear, Up, Down key.Binding }

// NewFilterKeys returns the keys as they are bound.
func NewFilterKeys() FilterKeys {
	return FilterKeys{
		Hold:  keys.Bind("enter", "enter", "keep it"),
		Clear: keys.Bind("esc", "esc", "clears"),
		Up:    keys.Bind("up", "↑ ↓", ""),
		Down:  keys.Bind("down", "", ""),
	}
}

// Hints are the key line; items is what the arrows move by.
func (k FilterKeys) Hints(items string) []keys.Hint {
	return []keys.Hint{keys.HintOf(k.Hold, ""), keys.HintOfTwo(k.Up, k.Down, items), keys.HintOf(k.Clear, "")}
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
