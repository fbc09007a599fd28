// Release builds selfcare for Linux, macOS and Windows, on amd64 and arm64, and packs each
// with its manual, the completion of four shells, the README and the licence, and writes
// down their checksums. The same source and version make the same bytes.
//
//	go run ./internal/tools/release -version 1.0.0        from the top of the repository
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// target is a system that there is a release for.
type target struct{ system, processor string }

func (t target) String() string { return t.system + "/" + t.processor }

var targets = []target{
	{"linux", "amd64"},
	{"linux", "arm64"},
	{"darwin", "amd64"},
	{"darwin", "arm64"},
	{"windows", "amd64"},
	{"windows", "arm64"},
}

// shells are those with a completion, and what they call its file.
var shells = [][2]string{{"bash", "selfcare.bash"}, {"zsh", "_selfcare"}, {"fish", "selfcare.fish"}, {"powershell", "selfcare.ps1"}}

func main() {
	log.SetFlags(0)
	version := flag.String("version", "", "the `VERSION`; without it what git describe says, else devel")
	dist := flag.String("dist", "dist", "the `FOLDER` to write to")
	only := flag.String("only", "", "build for one `SYSTEM/PROCESSOR`")
	flag.Parse()
	if err := release(*dist, versionOf(*version), *only); err != nil {
		log.Fatal(err)
	}
}

// release writes the archives and their checksums into a folder. Archives of an earlier
// version go from it.
func release(dist, version, only string) error {
	if !regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+-]*$`).MatchString(version) {
		return fmt.Errorf("%q is no version; 1.0.0 is one", version)
	}
	wanted := slices.DeleteFunc(slices.Clone(targets), func(t target) bool { return only != "" && only != t.String() })
	if len(wanted) == 0 {
		return fmt.Errorf("there is no release for %s; there are %v", only, targets)
	}
	work, err := os.MkdirTemp("", "selfcare-release")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	common, err := commonFiles(work, version)
	if err != nil {
		return err
	}
	if err := clean(dist); err != nil {
		return err
	}
	sums := ""
	for _, t := range wanted {
		name, archive, err := t.pack(work, version, common)
		if err != nil {
			return fmt.Errorf("%v: %w", t, err)
		}
		if err := write(filepath.Join(dist, name), archive); err != nil {
			return err
		}
		sums += fmt.Sprintf("%x  %s\n", sha256.Sum256(archive), name)
		fmt.Printf("%s  %.1f MB\n", name, float64(len(archive))/1e6)
	}
	return write(filepath.Join(dist, "SHA256SUMS"), []byte(sums))
}

// versionOf returns the version that was asked for, or else what git calls the source.
func versionOf(asked string) string {
	if asked == "" {
		if out, err := exec.Command("git", "describe", "--tags", "--always", "--dirty").Output(); err == nil {
			asked = strings.TrimSpace(string(out))
		}
	}
	if asked == "" {
		return "devel"
	}
	return strings.TrimPrefix(asked, "v")
}

// clean makes the folder, without what an earlier release left in it.
func clean(dist string) error {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	for _, pattern := range []string{"selfcare_*.tar.gz", "selfcare_*.zip", "SHA256SUMS"} {
		left, err := filepath.Glob(filepath.Join(dist, pattern))
		if err != nil {
			return err
		}
		for _, path := range left {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}

// commonFiles returns what goes with every binary: the program itself writes its pages and scripts.
func commonFiles(work, version string) ([]file, error) {
	var files []file
	for _, name := range []string{"README.md", "LICENSE"} {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: name, data: text})
	}
	here := filepath.Join(work, "here")
	if err := build(here, version); err != nil {
		return nil, err
	}
	pages := filepath.Join(work, "man")
	if out, err := exec.Command(here, "man", "--dir", pages).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("the manual: %w: %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(pages, "*.1"))
	if err != nil {
		return nil, err
	}
	for _, path := range names {
		page, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: "man/man1/" + filepath.Base(path), data: page})
	}
	for _, shell := range shells {
		script, err := exec.Command(here, "completion", shell[0]).Output()
		if err != nil {
			return nil, fmt.Errorf("completion for %s: %w", shell[0], err)
		}
		files = append(files, file{name: "completions/" + shell[1], data: script})
	}
	return files, nil
}

// build builds the program, for the system that the environment names. Nothing of this
// machine is in it: no path, no C library, and no state of the source but its version.
func build(to, version string, environment ...string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X main.version="+version, "-o", to, "./cmd/selfcare")
	cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0"), environment...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}

// pack builds for a target, and packs all of it.
func (t target) pack(work, version string, common []file) (name string, archive []byte, err error) {
	name = fmt.Sprintf("selfcare_%s_%s_%s", version, t.system, t.processor)
	binary, pack, ending := "selfcare", tarGz, ".tar.gz"
	if t.system == "windows" {
		binary, pack, ending = "selfcare.exe", zipped, ".zip"
	}
	path := filepath.Join(work, name)
	if err := build(path, version, "GOOS="+t.system, "GOARCH="+t.processor); err != nil {
		return "", nil, err
	}
	program, err := os.ReadFile(path)
	if err != nil {
		return "", nil, err
	}
	archive, err = pack(name, append([]file{{name: binary, data: program, runs: true}}, common...))
	return name + ending, archive, err
}

// write writes a file that everybody may read.
func write(path string, data []byte) error {
	return os.WriteFile(path, data, 0o644) //nolint:gosec // for everyone
}
