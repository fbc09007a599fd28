package selfcare

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/source"
)

// Read reads an export of our own, piece by piece.
func Read(f *source.File, o bundle.Options) (*bundle.Bundle, error) {
	if err := f.Within(source.MaxExport); err != nil {
		return nil, err
	}
	in := &textReader{progress: o.Progress, total: f.Size}
	if begins := make([]byte, len(source.BOM)); f.Size > int64(len(begins)) {
		if _, err := f.ReadAt(begins, 0); err == nil && string(begins) == source.BOM {
			in.done = int64(len(begins))
		}
	}
	in.r = f.From(in.done)
	r := &reader{f: f, at: f.Path, b: &bundle.Bundle{Format: bundle.Selfcare}, d: json.NewDecoder(in), begin: in.done, seen: map[string]bool{}}
	r.d.DisallowUnknownFields()
	if err := r.read(); err != nil {
		return nil, r.refusal(err, in)
	}
	return r.b, f.Unchanged(in.done)
}

// reader reads an export.
type reader struct {
	f     *source.File
	at    string
	begin int64 // where in the file the document begins
	b     *bundle.Bundle
	d     *json.Decoder

	seen map[string]bool // the IDs there were
}

// errForeign says that a document is none of ours.
var errForeign = errors.New("foreign")

// refusal makes a sentence of what stopped the reading.
func (r *reader) refusal(err error, in *textReader) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case refusal.As(err) != nil:
		return err
	case in.err != nil && !errors.Is(in.err, errNotText):
		return in.err // the person ended it
	case errors.Is(err, errNotText):
		return refusal.New("%s, near line %d, isn't text in UTF-8", r.at, in.lines+1)
	case errors.Is(err, errForeign):
		return refusal.New("%s is JSON, but not an export of selfcare, which begins with {\"format\":\"selfcare\"", r.at)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return refusal.New("%s was cut off; its end is missing", r.at)
	case errors.As(err, &syntax), errors.As(err, &kind):
		return refusal.New("%s, line %d, is damaged (%v)", r.at, r.line(), err)
	}
	return refusal.New("%s, line %d, does not read as an export of this version (%v)", r.at, r.line(), err)
}

// line returns about the line that has been read up to, found by counting once more.
func (r *reader) line() int {
	line := 1
	in := bufio.NewReader(io.LimitReader(r.f.From(0), r.begin+r.d.InputOffset()))
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
func (r *reader) read() error {
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
		if err := r.field(name); err != nil {
			return err
		}
	}
	if err := r.delim('}'); err != nil {
		return err
	}
	if _, err := r.d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("something follows its end")
	}
	return nil
}

// field reads what stands under a name.
func (r *reader) field(name json.Token) error {
	switch name {
	case "settings":
		r.b.Settings = &bundle.Settings{}
		return r.d.Decode(r.b.Settings)
	case "habits":
		return list(r, r.habit)
	case "moods":
		return list(r, r.mood)
	case "boundaries":
		return list(r, r.boundary)
	case "reflections":
		return list(r, r.reflection)
	case "help_lines":
		return r.helpLines()
	}
	return fmt.Errorf("unknown field %q", name)
}

// head reads what an export begins with.
func (r *reader) head() error {
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
		return refusal.New("%s was written by a newer selfcare (version %d, this one knows %d); update selfcare", r.at, v, version)
	}
	return nil
}

func (r *reader) delim(want json.Delim) error {
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
func list[T any](r *reader, take func(T) error) error {
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
func (r *reader) twice(kind string, id ident.ID) error {
	if key := kind + "/" + string(id); !r.seen[key] {
		r.seen[key] = true
		return nil
	}
	return refusal.BadInput("There is one with the ID %s already", bundle.Shorten(string(id)))
}

func (r *reader) helpLines() error {
	var h exportHelp
	if err := r.d.Decode(&h); err != nil {
		return err
	}
	own := journal.HelpLines{Text: spelling.CleanText(h.Text), Day: h.Day.Day}
	if err := cmp.Or(h.Day.err, own.Validate()); err != nil {
		r.b.Skip(r.at+", help lines", 0, err)
		return nil
	}
	r.b.HelpLines = &own
	return nil
}

func (r *reader) habit(e exportHabit) error {
	name := bundle.Shorten(spelling.CleanLine(e.Name))
	h, err := e.habit()
	if err == nil {
		err = r.twice("habit", e.ID)
	}
	if err != nil {
		r.b.Skip(r.at+", "+name, 0, err)
		return nil
	}
	imported := bundle.Imported{Habit: h}
	for _, entry := range e.Entries {
		d, err := entry.entry(h)
		if err != nil {
			r.b.Skip(fmt.Sprintf("%s, %s on %s", r.at, name, entry.Day), 0, err)
			continue
		}
		if !d.IsZero() {
			imported.Entries = append(imported.Entries, d)
		}
	}
	imported.Entries = bundle.JoinDays(imported.Entries, bundle.DayOfEntry,
		func(first, then habits.Dated) (habits.Dated, error) { return joinEntries(name, first, then) },
		func(then habits.Dated, why error) {
			r.b.Skip(fmt.Sprintf("%s, %s on %s", r.at, name, then.Day), 0, why)
		})
	r.b.Habits = append(r.b.Habits, imported)
	return nil
}

func (r *reader) mood(e exportMood) error {
	m, err := e.mood()
	if err == nil {
		err = r.twice("mood", e.ID)
	}
	if err != nil {
		r.b.Skip(fmt.Sprintf("%s, a mood on %s", r.at, e.Day), 0, err)
		return nil
	}
	r.b.Moods = append(r.b.Moods, m)
	return nil
}

func (r *reader) boundary(e exportBoundary) error {
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
		r.b.Skip(r.at+", "+bundle.Shorten(spelling.CleanLine(e.Name)), 0, err)
		return nil
	}
	r.b.Boundaries = append(r.b.Boundaries, b)
	return nil
}

func (r *reader) reflection(e exportReflection) error {
	ref, err := e.reflection()
	if err == nil {
		err = r.twice("reflection", e.ID)
	}
	if err != nil {
		r.b.Skip(fmt.Sprintf("%s, a reflection on %s", r.at, e.Day), 0, err)
		return nil
	}
	r.b.Reflections = append(r.b.Reflections, ref)
	return nil
}

// joinEntries returns two entries of a day as one: what they hold must be the same, or not
// be in one of them.
func joinEntries(name string, first, then habits.Dated) (habits.Dated, error) {
	switch {
	case then.State == habits.Unknown || then.State == first.State && then.Amount == first.Amount:
	case first.State == habits.Unknown:
		first.State, first.Amount = then.State, then.Amount
	default:
		words := func(e habits.Dated, amount string) string {
			if e.State == habits.Measured {
				return amount
			}
			return e.State.String()
		}
		another := "an amount"
		if first.State == habits.Measured {
			another = "another"
		}
		return first, bundle.Conflict(name, first.Day, words(first, "an amount"), words(then, another))
	}
	var err error
	first.Note, err = bundle.JoinNotes(first.Note, then.Note)
	return first, err
}
