package db

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// snapshot is everything that is written, in the plainest form.
type snapshot struct {
	habits  map[ident.ID]habits.Habit
	entries map[cell]habits.Entry
}

// cell is a habit's day.
type cell struct {
	id  ident.ID
	day calendar.Day
}

func (s snapshot) clone() snapshot {
	return snapshot{maps.Clone(s.habits), maps.Clone(s.entries)}
}

// model is a slow, obvious record: undo and redo are piles of snapshots.
type model struct {
	now          snapshot
	past, future []snapshot
	seq          uint64
}

// whole is the model with piles of its own.
func (m model) whole() model {
	m.past, m.future = slices.Clone(m.past), slices.Clone(m.future)
	return m
}

// apply makes a change, or says that it is refused.
func (m *model) apply(c record.Change) bool {
	next := m.now.clone()
	for _, e := range c.Habits {
		next.habits[e.Is.ID] = e.Is
	}
	for _, e := range c.Habits {
		for id, other := range next.habits {
			if id == e.Is.ID {
				continue
			}
			listed := e.Is.Archived == nil && other.Archived == nil
			if strings.EqualFold(other.Name, e.Is.Name) || listed && e.Is.Key != "" && other.Key == e.Is.Key {
				return false
			}
		}
	}
	for _, e := range c.Edits {
		if _, ok := next.habits[e.Habit]; !ok {
			return false
		}
		next.edit(e)
	}
	for _, days := range c.Days {
		if _, ok := next.habits[days.Habit]; !ok {
			return false
		}
		for _, e := range days.Entries {
			next.entries[cell{days.Habit, e.Day}] = e.Entry
		}
	}
	m.past, m.future, m.now = append(m.past, m.now), nil, next
	return true
}

// edit makes an edit, said anew in words of its own.
func (s snapshot) edit(e habits.Edit) {
	at := cell{e.Habit, e.Day}
	is := s.entries[at]
	if e.Mark == habits.Set {
		is.State, is.Amount = e.State, e.Amount
	}
	if e.Mark == habits.Add {
		if is.State != habits.Measured {
			is.Amount = 0
		}
		is.State = habits.Measured
		is.Amount += e.Amount
		if is.Amount < 0 {
			is.Amount = 0
		}
	}
	if e.NoteMark == habits.Set {
		is.Note = e.Note
	}
	if e.NoteMark == habits.Add {
		is.Note = strings.Trim(is.Note+"\n"+e.Note, "\n")
	}
	s.entries[at] = is
	if is == (habits.Entry{}) {
		delete(s.entries, at)
	}
}

func (m *model) undo() bool { return m.step(&m.past, &m.future) }
func (m *model) redo() bool { return m.step(&m.future, &m.past) }

func (m *model) step(from, to *[]snapshot) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	*to = append(*to, m.now)
	m.now, *from = (*from)[n-1], (*from)[:n-1]
	return true
}

// The habits of the model's world are few, so that they get in each other's way.
var (
	ids       = rapid.SampledFrom([]ident.ID{"a", "b", "c", "d"})
	someNames = rapid.SampledFrom([]string{"Move", "move", "Water", "Rest", "Read", "Tea"})
	someKeys  = rapid.SampledFrom([]string{"", "", "b", "c", "w"})
	someDays  = rapid.Map(rapid.IntRange(-4, 1), func(n int) calendar.Day { return today + calendar.Day(n) })
	someNotes = rapid.SampledFrom([]string{"", "rain", "two\nlines", `"token":"x"`, "日本語 🌿"})
)

func drawHabit(t *rapid.T) habits.Habit {
	h := aCheck("x")
	h.ID, h.Name, h.Key = ids.Draw(t, "id"), someNames.Draw(t, "name"), someKeys.Draw(t, "key")
	h.Position = rapid.IntRange(0, 2).Draw(t, "position")
	if rapid.IntRange(0, 3).Draw(t, "archived") == 0 {
		h = h.ArchiveOn(someDays.Draw(t, "last"))
	}
	if unit := rapid.SampledFrom([]quantity.Unit{"", quantity.Minutes, quantity.Hours}).Draw(t, "unit"); unit != "" {
		h.Goals[0] = habits.Goal{From: today, Measure: habits.AtLeast, Target: unit.One(), Unit: unit, Schedule: habits.Daily}
	}
	return h
}

func drawEdit(t *rapid.T) habits.Edit {
	e := habits.Edit{Habit: ids.Draw(t, "id"), Day: someDays.Draw(t, "day")}
	switch e.Mark = rapid.SampledFrom([]habits.Step{habits.Leave, habits.Set, habits.Add, habits.Add}).Draw(t, "mark"); e.Mark {
	case habits.Set:
		e.State = habits.State(rapid.IntRange(0, int(habits.Measured)).Draw(t, "state"))
		if e.State == habits.Measured {
			e.Amount = quantity.Amount(rapid.IntRange(0, 3).Draw(t, "amount"))
		}
	case habits.Add:
		e.Amount = quantity.Amount(rapid.IntRange(-2, 3).Draw(t, "amount"))
	}
	if e.NoteMark = habits.Step(rapid.IntRange(0, 2).Draw(t, "note mark")); e.NoteMark != habits.Leave {
		e.Note = someNotes.Draw(t, "note")
	}
	return e
}

func drawDays(t *rapid.T) record.Days {
	days := record.Days{Habit: ids.Draw(t, "id")}
	for d := today - 6; d <= today; d++ {
		var e habits.Entry
		switch at := rapid.IntRange(0, 9).Draw(t, "entry"); at {
		case 0, 1, 2:
			e.State = habits.State(at + 1)
		case 3, 4:
			e.State, e.Amount = habits.Measured, quantity.Amount(at)
		default:
			continue
		}
		e.Note = someNotes.Draw(t, "note")
		days.Entries = append(days.Entries, habits.Dated{Day: d, Entry: e})
	}
	return days
}

func TestTheRecordIsWhatAPileOfSnapshotsWouldBe(t *testing.T) {
	t.Parallel()
	folder, runs := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		path := filepath.Join(folder, nth("run", runs), "selfcare.db")
		defer os.RemoveAll(filepath.Dir(path))
		m := &model{now: snapshot{map[ident.ID]habits.Habit{}, map[cell]habits.Entry{}}}
		// does compares what became of a call with what the model expected.
		does := func(want bool, says string, r record.Result, err error) {
			if want {
				m.seq++
			}
			switch refusedWith := refusal.As(err); {
			case want && (err != nil || r.Seq != m.seq || r.Before != m.seq-1):
				t.Fatalf("got change %d, %v, want change %d", r.Seq, err, m.seq)
			case !want && (refusedWith == nil || !strings.Contains(refusedWith.Text, says)):
				t.Fatalf("got %v, want a refusal with %q", err, says)
			}
		}
		write := func(c record.Change) {
			want := m.apply(c)
			r, err := New(path, noon).Apply(c)
			does(want, "", r, err)
		}
		back := func(t *rapid.T) {
			want := m.undo()
			r, err := New(path, noon).Undo("")
			does(want, nothingToUndo, r, err)
		}
		write(record.PutHabits(aCheck("A"), aCheck("B")))
		copies := &copies[model]{folder: filepath.Dir(path)}
		t.Repeat(map[string]func(*rapid.T){
			"backup":  func(t *rapid.T) { copies.keep(t, New(path, noon), m.whole()) },
			"restore": func(t *rapid.T) { copies.restore(t, New(path, noon), func(was model) { *m = was.whole() }) },
			"recover": func(t *rapid.T) { copies.recover(t, New(path, noon)) },
			"habit":   func(t *rapid.T) { write(record.PutHabits(drawHabit(t))) },
			"edit":    func(t *rapid.T) { write(edits(drawEdit(t))) },
			"edit2":   func(t *rapid.T) { write(edits(drawEdit(t))) },
			"many": func(t *rapid.T) {
				c := record.PutHabits(rapid.SliceOfN(rapid.Custom(drawHabit), 0, 3).Draw(t, "habits")...)
				c.Edits = rapid.SliceOfN(rapid.Custom(drawEdit), 1, 5).Draw(t, "edits")
				write(c)
			},
			"import": func(t *rapid.T) {
				c := record.PutHabits(rapid.SliceOfN(rapid.Custom(drawHabit), 0, 2).Draw(t, "habits")...)
				c.Days = rapid.SliceOfN(rapid.Custom(drawDays), 0, 3).Draw(t, "days")
				c.Import = &record.Import{From: "Loop"}
				write(c)
			},
			"undo": back, "undo2": back,
			"redo": func(t *rapid.T) {
				want := m.redo()
				r, err := New(path, noon).Redo("")
				does(want, nothingToRedo, r, err)
			},
			"": func(t *rapid.T) {
				if err := m.now.compare(New(path, noon), m.seq); err != nil {
					t.Fatal(err)
				}
			},
		})
	})
}

// compare says where the file differs from the snapshot, or is damaged.
func (s snapshot) compare(db *DB, seq uint64) error {
	book, err := db.Load(calendar.FirstDay, 0)
	if err != nil {
		return err
	}
	read := snapshot{map[ident.ID]habits.Habit{}, map[cell]habits.Entry{}}
	for _, r := range book.Rows {
		read.habits[r.Habit.ID] = r.Habit
		for _, e := range r.History.All() {
			read.entries[cell{r.Habit.ID, e.Day}] = e.Entry
		}
		if err := s.compareFirst(r); err != nil {
			return err
		}
	}
	want := habits.List(slices.Collect(maps.Values(s.habits)))
	want.Sort()
	switch {
	case book.Seq != seq:
		return fmt.Errorf("the book is at change %d, want %d", book.Seq, seq)
	case !reflect.DeepEqual(read, s):
		return fmt.Errorf("read %+v, want %+v", read, s)
	case !slices.Equal(names(book.List()), names(want)):
		return fmt.Errorf("the order is %v, want %v", names(book.List()), names(want))
	}
	return db.view(checkTx)
}

func (s snapshot) compareFirst(r record.Row) error {
	first, found := calendar.LastDay, false
	for at, e := range s.entries {
		if at.id == r.Habit.ID && e.State != habits.Unknown {
			first, found = min(first, at.day), true
		}
	}
	if got, ok := r.History.First(); ok != found || ok && got != first {
		return fmt.Errorf("the first entry of %s is on %v (%v), want %v (%v)", r.Habit.ID, got, ok, first, found)
	}
	return nil
}
