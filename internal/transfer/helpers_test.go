package transfer_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer"
)

// The tests stand on one day, in a zone without summer time.
var (
	today = calendar.DateOf(2026, time.November, 22)
	zone  = time.FixedZone("CET", 60*60)
)

func day(t testing.TB, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// store is a real one, in a file of its own.
type store struct{ *db.DB }

func newStore(t testing.TB) store {
	t.Helper()
	now := func() time.Time { return time.Date(2026, time.November, 22, 9, 0, 0, 0, zone) }
	return store{db.New(filepath.Join(t.TempDir(), "selfcare.db"), now)}
}

func (s store) apply(t testing.TB, c record.Change) {
	t.Helper()
	if _, err := s.Apply(c); err != nil {
		t.Fatal(err)
	}
}

// planned returns the change and the summary of a plan.
func planned(bundles []*transfer.Bundle, s transfer.Store, c transfer.Choices) (record.Change, transfer.Summary, error) {
	p, err := transfer.NewPlan(bundles, s, c)
	if err != nil {
		return record.Change{}, transfer.Summary{}, err
	}
	return p.Change, p.Summary, nil
}

// takeIn plans bundles beside what the store holds, and writes the change.
func (s store) takeIn(c transfer.Choices, bundles ...*transfer.Bundle) (record.Change, transfer.Summary, error) {
	var change record.Change
	var sum transfer.Summary
	_, err := s.Do(func(r *db.Reader) (record.Change, error) {
		var err error
		change, sum, err = planned(bundles, r, c)
		return change, err
	})
	return change, sum, err
}

// brings is takeIn of files that are good.
func (s store) brings(t testing.TB, bundles ...*transfer.Bundle) transfer.Summary {
	t.Helper()
	_, sum, err := s.takeIn(transfer.Choices{Today: today}, bundles...)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func (s store) overwrites(t testing.TB, bundles ...*transfer.Bundle) transfer.Summary {
	t.Helper()
	_, sum, err := s.takeIn(transfer.Choices{Today: today, Overwrite: true}, bundles...)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// isSettled says that bundles bring nothing that the store does not have.
func (s store) isSettled(t testing.TB, c transfer.Choices, bundles ...*transfer.Bundle) {
	t.Helper()
	change, sum, err := s.takeIn(c, bundles...)
	if err != nil || !change.IsEmpty() {
		t.Errorf("again it is %v and changes %+v, %v", sum, change, err)
	}
}

func (s store) list(t testing.TB) habits.List {
	t.Helper()
	list, err := s.Habits()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func (s store) names(t testing.TB) []string {
	t.Helper()
	var names []string
	for _, h := range s.list(t) {
		names = append(names, h.Name)
	}
	return names
}

func (s store) record(t testing.TB, name string) record.Row {
	t.Helper()
	r, err := s.Record(name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (s store) json(t testing.TB) string {
	t.Helper()
	return s.jsonWith(t, transfer.Settings{})
}

func (s store) jsonWith(t testing.TB, settings transfer.Settings) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Read(func(r *db.Reader) error { return transfer.WriteJSON(&b, r, settings) }); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func (s store) csv(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Read(func(r *db.Reader) error { return transfer.WriteCSV(&b, r) }); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// bytesOf is a file, or nothing where there is none.
func bytesOf(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return b
}

func options(from transfer.Format) transfer.Options {
	return transfer.Options{From: from, Today: today, Zone: zone}
}

// read reads a file that is good, by its looks.
func read(t testing.TB, path string) *transfer.Bundle {
	t.Helper()
	return readAs(t, path, options(transfer.Auto))
}

func readAs(t testing.TB, path string, o transfer.Options) *transfer.Bundle {
	t.Helper()
	b, err := transfer.Read(path, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// file is a new file.
func file(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// part is a file within a folder or a zip.
type part struct{ name, text string }

func Folder(t testing.TB, parts ...part) string {
	t.Helper()
	at := t.TempDir()
	for _, p := range parts {
		path := filepath.Join(at, filepath.FromSlash(p.name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(p.text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return at
}

func zipped(t testing.TB, parts ...part) string {
	t.Helper()
	return file(t, "export.zip", zipText(t, parts...))
}

func zipText(t testing.TB, parts ...part) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.Create(p.name)
		if err == nil {
			_, err = io.WriteString(f, p.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func harsh(t testing.TB, list, log string) string {
	t.Helper()
	return Folder(t, part{"habits", list}, part{"log", log})
}

// rows is a CSV text, by the slowest way.
func rows(t testing.TB, text string) [][]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// brought is the habit of a bundle with a name.
func brought(t testing.TB, b *transfer.Bundle, name string) transfer.Imported {
	t.Helper()
	for _, h := range b.Habits {
		if h.Habit.Name == name {
			return h
		}
	}
	t.Fatalf("there is no %s among %d habits; left out: %v", name, len(b.Habits), b.Bad)
	return transfer.Imported{}
}

// entryOn is the entry of a day after the bundle went into an empty store.
func entryOn(t testing.TB, b *transfer.Bundle, name string, d calendar.Day) habits.Entry {
	t.Helper()
	s := newStore(t)
	s.brings(t, b)
	return s.record(t, name).History.On(d)
}

var (
	yes  = habits.Entry{State: habits.Yes}
	no   = habits.Entry{State: habits.No}
	skip = habits.Entry{State: habits.Skip}
)

func amount(parts quantity.Amount) habits.Entry {
	return habits.Entry{State: habits.Measured, Amount: parts}
}

func (s store) has(t testing.TB, name string, want map[calendar.Day]habits.Entry) {
	t.Helper()
	all := s.record(t, name).History.All()
	for _, e := range all {
		if want[e.Day] != e.Entry {
			t.Errorf("%s on %s is %+v, want %+v", name, e.Day, e.Entry, want[e.Day])
		}
	}
	if len(all) != len(want) {
		t.Errorf("%s has %d entries, want %d", name, len(all), len(want))
	}
}

var twoSentences = regexp.MustCompile(`[.!?] +\p{Lu}`)

// isSentence says that a text is one sentence, fit for a terminal.
func isSentence(t testing.TB, text string) {
	t.Helper()
	switch {
	case strings.IndexFunc(text, unicode.IsControl) >= 0:
		t.Errorf("the sentence holds a control character: %q", text)
	case !strings.HasSuffix(text, ".") || strings.HasSuffix(text, ".."):
		t.Errorf("the sentence does not end in one full stop: %q", text)
	case twoSentences.MatchString(text), strings.Contains(text, ".)"):
		t.Errorf("there is more than one sentence: %q", text)
	case len(text) < 10 || len(text) > 400:
		t.Errorf("no clear sentence: %q", text)
	}
}

// refused is the sentence of a refusal that names the file.
func refused(t testing.TB, path string, o transfer.Options) string {
	t.Helper()
	b, err := transfer.Read(path, o)
	if err == nil {
		t.Fatalf("%s was read: %d habits, left out %v", path, len(b.Habits), b.Bad)
	}
	if b != nil {
		t.Error("a refused file gives a bundle")
	}
	r := refusal.As(err)
	if r == nil {
		t.Fatalf("%v is no refusal", err)
	}
	text := err.Error()
	isSentence(t, strings.ReplaceAll(text, path, "x"))
	if !strings.Contains(text, path) {
		t.Errorf("%q does not name %s", text, path)
	}
	return text
}

// leftOut says which rows were left out, as file and line.
func leftOut(t testing.TB, b *transfer.Bundle, want ...string) {
	t.Helper()
	var got []string
	for _, r := range b.Bad {
		place, why, ok := strings.Cut(r.String(), ": ")
		if !ok {
			t.Errorf("%q says no reason", r)
		}
		isSentence(t, strings.ToUpper(why[:1])+why[1:])
		got = append(got, place)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || b.BadRows != len(want) {
		t.Errorf("%d rows were left out, %q, want %q", b.BadRows, got, want)
	}
}
