package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"selfcare/internal/atomicfile"
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/settings"
	"selfcare/internal/transfer"
)

// settingsFile is the name of the file of the settings.
const settingsFile = "config.toml"

// configPath is a file in the configuration folder.
func configPath(name string) string { return filepath.Join(xdg.ConfigHome, "selfcare", name) }

// mostProblems is how much of what is wrong with the settings is told at once.
const mostProblems = 5

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
		if more := len(problems) - mostProblems; more > 0 {
			problems = append(problems[:mostProblems], fmt.Sprintf("and %s more", phrase.Count(more, "", "")))
		}
		if len(problems) > 0 {
			p.problem = path + ", " + strings.TrimSuffix(strings.Join(problems, "; "), ".") + ". The default holds."
		}
	case refusal.As(err) != nil:
		p.problem = strings.TrimSuffix(err.Error(), ".") + ". The defaults hold."
	case !errors.Is(err, fs.ErrNotExist):
		p.problem = "The settings could not be read (" + err.Error() + "). The defaults hold."
	}
	p.chosen = &s
	return s
}

// preferences returns how the person counts days and reads a clock.
func (p *program) preferences() calendar.Preferences { return p.choices().Preferences() }

// rechoose reads the settings anew, where there are some and nothing is wrong with them.
func rechoose() (settings.Settings, bool) {
	text, err := readSettings()
	s, problems := settings.Parse(text)
	return s, err == nil && len(problems) == 0
}

// readSettings returns the text of their file.
func readSettings() (string, error) {
	if err := hasConfig(); err != nil {
		return "", refusal.New("Your settings were not read: %s", afterColon(err))
	}
	return readOwn(configPath(settingsFile))
}

// afterColon returns a sentence as it stands after a colon in another.
func afterColon(err error) string {
	text := strings.TrimSuffix(err.Error(), ".")
	return strings.ToLower(text[:1]) + text[1:]
}

// hasConfig refuses to look for the configuration folder where there is none.
func hasConfig() error {
	_, err := systemFolder(xdg.ConfigHome, "XDG_CONFIG_HOME", "")
	return err
}

// mostOwn is how many bytes a file may have that a person writes for the program by hand.
const mostOwn = 1 << 20

// readOwn returns the text of a file that a person writes by hand. A pipe would be waited for, and
// some devices have no end: what is no file, or too large to be one of these, is refused.
func readOwn(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", refusal.New("%s is not a file, and was not read", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, mostOwn+1))
	if err == nil && len(text) > mostOwn {
		return "", refusal.New("%s has more than %d MiB, and was not read", path, mostOwn>>20)
	}
	return string(text), err
}

// keepSetting writes one setting to the file, and leaves the rest of it as it is. A file that is
// a link stays one.
func keepSetting(key string, s settings.Settings) error {
	if err := hasConfig(); err != nil {
		return err
	}
	path := configPath(settingsFile)
	text, err := readOwn(path)
	if refusal.As(err) != nil {
		return err
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return explainWriting(path, err)
	}
	if _, link := os.Lstat(path); err != nil && link == nil {
		return refusal.New("%s is a link to a file that is not there; it was not touched", path)
	}
	edited, err := s.Write(text, key)
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
	own, err := ownPrompts()
	if err != nil || len(own) == 0 {
		return journal.DefaultPrompts
	}
	return own
}

// ownPrompts returns the prompts that a person wrote; none where there is no file of them. Its error
// is a sentence.
func ownPrompts() ([]string, error) {
	if err := hasConfig(); err != nil {
		return nil, refusal.New("Your own prompts were not read: %s", afterColon(err))
	}
	text, err := readOwn(configPath("prompts.txt"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil && refusal.As(err) == nil:
		return nil, refusal.New("Your own prompts could not be read (%v)", err)
	}
	return journal.ReadPrompts(text), err
}

// deck is the prompts of the journal, after what is wrong with the person's own was told.
func (p *program) deck() []string {
	if _, err := ownPrompts(); err != nil {
		p.complain(err.Error())
	}
	return deck()
}

// promptsProblem returns what is wrong with the person's own prompts, or nothing.
func promptsProblem() string {
	if _, err := ownPrompts(); err != nil {
		return err.Error()
	}
	return ""
}

// exportedSettings are the person's own choices, as an export has them. The error is about prompts:
// what is wrong with the settings is told by whoever asks for them.
func exportedSettings() (s transfer.Settings, err error) {
	if text, err := readSettings(); err == nil {
		s.Values = settings.Values(text)
	}
	s.Prompts, err = ownPrompts()
	return s, err
}

// keepSettings writes settings that were imported, where the person has none: what is
// chosen here stays. Undo does not reach them, so each is told. With dryRun it only tells.
func keepSettings(s transfer.Settings, dryRun bool) (said []string, err error) {
	text, err := settings.Text(s.Values)
	if err != nil {
		return nil, err
	}
	if err := hasConfig(); err != nil {
		return []string{"Settings were not written: " + err.Error()}, nil
	}
	own, err := exportedSettings()
	if err != nil { // there are some, and they stay
		said = append(said, err.Error())
	}
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
				return said, explainWriting(path, err)
			}
			if err := atomicfile.WriteFile(path, []byte(strings.TrimRight(f.text, "\n")+"\n"), 0o600); err != nil {
				return said, explainWriting(path, err)
			}
			said = append(said, "The "+f.what+" were written to "+path+".")
		}
	}
	return said, nil
}
