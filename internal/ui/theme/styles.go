// Package theme has what screens are drawn with: colours that can be read on the terminal's
// background, signs, and lines of styled text.
package theme

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"selfcare/internal/settings"
)

// Style is a style as what is written before and after a text. Rendering through
// lipgloss each time would cost more than the rest of a frame.
type Style struct {
	On, Off string
	Marks   bool // blanks are seen, too
}

// NewStyle returns a style of lipgloss as one of ours.
func NewStyle(s lipgloss.Style) Style {
	on, off, _ := strings.Cut(s.Render("x"), "x")
	return Style{on, off, s.GetUnderline()}
}

// Styles are what texts are drawn with, named by what they say.
type Styles struct {
	Plain  Style // the terminal's own foreground
	Bold   Style // the current place, the chosen name, titles
	Muted  Style // details, hints, what is done
	Faint  Style // decoration only
	Accent Style // the cursor, a day that is not today
	Strong Style // accent and bold
	Areas  [4]Style
	Shades [4][4]Style // the areas' hues, for little to much
	Mark   Style       // the letter that goes to a place
	Here   Style       // that of the current place
	AccentStyle, MutedStyle,
	PlainStyle lipgloss.Style // for the parts that come from bubbles
}

// palette is the colours of one look; nil is the terminal's own foreground.
type palette struct {
	muted, faint, accent color.Color
	areas                [4]color.Color // body, mind, joy, people
}

// Background is what is known of the terminal's background.
type Background struct {
	Known bool
	Color color.Color
}

// set is the colours for one sort of ground.
type set struct {
	muted, faint color.Color
	greys        [2]color.Color // the nearest neutral ones of the 256 colours, where conversion would take a hue
	hues         [5]color.Color // as [settings.Hues]
}

// The three sets. Unknown holds 4.5:1 against black and against white.
var (
	unknownSet = set{hex("#72757C"), hex("#72757C"), [2]color.Color{lipgloss.ANSIColor(243), lipgloss.ANSIColor(243)}, hexes("#3B8354", "#B35F2A", "#4375C8", "#996D0C", "#905FC2")}
	darkSet    = set{hex("#9AA0AA"), hex("#4B5058"), [2]color.Color{lipgloss.ANSIColor(247), lipgloss.ANSIColor(239)}, hexes("#9CCFA8", "#E8A87C", "#9AB8E8", "#F2CC8F", "#C9A7EB")}
	lightSet   = set{hex("#59606B"), hex("#C4C8CE"), [2]color.Color{lipgloss.ANSIColor(241), lipgloss.ANSIColor(251)}, hexes("#2F6B48", "#96491A", "#2F5AA3", "#755203", "#6D41A6")}
)

// sixteen are the hues of terminals with so many colours. No red is among them.
var sixteen = [5]color.Color{lipgloss.ANSIColor(2), lipgloss.ANSIColor(3), lipgloss.ANSIColor(4), lipgloss.ANSIColor(3), lipgloss.ANSIColor(5)}

// AreaOrder is the areas that have a colour of their own.
var AreaOrder = []string{"body", "mind", "joy", "people"}

func hex(s string) color.Color { return lipgloss.Color(s) }

func hexes(all ...string) (colors [5]color.Color) {
	for i, s := range all {
		colors[i] = hex(s)
	}
	return colors
}

// named is a colour as the settings name it: a hue of those, or #rrggbb.
func named(name string, hues [5]color.Color) color.Color {
	if i := slices.Index(settings.Hues, name); i >= 0 {
		return hues[i]
	}
	return hex(name)
}

// NewStyles are the styles on a ground, with the colours that were chosen and the profile
// allows: sixteen leave the accent only, none leave bold.
func NewStyles(g Background, profile colorprofile.Profile, chosen settings.Settings) Styles {
	p := newPalette(g, profile, chosen)
	inColor := func(c color.Color) lipgloss.Style {
		if c == nil {
			return lipgloss.NewStyle()
		}
		return lipgloss.NewStyle().Foreground(c)
	}
	s := Styles{
		Plain:       Style{},
		Bold:        NewStyle(lipgloss.NewStyle().Bold(true)),
		Muted:       NewStyle(inColor(p.muted)),
		Faint:       NewStyle(inColor(p.faint)),
		Accent:      NewStyle(inColor(p.accent)),
		Strong:      NewStyle(inColor(p.accent).Bold(true)),
		AccentStyle: inColor(p.accent),
		MutedStyle:  inColor(p.muted),
		PlainStyle:  lipgloss.NewStyle(),
	}
	s.Mark = NewStyle(inColor(p.muted).Underline(true))
	s.Here = NewStyle(lipgloss.NewStyle().Bold(true).Underline(true))
	for i, c := range p.areas {
		s.Areas[i] = NewStyle(inColor(c))
		for j := range s.Shades[i] {
			s.Shades[i][j] = NewStyle(inColor(faded(c, g, 0.7+0.1*float64(j))))
		}
	}
	return s
}

// newPalette is the colours that were chosen, as far as they can be read on a ground.
func newPalette(g Background, profile colorprofile.Profile, chosen settings.Settings) palette {
	from := unknownSet
	switch {
	case g.Known && IsDark(g.Color):
		from = darkSet
	case g.Known:
		from = lightSet
	}
	p := palette{muted: from.muted, faint: from.faint}
	if profile == colorprofile.ANSI256 {
		p.muted, p.faint = from.greys[0], from.greys[1]
	}
	mono := chosen.Colors == "mono"
	switch {
	case profile < colorprofile.ANSI, mono && profile == colorprofile.ANSI:
		return palette{}
	case profile == colorprofile.ANSI:
		accent := named(chosen.Accent, sixteen)
		if !slices.Contains(sixteen[:], accent) {
			accent = sixteen[0]
		}
		return palette{accent: accent}
	case mono:
	default:
		p.accent = named(chosen.Accent, from.hues)
		for i, name := range chosen.AreaColors {
			p.areas[i] = named(name, from.hues)
		}
	}
	if g.Known {
		return p.readableOn(g.Color)
	}
	return p.readableOn(color.Black).readableOn(color.White)
}

// faded is a colour mixed into the ground, where that is known: share of it stays.
func faded(c color.Color, g Background, share float64) color.Color {
	if c == nil || !g.Known || share >= 1 {
		return c
	}
	r1, g1, b1, _ := c.RGBA()
	r2, g2, b2, _ := g.Color.RGBA()
	mix := func(a, b uint32) uint8 { return uint8((share*float64(a) + (1-share)*float64(b)) / 257) }
	return color.RGBA{mix(r1, r2), mix(g1, g2), mix(b1, b2), 255}
}

// Readable is the least contrast of a colour that says something.
const Readable = 4.5

// readableOn is the palette without the colours that cannot be read on the ground.
// Faint is decoration and stays.
func (p palette) readableOn(ground color.Color) palette {
	keep := func(c color.Color) color.Color {
		if c == nil || Contrast(c, ground) < Readable {
			return nil
		}
		return c
	}
	p.muted, p.accent = keep(p.muted), keep(p.accent)
	for i, c := range p.areas {
		p.areas[i] = keep(c)
	}
	return p
}

// IsDark reports whether white stands out more than black on a ground.
func IsDark(ground color.Color) bool {
	return Contrast(color.White, ground) >= Contrast(color.Black, ground)
}

// Contrast is the contrast ratio of two colours, 1 to 21. Source: WCAG 2.2,
// definition of contrast ratio.
func Contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is a colour's relative luminance, 0 to 1. Source: WCAG 2.2, definition
// of relative luminance.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
