package config

import (
	"errors"
	"io/fs"

	"selfcare/internal/journal"
	"selfcare/internal/refusal"
)

// Prompts returns the questions of the journal: the person's own, or those that there are.
func (f Files) Prompts() []string {
	own, err := f.OwnPrompts()
	if err != nil || len(own) == 0 {
		return journal.DefaultPrompts
	}
	return own
}

// OwnPrompts returns the questions that a person wrote; none where there is no file of them. Its
// error is a sentence.
func (f Files) OwnPrompts() ([]string, error) {
	if err := f.Folders.CheckConfig(); err != nil {
		return nil, refusal.New("Your own prompts were not read: %s", afterColon(err))
	}
	text, err := readText(f.Folders.Config(promptsFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil && refusal.As(err) == nil:
		return nil, refusal.New("Your own prompts could not be read (%v)", err)
	}
	return journal.ReadPrompts(text), err
}
