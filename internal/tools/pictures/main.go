// Pictures draws every place of the real program: it runs selfcare demo on a terminal of its
// own, presses keys and writes down the screen as SVG, on a dark and on a light background. The
// README shows some of them, docs/pictures.md all.
//
//	go run ./internal/tools/pictures        from the top of the repository
package main

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// A theme is the colours that a picture is drawn with.
type theme struct {
	name                   string
	foreground, background color.RGBA
}

var themes = []theme{
	{"dark", color.RGBA{0xe6, 0xe1, 0xdc, 255}, color.RGBA{0x1b, 0x1d, 0x22, 255}},
	{"light", color.RGBA{0x2b, 0x2b, 0x2b, 255}, color.RGBA{0xfb, 0xfa, 0xf7, 255}},
}

// A shot is a picture: a name, a size, the keys to press, and the texts of which one shows
// that the screen is complete.
type shot struct {
	name, says    string
	width, height int
	empty         bool // on no data at all
	keys, until   string
}

var shots = []shot{
	{"first", "The first start", 80, 22, true, "", "Hello."},
	{"today", "Today", 80, 22, false, "3", "z undo"},
	{"today-wide", "Today, where there is room", 120, 33, false, "jjjj", "ten minutes nobody asks for"},
	{"today-small", "Today in a corner", 50, 15, false, "3", "z undo"},
	{"add", "Adding in words", 80, 22, false, "aout 30m yesterday -- by the river", "by the river"},
	{"trends", "Trends", 120, 27, false, "jjjjRhhhhhhhhhh", "can't tell yet|early|worth noticing"},
	{"links", "Mood and habits", 80, 20, false, "RL", "with  without"},
	{"boundaries", "Boundaries", 80, 18, false, "B", "ridden out"},
	{"urge", "An urge", 80, 20, false, "u7", "nothing|round the block"},
	{"journal", "Journal", 80, 22, false, "J", "radio"},
	{"commands", "Any command, by a few letters of it", 80, 22, false, ":rest", "holiday"},
	{"settings", "Settings", 80, 16, false, ",", "A day begins at"},
	{"keys", "All keys", 80, 26, false, "?", "what the signs say|Letters free"},
}

func main() {
	log.SetFlags(0)
	if err := draw("docs"); err != nil {
		log.Fatal(err)
	}
}

// draw draws all pictures into a folder.
func draw(folder string) error {
	dir, err := os.MkdirTemp("", "selfcare-pictures")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	program := filepath.Join(dir, "selfcare")
	if out, err := exec.Command("go", "build", "-o", program, "./cmd/selfcare").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w: %s", err, out)
	}
	const now = "2026-11-22T21:40:00Z"
	for _, g := range themes {
		for _, s := range shots {
			file := filepath.Join(dir, g.name+s.name+".db")
			args := []string{"demo"}
			if s.empty {
				args = []string{"--db", file}
			}
			cmd := exec.Command(program, args...)
			cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "TZ=UTC", "XDG_CONFIG_HOME="+filepath.Join(dir, "none"), "SELFCARE_NOW="+now)
			t, err := start(cmd, s.width, s.height, g)
			if err != nil {
				return err
			}
			svg, err := t.picture(s.keys, s.until)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			path := filepath.Join(folder, s.name+"-"+g.name+".svg")
			if err := os.WriteFile(path, svg, 0o644); err != nil { //nolint:gosec // a picture for everyone
				return err
			}
			fmt.Println(path)
		}
	}
	return os.WriteFile(filepath.Join(folder, "pictures.md"), page(), 0o644) //nolint:gosec // for everyone
}

// page returns a page that shows all pictures.
func page() []byte {
	var b bytes.Buffer
	b.WriteString("# Pictures\n\nDrawn by `go run ./internal/tools/pictures` from `selfcare demo`: a made-up year.\n")
	for _, s := range shots {
		fmt.Fprintf(&b, "\n## %s\n\n<picture>\n  <source media=\"(prefers-color-scheme: light)\" srcset=\"%s-light.svg\">\n  <img alt=\"%s\" src=\"%s-dark.svg\">\n</picture>\n", s.says, s.name, s.says, s.name)
	}
	return b.Bytes()
}

// A terminal is a program and the screen that it draws.
type terminal struct {
	mu     sync.Mutex
	screen *vt.Emulator
	tty    *os.File
	cmd    *exec.Cmd
	theme  theme
}

// start starts a program on a terminal of a size.
func start(cmd *exec.Cmd, width, height int, g theme) (*terminal, error) {
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)})
	if err != nil {
		return nil, err
	}
	t := &terminal{screen: vt.NewEmulator(width, height), tty: tty, cmd: cmd, theme: g}
	t.screen.SetDefaultBackgroundColor(g.background)
	t.screen.SetDefaultForegroundColor(g.foreground)
	go func() { _, _ = io.Copy(tty, t.screen) }() // the terminal's answers
	go func() {
		part := make([]byte, 32<<10)
		for {
			n, err := tty.Read(part)
			t.mu.Lock()
			_, _ = t.screen.Write(part[:n])
			t.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return t, nil
}

// picture waits for the list, presses keys, waits for a text and draws the screen.
func (t *terminal) picture(keys, until string) ([]byte, error) {
	defer func() {
		_ = t.cmd.Process.Kill()
		_ = t.cmd.Wait()
		_ = t.tty.Close()
	}()
	if err := t.wait(" of "); err != nil {
		return nil, err
	}
	// The answer about the background restyles the screen; its colours are there when it is.
	time.Sleep(300 * time.Millisecond)
	if _, err := t.tty.WriteString(keys); err != nil {
		return nil, err
	}
	if err := t.wait(strings.Split(until, "|")...); err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.svg(), nil
}

// wait waits until one of the texts is on the screen.
func (t *terminal) wait(texts ...string) error {
	for range 500 {
		t.mu.Lock()
		shown := t.screen.String()
		t.mu.Unlock()
		for _, text := range texts {
			if strings.Contains(shown, text) {
				return nil
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("waited in vain for %q", texts)
}

// The size of a cell, and the margin around all of them, in pixels.
const (
	cellWidth  = 8.4
	cellHeight = 19.0
	margin     = 14.0
)

// svg draws the screen: text stays text, each run at its column.
func (t *terminal) svg() []byte {
	var b bytes.Buffer
	w, h := t.screen.Width(), t.screen.Height()
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`+"\n",
		float64(w)*cellWidth+2*margin, float64(h)*cellHeight+2*margin)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", hex(t.theme.background))
	for y := range h {
		for x := 0; x < w; {
			x = t.run(&b, x, y)
		}
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// run draws the cells from column x on that look alike, up to a blank that is
// followed by another, and returns the column after them.
func (t *terminal) run(b *bytes.Buffer, x, y int) int {
	first := t.screen.CellAt(x, y)
	if first == nil || strings.TrimSpace(first.Content) == "" {
		return x + 1
	}
	text := strings.TrimRight(t.alike(x, y), " ")
	fill, weight := t.theme.foreground, ""
	if first.Style.Fg != nil {
		r, g, bl, _ := first.Style.Fg.RGBA()
		fill = color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(bl >> 8), 255}
	}
	const bold = 1
	if first.Style.Attrs&bold != 0 {
		weight = ` font-weight="bold"`
	}
	if first.Style.Underline != 0 {
		weight += ` text-decoration="underline"`
	}
	cells := len([]rune(text))
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" fill="%s"%s textLength="%.1f" lengthAdjust="spacingAndGlyphs" xml:space="preserve">%s</text>`+"\n",
		margin+float64(x)*cellWidth, margin+float64(y)*cellHeight+14, hex(fill), weight, float64(cells)*cellWidth, html.EscapeString(text))
	return x + max(1, cells)
}

// alike returns the text of the cells from column x on that look like the first one, up to two
// blanks. Signs may come from another font, of another width, so that each is alone, at its
// own column.
func (t *terminal) alike(x, y int) string {
	first := t.screen.CellAt(x, y)
	text := first.Content
	for end := x + first.Width; end < t.screen.Width() && !isSign(text) && !strings.HasSuffix(text, "  "); {
		c := t.screen.CellAt(end, y)
		if c == nil || c.Width == 0 || isSign(c.Content) || c.Content != " " && c.Style != first.Style {
			break
		}
		text += c.Content
		end += c.Width
	}
	return text
}

// isSign reports whether a text begins with more than ASCII.
func isSign(text string) bool { return text != "" && text[0] >= 0x80 }

// hex returns a colour as #rrggbb.
func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
