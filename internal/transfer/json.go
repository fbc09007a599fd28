package transfer

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"selfcare/internal/habits"
)

// Store is a record as it is at one moment.
type Store interface {
	// Habits are all habits, in the order of the list.
	Habits() (habits.List, error)
	// History is the entries of a habit from day from on.
	History(id habits.ID, from habits.Day) (habits.History, error)
	// Moods, Boundaries and Reflections are all that there are, in the order in which
	// they are kept.
	Moods() (habits.Moods, error)
	Boundaries() (habits.Boundaries, error)
	Reflections() ([]habits.Reflection, error)
	HelpLines() (habits.HelpLines, error)
}

// WriteJSON writes everything that a store holds, and the settings, as one document with
// a record a line. Read into an empty store and written again it is the same to the byte.
func WriteJSON(out io.Writer, s Store, settings Settings) error {
	w := &jsonWriter{w: bufio.NewWriter(out)}
	w.put("{\"format\":\"selfcare\",\"version\":", version)
	if !settings.isZero() {
		w.put(",\n\"settings\":", settings)
	}
	list, err := s.Habits()
	if err != nil {
		return err
	}
	w.begin("habits")
	for _, h := range list {
		history, err := s.History(h.ID, habits.FirstDay)
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
	if help != (habits.HelpLines{}) {
		w.put(",\n\"help_lines\":", exportHelp{help.Text, exportDay{Day: help.Day}})
	}
	w.text("}\n")
	return w.end()
}

func (s Settings) isZero() bool {
	return len(s.Values)+len(s.Prompts) == 0
}

// jsonWriter writes the lists of an export, a record a line. The first error stays.
type jsonWriter struct {
	w     *bufio.Writer
	err   error
	lists int
	items int
}

func (w *jsonWriter) text(s string) { _, _ = w.w.WriteString(s) } // Flush tells of an error

func (w *jsonWriter) put(before string, v any) {
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

func (w *jsonWriter) begin(list string) {
	if w.lists++; w.lists > 1 {
		w.text("]")
	}
	w.text(",\n\"" + list + "\":[")
	w.items = 0
}

func (w *jsonWriter) item(v any) {
	w.next()
	w.put("\n", v)
}

func (w *jsonWriter) next() {
	if w.items++; w.items > 1 {
		w.text(",")
	}
}

// habit writes a habit with its entries, each on its line.
func (w *jsonWriter) habit(h habits.Habit, history habits.History) {
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

func (w *jsonWriter) end() error { return errors.Join(w.err, w.w.Flush()) }

// readJSON reads an export of our own, piece by piece.
func readJSON(at string, o Options) (*Bundle, error) {
	f, err := os.Open(at)
	if err != nil {
		return nil, unreadable(at, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, unreadable(at, err)
	case info.Size() > mostExport:
		return nil, habits.Refuse("%s has %d MiB; %d are the most that are read", at, info.Size()>>20, mostExport>>20)
	}
	in := &textReader{r: io.LimitReader(f, info.Size()+1), told: o.Progress, total: info.Size()}
	if begins := make([]byte, len(bom)); info.Size() > int64(len(bom)) {
		if _, err := f.ReadAt(begins, 0); err == nil && string(begins) == bom {
			in.done, err = f.Seek(int64(len(bom)), io.SeekStart)
			if err != nil {
				return nil, unreadable(at, err)
			}
		}
	}
	r := &jsonReader{at: at, b: &Bundle{Format: Selfcare}, d: json.NewDecoder(in), seen: map[string]bool{}}
	r.d.DisallowUnknownFields()
	if err := r.read(); err != nil {
		return nil, r.refusal(err, in)
	}
	if after, err := f.Stat(); err != nil || in.done != info.Size() || after.Size() != info.Size() {
		return nil, growing(at)
	}
	return r.b, nil
}

// textReader reads UTF-8, and counts.
type textReader struct {
	r           io.Reader
	done, total int64
	told        func(done, total int64) error
	part        []byte // the beginning of a letter that is cut
	lines       int
	err         error
}

var errNotText = errors.New("no text in UTF-8")

func (t *textReader) Read(b []byte) (int, error) {
	if t.err != nil {
		return 0, t.err
	}
	n, err := t.r.Read(b)
	t.done += int64(n)
	all := append(t.part, b[:n]...)
	whole := len(all)
	for back := 1; back < utf8.UTFMax && back <= len(all); back++ {
		if r := all[len(all)-back]; utf8.RuneStart(r) {
			if !utf8.FullRune(all[len(all)-back:]) {
				whole -= back
			}
			break
		}
	}
	if !utf8.Valid(all[:whole]) || err != nil && whole != len(all) {
		t.err = errNotText
		return 0, t.err
	}
	t.part = append([]byte(nil), all[whole:]...)
	for _, c := range b[:n] {
		if c == '\n' {
			t.lines++
		}
	}
	if t.told != nil {
		if told := t.told(t.done, t.total); told != nil {
			t.err = told
			return n, told
		}
	}
	return n, err
}

// jsonReader reads an export.
type jsonReader struct {
	at string
	b  *Bundle
	d  *json.Decoder

	seen map[string]bool // the IDs there were
}

// errForeign says that a document is none of ours.
var errForeign = errors.New("foreign")

// refusal makes a sentence of what stopped the reading.
func (r *jsonReader) refusal(err error, in *textReader) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case habits.AsRefusal(err) != nil:
		return err
	case in.err != nil && !errors.Is(in.err, errNotText):
		return in.err // the person ended it
	case errors.Is(err, errNotText):
		return habits.Refuse("%s, near line %d, is no text in UTF-8", r.at, in.lines+1)
	case errors.Is(err, errForeign):
		return habits.Refuse("%s is JSON, but no export of selfcare's; such a one begins with {\"format\":\"selfcare\"", r.at)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return habits.Refuse("%s was cut off; its end is missing", r.at)
	case errors.As(err, &syntax), errors.As(err, &kind):
		return habits.Refuse("%s, line %d, is damaged (%v)", r.at, r.line(), err)
	}
	return habits.Refuse("%s, line %d, does not read as an export of this version (%v)", r.at, r.line(), err)
}

// line is about the line that has been read up to, found by reading the file again.
func (r *jsonReader) line() int {
	f, err := os.Open(r.at)
	if err != nil {
		return 0
	}
	defer func() { _ = f.Close() }() // it was only read
	line := 1
	in := bufio.NewReader(io.LimitReader(f, r.d.InputOffset()))
	for {
		c, err := in.ReadByte()
		if err != nil {
			return line
		}
		if c == '\n' {
			line++
		}
	}
}

// read reads the document.
func (r *jsonReader) read() error {
	if err := r.delim('{'); err != nil {
		return err
	}
	if err := r.head(); err != nil {
		return err
	}
	for r.d.More() {
		name, err := r.d.Token()
		if err != nil {
			return err
		}
		switch name {
		case "settings":
			r.b.Settings = &Settings{}
			err = r.d.Decode(r.b.Settings)
		case "habits":
			err = list(r, r.habit)
		case "moods":
			err = list(r, r.mood)
		case "boundaries":
			err = list(r, r.boundary)
		case "reflections":
			err = list(r, r.reflection)
		case "help_lines":
			err = r.helpLines()
		default:
			err = fmt.Errorf("unknown field %q", name)
		}
		if err != nil {
			return err
		}
	}
	if err := r.delim('}'); err != nil {
		return err
	}
	if _, err := r.d.Token(); !isEnd(err) {
		return fmt.Errorf("something follows its end")
	}
	return nil
}

// head reads what an export begins with.
func (r *jsonReader) head() error {
	for _, want := range []any{"format", "selfcare", "version"} {
		got, err := r.d.Token()
		if err != nil {
			return err
		}
		if got != want {
			return errForeign
		}
	}
	var v int
	if err := r.d.Decode(&v); err != nil {
		return errForeign
	}
	if v > version {
		return habits.Refuse("%s was written by a newer selfcare (version %d, this one knows %d); update selfcare", r.at, v, version)
	}
	return nil
}

func (r *jsonReader) delim(want json.Delim) error {
	got, err := r.d.Token()
	if err != nil {
		return err
	}
	if got != want {
		return errForeign
	}
	return nil
}

// list reads the records of a list, one after another.
func list[T any](r *jsonReader, take func(T) error) error {
	if err := r.delim('['); err != nil {
		return err
	}
	for r.d.More() {
		var record T
		if err := r.d.Decode(&record); err != nil {
			return err
		}
		if err := take(record); err != nil {
			return err
		}
	}
	_, err := r.d.Token()
	return err
}

// twice refuses a second record of one ID.
func (r *jsonReader) twice(kind string, id habits.ID) error {
	if key := kind + "/" + string(id); !r.seen[key] {
		r.seen[key] = true
		return nil
	}
	return habits.Unfit("There is one with the ID %s already", shorten(string(id)))
}

func (r *jsonReader) helpLines() error {
	var h exportHelp
	if err := r.d.Decode(&h); err != nil {
		return err
	}
	own := habits.HelpLines{Text: habits.CleanText(h.Text), Day: h.Day.Day}
	if err := cmp.Or(h.Day.err, own.Validate()); err != nil {
		r.b.bad(r.at+", help lines", 0, err)
		return nil
	}
	r.b.HelpLines = &own
	return nil
}

func (r *jsonReader) habit(e exportHabit) error {
	name := shorten(habits.CleanLine(e.Name))
	h, err := e.habit()
	if err == nil {
		err = r.twice("habit", e.ID)
	}
	if err != nil {
		r.b.bad(r.at+", "+name, 0, err)
		return nil
	}
	brought := Brought{Habit: h}
	for _, entry := range e.Entries {
		d, err := entry.entry(h)
		if err != nil {
			r.b.bad(fmt.Sprintf("%s, %s on %s", r.at, name, entry.Day), 0, err)
			continue
		}
		if !d.IsZero() {
			brought.Entries = append(brought.Entries, d)
		}
	}
	brought.Entries = inOrder(brought.Entries, dayOfDated, true)
	r.b.Habits = append(r.b.Habits, brought)
	return nil
}

func (r *jsonReader) mood(e exportMood) error {
	m, err := e.mood()
	if err == nil {
		err = r.twice("mood", e.ID)
	}
	if err != nil {
		r.b.bad(fmt.Sprintf("%s, a mood on %s", r.at, e.Day), 0, err)
		return nil
	}
	r.b.Moods = append(r.b.Moods, m)
	return nil
}

func (r *jsonReader) boundary(e exportBoundary) error {
	b, err := e.boundary()
	if err == nil {
		err = r.twice("boundary", e.ID)
	}
	for _, event := range e.Events {
		if err == nil {
			err = r.twice("event", event.ID)
		}
	}
	if err != nil {
		r.b.bad(r.at+", "+shorten(habits.CleanLine(e.Name)), 0, err)
		return nil
	}
	r.b.Boundaries = append(r.b.Boundaries, b)
	return nil
}

func (r *jsonReader) reflection(e exportReflection) error {
	ref, err := e.reflection()
	if err == nil {
		err = r.twice("reflection", e.ID)
	}
	if err != nil {
		r.b.bad(fmt.Sprintf("%s, a reflection on %s", r.at, e.Day), 0, err)
		return nil
	}
	r.b.Reflections = append(r.b.Reflections, ref)
	return nil
}
