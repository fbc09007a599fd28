// Package harsh reads the two text files of harsh: the list of habits, and the log of what was done.
package harsh

import (
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/refusal"
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
	replaced, ends := 0, 0
	for _, h := range all {
		replaced += h.joinDays()
		if h.last != nil && *h.last >= o.Today {
			ends++
		}
		b.Habits = append(b.Habits, h.imported(b, o.Today))
	}
	b.Leave(ends, "last day of a habit that hasn't passed yet", "last days of habits that haven't passed yet")
	b.Leave(replaced, "line of harsh's log that a later line for the same habit and day replaces", "lines of harsh's log that later lines for the same habit and day replace")
	return b, nil
}

// joinDays makes one entry of those of each day, and returns how many were replaced by a later
// one.
func (h *listed) joinDays() (replaced int) {
	h.entries = bundle.JoinDays(h.entries, bundle.DayOfNumber, func(first, then bundle.Number) (bundle.Number, error) {
		joined, whole := join(first, then)
		if !whole {
			replaced++
		}
		return joined, nil
	}, nil)
	return replaced
}

// imported returns the habit as it may be here. One that has ended is archived.
func (h *listed) imported(b *bundle.Bundle, today calendar.Day) bundle.Imported {
	name, renamed, _ := bundle.NameOf(h.line) // it was looked at
	is := bundle.Imported{
		Habit:   habits.Habit{Name: name, Area: h.area, Origin: b.OriginOf(h.name)},
		Numbers: h.entries, Renamed: renamed,
	}
	is.Habit.Created = is.FirstDay(today)
	if h.last != nil && *h.last < today {
		is.Habit.Archived = h.last
		is.Habit.Created = min(is.Habit.Created, *h.last)
	}
	is.Habit.Goals = []habits.Goal{{From: is.Habit.Created, Schedule: b.ScheduleOf(name, h.times, h.days)}}
	return is
}

// lineFeeds returns a text whose lines end in line feeds, whatever they ended in.
func lineFeeds(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

// IsIn reports whether a folder holds harsh's files.
func IsIn(f source.Folder) bool { return f.Has("habits") && f.Has("log") }
