// Package config keeps the files that a person may write by hand: config.toml with their settings,
// and prompts.txt with questions of their own for the journal. What is wrong with one of them is
// reported, and the default holds.
package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"selfcare/internal/atomicfile"
	"selfcare/internal/home"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/settings"
)

// The names of the files.
const (
	settingsFile = "config.toml"
	promptsFile  = "prompts.txt"
)

// mostProblems is how many problems of the settings are reported at once.
const mostProblems = 5

// Files are the files in the configuration folder.
type Files struct{ Folders home.Folders }

// Path returns the path of the file of the settings.
func (f Files) Path() string { return f.Folders.Config(settingsFile) }

// Settings returns the settings, and what is wrong with their file.
func (f Files) Settings() (s settings.Settings, problem string) {
	text, err := f.settingsText()
	switch {
	case err == nil:
		s, problems := settings.Parse(text)
		if more := len(problems) - mostProblems; more > 0 {
			problems = append(problems[:mostProblems], fmt.Sprintf("and %s more", phrase.Count(more, "", "")))
		}
		if len(problems) > 0 {
			problem = f.Path() + ", " + strings.TrimSuffix(strings.Join(problems, "; "), ".") + ". The default holds."
		}
		return s, problem
	case refusal.As(err) != nil:
		problem = strings.TrimSuffix(err.Error(), ".") + ". The defaults hold."
	case !errors.Is(err, fs.ErrNotExist):
		problem = "The settings could not be read (" + err.Error() + "). The defaults hold."
	}
	return settings.Default(), problem
}

// Reread returns the settings, and whether there are some and nothing is wrong with them.
func (f Files) Reread() (settings.Settings, bool) {
	text, err := f.settingsText()
	s, problems := settings.Parse(text)
	return s, err == nil && len(problems) == 0
}

// settingsText returns the text of the file of the settings.
func (f Files) settingsText() (string, error) {
	if err := f.Folders.CheckConfig(); err != nil {
		return "", refusal.New("Your settings were not read: %s", afterColon(err))
	}
	return readText(f.Path())
}

// afterColon returns a sentence as it stands after a colon in another.
func afterColon(err error) string {
	return phrase.LowerFirst(strings.TrimSuffix(err.Error(), "."))
}

// mostText is how many bytes a file may have that a person writes for the program by hand.
const mostText = 1 << 20

// readText returns the text of a file that a person writes by hand. A pipe would be waited for, and
// some devices have no end: what is no file, or too large to be one of these, is refused.
func readText(path string) (string, error) {
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
	text, err := io.ReadAll(io.LimitReader(f, mostText+1))
	if err == nil && len(text) > mostText {
		return "", refusal.New("%s has more than %d MiB, and was not read", path, mostText>>20)
	}
	return string(text), err
}

// Save writes one setting to the file, and leaves the rest of it as it is. A file that is a link
// stays one.
func (f Files) Save(key string, s settings.Settings) error {
	if err := f.Folders.CheckConfig(); err != nil {
		return err
	}
	path := f.Path()
	text, err := readText(path)
	if refusal.As(err) != nil {
		return err
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return home.WriteError(path, err)
	}
	if info, there := os.Lstat(path); err != nil && there == nil && info.Mode()&fs.ModeSymlink != 0 {
		return refusal.New("%s is a link to a file that is not there; it was not touched", path)
	}
	edited, err := s.Write(text, key)
	if err != nil {
		return err
	}
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	return write(path, edited, mode)
}

// write writes a file, and makes its folder.
func write(path, text string, mode fs.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return home.WriteError(path, err)
	}
	return home.WriteError(path, atomicfile.WriteFile(path, []byte(text), mode))
}
