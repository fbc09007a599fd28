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

// IsIn reports whether a folder holds Loop's files.
func IsIn(f source.Folder) bool { return f.Has("Habits.csv") }
