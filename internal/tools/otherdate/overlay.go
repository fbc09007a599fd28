package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// variable is where a program reads by how many seconds its clock is moved.
const variable = "OTHERDATE_SECONDS"

// edit is a line of the standard library, and what stands there instead.
type edit struct{ file, line, instead string }

// edits are where a program learns the time, and that of a file, and where it sets one.
var edits = []edit{
	{"time/time.go", "\tsec, nsec, mono := runtimeNow()\n\tif mono == 0 {\n", "\tsec, nsec, mono := runtimeNow()\n\tsec += secondsMoved\n\tif mono == 0 {\n"},
	{"os/types_unix.go", "{ return fs.modTime }", "{ return fs.modTime.Add(time.Duration(secondsMoved) * time.Second) }"},
	{"os/file_posix.go", "NsecToTimespec(t.UnixNano())", "NsecToTimespec(t.Add(-time.Duration(secondsMoved) * time.Second).UnixNano())"},
}

// added stands in each package that is edited. A program whose environment was emptied on the
// way would run as of today and nobody would see it, so it does not begin.
const added = `package %s

import "syscall"

var secondsMoved = readSecondsMoved()

func readSecondsMoved() (n int64) {
	text, _ := syscall.Getenv(%q)
	digits := text
	if text != "" && text[0] == '-' {
		digits = text[1:]
	}
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' {
			digits = ""
			break
		}
		n = 10*n + int64(c-'0')
	}
	if digits == "" {
		panic("this program was built for another date, and its environment does not say which; pass on " + %[2]q)
	}
	if digits != text {
		return -n
	}
	return n
}
`

// writeOverlay writes the changed files of the installed Go into a folder, and returns the
// file that -overlay takes.
func writeOverlay(folder string) (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	replace, err := replacements(filepath.Join(strings.TrimSpace(string(out)), "src"), folder)
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(map[string]map[string]string{"Replace": replace})
	if err != nil {
		return "", err
	}
	file := filepath.Join(folder, "overlay.json")
	return file, os.WriteFile(file, b, 0o600)
}

// replacements writes the changed files into a folder, and returns which stands for which.
func replacements(source, folder string) (map[string]string, error) {
	replace := map[string]string{}
	put := func(name, text string) error {
		file := filepath.Join(folder, strings.ReplaceAll(name, "/", "-"))
		replace[filepath.Join(source, filepath.FromSlash(name))] = file
		return os.WriteFile(file, []byte(text), 0o600)
	}
	for _, e := range edits {
		b, err := os.ReadFile(filepath.Join(source, filepath.FromSlash(e.file)))
		if err != nil {
			return nil, err
		}
		if n := strings.Count(string(b), e.line); n != 1 {
			return nil, fmt.Errorf("%s of this Go holds %q %d times instead of once; mend the edits in internal/tools/otherdate/overlay.go", e.file, e.line, n)
		}
		name, _, _ := strings.Cut(e.file, "/")
		if err := put(e.file, strings.Replace(string(b), e.line, e.instead, 1)); err != nil {
			return nil, err
		}
		if err := put(name+"/otherdate.go", fmt.Sprintf(added, name, variable)); err != nil {
			return nil, err
		}
	}
	return replace, nil
}
