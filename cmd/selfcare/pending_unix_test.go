//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"selfcare/internal/db"
)

// home is the home folder of a place.
func (p *place) home() string {
	for _, variable := range p.env {
		if home, ok := strings.CutPrefix(variable, "HOME="); ok {
			return home
		}
	}
	return ""
}

// stateFolder is where selfcare keeps what is neither record nor setting, at a place.
func (p *place) stateFolder() string { return filepath.Join(p.home(), ".local", "state", "selfcare") }

// hold takes the record's lock until free is called.
func (p *place) hold() (free func()) {
	p.t.Helper()
	lock := flock.New(p.file + ".lock")
	if err := lock.Lock(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = lock.Close() })
	return func() { _ = lock.Close() }
}

// waits puts a file of waiting changes into a folder of the place.
func (p *place) waits(path, text string) {
	p.t.Helper()
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600))
	if err != nil {
		p.t.Fatal(err)
	}
}

// leaves checks that nothing waits at the place any more.
func (p *place) leaves() {
	p.t.Helper()
	for _, pattern := range []string{"*/*pending*", "*pending*", ".local/state/selfcare/*/*.json", ".local/state/selfcare/*.json", ".local/state/selfcare/*/.*"} {
		left, err := filepath.Glob(filepath.Join(p.home(), pattern))
		if err != nil || len(left) > 0 {
			p.t.Errorf("there is still %v, %v", left, err)
		}
	}
}

// closed closes a terminal, which hangs its program up.
func (x *terminal) closed() {
	x.t.Helper()
	if err := x.control.Close(); err != nil {
		x.t.Fatal(err)
	}
}

// isOver waits for a program's end that may take as long as it tries to write.
func (x *terminal) isOver() {
	x.t.Helper()
	select {
	case <-x.ended:
	case <-time.After(3 * patience):
		x.t.Fatal("the program does not end")
	}
}

func TestWindowsThatEndTogetherKeepAllThatWasDone(t *testing.T) {
	t.Parallel()
	const windows = 6
	p := newPlace(t)
	for n := range windows {
		p.run("habit", "new", fmt.Sprintf("Habit %c", 'A'+n))
	}
	var all []*terminal
	hasty := p.in(lockPatience, "1s")
	for range windows {
		x := hasty.app()
		x.shows("▸ 1 · Habit A", "6 · Habit F")
		all = append(all, x)
	}
	free := p.hold()
	for n, x := range all {
		x.press(fmt.Sprint(n + 1))
		x.shows(fmt.Sprintf("%d ● Habit %c", n+1, 'A'+n))
	}
	for _, x := range all {
		x.closed()
	}
	for _, x := range all {
		x.isOver()
	}
	kept, err := filepath.Glob(filepath.Join(p.stateFolder(), "pending", "*.json"))
	if err != nil || len(kept) != windows {
		t.Fatalf("there are %v, %v", kept, err)
	}
	for path, want := range map[string]os.FileMode{kept[0]: 0o600, filepath.Dir(kept[0]): 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s is %v, %v", path, info, err)
		}
	}
	free()

	starts := []*terminal{p.app(), p.app(), p.app()} // at once
	for _, x := range starts {
		x.shows("6 of 6")
		if text := x.text(); strings.Contains(text, "not written yet") || strings.Contains(text, "no such file") {
			t.Errorf("it says\n%s", text)
		}
		x.press("q")
		x.ends()
	}
	for name, row := range p.seen() {
		if row.State != "yes" {
			t.Errorf("%s is %s", name, row.State)
		}
	}
	p.leaves()
}

// walked is a place with Walk, and the text of a file in which "Walk + 10 min" waits, and then
// "Walk + 1 min".
func walked(t *testing.T) (p *place, text string) {
	t.Helper()
	p = begun(t)
	list, err := db.New(p.file, time.Now).Habits()
	if err != nil {
		t.Fatal(err)
	}
	walk, ok := list.Find("Walk")
	if !ok {
		t.Fatal("there is no Walk")
	}
	text = strings.NewReplacer("FILE", p.file, "HABIT", string(walk.ID)).Replace(waitingFile(t, "current.json"))
	first := text[strings.Index(text, "\"changes\": [")+len("\"changes\": ["):]
	first = first[:strings.Index(first, "\n    },")+len("\n    }")]
	second := strings.NewReplacer("600000", "60000", "first", "third").Replace(first)
	return p, text[:strings.Index(text, first)] + first + "," + second + "\n  ]\n}"
}

// waitingFile returns a file of waiting changes, of this version or of an earlier one.
func waitingFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "internal", "pending", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// amount checks how much Walk has, in minutes.
func (p *place) amount(want float64) {
	p.t.Helper()
	got := -1.0
	if a := p.seen()["Walk"].Amount; a != nil {
		got = *a
	}
	if got != want {
		p.t.Errorf("Walk is %v, want %v", got, want)
	}
}

// start opens the app, and ends it once it shows the record.
func (p *place) start() {
	p.t.Helper()
	x := p.app()
	x.shows("Walk", "Meditation")
	x.press("q")
	x.ends()
}

func TestAStartThatIsKilledLosesNothingThatWaits(t *testing.T) {
	t.Parallel()
	p, text := walked(t)
	path := filepath.Join(p.stateFolder(), "pending", "000001-abc.json")
	p.waits(path, text)
	p.waits(filepath.Join(p.stateFolder(), "pending", ".000002-abc.json.aaaaaaaaaaaa.tmp"), text[:40]) // half written
	free := p.hold()
	x := p.app()
	lock := flock.New(filepath.Join(p.stateFolder(), "pending", "lock"))
	x.until("the folder's lock taken", func() bool {
		if !exists(lock.Path()) {
			return false
		}
		free, err := lock.TryLock()
		if free {
			_ = lock.Unlock()
		}
		return !free && err == nil
	})
	if err := x.program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-x.ended
	free()
	p.start()
	p.amount(11)
	p.leaves()
}

// A start that is killed after it wrote what waited, and before it removed the file, leaves it to
// the next, however much was changed meanwhile.
func TestWhatWaitedIsWrittenOnce(t *testing.T) {
	t.Parallel()
	p, text := walked(t)
	path := filepath.Join(p.stateFolder(), "pending", "000001-abc.json")
	for range 2 {
		p.waits(path, text)
		p.start()
		p.amount(11)
		p.leaves()
		add := p.command("add", "-")
		add.Stdin = strings.NewReader(strings.Repeat("meditation\n", 260))
		if out, err := add.CombinedOutput(); err != nil {
			t.Fatalf("add: %v: %s", err, out)
		}
	}
	p.waits(path, text)
	link := filepath.Join(p.home(), "link.json")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if got := p.run("import", link, "--dry-run"); got != "To be written: 0 changes that could not be saved before; 2 were here already.\n" {
		t.Errorf("import would say %q", got)
	}
}

func TestWhatEarlierVersionsKeptIsTakenIn(t *testing.T) {
	t.Parallel()
	p, _ := walked(t)
	list, err := db.New(p.file, time.Now).Habits()
	if err != nil {
		t.Fatal(err)
	}
	want := 0.0
	for n, path := range []string{
		filepath.Join(p.stateFolder(), "pending.json"), filepath.Join(p.stateFolder(), "pending-2.json"), filepath.Join(p.home(), "selfcare-pending.json"),
	} {
		text := strings.NewReplacer("FILE", p.file, "HABIT", string(list[0].ID), "first", fmt.Sprint("first", n), `"Step": "undo",`, "", "second", fmt.Sprint("second", n)).Replace(waitingFile(t, "earlier.json"))
		p.waits(path, text)
		want += 10
	}
	if got := p.run("import", filepath.Join(p.home(), "selfcare-pending.json"), "--dry-run"); got != "To be written: 2 changes that could not be saved before.\n" {
		t.Errorf("import would say %q", got)
	}
	p.start()
	p.amount(want)
	p.leaves()
}

func TestAFileThatCannotBeTakenInIsNamedAndHoldsUpNothing(t *testing.T) {
	for name, c := range map[string]struct {
		make func(path string) error
		says string
	}{
		"empty":                     {func(path string) error { return os.WriteFile(path, nil, 0o600) }, "is empty, so nothing waits in it; delete it"},
		"a pipe":                    {func(path string) error { return syscall.Mkfifo(path, 0o600) }, "is not a regular file, so nothing was taken from it; delete it"},
		"a link to what has no end": {func(path string) error { return os.Symlink("/dev/zero", path) }, "is not a regular file"},
		"broken":                    {func(path string) error { return os.WriteFile(path, []byte(`{"version": 1, "fi`), 0o600) }, "does not read as changes that wait to be written"},
		"too large": {func(path string) error {
			return errors.Join(os.WriteFile(path, []byte("{"), 0o600), os.Truncate(path, 64<<20+1))
		}, "is larger than what selfcare writes there; move it away"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, text := walked(t)
			p.waits(filepath.Join(p.stateFolder(), "pending", "000002-abc.json"), text)
			for _, path := range []string{filepath.Join(p.stateFolder(), "pending.json"), filepath.Join(p.stateFolder(), "pending", "000001-abc.json")} {
				if err := c.make(path); err != nil {
					t.Fatal(err)
				}
			}
			ask := p.command("--plain")
			var out, said bytes.Buffer
			ask.Stdin, ask.Stdout, ask.Stderr = strings.NewReader("q\n"), &out, &said
			if err := ask.Run(); err != nil {
				t.Fatalf("%v: %s", err, said.String())
			}
			if n := strings.Count(said.String(), c.says); n != 2 || strings.Count(said.String(), "\n") != 2 {
				t.Errorf("it says %s", said.String())
			}
			p.amount(11)
			x := open(t, p.command("purge", "move"))
			x.shows("y/N")
			x.press("y\r")
			x.shows("In 1 backup beside it, too?")
			x.press("y\r")
			x.shows("Forgotten for good: Move")
			if got := x.ends(); got != 0 {
				t.Errorf("the exit status is %d", got)
			}
		})
	}
}

func TestAnUndoThatWaitedLeavesAloneWhatOthersDid(t *testing.T) {
	t.Parallel()
	p := begun(t)
	p.run("add", "meditation")
	x := p.in(lockPatience, "500ms").app()
	x.shows("2 ● Meditation")
	free := p.hold()
	x.press("z")
	x.shows("1 not saved")
	x.press("\x03")
	x.isOver()
	free()
	p.run("add", "walk", "5")
	p.start()
	p.amount(5)
	if got := p.seen()["Meditation"].State; got != "unknown" {
		t.Errorf("Meditation is %s, and was taken back", got)
	}
}

// The folder that all users share is the last resort: nothing in it is trusted that another may
// have put there.
func TestASharedTemporaryFolderIsNotTrusted(t *testing.T) {
	t.Parallel()
	p := begun(t)
	shared, others := t.TempDir(), t.TempDir()
	p.env = append(p.env, "TMPDIR="+shared)
	for _, path := range []string{filepath.Join(p.home(), ".local"), filepath.Join(p.home(), "selfcare-pending")} {
		p.waits(path, "in the way")
	}
	folder := filepath.Join(shared, "selfcare-pending-"+strconv.Itoa(os.Getuid()))
	victim := filepath.Join(others, "victim")
	p.waits(victim, "as it was")
	if err := errors.Join(
		os.Symlink(others, folder),
		os.Symlink(victim, filepath.Join(shared, "selfcare-pending.json.new")), os.Symlink(victim, filepath.Join(shared, "selfcare-pending.json")),
	); err != nil {
		t.Fatal(err)
	}
	end := func(set ...func(*terminal)) *terminal {
		x := p.in(lockPatience, "500ms").app(set...)
		x.shows("2 · Meditation")
		free := p.hold()
		x.press("2")
		x.shows("1 not saved")
		x.press("\x03")
		x.isOver()
		free()
		return x
	}
	x := end(sized(400, 24))
	x.shows("1 change (Meditation kept) could not be written", "could not be kept")
	if left, err := os.ReadDir(others); err != nil || len(left) != 1 {
		t.Errorf("the other folder holds %v, %v", left, err)
	}
	if got, err := os.ReadFile(victim); err != nil || string(got) != "as it was" {
		t.Errorf("the other file is %q, %v", got, err)
	}
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	end()
	if info, err := os.Lstat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v, %v", info, err)
	}
	y := p.app()
	y.shows("2 ● Meditation")
	y.press("q")
	y.ends()
	if left, err := filepath.Glob(filepath.Join(folder, "*.json")); err != nil || len(left) > 0 {
		t.Errorf("there is still %v, %v", left, err)
	}
}
