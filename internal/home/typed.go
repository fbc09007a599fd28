package home

import (
	"cmp"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"selfcare/internal/spelling"
)

// IsStandardInput reports whether a path names standard input.
func IsStandardInput(path string) bool {
	return path == "-" || slices.Contains([]string{"/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"}, path)
}

// IsStandardOutput reports whether a path names standard output.
func IsStandardOutput(path string) bool { return path == "-" }

// IsDevice reports whether something that is no ordinary file has a name: what it ends in says
// nothing.
func IsDevice(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular()
}

// plainWord is a word in which no shell sees anything but a word.
var plainWord = regexp.MustCompile(`^[\pL\pN_@%+:,./-][\pL\pN_@%+=:,./~-]*$`)

// Quoted returns a word as it is typed in a shell of this system.
func Quoted(word string) string {
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

// Path returns the path that a person means: terminals drop files in quotes, with escaped blanks,
// or as an address.
func Path(text string) string {
	text = expanded(fromAddress(unquoted(strings.TrimSpace(text))))
	if runtime.GOOS == "windows" {
		return text
	}
	if _, err := os.Lstat(text); err != nil && strings.Contains(text, `\`) {
		return strings.NewReplacer(`\\`, `\`, `\`, "").Replace(text)
	}
	return text
}

// unquoted returns a text without the quotes around it.
func unquoted(text string) string {
	for _, quote := range []string{`'`, `"`} {
		if len(text) > 1 && strings.HasPrefix(text, quote) && strings.HasSuffix(text, quote) {
			text = text[1 : len(text)-1]
		}
	}
	return text
}

// fromAddress returns the path in an address of a file; what is no address stays as it is.
func fromAddress(text string) string {
	rest, ok := strings.CutPrefix(text, "file://")
	if !ok {
		return text
	}
	if plain, err := url.PathUnescape(rest); err == nil {
		return plain
	}
	return text
}

// expanded returns a path with the home folder for ~, where there is one.
func expanded(text string) string {
	home, err := os.UserHomeDir()
	if rest, ok := strings.CutPrefix(text, "~"); ok && err == nil && (rest == "" || os.IsPathSeparator(rest[0])) {
		return home + rest
	}
	return text
}

// Complete returns a path completed as far as the files that there are agree.
func Complete(path string) string {
	if strings.TrimSpace(path) == "" {
		return path
	}
	if strings.HasSuffix(path, "~") {
		return path + string(filepath.Separator)
	}
	folder, begun := filepath.Split(Path(path))
	common := commonBeginning(folder, begun)
	if len(common) <= len(begun) {
		return path
	}
	home, err := os.UserHomeDir()
	if err != nil || !strings.HasPrefix(strings.TrimSpace(path), "~") {
		return folder + common
	}
	return tilde(folder+common, home)
}

// commonBeginning returns what the names in a folder have in common that begin in one way.
func commonBeginning(folder, begun string) string {
	names := beginning(folder, begun)
	if len(names) == 0 {
		return ""
	}
	common := names[0]
	for _, name := range names {
		for !strings.HasPrefix(name, common) {
			common = common[:len(common)-1]
		}
	}
	return strings.ToValidUTF8(common, "") // a letter may be cut
}

// beginning returns the names in a folder that begin in one way; those of folders end in a separator.
// Hidden files are among them only where that is how it begins.
func beginning(folder, begun string) []string {
	entries, err := os.ReadDir(cmp.Or(folder, "."))
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		isHidden := begun == "" && strings.HasPrefix(name, ".")
		if !strings.HasPrefix(name, begun) || isHidden || spelling.CleanLine(name) != name {
			continue
		}
		if info, err := os.Stat(filepath.Join(folder, name)); err == nil && info.IsDir() {
			name += string(filepath.Separator)
		}
		names = append(names, name)
	}
	return names
}
