package theme

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strconv"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"selfcare/internal/settings"
)

func TestContrastIsThatOfTheStandard(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54}, {"#ff0000", "#ffffff", 4.00}, {"#0000ff", "#ffff00", 8.00},
	} {
		if got := Contrast(hex(row.a), hex(row.b)); math.Abs(got-row.want) > 0.01 {
			t.Errorf("%s on %s: %.3f, not %.2f", row.a, row.b, got, row.want)
		}
	}
}

// roles are the paints that say something. Faint is decoration.
func (s Styles) roles() map[string]Style {
	roles := map[string]Style{"plain": s.Plain, "bold": s.Bold, "muted": s.Muted, "accent": s.Accent, "strong": s.Strong}
	for i, a := range AreaOrder {
		roles[a] = s.Areas[i]
	}
	return roles
}

var aColour = regexp.MustCompile(`38;2;(\d+);(\d+);(\d+)`)

// colourOf is the colour that a paint sets, or nil for the terminal's own.
func colourOf(p Style) color.Color {
	m := aColour.FindStringSubmatch(p.On)
	if m == nil {
		return nil
	}
	part := func(s string) uint8 { n, _ := strconv.Atoi(s); return uint8(n) }
	return color.RGBA{part(m[1]), part(m[2]), part(m[3]), 255}
}

func TestEveryRoleIsReadableOnItsGround(t *testing.T) {
	for _, row := range []struct {
		name   string
		ground Background
		on     []string
	}{
		{"unknown", Background{}, []string{"#000000", "#ffffff"}},
		{"dark", Background{true, hex("#1b1d22")}, []string{"#1b1d22", "#000000"}},
		{"light", Background{true, hex("#fbfaf7")}, []string{"#fbfaf7", "#ffffff"}},
	} {
		s := NewStyles(row.ground, colorprofile.TrueColor, settings.Default())
		for role, p := range s.roles() {
			c := colourOf(p)
			if c == nil {
				if role != "plain" && role != "bold" {
					t.Errorf("%s has no colour on a %s ground", role, row.name)
				}
				continue
			}
			for _, on := range row.on {
				if got := Contrast(c, hex(on)); got < 4.5 {
					t.Errorf("%s, %s on %s: %.2f", row.name, role, on, got)
				}
			}
		}
	}
}

func TestEveryColourIsOfTheSetThatIsDrawn(t *testing.T) {
	want := map[string][]string{ // muted, faint, accent, body, mind, joy, people
		"unknown": {"#72757C", "#72757C", "#3B8354", "#B35F2A", "#4375C8", "#996D0C", "#905FC2"},
		"dark":    {"#9AA0AA", "#4B5058", "#9CCFA8", "#E8A87C", "#9AB8E8", "#F2CC8F", "#C9A7EB"},
		"light":   {"#59606B", "#C4C8CE", "#2F6B48", "#96491A", "#2F5AA3", "#755203", "#6D41A6"},
	}
	for name, g := range map[string]Background{"unknown": {}, "dark": {true, hex("#1b1d22")}, "light": {true, hex("#fbfaf7")}} {
		s := NewStyles(g, colorprofile.TrueColor, settings.Default())
		got := []Style{s.Muted, s.Faint, s.Accent, s.Areas[0], s.Areas[1], s.Areas[2], s.Areas[3]}
		for i, p := range got {
			r, g, b, _ := hex(want[name][i]).RGBA()
			if c := colourOf(p); c != (color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}) {
				t.Errorf("%s: role %d is %v, not %s", name, i, c, want[name][i])
			}
		}
	}
}

// On any ground a role is readable, or is the terminal's own.
func TestWhatIsNotReadableGivesWay(t *testing.T) {
	grounds := []string{"#808080", "#ffff00", "#fdf6e3", "#002b36", "#ff0000", "#0000ff", "#b35f2a", "#282a36", "#2e3440", "#eee8d5"}
	for r := 0; r < 256; r += 51 {
		for g := 0; g < 256; g += 51 {
			for b := 0; b < 256; b += 51 {
				grounds = append(grounds, fmt.Sprintf("#%02x%02x%02x", r, g, b))
			}
		}
	}
	for _, on := range grounds {
		for role, p := range NewStyles(Background{true, hex(on)}, colorprofile.TrueColor, settings.Default()).roles() {
			if c := colourOf(p); c != nil && Contrast(c, hex(on)) < 4.5 {
				t.Errorf("%s on %s: %.2f", role, on, Contrast(c, hex(on)))
			}
		}
	}
	if c := colourOf(NewStyles(Background{true, hex("#808080")}, colorprofile.TrueColor, settings.Default()).Muted); c != nil {
		t.Errorf("muted on grey is %v", c)
	}
	for _, on := range []string{"#fdf6e3", "#002b36"} { // solarized keeps its colours
		if colourOf(NewStyles(Background{true, hex(on)}, colorprofile.TrueColor, settings.Default()).Accent) == nil {
			t.Errorf("there is no accent on %s", on)
		}
	}
}

func TestSixteenColoursLeaveTheAccentAlone(t *testing.T) {
	s := NewStyles(Background{true, hex("#1b1d22")}, colorprofile.ANSI, settings.Default())
	for role, p := range s.roles() {
		want := ""
		switch role {
		case "accent":
			want = "\x1b[32m"
		case "strong":
			want = "\x1b[1;32m"
		case "bold":
			want = "\x1b[1m"
		}
		if p.On != want && p.On != regexp.MustCompile(`32`).ReplaceAllString(want, "38;5;2") {
			t.Errorf("%s is %q, not %q", role, p.On, want)
		}
	}
	for role, p := range NewStyles(Background{}, colorprofile.ASCII, settings.Default()).roles() {
		if aColour.MatchString(p.On) || regexp.MustCompile(`3[0-8]`).MatchString(p.On) {
			t.Errorf("without colours %s is %q", role, p.On)
		}
	}
}
