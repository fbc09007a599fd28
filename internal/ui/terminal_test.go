package ui

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/ui/page/today"
	"selfcare/internal/ui/page/urge"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/settings"
)

// terminal runs an app without a terminal: messages go in one after another, each
// with the commands that come of it, and what is drawn is looked at.
type terminal struct {
	t     testing.TB
	app   *App
	store *fakeStore
	now   time.Time

	hold      bool      // the store does not answer yet
	held      []tea.Cmd // what it was asked meanwhile
	waits     int       // how often the app asked to be woken later
	importer  *fakeImporter
	beside    []besideCommand // what the importer keeps waiting
	quit      bool
	suspended bool
	drawn     func() // draws after each message, as a terminal does; nil does not
}

// options changes how an app is started.
type options func(*Options)

func sized(width, height int) options { return func(o *Options) { o.Width, o.Height = width, height } }

func inASCII(o *Options) { o.ASCII = true }

// start opens the app on a record, at 80x24 unless told otherwise.
func start(t testing.TB, records []record.Row, with ...options) *terminal {
	t.Helper()
	return startOn(t, newFakeStore(records...), with...)
}

func startOn(t testing.TB, store *fakeStore, with ...options) *terminal {
	t.Helper()
	term := newTerminal(t, store, with...)
	term.run(term.app.Init())
	return term
}

func newTerminal(t testing.TB, store *fakeStore, with ...options) *terminal {
	t.Helper()
	term := &terminal{t: t, store: store, now: time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)}
	o := Options{Store: store, Clock: func() time.Time { return term.now }, After: term.after, Still: true, Width: 80, Height: 24}
	for _, f := range with {
		f(&o)
	}
	store.onHold = func() bool { return term.hold }
	if choose := o.Choose; choose != nil {
		o.Choose = func(key string, s settings.Settings) error {
			store.waits()
			return choose(key, s)
		}
	}
	if term.importer, _ = o.Import.(*fakeImporter); term.importer != nil {
		term.importer.store = store
	}
	term.app = New(o)
	return term
}

// send hands the app a message and does all that comes of it.
func (x *terminal) send(msg tea.Msg) {
	x.t.Helper()
	_, cmd := x.app.Update(msg)
	x.draw()
	x.run(cmd)
}

// after counts a wait instead of waiting.
func (x *terminal) after(time.Duration, tea.Msg) tea.Cmd {
	return func() tea.Msg {
		x.waits++
		return nil
	}
}

// onHold is what a store says that does not answer yet.
type onHold struct{}

// attempt runs a command, and reports whether the store answered it. A command that it did
// not answer has done nothing yet, and may be run again.
func attempt(cmd tea.Cmd) (msg tea.Msg, answered bool) {
	defer func() {
		switch said := recover(); said {
		case nil:
		case onHold{}:
			answered = false
		default:
			panic(said)
		}
	}()
	return cmd(), true
}

var commands = reflect.TypeFor[[]tea.Cmd]()

// run runs a command and those that come of it, in order, until none is left. Nothing is
// waited for; a store on hold is asked later.
func (x *terminal) run(cmd tea.Cmd) {
	x.t.Helper()
	todo := []tea.Cmd{cmd}
	for n := 0; len(todo) > 0; n++ {
		if n > 1000 {
			x.t.Fatal("the commands do not come to an end")
		}
		cmd, todo = todo[0], todo[1:]
		if cmd == nil {
			continue
		}
		if msg, ok := x.ask(cmd); ok {
			todo = append(todo, x.answer(msg)...)
		}
	}
}

// besideCommand is a command that goes on beside the app, because the importer waits.
type besideCommand struct {
	held heldImport
	came chan tea.Msg
}

// ask runs a command, unless the store is on hold or the importer keeps it waiting.
func (x *terminal) ask(cmd tea.Cmd) (msg tea.Msg, ok bool) {
	if x.importer == nil {
		msg, answered := attempt(cmd)
		if !answered {
			x.held = append(x.held, cmd)
		}
		return msg, answered
	}
	came, unanswered := make(chan tea.Msg, 1), make(chan struct{})
	go func() {
		msg, answered := attempt(cmd)
		if !answered {
			close(unanswered)
			return
		}
		came <- msg
	}()
	select {
	case msg := <-came:
		return msg, true
	case <-unanswered:
		x.held = append(x.held, cmd)
		return nil, false
	case held := <-x.importer.held:
		x.beside = append(x.beside, besideCommand{held, came})
		return nil, false
	}
}

// answer hands on what a command came to, and returns the commands that follow.
func (x *terminal) answer(msg tea.Msg) []tea.Cmd {
	switch msg.(type) {
	case nil:
		return nil
	case tea.QuitMsg:
		x.quit = true
		return nil
	case tea.SuspendMsg:
		x.suspended = true
		return nil
	}
	v := reflect.ValueOf(msg)
	switch {
	case v.Type() == reflect.TypeOf(tea.RequestBackgroundColor()):
		return nil
	case v.Type().ConvertibleTo(commands): // a batch, or a sequence
		return v.Convert(commands).Interface().([]tea.Cmd)
	}
	_, cmd := x.app.Update(msg)
	x.draw()
	return []tea.Cmd{cmd}
}

func (x *terminal) draw() {
	if x.drawn != nil {
		x.drawn()
	}
}

// release lets the store answer what it was asked while on hold.
func (x *terminal) release() {
	x.t.Helper()
	x.hold = false
	for len(x.held) > 0 {
		cmd := x.held[0]
		x.held = x.held[1:]
		x.run(cmd)
	}
}

// look is what the app does every half second, when something is new.
func (x *terminal) look() { x.t.Helper(); x.send(lookedMsg{}) }

// retry is the end of a wait after a write that failed.
func (x *terminal) retry() { x.t.Helper(); x.send(retryMsg{}) }

// seconds lets time go by on the page of the ten minutes.
func (x *terminal) seconds(n int) {
	x.t.Helper()
	u, ok := x.app.top().(*urge.Page)
	if !ok {
		x.t.Fatal("the page of the ten minutes is not open")
	}
	u.Seconds += n - 1
	x.send(urge.SecondMsg{ID: u.ClockID})
}

func (x *terminal) resize(width, height int) {
	x.t.Helper()
	_, cmd := x.app.Update(tea.WindowSizeMsg{Width: width, Height: height})
	x.run(cmd)
}

var namedKeys = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
	"delete": tea.KeyDelete, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1,
}

// keyOf is the key press with a name such as a, Z, enter, ctrl+c or alt+up.
func keyOf(name string) tea.KeyPressMsg {
	var k tea.Key
	for _, mod := range []struct {
		prefix string
		mod    tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if rest, ok := strings.CutPrefix(name, mod.prefix); ok {
			name, k.Mod = rest, k.Mod|mod.mod
		}
	}
	if name == "space" {
		name = " "
	}
	if code, ok := namedKeys[name]; ok {
		k.Code = code
		return tea.KeyPressMsg(k)
	}
	r, _ := utf8.DecodeRuneInString(name)
	k.Code = unicode.ToLower(r)
	if k.Mod == 0 || k.Mod == tea.ModShift {
		k.Text = name
	}
	if unicode.IsUpper(r) {
		k.ShiftedCode, k.Mod = r, k.Mod|tea.ModShift
	}
	return tea.KeyPressMsg(k)
}

// press presses keys, by their names divided by blanks.
func (x *terminal) press(names string) {
	x.t.Helper()
	for _, name := range strings.Fields(names) {
		x.send(keyOf(name))
	}
}

// typeText types a text, letter by letter.
func (x *terminal) typeText(text string) {
	x.t.Helper()
	for _, r := range text {
		x.send(keyOf(string(r)))
	}
}

func (x *terminal) paste(text string) { x.t.Helper(); x.send(tea.PasteMsg{Content: text}) }

func (x *terminal) click(col, row int) {
	x.t.Helper()
	x.send(tea.MouseClickMsg{X: col, Y: row, Button: tea.MouseLeft})
}

// clickOn clicks the first cell of a text on the screen.
func (x *terminal) clickOn(text string) { x.t.Helper(); x.clickAt(text, 0) }

// clickAt clicks some cells behind the first of a text.
func (x *terminal) clickAt(text string, behind int) {
	x.t.Helper()
	for y, l := range x.screen() {
		if before, _, ok := strings.Cut(l, text); ok {
			x.click(ansi.StringWidth(before)+behind, y)
			return
		}
	}
	x.t.Fatalf("there is no %q to click on:\n%s", text, x.text())
}

func (x *terminal) wheel(button tea.MouseButton) {
	x.t.Helper()
	x.send(tea.MouseWheelMsg{X: 10, Y: 5, Button: button})
}

// styled is the screen as it is drawn.
func (x *terminal) styled() string { return x.app.View().Content }

// aCursor is the cursor of a field: one sign with its colours reversed.
var aCursor = regexp.MustCompile(`\x1b\[7(?:;[0-9;]*)?m([^\x1b]*)\x1b\[[0-9;]*m`)

// screen is the lines of the screen without styles and without blanks at their
// ends. A cursor on a blank is drawn as █. Whatever is drawn is looked over.
func (x *terminal) screen() []string {
	x.t.Helper()
	drawn := strings.Split(x.styled(), "\n")
	x.lookOver(drawn)
	for i, l := range drawn {
		l = aCursor.ReplaceAllStringFunc(l, func(s string) string {
			if on := ansi.Strip(s); on != " " {
				return on
			}
			return "█"
		})
		drawn[i] = strings.TrimRight(ansi.Strip(l), " ")
	}
	return drawn
}

func (x *terminal) text() string { x.t.Helper(); return strings.Join(x.screen(), "\n") }

// cursors is how many fields show a cursor.
func (x *terminal) cursors() int { return len(aCursor.FindAllString(x.styled(), -1)) }

// unkind are the words that nobody is to read who uses the program.
var unkind = regexp.MustCompile(`(?i)\b(fail(s|ed|ing|ures?)?|relaps(es?|ed|ing)|broken|day 0|lost|giv(es?|ing) up|gave up|guilty|asham(ed|ing)|shame)\b`)

// lookOver checks what holds for every screen: it fits, it holds nothing that
// steers the terminal but styles, and its words are kind.
func (x *terminal) lookOver(drawn []string) {
	x.t.Helper()
	s := x.app.session
	if len(drawn) > s.Height {
		x.t.Errorf("at %dx%d: %d lines are drawn", s.Width, s.Height, len(drawn))
	}
	for y, l := range drawn {
		if n := ansi.StringWidth(l); n > s.Width {
			x.t.Errorf("at %dx%d: line %d is %d cells wide: %q", s.Width, s.Height, y, n, ansi.Strip(l))
		}
		plain := ansi.Strip(l)
		if i := strings.IndexFunc(plain, unicode.IsControl); i >= 0 {
			x.t.Errorf("line %d holds a control character: %q", y, plain)
		}
		if word := unkind.FindString(plain); word != "" {
			x.t.Errorf("line %d says %q: %q", y, word, plain)
		}
	}
}

func (x *terminal) line(y int) string {
	x.t.Helper()
	all := x.screen()
	if y < 0 {
		y += len(all)
	}
	return all[y]
}

func (x *terminal) header() string  { x.t.Helper(); return x.line(0) }
func (x *terminal) message() string { x.t.Helper(); return strings.TrimSpace(x.line(-2)) }
func (x *terminal) keyLine() string { x.t.Helper(); return strings.TrimSpace(x.line(-1)) }

// row is the line on which a habit stands.
func (x *terminal) row(name string) string {
	x.t.Helper()
	_, text := x.rowAt(name)
	return text
}

func (x *terminal) rowAt(name string) (y int, text string) {
	x.t.Helper()
	for y, l := range x.screen() {
		if len([]rune(l)) > today.NameCol && strings.HasPrefix(string([]rune(l)[today.NameCol:]), name) {
			return y, l
		}
	}
	x.t.Fatalf("%s has no row:\n%s", name, x.text())
	return 0, ""
}

// glyph is the sign before a habit's name.
func (x *terminal) glyph(name string) string {
	x.t.Helper()
	return string([]rune(x.row(name))[today.GlyphCol])
}

// onRow is the name of the row with the ▸, without what follows it.
func (x *terminal) onRow() string {
	x.t.Helper()
	for _, l := range x.screen() {
		if r := []rune(l); len(r) > today.NameCol && string(r[0]) == x.app.session.Glyphs.Cursor {
			name, _, _ := strings.Cut(string(r[today.NameCol:]), "  ")
			return name
		}
	}
	return ""
}

// entry is what the store holds.
func (x *terminal) entry(id ident.ID, d calendar.Day) habits.Entry {
	e, _ := x.store.book.Entry(id, d)
	return e
}

// wrote fails unless the store holds this.
func (x *terminal) wrote(id ident.ID, d calendar.Day, want habits.Entry) {
	x.t.Helper()
	if got := x.entry(id, d); got != want {
		x.t.Errorf("on %v the store has %+v of %s, not %+v", d, got, id, want)
	}
}

// says fails unless the message line reads so.
func (x *terminal) says(want string) {
	x.t.Helper()
	if got := x.message(); got != want {
		x.t.Errorf("the message is %q, not %q", got, want)
	}
}

// shows fails unless the text is on the screen.
func (x *terminal) shows(text string) {
	x.t.Helper()
	if !strings.Contains(x.text(), text) {
		x.t.Errorf("%q is not on the screen:\n%s", text, x.text())
	}
}

// hides fails if the text is on the screen.
func (x *terminal) hides(text string) {
	x.t.Helper()
	if strings.Contains(x.text(), text) {
		x.t.Errorf("%q is on the screen:\n%s", text, x.text())
	}
}

// is fails unless got is wanted.
func is[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, not %v", what, got, want)
	}
}

// words are what was written, in the order in which it was.
func (x *terminal) words() []string {
	var words []string
	for _, c := range x.store.applied {
		words = append(words, phrase.Change(c, x.store.list(), sunday))
	}
	return words
}

// wroteOnly fails unless exactly this was written, in this order.
func (x *terminal) wroteOnly(want ...string) {
	x.t.Helper()
	if got := x.words(); !slices.Equal(got, want) {
		x.t.Errorf("written was %q, not %q", got, want)
	}
}

func min64(n int) quantity.Amount { return quantity.Amount(n) * quantity.Minutes.One() }

// measured is an entry with an amount.
func measured(a quantity.Amount) habits.Entry { return habits.Entry{State: habits.Measured, Amount: a} }
