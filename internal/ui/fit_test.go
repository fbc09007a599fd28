package ui

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"selfcare/internal/ui/page/mood"
)

// sizes are terminals between 30x8 and 130x40: every width at some heights, every
// height at some widths.
func sizes() [][2]int {
	var all [][2]int
	for w := 30; w <= 130; w++ {
		for _, h := range []int{8, 24, 8 + 7*w%33} {
			all = append(all, [2]int{w, h})
		}
	}
	for h := 8; h <= 40; h++ {
		for _, w := range []int{30, 40, 60, 80} {
			all = append(all, [2]int{w, h})
		}
	}
	return all
}

// Looking over each screen is what [terminal.lookOver] does. Where there is a
// chosen row, or a field, it is to be seen as well.
func TestEveryScreenFitsEveryTerminal(t *testing.T) {
	for n, s := range states() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			x := s.open(t)
			for i, size := range sizes() {
				if (i+n)%oneOf(8, 60) != 0 {
					continue
				}
				x.resize(size[0], size[1])
				fits(t, x, s)
				if t.Failed() {
					return // one is enough to look at
				}
			}
		})
	}
}

func TestEveryScreenFitsTheTerminalItIsOpenedIn(t *testing.T) {
	for n, s := range states() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			for i, size := range [][2]int{{30, 8}, {37, 9}, {40, 13}, {50, 15}, {59, 19}, {76, 20}, {99, 12}} {
				if (i+n)%oneOf(3, 4) != 0 {
					continue
				}
				fits(t, s.open(t, sized(size[0], size[1])), s)
				if t.Failed() {
					return
				}
			}
		})
	}
}

func fits(t *testing.T, x *terminal, s state) {
	t.Helper()
	w, h := x.app.session.Width, x.app.session.Height
	content := x.styled()
	drawn := strings.Split(content, "\n")
	x.lookOver(drawn)
	if len(drawn) != h {
		t.Errorf("at %dx%d: %d lines are drawn", w, h, len(drawn))
	}
	chosen := 0
	for _, l := range drawn {
		if strings.HasPrefix(ansi.Strip(l[:min(len(l), 40)]), x.app.session.Glyphs.Cursor) {
			chosen++
		}
	}
	if s.cursor && chosen != 1 {
		t.Errorf("at %dx%d: %d lines have the ▸:\n%s", w, h, chosen, x.text())
	}
	if n := len(aCursor.FindAllString(content, -1)); s.field != (n == 1) || n > 1 {
		t.Errorf("at %dx%d: %d cursors are drawn, an open field is %v:\n%s", w, h, n, s.field, x.text())
	}
	asks, ok := x.app.session.Prompt.(*mood.Prompt) // which takes digits, not words
	if x.app.session.fatal == nil && s.field != x.app.typing() && !(ok && !asks.Noting) {
		t.Errorf("a field takes the keys: %v, a field is open: %v", x.app.typing(), s.field)
	}
	if strings.TrimSpace(ansi.Strip(drawn[len(drawn)-1])) == "" {
		t.Errorf("at %dx%d: there is no key line:\n%s", w, h, x.text())
	}
}

func TestATerminalThatIsTooSmallIsToldTheSize(t *testing.T) {
	x := start(t, drawn(), sized(20, 5))
	is(t, "the screen", x.text(), "needs 30x8, has 20x5")
	for _, size := range [][2]int{{29, 8}, {30, 7}, {1, 1}, {5, 100}} {
		x.resize(size[0], size[1])
		x.hides("Sleep")
	}
	x.resize(30, 8)
	x.shows("Sleep")
}

// The places the design gives up at each width.
func TestANarrowListGivesUpInOrder(t *testing.T) {
	x := start(t, drawn())
	for _, w := range []int{60, 76, 99, 130} {
		x.resize(w, 24)
		x.shows("M T W T F S S")
		x.shows("85 of 120 min in 7 d")
	}
	for _, w := range []int{40, 50, 59} {
		x.resize(w, 24)
		x.shows("MTWTFSS")
		x.shows("85/120 min")
	}
	for _, w := range []int{30, 39} {
		x.resize(w, 24)
		x.hides("MTWTFSS")
		x.shows("85/120 min")
	}
	x.resize(80, 20)
	x.shows("\n body\n")
	x.resize(80, 19)
	x.hides(" body")
}

// The count says how much is left, and what is not saved: it is never cut.
func TestTheHeaderKeepsItsCountAtEveryWidth(t *testing.T) {
	for name, count := range map[string]string{
		"ordinary": "5 of 9", "after midnight": "5 of 9", "yesterday": "7 of 9", "before all habits": "0 of 0", "not saved": "2 not saved", "sixty habits": "0 of 60",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := stateNamed(t, name).open(t)
			for w := 30; w <= 130; w++ {
				if few() && w%5 != 0 {
					continue
				}
				x.resize(w, 20)
				if h := x.header(); !strings.HasSuffix(h, " "+count) {
					t.Errorf("at %d columns the header is %q", w, h)
				}
			}
		})
	}
}

// A long list is walked row by row and by pages, with and without a filter and
// areas; the chosen row is always there to be seen, and no row is out of reach.
func TestEveryRowOfALongListCanBeReached(t *testing.T) {
	for _, size := range [][2]int{{30, 8}, {50, 15}, {80, 19}, {80, 20}, {80, 24}, {120, 36}} {
		if few() && size[1] != 20 {
			continue
		}
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			x := start(t, sixty(), sized(size[0], size[1]))
			for i := 1; i <= 60; i++ {
				l := x.list()
				is(t, "the row", l.chosen, i)
				if l.above+l.below+len(l.rows) != 60 {
					t.Fatalf("%d above, %d below and %d shown are not 60:\n%s", l.above, l.below, len(l.rows), x.text())
				}
				x.press("j")
			}
			for i := 60; i >= 1; i-- {
				is(t, "the row", x.list().chosen, i)
				x.press("up")
			}
			seen := map[int]bool{}
			for range 60 {
				l := x.list()
				for _, n := range l.rows {
					seen[n] = true
				}
				if l.chosen == 0 {
					t.Fatalf("the ▸ is nowhere:\n%s", x.text())
				}
				if l.below == 0 && l.chosen == 60 {
					break
				}
				x.press("pgdown")
			}
			is(t, "the rows seen by pages", len(seen), 60)
			is(t, "the row", x.list().chosen, 60)
			for x.list().chosen > 1 && !t.Failed() {
				x.press("pgup")
			}
			is(t, "the row", x.list().chosen, 1)
			x.press("G")
			is(t, "the row", x.list().chosen, 60)
			x.press("g")
			is(t, "the row", x.list().chosen, 1)
		})
	}
}

// shownList is what is to be seen of a list of habits called Habit 01 and so on.
type shownList struct {
	rows         []int
	chosen       int
	above, below int // what the lines at the list's ends say is hidden
}

func (x *terminal) list() shownList {
	x.t.Helper()
	var l shownList
	for _, text := range x.screen() {
		text, _, _ = strings.Cut(text, "│") // the pane names the chosen one again
		_, _ = fmt.Sscanf(strings.TrimSpace(text), "↑ %d more", &l.above)
		_, _ = fmt.Sscanf(strings.TrimSpace(text), "↓ %d more", &l.below)
		if _, name, ok := strings.Cut(text, "Habit "); ok {
			n, _ := strconv.Atoi(name[:2])
			l.rows = append(l.rows, n)
			if strings.HasPrefix(text, "▸") {
				l.chosen = n
			}
		}
	}
	return l
}

// On a terminal without the signs nothing but ASCII is drawn.
func TestASCIIIsASCIIThroughout(t *testing.T) {
	for _, s := range states() {
		if strings.Contains(s.name, "long") { // the person's own words are as they are
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range [][2]int{{50, 15}, {80, 24}} {
				x := s.open(t, sized(size[0], size[1]), inASCII)
				for y, l := range strings.Split(ansi.Strip(x.styled()), "\n") {
					if i := strings.IndexFunc(l, func(r rune) bool { return r > '~' }); i >= 0 {
						t.Errorf("at %dx%d line %d holds other signs: %q", size[0], size[1], y, l)
					}
				}
			}
		})
	}
}

// All that a field holds is to be seen, as long as there is room for it.
func TestAFieldShowsAllThatIsTyped(t *testing.T) {
	for _, row := range []struct{ keys, text, shown string }{
		{"2", "1h30", "+ 1h30█ min"},
		{"2 =", "40", "= 40█ min"},
		{"1", "7.5", "+ 7.5█ h"},
		{"a", "move", " add  move█"},
		{"a", "meditation 10 yesterday -- quiet", " add  meditation 10 yesterday -- quiet█"},
		{"d", "2026-11-01", " go to  2026-11-01█"},
		{"/", "screens", " / screens█"},
		{"N", "A walk by the river", "name      A walk by the river█"},
	} {
		x := start(t, drawn())
		x.press(row.keys)
		x.typeText(row.text)
		x.shows(row.shown)
	}
}

func TestAFieldThatWasTypedBackShowsItsBeginning(t *testing.T) {
	x := start(t, drawn())
	x.press("a")
	x.typeText("outdoors 30m")
	x.press("backspace backspace backspace")
	x.shows(" add  outdoors █")
	x.press("home")
	x.typeText("the ")
	x.shows(" add  the outdoors")
}

// A note under its row shows all its words as long as they take six lines.
func TestANoteShowsAllItsWords(t *testing.T) {
	for _, w := range []int{50, 80, 120} {
		if few() && w != 50 {
			continue
		}
		for _, text := range []string{
			"Restless at first, then quieter.",
			"Restless at first, then quieter. Thought of the lake, not of R.",
			"one\ntwo\n\nfour",
			"extraordinarily long-winded circumstances, notwithstanding counterproductive",
		} {
			t.Run(fmt.Sprintf("%d, %.12q", w, text), func(t *testing.T) {
				t.Parallel()
				x := start(t, drawn(), sized(w, 30))
				x.press("j j j j n")
				for i, part := range strings.Split(text, "\n") {
					if i > 0 {
						x.press("ctrl+j")
					}
					x.paste(part[:len(part)/2])
					x.typeText(part[len(part)/2:])
				}
				shown := ""
				for _, l := range x.screen() {
					if _, words, ok := strings.Cut(l, "│ "); ok {
						shown += words + " "
					}
				}
				shown = strings.ReplaceAll(shown, "█", "")
				for _, word := range strings.Fields(text) {
					if !strings.Contains(shown, word) {
						t.Fatalf("%q is not to be seen:\n%s", word, x.text())
					}
				}
			})
		}
	}
}

func TestTheCountOfANoteIsShownWhole(t *testing.T) {
	for _, w := range []int{30, 50, 80, 120} {
		x := start(t, drawn(), sized(w, 24))
		x.press("n")
		x.paste(strings.Repeat("word ", 399) + "words")
		x.shows(" 2,000 of 2,000")
	}
}
