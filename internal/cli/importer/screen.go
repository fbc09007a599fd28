package importer

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/terminal"
	"selfcare/internal/home"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer"
	"selfcare/internal/ui/page/importpage"
)

// Screen is what the app imports with, as [importpage.Importer] has it.
type Screen struct {
	Import  Import // what all imports have in common
	Now     func() time.Time
	Today   func() calendar.Day
	Folders home.Folders
	Getenv  func(string) string
}

// mostFound is how many files are offered.
const mostFound = 8

// Found returns exports in the folder of downloads, the newest of each kind, and harsh's own
// folder.
func (s Screen) Found() []string {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	var found []string
	for _, pattern := range []string{"Loop Habits *.zip", "Loop Habits *.db", "daylio_export*.csv", "selfcare*.json"} {
		at, err := filepath.Glob(filepath.Join(home, "Downloads", pattern))
		if err != nil || len(at) == 0 {
			continue
		}
		found = append(found, slices.MaxFunc(at, func(a, b string) int { return cmp.Compare(changed(a), changed(b)) }))
	}
	harsh := s.harsh(home)
	if _, err := os.Stat(filepath.Join(harsh, "log")); err == nil {
		found = append(found, harsh)
	}
	for n, at := range found {
		found[n] = s.Folders.Tilde(at)
	}
	return found[:min(len(found), mostFound)]
}

// changed returns when a file was changed last, to compare.
func changed(at string) int64 {
	info, err := os.Stat(at)
	if err != nil {
		return 0
	}
	return info.ModTime().UnixNano()
}

// harsh returns the folder of harsh, another program of this kind.
func (s Screen) harsh(home string) string {
	if folder := s.Getenv("HARSHPATH"); folder != "" {
		return folder
	}
	if runtime.GOOS == "windows" {
		return filepath.Join(s.Getenv("APPDATA"), "harsh")
	}
	return filepath.Join(home, ".config", "harsh")
}

// Complete returns a path completed as far as the files that there are agree.
func (s Screen) Complete(path string) string { return home.Complete(path) }

// ErrEncrypted refuses a file that is encrypted: the app has the terminal to itself.
var ErrEncrypted = refusal.New("The file is encrypted; selfcare import asks for its passphrase in a shell")

// Look reads a file, once, and returns what it would bring.
func (s Screen) Look(ctx context.Context, path string) (importpage.Import, error) {
	today := s.Today()
	one := s.Import
	one.Files, one.Meter = []string{home.Path(path)}, terminal.SilentMeter(ctx)
	one.Choices = transfer.Choices{Today: today}
	one.Options = transfer.Options{Today: today, Zone: s.Now().Location()}
	bundles, err := one.read()
	if err != nil {
		return importpage.Import{}, err
	}
	return approval{one: one, bundle: bundles[0]}.look(ctx)
}
