package ui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"selfcare/internal/calendar"
)

// alphabet is every key that the program takes, and some that it does not. What is used
// most in a bad hour is there more than once.
var alphabet = strings.Fields(`
	a b c d e f g h i j k l m n o p q r s t u v w x y z A B E G H J L N R T Z
	0 1 2 3 4 5 6 7 8 9 + - = _ . / ? ! { } : ,
	enter enter enter esc esc tab tab shift+tab space space backspace up down left right home end pgup pgdown
	up down left right delete f1 alt+up alt+down ctrl+j ctrl+s ctrl+u ctrl+c ctrl+z shift+enter alt+enter
	u u u m m B B B J J s c N E w z z
`)

// paths lead to where single keys seldom get.
var paths = []string{"u 7 enter enter", "u enter", "u 3 s", "u 3 enter enter tab", "B e", "B N 4", "B N 2", "B s tab tab", "B E r", "B E l", "B enter", "J w", "J j e", "J j enter", "J /", "J d", "H e", "m 4 tab", "a", "j n", "N"}

// scraps are what is typed or pasted.
var scraps = []string{
	"R.", "I sleep again.", "21:40", "yesterday 22:00", "30 Oct 21:40", "move", "mood 4 -- rain", "urge 7", "slip -- I wrote back", "lake", "-3d", "sat", "漢字 and 👩‍👩‍👧‍👦", "one\ntwo\n\nthree", "\x1b[2J\u202e", "7.5", "x", " ", "a walk round the block, and then another, until it was dark and all was quiet",
}

// monkey presses keys that nobody would, one after another.
type monkey struct {
	*terminal
	dice    *rand.Rand
	did     []string
	windows bool // another window writes of boundaries, too
}

// TestNothingThatIsPressedSpoilsAScreenOrUndo goes through the program without a plan:
// each screen fits, there is one cursor at the most, and in the end undo takes back all
// that was done.
func TestNothingThatIsPressedSpoilsAScreenOrUndo(t *testing.T) { runMonkeys(t, false) }

func TestNothingThatIsPressedSpoilsAScreenWhileAnotherWindowWrites(t *testing.T) {
	runMonkeys(t, true)
}

func runMonkeys(t *testing.T, windows bool) {
	keys := 160
	if few() {
		keys = 60
	}
	for seed := range plays() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			m := &monkey{terminal: kept(t, ""), dice: rand.New(rand.NewPCG(uint64(seed), 2026)), windows: windows}
			beginning := newFakeStore(drawn()...)
			beginning.hold(keptOthers())
			defer func() {
				if p := recover(); p != nil {
					m.tell()
					panic(p)
				}
			}()
			m.press(paths[seed%len(paths)])
			for range keys {
				m.step()
				if m.quit {
					m.restart()
				}
				m.check()
				if t.Failed() {
					m.tell()
					return
				}
			}
			m.end(beginning)
			if t.Failed() {
				m.tell()
			}
		})
	}
}

// tell says what was done before something went wrong.
func (m *monkey) tell() {
	m.t.Helper()
	m.t.Errorf("after %s", strings.Join(m.did[max(0, len(m.did)-60):], " "))
}

// step does something.
func (m *monkey) step() {
	pick := func(of []string) string { return of[m.dice.IntN(len(of))] }
	did := func(format string, of ...any) { m.did = append(m.did, fmt.Sprintf(format, of...)) }
	switch m.dice.IntN(40) {
	case 0:
		w, h := 28+m.dice.IntN(110), 7+m.dice.IntN(36)
		did("resize(%d,%d)", w, h)
		m.resize(w, h)
	case 1, 2:
		x, y := m.dice.IntN(m.app.session.Width), m.dice.IntN(m.app.session.Height)
		did("click(%d,%d)", x, y)
		m.click(x, y)
	case 3:
		did("wheel")
		m.wheel([]tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}[m.dice.IntN(2)])
	case 4, 5:
		text := pick(scraps)
		did("type(%q)", text)
		m.typeText(strings.Map(func(r rune) rune {
			if r < ' ' || r == '\u202e' {
				return -1
			}
			return r
		}, text))
	case 6:
		text := pick(scraps)
		did("paste(%q)", text)
		m.paste(text)
	case 7:
		d := time.Duration(m.dice.IntN(120)) * time.Minute
		did("later(%v)", d)
		m.now = m.now.Add(d)
		m.look()
	case 8:
		did("full(%v)", m.store.fail == nil)
		if m.store.fail == nil {
			m.store.fail = errFull
			return
		}
		m.store.fail = nil
		m.retry()
	case 10, 11:
		keys := pick(paths)
		did("%s", keys)
		m.press(keys)
	case 9:
		did("elsewhere")
		m.store.elsewhere(m.another())
		m.look()
	default:
		key := pick(alphabet)
		did("%s", key)
		m.press(key)
	}
}

// another is a change of another window.
func (m *monkey) another() record.Change {
	all := m.store.book.Boundaries
	if !m.windows || len(all) == 0 {
		return record.Change{Moods: record.Put(journal.NewMood(m.now, 1+m.dice.IntN(5), "", calendar.DefaultPreferences))}
	}
	b := all[m.dice.IntN(len(all))]
	switch m.dice.IntN(5) {
	case 0:
		if len(all.Open()) > 0 {
			return record.EndBoundary(all.Open()[0], boundary.Reopened, m.now, []journal.Reflection{journal.NewReflection(m.now, "", "Words.", calendar.DefaultPreferences)})
		}
	case 1:
		return record.Change{Boundaries: record.Take(b)}
	case 2:
		b.Plan = ""
	case 3:
		b.ID, b.Name = ident.New(), fmt.Sprint("Another ", len(m.store.log))
	default:
		b.Plan = "When it is late, I call Ana."
	}
	return record.Change{Boundaries: record.Put(b)}
}

// restart ends the program, and starts it again on what it left.
func (m *monkey) restart() {
	m.t.Helper()
	m.store.fail = nil
	if err := m.app.Drain(); err != nil {
		m.t.Error(err)
	}
	m.did = append(m.did, "restart")
	m.terminal = m.again(sized(m.app.session.Width, m.app.session.Height))
}

// check looks at the screen.
func (m *monkey) check() {
	m.t.Helper()
	s := m.app.session
	content := m.styled()
	drawn := strings.Split(content, "\n")
	m.lookOver(drawn)
	if len(drawn) != s.Height && !s.tooSmall() {
		m.t.Errorf("at %dx%d %d lines are drawn", s.Width, s.Height, len(drawn))
	}
	if n := len(aCursor.FindAllString(content, -1)); n > 1 {
		m.t.Errorf("%d cursors are drawn", n)
	}
	chosen := 0
	for _, l := range drawn {
		if strings.HasPrefix(ansi.Strip(l), s.Glyphs.Cursor) {
			chosen++
		}
	}
	if chosen > 1 {
		m.t.Errorf("%d lines have the ▸:\n%s", chosen, m.text())
	}
	m.checkIDs()
}

// checkIDs fails where anything is there twice.
func (m *monkey) checkIDs() {
	m.t.Helper()
	seen := map[ident.ID]bool{}
	once := func(id ident.ID) {
		if seen[id] {
			m.t.Errorf("%s is there twice", id)
		}
		seen[id] = true
	}
	for _, b := range m.store.book.Boundaries {
		once(b.ID)
		for _, e := range b.Events {
			once(e.ID)
		}
	}
	for _, r := range m.store.reflections {
		once(r.ID)
	}
	for _, mood := range m.store.book.Moods {
		once(mood.ID)
	}
}

// end ends the program, and takes everything back in another.
func (m *monkey) end(beginning *fakeStore) {
	m.t.Helper()
	m.press("ctrl+c")
	m.restart()
	m.resize(80, 24)
	m.press("esc esc esc esc B")
	book := m.app.session.Book
	held := fakeOthers{moods: m.store.book.Moods, reflections: m.store.reflections, boundaries: book.Boundaries, help: book.HelpLines}
	if d := differ(told(m.store.others()), told(held)); d != "" {
		m.t.Errorf("the program holds something else than the store:\n%s", d)
	}
	for n := 0; len(m.store.done) > 0 && n < 1000; n++ {
		m.press("z")
	}
	m.press("z")
	m.says("Nothing more to take back.")
	if d := differ(beginning.told(), m.store.told()); d != "" {
		m.t.Errorf("after undo the record differs:\n%s", d)
	}
}

// told is the record in words that can be compared.
func (f *fakeStore) told() string {
	all := []string{told(f.others())}
	for _, h := range f.list() {
		all = append(all, fmt.Sprintf("habit %+v", h))
		for _, e := range f.entries(h.ID) {
			all = append(all, fmt.Sprintf("%s on %v: %+v", h.ID, e.Day, e.Entry))
		}
	}
	return strings.Join(all, "\n")
}

// differ is the lines that only one of two texts has.
func differ(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	var only []string
	for _, l := range x {
		if !slices.Contains(y, l) {
			only = append(only, "- "+l)
		}
	}
	for _, l := range y {
		if !slices.Contains(x, l) {
			only = append(only, "+ "+l)
		}
	}
	return strings.Join(only, "\n")
}
