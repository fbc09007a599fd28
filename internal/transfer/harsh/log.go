package harsh

import (
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// join returns two lines for a habit and a day as one, and reports whether that holds
// all of both. Where they differ, the later one stands.
func join(first, then bundle.Number) (joined bundle.Number, whole bool) {
	note, err := bundle.JoinNotes(first.Note, then.Note)
	same := first.State == then.State && first.Number == then.Number
	if err != nil || !same && !first.Implies(then) && !then.Implies(first) {
		return then, false
	}
	if first.Implies(then) {
		then = first
	}
	then.Note = note
	return then, true
}

// readLog reads the entries: day : name : y, n or s : comment : amount.
func readLog(b *bundle.Bundle, text string, all []*listed, o bundle.Options) error {
	l := &logReader{b: b, today: o.Today, byName: map[string]*listed{}, unknown: map[string]int{}}
	for _, h := range all {
		l.byName[h.name] = h
	}
	text = lineFeeds(text)
	n, read := 0, int64(0)
	for line := range strings.Lines(text) {
		n++
		read += int64(len(line))
		if o.Progress != nil && n%4096 == 0 {
			if err := o.Progress(read, int64(len(text))); err != nil {
				return err
			}
		}
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		if err := l.add(line, n); err != nil {
			b.Skip("log", n, err)
		}
	}
	b.Leave(l.amounts, "amount on a line of harsh's log that isn't a yes", "amounts on lines of harsh's log that aren't a yes")
	l.remarkUnknown()
	return nil
}

// logReader adds the lines of a log to the habits of the list.
type logReader struct {
	b       *bundle.Bundle
	today   calendar.Day
	byName  map[string]*listed
	amounts int            // amounts that say nothing beside what else is on their line
	unknown map[string]int // how many lines have a name that is not in the list
	order   []string       // those names, as they came
}

// add adds the entry of a line to its habit.
func (l *logReader) add(line string, n int) error {
	name, e, idle, err := readLine(line)
	if err != nil {
		return err
	}
	h := l.byName[name]
	if h == nil {
		l.addUnknown(name, n)
		return nil
	}
	here, err := l.b.IsHere(e.Day, l.today)
	if here {
		h.entries = append(h.entries, e)
		if idle {
			l.amounts++
		}
	}
	return err
}

// addUnknown leaves out a line whose name is not in the list. The first of a name is named.
func (l *logReader) addUnknown(name string, n int) {
	if l.unknown[name]++; l.unknown[name] > 1 {
		l.b.BadRows++
		return
	}
	l.order = append(l.order, name)
	l.b.Skip("log", n, refusal.BadInput("No habit in harsh's list is called %s", bundle.Shorten(spelling.CleanLine(name))))
}

// remarkUnknown says how many lines of each such name there were.
func (l *logReader) remarkUnknown() {
	for _, name := range l.order {
		if n := l.unknown[name]; n > 1 {
			l.b.Remark("%s of %s were left out, which isn't in harsh's list.", phrase.Count(n, "entry", "entries"), bundle.Shorten(spelling.CleanLine(name)))
		}
	}
}

// readLine reads one line of the log. Editors take blanks from the ends of lines, and
// with them half of the separator of an amount that is not there.
// Idle says that it has an amount that is not taken: of what was not done, or was a rest.
func readLine(line string) (name string, e bundle.Number, idle bool, err error) {
	if strings.HasSuffix(line, " :") {
		line += " "
	}
	fields := strings.Split(line, " : ")
	if len(fields) < 3 || len(fields) > 5 {
		return "", e, false, refusal.BadInput("%q isn't an entry; a line is 2026-11-22 : Name : y : comment : amount", bundle.Shorten(line))
	}
	fields = append(fields, "", "")
	if e.Day, err = calendar.ParseDay(fields[0]); err != nil {
		return "", e, false, err
	}
	if e.State, err = readState(strings.TrimSpace(fields[2])); err != nil {
		return "", e, false, err
	}
	if e.Note, err = bundle.NoteOf(strings.TrimSpace(fields[3])); err != nil {
		return "", e, false, err
	}
	if strings.TrimSpace(fields[4]) != "" {
		if e, idle, err = withAmount(e, fields[4]); err != nil {
			return "", e, false, err
		}
	}
	_, _, err = bundle.NameOf(fields[1])
	return spelling.NameOf(fields[1]), e, idle, err
}

// readState reads y, n or s.
func readState(s string) (habits.State, error) {
	switch s {
	case "y":
		return habits.Yes, nil
	case "n":
		return habits.No, nil
	case "s":
		return habits.Skip, nil
	}
	return habits.Unknown, refusal.BadInput("%q isn't y, n or s", bundle.Shorten(s))
}

// withAmount returns the entry with an amount. What was not done, or was a rest, stays that;
// so does a yes beside a 0. Idle says that the amount is not taken, though it is none of 0.
func withAmount(e bundle.Number, s string) (counted bundle.Number, idle bool, err error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		return e, false, refusal.BadInput("%q isn't an amount", bundle.Shorten(s))
	}
	amount, err := quantity.AmountOf(n, "")
	switch {
	case err != nil:
		return e, false, err
	case e.State != habits.Yes || amount == 0:
		return e, n > 0, nil
	}
	e.State, e.Counts, e.Number = habits.Measured, true, n
	return e, false, nil
}
