// Empty is the yardstick: a Bubble Tea program that draws as many coloured cells
// as selfcare's list does, and does nothing else.
package main

import (
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
)

type list struct{ text string }

func (l list) Init() tea.Cmd { return tea.RequestBackgroundColor }

func (l list) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "q" {
		return l, tea.Quit
	}
	return l, nil
}

func (l list) View() tea.View {
	v := tea.NewView(l.text)
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "empty"
	return v
}

func main() {
	var b strings.Builder
	for i := range 36 {
		fmt.Fprintf(&b, "  %d \x1b[38;2;179;95;42m●\x1b[m \x1b[38;2;114;117;124mHabit number %d\x1b[m       \x1b[38;2;114;117;124m10 of 10 min\x1b[m      ", i%10, i)
		for d := range 7 {
			fmt.Fprintf(&b, " \x1b[38;2;%d;95;42m●\x1b[m", 170+d)
		}
		b.WriteByte('\n')
	}
	b.WriteString(" the last line")
	if _, err := tea.NewProgram(list{b.String()}, tea.WithFPS(120)).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
