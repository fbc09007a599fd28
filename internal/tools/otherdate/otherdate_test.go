package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	now := time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"2028-02-29T12:00:00Z":      "2028-02-29T12:00:00Z",
		"2026-10-25T02:30:00+01:00": "2026-10-25T01:30:00Z",
		"+400d":                     "2028-01-01T12:00:00Z",
		"-1d":                       "2026-11-26T12:00:00Z",
	} {
		got, err := parseDate(text, now)
		if err != nil || got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%s is %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "soon", "d", "2028-02-29", "2027-02-29T12:00:00Z", "1500-01-01T00:00:00Z"} {
		if got, err := parseDate(text, now); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// moved returns the environment of programs that see another date.
func moved(t *testing.T) []string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: Windows keeps the times of files in another way")
	}
	if testing.Short() {
		t.Skip("SKIPPED: it builds a part of the standard library")
	}
	if os.Getenv(variable) != "" {
		t.Skip("SKIPPED: these tests see another date already")
	}
	overlay, err := writeOverlay(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return environment(overlay, 1000*24*60*60)
}

func TestAProgramSeesTheOtherDateAndFilesOfIt(t *testing.T) {
	env := moved(t)
	seen, err := check(t.TempDir(), env, 1000*24*60*60)
	if err != nil {
		t.Fatal(err)
	}
	if d := time.Until(seen) - 1000*24*time.Hour; d.Abs() > time.Minute {
		t.Errorf("it is off by %v", d)
	}
}

func TestAProgramThatSeesTodayIsFoundOut(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: it builds a program")
	}
	if os.Getenv(variable) != "" {
		t.Skip("SKIPPED: these tests see another date already")
	}
	env := append(os.Environ(), variable+"=1000000000")
	if _, err := check(t.TempDir(), env, 1000000000); err == nil || !strings.Contains(err.Error(), "the clock was not moved") {
		t.Errorf("it is said: %v", err)
	}
}

func TestAProgramWithoutItsDateDoesNotRun(t *testing.T) {
	env := append(moved(t), variable+"=")
	if _, err := check(t.TempDir(), env, 0); err == nil || !strings.Contains(err.Error(), "pass on "+variable) {
		t.Errorf("it is said: %v", err)
	}
}

func TestAnEditThatDoesNotFitIsRefused(t *testing.T) {
	source := t.TempDir()
	for _, e := range edits {
		file := filepath.Join(source, filepath.FromSlash(e.file))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(e.line), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if replace, err := replacements(source, t.TempDir()); err != nil || len(replace) != len(edits)+2 {
		t.Fatalf("replaced is %v, %v", replace, err)
	}
	for _, text := range []string{"", edits[0].line + edits[0].line} {
		if err := os.WriteFile(filepath.Join(source, filepath.FromSlash(edits[0].file)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := replacements(source, t.TempDir()); err == nil || !strings.Contains(err.Error(), edits[0].file) {
			t.Errorf("with %q it is said: %v", text, err)
		}
	}
}

// Where the clock of these tests was moved, they see it as the system does not.
func TestTheClockOfTheseTestsIsTheOneAskedFor(t *testing.T) {
	text := os.Getenv(variable)
	if text == "" {
		t.Skip("SKIPPED: the clock was not moved")
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("date", "+%s").Output()
	if err != nil {
		t.Skipf("SKIPPED: nobody else tells the time: %v", err)
	}
	system, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	if d := time.Now().Unix() - seconds - system; d < -60 || d > 60 {
		t.Errorf("the clock is off by %d seconds", d)
	}
}
