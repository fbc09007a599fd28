package db

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// aMood, aBoundary, anUrge and aReflection are records with an ID of their own.
func aMood(id ident.ID, at time.Time, rating int) journal.Mood {
	m := journal.NewMood(at, rating, "", calendar.DefaultPreferences)
	m.ID = id
	return m
}

func aBoundary(name string) boundary.Boundary {
	return boundary.Boundary{ID: ident.ID(strings.ToLower(name)), Name: name, Since: noon().AddDate(0, 0, -20)}
}

func anEvent(b, id ident.ID, k boundary.Kind, at time.Time) boundary.Event {
	e := boundary.NewEvent(b, k, at, calendar.DefaultPreferences)
	e.ID = id
	return e
}

func aReflection(id ident.ID, at time.Time, text string) journal.Reflection {
	r := journal.NewReflection(at, "", text, calendar.DefaultPreferences)
	r.ID = id
	return r
}

// swap is the swap that makes is of was.
func swap[T any](was, is T) []record.Diff[T] { return []record.Diff[T]{{Was: &was, Is: &is}} }

// Random records, as they may be kept.
var (
	someTexts = rapid.SampledFrom([]string{"", "rain", "two\nlines", `"token":"x"`, "日本語 🌿", "a b <&>", strings.Repeat("é", spelling.MaxNote)})
	someTimes = rapid.Map(rapid.Int64Range(-2_200_000_000, 9_000_000_000), func(n int64) time.Time { return time.Unix(n, 0).UTC() })
	anyDay    = rapid.Map(rapid.IntRange(int(calendar.FirstDay), int(calendar.LastDay)), func(n int) calendar.Day { return calendar.Day(n) })
	anyOffset = rapid.Custom(func(t *rapid.T) calendar.Offset {
		minutes := rapid.OneOf(rapid.IntRange(-18*60, 18*60), rapid.SampledFrom([]int{-12 * 60, -45, 0, 5*60 + 45, 14 * 60})).Draw(t, "minutes")
		o, ok := calendar.OffsetEast(int64(minutes) * 60)
		if !ok {
			t.Fatalf("%d minutes are no offset", minutes)
		}
		if rapid.Bool().Draw(t, "unknown") {
			return calendar.Offset{}
		}
		return o
	})
	anyID   = rapid.Map(rapid.StringMatching(`[a-z2-7]{10}`), func(s string) ident.ID { return ident.ID(s) })
	anyMood = rapid.Custom(func(t *rapid.T) journal.Mood {
		return journal.Mood{
			ID: anyID.Draw(t, "id"), At: someTimes.Draw(t, "at"), Offset: anyOffset.Draw(t, "offset"), Day: anyDay.Draw(t, "day"),
			Rating: rapid.IntRange(1, 5).Draw(t, "rating"), Note: someTexts.Draw(t, "note"),
		}
	})
	anyBoundary = rapid.Custom(func(t *rapid.T) boundary.Boundary {
		list := rapid.SliceOfN(someTexts, 0, 3)
		b := boundary.Boundary{
			ID: anyID.Draw(t, "id"), Name: "Peace " + rapid.StringMatching(`[a-z]{3,9}`).Draw(t, "name"), Since: someTimes.Draw(t, "since"),
			Okay: none(list.Draw(t, "okay")), NotOkay: none(list.Draw(t, "not okay")), Why: none(list.Draw(t, "why")),
			Said: someTexts.Draw(t, "said"), Plan: someTexts.Draw(t, "plan"), Position: rapid.IntRange(-1, 9).Draw(t, "position"),
		}
		if rapid.Bool().Draw(t, "ended") {
			b.Ended = &boundary.Ending{How: rapid.SampledFrom([]boundary.Outcome{boundary.Reopened, boundary.LetGo}).Draw(t, "how"), At: someTimes.Draw(t, "end")}
		}
		return b
	})
	anyEvent = rapid.Custom(func(t *rapid.T) boundary.Event {
		e := boundary.Event{
			ID: anyID.Draw(t, "id"), Boundary: anyID.Draw(t, "boundary"), At: someTimes.Draw(t, "at"), Offset: anyOffset.Draw(t, "offset"), Day: anyDay.Draw(t, "day"),
			Kind:    rapid.SampledFrom([]boundary.Kind{boundary.Urge, boundary.Slip, boundary.Contact}).Draw(t, "kind"),
			Trigger: someTexts.Draw(t, "trigger"), Helped: none(rapid.SliceOfN(someTexts, 0, 3).Draw(t, "helped")),
			Note: someTexts.Draw(t, "note"), Next: someTexts.Draw(t, "next"), Slipped: rapid.Bool().Draw(t, "slipped"),
		}
		if strength := rapid.IntRange(-1, 10).Draw(t, "strength"); strength >= 0 && e.Kind == boundary.Urge {
			e.Strength = &strength
		}
		return e
	})
	anyReflection = rapid.Custom(func(t *rapid.T) journal.Reflection {
		return journal.Reflection{
			ID: anyID.Draw(t, "id"), At: someTimes.Draw(t, "at"), Offset: anyOffset.Draw(t, "offset"), Day: anyDay.Draw(t, "day"), Prompt: spelling.CleanLine(someTexts.Draw(t, "prompt")),
			Text: "!" + someTexts.Draw(t, "text"), Boundary: rapid.SampledFrom([]ident.ID{"", "peace"}).Draw(t, "boundary"),
		}
	})
	anyHelp = rapid.Custom(func(t *rapid.T) journal.HelpLines {
		return journal.HelpLines{Text: someTexts.Draw(t, "text"), Day: anyDay.Draw(t, "day")}
	})
)

// none makes nil of a list of nothing, as which it is read.
func none(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}

// readsAsWritten writes records as bytes and reads them.
func readsAsWritten[T any](t *testing.T, k rows.Kind[T], records *rapid.Generator[T]) {
	t.Run(k.Bucket, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			want := records.Draw(t, "record")
			payload, err := k.Encode(want)
			if err != nil {
				t.Fatal(err)
			}
			key := k.KeyAt(want, 1)
			if got, err := k.Decode(key, payload); err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("%+v reads as %+v, %v", want, got, err)
			}
			if len(key) > 100 || bytes.ContainsAny(key, "\x00\n") {
				t.Fatalf("%+v has the key %q", want, key)
			}
			if n := rapid.IntRange(0, len(payload)-1).Draw(t, "cut"); len(payload) > 0 {
				if got, err := k.Decode(key, payload[:n]); err == nil {
					t.Fatalf("cut to %d of %d bytes it reads as %+v", n, len(payload), got)
				}
			}
		})
	})
}

func TestARecordReadsAsItWasWritten(t *testing.T) {
	readsAsWritten(t, rows.MoodKind, anyMood)
	readsAsWritten(t, rows.BoundaryKind, anyBoundary)
	readsAsWritten(t, rows.EventKind, anyEvent)
	readsAsWritten(t, rows.ReflectionKind, anyReflection)
	readsAsWritten(t, rows.HelpKind, anyHelp)
}

// keyIn is the key that a record is kept under.
func keyIn[T any](tx *bbolt.Tx, k rows.Kind[T], r T) []byte { return newPlaces(tx, k, 1).near(r) }

func TestKeysSortAsTimesDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyMood.Draw(t, "a"), anyMood.Draw(t, "b")
		if rapid.Bool().Draw(t, "near") {
			b.At = a.At.Add(time.Duration(rapid.IntRange(-2, 2).Draw(t, "seconds")) * time.Second)
		}
		order := cmp.Or(a.At.Compare(b.At), -1) // the first that was written
		if got := bytes.Compare(rows.MoodKind.KeyAt(a, 1), rows.MoodKind.KeyAt(b, 2)); got != order {
			t.Fatalf("%s and %s compare as %d, want %d", rows.MoodKind.KeyAt(a, 1), rows.MoodKind.KeyAt(b, 2), got, order)
		}
		e := boundary.Event{ID: a.ID, At: a.At, Boundary: "peace"}
		f := boundary.Event{ID: b.ID, At: b.At, Boundary: "peace"}
		if got := bytes.Compare(rows.EventKind.KeyAt(e, 9), rows.EventKind.KeyAt(f, 10)); got != order {
			t.Fatalf("%s and %s compare as %d, want %d", rows.EventKind.KeyAt(e, 9), rows.EventKind.KeyAt(f, 10), got, order)
		}
	})
}

func TestATimeOfAnotherZoneHasTheSameKey(t *testing.T) {
	there := time.FixedZone("", 13*3600)
	if a, b := aMood("a", noon(), 3), (journal.Mood{ID: "a", At: noon().In(there)}); !bytes.Equal(rows.MoodKind.Key(a), rows.MoodKind.Key(b)) {
		t.Errorf("%s and %s", rows.MoodKind.Key(a), rows.MoodKind.Key(b))
	}
}

func TestEveryKindOfRecordSurvivesReopening(t *testing.T) {
	db := open(t)
	goesOn := anyBoundary.Example(1)
	goesOn.Ended = nil
	gone := anyBoundary.Example(2)
	gone.Ended = &boundary.Ending{How: boundary.Reopened, At: noon().AddDate(0, 0, -1)}
	help := anyHelp.Example(3)
	apply(t, db, record.Change{Boundaries: []record.Diff[boundary.Boundary]{{Is: &goesOn}, {Is: &gone}}, HelpLines: record.Put(help)})
	want := record.Book{From: calendar.FirstDay}
	var c record.Change
	var written []journal.Reflection
	for seed := range 20 {
		m, e, r := anyMood.Example(seed), anyEvent.Example(seed), anyReflection.Example(seed)
		m.ID, e.ID, r.ID, e.Boundary = ident.ID(nth("m", seed)), ident.ID(nth("e", seed)), ident.ID(nth("r", seed)), goesOn.ID
		c.Moods, c.Events, c.Reflections = append(c.Moods, record.Put(m)...), append(c.Events, record.Put(e)...), append(c.Reflections, record.Put(r)...)
		written = append(written, r)
	}
	apply(t, db, c)
	for _, c := range []record.Change{{Boundaries: []record.Diff[boundary.Boundary]{{Is: &goesOn}, {Is: &gone}}, HelpLines: record.Put(help)}, c} {
		if _, err := want.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	sameOthers(t, load(t, reopened(db)), &want)
	if bs, err := reopened(db).Boundaries(); err != nil || !reflect.DeepEqual(bs, want.Boundaries) {
		t.Errorf("the boundaries are %+v, %v", bs, err)
	}
	if ms, err := reopened(db).Moods(calendar.FirstDay); err != nil || !reflect.DeepEqual(ms, want.Moods) {
		t.Errorf("the moods are %+v, %v", ms, err)
	}
	if got := reflectionsIn(t, db); !sameSet(got, written) {
		t.Errorf("the reflections are %+v, want %+v", got, written)
	}
}

// sameOthers compares what two books hold beside habits.
func sameOthers(t interface{ Fatalf(string, ...any) }, got, want *record.Book) {
	if !slices.Equal(got.Moods, want.Moods) {
		t.Fatalf("the moods are %+v, want %+v", got.Moods, want.Moods)
	}
	same := slices.EqualFunc(got.Boundaries, want.Boundaries, func(a, b boundary.Boundary) bool {
		events := len(a.Events) == len(b.Events) && (len(a.Events) == 0 || reflect.DeepEqual(a.Events, b.Events))
		a.Events, b.Events = nil, nil
		return events && reflect.DeepEqual(a, b)
	})
	if !same {
		t.Fatalf("the boundaries are %+v, want %+v", got.Boundaries, want.Boundaries)
	}
	if got.HelpLines != want.HelpLines {
		t.Fatalf("the help lines are %+v, want %+v", got.HelpLines, want.HelpLines)
	}
	if !maps.Equal(got.Drafts, want.Drafts) {
		t.Fatalf("the asides are %v, want %v", got.Drafts, want.Drafts)
	}
}

// reflectionsIn is all reflections, as the journal has them.
func reflectionsIn(t interface{ Fatalf(string, ...any) }, db *DB) (all []journal.Reflection) {
	j, err := db.Journal(calendar.LastDay, 1_000_000)
	if err != nil {
		t.Fatalf("journal: %v", err)
	}
	for _, p := range j.Pages {
		all = append(all, p.Reflections...)
	}
	return all
}

func sameSet(a, b []journal.Reflection) bool {
	byID := func(x, y journal.Reflection) int { return cmp.Compare(x.ID, y.ID) }
	return slices.Equal(slices.SortedFunc(slices.Values(a), byID), slices.SortedFunc(slices.Values(b), byID))
}

// plainRecord is everything that is written, in the plainest form. Events of a boundary that
// was taken away are kept, and come back with it.
type plainRecord struct {
	snapshot
	moods       map[ident.ID]journal.Mood
	boundaries  map[ident.ID]boundary.Boundary
	events      map[ident.ID]boundary.Event
	reflections map[ident.ID]journal.Reflection
	help        journal.HelpLines
}

func emptyRecord() plainRecord {
	return plainRecord{
		snapshot{map[ident.ID]habits.Habit{}, map[cell]habits.Entry{}},
		map[ident.ID]journal.Mood{},
		map[ident.ID]boundary.Boundary{},
		map[ident.ID]boundary.Event{},
		map[ident.ID]journal.Reflection{},
		journal.HelpLines{},
	}
}

func (r plainRecord) clone() plainRecord {
	return plainRecord{r.snapshot.clone(), maps.Clone(r.moods), maps.Clone(r.boundaries), maps.Clone(r.events), maps.Clone(r.reflections), r.help}
}

// recordModel is a slow, obvious record: undo and redo are piles of records.
type recordModel struct {
	now          plainRecord
	past, future []plainRecord
	asides       map[string]string
	seq          uint64
	open         string // open is the token of the newest change, while it can be gone on with
}

// whole is the model with piles of its own.
func (m recordModel) whole() recordModel {
	m.past, m.future, m.asides = slices.Clone(m.past), slices.Clone(m.future), maps.Clone(m.asides)
	return m
}

// apply makes a change, or says that it is refused.
func (m *recordModel) apply(c record.Change) bool {
	next := m.now.clone()
	for _, s := range c.Boundaries {
		for id, other := range m.now.boundaries {
			if s.Is != nil && id != s.Is.ID && s.Is.Ended == nil && other.Ended == nil && strings.EqualFold(other.Name, s.Is.Name) {
				return false
			}
		}
	}
	for _, s := range c.Events {
		if s.Is == nil {
			continue
		}
		b, ok := m.now.boundaries[s.Is.Boundary]
		if _, old := m.now.events[s.Is.ID]; !ok || b.Ended != nil && !old {
			return false
		}
	}
	for _, e := range c.Edits {
		if _, ok := next.habits[e.Habit]; !ok {
			return false
		}
		next.edit(e)
	}
	swapIn(next.moods, c.Moods, func(m journal.Mood) ident.ID { return m.ID })
	swapIn(next.boundaries, c.Boundaries, func(b boundary.Boundary) ident.ID { return b.ID })
	swapIn(next.events, c.Events, func(e boundary.Event) ident.ID { return e.ID })
	swapIn(next.reflections, c.Reflections, func(r journal.Reflection) ident.ID { return r.ID })
	for _, s := range c.HelpLines {
		next.help = journal.HelpLines{}
		if s.Is != nil {
			next.help = *s.Is
		}
	}
	for _, a := range c.Drafts {
		m.asides[a.Key] = a.Text
		maps.DeleteFunc(m.asides, func(_, text string) bool { return text == "" })
	}
	if c.IsDraftOnly() {
		return true
	}
	// Undo takes two back as one where the second goes on with the first.
	if c.Continues == "" || c.Continues != m.open || len(c.Edits) > 0 {
		m.past = append(m.past, m.now)
	}
	if m.open = c.Token; len(c.Edits) > 0 {
		m.open = ""
	}
	m.now, m.future, m.seq = next, nil, m.seq+1
	return true
}

func swapIn[T any](all map[ident.ID]T, swaps []record.Diff[T], id func(T) ident.ID) {
	for _, s := range swaps {
		if s.Was != nil {
			delete(all, id(*s.Was))
		}
		if s.Is != nil {
			all[id(*s.Is)] = *s.Is
		}
	}
}

func (m *recordModel) step(from, to *[]plainRecord) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	*to = append(*to, m.now)
	m.now, *from, m.open, m.seq = (*from)[n-1], (*from)[:n-1], "", m.seq+1
	return true
}

// book is the record as a book holds it.
func (m *recordModel) book() *record.Book {
	b := &record.Book{HelpLines: m.now.help, Drafts: m.asides}
	b.Moods = slices.Collect(maps.Values(m.now.moods))
	slices.SortFunc(b.Moods, func(x, y journal.Mood) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.ID, y.ID)) })
	for _, is := range m.now.boundaries {
		is.Events = nil
		for _, e := range m.now.events {
			if e.Boundary == is.ID {
				is.Events = append(is.Events, e)
			}
		}
		slices.SortFunc(is.Events, func(x, y boundary.Event) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.ID, y.ID)) })
		b.Boundaries = append(b.Boundaries, is)
	}
	b.Boundaries.Sort()
	return b
}

// drawSwap is a swap of a record with an ID that may be there: written, replaced or
// taken away.
func drawSwap[T any](t *rapid.T, all map[ident.ID]T, id ident.ID, is T) []record.Diff[T] {
	had, ok := all[id]
	switch {
	case ok && rapid.IntRange(0, 3).Draw(t, "take") == 0:
		return record.Take(had)
	case ok:
		return swap(had, is)
	}
	return record.Put(is)
}

// near is one of few times around noon, on three days.
func near(t *rapid.T) time.Time {
	return noon().Add(time.Duration(rapid.IntRange(-30, 0).Draw(t, "hours")) * time.Hour)
}

// drawChange is a change of the record, small enough to get in the way of others.
func (m *recordModel) drawChange(t *rapid.T) (c record.Change) {
	id := rapid.SampledFrom([]ident.ID{"a", "b", "c", "d"}).Draw(t, "id")
	text := someNotes.Draw(t, "text")
	at := near(t).Add(time.Duration(id[0]) * time.Second) // no two at once
	switch rapid.SampledFrom([]string{"mood", "mood", "boundary", "event", "event", "reflection", "help", "edit", "mixed"}).Draw(t, "kind") {
	case "mood":
		is := aMood(id, at, rapid.IntRange(1, 5).Draw(t, "rating"))
		is.Note = text
		c.Moods = drawSwap(t, m.now.moods, id, is)
	case "boundary":
		is := aBoundary(rapid.SampledFrom([]string{"Peace", "peace", "Work"}).Draw(t, "name"))
		is.ID, is.Said = id, text
		if rapid.IntRange(0, 3).Draw(t, "ended") == 0 {
			is.Ended = &boundary.Ending{How: boundary.LetGo, At: at}
		}
		c.Boundaries = drawSwap(t, m.now.boundaries, id, is)
	case "event":
		under := rapid.SampledFrom([]ident.ID{"a", "a", "b", "c", "d"}).Draw(t, "boundary")
		is := anEvent(under, id, rapid.SampledFrom([]boundary.Kind{boundary.Urge, boundary.Slip, boundary.Contact}).Draw(t, "event"), at)
		is.Note = text
		if had, ok := m.now.events[id]; ok {
			is.Boundary = had.Boundary
		}
		c.Events = drawSwap(t, m.now.events, id, is)
	case "reflection":
		c.Reflections = drawSwap(t, m.now.reflections, id, aReflection(id, at, text+"!"))
	case "help":
		is := journal.HelpLines{Text: text, Day: today}
		if c.HelpLines = record.Put(is); m.now.help == is {
			c.HelpLines = record.Take(is)
		}
	case "edit":
		c.Edits = []habits.Edit{drawEdit(t)}
	case "mixed":
		c.Moods = drawSwap(t, m.now.moods, id, aMood(id, at, 3))
		c.Reflections = drawSwap(t, m.now.reflections, id, aReflection(id, at, "mixed"))
		if rapid.Bool().Draw(t, "with an edit") {
			c.Edits = []habits.Edit{drawEdit(t)}
		}
	}
	if rapid.IntRange(0, 5).Draw(t, "aside") == 0 {
		c.Drafts = []record.Draft{{Key: string(id), Text: text}}
	}
	return c
}

func TestTheWholeRecordIsWhatAPileOfSnapshotsWouldBe(t *testing.T) {
	t.Parallel()
	folder, runs := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		path := filepath.Join(folder, nth("run", runs), "selfcare.db")
		defer os.RemoveAll(filepath.Dir(path))
		m := &recordModel{now: emptyRecord(), asides: map[string]string{}}
		start := record.PutHabits(aCheck("A"), aCheck("B"))
		start.Boundaries = record.Put(aBoundary("A"))
		if _, err := New(path, noon).Apply(start); err != nil {
			t.Fatal(err)
		}
		m.now.habits["a"], m.now.habits["b"], m.now.boundaries["a"], m.seq = aCheck("A"), aCheck("B"), aBoundary("A"), 1
		m.past = []plainRecord{emptyRecord()}
		shown, err := New(path, noon).Load(calendar.FirstDay, 0)
		if err != nil {
			t.Fatal(err)
		}
		copies := &copies[recordModel]{folder: filepath.Dir(path)}
		for i := range rapid.IntRange(1, 14).Draw(t, "steps") {
			db := New(path, noon)
			switch step := rapid.SampledFrom([]string{"write", "write", "write", "continue", "aside", "undo", "undo", "redo", "backup", "restore", "recover"}).Draw(t, "step"); step {
			case "backup":
				copies.keep(t, db, m.whole())
			case "restore":
				copies.restore(t, db, func(was recordModel) { *m = was.whole() })
				if shown, err = db.Load(calendar.FirstDay, 0); err != nil {
					t.Fatal(err)
				}
			case "recover":
				copies.recover(t, db)
				if shown, err = db.Load(calendar.FirstDay, 0); err != nil {
					t.Fatal(err)
				}
				m.asides = shown.Drafts // those of the backup: they are no part of the record
			case "undo", "redo":
				from, to, call, refusal := &m.past, &m.future, db.Undo, nothingToUndo
				if step == "redo" {
					from, to, call, refusal = &m.future, &m.past, db.Redo, nothingToRedo
				}
				want := m.step(from, to)
				r, err := call("")
				m.answers(t, want, refusal, r, err)
				if shown, err = db.Load(calendar.FirstDay, 0); err != nil {
					t.Fatal(err)
				}
			default:
				c := record.Change{Drafts: []record.Draft{{Key: "note", Text: nth("half", i)}}}
				if step != "aside" {
					c = m.drawChange(t)
				}
				c.Token = nth("token", i)
				if step == "continue" {
					c.Continues = nth("token", i-1)
				}
				want := m.apply(c)
				r, err := db.Apply(c)
				m.answers(t, want, "", r, err)
				if want {
					_, err = shown.Apply(c)
					if len(c.Boundaries) > 0 && c.Boundaries[0].Was == nil { // an ID that was used before, as none is
						shown, err = db.Load(calendar.FirstDay, 0)
					}
					if err != nil {
						t.Fatal(err)
					}
				}
			}
			m.isWritten(t, New(path, noon), shown)
		}
	})
}

// answers compares what a call gave with what the model expected.
func (m *recordModel) answers(t *rapid.T, want bool, says string, r record.Result, err error) {
	refusedWith := refusal.As(err)
	switch {
	case want && (err != nil || r.Seq != m.seq):
		t.Fatalf("got change %d, %v, want change %d", r.Seq, err, m.seq)
	case !want && (refusedWith == nil || !strings.Contains(refusedWith.Text, says)):
		t.Fatalf("got %v, want a refusal with %q", err, says)
	}
}

// isWritten compares the file with the model, and with the book that was shown at once.
func (m *recordModel) isWritten(t *rapid.T, db *DB, shown *record.Book) {
	book, err := db.Load(calendar.FirstDay, 0)
	if err != nil {
		t.Fatal(err)
	}
	sameOthers(t, book, m.book())
	sameOthers(t, shown, m.book())
	if got := reflectionsIn(t, db); !sameSet(got, slices.Collect(maps.Values(m.now.reflections))) {
		t.Fatalf("the reflections are %+v, want %+v", got, m.now.reflections)
	}
	entries := map[cell]habits.Entry{}
	for _, r := range book.Rows {
		for _, e := range r.History.All() {
			entries[cell{r.Habit.ID, e.Day}] = e.Entry
		}
	}
	if !maps.Equal(entries, m.now.entries) || len(book.Rows) != len(m.now.habits) || book.Seq != m.seq {
		t.Fatalf("at change %d are %v, want %d and %v", book.Seq, entries, m.seq, m.now.entries)
	}
	if err := db.view(checkTx); err != nil {
		t.Fatal(err)
	}
}

// moodsNow are the ratings that are written, in the order of their times.
func moodsNow(t testing.TB, db *DB) string {
	t.Helper()
	text := ""
	for _, m := range load(t, db).Moods {
		text += fmt.Sprint(m.Rating)
	}
	return text
}

func TestTwoChangesBecomeOneForUndo(t *testing.T) {
	h := aCheck("Move")
	// mood writes a mood that goes on with a change.
	mood := func(token, continues string, n int) record.Change {
		return record.Change{
			Token: token, Continues: continues,
			Moods: record.Put(aMood(ident.ID(nth("m", n)), noon().Add(time.Duration(n)*time.Second), n)),
		}
	}
	note := func(c record.Change) record.Change {
		c.Edits = []habits.Edit{h.NoteOn(today, "far")}
		return c
	}
	must := func(r record.Result, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		then func(db *DB) // after mood 1 with the token a
		want string       // the moods, before each undo until nothing is left
	}{
		{"one", func(db *DB) { must(db.Apply(mood("b", "a", 2))) }, "12, "},
		{"and one more", func(db *DB) { must(db.Apply(mood("b", "a", 2))); must(db.Apply(mood("c", "b", 3))) }, "123, "},
		{"by another program", func(db *DB) { must(reopened(db).Apply(mood("b", "a", 2))) }, "12, "},
		{"after an aside", func(db *DB) {
			must(db.Apply(record.Change{Drafts: []record.Draft{{Key: "x", Text: "y"}}}))
			must(db.Apply(mood("b", "a", 2)))
		}, "12, "},
		{"without saying so", func(db *DB) { must(db.Apply(mood("b", "", 2))) }, "12, 1, "},
		{"with one that is not there", func(db *DB) { must(db.Apply(mood("b", "x", 2))) }, "12, 1, "},
		{"with itself", func(db *DB) { must(db.Apply(mood("b", "b", 2))) }, "12, 1, "},
		{"when another program came between", func(db *DB) {
			must(reopened(db).Apply(mood("x", "", 5)))
			must(db.Apply(mood("b", "a", 2)))
		}, "125, 15, 1, "},
		{"when an edit came between", func(db *DB) {
			must(db.Apply(edits(h.CheckOn(today))))
			must(db.Apply(mood("b", "a", 2)))
		}, "12, 1, 1, "},
		{"with the first of two", func(db *DB) {
			must(db.Apply(mood("b", "a", 2)))
			must(db.Apply(mood("c", "a", 3)))
		}, "123, 12, "},
		{"after an undo of it", func(db *DB) { must(db.Undo("")); must(db.Apply(mood("b", "a", 2))) }, "2, "},
		{"after an undo and a redo", func(db *DB) {
			must(db.Undo(""))
			must(db.Redo("r"))
			must(db.Apply(mood("b", "a", 2)))
		}, "12, 1, "},
		{"with the redo", func(db *DB) {
			must(db.Undo(""))
			must(db.Redo("r"))
			must(db.Apply(mood("b", "r", 2)))
		}, "12, 1, "},
		{"after an undo of another", func(db *DB) {
			must(db.Apply(mood("x", "", 5)))
			must(db.Undo(""))
			must(db.Apply(mood("b", "a", 2)))
		}, "12, 1, "},
		{"with an edit of a habit", func(db *DB) { must(db.Apply(note(mood("b", "a", 2)))) }, "12, 1, "},
		{"after one with an edit", func(db *DB) {
			must(db.Apply(note(mood("b", "", 2))))
			must(db.Apply(mood("c", "b", 3)))
		}, "123, 12, 1, "},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			apply(t, db, record.PutHabits(h))
			apply(t, db, mood("a", "", 1))
			c.then(db)
			var left []string
			for load(t, db).Find(h.ID) != nil {
				left = append(left, moodsNow(t, db))
				undo(t, db)
			}
			if got := strings.Join(left, ", "); got != c.want {
				t.Errorf("before each undo there were %q, want %q", got, c.want)
			}
			for i := range left {
				redo(t, db)
				if got := moodsNow(t, db); got != left[len(left)-1-i] {
					t.Errorf("after redo %d there are %q, want %q", i+1, got, left[len(left)-1-i])
				}
			}
			refuseRedo(t, db)
		})
	}
}

func TestWhatGoesOnMayChangeTheSameRecord(t *testing.T) {
	db := open(t)
	peace, m := aBoundary("Peace"), aMood("m", noon(), 2)
	apply(t, db, record.Change{Boundaries: record.Put(peace)})
	urge := anEvent("peace", "u", boundary.Urge, noon())
	apply(t, db, record.Change{Token: "a", Moods: record.Put(m), Events: record.Put(urge)})
	better, slipped := m, urge
	better.Rating, slipped.Slipped = 4, true
	slip := anEvent("peace", "s", boundary.Slip, noon())
	apply(t, db, record.Change{
		Token: "b", Continues: "a", Moods: swap(m, better),
		Events: []record.Diff[boundary.Event]{{Was: &urge, Is: &slipped}, {Is: &slip}},
	})
	whole := load(t, db)
	if es := whole.Boundaries[0].Events; len(es) != 2 || moodsNow(t, db) != "4" {
		t.Fatalf("there are %+v, %s", es, moodsNow(t, db))
	}
	r := undo(t, db)
	if len(r.Done.Moods) != 1 || r.Done.Moods[0].Was != nil || *r.Done.Moods[0].Is != better || len(r.Done.Events) != 2 {
		t.Errorf("taken back was %+v", r.Done)
	}
	if got := load(t, db); len(got.Moods)+len(got.Boundaries[0].Events) != 0 {
		t.Errorf("left are %+v, %+v", got.Moods, got.Boundaries[0].Events)
	}
	redo(t, db)
	sameOthers(t, load(t, db), whole)
}

func TestWhatGoesOnIsWrittenOnce(t *testing.T) {
	db := open(t)
	apply(t, db, record.Change{Token: "a", Moods: record.Put(aMood("m", noon(), 2))})
	c := record.Change{Token: "b", Continues: "a", Moods: record.Put(aMood("n", noon(), 3))}
	first := apply(t, db, c)
	again := apply(t, reopened(db), c)
	if again.Seq != first.Seq || again.Before != first.Before {
		t.Errorf("it was change %d after %d, and when it is repeated %d after %d", first.Seq, first.Before, again.Seq, again.Before)
	}
	undo(t, db)
	refuseUndo(t, db)
}

func TestWhatWasGoneOnWithIsWrittenOnce(t *testing.T) {
	db := open(t)
	m := aMood("m", noon(), 2)
	first := record.Change{Token: "a", Moods: record.Put(m)}
	apply(t, db, first)
	better := m
	better.Rating = 4
	apply(t, db, record.Change{Token: "b", Continues: "a", Moods: swap(m, better)})
	apply(t, db, first)
	if got := moodsNow(t, db); got != "4" {
		t.Errorf("the mood is %s, want 4", got)
	}
}

func TestAnAsideIsNeitherLoggedNorTakenBack(t *testing.T) {
	db := open(t)
	aside := func(key, text string) record.Change {
		return record.Change{Drafts: []record.Draft{{Key: key, Text: text}}}
	}
	if r := apply(t, db, aside("note", "half a sen")); r.Seq != 0 || r.Before != 0 {
		t.Errorf("it is change %d after %d", r.Seq, r.Before)
	}
	refuseUndo(t, db)
	both := record.Change{Token: "a", Moods: record.Put(aMood("m", noon(), 3)), Drafts: aside("page", "seen").Drafts}
	apply(t, db, both)
	stamp := db.Stamp()
	c := aside("note", "half a sentence")
	c.Token = "b"
	if r := apply(t, db, c); r.Seq != 1 || r.Before != 1 || r.Stamp == stamp || !reflect.DeepEqual(r.Done.Drafts, c.Drafts) {
		t.Errorf("the receipt is %+v", r)
	}
	undo(t, db)
	want := map[string]string{"note": "half a sentence", "page": "seen"}
	if got := load(t, reopened(db)); !maps.Equal(got.Drafts, want) || got.Seq != 2 || len(got.Moods) != 0 {
		t.Errorf("after undo there are %v at change %d", got.Drafts, got.Seq)
	}
	apply(t, db, aside("note", ""))
	apply(t, db, aside("nothing", ""))
	redo(t, db) // it came between, and is nothing that redo would mind
	refuseRedo(t, db)
	if got := load(t, db); !maps.Equal(got.Drafts, map[string]string{"page": "seen"}) || got.Seq != 3 {
		t.Errorf("there are %v at change %d", got.Drafts, got.Seq)
	}
	apply(t, db, both) // a repeated write
	book, err := db.Load(today, 1)
	if err != nil || len(book.News) != 2 {
		t.Errorf("the news are %+v, %v", book.News, err)
	}
	if got := lines(t, db); !slices.Equal(got, []uint64{1, 2, 3}) {
		t.Errorf("the log has %v", got)
	}
}

func TestARefusedChangeLeavesTheAsides(t *testing.T) {
	db := open(t)
	apply(t, db, record.Change{Drafts: []record.Draft{{Key: "note", Text: "half"}}})
	unchanged(t, db.Path(), func() {
		_, err := db.Apply(record.Change{Drafts: []record.Draft{{Key: "note"}}, Events: record.Put(anEvent("gone", "e", boundary.Slip, noon()))})
		refused(t, err, "no longer there")
	})
}

func TestARecordThatIsRepeatedIsWrittenOnce(t *testing.T) {
	db := open(t)
	change := func() record.Change {
		return record.Change{
			Token: "mine", Boundaries: record.Put(aBoundary("Peace")), Moods: record.Put(aMood("m", noon(), 2)),
			Reflections: record.Put(aReflection("r", noon(), "sleep")), HelpLines: record.Put(journal.HelpLines{Text: "Sam", Day: today}),
		}
	}
	first := apply(t, db, change())
	sameReceipt(t, first, apply(t, reopened(db), change()))
	event := record.Change{Token: "urge", Events: record.Put(anEvent("peace", "e", boundary.Urge, noon()))}
	first = apply(t, db, event)
	undo(t, db)
	sameReceipt(t, first, apply(t, db, event))
	if got := load(t, db); got.Seq != 3 || len(got.Boundaries) != 1 || len(got.Boundaries[0].Events) != 0 || len(got.Moods) != 1 {
		t.Errorf("at change %d are %+v", got.Seq, got.Boundaries)
	}
}

func TestAnUndoOfARecordThatIsRepeatedTakesBackOnce(t *testing.T) {
	db := open(t)
	for i := range 3 {
		apply(t, db, record.Change{Moods: record.Put(aMood(ident.ID(nth("m", i)), noon(), 3))})
	}
	for i, step := range []struct {
		call func(string) (record.Result, error)
		want int
	}{{db.Undo, 2}, {db.Undo, 1}, {db.Redo, 2}, {db.Undo, 1}} {
		first, err := step.call(nth("t", i))
		if err != nil {
			t.Fatal(err)
		}
		again, err := step.call(nth("t", i))
		if err != nil {
			t.Fatal(err)
		}
		sameReceipt(t, first, again)
		if got := len(load(t, db).Moods); got != step.want {
			t.Errorf("after step %d there are %d moods, want %d", i, got, step.want)
		}
	}
}

func TestAReplacedRecordIsAnsweredWithWhatItWas(t *testing.T) {
	db := open(t)
	was := aMood("m", noon(), 2)
	apply(t, db, record.Change{Moods: record.Put(was)})
	is := was
	is.Rating = 4
	first := apply(t, db, record.Change{Token: "a", Moods: record.Put(is)})
	again := apply(t, db, record.Change{Token: "a", Moods: record.Put(is)})
	sameReceipt(t, first, again)
	if got := first.Done.Moods[0].Was; got == nil || *got != was {
		t.Errorf("it is said to have been %+v", got)
	}
}

func TestAReplacedRecordIsTakenBackToWhatItWas(t *testing.T) {
	db := open(t)
	peace, m, r := aBoundary("Peace"), aMood("m", noon(), 2), aReflection("r", noon(), "sleep")
	e, help := anEvent("peace", "e", boundary.Urge, noon()), journal.HelpLines{Text: "Sam", Day: today - 1}
	apply(t, db, record.Change{Boundaries: record.Put(peace)})
	apply(t, db, record.Change{Moods: record.Put(m), Reflections: record.Put(r), Events: record.Put(e), HelpLines: record.Put(help)})
	before, words := load(t, db), reflectionsIn(t, db)
	peace.Name, m.Rating, r.Text, e.Note, help.Text = "Quiet", 5, "tea", "it passed", "Kim"
	after := record.Change{
		Boundaries: record.Put(peace), Moods: record.Put(m), Reflections: record.Put(r), Events: record.Put(e), HelpLines: record.Put(help),
	}
	apply(t, db, after)
	edited, editedWords := load(t, db), reflectionsIn(t, db)
	if reflect.DeepEqual(before.Boundaries, edited.Boundaries) || edited.Moods[0] != m || editedWords[0] != r || edited.HelpLines != help {
		t.Errorf("got %+v, %+v", edited.Boundaries, editedWords)
	}
	done := undo(t, db).Done
	sameOthers(t, load(t, db), before)
	if got := reflectionsIn(t, db); !slices.Equal(got, words) {
		t.Errorf("the reflections are %+v, want %+v", got, words)
	}
	if done.Moods[0].Was.Rating != 2 || done.Moods[0].Is.Rating != 5 || done.Boundaries[0].Was.Name != "Peace" || done.Events[0].Was.Note != "" {
		t.Errorf("taken back was %+v", done)
	}
	redo(t, db)
	sameOthers(t, load(t, db), edited)
	apply(t, db, record.Change{Moods: record.Take(m), Reflections: record.Take(r), Events: record.Take(e), HelpLines: record.Take(help)})
	if got := load(t, db); len(got.Moods)+len(reflectionsIn(t, db))+len(got.Boundaries[0].Events) != 0 || got.HelpLines != (journal.HelpLines{}) {
		t.Errorf("taken away, left are %+v, %+v", got.Moods, got.Boundaries)
	}
	undo(t, db)
	sameOthers(t, load(t, db), edited)
}

func TestARecordThatIsWrittenTwiceInAChangeIsTakenBackWhole(t *testing.T) {
	db := open(t)
	m := aMood("m", noon(), 1)
	apply(t, db, record.Change{Moods: record.Put(m)})
	var c record.Change
	for m.Rating = 2; m.Rating < 5; m.Rating++ {
		c.Moods = append(c.Moods, record.Put(m)...)
	}
	n := aMood("n", noon(), 5)
	c.Moods = slices.Concat(c.Moods, record.Put(n), record.Take(n), record.Take(m), record.Put(m))
	apply(t, db, c)
	for range 2 {
		if got := moodsNow(t, db); got != "5" {
			t.Errorf("the moods are %s, want 5", got)
		}
		undo(t, db)
		if got := moodsNow(t, db); got != "1" {
			t.Errorf("taken back they are %s, want 1", got)
		}
		redo(t, db)
	}
}

func TestARecordThatMovesIsThereOnce(t *testing.T) {
	db := open(t)
	apply(t, db, record.Change{Boundaries: record.Put(aBoundary("Peace"))})
	m, r, e := aMood("m", noon(), 2), aReflection("r", noon(), "sleep"), anEvent("peace", "e", boundary.Urge, noon())
	apply(t, db, record.Change{Moods: record.Put(m), Reflections: record.Put(r), Events: record.Put(e)})
	before, words := load(t, db), reflectionsIn(t, db)
	earlier := noon().AddDate(0, 0, -3)
	m2, r2, e2 := aMood("m", earlier, 2), aReflection("r", earlier, "sleep"), anEvent("peace", "e", boundary.Urge, earlier)
	apply(t, db, record.Change{Moods: swap(m, m2), Reflections: swap(r, r2), Events: swap(e, e2)})
	got := load(t, db)
	if !slices.Equal(got.Moods, journal.Moods{m2}) || !slices.Equal(reflectionsIn(t, db), []journal.Reflection{r2}) || len(got.Boundaries[0].Events) != 1 {
		t.Errorf("there are %+v, %+v", got.Moods, got.Boundaries)
	}
	undo(t, db)
	sameOthers(t, load(t, db), before)
	if got := reflectionsIn(t, db); !slices.Equal(got, words) {
		t.Errorf("the reflections are %+v", got)
	}
	redo(t, db)
	sameOthers(t, load(t, db), got)
}

func TestTwoProgramsThatMoveARecordLeaveItThereOnce(t *testing.T) {
	db := open(t)
	m := aMood("m", noon(), 2)
	apply(t, db, record.Change{Moods: record.Put(m)})
	one, two := aMood("m", noon().Add(-time.Hour), 3), aMood("m", noon().Add(-2*time.Hour), 4)
	apply(t, db, record.Change{Moods: swap(m, one)})
	apply(t, reopened(db), record.Change{Moods: swap(m, two)})
	if got := load(t, db).Moods; !slices.Equal(got, journal.Moods{two}) {
		t.Errorf("there are %+v, want only %+v", got, two)
	}
	apply(t, db, record.Change{Moods: record.Take(m)}) // who takes it away knows of neither
	if got := load(t, db).Moods; len(got) != 0 {
		t.Errorf("taken away, left are %+v", got)
	}
}

func TestWhatMovedIsSaidToBeEdited(t *testing.T) {
	db := open(t)
	apply(t, db, record.Change{Boundaries: record.Put(aBoundary("Peace"))})
	for want, c := range map[string]record.Change{
		"mood 4, edited":       {Moods: swap(aMood("m", noon(), 2), aMood("m", noon().Add(-time.Hour), 4))},
		"a reflection, edited": {Reflections: swap(aReflection("r", noon().AddDate(0, 0, -1), "sleep"), aReflection("r", noon(), "sleep"))},
		"an urge, edited":      {Events: swap(anEvent("peace", "e", boundary.Urge, noon()), anEvent("peace", "e", boundary.Urge, noon().Add(-time.Hour)))},
	} {
		var first record.Change
		for _, s := range c.Moods {
			first.Moods = record.Put(*s.Was)
		}
		for _, s := range c.Reflections {
			first.Reflections = record.Put(*s.Was)
		}
		for _, s := range c.Events {
			first.Events = record.Put(*s.Was)
		}
		apply(t, db, first)
		apply(t, db, c)
		if got := phrase.Change(undo(t, db).Done, nil, today); got != want {
			t.Errorf("taken back was %q, want %q", got, want)
		}
	}
}

func TestNewsOfRecordsAreTheChangesSince(t *testing.T) {
	db := open(t)
	peace := aBoundary("Peace")
	apply(t, db, record.Change{Boundaries: record.Put(peace)})
	quiet := peace
	quiet.Name = "Quiet"
	want := []record.Change{
		{Token: "1", Moods: record.Put(aMood("m", noon(), 2))},
		{Token: "2", Boundaries: swap(peace, quiet)},
		{Token: "3", Events: record.Put(anEvent("peace", "e", boundary.Slip, noon()))},
		{Token: "4", Reflections: record.Put(aReflection("r", noon(), "sleep")), HelpLines: record.Put(journal.HelpLines{Text: "Sam"})},
		{Token: "5", Moods: record.Take(aMood("m", noon(), 2))},
	}
	for _, c := range want {
		apply(t, db, c)
	}
	book, err := db.Load(today, 1)
	if err != nil || !reflect.DeepEqual(book.News, want) {
		t.Errorf("got %+v, %v, want %+v", book.News, err, want)
	}
}

func TestWhatDoesNotFitUnderABoundaryIsRefusedAndNothingIsWritten(t *testing.T) {
	db := open(t)
	peace, gone := aBoundary("Peace"), aBoundary("Gone")
	old := anEvent("gone", "old", boundary.Urge, noon())
	apply(t, db, record.Change{Boundaries: []record.Diff[boundary.Boundary]{{Is: &peace}, {Is: &gone}}})
	apply(t, db, record.Change{Events: record.Put(old)})
	apply(t, db, record.EndBoundary(gone, boundary.LetGo, noon(), nil))
	named := func(b boundary.Boundary, name string) boundary.Boundary {
		b.Name = name
		return b
	}
	bad := old
	bad.Note = strings.Repeat("x", spelling.MaxNote+1)
	again := gone
	again.Name = "peace"
	for text, c := range map[string]record.Change{
		"is no longer there":             {Events: record.Put(anEvent("forgotten", "e", boundary.Slip, noon()))},
		"Gone has ended":                 {Events: record.Put(anEvent("gone", "e", boundary.Contact, noon()))},
		"too long":                       {Events: record.Put(bad)},
		"needs a kind":                   {Events: record.Put(anEvent("peace", "e", 0, noon()))},
		"a boundary called Peace":        {Boundaries: record.Put(named(aBoundary("X"), "PEACE"))},
		"boundary called Peace already":  {Boundaries: record.Put(again)}, // kept again, under another name
		"needs a name":                   {Boundaries: record.Put(named(peace, ""))},
		"A mood is 1 to 5":               {Moods: record.Put(aMood("n", noon(), 6))},
		"A reflection needs words":       {Reflections: record.Put(aReflection("r", noon(), " "))},
		"The help lines are too long":    {HelpLines: record.Put(journal.HelpLines{Text: strings.Repeat("x", spelling.MaxNote+1)})},
		"the ID forgotten is no longer":  {Edits: []habits.Edit{{Habit: "forgotten", Day: today, Mark: habits.Set, State: habits.Yes}}},
		"characters that cannot be show": {Boundaries: record.Put(named(peace, "a\nb"))},
	} {
		t.Run(text, func(t *testing.T) {
			// With others that fit: whole or not at all.
			c.Moods = append(record.Put(aMood("fits", noon(), 3)), c.Moods...)
			c.Reflections = append(record.Put(aReflection("fits", noon(), "fits")), c.Reflections...)
			c.Drafts = []record.Draft{{Key: "fits", Text: "fits"}}
			unchanged(t, db.Path(), func() {
				_, err := db.Apply(c)
				refused(t, err, text)
			})
		})
	}
	edited := old
	edited.Note = "it passed"
	apply(t, db, record.Change{Events: swap(old, edited)})
	if got := load(t, db).Boundaries.Find("gone").Events; len(got) != 1 || got[0].Note != "it passed" {
		t.Errorf("what was there before the end is %+v", got)
	}
	apply(t, db, record.Change{Events: record.Take(edited)})
}

func TestARefusedFirstRecordMakesNoFile(t *testing.T) {
	db := open(t)
	_, err := db.Apply(record.Change{Events: record.Put(anEvent("forgotten", "e", boundary.Slip, noon()))})
	refused(t, err, "no longer there")
	if _, err := os.Stat(db.Path()); err == nil {
		t.Error("a file was made")
	}
}

func TestTwoBoundariesOfOneNameAreRefusedInOneChangeToo(t *testing.T) {
	db := open(t)
	one, two := aBoundary("Peace"), aBoundary("Peace")
	two.ID = "other"
	_, err := db.Apply(record.Change{Boundaries: []record.Diff[boundary.Boundary]{{Is: &one}, {Is: &two}}})
	refused(t, err, "called Peace already")
	quiet := aBoundary("Quiet")
	apply(t, db, record.Change{Boundaries: []record.Diff[boundary.Boundary]{{Is: &one}, {Is: &quiet}}})
	one.Name, quiet.Name = quiet.Name, one.Name
	apply(t, db, record.Change{Boundaries: []record.Diff[boundary.Boundary]{{Is: &one}, {Is: &quiet}}})
}

func TestABoundaryAndItsEventsAreWrittenInOneChange(t *testing.T) {
	db := open(t)
	apply(t, db, record.Change{Boundaries: record.Put(aBoundary("Peace")), Events: record.Put(anEvent("peace", "e", boundary.Urge, noon()))})
	whole := load(t, db)
	if got := whole.Boundaries; len(got) != 1 || len(got[0].Events) != 1 {
		t.Errorf("got %+v", got)
	}
	undo(t, db)
	if got := load(t, db).Boundaries; len(got) != 0 {
		t.Errorf("taken back, left are %+v", got)
	}
	redo(t, db)
	sameOthers(t, load(t, db), whole)
}

// What is written but not read again would take the whole record with it.
func TestEveryBoundaryThatIsAdmittedCanBeReadAgain(t *testing.T) {
	for _, how := range []boundary.Outcome{0, 1, 2, 3, 255} {
		db := open(t)
		b := aBoundary("Peace")
		b.Ended = &boundary.Ending{How: how, At: noon()}
		if _, err := db.Apply(record.Change{Boundaries: record.Put(b)}); err != nil {
			refused(t, err, "")
		}
		if _, err := db.Boundaries(); err != nil {
			t.Errorf("outcome %d is admitted and not read: %v", how, err)
		}
	}
}

func TestABoundaryThatIsTakenAwayComesBackWithItsEvents(t *testing.T) {
	db := open(t)
	peace := aBoundary("Peace")
	apply(t, db, record.Change{Boundaries: record.Put(peace)})
	apply(t, db, record.Change{Events: record.Put(anEvent("peace", "e", boundary.Urge, noon()))})
	before := load(t, db)
	apply(t, db, record.Change{Boundaries: record.Take(peace)})
	if got := load(t, db).Boundaries; len(got) != 0 {
		t.Errorf("there are %+v", got)
	}
	_, err := db.Apply(record.Change{Events: record.Put(anEvent("peace", "f", boundary.Urge, noon()))})
	refused(t, err, "no longer there")
	undo(t, db)
	sameOthers(t, load(t, db), before)
}

func TestTheEventsOfTheCallersBoundaryAreNotWritten(t *testing.T) {
	db := open(t)
	b := aBoundary("Peace")
	b.Events = []boundary.Event{anEvent("peace", "e", boundary.Slip, noon())}
	apply(t, db, record.Change{Boundaries: record.Put(b)})
	if got := load(t, db).Boundaries[0].Events; len(got) != 0 {
		t.Errorf("there are %+v", got)
	}
}

func TestDoReadsTheBoundariesThatItChanges(t *testing.T) {
	db := open(t)
	for range 3 {
		_, err := db.Do(func(r *Reader) (record.Change, error) {
			all, err := r.Boundaries()
			b := aBoundary(nth("Peace", len(all)))
			b.Position = all.Next()
			return record.Change{Boundaries: record.Put(b)}, err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	all, err := db.Boundaries()
	if err != nil || len(all) != 3 || all[2].Name != "Peace2" || all[2].Position != 2 {
		t.Errorf("got %+v, %v", all, err)
	}
}

func TestLoadHoldsTheMoodsOfTheDaysAskedFor(t *testing.T) {
	db := open(t)
	var c record.Change
	n := 0
	for d := today - 4; d <= today; d++ {
		y, m, dd := d.Date()
		for _, zone := range []time.Duration{-10, 0, 14} {
			l := time.FixedZone("", int(zone*3600))
			for _, clock := range []int{4*60 + 5, 12 * 60, 23*60 + 50, 27*60 + 55} { // the last is in the small hours
				n++
				mood := aMood(ident.ID(nth("m", n)), time.Date(y, m, dd, 0, clock, 0, 0, l), 3)
				if mood.Day != d {
					t.Fatalf("%s is of %s", mood.At, mood.Day)
				}
				c.Moods = append(c.Moods, record.Put(mood)...)
			}
		}
	}
	apply(t, db, c)
	for from := today - 6; from <= today+2; from++ {
		want := min(5, max(0, int(today-from)+1)) * 12
		book, err := db.Load(from, 0)
		ms, err2 := db.Moods(from)
		if err != nil || err2 != nil || len(book.Moods) != want || len(ms) != want {
			t.Errorf("from %s on there are %d and %d moods, want %d (%v, %v)", from, len(book.Moods), len(ms), want, err, err2)
		}
	}
}

func TestWhereThereIsNoFileThereAreNoRecords(t *testing.T) {
	db := open(t)
	ms, err := db.Moods(calendar.FirstDay)
	bs, err2 := db.Boundaries()
	if err := errors.Join(err, err2); err != nil || len(ms)+len(bs) != 0 {
		t.Errorf("got %v, %v, %v", ms, bs, err)
	}
	if book := load(t, db); len(book.Moods)+len(book.Boundaries)+len(book.Drafts) != 0 {
		t.Errorf("got %+v", book)
	}
}

// aFullRecord is a file with some records of every kind.
func aFullRecord(t testing.TB) *DB {
	t.Helper()
	db := open(t)
	peace, work := aBoundary("Peace"), aBoundary("Work")
	c := record.PutHabits(aCheck("Move"))
	c.Edits = []habits.Edit{aCheck("Move").CheckOn(today), aCheck("Move").NoteOn(today, "far")}
	c.Boundaries = []record.Diff[boundary.Boundary]{{Is: &peace}, {Is: &work}}
	c.HelpLines = record.Put(journal.HelpLines{Text: "Sam 0123", Day: today})
	c.Drafts = []record.Draft{{Key: "note", Text: "half a sen"}, {Key: "page", Text: "seen"}}
	apply(t, db, c)
	c = record.Change{}
	for i := range 6 {
		at, id := noon().AddDate(0, 0, -i), ident.ID(nth("x", i))
		m, e, r := aMood(id, at, i%5+1), anEvent([]ident.ID{"peace", "work"}[i%2], id, boundary.Urge, at), aReflection(id, at, "words")
		m.Note, e.Trigger, e.Helped = "slept", "a photo", []string{"tea"}
		c.Moods, c.Events, c.Reflections = append(c.Moods, record.Put(m)...), append(c.Events, record.Put(e)...), append(c.Reflections, record.Put(r)...)
	}
	apply(t, db, c)
	return db
}

// readAll reads everything that there is to read.
func readAll(db *DB) error {
	_, err := db.Load(calendar.FirstDay, 1)
	if err == nil {
		_, err = db.Journal(calendar.LastDay, 1_000_000)
	}
	return err
}

func TestAFlippedBitInAnyNewRecordIsRefused(t *testing.T) {
	db := aFullRecord(t)
	whole := bytesOf(t, db.Path())
	t.Cleanup(func() { spoil(t, db, whole) })
	if err := readAll(db); err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(7, 8))
	for _, bucket := range rows.BucketsOf[2] {
		values := [][]byte{}
		err := db.view(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(bucket)).ForEach(func(_, value []byte) error {
				values = append(values, bytes.Clone(value))
				return nil
			})
		})
		if err != nil || len(values) == 0 {
			t.Fatalf("%s has %d records, %v", bucket, len(values), err)
		}
		for _, value := range values {
			for range 4 {
				bit := chance.IntN(8 * len(value))
				spoilt := bytes.Clone(whole)
				for at := bytes.Index(spoilt, value); at >= 0; at = bytes.Index(spoilt, value) { // old copies too
					copy(spoilt[at:], flipped(value, bit))
				}
				spoil(t, db, spoilt)
				unchanged(t, db.Path(), func() { refused(t, readAll(db), "does not read as it was written") })
				if t.Failed() {
					t.Fatalf("with bit %d of %q in %s flipped", bit, value, bucket)
				}
			}
		}
		spoil(t, db, whole)
	}
}

func TestWhatIsDamagedIsNotWrittenOver(t *testing.T) {
	db := aFullRecord(t)
	whole := bytesOf(t, db.Path())
	t.Cleanup(func() { spoil(t, db, whole) })
	peace := aBoundary("Peace")
	for bucket, c := range map[string]record.Change{
		rows.MoodsBucket:       {Moods: record.Put(aMood("x0", noon(), 5))},
		rows.BoundariesBucket:  {Boundaries: record.Put(peace)},
		rows.EventsBucket:      {Events: record.Put(anEvent("peace", "x0", boundary.Urge, noon()))},
		rows.ReflectionsBucket: {Reflections: record.Put(aReflection("x0", noon(), "other words"))},
		rows.HelpBucket:        {HelpLines: record.Put(journal.HelpLines{Text: "Kim"})},
	} {
		fill(t, db.Path(), nil, func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte(bucket))
			key := map[string][]byte{
				rows.MoodsBucket: keyIn(tx, rows.MoodKind, aMood("x0", noon(), 5)), rows.BoundariesBucket: []byte("peace"), rows.HelpBucket: []byte("own"),
				rows.EventsBucket:      keyIn(tx, rows.EventKind, anEvent("peace", "x0", boundary.Urge, noon())),
				rows.ReflectionsBucket: keyIn(tx, rows.ReflectionKind, aReflection("x0", noon(), "words")),
			}[bucket]
			return b.Put(key, flipped(b.Get(key), 11))
		})
		for _, call := range []func() error{
			func() error { _, err := db.Apply(c); return err },
		} {
			unchanged(t, db.Path(), func() { refused(t, call(), "does not read as it was written") })
		}
		if t.Failed() {
			t.Fatalf("damage in %s", bucket)
		}
		spoil(t, db, whole)
	}
}

func TestARecordUnderAnotherKeyIsRefused(t *testing.T) {
	db := aFullRecord(t)
	whole := bytesOf(t, db.Path())
	t.Cleanup(func() { spoil(t, db, whole) })
	for _, bucket := range rows.BucketsOf[2] {
		fill(t, db.Path(), nil, func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte(bucket))
			key, value := b.Cursor().Last()
			key, value = bytes.Clone(key), bytes.Clone(value)
			if err := b.Delete(key); err != nil {
				return err
			}
			return b.Put(append(key, 'x'), value)
		})
		refused(t, readAll(db), "does not read as it was written")
		if t.Failed() {
			t.Fatalf("in %s", bucket)
		}
		spoil(t, db, whole)
	}
}

func TestAFileOfOursThatLacksABucketIsDamaged(t *testing.T) {
	db := aFullRecord(t)
	whole := bytesOf(t, db.Path())
	t.Cleanup(func() { spoil(t, db, whole) })
	for _, bucket := range rows.BucketsOf[2] {
		fill(t, db.Path(), nil, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(bucket)) })
		unchanged(t, db.Path(), func() {
			refused(t, readAll(db), "does not read as it was written")
			_, err := db.Apply(record.Change{Moods: record.Put(aMood("n", noon(), 3))})
			refused(t, err, "does not read as it was written")
		})
		spoil(t, db, whole)
	}
}

// unpacks reads bytes as a record of a kind, and what it reads once more.
func unpacks[T any](t *testing.T, k rows.Kind[T], key, payload []byte) {
	t.Helper()
	first, err := k.Decode(key, payload)
	if err != nil {
		return
	}
	again, err := k.Encode(first)
	if err != nil { // it reads, and is not fit to be kept
		return
	}
	second, err := k.Decode(k.KeyAt(first, 1), again)
	if err != nil {
		t.Fatalf("%q reads in %s as %+v, which does not read again: %v", payload, k.Bucket, first, err)
	}
	if once, err := k.Encode(second); err != nil || !bytes.Equal(once, again) {
		t.Errorf("%q reads in %s as %+v, and then as %+v, %v", payload, k.Bucket, first, second, err)
	}
}

func FuzzUnpack(f *testing.F) {
	for seed := range 20 {
		m, e := anyMood.Example(seed), anyEvent.Example(seed)
		r, b := anyReflection.Example(seed), anyBoundary.Example(seed)
		for _, record := range []struct {
			key     []byte
			payload func() ([]byte, error)
		}{
			{rows.MoodKind.KeyAt(m, 1), func() ([]byte, error) { return rows.MoodKind.Encode(m) }},
			{rows.EventKind.KeyAt(e, 1), func() ([]byte, error) { return rows.EventKind.Encode(e) }},
			{rows.ReflectionKind.KeyAt(r, 1), func() ([]byte, error) { return rows.ReflectionKind.Encode(r) }},
			{rows.BoundaryKind.KeyAt(b, 1), func() ([]byte, error) { return rows.BoundaryKind.Encode(b) }},
		} {
			payload, err := record.payload()
			if err != nil {
				f.Fatal(err)
			}
			if len(payload) < 400 { // what is long is slow to mutate, and no other
				f.Add(record.key, payload)
			}
		}
	}
	f.Add([]byte{}, []byte{})
	f.Add([]byte("x"), []byte{rows.PackVersion})
	f.Add([]byte("x"), append([]byte{rows.PackVersion}, bytes.Repeat([]byte{0xff}, 30)...))
	f.Add([]byte("x"), binary.AppendUvarint([]byte{rows.PackVersion}, 1<<63))
	f.Add([]byte("2026-11-22/00000001/x"), []byte(`{"at":"2026-11-22T12:00:00.5+14:00","text":"\ud800"}`))
	f.Fuzz(func(t *testing.T, key, payload []byte) {
		unpacks(t, rows.MoodKind, key, payload)
		unpacks(t, rows.EventKind, key, payload)
		if len(key) > 10 && key[0] >= '1' && key[0] <= '9' { // a day of the years that are written
			unpacks(t, rows.ReflectionKind, key, payload)
		}
		unpacks(t, rows.BoundaryKind, key, payload)
		unpacks(t, rows.HelpKind, key, payload)

		// What a packer wrote is read, and nothing is left.
		var p rows.Packer
		p.Text(string(key))
		p.Number(int64(len(payload)))
		p.Number(-int64(len(key)) << 40)
		p.Text(string(payload))
		u := rows.NewUnpacker(p.Bytes)
		a, n, big, b := u.Text(), u.Number(), u.Number(), u.Text()
		if err := u.End(); err != nil || a != string(key) || b != string(payload) || n != int64(len(payload)) || big != -int64(len(key))<<40 {
			t.Errorf("%q and %q read as %q, %d, %d and %q, %v", key, payload, a, n, big, b, err)
		}
	})
}

func TestTheFirstErrorOfAReadingStays(t *testing.T) {
	var p rows.Packer
	p.Text("rain")
	p.Number(7)
	for n := range p.Bytes {
		u := rows.NewUnpacker(p.Bytes[:n])
		text, number := u.Text(), u.Number()
		if err := u.End(); !errors.Is(err, rows.ErrRecord) || n < 6 && text != "" || number != 0 {
			t.Errorf("cut to %d bytes it reads %q, %d, %v", n, text, number, err)
		}
	}
	left := rows.NewUnpacker(append(bytes.Clone(p.Bytes), 0))
	_, _ = left.Text(), left.Number()
	if err := left.End(); !errors.Is(err, rows.ErrRecord) {
		t.Errorf("with something left: %v", err)
	}
	other := rows.NewUnpacker(append([]byte{rows.OffsetVersion + 1}, p.Bytes[1:]...))
	if got := other.Text(); got != "" || !errors.Is(other.End(), rows.ErrRecord) {
		t.Errorf("of another version it reads %q, %v", got, other.End())
	}
}

func TestWhatIsOfOneSecondStandsAsItWasWritten(t *testing.T) {
	db := open(t)
	apply(t, db, record.Change{Boundaries: record.Put(aBoundary("Peace"))})
	for _, id := range []ident.ID{"c", "a", "b"} {
		apply(t, db, record.Change{
			Moods: record.Put(aMood(id, noon(), 3)), Events: record.Put(anEvent("peace", id, boundary.Urge, noon())),
			Reflections: record.Put(aReflection(id, noon(), "words")),
		})
	}
	undo(t, db)
	redo(t, db)
	book := load(t, db)
	order := ""
	for i, r := range reflectionsIn(t, db) {
		order += string(r.ID + book.Moods[i].ID + book.Boundaries[0].Events[i].ID)
	}
	if order != "cccaaabbb" {
		t.Errorf("the order is %s", order)
	}
}
