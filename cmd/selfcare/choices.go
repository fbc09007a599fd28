package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"selfcare/internal/atomicfile"
	"selfcare/internal/habits"
	"selfcare/internal/settings"
	"selfcare/internal/transfer"
)

// settingsFile is the name of the file of the settings.
const settingsFile = "config.toml"

// configPath is a file in the configuration folder.
func configPath(name string) string { return filepath.Join(xdg.ConfigHome, "selfcare", name) }

// settings are the person's choices, read only by what needs them. What is wrong in
// their file is told, and the default holds.
func (p *program) settings() settings.Settings {
	s := p.choices()
	if p.problem != "" {
		p.complain(p.problem)
		p.problem = ""
	}
	return s
}

// choices are the settings. What is wrong with their file is left in p.problem, to be told once.
func (p *program) choices() settings.Settings {
	if p.chosen != nil {
		return *p.chosen
	}
	s := settings.Default()
	path := configPath(settingsFile)
	text, err := readSettings()
	switch {
	case err == nil:
		var problems []string
		s, problems = settings.Parse(text)
		if len(problems) > 0 {
			p.problem = path + ", " + strings.TrimSuffix(strings.Join(problems, "; "), ".") + ". The default holds."
		}
	case !errors.Is(err, fs.ErrNotExist):
		p.problem = "The settings could not be read (" + err.Error() + "). The defaults hold."
	}
	p.chosen = &s
	habits.Adopt(s.Customs())
	return s
}

// rechoose reads the settings anew, where there are some and nothing is wrong with them.
func rechoose() (settings.Settings, bool) {
	text, err := readSettings()
	s, problems := settings.Parse(text)
	return s, err == nil && len(problems) == 0
}

// readSettings is the text of their file. A pipe would be waited for.
func readSettings() (string, error) {
	path := configPath(settingsFile)
	if info, err := os.Stat(path); err == nil && info.Mode()&(fs.ModeNamedPipe|fs.ModeSocket) != 0 {
		return "", fmt.Errorf("%s is not a file", path)
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

// keepSetting writes one setting to the file, and leaves the rest of it as it is. A file that is
// a link stays one.
func keepSetting(key string, s settings.Settings) error {
	path := configPath(settingsFile)
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return explainWriting(path, err)
	}
	if _, link := os.Lstat(path); err != nil && link == nil {
		return habits.Refuse("%s is a link to a file that is not there; it was not touched", path)
	}
	edited, err := s.Write(string(text), key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return explainWriting(path, err)
	}
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	return explainWriting(path, atomicfile.WriteFile(path, []byte(edited), mode))
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

// exportedSettings are the person's own choices, as an export has them.
func exportedSettings() transfer.Settings {
	var s transfer.Settings
	if text, err := os.ReadFile(configPath(settingsFile)); err == nil {
		s.Values = settings.Values(string(text))
	}
	if text, err := os.ReadFile(configPath("prompts.txt")); err == nil {
		s.Prompts = habits.ReadPrompts(string(text))
	}
	return s
}

// keepSettings writes settings that were imported, where the person has none: what is
// chosen here stays. Undo does not reach them, so each is told. With dryRun it only tells.
func keepSettings(s transfer.Settings, dryRun bool) (said []string, err error) {
	text, err := settings.Text(s.Values)
	if err != nil {
		return nil, err
	}
	own := exportedSettings()
	for _, f := range []struct{ name, what, text, has string }{
		{settingsFile, "settings", text, fmt.Sprint(own.Values)},
		{"prompts.txt", "prompts", strings.Join(s.Prompts, "\n"), strings.Join(own.Prompts, "\n")},
	} {
		path := configPath(f.name)
		if f.text == "" {
			continue
		}
		switch _, err := os.Lstat(path); {
		case err == nil && f.has != f.text && f.has != fmt.Sprint(s.Values):
			said = append(said, "Your own "+f.what+" stay as they are ("+path+").")
		case errors.Is(err, fs.ErrNotExist) && dryRun:
			said = append(said, "The "+f.what+" would be written to "+path+".")
		case errors.Is(err, fs.ErrNotExist):
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				return said, err
			}
			if err := atomicfile.WriteFile(path, []byte(strings.TrimRight(f.text, "\n")+"\n"), 0o600); err != nil {
				return said, err
			}
			said = append(said, "The "+f.what+" were written to "+path+".")
		}
	}
	return said, nil
}
