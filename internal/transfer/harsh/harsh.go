package harsh

import (
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/source"
)

// listed is a habit of harsh's.
type listed struct {
	name, area  string // the name as harsh has it, but for what cannot be shown
	line        string // the name as it stands in the list
	times, days int    // times in days; 0 in 1 is nothing asked for
	last        *calendar.Day
	entries     []bundle.Number
}

// Read reads the two files of harsh.
func Read(f source.Folder, o bundle.Options) (*bundle.Bundle, error) {
	list, err := f.Text("habits")
	if err != nil {
		return nil, err
	}
	log, err := f.Text("log")
	if err != nil {
		return nil, err
	}
	b := &bundle.Bundle{Format: bundle.Harsh}
	all := readHabits(b, list)
	if len(all) == 0 && strings.TrimSpace(log) != "" {
		return nil, refusal.New("%s lists no habit as harsh does (Name: 3/7)", string(f)+"/habits")
	}
	if err := readLog(b, log, all, o); err != nil {
		return nil, err
	}
	later, ends := 0, 0
	for _, h := range all {
		name, renamed, err := bundle.NameOf(h.line)
		if err != nil {
			return nil, err
		}
		h.entries = bundle.JoinDays(h.entries, bundle.DayOfNumber, func(first, then bundle.Number) (bundle.Number, error) {
			joined, ok := join(first, then)
			if !ok {
				later++
			}
			return joined, nil
		}, nil)
		brought := bundle.Imported{
			Habit:   habits.Habit{Name: name, Area: h.area, Origin: b.OriginOf(h.name)},
			Numbers: h.entries, Renamed: renamed,
		}
		brought.Habit.Created = brought.FirstDay(o.Today)
		if h.last != nil && *h.last < o.Today {
			brought.Habit.Archived = h.last
			brought.Habit.Created = min(brought.Habit.Created, *h.last)
		} else if h.last != nil {
			ends++
		}
		brought.Habit.Goals = []habits.Goal{{From: brought.Habit.Created, Schedule: b.ScheduleOf(name, h.times, h.days)}}
		b.Habits = append(b.Habits, brought)
	}
	b.Leave(ends, "last day of a habit that hasn't passed yet", "last days of habits that haven't passed yet")
	b.Leave(later, "line of harsh's log that a later line for the same habit and day replaces", "lines of harsh's log that later lines for the same habit and day replace")
	return b, nil
}

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

// readHabits reads the list of habits: # begins a comment, ! a heading, and each other
// line is Name: how often[: last day].
func readHabits(b *bundle.Bundle, text string) []*listed {
	var all []*listed
	named := map[string]bool{}
	area, n := "", 0
	for line := range strings.Lines(lineFeeds(text)) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '!':
			area = b.AreaOf(strings.TrimLeft(line, "! "))
		default:
			h, err := readHabit(line)
			if err == nil && named[h.name] {
				err = refusal.BadInput("There is a habit called %s already", h.name)
			}
			if err != nil {
				b.Skip("habits", n, err)
				continue
			}
			h.area = area
			named[h.name] = true
			all = append(all, h)
		}
	}
	return all
}

// lineFeeds returns a text whose lines end in line feeds, whatever they ended in.
func lineFeeds(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

func readHabit(line string) (*listed, error) {
	h := &listed{}
	name, often, ok := cutLast(line)
	if d, err := calendar.ParseDay(often); ok && err == nil {
		h.last = &d
		name, often, ok = cutLast(name)
	}
	if !ok {
		return nil, refusal.BadInput("%q isn't a habit; a line is Name: 3/7", bundle.Shorten(line))
	}
	var err error
	if h.times, h.days, err = readFrequency(often); err != nil {
		return nil, err
	}
	h.name, h.line = spelling.NameOf(name), name
	_, _, err = bundle.NameOf(name)
	return h, err
}

// cutLast cuts at the last colon: a name may hold others.
func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndex(s, ":")
	if i < 0 {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:]), true
}

// readFrequency reads N (once in N days), 0 (nothing asked for) or T/I; a w is weeks.
func readFrequency(s string) (times, days int, err error) {
	number := func(s string) int {
		s = strings.TrimSpace(s)
		plain, weeks := strings.CutSuffix(s, "w")
		n, err := strconv.Atoi(plain)
		switch {
		case err != nil || n < 0 || n > 1_000_000:
			return -1
		case weeks:
			n *= 7
		}
		return n
	}
	before, after, both := strings.Cut(s, "/")
	times, days = number(before), number(after)
	if !both {
		if times, days = 1, times; days == 0 {
			times, days = 0, 1
		}
	}
	if times < 0 || days < 1 {
		return 0, 0, refusal.BadInput("%q isn't a frequency; harsh writes 1, 7, 0 or 3/7", bundle.Shorten(s))
	}
	return times, days, nil
}

// readLog reads the entries: day : name : y, n or s : comment : amount.
func readLog(b *bundle.Bundle, text string, all []*listed, o bundle.Options) error {
	byName := map[string]*listed{}
	for _, h := range all {
		byName[h.name] = h
	}
	unknown := map[string]int{}
	var order []string
	amounts := 0 // that say nothing beside what else is on their line
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
		name, e, idle, err := readLine(line)
		if err != nil {
			b.Skip("log", n, err)
			continue
		}
		h := byName[name]
		if h == nil {
			if unknown[name] == 0 {
				order = append(order, name)
				b.Skip("log", n, refusal.BadInput("No habit in harsh's list is called %s", bundle.Shorten(spelling.CleanLine(name))))
			} else {
				b.BadRows++
			}
			unknown[name]++
			continue
		}
		here, err := b.IsHere(e.Day, o.Today)
		if err != nil {
			b.Skip("log", n, err)
		}
		if here {
			h.entries = append(h.entries, e)
			if idle {
				amounts++
			}
		}
	}
	b.Leave(amounts, "amount on a line of harsh's log that isn't a yes", "amounts on lines of harsh's log that aren't a yes")
	for _, name := range order {
		if n := unknown[name]; n > 1 {
			b.Remark("%s of %s were left out, which isn't in harsh's list.", phrase.Count(n, "entry", "entries"), bundle.Shorten(spelling.CleanLine(name)))
		}
	}
	return nil
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
	if e.Day, err = calendar.ParseDay(fields[0]); err != nil {
		return "", e, false, err
	}
	switch state := strings.TrimSpace(fields[2]); state {
	case "y":
		e.State = habits.Yes
	case "n":
		e.State = habits.No
	case "s":
		e.State = habits.Skip
	default:
		return "", e, false, refusal.BadInput("%q isn't y, n or s", bundle.Shorten(state))
	}
	if len(fields) > 3 {
		if e.Note, err = bundle.NoteOf(strings.TrimSpace(fields[3])); err != nil {
			return "", e, false, err
		}
	}
	if len(fields) > 4 && strings.TrimSpace(fields[4]) != "" {
		if e, idle, err = withAmount(e, fields[4]); err != nil {
			return "", e, false, err
		}
	}
	_, _, err = bundle.NameOf(fields[1])
	return spelling.NameOf(fields[1]), e, idle, err
}

// withAmount returns the entry with an amount. What was not done, or was a rest, stays that;
// so does a yes beside a 0. Idle says that the amount is not taken, though it is none of 0.
func withAmount(e bundle.Number, s string) (counted bundle.Number, idle bool, err error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		return e, false, refusal.BadInput("%q isn't an amount", bundle.Shorten(s))
	}
	amount, err := habits.AmountOf(n, "")
	switch {
	case err != nil:
		return e, false, err
	case e.State != habits.Yes || amount == 0:
		return e, n > 0, nil
	}
	e.State, e.Counts, e.Number = habits.Measured, true, n
	return e, false, nil
}

// IsIn reports whether a folder holds harsh's files.
func IsIn(f source.Folder) bool { return f.Has("habits") && f.Has("log") }
