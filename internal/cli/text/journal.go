package text

import (
	"fmt"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
)

// Page returns a day of the journal in lines.
func (p Printer) Page(page journal.Page) string {
	var t strings.Builder
	fmt.Fprintln(&t, page.Day.Words(p.today()))
	for _, m := range page.Moods {
		line := fmt.Sprintf("  %s  mood %s", p.clockOf(m), p.Moods.Of(float64(m.Rating)))
		if m.Note != "" {
			line += ": " + spelling.CleanLine(m.Note)
		}
		fmt.Fprintln(&t, line)
	}
	for _, r := range page.Reflections {
		head := "  " + p.clockOf(r) + "  "
		if r.Prompt != "" {
			fmt.Fprintln(&t, head+r.Prompt)
			head = strings.Repeat(" ", len(head))
		}
		for _, text := range strings.Split(r.Text, "\n") {
			fmt.Fprintln(&t, strings.TrimRight(head+spelling.CleanLine(text), " "))
			head = strings.Repeat(" ", len(head))
		}
	}
	for _, e := range page.Events {
		fmt.Fprintf(&t, "  %s  %s\n", p.clockOf(e), phrase.Event(e))
	}
	for _, n := range page.Notes {
		fmt.Fprintf(&t, "  %s: %s\n", n.Name, spelling.CleanLine(n.Text))
	}
	return t.String()
}

// clockOf returns when something was, by the clock that it was lived by.
func (p Printer) clockOf(lived calendar.Lived) string {
	return lived.Clock(p.Now.Location()).Format("15:04")
}
