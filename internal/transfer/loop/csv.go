package loop

import (
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/source"
	"selfcare/internal/transfer/table"
)

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
	x := &export{b: &bundle.Bundle{Format: bundle.Loop}, files: fs, checkmarks: findCheckmarks(top, names), options: o}
	t := table.New("Habits.csv", text, o)
	t.At = at + ": Habits.csv"
	numbered, err := readHabits(x.b, t)
	if err != nil {
		return nil, err
	}
	for _, n := range slices.Sorted(maps.Keys(numbered)) {
		if err := x.readCheckmarks(n, numbered[n]); err != nil {
			return nil, err
		}
		addHabit(x.b, numbered[n], o)
	}
	return x.b, x.leaveOthers(numbered)
}

// export is an export of Loop's as far as it was read.
type export struct {
	b          *bundle.Bundle
	files      source.Files
	checkmarks map[int]string // the files of entries, by the habits' numbers
	options    bundle.Options
	read       int64
}

// readCheckmarks reads the entries of the nth habit, if it has any.
func (x *export) readCheckmarks(n int, h *habit) error {
	name, ok := x.checkmarks[n]
	if !ok {
		return nil
	}
	text, err := x.files.Text(name)
	if err != nil {
		return err
	}
	if err := readEntries(x.b, h, table.New(name, text, x.options), x.options); err != nil {
		return err
	}
	x.read += int64(len(text))
	if x.options.Progress == nil {
		return nil
	}
	return x.options.Progress(x.read, source.MaxBytes)
}

// leaveOthers leaves out the entries of folders that belong to no habit.
func (x *export) leaveOthers(numbered map[int]*habit) error {
	for _, n := range slices.Sorted(maps.Keys(x.checkmarks)) {
		if numbered[n] != nil {
			continue
		}
		text, err := x.files.Text(x.checkmarks[n])
		if err != nil {
			return err
		}
		x.b.Leave(rowsOf(table.New("", text, x.options)), "entry of a folder that belongs to no habit in Habits.csv", "entries of folders that belong to no habit in Habits.csv")
		x.b.Remark("%s belongs to no habit in Habits.csv, and was left out.", x.checkmarks[n])
	}
	return nil
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

// findTop returns the folder that Habits.csv lies in: the top, or one folder that all was put
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

// findCheckmarks returns the files of entries, by the habits' numbers.
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

// layout says how Habits.csv has it. Later versions of Loop say more.
type layout struct {
	times, days string // the names of the columns
	newer       bool
}

// readLayout reads the names of the columns, and refuses a table that is none of Loop's.
func readLayout(t *table.Table) (layout, error) {
	l := layout{"NumRepetitions", "Interval", t.Has("FrequencyNumerator")}
	need := []string{"Position", "Name"}
	if l.newer {
		l.times, l.days = "FrequencyNumerator", "FrequencyDenominator"
		need = append(need, "Type", "Target Type", "Target Value")
	}
	if err := t.Require("Loop writes it", append(need, l.times, l.days)...); err != nil {
		return l, err
	}
	t.Use("Position", "Name", "Question", "Description", l.times, l.days, "Type", "Unit", "Target Type", "Target Value", "Archived?")
	return l, nil
}

// readHabits reads Habits.csv of both layouts.
func readHabits(b *bundle.Bundle, t *table.Table) (map[int]*habit, error) {
	if err := t.ReadHeader(); err != nil {
		return nil, err
	}
	l, err := readLayout(t)
	if err != nil {
		return nil, err
	}
	numbered := map[int]*habit{}
	err = t.Each(b, func() error {
		n, err := strconv.Atoi(strings.TrimSpace(t.Field("Position")))
		if err != nil || n < 1 {
			return refusal.BadInput("%q isn't a position", bundle.Shorten(t.Field("Position")))
		}
		if numbered[n] != nil {
			return refusal.BadInput("There is a habit with the position %d already", n)
		}
		h, err := readHabit(t, l)
		if err == nil {
			numbered[n] = h
		}
		return err
	})
	return numbered, err
}

// readHabit reads a row of Habits.csv.
func readHabit(t *table.Table, l layout) (*habit, error) {
	h := &habit{name: t.Field("Name"), question: t.Field("Question"), description: t.Field("Description"), kind: unsaid}
	_, _, err := bundle.NameOf(h.name)
	if err != nil {
		return nil, err
	}
	if h.times, err = strconv.Atoi(strings.TrimSpace(t.Field(l.times))); err != nil {
		return nil, refusal.BadInput("%q isn't a number of times", bundle.Shorten(t.Field(l.times)))
	}
	if h.days, err = strconv.Atoi(strings.TrimSpace(t.Field(l.days))); err != nil {
		return nil, refusal.BadInput("%q isn't a number of days", bundle.Shorten(t.Field(l.days)))
	}
	if l.newer {
		err = h.readType(t)
	}
	return h, err
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

// readValue reads a value as a number or a word.
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

// IsIn reports whether a folder holds Loop's files.
func IsIn(f source.Folder) bool { return f.Has("Habits.csv") }
