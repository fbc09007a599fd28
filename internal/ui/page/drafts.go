package page

import (
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/record"
)

// The keys of drafts: words that were being typed, by where.
const (
	DraftAdd      = "add"
	DraftBoundary = "boundary/" // and the boundary's ID, or nothing for a new one
	DraftSlip     = "contact/"  // and the boundary's ID
	DraftEnd      = "end/"      // and the outcome, a slash, and the boundary's ID
)

// SafetyRead is the key of a draft that says that the page on safety was read.
const SafetyRead = "read/safety"

// GapLeft is the key of the last day of a gap that was left as it is.
const GapLeft = "left/gap"

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
