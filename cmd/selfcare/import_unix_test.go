//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"selfcare/internal/db"
)

// harshYears writes harsh's two files, with so many habits and days.
func harshYears(t *testing.T, folder string, habits, days int) {
	t.Helper()
	var list, log bytes.Buffer
	for h := range habits {
		fmt.Fprintf(&list, "Habit %d: 1\n", h)
	}
	first := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -days)
	for d := range days {
		for h := range habits {
			fmt.Fprintf(&log, "%s : Habit %d : y :  : \n", first.AddDate(0, 0, d).Format(time.DateOnly), h)
		}
	}
	err := errors.Join(
		os.MkdirAll(folder, 0o700),
		os.WriteFile(filepath.Join(folder, "habits"), list.Bytes(), 0o600),
		os.WriteFile(filepath.Join(folder, "log"), log.Bytes(), 0o600),
	)
	if err != nil {
		t.Fatal(err)
	}
}

func TestCtrlCEndsAnImportAndNothingIsWritten(t *testing.T) {
	p := newPlace(t)
	folder := filepath.Join(t.TempDir(), "harsh")
	harshYears(t, folder, 100, 2000)
	run := p.command("import", folder)
	var said bytes.Buffer
	run.Stderr = &said
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	// It has begun to write when the new file is there under another name.
	if !within(patience, func() bool { return len(db.New(p.file, nil).Leftovers()) > 0 }) {
		t.Fatal("nothing was written")
	}
	if err := run.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	err := run.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || said.String() != "selfcare: Stopped; nothing was written.\n" {
		t.Errorf("it ended with %v and said %q", err, said.String())
	}
	if exists(p.file) || len(db.New(p.file, nil).Leftovers()) > 0 {
		t.Error("something was left behind")
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func TestAnImportIsToldOnATerminal(t *testing.T) {
	p := newPlace(t)
	folder := filepath.Join(t.TempDir(), "harsh")
	harshYears(t, folder, 3, 3)
	for watch, tells := range map[string]bool{"stands": false, "races": true} {
		x := open(t, p.in(stopwatch, watch).command("import", "--dry-run", folder), sized(1000, 24))
		x.shows("harsh: 3 new habits, 9 entries.")
		if status := x.ends(); status != 0 {
			t.Errorf("the exit status is %d", status)
		}
		if told := strings.Contains(x.output(), "\r\x1b[K"); told != tells {
			t.Errorf("where the time %s it told how far it was: %v: %q", watch, told, x.output())
		}
	}
	x := open(t, p.in(stopwatch, "stands").command("import", folder))
	x.shows("harsh: 3 new habits, 9 entries.", "selfcare undo takes it back.")
	if status := x.ends(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
}

func TestAPassphraseIsAskedForTwiceAndNotShown(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Tea")
	file := filepath.Join(t.TempDir(), "one.age")
	for again, want := range map[string]string{
		"five quiet word\r":  "The two passphrases differ; nothing was written.",
		"five quiet words\r": "Written to",
	} {
		x := open(t, p.command("export", "--encrypt", "-o", file))
		x.shows("passphrase")
		x.press("five quiet words\r")
		x.shows("once more")
		x.press(again)
		x.shows(want)
		x.ends()
		if strings.Contains(x.output(), "quiet") {
			t.Errorf("it was shown: %q", x.output())
		}
	}
	x := open(t, p.command("--db", filepath.Join(t.TempDir(), "other.db"), "import", file))
	x.shows("passphrase")
	x.press("five quiet words\r")
	x.shows("1 new habit")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
	app := p.app()
	app.shows("Tea")
	app.press("I" + file + "\r")
	app.shows("is encrypted", "asks for its passphrase")
	app.press("\x1b")
	app.shows("Tea")
	app.press("q")
	app.ends()
}

func TestAPipeIsNotWaitedFor(t *testing.T) {
	p := newPlace(t)
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no pipe can be made: %v", err)
	}
	for _, args := range [][]string{{"import", pipe}, {"restore", pipe}, {"--db", pipe, "check"}, {"--db", pipe, "import", pipe}} {
		if got := p.refusal(args...); !strings.Contains(got, "neither a file nor a folder") && !strings.Contains(got, "is not a file") {
			t.Errorf("%v: %s", args, got)
		}
	}
}
