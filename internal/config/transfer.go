package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"selfcare/internal/settings"
	"selfcare/internal/transfer"
)

// Exported returns the person's own choices, as an export has them. The error is about prompts: what
// is wrong with the settings is reported by Settings.
func (f Files) Exported() (s transfer.Settings, err error) {
	if text, err := f.settingsText(); err == nil {
		s.Values = settings.Values(text)
	}
	s.Prompts, err = f.OwnPrompts()
	return s, err
}

// Import writes settings that were imported, where the person has none: what is chosen here stays.
// Undo does not reach them, so that it returns a sentence about each. With dryRun it writes nothing.
func (f Files) Import(s transfer.Settings, dryRun bool) (said []string, err error) {
	text, err := settings.Text(s.Values)
	if err != nil {
		return nil, err
	}
	if err := f.Folders.CheckConfig(); err != nil {
		return []string{"Settings were not written: " + err.Error()}, nil
	}
	present, err := f.Exported()
	if err != nil { // there are some, and they stay
		said = append(said, err.Error())
	}
	for _, one := range []imported{
		{settingsFile, "settings", text, fmt.Sprint(present.Values) == fmt.Sprint(s.Values)},
		{promptsFile, "prompts", strings.Join(s.Prompts, "\n"), strings.Join(present.Prompts, "\n") == strings.Join(s.Prompts, "\n")},
	} {
		sentence, err := one.write(f.Folders.Config(one.name), dryRun)
		if sentence != "" {
			said = append(said, sentence)
		}
		if err != nil {
			return said, err
		}
	}
	return said, nil
}

// An imported is a file that comes with an import.
type imported struct {
	name, what, text string
	same             bool // what is here says the same
}

// write writes the file where there is none, and returns what there is to say of it.
func (i imported) write(path string, dryRun bool) (string, error) {
	if i.text == "" {
		return "", nil
	}
	_, err := os.Lstat(path)
	switch {
	case err == nil && !i.same:
		return "Your own " + i.what + " stay as they are (" + path + ").", nil
	case !errors.Is(err, fs.ErrNotExist):
		return "", nil
	case dryRun:
		return "The " + i.what + " would be written to " + path + ".", nil
	}
	if err := write(path, strings.TrimRight(i.text, "\n")+"\n", 0o600); err != nil {
		return "", err
	}
	return "The " + i.what + " were written to " + path + ".", nil
}
