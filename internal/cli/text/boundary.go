package text

import (
	"fmt"
	"slices"
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/phrase"
)

// Boundaries returns boundaries, a line each.
func (p Printer) Boundaries(all boundary.List) string {
	if len(all) == 0 {
		return "No boundary. selfcare boundary new NAME sets one up, in your own words.\n"
	}
	text := ""
	for _, b := range all {
		text += p.boundaryLine(b) + "\n"
	}
	return text
}

// boundaryLine returns a boundary in one line.
func (p Printer) boundaryLine(b boundary.Boundary) string {
	now := p.Now
	k := b.Stats(now)
	if b.Ended != nil {
		return fmt.Sprintf("%s  %s %s, %s", b.Name, b.Ended.How, p.Hours.Moment(b.Ended.At, now), KeptDays(k.Kept))
	}
	text := fmt.Sprintf("%s  %s, next %d, since %s", b.Name, phrase.ShortRun(k, p.Hours), k.Next, p.Hours.Moment(b.Since, now))
	if k.Current == 0 {
		text = fmt.Sprintf("%s  %s, next %s", b.Name, phrase.ShortRun(k, p.Hours), phrase.NextMilestone(k))
	}
	if words := phrase.Runs(k); words != "" {
		text += "  " + words
	}
	return text
}

// KeptDays returns a number of days that were kept.
func KeptDays(n int) string {
	if n == 1 {
		return "1 day kept"
	}
	return fmt.Sprintf("%d days kept", n)
}

// Boundary returns all of a boundary, in lines.
func (p Printer) Boundary(b boundary.Boundary) string {
	now := p.Now
	k := b.Stats(now)
	var t strings.Builder
	fmt.Fprintf(&t, "%s\n", b.Name)
	row := func(label, text string) {
		for _, line := range strings.Split(text, "\n") {
			if line != "" {
				fmt.Fprintf(&t, "  %-18s %s\n", label, line)
				label = ""
			}
		}
	}
	row("since", p.Hours.Moment(b.Since, now))
	if b.Ended != nil {
		row(b.Ended.How.String(), p.Hours.Moment(b.Ended.At, now)+", "+KeptDays(k.Kept))
	} else {
		row("kept", phrase.Run(k, p.Hours)+", next "+phrase.NextMilestone(k))
	}
	row("", phrase.Runs(k))
	row("why", strings.Join(b.Why, "\n"))
	row("plan", b.Plan)
	row("I'm okay with", strings.Join(b.Okay, "\n"))
	row("I'm not okay with", strings.Join(b.NotOkay, "\n"))
	row("what I said", b.Said)
	if len(b.Events) > 0 {
		t.WriteString("\n")
	}
	for _, e := range slices.Backward(boundary.EventsByClock(b.Events, now.Location())) {
		fmt.Fprintf(&t, "  %-18s %s\n", e.When(now, p.Hours), phrase.Event(e))
	}
	return t.String()
}
