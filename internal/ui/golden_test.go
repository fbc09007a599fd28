package ui

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"
)

// stateNamed is one of the states.
func stateNamed(t testing.TB, name string) state {
	t.Helper()
	for _, s := range states() {
		if s.name == name {
			return s
		}
	}
	t.Fatalf("there is no state %q", name)
	return state{}
}

// The golden files are screens as one sees them, but for styles; █ is the cursor
// of a field. Look at each that changes.
func TestScreensLookAsDrawn(t *testing.T) {
	for _, s := range states() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, atSizes(t, s, nil, [][2]int{{50, 15}, {80, 24}, {120, 36}}))
		})
	}
}

func TestScreensLookAsDrawnOnOddTerminals(t *testing.T) {
	for _, name := range []string{
		"first run", "empty", "ordinary", "every sort", "long names", "sixty habits, in the middle", "yesterday", "after midnight",
		"amount", "add, a reading", "add, candidates", "note, of several lines", "habit, an amount", "keys", "not saved, the page",
		"trends", "trends, twenty years", "trends, empty", "trends, one entry",
		"with a boundary", "mood", "boundaries", "boundaries, all of one", "urge", "urge, a while later", "urge, what helped", "slip, in words",
		"set up, in words", "an end, reopened", "help lines, one's own", "journal, an entry open", "writing", "links, of a year",
		"first run, with import", "bring, a mood", "bring, what it holds", "bring, a long answer", "damaged", "damaged, with losses",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, atSizes(t, stateNamed(t, name), nil, [][2]int{{30, 8}, {40, 20}, {60, 12}, {76, 20}, {200, 50}}))
		})
	}
}

func TestScreensInASCII(t *testing.T) {
	for _, name := range []string{
		"first run", "ordinary", "every sort", "sixty habits, in the middle", "yesterday", "amount", "add, a reading",
		"add, candidates", "note, of several lines", "filter", "date", "habit, an amount", "keys", "trends", "trends, twenty years",
		"with a boundary", "mood", "boundaries", "urge, a while later", "urge, what helped", "slip", "journal", "an end",
		"first run, with import", "bring, found", "bring, what it holds",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, atSizes(t, stateNamed(t, name), inASCII, [][2]int{{50, 15}, {80, 24}}))
		})
	}
}

// atSizes is a state on terminals of several sizes.
func atSizes(t *testing.T, s state, with options, sizes [][2]int) string {
	t.Helper()
	if with == nil {
		with = func(*Options) {}
	}
	var b strings.Builder
	for _, size := range sizes {
		fmt.Fprintf(&b, "=== %dx%d\n%s\n", size[0], size[1], s.open(t, sized(size[0], size[1]), with).text())
	}
	return b.String()
}

// look is a terminal's colours.
type look struct {
	name    string
	ground  color.Color
	profile colorprofile.Profile
}

var looks = []look{
	{"dark", lipgloss.Color("#1b1d22"), colorprofile.TrueColor},
	{"light", lipgloss.Color("#fbfaf7"), colorprofile.TrueColor},
	{"unknown", nil, colorprofile.TrueColor},
	{"256 colours", lipgloss.Color("#1b1d22"), colorprofile.ANSI256},
	{"16 colours", lipgloss.Color("#1b1d22"), colorprofile.ANSI},
	{"no colours", lipgloss.Color("#1b1d22"), colorprofile.ASCII},
}

// lookAt tells the app what its terminal can do, as the terminal does.
func (x *terminal) lookAt(l look) {
	x.t.Helper()
	x.send(tea.ColorProfileMsg{Profile: l.profile})
	if l.ground != nil {
		x.send(tea.BackgroundColorMsg{Color: l.ground})
	}
}

func TestColoursAreAsDrawn(t *testing.T) {
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			x := stateNamed(t, "ordinary").open(t)
			x.lookAt(l)
			x.press("left")
			x.press("space =")
			golden.RequireEqual(t, strings.ReplaceAll(x.styled(), "\x1b", "␛")+"\n")
		})
	}
}

// Where the terminal answers late, what is open takes on its colours too.
func TestAnAnswerAboutColoursReachesEveryScreen(t *testing.T) {
	for i, s := range states() {
		if few() && i%3 != 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			early, late := s.open, s.open
			x, y := late(t), early(t)
			x.lookAt(looks[0])
			x.lookAt(looks[5])
			y.lookAt(looks[5])
			if x.styled() != y.styled() {
				t.Errorf("the screens differ:\n%q\n%q", x.styled(), y.styled())
			}
			if strings.Contains(x.styled(), "38;2") {
				t.Errorf("there are colours on a screen without:\n%q", x.styled())
			}
		})
	}
}

// The drawn screen, as far as it is built: the strength, the run and the pane are
// not.
func TestTodayIsWhatTheDesignDraws(t *testing.T) {
	x := stateNamed(t, "ordinary").open(t)
	for _, want := range []string{
		"‹ Sunday 22 November   5 of 9",
		"                                                 M T W T F S S",
		" body",
		"  1 ● Sleep                 7.5 of 7.5 h         ● ◐ ● ● ● ● ●",
		"  2 ◐ Outdoors              85 of 120 min in 7 d ● ∘ ● · ◐   ◐",
		"  3 · Move                  2 of 3 in 7 d        ● ∘ ∘ ● ∘   ·",
		"  4 ● A proper meal                              ● ● · ● ● ● ●",
		" mind",
		"▸ 5 ● Meditation            10 of 10 min         ● ● ● – ● ● ●",
		"  w · Write a few lines     2 of 3 in 7 d            ● ·   ● ·",
		"  7 · Screens off by eleven                      ● · ● ● · ● ·",
		" joy",
		"  8 ● Something I love      2 of 2 in 7 d        ∘ ● ∘ ∘ ∘ ∘ ●",
		" people",
		"  f ● A friend              3 of 3 in 7 d        ● ∘ ● ∘ ∘ ∘ ●",
	} {
		x.shows(want)
	}
	x = stateNamed(t, "ordinary").open(t, sized(50, 15))
	for _, want := range []string{
		" Today  ‹ Sun 22 Nov                       5 of 9\n",
		"                                         MTWTFSS\n",
		"  1 ● Sleep                   7.5/7.5 h  ●◐●●●●●\n",
		"  2 ◐ Outdoors               85/120 min  ●∘●·◐ ◐\n",
		"  3 · Move                          2/3  ●∘∘●∘ ·\n",
		"  4 ● A proper meal                      ●●·●●●●\n",
		"▸ 5 ● Meditation              10/10 min  ●●●–●●●\n",
		"  w · Write a few lines             2/3    ●· ●·\n",
		"  7 · Screens off by eleven              ●·●●·●·\n",
		"  8 ● Something I love              2/2  ∘●∘∘∘∘●\n",
		"  f ● A friend                      3/3  ●∘●∘∘∘●\n",
	} {
		x.shows(want)
	}
}

func TestTheFirstRunIsWhatTheDesignDraws(t *testing.T) {
	x := start(t, nil)
	want := ` Hello. What would you like to look after?

 body
▸ ● Sleep                  7.5 h a day       the rest of the day leans on it
  ● Outdoors               120 min in 7 d    daylight, and another view
  ● Move                   3 of 7 days       any way you like
  · A proper meal          every day         at a table, cooked or not
 mind
  ● Meditation             10 min a day      ten minutes nobody asks for
  · Write a few lines      3 of 7 days       out of the head, onto the page
  · Screens off by eleven  every day         nothing new arrives after it
 joy
  ● Something I love       2 of 7 days       because it is yours
 people
  ● A friend               3 of 7 days       a voice that is glad of yours

 Six is plenty. All of it can change later, and nothing leaves this computer.
`
	if got := x.text(); !strings.HasPrefix(got, want) {
		t.Errorf("the first run is\n%s\nnot\n%s", got, want)
	}
}
