// Package home says where files are: the folders of the system for data, state and settings, and
// what a person means by a path that they typed or dropped.
package home

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/adrg/xdg"

	"selfcare/internal/refusal"
)

// folderName is the name of the program's folder in each folder of the system.
const folderName = "selfcare"

// Folders are the folders that the system has for the files of programs.
type Folders struct {
	user, data, state, config string
	getenv                    func(string) string
}

// System returns the folders of this system. It reads variables that name a folder with getenv.
func System(getenv func(string) string) Folders {
	return Folders{user: xdg.Home, data: xdg.DataHome, state: xdg.StateHome, config: xdg.ConfigHome, getenv: getenv}
}

// Within returns folders that are all one folder.
func Within(folder string) Folders {
	return Folders{user: folder, data: folder, state: folder, config: folder, getenv: func(string) string { return "" }}
}

// DataFile returns the data file that is used where none is named. It makes no folder.
func (f Folders) DataFile() (string, error) {
	if err := f.check(f.data, "XDG_DATA_HOME", ", or name a data file with --db"); err != nil {
		return "", err
	}
	return filepath.Join(f.data, folderName, "selfcare.db"), nil
}

// User returns the person's home folder, as far as it is known.
func (f Folders) User() string { return f.user }

// State returns the path of a file or folder among those that the program keeps for itself.
func (f Folders) State(name string) string { return filepath.Join(f.state, folderName, name) }

// Config returns the path of a file in the configuration folder.
func (f Folders) Config(name string) string { return filepath.Join(f.config, folderName, name) }

// CheckState returns a refusal where there is no folder for [Folders.State].
func (f Folders) CheckState() error { return f.check(f.state, "XDG_STATE_HOME", "") }

// CheckConfig returns a refusal where there is no folder for [Folders.Config].
func (f Folders) CheckConfig() error { return f.check(f.config, "XDG_CONFIG_HOME", "") }

// check returns a refusal where a folder of the system is not known: package xdg would put it into
// the root of the disk where HOME is not set. The variable is the one that names the folder by
// itself, and otherwise says what else can be done.
func (f Folders) check(folder, variable, otherwise string) error {
	if folder == "" || f.isHomeless() && !filepath.IsAbs(f.getenv(variable)) {
		return refusal.New("There is no home folder, since HOME is not set; set HOME or %s%s", variable, otherwise)
	}
	return nil
}

// isHomeless reports whether the system's folders are unknown because HOME is not set. Package xdg
// then takes the root of the disk for the home folder.
func (f Folders) isHomeless() bool {
	return runtime.GOOS != "windows" && f.getenv("HOME") == "" && strings.Trim(f.user, "/") == ""
}

// Tilde returns a path with ~ for the home folder.
func (f Folders) Tilde(path string) string { return tilde(path, f.user) }

// tilde returns a path with ~ for a home folder.
func tilde(path, home string) string {
	if rest, ok := strings.CutPrefix(path, home+string(filepath.Separator)); ok && home != "" {
		return "~" + string(filepath.Separator) + rest
	}
	return path
}

// Expand returns a path in which ~, or a leading ~/, is the home folder. The shell does that for a
// word of its own, and neither within quotes nor behind a = or in a variable.
func Expand(path string) (string, error) {
	if path != "~" && (len(path) < 2 || path[0] != '~' || !os.IsPathSeparator(path[1])) {
		return path, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", refusal.New("%s is in your home folder, and there is none: HOME is not set. Write the path out, such as /home/me%s", path, path[1:])
	}
	return filepath.Join(home, path[1:]), nil
}
