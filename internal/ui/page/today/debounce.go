package today

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ident"
)

// Debounce is the cursor on its way down a list. The pane beside the list follows the first step at
// once; while more follow on its heels it waits for the last: nobody reads it meanwhile, and it
// is ten times what else changes on the screen.
type Debounce struct {
	steps  int      // so that only the last one ends it
	on     bool     // a step was made a moment ago
	Beside ident.ID // what the pane shows then
}

// walkEnds is how long after a step the cursor rests.
const walkEnds = 120 * time.Millisecond

// SettledMsg says that no step has followed so many.
type SettledMsg struct{ Steps int }

// step moves the cursor by rows.
func (t *Page) step(by int) tea.Cmd {
	t.move(by)
	if !t.wide() || t.Frozen {
		return nil
	}
	if !t.Debounce.on {
		t.Debounce.Beside = t.Cursor
	}
	t.Debounce.on = true
	t.Debounce.steps++
	steps := t.Debounce.steps
	return t.After(walkEnds, SettledMsg{steps})
}

// onSettled has the pane follow.
func (t *Page) onSettled(msg SettledMsg) {
	if msg.Steps == t.Debounce.steps {
		t.Debounce.on = false
	}
}

// SidebarRow is the row that the pane is about.
func (t *Page) SidebarRow() *Row {
	if t.Debounce.on {
		if r := t.rowOf(t.Debounce.Beside); r != nil {
			return r
		}
	}
	return t.chosen()
}
