package db

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// pair is a book and a file under the same changes, with what is known of them in memory.
type pair struct {
	db             *DB
	book, late     *record.Book // of all days there are, and of the last days
	past, latePast record.Past
	tokens         int
}

// applies makes a change in the file and in the books.
func (p *pair) applies(t *rapid.T, c record.Change) {
	p.tokens++
	c.Token = nth("token", p.tokens)
	result, err := p.db.Apply(c)
	made, want := p.book.Apply(c)
	late, lateErr := p.late.Apply(c)
	if fmt.Sprint(err) != fmt.Sprint(want) || fmt.Sprint(err) != fmt.Sprint(lateErr) {
		t.Fatalf("of %+v the file says %v, and the books %v and %v", c, err, want, lateErr)
	}
	if err != nil {
		if refusal.As(err) == nil {
			t.Fatal(err)
		}
		return
	}
	sameResult(t, result.Done, made.Fill(c))
	if c.IsDraftOnly() {
		return
	}
	p.past.Add(c, made)
	p.latePast.Add(c, late)
}

// sameResult compares what the file and the book say was there before.
func sameResult(t *rapid.T, got, want record.Change) {
	was := func(c record.Change) (all []any) {
		for _, d := range c.Habits {
			all = append(all, d.Was, d.Is)
		}
		for _, d := range c.Moods {
			all = append(all, d.Was, d.Is)
		}
		for _, d := range c.Events {
			all = append(all, d.Was, d.Is)
		}
		for _, d := range c.HelpLines {
			all = append(all, d.Was, d.Is)
		}
		return all
	}
	if a, b := was(got), was(want); !reflect.DeepEqual(a, b) {
		t.Fatalf("the file changed %+v, and the book %+v", got, want)
	}
}

// steps takes back, or does again, in the file and in the books.
func (p *pair) steps(t *rapid.T, step func(string) (record.Result, error), in func(*record.Past, record.Record) (record.Change, record.Effect, bool)) {
	p.tokens++
	_, err := step(nth("token", p.tokens))
	_, _, known := in(&p.past, p.book)
	_, _, lateKnown := in(&p.latePast, p.late)
	if known && err != nil || known != lateKnown {
		t.Fatalf("the file says %v, and the books know of a change: %t and %t", err, known, lateKnown)
	}
	for _, b := range []**record.Book{&p.book, &p.late} {
		if known || err != nil {
			continue
		}
		if *b, err = p.db.Load((*b).From, 0); err != nil { // what was refused before was forgotten
			t.Fatal(err)
		}
	}
}

// same compares the books with what the file has.
func (p *pair) same(t *rapid.T) {
	for _, b := range []*record.Book{p.book, p.late} {
		read, err := p.db.Load(b.From, 0)
		if err != nil {
			t.Fatal(err)
		}
		sameOthers(t, b, read)
		same := slices.EqualFunc(b.Rows, read.Rows, func(x, y record.Row) bool {
			from := b.From - calendar.Day(x.Habit.Reach())
			first, ok := x.History.First()
			readFirst, readOK := y.History.First()
			return reflect.DeepEqual(x.Habit, y.Habit) && slices.Equal(x.History.Between(from, calendar.LastDay), y.History.All()) &&
				(b == p.late || ok == readOK && first == readFirst)
		})
		if !same {
			t.Fatalf("the book has %+v, and the file %+v", b.Rows, read.Rows)
		}
	}
}

// someChange draws a change of any parts, which may say what was there, or not, and may be refused.
func someChange(t *rapid.T) (c record.Change) {
	few := func(label string, ids ...ident.ID) ident.ID { return rapid.SampledFrom(ids).Draw(t, label) }
	at := func() time.Time {
		return noon().Add(time.Duration(rapid.SampledFrom([]int{-72, -24, -1, 0}).Draw(t, "hours")) * time.Hour)
	}
	for range rapid.IntRange(1, 3).Draw(t, "parts") {
		switch rapid.SampledFrom([]string{"habit", "edit", "edit", "days", "mood", "mood", "boundary", "event", "event", "help", "draft"}).Draw(t, "kind") {
		case "habit":
			c.Habits = append(c.Habits, record.HabitEdit{Is: drawHabit(t)})
		case "edit":
			c.Edits = append(c.Edits, drawEdit(t))
		case "days":
			c.Days = append(c.Days, drawDays(t))
		case "mood":
			m := aMood(few("id", "m", "n", "o"), at(), rapid.IntRange(0, 5).Draw(t, "rating"))
			c.Moods = append(c.Moods, someDiff(t, m, aMood(m.ID, at(), 1)))
		case "boundary":
			b := aBoundary(rapid.SampledFrom([]string{"Peace", "peace", "Work", ""}).Draw(t, "name"))
			b.ID, b.Position, b.Said = few("id", "x", "y"), rapid.IntRange(0, 1).Draw(t, "position"), someNotes.Draw(t, "said")
			if rapid.IntRange(0, 3).Draw(t, "ended") == 0 {
				b.Ended = &boundary.Ending{How: boundary.LetGo, At: at()}
			}
			c.Boundaries = append(c.Boundaries, record.Put(b)...)
		case "event":
			e := anEvent(few("boundary", "x", "x", "y", "gone"), few("id", "e", "f", "g"), boundary.Urge, at())
			e.Note = someNotes.Draw(t, "note")
			c.Events = append(c.Events, someDiff(t, e, anEvent("x", e.ID, boundary.Urge, at())))
		case "help":
			h := journal.HelpLines{Text: "Ana" + someNotes.Draw(t, "text"), Day: today}
			c.HelpLines = append(c.HelpLines, someDiff(t, h, h))
		case "draft":
			c.Drafts = append(c.Drafts, record.Draft{Key: "note", Text: someNotes.Draw(t, "text")})
		}
	}
	return c
}

// someDiff draws a row that is written or taken away, by somebody who knows what was there, or does
// not.
func someDiff[T any](t *rapid.T, is, other T) record.Diff[T] {
	switch rapid.IntRange(0, 3).Draw(t, "diff") {
	case 0:
		return record.Diff[T]{Was: &is}
	case 1:
		return record.Diff[T]{Was: &other, Is: &is}
	}
	return record.Diff[T]{Is: &is}
}

// What a change means is the same in memory and on disk, and so is what taking it back brings: what
// was there.
func TestABookAndAFileUnderTheSameChangesAreTheSame(t *testing.T) {
	t.Parallel()
	folder, runs := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		path := filepath.Join(folder, nth("run", runs), "selfcare.db")
		defer os.RemoveAll(filepath.Dir(path))
		p := &pair{
			db:   New(path, noon),
			book: &record.Book{From: calendar.FirstDay, Drafts: map[string]string{}},
			late: &record.Book{From: today - 1, Drafts: map[string]string{}},
		}
		begun := record.PutHabits(aCheck("A"), anAmount("B", quantity.Minutes))
		begun.Boundaries = record.Put(aBoundary("X"))
		p.applies(t, begun)
		for range rapid.IntRange(5, 15).Draw(t, "steps") {
			switch rapid.SampledFrom([]string{"change", "change", "change", "change", "continue", "undo", "undo", "redo"}).Draw(t, "step") {
			case "undo":
				p.steps(t, p.db.Undo, (*record.Past).Undo)
			case "redo":
				p.steps(t, p.db.Redo, (*record.Past).Redo)
			case "continue":
				c := someChange(t)
				c.Continues = nth("token", p.tokens)
				p.applies(t, c)
			default:
				p.applies(t, someChange(t))
			}
			p.same(t)
		}
	})
}
