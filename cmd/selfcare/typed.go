package main

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

// typed returns a command line about this record that works as it is typed, wherever the record
// is.
func (p *program) typed(words ...string) string {
	line := "selfcare"
	if p.file != usualFile() {
		line += " --db " + quoted(p.file)
	}
	for _, word := range words {
		line += " " + quoted(word)
	}
	return line
}

// usualFile returns the data file that a command without --db uses.
func usualFile() string {
	file, _ := fromHome(os.Getenv("SELFCARE_DB")) // without a home folder a command says so before
	if file == "" {
		file, _ = defaultFile() // without a home folder there is none
	}
	if path, err := filepath.Abs(file); err == nil && file != "" {
		file = path
	}
	return file
}

// plainWord is a word in which no shell sees anything but a word.
var plainWord = regexp.MustCompile(`^[\pL\pN_@%+:,./-][\pL\pN_@%+=:,./~-]*$`)

// quoted returns a word as it is typed in a shell of this system.
func quoted(word string) string {
	switch {
	case runtime.GOOS == "windows" && plainWord.MatchString(strings.ReplaceAll(word, `\`, "/")):
		return word
	case runtime.GOOS == "windows":
		return `"` + word + `"` // which no path has in it
	case plainWord.MatchString(word):
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
