//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"selfcare/internal/atomicfile"
	"selfcare/internal/cli/secret"
	"selfcare/internal/db"

	"filippo.io/age"
	"github.com/charmbracelet/x/term"
	"github.com/gofrs/flock"
)

// aged is a text as age encrypts it with the passphrase "of the test", quickly.
func aged(t *testing.T, text []byte) []byte {
	t.Helper()
	to, err := age.NewScryptRecipient("of the test")
	if err != nil {
		t.Fatal(err)
	}
	to.SetWorkFactor(4)
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// decryptedBeside are the private files beside the record.
func (p *place) decryptedBeside() []string {
	p.t.Helper()
	return db.New(p.file, nil).Leftovers()
}

// All other tests are quick with passphrases.
func TestAPassphraseIsAsSlowToTryAsAgeMakesIt(t *testing.T) {
	if testing.Short() {
		t.Skip("a passphrase is slow to try, and slower still where races are looked for")
	}
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Tea")
	slow := p.in("SELFCARE_PASSPHRASE", "five quiet words").in(fullStrength, "1")
	file := filepath.Join(t.TempDir(), "one.age")
	for _, args := range [][]string{{"export", "--encrypt", "-o", file}, {"backup", "--encrypt", file + ".db"}} {
		slow.run(args...)
		lines := strings.SplitN(string(fileOf(t, args[len(args)-1])), "\n", 3)
		if stanza := strings.Fields(lines[1]); len(stanza) != 4 || stanza[1] != "scrypt" || stanza[3] != "18" {
			t.Errorf("%s writes %q, which should end with 18", args[0], lines[1])
		}
	}
	if got := slow.run("--db", filepath.Join(t.TempDir(), "other.db"), "import", file); !strings.Contains(got, "1 new habit") {
		t.Errorf("import says %q", got)
	}
}

// isQuietAgain checks that a terminal shows what is typed as it did before.
func (x *terminal) isQuietAgain() {
	x.t.Helper()
	now, err := term.GetState(x.line.Fd())
	if err != nil {
		x.t.Fatal(err)
	}
	if !reflect.DeepEqual(now, x.before) {
		x.t.Errorf("the line's settings are %+v, were %+v", now, x.before)
	}
}

func TestASignalAtThePassphraseLeavesTheTerminalAsFound(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Tea")
	file := put(t, t.TempDir(), "one.age", "age-encryption.org/v1\n")
	out := filepath.Join(t.TempDir(), "out.age")
	for _, args := range [][]string{{"export", "--encrypt", "-o", out}, {"backup", "--encrypt", out}, {"import", file}} {
		for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
			x := open(t, p.command(args...))
			x.shows("passphrase")
			if s == syscall.SIGINT {
				x.press("\x03")
			} else if err := x.program.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			x.ends()
			x.isQuietAgain()
			if is := x.program.ProcessState.Sys().(syscall.WaitStatus); is.Signal() != s && is.ExitStatus() != 128+int(s) {
				t.Errorf("%v: it was ended by %v with %d, want %v", args, is.Signal(), is.ExitStatus(), s)
			}
			if strings.Contains(x.output(), "goroutine") {
				t.Errorf("%v: it said %s", args, x.output())
			}
		}
	}
	if exists(out) {
		t.Error("something was written")
	}
}

func TestSIGQUITLeavesTheTerminalOfTheAppAsFound(t *testing.T) {
	t.Parallel()
	p := begun(t)
	x := p.app()
	x.shows("▸ 1 · Walk")
	if err := x.program.Process.Signal(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	x.ends()
	x.isAsFound()
}

func TestADecryptedCopyGoesWithWhoeverMadeIt(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Tea")
	copied := filepath.Join(t.TempDir(), "copy.db")
	p.run("backup", copied)
	record, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	file := put(t, t.TempDir(), "copy.age", string(aged(t, record)))
	busy := flock.New(p.file + ".lock")
	if err := busy.Lock(); err != nil { // so that they wait while the copy is there
		t.Fatal(err)
	}
	defer func() { _ = busy.Unlock() }()
	for _, args := range [][]string{{"restore", "--yes", file}, {"backup", "--encrypt", file + ".new"}, {"import", "-"}} {
		for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
			c := p.in(secret.Variable, "of the test").command(args...)
			in, err := c.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(in, "date,"); err != nil {
				t.Log(err) // nobody reads it but import
			}
			if !within(patience, func() bool { return len(p.decryptedBeside()) > 0 }) {
				t.Fatalf("%v made no copy", args)
			}
			for _, at := range p.decryptedBeside() {
				if info, err := os.Stat(at); err == nil && info.Mode().Perm() != 0o600 {
					t.Errorf("%s has %o", at, info.Mode().Perm())
				}
			}
			if err := c.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			_ = c.Wait()
			if by := c.ProcessState.Sys().(syscall.WaitStatus).Signal(); by != s {
				t.Errorf("%v: it was ended by %v, want %v", args, by, s)
			}
			if left := p.decryptedBeside(); len(left) > 0 {
				t.Fatalf("%v left %v after %v", args, left, s)
			}
		}
	}
}

func TestDecryptedCopiesOfKilledProgramsAreSwept(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Tea")
	p.run("habit", "new", "Coffee")
	folder := filepath.Dir(p.file)
	inUse, err := atomicfile.Create(p.file, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	other := put(t, folder, "selfcare.database", "somebody's own")
	for _, args := range [][]string{{"backup"}, {"restore", "--yes"}, {"purge", "--yes", "Coffee"}} {
		left := put(t, folder, filepath.Base(atomicfile.TemporaryName(p.file)), "of a killed program")
		p.run(args...)
		if exists(left) {
			t.Errorf("%v leaves what a killed program left", args)
		}
		if !exists(inUse.Name()) || !exists(other) {
			t.Errorf("%v removed what is in use, or somebody's own", args)
		}
	}
	if err := inUse.Discard(); err != nil {
		t.Error(err)
	}
}

func TestAHostileEncryptedFileTakesLittleMemory(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Tea")
	p = p.in(secret.Variable, "of the test")
	file := put(t, t.TempDir(), "big.age", strings.Replace(string(aged(t, []byte("date,habit\n2026-11-20,Tea\n"))), " 4\n", " 22\n", 1))
	for _, args := range [][]string{{"import", file}, {"restore", file}} {
		if args[0] == "restore" {
			args = append(args, "--yes")
		}
		if got := p.refusal(args...); !strings.Contains(got, "asks for far more work than a passphrase needs, and was not opened") {
			t.Errorf("%v: %s", args, got)
		}
	}
}

// What a person writes by hand is read where it is a file, and nowhere else: a pipe would be waited
// for, and a device may have no end.
func TestFilesOfAPersonsOwnAreReadOnlyWhereTheyAreFiles(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Tea")
	for name, kinds := range map[string][][]string{
		"config.toml": {{"today"}, {"settings"}, {"settings", "clock"}}, "prompts.txt": {{"journal", "prompts"}, {"export", "-o", "/dev/null"}},
	} {
		for what, makes := range map[string]func(at string) error{
			"is not a file, and was not read": func(at string) error { return syscall.Mkfifo(at, 0o600) },
			"is not a file":                   func(at string) error { return os.Symlink("/dev/zero", at) },
			"has more than 1 MiB":             func(at string) error { return os.WriteFile(at, bytes.Repeat([]byte("# mine\n"), 200_000), 0o600) },
		} {
			folder := t.TempDir()
			if err := os.Mkdir(filepath.Join(folder, "selfcare"), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := makes(filepath.Join(folder, "selfcare", name)); err != nil {
				t.Fatal(err)
			}
			there := p.in("XDG_CONFIG_HOME", folder)
			for _, args := range kinds {
				if _, said := there.says("", args...); !strings.Contains(said, name+" "+what) || strings.Count(said, "\n") != 1 {
					t.Errorf("%v said %q, want one sentence that %s %s", args, said, name, what)
				}
			}
			if name == "config.toml" {
				if got := there.refusal("settings", "clock", "12h"); !strings.Contains(got, what) {
					t.Errorf("it was chosen: %s", got)
				}
			}
		}
	}
}

func TestTheAppSaysThatThereIsNoHomeFolder(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Tea")
	x := open(t, p.in("HOME", "").command())
	x.shows("There is no home folder, since HOME is not set")
	if got := x.ends(); got != statusNo {
		t.Errorf("the exit status is %d", got)
	}
}

func TestTheAppOpensOnTheLastDayThatThereIs(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Tea", "--since", "2026-11-01")
	p.run("boundary", "new", "Photos", "--since", "1 Oct 08:00")
	x := p.in("SELFCARE_NOW", "9999-12-31T12:00:00+01:00").app()
	x.shows("Tea", "31 December")
	for _, keys := range []string{"T", "R", "B", "J", "T"} {
		x.press(keys)
	}
	x.press(" ")
	x.shows("1 of 1")
	x.press("q")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
	x.isAsFound()
}
