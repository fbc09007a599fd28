package loop

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// What an entry of Loop's says. Other numbers are amounts in thousandths.
const (
	unknown = -1
	no      = 0
	auto    = 1 // derived from the days around it
	yes     = 2
	skip    = 3
)

// valueWords are how Loop 2.3.1 and later write them, for habits that are measured too.
var valueWords = map[string]int{
	"UNKNOWN": unknown, "NO": no, "YES_AUTO": auto, "YES_MANUAL": yes, "SKIP": skip,
}

// habit is a habit of Loop's, however it was written.
type habit struct {
	name, question, description string
	kind                        kind
	atMost                      bool
	times, days                 int // times in days
	target                      float64
	unit                        string
	archived                    bool
	entries                     []entry
	file                        string // file has the entries, as rows name it
}

// kind is whether a habit is measured.
type kind int

const (
	yesNo kind = iota
	measured
	unsaid // as of the older layouts: the values tell
)

type entry struct {
	day   calendar.Day
	value int
	note  string
	line  int
}

// addEntry adds an entry to a habit.
func addEntry(b *bundle.Bundle, h *habit, e entry, o bundle.Options) error {
	if h.kind == yesNo && e.value > skip {
		return refusal.BadInput("%d isn't an answer of a habit that asks for yes or no", e.value)
	}
	var err error
	if e.note, err = bundle.NoteOf(e.note); err != nil {
		return err
	}
	if e.value > 1000*quantity.MaxAmount {
		return refusal.BadInput("An amount can be at most 1,000,000,000")
	}
	here, err := b.IsHere(e.day, o.Today)
	if here {
		h.entries = append(h.entries, e)
	}
	return err
}

// dayOf returns the day of a time of Loop's, in milliseconds: midnight in UTC.
func dayOf(ms int64) calendar.Day {
	const day = 24 * 60 * 60 * 1000
	d := ms / day
	if ms < d*day { // before 1970 rounding goes down, too
		d--
	}
	return calendar.Day(d)
}

// addHabit adds a habit with its entries to a bundle.
func addHabit(b *bundle.Bundle, h *habit, o bundle.Options) {
	name, renamed, err := bundle.NameOf(h.name)
	if err != nil {
		b.Skip("Habits.csv", 0, err)
		return
	}
	h.settleKind()
	h.entries = bundle.JoinDays(h.entries, func(e entry) calendar.Day { return e.day },
		func(first, then entry) (entry, error) { return h.join(name, first, then) },
		func(then entry, why error) { b.Skip(h.file, then.line, why) })
	g := habits.Goal{}
	if h.kind == measured {
		g = targetOf(b, h, name)
	}
	g.Schedule = b.ScheduleOf(name, h.times, h.days)
	is := bundle.Imported{Renamed: renamed, Habit: habits.Habit{
		Name: name, Why: b.WhyOf(strings.TrimSpace(h.question+" "+h.description), name),
		Origin: b.OriginOf(spelling.NameOf(h.name)),
	}}
	for _, e := range h.entries {
		entry := h.entry(e, g)
		if !entry.IsZero() {
			is.Entries = append(is.Entries, habits.Dated{Day: e.day, Entry: entry})
		}
	}
	is.Habit.Created = is.FirstDay(o.Today)
	g.From = is.Habit.Created
	is.Habit.Goals = []habits.Goal{g}
	if h.archived {
		archiveHabit(&is, o.Today)
	}
	b.Habits = append(b.Habits, is)
}

// settleKind finds out from the values whether a habit is measured, where nothing else tells.
func (h *habit) settleKind() {
	switch {
	case h.kind != unsaid:
	case slices.ContainsFunc(h.entries, func(e entry) bool { return e.value > skip }):
		h.kind = measured
		h.times, h.days = 0, 1 // how much is asked for is not said
	default:
		h.kind = yesNo
	}
}

// archiveHabit takes a habit from the list after its last entry: when it was archived is not
// said. In any case it is not on today's.
func archiveHabit(b *bundle.Imported, today calendar.Day) {
	last := min(b.LastDay(today), today-1)
	b.Habit.Archived = &last
	b.Habit.Created = min(b.Habit.Created, last)
	b.Habit.Goals[0].From = b.Habit.Created
}

// join returns two entries of a day as one. What Loop derived gives way, or is none.
func (h *habit) join(name string, first, then entry) (entry, error) {
	says := func(e entry) bool {
		return e.value != unknown && (h.kind == measured || e.value != auto)
	}
	switch {
	case !says(then) || then.value == first.value:
	case !says(first):
		first.value = then.value
	default:
		return first, bundle.Conflict(name, first.day, h.words(first), h.words(then))
	}
	var err error
	first.note, err = bundle.JoinNotes(first.note, then.note)
	return first, err
}

// words returns what an entry says, in words.
func (h *habit) words(e entry) string {
	switch {
	case e.value == skip:
		return habits.Skip.String()
	case h.kind == measured:
		return strconv.FormatFloat(float64(e.value)/1000, 'f', -1, 64)
	case e.value == yes:
		return habits.Yes.String()
	}
	return habits.No.String()
}

// entry returns what an entry of Loop's says in our words.
func (h *habit) entry(e entry, g habits.Goal) habits.Entry {
	entry := habits.Entry{Note: e.note}
	switch {
	case e.value == unknown:
	case e.value == skip:
		entry.State = habits.Skip
	case h.kind == measured:
		entry.State = habits.Measured
		entry.Amount = quantity.Amount(e.value) * g.Unit.One() / 1000
	case e.value == yes:
		entry.State = habits.Yes
	case e.value == no:
		entry.State = habits.No
	}
	return entry
}

// targetOf returns the goal of a habit that is measured, but for its schedule.
func targetOf(b *bundle.Bundle, h *habit, name string) habits.Goal {
	g := habits.Goal{Measure: habits.AtLeast, Unit: unitOf(b, h.unit, name)}
	if h.atMost {
		g.Measure = habits.AtMost
	}
	target, err := quantity.AmountOf(h.target, g.Unit)
	if err != nil {
		b.Remark("The target of %s (%v) isn't possible here; it is 0 now.", name, h.target)
	}
	g.Target = target
	return g
}

// unitOf returns a unit as a habit may have it: where it has too many words, the first.
func unitOf(b *bundle.Bundle, s, name string) quantity.Unit {
	if u, err := quantity.ParseUnit(s); err == nil {
		return u
	}
	word := strings.Trim(s, "0123456789\" ")
	word, _, _ = strings.Cut(cmp.Or(spelling.NameOf(word), "-"), " ")
	letters := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789\"", r) {
			return -1
		}
		return r
	}, word))
	u, err := quantity.ParseUnit(string(letters[:min(len(letters), 12)]))
	if err != nil {
		u = ""
	}
	b.Remark("%s counts in %q, which isn't a unit that fits here; it is %q now.", name, bundle.Shorten(spelling.CleanLine(s)), string(u))
	return u
}
