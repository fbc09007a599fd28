package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"

	"selfcare/internal/habits"
	"selfcare/internal/settings"
)

// configPath is a file in the configuration folder.
func configPath(name string) string { return filepath.Join(xdg.ConfigHome, "selfcare", name) }

// settings are the person's choices, read only by what needs them. What is wrong in
// their file is told, and the default holds.
func (p *program) settings() settings.Settings {
	if p.chosen != nil {
		return *p.chosen
	}
	s := settings.Default()
	text, err := os.ReadFile(configPath("config.toml"))
	switch {
	case err == nil:
		var problems []string
		s, problems = settings.Parse(string(text))
		for _, problem := range problems {
			p.complain(configPath("config.toml") + ", " + problem + ".")
		}
	case !errors.Is(err, fs.ErrNotExist):
		p.complain("The settings could not be read (" + err.Error() + "); the defaults hold.")
	}
	p.chosen = &s
	return s
}

// deck is the prompts of the journal: the person's own, or those that there are. It is
// read when a page asks for it.
func deck() []string {
	text, err := os.ReadFile(configPath("prompts.txt"))
	if err != nil {
		return habits.DefaultPrompts
	}
	own := habits.ReadPrompts(string(text))
	if len(own) == 0 {
		return habits.DefaultPrompts
	}
	return own
}
