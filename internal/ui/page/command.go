// Package page is what the pages share: the context that they draw from, what they may ask of the
// app, and what a page and a prompt have to be.
package page

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ui/theme"
)

// Command is something that can be done from the palette. Where Run is nil it presses the first
// key of its binding.
type Command struct {
	Says string
	Key  key.Binding
	Run  func() tea.Cmd
	Also string // other words that it is looked for by
}

// Press is the key that does the command: its first one, or none.
func (c Command) Press() string {
	if keys := c.Key.Keys(); len(keys) > 0 {
		return keys[0]
	}
	return ""
}

// Shown is the key as it stands beside the command.
func (c Command) Shown() string {
	switch key := c.Press(); key {
	case "left":
		return theme.Unicode.Left
	case "right":
		return theme.Unicode.Right
	default:
		return key
	}
}
