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
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// pair is a book and a file under the same changes, with what is to be taken back and done again
// in the book.
type pair struct {
	db           *DB
	book         *record.Book // of all days there are
	late         *record.Book // of the last days
	past, future []done
	tokens       int
}

// done is what a change did to the two books.
type done struct {
	change     record.Change
	book, late record.Effect
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
	d := done{c, made, late}
	if n := len(p.past); n > 0 && len(p.future) == 0 && c.Continues != "" && p.past[n-1].change.Token == c.Continues && p.past[n-1].isWordsOnly() && d.isWordsOnly() {
		last := p.past[n-1]
		d.book, d.late = last.book.Then(d.book), last.late.Then(d.late)
		p.past = p.past[:n-1]
	}
	p.past, p.future = append(p.past, d), nil
}

// isWordsOnly reports whether nothing of a habit was changed: such changes may go on with each other.
func (d done) isWordsOnly() bool {
	return len(d.book.Habits)+len(d.book.Entries)+len(d.book.Days) == 0 && d.change.Token != ""
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
func (p *pair) steps(t *rapid.T, from, to *[]done, step func(string) (record.Result, error)) {
	_, err := step("")
	n := len(*from)
	if (err == nil) != (n > 0) {
		t.Fatalf("with %d changes to go the file says %v", n, err)
	}
	if n == 0 {
		return
	}
	d := (*from)[n-1]
	*from = (*from)[:n-1]
	d.change.Token = "" // nothing goes on with a change that was done again
	made, err := p.book.Write(d.book.Inverse())
	late, lateErr := p.late.Write(d.late.Inverse())
	if err != nil || lateErr != nil {
		t.Fatal(err, lateErr)
	}
	*to = append(*to, done{d.change, made, late})
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
		begun := record.PutHabits(aCheck("A"), anAmount("B", habits.Minutes))
		begun.Boundaries = record.Put(aBoundary("X"))
		p.applies(t, begun)
		for range rapid.IntRange(5, 15).Draw(t, "steps") {
			switch rapid.SampledFrom([]string{"change", "change", "change", "change", "continue", "undo", "undo", "redo"}).Draw(t, "step") {
			case "undo":
				p.steps(t, &p.past, &p.future, p.db.Undo)
			case "redo":
				p.steps(t, &p.future, &p.past, p.db.Redo)
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
