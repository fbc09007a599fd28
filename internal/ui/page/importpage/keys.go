package importpage

import (
	"charm.land/bubbles/v2/key"

	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// keyMap is what the page's keys do.
type keyMap struct {
	Enter, Back, Close   key.Binding
	Complete, Up, Down   key.Binding // while a path is typed
	Rating, LeaveOut     key.Binding // of a mood word
	ScrollUp, ScrollDown key.Binding // of what a file holds
}

func newKeyMap() keyMap {
	return keyMap{
		Enter:      keys.Bind("enter", "enter", "look, then bring it in"),
		Back:       keys.Bind("esc", "esc", "back"),
		Close:      keys.Bind("q", "", ""),
		Complete:   keys.Bind("tab", "tab", "complete the path"),
		Up:         keys.Bind("up", "↑ ↓", "choose, scroll"),
		Down:       keys.Bind("down", "", ""),
		Rating:     keys.Bind("1 2 3 4 5", "1-5", "what a mood word is"),
		LeaveOut:   keys.Bind("s", "s", "leave it out"),
		ScrollUp:   keys.Bind("up k pgup", "↑ ↓", "scroll"),
		ScrollDown: keys.Bind("down j pgdown space", "", ""),
	}
}

// Keys are the page's bindings for help.
func (b *Page) Keys() []page.Group {
	k := b.keys
	return []page.Group{{Title: "this page", Bindings: []key.Binding{k.Enter, k.Complete, k.Up, k.Rating, k.LeaveOut, k.Back}}}
}

// Hints are the key line.
func (b *Page) Hints() []keys.Hint {
	k := b.keys
	back := keys.HintOf(k.Back, "")
	switch b.stage {
	case whichFile:
		hints := []keys.Hint{keys.HintOf(k.Enter, "look into it"), keys.HintOf(k.Complete, "complete")}
		if len(b.found) > 0 {
			hints = append(hints, keys.HintOfTwo(k.Up, k.Down, "choose"))
		}
		return append(hints, back)
	case whichMood:
		return []keys.Hint{{Keys: k.Rating.Help().Key, Says: "it is"}, keys.HintOf(k.LeaveOut, ""), back}
	case whatItHolds:
		if !b.look.Any {
			return []keys.Hint{keys.HintOf(k.Enter, "close"), back}
		}
		hints := []keys.Hint{keys.HintOf(k.Enter, "bring it in")}
		if o := b.answerLayout(); len(o.Items) > o.Room {
			hints = append(hints, keys.HintOfTwo(k.ScrollUp, k.ScrollDown, ""))
		}
		return append(hints, back)
	}
	return []keys.Hint{keys.HintOf(k.Back, "stop")}
}
