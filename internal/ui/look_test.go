package ui

import (
	"regexp"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

func TestTheScreenTakesTheColoursOfItsGround(t *testing.T) {
	x := start(t, drawn())
	unknown := x.styled()
	x.send(tea.BackgroundColorMsg{Color: lipgloss.Color("#1b1d22")})
	dark := x.styled()
	x.send(tea.BackgroundColorMsg{Color: lipgloss.Color("#fbfaf7")})
	light := x.styled()
	if unknown == dark || dark == light || light == unknown {
		t.Error("two of the looks are one")
	}
	x.send(tea.BackgroundColorMsg{}) // an answer that says nothing
	is(t, "the look stays", x.styled() == light, true)
}

// Nothing but styles is drawn without colours: no field, no help, no page.
func TestNoScreenHasColoursWithoutColours(t *testing.T) {
	for i, s := range states() {
		if few() && i%3 != 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			x := s.open(t)
			x.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
			if m := regexp.MustCompile(`\x1b\[[0-9;]*(3[0-8]|4[0-8]|9[0-7])[0-9;]*m[^\x1b]`).FindString(x.styled()); m != "" {
				t.Errorf("%q is drawn", m)
			}
		})
	}
}
