package restore

import (
	"fmt"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
)

// Goes says what would go where a backup took the place of the record, as a clause.
func (c Choice) Goes(today calendar.Day) string {
	n := c.Newer
	if n == nil {
		return "what in it is newer than " + c.Backup + " cannot be said just now"
	}
	parts := n.parts(today)
	switch {
	case parts == "" && (n.Changes == nil || *n.Changes == 0):
		return "nothing in it is newer than " + c.Backup
	case n.Changes == nil:
		return "it does not go on from " + c.Backup + ", where " + parts + " missing or different"
	case parts == "":
		return phrase.Count(*n.Changes, "change", "changes") + " came after " + c.Backup
	}
	return phrase.Count(*n.Changes, "change", "changes") + " came after " + c.Backup + ", where " + parts + " missing or different"
}

// parts returns what the backup has not, or has otherwise: 1 habit, 12 entries (the latest of today) are.
func (n Newer) parts(today calendar.Day) string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{{n.Habits, "habit", "habits"}, {n.Entries, "entry", "entries"}, {n.Others, "other record", "other records"}} {
		if part.n == 0 {
			continue
		}
		text := phrase.Count(part.n, part.one, part.many)
		if part.one == "entry" && n.Last != nil {
			text += " (the latest of " + n.Last.Words(today) + ")"
		}
		parts = append(parts, text)
	}
	switch {
	case len(parts) == 0:
		return ""
	case n.Habits+n.Entries+n.Others == 1:
		return parts[0] + " is"
	}
	return strings.Join(parts, ", ") + " are"
}

// mostRecovered is how many of the changes that came back are listed.
const mostRecovered = 20

// Text returns the answer in full.
func (r Restored) Text() string {
	text := r.sentence() + "\n"
	listed := r.Recovered
	if more := len(listed) - mostRecovered; more > 0 {
		listed = listed[more:]
		text += fmt.Sprintf("  %s before these\n", phrase.Count(more, "change", "changes"))
	}
	for _, c := range listed {
		text += "  " + c.At.Format("Mon 2 Jan 15:04") + "  " + c.What + "\n"
	}
	if r.Replaced != nil {
		text += "What was there is kept as " + spelling.CleanLine(*r.Replaced) + ".\n"
	}
	if r.TakeBack != nil {
		text += "To take this back: " + spelling.CleanLine(*r.TakeBack) + "\n"
	}
	if r.Remark != nil {
		text += spelling.CleanLine(*r.Remark) + "\n"
	}
	return strings.TrimRight(text, "\n")
}

// sentence says what came back, and what did not.
func (r Restored) sentence() string {
	text := "Restored from what could be read of the damaged record: "
	if r.File != nil {
		text = "Restored from " + spelling.CleanLine(*r.File) + ": "
	}
	text += phrase.Count(r.Habits, "habit", "habits") + ", " + phrase.Count(r.Entries, "entry", "entries") + "."
	if r.Newer != nil && r.Newer.Changes != nil && *r.Newer.Changes > 0 {
		text += " " + phrase.Count(*r.Newer.Changes, "later change is", "later changes are") + " no longer in the record."
	}
	return text + r.since()
}

// short returns the answer on one line of a screen.
func (r Restored) short() string {
	text := "Restored."
	switch came, all := len(r.Recovered), len(r.Recovered)+r.Lost; {
	case r.Lost > 0:
		text = fmt.Sprintf("Restored, with %d of %s.", came, phrase.Count(all, "later change", "later changes"))
	case came > 0:
		text = fmt.Sprintf("Restored, with %s.", phrase.Count(came, "later change", "later changes"))
	}
	if r.LostEntries > 0 {
		text += " An import has to be done again."
	}
	return text
}

// since says what came back of what was changed since the backup.
func (r Restored) since() string {
	text := ""
	if n := len(r.Recovered); n > 0 && r.File != nil {
		text += " " + phrase.Count(n, "later change", "later changes") + " came back from the damaged record."
	}
	if r.Lost > 0 {
		text += " " + phrase.Count(r.Lost, "later change", "later changes") + " could not be read."
	}
	if r.LostEntries > 0 {
		text += " " + phrase.Count(r.LostEntries, "imported entry", "imported entries") + " could not be read; import the file again."
	}
	return text
}
