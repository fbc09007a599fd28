package ui

import (
	"time"

	"selfcare/internal/habits"

	tea "charm.land/bubbletea/v2"
)

// walk is the cursor on its way down a list. The pane beside the list follows the first step at
// once; while more follow on its heels it waits for the last: nobody reads it meanwhile, and it
// is ten times what else changes on the screen.
type walk struct {
	steps  int       // so that only the last one ends it
	on     bool      // a step was made a moment ago
	beside habits.ID // what the pane shows then
}

// walkEnds is how long after a step the cursor rests.
const walkEnds = 120 * time.Millisecond

// restedMsg says that no step has followed so many.
type restedMsg struct{ steps int }

// step moves the cursor by rows.
func (t *today) step(by int) tea.Cmd {
	t.move(by)
	if !t.wide() || t.opts.Still {
		return nil
	}
	if !t.walk.on {
		t.walk.beside = t.cursor
	}
	t.walk.on = true
	t.walk.steps++
	steps := t.walk.steps
	return t.after(walkEnds, restedMsg{steps})
}

// rested has the pane follow.
func (t *today) rested(msg restedMsg) {
	if msg.steps == t.walk.steps {
		t.walk.on = false
	}
}

// besides is the row that the pane is about.
func (t *today) besides() *row {
	if t.walk.on {
		if r := t.rowOf(t.walk.beside); r != nil {
			return r
		}
	}
	return t.chosen()
}
