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
	moods, err := s.Moods()
	if err != nil {
		return err
	}
	w.begin("moods")
	for _, m := range moods {
		w.item(exportedMood(m))
	}
	boundaries, err := s.Boundaries()
	if err != nil {
		return err
	}
	w.begin("boundaries")
	for _, b := range boundaries {
		w.item(exportedBoundary(b))
	}
	reflections, err := s.Reflections()
	if err != nil {
		return err
	}
	w.begin("reflections")
	for _, r := range reflections {
		w.item(exportedReflection(r))
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

// encoder writes the lists of an export, a record a line. The first error stays.
type encoder struct {
	w     *bufio.Writer
	err   error
	lists int
	items int
}

func (w *encoder) text(s string) { _, _ = w.w.WriteString(s) } // Flush tells of an error

func (w *encoder) put(before string, v any) {
	b, err := marshal(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.text(before)
	_, _ = w.w.Write(b)
}

// marshal is v in JSON, in which a < is a <.
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

func (w *encoder) begin(list string) {
	if w.lists++; w.lists > 1 {
		w.text("]")
	}
	w.text(",\n\"" + list + "\":[")
	w.items = 0
}

func (w *encoder) item(v any) {
	w.next()
	w.put("\n", v)
}

func (w *encoder) next() {
	if w.items++; w.items > 1 {
		w.text(",")
	}
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

func (w *encoder) end() error { return errors.Join(w.err, w.w.Flush()) }
