package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/adrg/xdg"

	"selfcare/internal/refusal"
)

// fromHome returns a path in which ~, or a leading ~/, is the home folder. The shell does that for a word
// of its own, and neither within quotes nor behind a = or in a variable.
func fromHome(path string) (string, error) {
	if path != "~" && (len(path) < 2 || path[0] != '~' || !os.IsPathSeparator(path[1])) {
		return path, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", refusal.New("%s is in your home folder, and there is none: HOME is not set. Write the path out, such as /home/me%s", path, path[1:])
	}
	return filepath.Join(home, path[1:]), nil
}

// systemFolder returns a folder of the system for the files of programs, or a refusal where there
// is none: package xdg would put it into the root of the disk where HOME is not set. Variable is
// the one that names the folder by itself, and otherwise what else can be done.
func systemFolder(folder, variable, otherwise string) (string, error) {
	if folder == "" || isHomeless() && !filepath.IsAbs(os.Getenv(variable)) {
		return "", refusal.New("There is no home folder, since HOME is not set; set HOME or %s%s", variable, otherwise)
	}
	return folder, nil
}

// isHomeless reports whether the system's folders are unknown because HOME is not set. Package xdg
// then takes the root of the disk for the home folder, unless the demonstration chose another.
func isHomeless() bool {
	return runtime.GOOS != "windows" && os.Getenv("HOME") == "" && strings.Trim(xdg.Home, "/") == ""
}
