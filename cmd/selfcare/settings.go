package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"selfcare/internal/habits"
	"selfcare/internal/settings"
)

// configPath is a file in the configuration folder.
func configPath(name string) string { return filepath.Join(xdg.ConfigHome, "selfcare", name) }

// settings are the person's choices, read only by what needs them. What is wrong in
// their file is told, and the default holds.
func (p *program) settings() settings.Settings {
	s, problem := p.choices()
	if problem != "" {
		p.complain(problem)
	}
	return s
}

// choices are the settings and what is wrong with their file, which is told once.
func (p *program) choices() (s settings.Settings, problem string) {
	if p.chosen != nil {
		return *p.chosen, ""
	}
	s = settings.Default()
	path := configPath("config.toml")
	text, err := os.ReadFile(path)
	switch {
	case err == nil:
		var problems []string
		s, problems = settings.Parse(string(text))
		if len(problems) > 0 {
			problem = path + ", " + strings.Join(problems, "; ") + ". The default holds."
		}
	case !errors.Is(err, fs.ErrNotExist):
		problem = "The settings could not be read (" + err.Error() + "). The defaults hold."
	}
	p.chosen = &s
	return s, problem
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
