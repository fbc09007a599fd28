package record

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/recordtest"
	"selfcare/internal/refusal"
	"selfcare/internal/storytest"
)

// world is a slow, obvious record: what there is, by its ID, with the number of the writing that
// gave it its place among those of its time.
type world struct {
	habits     map[ident.ID]habits.Habit
	entries    map[cell]habits.Entry
	moods      map[ident.ID]placed[journal.Mood]
	boundaries map[ident.ID]boundary.Boundary
	events     map[ident.ID]placed[boundary.Event]
	help       journal.HelpLines
	writings   int
}

type placed[T any] struct {
	x  T
	at int
}

func newWorld() world {
	return world{
		habits: map[ident.ID]habits.Habit{}, entries: map[cell]habits.Entry{}, moods: map[ident.ID]placed[journal.Mood]{},
		boundaries: map[ident.ID]boundary.Boundary{}, events: map[ident.ID]placed[boundary.Event]{},
	}
}

func (w world) clone() world {
	return world{
		habits: maps.Clone(w.habits), entries: maps.Clone(w.entries), moods: maps.Clone(w.moods),
		boundaries: maps.Clone(w.boundaries), events: maps.Clone(w.events), help: w.help, writings: w.writings,
	}
}

// isTaken reports whether another habit than h has its name, or its letter on the list.
func (w world) isTaken(h habits.Habit) bool {
	for id, other := range w.habits {
		if id != h.ID && (strings.EqualFold(other.Name, h.Name) || h.Key != "" && other.Key == h.Key && h.Archived == nil && other.Archived == nil) {
			return true
		}
	}
	return false
}

// after returns the world after a change, and reports whether the change may be made.
func (w world) after(c Change) (world, bool) {
	had, w := w, w.clone()
	for _, e := range c.Habits {
		w.habits[e.Is.ID] = e.Is
	}
	for _, e := range c.Habits {
		if w.isTaken(e.Is) {
			return had, false
		}
	}
	for _, e := range c.Edits {
		at := cell{e.Habit, e.Day}
		h, ok := w.habits[e.Habit]
		if !ok {
			return had, false
		}
		is, err := h.Write(e, w.entries[at])
		if err != nil {
			return had, false
		}
		w.entries[at] = is
	}
	for _, days := range c.Days {
		if _, ok := w.habits[days.Habit]; !ok {
			return had, false
		}
		for _, e := range days.Entries {
			w.entries[cell{days.Habit, e.Day}] = e.Entry
		}
	}
	maps.DeleteFunc(w.entries, func(_ cell, e habits.Entry) bool { return e.IsZero() })
	for _, d := range c.Boundaries {
		if d.Is == nil {
			delete(w.boundaries, d.Was.ID)
		} else {
			w.boundaries[d.Is.ID] = *d.Is
		}
	}
	for _, d := range c.Boundaries {
		for id, other := range w.boundaries {
			if d.Is != nil && d.Is.Ended == nil && other.Ended == nil && id != d.Is.ID && other.Name == d.Is.Name {
				return had, false
			}
		}
	}
	for _, d := range c.Events {
		if d.Is == nil {
			continue
		}
		was, existed := had.boundaries[d.Is.Boundary]
		old, written := had.events[d.Is.ID]
		if _, ok := w.boundaries[d.Is.Boundary]; !ok || existed && was.Ended != nil && !(written && old.x.Boundary == d.Is.Boundary) {
			return had, false
		}
	}
	for _, d := range c.Events {
		w.writings++
		place(w.events, d, w.writings, func(e boundary.Event) ident.ID { return e.ID }, func(a, b boundary.Event) bool { return a.At.Equal(b.At) && a.Boundary == b.Boundary })
	}
	for _, d := range c.Moods {
		w.writings++
		place(w.moods, d, w.writings, func(m journal.Mood) ident.ID { return m.ID }, func(a, b journal.Mood) bool { return a.At.Equal(b.At) })
	}
	for _, d := range c.HelpLines {
		w.help = journal.HelpLines{}
		if d.Is != nil {
			w.help = *d.Is
		}
	}
	return w, true
}

// place writes or takes away a row. One that stays where it was keeps its place.
func place[T any](all map[ident.ID]placed[T], d Diff[T], at int, id func(T) ident.ID, stays func(a, b T) bool) {
	if d.Is == nil {
		delete(all, id(*d.Was))
		return
	}
	if had, ok := all[id(*d.Is)]; ok && stays(had.x, *d.Is) {
		at = had.at
	}
	all[id(*d.Is)] = placed[T]{*d.Is, at}
}

// book returns the world as a book.
func (w world) book() *Book {
	b := &Book{HelpLines: w.help}
	for _, h := range w.habits {
		var days []habits.Dated
		for at, e := range w.entries {
			if at.habit == h.ID {
				days = append(days, habits.Dated{Day: at.day, Entry: e})
			}
		}
		slices.SortFunc(days, func(a, b habits.Dated) int { return cmp.Compare(a.Day, b.Day) })
		b.Rows = append(b.Rows, Row{h, habits.HistoryOf(days, nil)})
	}
	slices.SortFunc(b.Rows, func(x, y Row) int {
		return cmp.Or(cmp.Compare(x.Habit.Position, y.Habit.Position), cmp.Compare(x.Habit.Name, y.Habit.Name), cmp.Compare(x.Habit.ID, y.Habit.ID))
	})
	b.Moods = inPlace(w.moods, func(m journal.Mood) time.Time { return m.At })
	for _, x := range w.boundaries {
		for _, e := range inPlace(w.events, func(e boundary.Event) time.Time { return e.At }) {
			if e.Boundary == x.ID {
				x.Events = append(x.Events, e)
			}
		}
		b.Boundaries = append(b.Boundaries, x)
	}
	b.Boundaries.Sort()
	return b
}

// inPlace returns rows in the order of their times, and those of one time in that of their writing.
func inPlace[T any](all map[ident.ID]placed[T], time func(T) time.Time) (rows []T) {
	sorted := slices.SortedFunc(maps.Values(all), func(a, b placed[T]) int { return cmp.Or(time(a.x).Compare(time(b.x)), cmp.Compare(a.at, b.at)) })
	for _, p := range sorted {
		rows = append(rows, p.x)
	}
	return rows
}

// sameBooks reports whether two books hold the same; an empty part and none are.
func sameBooks(a, b *Book) bool {
	return slices.EqualFunc(a.Rows, b.Rows, func(x, y Row) bool {
		xf, xok := x.History.First()
		yf, yok := y.History.First()
		return reflect.DeepEqual(x.Habit, y.Habit) && slices.Equal(x.History.All(), y.History.All()) && xf == yf && xok == yok
	}) && slices.Equal(a.Moods, b.Moods) && a.HelpLines == b.HelpLines &&
		slices.EqualFunc(a.Boundaries, b.Boundaries, func(x, y boundary.Boundary) bool {
			events := slices.EqualFunc(x.Events, y.Events, func(e, f boundary.Event) bool { return reflect.DeepEqual(e, f) })
			x.Events, y.Events = nil, nil
			return events && reflect.DeepEqual(x, y)
		})
}

// draw draws from some values.
func draw[T any](t *rapid.T, label string, some ...T) T {
	return rapid.SampledFrom(some).Draw(t, label)
}

// anyDiff draws a row that is written or taken away.
func anyDiff[T any](t *rapid.T, x T) Diff[T] {
	if draw(t, "take", true, false, false) {
		return Diff[T]{Was: &x}
	}
	return Diff[T]{Is: &x}
}

// anyChange draws a change of few rows that get in each other's way. Some are refused.
func anyChange(t *rapid.T) (c Change) {
	at := func() time.Time {
		return storytest.Noon.Add(-time.Duration(rapid.IntRange(0, 2).Draw(t, "hours")) * time.Hour)
	}
	for range rapid.IntRange(1, 3).Draw(t, "parts") {
		switch draw(t, "kind", "habit", "edit", "edit", "days", "mood", "boundary", "event", "event", "help") {
		case "habit":
			h := recordtest.Checked(draw(t, "name", "Walk", "Read", "Tea"))
			h.ID, h.Key, h.Position = draw[ident.ID](t, "id", "a", "b", "c"), draw(t, "letter", "", "b", "c"), draw(t, "position", 0, 1)
			if draw(t, "archived", true, false, false) {
				h = h.ArchiveOn(storytest.Sunday)
			}
			c.Habits = append(c.Habits, HabitEdit{Is: h})
		case "edit":
			e := anEdit(t)
			e.Habit = draw[ident.ID](t, "id", "a", "b", "c")
			c.Edits = append(c.Edits, e)
		case "days":
			days := Days{Habit: draw[ident.ID](t, "id", "a", "b", "c")}
			for d := storytest.Sunday - 4; d <= storytest.Sunday; d++ {
				if draw(t, "day", true, false) {
					days.Entries = append(days.Entries, habits.Dated{Day: d, Entry: habits.Entry{State: draw(t, "state", habits.Yes, habits.Skip, habits.Unknown), Note: draw(t, "note", "", "rain")}})
				}
			}
			c.Days = append(c.Days, days)
		case "mood":
			m := journal.NewMood(at(), draw(t, "rating", 2, 4), "", calendar.DefaultPreferences)
			m.ID = draw[ident.ID](t, "id", "m", "n", "o")
			c.Moods = append(c.Moods, anyDiff(t, m))
		case "boundary":
			b := recordtest.Kept(draw(t, "name", "Peace", "Work"))
			b.ID, b.Position = draw[ident.ID](t, "id", "peace", "work"), draw(t, "position", 0, 1)
			if draw(t, "ended", true, false, false) {
				b.Ended = &boundary.Ending{How: boundary.LetGo, At: storytest.Noon}
			}
			c.Boundaries = append(c.Boundaries, Diff[boundary.Boundary]{Is: &b})
		case "event":
			e := boundary.NewEvent(draw[ident.ID](t, "boundary", "peace", "work"), boundary.Urge, at(), calendar.DefaultPreferences)
			e.ID, e.Note = draw[ident.ID](t, "id", "e", "f", "g"), draw(t, "note", "", "rain")
			c.Events = append(c.Events, anyDiff(t, e))
		case "help":
			c.HelpLines = append(c.HelpLines, anyDiff(t, journal.HelpLines{Text: draw(t, "text", "Sam", "Kim"), Day: storytest.Sunday}))
		}
	}
	return c
}

// A book under random changes is what a world is that is made anew for each; and the inverse of an
// effect brings back what was, however many are taken back, and done again.
func TestABookIsWhatAWorldWouldBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type moment struct {
			world world
			back  Effect // takes away what leads to it
		}
		now, b := newWorld(), &Book{}
		walk, read := recordtest.Checked("Walk"), recordtest.Checked("Read")
		walk.ID, read.ID = "a", "b"
		begun := PutHabits(walk, read)
		begun.Boundaries = append(Put(recordtest.Kept("Peace")), Put(recordtest.Kept("Work"))...)
		if _, err := b.Apply(begun); err != nil {
			t.Fatal(err)
		}
		now, _ = now.after(begun)
		var past, future []moment
		step := func(from, to *[]moment) {
			if len(*from) == 0 {
				return
			}
			last := (*from)[len(*from)-1]
			*from = (*from)[:len(*from)-1]
			made, err := b.Write(last.back)
			if err != nil {
				t.Fatal(err)
			}
			*to = append(*to, moment{now, made.Inverse()})
			now = last.world
		}
		for range rapid.IntRange(20, 40).Draw(t, "steps") {
			switch draw(t, "step", "change", "change", "change", "undo", "redo") {
			case "undo":
				step(&past, &future)
			case "redo":
				step(&future, &past)
			default:
				c := anyChange(t)
				next, want := now.after(c)
				made, err := b.Apply(c)
				if (err == nil) != want || err != nil && refusal.As(err) == nil {
					t.Fatalf("%+v gave %v, and may be made: %t", c, err, want)
				}
				if err == nil {
					past, future, now = append(past, moment{now, made.Inverse()}), nil, next
				}
			}
			if want := now.book(); !sameBooks(b, want) {
				t.Fatalf("the book is\n%+v\nwant\n%+v", b, want)
			}
		}
	})
}
