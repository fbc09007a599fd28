package selfcare

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/transfer/bundle"
)

// Write writes everything that a store holds, and the settings, as one document with
// a record a line. Read into an empty store and written again it is the same to the byte.
func Write(out io.Writer, s bundle.Store, settings bundle.Settings) error {
	w := &encoder{w: bufio.NewWriter(out)}
	w.put("{\"format\":\"selfcare\",\"version\":", version)
	if !settings.IsZero() {
		w.put(",\n\"settings\":", settings)
	}
	if err := w.habits(s); err != nil {
		return err
	}
	if err := writeList(w, "moods", s.Moods, exportedMood); err != nil {
		return err
	}
	if err := writeList(w, "boundaries", s.Boundaries, exportedBoundary); err != nil {
		return err
	}
	if err := writeList(w, "reflections", s.Reflections, exportedReflection); err != nil {
		return err
	}
	help, err := s.HelpLines()
	if err != nil {
		return err
	}
	w.text("]")
	if help != (journal.HelpLines{}) {
		w.put(",\n\"help_lines\":", exportHelp{help.Text, exportDay{Day: help.Day}})
	}
	w.text("}\n")
	return w.end()
}

// writeList writes the records of a list in their form.
func writeList[L ~[]T, T, F any](w *encoder, name string, all func() (L, error), form func(T) F) error {
	list, err := all()
	if err != nil {
		return err
	}
	w.begin(name)
	for _, is := range list {
		w.item(form(is))
	}
	return nil
}

// encoder writes the lists of an export, a record a line. The first error stays.
type encoder struct {
	w     *bufio.Writer
	err   error
	lists int
	items int
}

// text writes a text as it stands.
func (w *encoder) text(s string) { _, _ = w.w.WriteString(s) } // Flush tells of an error

// put writes a value in JSON after a text.
func (w *encoder) put(before string, v any) {
	b, err := marshal(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.text(before)
	_, _ = w.w.Write(b)
}

// marshal returns v in JSON, in which a < is a <.
func marshal(v any) ([]byte, error) {
	var b writer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b[:max(0, len(b)-1)], err // without its line end
}

type writer []byte

func (w *writer) Write(b []byte) (int, error) {
	*w = append(*w, b...)
	return len(b), nil
}

// begin ends the list before, and begins one.
func (w *encoder) begin(list string) {
	if w.lists++; w.lists > 1 {
		w.text("]")
	}
	w.text(",\n\"" + list + "\":[")
	w.items = 0
}

// item writes a record of the list on a line.
func (w *encoder) item(v any) {
	w.next()
	w.put("\n", v)
}

// next separates a record from the one before.
func (w *encoder) next() {
	if w.items++; w.items > 1 {
		w.text(",")
	}
}

// habits writes all habits with their entries.
func (w *encoder) habits(s bundle.Store) error {
	list, err := s.Habits()
	if err != nil {
		return err
	}
	w.begin("habits")
	for _, h := range list {
		history, err := s.History(h.ID, calendar.FirstDay)
		if err != nil {
			return err
		}
		w.habit(h, history)
	}
	return nil
}

// habit writes a habit with its entries, each on its line.
func (w *encoder) habit(h habits.Habit, history habits.History) {
	w.next()
	head, err := marshal(exportedHabit(h))
	if err != nil && w.err == nil {
		w.err = err
	}
	const open = "null}" // the entries that it does not have
	w.text("\n" + string(head[:max(0, len(head)-len(open))]) + "[")
	for i, d := range history.All() {
		before := ",\n"
		if i == 0 {
			before = "\n"
		}
		w.put(before, exportedEntry(h, d))
	}
	w.text("]}")
}

// end writes out what waits, and returns the first error.
func (w *encoder) end() error { return errors.Join(w.err, w.w.Flush()) }
