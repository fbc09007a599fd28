package ui

import (
	"time"

	"selfcare/internal/ident"

	tea "charm.land/bubbletea/v2"
)

// debounce is the cursor on its way down a list. The pane beside the list follows the first step at
// once; while more follow on its heels it waits for the last: nobody reads it meanwhile, and it
// is ten times what else changes on the screen.
type debounce struct {
	steps  int      // so that only the last one ends it
	on     bool     // a step was made a moment ago
	beside ident.ID // what the pane shows then
}

// walkEnds is how long after a step the cursor rests.
const walkEnds = 120 * time.Millisecond

// settledMsg says that no step has followed so many.
type settledMsg struct{ steps int }

// step moves the cursor by rows.
func (t *todayPage) step(by int) tea.Cmd {
	t.move(by)
	if !t.wide() || t.Frozen {
		return nil
	}
	if !t.debounce.on {
		t.debounce.beside = t.cursor
	}
	t.debounce.on = true
	t.debounce.steps++
	steps := t.debounce.steps
	return t.After(walkEnds, settledMsg{steps})
}

// onSettled has the pane follow.
func (t *todayPage) onSettled(msg settledMsg) {
	if msg.steps == t.debounce.steps {
		t.debounce.on = false
	}
}

// sidebarRow is the row that the pane is about.
func (t *todayPage) sidebarRow() *row {
	if t.debounce.on {
		if r := t.rowOf(t.debounce.beside); r != nil {
			return r
		}
	}
	return t.chosen()
}
