package text

import (
	"fmt"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/document"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// NoRest returns the refusal where nothing was written, which says why.
func NoRest(found record.Resting, from, to, today calendar.Day, away bool) error {
	when := "on " + from.Short(today)
	if to > from {
		when = "from " + from.Short(today) + " to " + to.Short(today)
	}
	switch {
	case away && found.Stay > 0:
		return refusal.New("Every rest day %s has a note, and stays", when)
	case away:
		return refusal.New("There is no rest day %s", when)
	case found.Stay > 0:
		return refusal.New("Everything %s has something written already", when)
	case found.Already > 0:
		return refusal.New("It is rest already %s", when)
	}
	return refusal.New("No habit asks for anything %s; selfcare habit list shows them", when)
}

// Rest says what became of the days of a range; days says which they are.
func Rest(d document.Rest, days string, away bool) string {
	parts := []string{phrase.UpperFirst(days), phrase.Count(d.Written, "entry", "entries")}
	if away {
		parts[0] = "Taken away: " + days
	}
	switch {
	case d.Stay == 1 && away:
		parts = append(parts, "1 with a note stays")
	case d.Stay > 0 && away:
		parts = append(parts, fmt.Sprintf("%d with a note stay", d.Stay))
	case d.Stay == 1:
		parts = append(parts, "1 had something written and stays")
	case d.Stay > 0:
		parts = append(parts, fmt.Sprintf("%d had something written and stay", d.Stay))
	}
	return strings.Join(append(parts, TakesBack), " · ")
}
