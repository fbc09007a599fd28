package ui

import (
	"selfcare/internal/record"

	tea "charm.land/bubbletea/v2"
)

// The keys of the asides: words that were being typed, by where.
const (
	asideAdd   = "add"
	asideSetUp = "boundary/" // and the boundary's ID, or nothing for a new one
	asideSlip  = "contact/"  // and the boundary's ID
	asideEnd   = "end/"      // and the outcome, a slash, and the boundary's ID
)

// asideSafety says that the page on safety was read.
const asideSafety = "read/safety"

// asideBack is the last day of a gap that was left as it is.
const asideBack = "left/gap"

// SaveDraft keeps words for later, where they are not kept already.
func (s *Context) SaveDraft(key, text string) tea.Cmd {
	if s.Book.Drafts[key] == text {
		return nil
	}
	cmd, _ := s.Do(record.Change{Drafts: []record.Draft{{Key: key, Text: text}}})
	return cmd
}

// DropDraft forgets words that were kept for later.
func (s *Context) DropDraft(key string) tea.Cmd { return s.SaveDraft(key, "") }
