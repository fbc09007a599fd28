package diary

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/transfer/bundle"
)

// Options says how [WriteDiary] writes.
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
	w := &diaryWriter{Options: d, w: bufio.NewWriter(out)}
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

func sameMonth(a, b calendar.Day) bool {
	y, m, _ := a.Date()
	y2, m2, _ := b.Date()
	return y == y2 && m == m2
}

// diaryWriter writes lines. Flush tells of an error.
type diaryWriter struct {
	Options
	w *bufio.Writer
}

func (w *diaryWriter) line(format string, args ...any) {
	_, _ = fmt.Fprintf(w.w, format+"\n", args...)
}

// boundaries writes what the boundaries are, before the months.
func (w *diaryWriter) boundaries(all boundary.List) {
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

func (w *diaryWriter) ended(b boundary.Boundary) string {
	if b.Ended == nil {
		return ""
	}
	return fmt.Sprintf(", %s %s", b.Ended.How, w.date(b.Ended.At))
}

func (w *diaryWriter) date(t time.Time) string {
	return calendar.DateOf(t.In(w.Zone).Date()).Words(0)
}

// words writes what was said under a label, one line each.
func (w *diaryWriter) words(label string, said ...string) {
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

// month writes a month: how it was in all, and its days.
func (w *diaryWriter) month(all *gathered, days []diaryDay) {
	year, month, _ := days[0].day.Date()
	w.line("")
	w.line("## %s %d", month, year)
	sum, count, on := 0, 0, 0
	for _, d := range days {
		if len(d.moods) > 0 {
			on++
		}
		for _, m := range d.moods {
			sum += m.Rating
			count++
		}
	}
	if count > 0 {
		mean := float64(sum) / float64(count)
		w.line("")
		w.line("Mood: %s of 5 on average (%s), on %s.", strconv.FormatFloat(mean, 'f', 1, 64), escape(w.Words.Of(mean)), phrase.Count(on, "day", "days"))
	}
	w.monthTable(all, calendar.DateOf(year, month, 1), min(calendar.DateOf(year, month+1, 1)-1, w.Today))
	for _, d := range days {
		w.day(all, d)
	}
}

// monthTable writes how often each habit was kept in the month, of the days on which it
// was due.
func (w *diaryWriter) monthTable(all *gathered, from, to calendar.Day) {
	head := false
	for _, c := range all.courses {
		var kept, due, rest int
		var sum habits.Amount
		written := false
		record := record.Row{Habit: c.Habit(), History: c.History()}
		for d := from; d <= to; d++ {
			if !record.ListedOn(d) {
				continue
			}
			s := c.On(d)
			written = written || !s.Entry.IsZero()
			if s.Kept {
				kept++
			}
			if s.Due {
				due++
			}
			if s.State == habits.Skip {
				rest++
			}
			sum += s.Entry.Amount
		}
		if !written {
			continue
		}
		if !head {
			head = true
			w.line("")
			w.line("| | kept | rest | in all |")
			w.line("|---|---:|---:|---:|")
		}
		h := c.Habit()
		g := h.GoalOn(to)
		often := ""
		if !g.Schedule.Tracks() {
			often = fmt.Sprintf("%d of %d", kept, max(due, kept))
		}
		w.line("| %s | %s | %s | %s |", escape(h.Name), often, blank(rest), total(sum, g))
	}
}

func blank(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func total(sum habits.Amount, g habits.Goal) string {
	if sum == 0 {
		return ""
	}
	return escape(sum.Text(g.Unit))
}

// day writes a day.
func (w *diaryWriter) day(all *gathered, d diaryDay) {
	w.line("")
	w.line("### %s", d.day.Words(d.day))
	if line := w.kept(all, d); line != "" {
		w.line("")
		w.line("%s", line)
	}
	for _, m := range journal.Moods(d.moods).ByClock(w.Zone) {
		w.line("")
		text := fmt.Sprintf("%s mood %d, %s", w.clock(m), m.Rating, escape(w.Words.Of(float64(m.Rating))))
		if m.Note != "" {
			text += ": " + inText(m.Note)
		}
		w.line("%s", text)
	}
	for _, e := range d.entries {
		if e.Note != "" {
			w.line("")
			w.line("%s: %s", escape(all.list[e.habit].Name), inText(e.Note))
		}
	}
	for _, e := range boundary.EventsByClock(d.events, w.Zone) {
		w.line("")
		under := ""
		if b := all.boundaries.Find(e.Boundary); b != nil && len(all.boundaries) > 1 {
			under = " (" + escape(b.Name) + ")"
		}
		w.line("%s %s%s", w.clock(e), inText(phrase.Event(e)), under)
	}
	for _, r := range d.reflections {
		w.line("")
		about := strings.TrimSpace(r.Prompt)
		if b := all.boundaries.Find(r.Boundary); b != nil && about == "" {
			about = b.Name
		}
		if about != "" {
			w.line("> *%s*", escape(about))
			w.line(">")
		}
		lines := escapedLines(r.Text)
		for n, text := range lines {
			text = strings.TrimRight("> "+text, " ")
			if n+1 < len(lines) && text != ">" && lines[n+1] != "" {
				text += "  " // the line ends here on paper, too
			}
			w.line("%s", text)
		}
	}
}

// clock returns when something was, by the clock that it was lived by.
func (w *diaryWriter) clock(lived calendar.Lived) string { return lived.Clock(w.Zone).Format("15:04") }

// kept is what was done on a day, in a line: Kept: Sleep 8 h, Move. Rest: Piano.
func (w *diaryWriter) kept(all *gathered, d diaryDay) string {
	groups := []struct {
		label string
		names []string
	}{{label: "Kept"}, {label: "Partly"}, {label: "Written"}, {label: "Rest"}, {label: "Not done"}}
	for _, e := range d.entries {
		s := all.courses[e.habit].On(d.day)
		name := escape(all.list[e.habit].Name)
		if s.Entry.State == habits.Measured {
			name += " " + escape(s.Entry.Amount.Text(s.Goal.Unit))
		}
		i := 4
		switch {
		case e.State == habits.Unknown:
			continue
		case s.State == habits.Skip:
			i = 3
		case s.Goal.Schedule.Tracks() && s.Entry.State != habits.No, s.Goal.Measure == habits.AtMost && s.Entry.Amount > 0 && !s.Kept:
			i = 2
		case s.Kept, s.State == habits.Yes:
			i = 0
		case s.State == habits.Partial:
			i = 1
		}
		groups[i].names = append(groups[i].names, name)
	}
	var parts []string
	for _, g := range groups {
		if len(g.names) > 0 {
			parts = append(parts, g.label+": "+strings.Join(g.names, ", ")+".")
		}
	}
	return strings.Join(parts, " ")
}
