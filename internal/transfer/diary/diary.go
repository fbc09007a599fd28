// Package diary writes what a person has as a diary in Markdown, for printing or reading aloud.
package diary

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/transfer/bundle"
)

// Options say how [Write] writes.
type Options struct {
	Today calendar.Day
	Zone  *time.Location // of times of which the clock that they were lived by is unknown
	Words journal.MoodWords
}

// Write writes what a store holds as a diary in Markdown, month by month, the oldest
// first: for printing, or for somebody who listens.
func Write(out io.Writer, s bundle.Store, d Options) error {
	all, err := d.gather(s)
	if err != nil {
		return err
	}
	w := &writer{Options: d, w: bufio.NewWriter(out)}
	w.line("# Diary")
	w.line("")
	if len(all.days) == 0 {
		w.line("Nothing is written yet.")
		return w.w.Flush()
	}
	w.line("%s to %s.", all.days[0].day.Words(0), all.days[len(all.days)-1].day.Words(0))
	w.boundaries(all.boundaries)
	for days := all.days; len(days) > 0; {
		n := 1
		for n < len(days) && sameMonth(days[n].day, days[0].day) {
			n++
		}
		w.month(all, days[:n])
		days = days[n:]
	}
	return w.w.Flush()
}

// writer writes lines. Flush tells of an error.
type writer struct {
	Options
	w *bufio.Writer
}

// line writes a line.
func (w *writer) line(format string, args ...any) {
	_, _ = fmt.Fprintf(w.w, format+"\n", args...)
}

// boundaries writes what the boundaries are, before the months.
func (w *writer) boundaries(all boundary.List) {
	if len(all) == 0 {
		return
	}
	w.line("")
	w.line("## Boundaries")
	for _, b := range all {
		w.line("")
		w.line("**%s**, since %s%s.", escape(b.Name), w.date(b.Since), w.ended(b))
		w.words("Why", b.Why...)
		w.words("I'm okay with", b.Okay...)
		w.words("I'm not okay with", b.NotOkay...)
		w.words("What I said", b.Said)
		w.words("Plan", b.Plan)
	}
}

// ended returns how a boundary ended, and when.
func (w *writer) ended(b boundary.Boundary) string {
	if b.Ended == nil {
		return ""
	}
	return fmt.Sprintf(", %s %s", b.Ended.How, w.date(b.Ended.At))
}

// date returns the day of a time, in words.
func (w *writer) date(t time.Time) string {
	return calendar.DateOf(t.In(w.Zone).Date()).Words(0)
}

// words writes what was said under a label, one line each.
func (w *writer) words(label string, said ...string) {
	said = slices.DeleteFunc(slices.Clone(said), func(s string) bool { return strings.TrimSpace(s) == "" })
	if len(said) == 0 {
		return
	}
	w.line("")
	w.line("%s:", label)
	w.line("")
	for _, s := range said {
		w.line("- %s", inItem(s))
	}
}
