package loop

import (
	"cmp"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/source"
	"selfcare/internal/transfer/table"
)

// What an entry of Loop's says. Other numbers are amounts in thousandths.
const (
	unknown = -1
	no      = 0
	auto    = 1 // derived from the days around it
	yes     = 2
	skip    = 3
)

// loopWords are how Loop 2.3.1 and later write them, for habits that are measured too.
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
	untold // as of the older layouts: the values tell
)

type entry struct {
	day   calendar.Day
	value int
	note  string
	line  int
}

// ReadFiles reads Loop's CSV files: Habits.csv and, a habit, a folder that begins
// with the habit's number. Numbers match them: names repeat, and letters that are not
// Latin are missing from the folders' names.
func ReadFiles(at string, fs source.Files, o bundle.Options) (*bundle.Bundle, error) {
	names, err := fs.Names()
	if err != nil {
		return nil, err
	}
	top, ok := findTop(names)
	if !ok {
		return nil, notLoops(at, names)
	}
	text, err := fs.Text(path.Join(top, "Habits.csv"))
	if err != nil {
		return nil, err
	}
	b := &bundle.Bundle{Format: bundle.Loop}
	t := table.New("Habits.csv", text, o)
	t.At = at + ": Habits.csv"
	numbered, err := readHabits(b, t)
	if err != nil {
		return nil, err
	}
	checkmarks := findCheckmarks(top, names)
	read := int64(0)
	for _, n := range slices.Sorted(maps.Keys(numbered)) {
		h := numbered[n]
		if name, ok := checkmarks[n]; ok {
			text, err := fs.Text(name)
			if err != nil {
				return nil, err
			}
			if err := readEntries(b, h, table.New(name, text, o), o); err != nil {
				return nil, err
			}
			read += int64(len(text))
			if o.Progress != nil {
				if err := o.Progress(read, source.MaxBytes); err != nil {
					return nil, err
				}
			}
		}
		addHabit(b, h, o)
	}
	for _, n := range slices.Sorted(maps.Keys(checkmarks)) {
		if numbered[n] == nil {
			text, err := fs.Text(checkmarks[n])
			if err != nil {
				return nil, err
			}
			b.Leave(rowsOf(table.New("", text, o)), "entry of a folder that belongs to no habit in Habits.csv", "entries of folders that belong to no habit in Habits.csv")
			b.Remark("%s belongs to no habit in Habits.csv, and was left out.", checkmarks[n])
		}
	}
	return b, nil
}

// rowsOf returns how many entries a Checkmarks.csv has.
func rowsOf(t *table.Table) int {
	n := 0
	for {
		switch err := t.Next(); {
		case errors.Is(err, io.EOF):
			return n
		case err == nil && !t.IsBlank() && !strings.EqualFold(strings.TrimSpace(t.Row[0]), "Date"):
			n++
		}
	}
}

// findTop is the folder that Habits.csv lies in: the top, or one folder that all was put
// into.
func findTop(names []string) (string, bool) {
	found, ok := "", false
	for _, name := range names {
		if path.Base(name) == "Habits.csv" && strings.Count(name, "/") <= 1 {
			if dir := path.Dir(name); !ok || len(dir) < len(found) {
				found, ok = dir, true
			}
		}
	}
	return found, ok
}

// findCheckmarks are the files of entries, by the habits' numbers.
func findCheckmarks(top string, names []string) map[int]string {
	found := map[int]string{}
	for _, name := range names {
		dir, file := path.Split(name)
		dir = path.Clean(dir)
		if file != "Checkmarks.csv" || path.Dir(dir) != top {
			continue
		}
		digits, _, _ := strings.Cut(path.Base(dir), " ")
		if n, err := strconv.Atoi(digits); err == nil && len(digits) >= 3 {
			found[n] = name
		}
	}
	return found
}

// readHabits reads Habits.csv of both layouts.
func readHabits(b *bundle.Bundle, t *table.Table) (map[int]*habit, error) {
	if err := t.ReadHeader(); err != nil {
		return nil, err
	}
	const whose = "Loop writes it"
	if err := t.Require(whose, "Position", "Name"); err != nil {
		return nil, err
	}
	newer := t.Has("FrequencyNumerator")
	times, days := "NumRepetitions", "Interval"
	if newer {
		times, days = "FrequencyNumerator", "FrequencyDenominator"
		if err := t.Require(whose, "Type", "Target Type", "Target Value"); err != nil {
			return nil, err
		}
	}
	if err := t.Require(whose, times, days); err != nil {
		return nil, err
	}
	t.Use("Position", "Name", "Question", "Description", times, days, "Type", "Unit", "Target Type", "Target Value", "Archived?")
	numbered := map[int]*habit{}
	err := t.Each(b, func() error {
		n, err := strconv.Atoi(strings.TrimSpace(t.Field("Position")))
		if err != nil || n < 1 {
			return refusal.BadInput("%q isn't a position", bundle.Shorten(t.Field("Position")))
		}
		if numbered[n] != nil {
			return refusal.BadInput("There is a habit with the position %d already", n)
		}
		h := &habit{name: t.Field("Name"), question: t.Field("Question"), description: t.Field("Description"), kind: untold}
		if _, _, err := bundle.NameOf(h.name); err != nil {
			return err
		}
		if h.times, err = strconv.Atoi(strings.TrimSpace(t.Field(times))); err != nil {
			return refusal.BadInput("%q isn't a number of times", bundle.Shorten(t.Field(times)))
		}
		if h.days, err = strconv.Atoi(strings.TrimSpace(t.Field(days))); err != nil {
			return refusal.BadInput("%q isn't a number of days", bundle.Shorten(t.Field(days)))
		}
		if newer {
			if err := h.readType(t); err != nil {
				return err
			}
		}
		numbered[n] = h
		return nil
	})
	return numbered, err
}

// readType reads the columns that the newer layout added.
func (h *habit) readType(t *table.Table) error {
	h.archived = strings.EqualFold(strings.TrimSpace(t.Field("Archived?")), "true")
	switch kind := strings.TrimSpace(t.Field("Type")); kind {
	case "YES_NO":
		h.kind = yesNo
		return nil
	case "NUMERICAL":
		h.kind = measured
	default:
		return refusal.BadInput("%q isn't a type of habit; there are YES_NO and NUMERICAL", bundle.Shorten(kind))
	}
	switch kind := strings.TrimSpace(t.Field("Target Type")); kind {
	case "AT_LEAST", "":
	case "AT_MOST":
		h.atMost = true
	default:
		return refusal.BadInput("%q isn't a type of target; there are AT_LEAST and AT_MOST", bundle.Shorten(kind))
	}
	h.unit = t.Field("Unit")
	if target := strings.TrimSpace(t.Field("Target Value")); target != "" {
		n, err := strconv.ParseFloat(target, 64)
		if err != nil {
			return refusal.BadInput("%q isn't a target", bundle.Shorten(target))
		}
		h.target = n
	}
	return nil
}

// readEntries reads a Checkmarks.csv, which has had a first row with names since
// 2.3.1.
func readEntries(b *bundle.Bundle, h *habit, t *table.Table, o bundle.Options) error {
	first := true
	h.file = t.File
	t.Width = 3
	take := func() error {
		if date := strings.TrimSpace(t.Row[0]); first && strings.EqualFold(date, "Date") {
			first = false
			return nil
		}
		first = false
		if len(t.Row) < 2 {
			return refusal.BadInput("A row has a date and a value")
		}
		d, err := calendar.ParseDay(strings.TrimSpace(t.Row[0]))
		if err != nil {
			return err
		}
		value, err := readValue(t.Row[1])
		if err != nil {
			return err
		}
		note := ""
		if len(t.Row) > 2 {
			note = t.Row[2]
		}
		return addEntry(b, h, entry{d, value, note, t.Line}, o)
	}
	return t.Each(b, take)
}

func readValue(s string) (int, error) {
	s = strings.TrimSpace(s)
	if v, ok := valueWords[s]; ok {
		return v, nil
	}
	v, err := strconv.Atoi(s)
	if err != nil || v < unknown {
		return 0, refusal.BadInput("%q isn't a value of Loop's", bundle.Shorten(s))
	}
	return v, nil
}

// addEntry takes one entry.
func addEntry(b *bundle.Bundle, h *habit, e entry, o bundle.Options) error {
	if h.kind == yesNo && e.value > skip {
		return refusal.BadInput("%d isn't an answer of a habit that asks for yes or no", e.value)
	}
	var err error
	if e.note, err = bundle.NoteOf(e.note); err != nil {
		return err
	}
	if e.value > 1000*habits.MaxAmount {
		return refusal.BadInput("An amount can be at most 1,000,000,000")
	}
	here, err := b.IsHere(e.day, o.Today)
	if here {
		h.entries = append(h.entries, e)
	}
	return err
}

// dayOf is the day of a time of Loop's, in milliseconds: midnight in UTC.
func dayOf(ms int64) calendar.Day {
	const day = 24 * 60 * 60 * 1000
	d := ms / day
	if ms < d*day { // before 1970 rounding goes down, too
		d--
	}
	return calendar.Day(d)
}

// addHabit takes a habit in.
func addHabit(b *bundle.Bundle, h *habit, o bundle.Options) {
	name, renamed, err := bundle.NameOf(h.name)
	if err != nil {
		b.Skip("Habits.csv", 0, err)
		return
	}
	if h.kind == untold && slices.ContainsFunc(h.entries, func(e entry) bool { return e.value > skip }) {
		h.kind = measured
		h.times, h.days = 0, 1 // how much is asked for is not told
	} else if h.kind == untold {
		h.kind = yesNo
	}
	h.entries = bundle.JoinDays(h.entries, func(e entry) calendar.Day { return e.day },
		func(first, then entry) (entry, error) { return h.join(name, first, then) },
		func(then entry, why error) { b.Skip(h.file, then.line, why) })
	g := habits.Goal{}
	if h.kind == measured {
		g = targetOf(b, h, name)
	}
	g.Schedule = b.ScheduleOf(name, h.times, h.days)
	brought := bundle.Imported{Renamed: renamed, Habit: habits.Habit{
		Name: name, Why: b.WhyOf(strings.TrimSpace(h.question+" "+h.description), name),
		Origin: b.OriginOf(spelling.NameOf(h.name)),
	}}
	for _, e := range h.entries {
		entry := h.entry(e, g)
		if !entry.IsZero() {
			brought.Entries = append(brought.Entries, habits.Dated{Day: e.day, Entry: entry})
		}
	}
	brought.Habit.Created = brought.FirstDay(o.Today)
	g.From = brought.Habit.Created
	brought.Habit.Goals = []habits.Goal{g}
	if h.archived {
		archiveHabit(&brought, o.Today)
	}
	b.Habits = append(b.Habits, brought)
}

// archiveHabit takes a habit from the list after its last entry: when it was archived is not
// told. In any case it is not on today's.
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

// entry is what an entry of Loop's says in our words.
func (h *habit) entry(e entry, g habits.Goal) habits.Entry {
	entry := habits.Entry{Note: e.note}
	switch {
	case e.value == unknown:
	case e.value == skip:
		entry.State = habits.Skip
	case h.kind == measured:
		entry.State = habits.Measured
		entry.Amount = habits.Amount(e.value) * g.Unit.One() / 1000
	case e.value == yes:
		entry.State = habits.Yes
	case e.value == no:
		entry.State = habits.No
	}
	return entry
}

// targetOf is the goal of a habit that is measured, but for its schedule.
func targetOf(b *bundle.Bundle, h *habit, name string) habits.Goal {
	g := habits.Goal{Measure: habits.AtLeast, Unit: unitOf(b, h.unit, name)}
	if h.atMost {
		g.Measure = habits.AtMost
	}
	target, err := habits.AmountOf(h.target, g.Unit)
	if err != nil {
		b.Remark("The target of %s (%v) isn't possible here; it is 0 now.", name, h.target)
	}
	g.Target = target
	return g
}

// unitOf is a unit as a habit may have it: where it has too many words, the first.
func unitOf(b *bundle.Bundle, s, name string) habits.Unit {
	if u, err := habits.ParseUnit(s); err == nil {
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
	u, err := habits.ParseUnit(string(letters[:min(len(letters), 12)]))
	if err != nil {
		u = ""
	}
	b.Remark("%s counts in %q, which isn't a unit that fits here; it is %q now.", name, bundle.Shorten(spelling.CleanLine(s)), string(u))
	return u
}

// IsIn reports whether a folder holds Loop's files.
func IsIn(f source.Folder) bool { return f.Has("Habits.csv") }
