//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"selfcare/internal/cli/document"
	"selfcare/internal/db"
)

// seen is what a day's JSON says of its habits, by name.
func (p *place) seen() map[string]document.Row {
	p.t.Helper()
	var day document.Day
	if err := json.Unmarshal([]byte(p.run("today", "--json")), &day); err != nil {
		p.t.Fatal(err)
	}
	rows := map[string]document.Row{}
	for _, r := range day.Habits {
		rows[r.Name] = r
	}
	return rows
}

// begun is a place with three habits: Walk, an amount, then Meditation and Move.
func begun(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	p.run("habit", "new", "Walk", "--at-least", "1000", "--unit", "min")
	p.run("habit", "new", "Meditation")
	p.run("habit", "new", "Move", "--schedule", "3/7")
	return p
}

func TestFirstRunIsThereAgainTheNextTime(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := p.app()
	x.shows("Hello. What would you like to look after?", "begin")
	if _, err := os.Stat(p.file); err == nil {
		t.Error("there is a file before anything was chosen")
	}
	x.press("\r")
	x.shows("Today", "0 of 6", "Press the key beside a row, or space on the one with ▸.")
	x.press("3")
	x.shows("Move kept.  z undo", "1 of 6")
	x.press("1")
	x.matches(`Sleep +\+ 7\.5. h`)
	x.press("7.5\r")
	x.shows("Sleep + 7.5 h", "7.5 of 7.5 h", "2 of 6")
	x.press("a")
	x.shows("add  ")
	x.press("outd 1h30 -- to the lake")
	x.shows("Outdoors, today: + 90 min, with a note")
	x.press("\r")
	x.matches(`▸ 2 ◐ Outdoors" +90 of 120 min in 7 d`)
	x.press("n")
	x.shows("esc done too")
	x.press(", and back\x1b")
	x.hides("esc done too")
	x.press("q")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d: %s", got, x.text())
	}
	x.isAsFound()

	x = p.app()
	x.matches(`^▸ 1 ● Sleep +7\.5 of 7\.5 h `)
	x.matches(`^  2 ◐ Outdoors" +90 of 120 min in 7 d `)
	x.matches(`^  3 ● Move +1 of 3 in 7 d `)
	x.matches(`^  4 · Meditation +0 of 10 min `)
	x.shows("Sunday 22 November   2 of 6")
	rows := p.seen()
	for name, want := range map[string]string{
		"Sleep": "yes 7.5 ", "Outdoors": "partial 90 to the lake, and back", "Move": "yes nil ", "Meditation": "unknown nil ",
		"Something I love": "unknown nil ", "A friend": "unknown nil ",
	} {
		r, amount := rows[name], "nil"
		if r.Amount != nil {
			amount = strconv.FormatFloat(*r.Amount, 'f', -1, 64)
		}
		if got := r.State + " " + amount + " " + r.Note; got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if len(rows) != 6 {
		t.Errorf("there are %d habits, want 6", len(rows))
	}
	x.press("zzzzzz")
	x.shows("Nothing more to take back.")
	x.press("q")
	x.ends()
	if rows := p.seen(); len(rows) != 0 {
		t.Errorf("all was taken back, but there is %v", rows)
	}
}

func TestTheAppImportsAFile(t *testing.T) {
	t.Parallel()
	p := begun(t)
	file := filepath.Join(t.TempDir(), "days.csv")
	if err := os.WriteFile(file, []byte("date,habit,value,note\n2026-11-20,Meditation,yes,by the window\n2026-11-19,Tea,yes,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	x := p.app()
	x.shows("0 of 1000 min")
	x.press("I")
	x.shows("Bring your history")
	x.press(file + "\r")
	x.shows("1 new habit, 2 entries")
	x.press("\r")
	x.hides("Bring your history")
	x.press("q")
	x.ends()
	if rows := p.seen(); rows["Tea"].Name != "Tea" {
		t.Errorf("after the import there is %v", rows)
	}
}

func TestTwoWindowsAddWhileTheAppIsOpen(t *testing.T) {
	t.Parallel()
	const each = 200
	p := begun(t)
	x := p.app()
	x.shows("0 of 1000 min")
	lines := strings.Repeat("walk 1\n", each)
	answers := make([]bytes.Buffer, 2)
	var writers sync.WaitGroup
	for i := range answers {
		c := p.command("add", "-")
		c.Stdin, c.Stdout = strings.NewReader(lines), &answers[i]
		writers.Go(func() {
			if err := c.Run(); err != nil {
				t.Errorf("add: %v", err)
			}
		})
	}
	writers.Wait()
	x.shows("400 of 1000 min") // without a key: it looks by itself
	for i := range answers {
		if n := strings.Count(answers[i].String(), "\n"); n != each {
			t.Errorf("there are %d answers, want %d", n, each)
		}
	}
	if got := p.seen()["Walk"].Amount; got == nil || *got != 2*each {
		t.Errorf("the amount is %v, want %d", got, 2*each)
	}

	// What is done here then goes on from there, and undo takes back the last change,
	// whoever made it.
	x.press("2")
	x.shows("Meditation kept.  z undo")
	x.press("zz")
	x.shows("399 of 1000 min")
	x.press("q")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
}

// keptNote opens the app, types a note, and checks that it is kept after the end
// that end makes.
func keptNote(t *testing.T, end func(*terminal)) {
	t.Parallel()
	p := begun(t)
	x := p.app()
	x.shows("▸ 1 · Walk")
	x.press("n")
	x.shows("esc done too")
	x.press("by the lake, öl")
	x.shows("│ by the lake, öl", "15 of 2,000")
	end(x)
	if got := p.seen()["Walk"].Note; got != "by the lake, öl" {
		t.Errorf("the note is %q", got)
	}
}

func TestCtrlCKeepsWhatIsTyped(t *testing.T) {
	keptNote(t, func(x *terminal) {
		x.press("\x03")
		if got := x.ends(); got != 0 {
			x.t.Errorf("the exit status is %d", got)
		}
		x.isAsFound()
	})
}

func TestHangupKeepsWhatIsTyped(t *testing.T) {
	keptNote(t, func(x *terminal) {
		if err := x.program.Process.Signal(syscall.SIGHUP); err != nil {
			x.t.Fatal(err)
		}
		x.ends()
		x.isAsFound()
	})
}

func TestAClosedTerminalKeepsWhatIsTyped(t *testing.T) {
	keptNote(t, func(x *terminal) {
		// The test's own hold of the line stays: closing the terminal hangs it up.
		if err := x.control.Close(); err != nil {
			x.t.Fatal(err)
		}
		select {
		case <-x.ended:
		case <-time.After(patience):
			x.t.Fatal("the program does not end")
		}
	})
}

func TestCtrlCOnTheListLeavesTheTerminalAsFound(t *testing.T) {
	t.Parallel()
	p := begun(t)
	x := p.app()
	x.shows("▸ 1 · Walk")
	x.press("2\x03")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
	x.isAsFound()
	if got := p.seen()["Meditation"].State; got != "yes" {
		t.Errorf("Meditation is %s", got)
	}
}

// TestCtrlZStopsAndComesBack needs a shell: who leads the session cannot be
// stopped.
func TestCtrlZStopsAndComesBack(t *testing.T) {
	t.Parallel()
	p := begun(t)
	pidFile := filepath.Join(t.TempDir(), "pid")
	c := exec.Command("sh", "-c", `set -m
sh -c 'echo $$ >"$0"; exec selfcare' "$1"
echo "stopped with $?"
read -r line
fg >/dev/null
echo "ended with $?"`, "sh", pidFile)
	c.Env = append(p.env, "PATH="+os.Getenv("PATH"))
	x := open(t, c)
	x.shows("▸ 1 · Walk")
	b, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	app, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	over := false
	t.Cleanup(func() {
		if !over { // who is stopped does not end with its shell
			_ = syscall.Kill(app, syscall.SIGKILL)
		}
	})
	x.press("n")
	x.shows("esc done too")
	x.press("half a no")
	x.shows("│ half a no")
	x.press("\x1a")
	// The shell tells a program that was stopped from one that ended by the signal in its status.
	x.shows(fmt.Sprintf("stopped with %d", 128+int(syscall.SIGTSTP)))
	x.isAsFound()

	x.press("\r")
	x.until("the whole screen", x.isFull)
	x.shows("▸ 1 · Walk", "│ half a no")
	x.press("te\x03")
	x.shows("ended with 0")
	over = true
	x.ends()
	x.isAsFound()
	if got := p.seen()["Walk"].Note; got != "half a note" {
		t.Errorf("the note is %q", got)
	}
}

func TestATooSmallTerminalSaysWhatItNeeds(t *testing.T) {
	t.Parallel()
	p := begun(t)
	p.run("add", "walk", "20")
	before := p.run("today", "--json")
	x := p.app(sized(20, 5))
	x.shows("needs 30x8, has 20x5")
	// Keys and sizes come to the app by two ways. What it shows before it ends was drawn after
	// Keys and sizes come by two ways, in any order: here no size follows the keys.
	x.press("23xr+-\x1b[B\x1b[A \x7f\x03")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
	if after := p.run("today", "--json"); after != before {
		t.Errorf("keys did something that could not be seen: %s", after)
	}

	x = p.app(sized(20, 5))
	x.shows("needs 30x8, has 20x5")
	x.resize(29, 24)
	x.shows("needs 30x8, has 29x24")
	x.resize(80, 24)
	x.shows("Walk", "20 of 1000 min", "Meditation", "Move")
	x.press("?")
	x.shows(" Keys")
	x.press("\x03")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
}

func TestATerminalThatGetsTooSmallComesBack(t *testing.T) {
	t.Parallel()
	p := begun(t)
	x := p.app()
	x.shows("▸ 1 · Walk", "0 of 1000 min")
	x.resize(20, 5)
	x.shows("needs 30x8, has 20x5")
	x.hides("Walk")
	x.resize(80, 24)
	x.shows("▸ 1 · Walk", "0 of 1000 min", "? keys")
	x.hides("needs")
	x.resize(30, 8)
	x.shows("Walk", "Meditation", "Move")
	x.resize(20, 5)
	x.shows("needs 30x8")
	x.press("q")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
	x.isAsFound()
}

func TestWhatCannotBeSavedIsShownAndSavedLater(t *testing.T) {
	t.Parallel()
	p := begun(t)
	x := p.in(retryAfter, "20ms").in(lockPatience, "500ms").app()
	x.shows("· Meditation", "0 of 3")
	lock := flock.New(p.file + ".lock")
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lock.Close() })
	// The row does not wait for the file, which nobody can write to now: what it says first is
	// said no more when the answer has come.
	x.press("2")
	x.shows("Meditation kept.", "▸ 2 ● Meditation", "1 of 3")
	x.shows("Not saved yet", "1 not saved", "! more")

	// Quitting is not the end of it: the page says what waits.
	x.press("q")
	x.shows("1 change is not saved", "Meditation kept")
	x.press("\x1b")
	x.shows("▸ 2 ● Meditation")
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	x.hides("not saved")
	x.shows("Saved.", "▸ 2 ● Meditation", "1 of 3")
	if got := p.seen()["Meditation"].State; got != "yes" {
		t.Errorf("Meditation is %s", got)
	}
	x.press("q")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
}

func TestTheFirstScreenDoesNotWaitForTheBackground(t *testing.T) {
	for name, c := range map[string]struct {
		ground color.Color
		muted  string // the colour of what is muted, once the answer has come
	}{
		"white": {color.White, "38;2;89;96;107"},
		"black": {color.Black, "38;2;154;160;170"},
		"none":  {nil, "38;2;114;117;124"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := begun(t)
			// Nothing is answered before this is shown, however long it takes.
			x := p.app(silent)
			x.shows("▸ 1 · Walk", "? keys")
			x.mu.Lock()
			asked := x.asked
			x.mu.Unlock()
			if !asked {
				t.Error("nobody asked for the background")
			}
			if c.ground != nil {
				x.press(background(c.ground))
			}
			x.until("the colours", func() bool { return strings.Contains(x.output(), c.muted) })
			x.press("2")
			x.shows("Meditation kept.")
			x.press("q")
			if got := x.ends(); got != 0 {
				t.Errorf("the exit status is %d", got)
			}
		})
	}
}

// colors are the sequences that set a colour.
var colors = regexp.MustCompile(`\x1b\[(?:[0-9;:]*[;:])?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:[;:][0-9;:]*)?m`)

func TestNoColorIsObeyed(t *testing.T) {
	for name, set := range map[string]func(*place) *exec.Cmd{
		"NO_COLOR":   func(p *place) *exec.Cmd { p.env = append(p.env, "NO_COLOR=1"); return p.command() },
		"--no-color": func(p *place) *exec.Cmd { return p.command("--no-color") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := begun(t)
			x := open(t, set(p))
			x.shows("▸ 1 · Walk")
			x.press("2")
			x.shows("Meditation kept.")
			x.press("q")
			x.ends()
			x.isAsFound()
			if found := colors.FindAllString(x.output(), 3); found != nil {
				t.Errorf("there are colours: %q", found)
			}
		})
	}
}

func TestTheAppOnAFileThatIsDamaged(t *testing.T) {
	t.Parallel()
	p := begun(t)
	good, err := os.ReadFile(p.file)
	if err != nil {
		t.Fatal(err)
	}
	bad := bytes.ReplaceAll(good, []byte("Meditation"), []byte("Meditatiom"))
	if err := os.WriteFile(p.file, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	x := p.app()
	x.shows(filepath.Base(p.file))
	x.hides("Walk")
	x.press("q")
	x.ends()
	x.isAsFound()
	if now, err := os.ReadFile(p.file); err != nil || !bytes.Equal(now, bad) {
		t.Errorf("the file was touched: %v", err)
	}
}

func TestTheAppWithABadClockDoesNotBegin(t *testing.T) {
	t.Parallel()
	p := begun(t)
	p.env = append(p.env, "SELFCARE_NOW=soon")
	x := p.app()
	if got := x.ends(); got != statusUnfit {
		t.Errorf("the exit status is %d, want %d", got, statusUnfit)
	}
	x.shows("selfcare: SELFCARE_NOW is")
	if strings.Contains(x.output(), "\x1b[?1049h") {
		t.Error("it took the screen")
	}
}

func TestAddAsksAtATerminal(t *testing.T) {
	t.Parallel()
	p := begun(t)
	x := open(t, p.command("add"))
	x.matches(`^add`)
	x.press("walk 20 -- in private\r")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
	x.shows("Walk · today · +20 min (20 of 1000) · with a note")
	if got := p.seen()["Walk"].Note; got != "in private" {
		t.Errorf("the note is %q", got)
	}
}

func TestAPipeIsNoDataFile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("SKIPPED: no pipe can be made: %v", err)
	}
	for _, args := range [][]string{{"today"}, {"habit", "list"}, {"add", "walk"}, {"undo"}} {
		args = append([]string{"--db", pipe}, args...)
		t.Run(args[2], func(t *testing.T) {
			t.Parallel()
			x := open(t, p.command(args...), sized(1000, 24)) // the path may be long
			if got := x.ends(); got != statusNo {
				t.Errorf("the exit status is %d, want %d", got, statusNo)
			}
			x.shows("is not a file")
			if made, err := os.ReadDir(filepath.Dir(pipe)); err != nil || len(made) != 1 {
				t.Errorf("beside the pipe there is %v, %v", made, err)
			}
		})
	}
}

// disk is a folder on a disk of its own, with options of mount(8).
func disk(t *testing.T, options string) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("SKIPPED: only root can mount a small disk")
	}
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "selfcare-test", folder).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: no small disk can be mounted: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	return folder
}

// refusal runs selfcare, which has to refuse with status 1 in one sentence, and
// returns that.
func (p *place) refusal(args ...string) string {
	p.t.Helper()
	c := p.command(args...)
	var out, said bytes.Buffer
	c.Stdout, c.Stderr = &out, &said
	_ = c.Run()
	if got := c.ProcessState.ExitCode(); got != statusNo || out.Len() > 0 || !sentence.MatchString(said.String()) {
		p.t.Fatalf("selfcare %s: status %d, printed %q, said %q", strings.Join(args, " "), got, out.String(), said.String())
	}
	return said.String()
}

func TestAFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	folder := disk(t, "size=64k")
	p.file = filepath.Join(folder, "selfcare.db")
	p.env = append(p.env, "SELFCARE_DB="+p.file)
	p.run("habit", "new", "Walk", "--at-least", "1000", "--unit", "min")

	// Every answer is for an entry that is on disk; the first without one is the last.
	written, note := 0, strings.Repeat("a long way ", 100)
	for {
		c := p.command("add", "walk", "1", "-"+strconv.Itoa(written)+"d", "--", note)
		var said bytes.Buffer
		c.Stderr = &said
		out, err := c.Output()
		if err != nil {
			if text := said.String(); c.ProcessState.ExitCode() != statusNo || len(out) > 0 || !sentence.MatchString(text) || !strings.Contains(text, "full") {
				t.Errorf("status %d, printed %q, said %q", c.ProcessState.ExitCode(), out, text)
			}
			break
		}
		if written++; written > 1000 {
			t.Fatal("the disk does not get full")
		}
	}
	if written == 0 {
		t.Fatal("nothing fits on the disk")
	}
	for d := range written {
		if got := p.run("today", "-"+strconv.Itoa(d)+"d"); !strings.Contains(got, "1 of 1000 min") || !strings.Contains(got, "a long way") {
			t.Fatalf("%d days ago: %s", d, got)
		}
	}
	if got := p.run("today", fmt.Sprintf("-%dd", written), "--json"); !strings.Contains(got, `"habits": []`) {
		t.Errorf("what was refused is there: %s", got)
	}
}

func TestAFullDiskTakesNoNewFile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	folder := disk(t, "size=64k")
	if err := os.WriteFile(filepath.Join(folder, "filler"), make([]byte, 56<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "selfcare.db")
	if got := p.refusal("--db", file, "habit", "new", "Walk"); !strings.Contains(got, "full") {
		t.Errorf("it said %q", got)
	}
	if left := db.New(file, nil).Leftovers(); exists(file) || left != nil {
		t.Errorf("the file is there: %v; left behind: %v", exists(file), left)
	}
	if got := p.refusal("--db", file, "today"); !strings.Contains(got, "no data file yet") {
		t.Errorf("today says %s", got)
	}
	if err := os.Remove(filepath.Join(folder, "filler")); err != nil {
		t.Fatal(err)
	}
	p.run("--db", file, "habit", "new", "Walk")
}

// onDisk is a place whose record is on a small disk of its own.
func onDisk(t *testing.T) (p *place, folder string) {
	t.Helper()
	p, folder = newPlace(t), disk(t, "size=1m")
	p.file = filepath.Join(folder, "selfcare.db")
	p.env = append(p.env, "SELFCARE_DB="+p.file)
	return p, folder
}

// remount changes how a disk is mounted.
func remount(t *testing.T, folder, how string) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,"+how, folder).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: the disk cannot be mounted %s: %v: %s", how, err, out)
	}
}

func TestWhatCannotBeWrittenWaitsForTheNextStart(t *testing.T) {
	t.Parallel()
	p, folder := onDisk(t)
	p.run("habit", "new", "Walk", "--at-least", "1000", "--unit", "min")
	p.run("habit", "new", "Meditation")
	x := p.app()
	x.shows("▸ 1 · Walk")
	remount(t, folder, "ro")
	x.press("2")
	x.shows("▸ 2 ● Meditation", "Not saved yet", "1 not saved")
	x.press("\x03")
	if got := x.ends(); got != statusNo {
		t.Errorf("the exit status is %d, want %d", got, statusNo)
	}
	x.isAsFound()
	x.shows("selfcare: 1 change (Meditation kept) could not be written")

	remount(t, folder, "rw")
	x = p.app()
	x.shows("2 ● Meditation", "1 of 2")
	x.press("q")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
	if got := p.seen()["Meditation"].State; got != "yes" {
		t.Errorf("Meditation is %s", got)
	}
}

func TestADiskThatMayNotBeWritten(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	folder := disk(t, "size=1m")
	file := filepath.Join(folder, "selfcare.db")
	p.run("--db", file, "habit", "new", "Walk")
	remount(t, folder, "ro")
	if got := p.run("--db", file, "today"); !strings.Contains(got, "[ ] Walk") {
		t.Errorf("today is %s", got)
	}
	for _, args := range [][]string{
		{"--db", file, "add", "walk"},
		{"--db", file, "undo"},
		{"--db", file, "habit", "new", "Move"},
		{"--db", filepath.Join(folder, "new", "selfcare.db"), "habit", "new", "Walk"},
	} {
		if got := p.refusal(args...); !strings.Contains(got, "may not be written") {
			t.Errorf("%v: it said %q", args, got)
		}
	}
}

// What was to be taken back, and could not be, is told or waits, as what was to be written.
func TestAnUndoThatCannotBeWrittenIsNotForgotten(t *testing.T) {
	t.Parallel()
	p, folder := onDisk(t)
	p.run("habit", "new", "Meditation")
	p.run("add", "meditation")
	x := p.app()
	x.shows("1 ● Meditation")
	remount(t, folder, "ro")
	x.press("z")
	x.shows("Not saved yet", "1 not saved")
	x.press("\x03")
	if got := x.ends(); got != statusNo || !strings.Contains(x.text(), "could not be written") {
		t.Error("an undo that could not be written is gone when the app is quit: it is neither told, nor kept for the next start, and the exit status is 0")
	}
	remount(t, folder, "rw")
	x = p.app()
	x.shows("1 · Meditation")
	x.press("q")
	x.ends()
}
