package ui

import (
	"strings"
	"testing"
)

func TestTheLinksOfAYearSayWhatIsWorthNoticing(t *testing.T) {
	x := yearOn("R L")(t, sized(100, 36))
	lines := x.screen()
	first := 0
	for i, l := range lines {
		if strings.HasPrefix(l, " habit ") {
			first = i + 1
			break
		}
	}
	is(t, "the first", strings.HasPrefix(strings.Join(strings.Fields(lines[first]), " "), "A proper meal +1.0 0.8 to 1.1"), true)
	is(t, "its verdict", strings.Contains(lines[first], "worth noticing"), true)
	x.shows("worth noticing: chance alone would seldom do it.")
	x.shows("A link does not say why.")
	x.hides("causes")
	x.hides("no effect")
	for _, key := range []string{"esc", "q", "enter", "L"} {
		x.press(key)
		x.shows("90 d ‹1 y› all")
		is(t, "quit", x.quit, false)
		x.press("L")
		x.shows(" Mood and habits")
	}
	is(t, "the changes", len(x.store.log), 0)
}

func TestWithoutAMoodThereAreNoLinks(t *testing.T) {
	x := start(t, drawn())
	x.press("R L")
	x.shows("No mood yet. m writes one down, from anywhere.")
	x.press("esc m 4 enter L")
	x.hides("No mood yet")
	x.shows("can't tell yet")
	x.press("esc z L")
	x.shows("No mood yet")
}

// However low the terminal is, every habit and what the words mean can be read.
func TestAllLinksCanBeReached(t *testing.T) {
	for _, size := range [][2]int{{30, 8}, {50, 12}, {80, 12}} {
		x := yearOn("R L")(t, sized(size[0], size[1]))
		seen := ""
		for range 80 {
			seen += x.text() + "\n"
			x.press("j")
		}
		for _, name := range []string{"Sleep", "A proper meal", "A friend"} {
			if !strings.Contains(seen, name) {
				t.Errorf("at %dx%d %s is not to be seen", size[0], size[1], name)
			}
		}
		if !strings.Contains(strings.ReplaceAll(seen, "\n", ""), "why.") {
			t.Errorf("at %dx%d the end is not to be seen", size[0], size[1])
		}
		x.press("g")
		x.shows(" Mood and habits")
	}
}

// A line is broken where one would take a breath, and not within a number.
func TestTheLinkBelowAChartKeepsItsNumbersTogether(t *testing.T) {
	t.Parallel()
	for w := 60; w <= 130; w += 2 {
		if few() && w%10 != 0 {
			continue
		}
		x := yearOn("j j j R")(t, sized(w, 30))
		for _, l := range x.screen() {
			if _, text, ok := strings.Cut(l, "│ "); ok {
				l = text
			}
			if l = strings.TrimSpace(l); l == "d)," || strings.HasPrefix(l, "d) ") || strings.HasPrefix(l, "d),") {
				t.Errorf("at %d columns a line is %q", w, l)
			}
		}
	}
}

// While moods are being compared nothing is said of there being none.
func TestNothingIsSaidOfMoodsThatAreNotReadYet(t *testing.T) {
	x := lifeOn("R")(t)
	x.app.trends.Links = nil
	x.press("L")
	x.hides("No mood yet")
	x.press("esc")
	x = start(t, drawn())
	x.press("R L")
	x.shows("No mood yet")
}
