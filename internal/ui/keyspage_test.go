package ui

import (
	"regexp"
	"strings"
	"testing"
)

func TestHelpIsOneKeyAway(t *testing.T) {
	for _, key := range []string{"?", "f1"} {
		x := start(t, drawn())
		x.press(key)
		x.shows(" Keys")
		x.press("3 n a q")
		is(t, "quit", x.quit, false)
		is(t, "the changes", len(x.store.log), 0)
		x.row("Sleep")
		for _, close := range []string{key, "esc", "q", "enter"} {
			x.press(key)
			x.shows(" Keys")
			x.press(close)
			x.row("Sleep")
		}
	}
}

// Every command of the list is explained, on one page or another.
func TestHelpNamesEveryCommand(t *testing.T) {
	for _, size := range [][2]int{{30, 8}, {40, 13}, {50, 15}, {76, 20}, {80, 24}, {120, 36}} {
		x := start(t, drawn(), sized(size[0], size[1]))
		x.press("?")
		_, last, ok := strings.Cut(x.line(0), " of ")
		if !ok {
			t.Fatalf("the title is %q", x.line(0))
		}
		all := x.text()
		for !strings.Contains(x.line(0), last+" of "+last) {
			before := x.text()
			x.press("space")
			if x.text() == before {
				t.Fatalf("there is no page after\n%s", before)
			}
			all += "\n" + x.text()
		}
		for _, key := range []string{
			"space enter", "1-9 letter", `\+ -`, "r", "x", "backspace", "n", "← → h l", "d", `\.`, "/", "a", "↑ ↓ k j", "g G", "e", "N", "A", "{ }", "z Z", "esc", "q", `ctrl\+c`,
			"●", "◐", "–", "∘", "·",
		} {
			if !regexp.MustCompile(`(?m)(^| )` + key + ` +\S`).MatchString(all) {
				t.Errorf("at %dx%d %s is not explained", size[0], size[1], key)
			}
		}
		if !strings.Contains(all, "b c i o p s t v y") {
			t.Errorf("at %dx%d the free letters are not named", size[0], size[1])
		}
		x.press("left")
		if n := "1"; last != n && strings.Contains(x.line(0), last+" of "+last) {
			t.Error("there is no way back")
		}
	}
}

func TestHelpOnTheFirstRunIsAboutIt(t *testing.T) {
	x := start(t, nil)
	x.press("?")
	x.shows("begin with nothing")
	x.press("esc")
	x.shows("Hello.")
}
