//go:build unix

package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/sample"

	"go.etcd.io/bbolt"
)

// A specimen is an undamaged record with some months in it, its backups, and what every
// command says of it. Its IDs, and with them the order of its pages, are others each time: a
// seed says which page is damaged and how, not what lies there.
type specimen struct {
	whole   []byte            // the record
	older   []byte            // the same, five changes before
	another []byte            // a record of somebody else
	backups map[string][]byte // by their names
	seqs    map[string]uint64 // the number of the newest change in each of them
	seq     uint64            // and in the record
	newest  string            // the name of the newest backup

	pages    []int // that are in use, beside the meta pages
	branches []int // among them, those that lead to others

	says, saysOlder map[string]string // what is printed, by the command line
	wrote           map[string]state  // what there is after a change, by the command line; nothing for none
	first           exported          // what the oldest backup holds
}

// A state is what is printed where there is something: the day, and the export.
type state struct{ today, export string }

// exported is what is compared of an export that may have lost something.
type exported struct {
	Habits      []json.RawMessage
	Moods       []json.RawMessage
	Reflections []json.RawMessage
}

// readings are the commands that change nothing, and changes those that do.
var (
	readings = []string{"today --json", "journal", "trends --json Sleep", "status", "check --json", "check", "export", "today yesterday", "boundary list --json", "habit list --json", "journal --json"}
	writings = []string{"undo", "add sleep 1h"}
)

// words are the arguments of a line.
func words(line string) []string { return strings.Fields(line) }

// aSpecimen makes one by commands.
func aSpecimen(t *testing.T) *specimen {
	t.Helper()
	p := newPlace(t)
	at := func(instant string, lines ...string) {
		t.Helper()
		for _, line := range lines {
			p.in("SELFCARE_NOW", "2026-11-"+instant+":00+01:00").run(words(line)...)
		}
	}
	p.in("SELFCARE_NOW", "2026-11-19T21:00:00+01:00").run("import", months(t, p))
	at("19T21:00", "boundary new Peace --since 2026-10-30", "add mood 3 -- long day")
	at("20T09:00", "add sleep 7h", "add mood 4", "journal add -- A letter, kept.", "add urge 7 -- saw a photo")
	at("21T09:00", "add sleep 6.5h -- the neighbours", "add meditation 10m", "habit new Piano --at-least 20 --unit min", "add mood 2 -- tired")
	at("22T08:00", "add sleep 8h", "add outdoors 40m -- by the lake", "add mood 5 -- slept well", "add urge 3", "add piano 25m")
	older := fileOf(t, p.file)
	at("22T08:30", "habit edit Piano --at-least 30", "add move", "add piano 5m", "undo", "journal add -- So much for that.")
	s := &specimen{whole: fileOf(t, p.file), older: older, another: anotherRecord(t), backups: map[string][]byte{}, seqs: map[string]uint64{}, seq: seqOf(t, p.file)}
	all, err := os.ReadDir(p.file + ".backups")
	if err != nil || len(all) != 4 {
		t.Fatalf("the backups are %v, %v", all, err)
	}
	for _, e := range all {
		path := filepath.Join(p.file+".backups", e.Name())
		s.backups[e.Name()], s.seqs[e.Name()] = fileOf(t, path), seqOf(t, path)
		s.newest = e.Name()
	}
	s.pages, s.branches = pagesOf(t, s.whole)
	s.says = s.answers(t, s.whole, readings...)
	s.saysOlder = s.answers(t, s.older, readings...)
	s.wrote = map[string]state{"": s.after(t)}
	for _, line := range writings {
		s.wrote[line] = s.after(t, line)
	}
	oldest := s.answers(t, s.backups[slices.Min(names(s.backups))], "export")["export"]
	if err := json.Unmarshal([]byte(oldest), &s.first); err != nil || len(s.first.Habits) != 9 || len(s.first.Moods) != 0 {
		t.Fatalf("the oldest backup holds %s, %v", oldest, err)
	}
	return s
}

// months is a file to import, with half a year in it.
func months(t *testing.T, p *place) string {
	t.Helper()
	day, err := calendar.ParseDay("2026-11-19")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	made := filepath.Join(folder, "made.db")
	records := sample.Year(day)
	for i, r := range records {
		all := r.History.All()
		from, _ := slices.BinarySearchFunc(all, day-180, func(e habits.Dated, d calendar.Day) int { return int(e.Day - d) })
		records[i].History = habits.HistoryOf(all[from:], nil)
	}
	if err := db.New(made, time.Now).Seed(records); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "months.json")
	p.run("--db", made, "export", "-o", file)
	return file
}

// anotherRecord is the record of somebody else.
func anotherRecord(t *testing.T) []byte {
	t.Helper()
	p := newPlace(t)
	p.run("habit", "new", "Chess")
	p.run("add", "chess")
	return fileOf(t, p.file)
}

// answers are what lines print, each of a fresh copy of a record.
func (s *specimen) answers(t *testing.T, record []byte, lines ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, line := range lines {
		p := s.place(t, record)
		all[line] = p.plain(p.run(words(line)...))
	}
	return all
}

// after is what there is after lines.
func (s *specimen) after(t *testing.T, lines ...string) state {
	t.Helper()
	p := s.place(t, s.whole)
	for _, line := range lines {
		s.says[line] = p.plain(p.run(words(line)...))
	}
	return state{p.run("today", "--json"), p.run("export")}
}

// place is a place with the backups, and a record that is noted there.
func (s *specimen) place(t *testing.T, record []byte) *place {
	t.Helper()
	p := newPlace(t)
	if err := os.MkdirAll(p.file+".backups", 0o700); err != nil {
		t.Fatal(err)
	}
	for name, b := range s.backups {
		writeFile(t, filepath.Join(p.file+".backups", name), b)
	}
	writeFile(t, p.file, record)
	p.note()
	return p
}

// note has the state of the file noted, whatever it is.
func (p *place) note() {
	p.t.Helper()
	trusting := func(string) (db.Report, error) { return db.Report{}, nil }
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := db.New(p.file, func() time.Time { return at }).Guarded(trusting).Load(calendar.FirstDay, 0); err != nil {
		p.t.Fatal(err)
	}
}

// plain is a text without the name of the folder that the record is in.
func (p *place) plain(text string) string {
	return strings.ReplaceAll(text, filepath.Dir(p.file), "FOLDER")
}

// seqOf is the number of the newest change in a record.
func seqOf(t *testing.T, path string) uint64 {
	t.Helper()
	book, err := db.New(path, time.Now).Load(calendar.FirstDay, 0)
	if err != nil {
		t.Fatal(err)
	}
	return book.Seq
}

// fileOf is what is in a file.
func fileOf(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeFile(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// pagesOf are the pages of a record that are in use, beside the meta pages, and those of
// them that lead to others.
func pagesOf(t *testing.T, record []byte) (used, branches []int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	writeFile(t, path, record)
	file, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: patience})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := file.View(func(tx *bbolt.Tx) error {
		for id := 2; ; id++ {
			info, err := tx.Page(id)
			if err != nil || info == nil {
				return err
			}
			if info.Type != "free" {
				used = append(used, id)
			}
			if info.Type == "branch" {
				branches = append(branches, id)
			}
			id += info.OverflowCount
		}
	}); err != nil {
		t.Fatal(err)
	}
	return used, branches
}

// sealed is a value with its checksum.
func sealed(bucket, key, value string) []byte {
	table := crc32.MakeTable(crc32.Castagnoli)
	return binary.BigEndian.AppendUint32([]byte(value), crc32.Checksum([]byte(bucket+key+value), table))
}

// names are the keys of a map.
func names[T any](of map[string]T) (all []string) {
	for name := range of {
		all = append(all, name)
	}
	return all
}

// isIn fails where an export lacks something that it has to hold.
func (want exported) isIn(t *testing.T, export string) {
	t.Helper()
	var got exported
	if err := json.Unmarshal([]byte(export), &got); err != nil {
		t.Fatal(err)
	}
	for _, list := range []struct{ want, got []json.RawMessage }{{want.Moods, got.Moods}, {want.Reflections, got.Reflections}} {
		for _, w := range list.want {
			if !slices.ContainsFunc(list.got, func(g json.RawMessage) bool { return bytes.Equal(g, w) }) {
				t.Errorf("%s is not there any more", w)
			}
		}
	}
	if len(got.Habits) < len(want.Habits) {
		t.Errorf("there are %d habits, and were %d", len(got.Habits), len(want.Habits))
	}
}
