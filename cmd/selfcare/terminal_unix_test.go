//go:build unix

package main

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience is how long a test waits for something that has to come. It says nothing of how
// long that may take: a machine may have much else to do.
const patience = time.Minute

// place is where a story happens: a folder, and the environment of programs there.
type place struct {
	t    *testing.T
	file string // the data file
	env  []string
}

// newPlace is an empty folder, at the time of [now].
func newPlace(t *testing.T) *place {
	t.Helper()
	home := t.TempDir()
	p := &place{t: t, file: filepath.Join(home, "data", "selfcare.db")}
	p.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TMPDIR=" + home, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8",
		"TZ=Europe/Berlin", "SELFCARE_NOW=" + now, "SELFCARE_DB=" + p.file, "GORACE=" + os.Getenv("GORACE"), "GOCOVERDIR=" + os.Getenv("GOCOVERDIR"),
		clockMoved + "=" + os.Getenv(clockMoved),
	}
	return p
}

// command is selfcare with arguments, not yet started.
func (p *place) command(args ...string) *exec.Cmd {
	path, err := exec.LookPath("selfcare")
	if err != nil {
		p.t.Fatal(err)
	}
	c := exec.Command(path, args...)
	c.Env = p.env
	return c
}

// run runs selfcare without a terminal, and returns what it printed.
func (p *place) run(args ...string) string {
	p.t.Helper()
	c := p.command(args...)
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		p.t.Fatalf("selfcare %s: %v: %s", strings.Join(args, " "), err, said.String())
	}
	return string(out)
}

// terminal is a program on a pty, with the screen that a terminal would show.
type terminal struct {
	t       *testing.T
	program *exec.Cmd
	control *os.File // the terminal's end of the pty
	line    *os.File // the program's
	before  *term.State
	ended   chan struct{}

	mu     sync.Mutex // of what follows
	screen *vt.Emulator
	modes  map[ansi.Mode]bool
	hidden bool // the cursor
	wrote  []byte
	drawn  string // what text returned last, or nothing where something was written since
	asked  bool   // for the background colour
	ground color.Color
	mute   bool // the terminal answers nothing
}

// open starts a program on a terminal of 80x24 that answers what it is asked. Set
// may change the terminal beforehand.
func open(t *testing.T, c *exec.Cmd, set ...func(*terminal)) *terminal {
	t.Helper()
	control, line, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	x := &terminal{
		t: t, program: c, control: control, line: line, ended: make(chan struct{}),
		screen: vt.NewEmulator(80, 24), modes: map[ansi.Mode]bool{}, ground: color.Black,
	}
	for _, f := range set {
		f(x)
	}
	x.screen.SetCallbacks(vt.Callbacks{
		EnableMode:       func(m ansi.Mode) { x.modes[m] = true },
		DisableMode:      func(m ansi.Mode) { x.modes[m] = false },
		CursorVisibility: func(visible bool) { x.hidden = !visible },
	})
	x.screen.RegisterOscHandler(11, func(data []byte) bool {
		x.asked = x.asked || bytes.HasSuffix(data, []byte("?"))
		if x.ground != nil {
			_, _ = io.WriteString(x.screen.InputPipe(), background(x.ground))
		}
		return true
	})
	if x.before, err = term.GetState(line.Fd()); err != nil {
		t.Fatal(err)
	}
	x.resize(x.screen.Width(), x.screen.Height())
	c.Stdin, c.Stdout, c.Stderr = line, line, line
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var loops sync.WaitGroup
	loops.Go(x.show)
	loops.Go(x.answer)
	go func() {
		_ = c.Wait()
		close(x.ended)
	}()
	t.Cleanup(func() {
		_ = c.Process.Kill()
		<-x.ended
		_ = control.Close()
		_ = line.Close()
		_ = x.screen.InputPipe().(io.Closer).Close()
		loops.Wait()
	})
	return x
}

// app starts the app at a place.
func (p *place) app(set ...func(*terminal)) *terminal {
	p.t.Helper()
	return open(p.t, p.command(), set...)
}

// sized makes the terminal of another size.
func sized(width, height int) func(*terminal) {
	return func(x *terminal) { x.screen.Resize(width, height) }
}

// silent makes the terminal one that answers nothing by itself.
func silent(x *terminal) { x.ground, x.mute = nil, true }

// background is the answer of a terminal with a background.
func background(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("\x1b]11;rgb:%04x/%04x/%04x\x07", r, g, b)
}

// show draws what the program writes.
func (x *terminal) show() {
	buffer := make([]byte, 1<<16)
	for {
		n, err := x.control.Read(buffer)
		x.mu.Lock()
		x.wrote, x.drawn = append(x.wrote, buffer[:n]...), ""
		_, _ = x.screen.Write(buffer[:n])
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// answer hands the program what the terminal answers.
func (x *terminal) answer() {
	buffer := make([]byte, 1<<12)
	for {
		n, err := x.screen.Read(buffer)
		if err != nil {
			return
		}
		if !x.mute {
			_, _ = x.control.Write(buffer[:n])
		}
	}
}

// press types keys.
func (x *terminal) press(keys string) {
	x.t.Helper()
	if _, err := io.WriteString(x.control, keys); err != nil {
		x.t.Fatal(err)
	}
}

// resize makes the terminal as large as said.
func (x *terminal) resize(width, height int) {
	x.t.Helper()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.screen.Resize(width, height)
	x.drawn = ""
	if err := pty.Setsize(x.control, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		x.t.Fatal(err)
	}
}

// text is the screen.
func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.drawn == "" {
		x.drawn = ansi.Strip(x.screen.String())
	}
	return x.drawn
}

// output is all that the program wrote.
func (x *terminal) output() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return string(x.wrote)
}

// within waits until a condition holds, and reports whether it came to.
func within(limit time.Duration, holds func() bool) bool {
	for end := time.Now().Add(limit); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			return false
		}
	}
	return true
}

// until waits for a condition.
func (x *terminal) until(what string, holds func() bool) {
	x.t.Helper()
	if !within(patience, holds) {
		x.t.Fatalf("waited in vain for: %s; the screen is\n%s", what, x.text())
	}
}

// shows waits until all texts stand on the screen.
func (x *terminal) shows(texts ...string) {
	x.t.Helper()
	for _, text := range texts {
		x.until(text, func() bool { return strings.Contains(x.text(), text) })
	}
}

// hides waits until a text is gone.
func (x *terminal) hides(text string) {
	x.t.Helper()
	x.until(text+" gone", func() bool { return !strings.Contains(x.text(), text) })
}

// matches waits until a line of the screen matches a pattern.
func (x *terminal) matches(pattern string) {
	x.t.Helper()
	re := regexp.MustCompile("(?m)" + pattern)
	x.until(pattern, func() bool { return re.MatchString(x.text()) })
}

// isFull reports whether the program has the whole screen.
func (x *terminal) isFull() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.screen.IsAltScreen()
}

// ends waits until the program has ended and all that it wrote is shown, and
// returns its exit status.
func (x *terminal) ends() int {
	x.t.Helper()
	select {
	case <-x.ended:
	case <-time.After(patience):
		x.t.Fatalf("the program does not end; the screen is\n%s", x.text())
	}
	const end = "\x1b]999;the end\x07"
	if _, err := io.WriteString(x.line, end); err != nil {
		x.t.Fatal(err)
	}
	x.until("the end", func() bool { return strings.Contains(x.output(), end) })
	return x.program.ProcessState.ExitCode()
}

// isAsFound checks that the terminal is as the program found it.
func (x *terminal) isAsFound() {
	x.t.Helper()
	now, err := term.GetState(x.line.Fd())
	if err != nil {
		x.t.Fatal(err)
	}
	if !reflect.DeepEqual(now, x.before) {
		x.t.Errorf("the line's settings are %+v, were %+v", now, x.before)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.screen.IsAltScreen() || !bytes.Contains(x.wrote, []byte("\x1b[?1049l")) {
		x.t.Error("the screen was not given back")
	}
	if x.hidden {
		x.t.Error("the cursor is hidden")
	}
	for _, m := range []ansi.DECMode{
		ansi.ModeMouseX10, ansi.ModeMouseNormal, ansi.ModeMouseHighlight, ansi.ModeMouseButtonEvent, ansi.ModeMouseAnyEvent,
		ansi.ModeMouseExtSgr, ansi.ModeFocusEvent, ansi.ModeBracketedPaste, ansi.ModeSynchronizedOutput,
	} {
		if x.modes[m] {
			x.t.Errorf("mode %d is on", m)
		}
	}
	if on, off := len(pushed.FindAll(x.wrote, -1)), len(popped.FindAll(x.wrote, -1)); on == 0 || on != off {
		x.t.Errorf("the keyboard was changed %d times, and changed back %d times", on, off)
	}
	if on, off := bytes.LastIndex(x.wrote, []byte("\x1b[>4;2m")), bytes.LastIndex(x.wrote, []byte("\x1b[>4m")); on > off {
		x.t.Error("other keys are still modified")
	}
}

// pushed changes the keyboard's protocol. Which flags it sets depends on whether the
// renderer's clock ticks before the first view is there.
var pushed = regexp.MustCompile(`\x1b\[>[0-9]+u`)

// popped takes back one change of the keyboard's protocol.
var popped = regexp.MustCompile(`\x1b\[<1?u`)
