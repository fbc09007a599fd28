package db

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"selfcare/internal/db/rows"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// depth is how many changes are made, taken back and done again: some hundreds in an
// ordinary run, as many as SELFCARE_CHANGES says in a long one.
func depth() int { return size("SELFCARE_CHANGES", 200, 150) }

// dump is every byte of the record, a line for each key. What is no part of it is left
// out: the log and its numbers, and words that were being typed.
func dump(t testing.TB, db *DB) string {
	t.Helper()
	var all strings.Builder
	var walk func(name string, b *bbolt.Bucket) error
	walk = func(name string, b *bbolt.Bucket) error {
		return b.ForEach(func(key, value []byte) error {
			if value == nil {
				return walk(name+"/"+string(key), b.Bucket(key))
			}
			fmt.Fprintf(&all, "%s/%s %q\n", name, key, value)
			return nil
		})
	}
	err := db.viewIfThere(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			if slices.Contains([]string{rows.MetaBucket, rows.ChangesBucket, rows.DraftsBucket}, string(name)) {
				return nil
			}
			return walk(string(name), b)
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// unlike is the lines that only one of two dumps has.
func unlike(got, want string) string {
	var text strings.Builder
	for _, side := range []struct{ sign, has, lacks string }{{"+", got, want}, {"-", want, got}} {
		lacks := map[string]bool{}
		for line := range strings.Lines(side.lacks) {
			lacks[line] = true
		}
		for line := range strings.Lines(side.has) {
			if !lacks[line] {
				text.WriteString(side.sign + " " + line)
			}
		}
	}
	return text.String()
}

// pile is a slow, obvious reference for undo and redo: piles of dumps, beside a file that
// several programs use in turn.
type pile struct {
	t            *testing.T
	life         *life
	holds        []*DB // of the same file
	now          string
	past, future []string
	turn         int
}

func newPile(t *testing.T, seed uint64) *pile {
	db := open(t)
	return &pile{t: t, life: &life{Rand: rand.New(rand.NewPCG(seed, seed+1))}, holds: []*DB{db, reopened(db), reopened(db)}}
}

// hold is the next program's hold of the file.
func (p *pile) hold() *DB {
	p.turn++
	return p.holds[p.turn%len(p.holds)]
}

// is fails unless the file, as another program reads it, is as the dump on top.
func (p *pile) is(after string) {
	p.t.Helper()
	if got := dump(p.t, p.hold()); got != p.now {
		p.t.Fatalf("turn %d, after %s, with %d to take back and %d to do again, differs in\n%s", p.turn, after, len(p.past), len(p.future), unlike(got, p.now))
	}
	if p.turn%251 == 0 {
		if err := p.hold().view(checkTx); err != nil {
			p.t.Fatalf("turn %d: %v", p.turn, err)
		}
	}
}

// change makes one random change, which may be of several writes that go on with each
// other. What is refused changes nothing.
func (p *pile) change() {
	p.t.Helper()
	written, goesOn := false, ""
	for {
		var c record.Change
		more := false
		_, err := p.hold().Do(func(r *Reader) (_ record.Change, err error) {
			c, more, err = p.life.draw(r, goesOn)
			return c, err
		})
		if err != nil && refusal.As(err) == nil {
			p.t.Fatalf("turn %d: %v", p.turn, err)
		}
		written = written || err == nil && !c.IsDraftOnly()
		if goesOn = c.Token; err != nil || !more {
			break
		}
	}
	if !written {
		p.is("a change that was refused")
		return
	}
	p.past, p.future = append(p.past, p.now), nil
	p.now = dump(p.t, p.hold())
}

func (p *pile) undo() { p.t.Helper(); p.step("undo", &p.past, &p.future, p.hold().Undo) }
func (p *pile) redo() { p.t.Helper(); p.step("redo", &p.future, &p.past, p.hold().Redo) }

// step is one of undo or redo, which has to refuse where its pile is empty.
func (p *pile) step(name string, from, to *[]string, call func(string) (record.Result, error)) {
	p.t.Helper()
	_, err := call("")
	n := len(*from)
	if (err == nil) != (n > 0) || err != nil && refusal.As(err) == nil {
		p.t.Fatalf("turn %d: %s with %d to go: %v", p.turn, name, n, err)
	}
	if n > 0 {
		*to = append(*to, p.now)
		p.now, *from = (*from)[n-1], (*from)[:n-1]
	}
	p.is(name)
}

func TestUndoGoesAllTheWayDownAndRedoAllTheWayUp(t *testing.T) {
	t.Parallel()
	p := newPile(t, 31)
	for len(p.past) < depth() {
		p.change()
	}
	p.life.hadAll(t)
	top := p.now
	for len(p.past) > 0 {
		p.undo()
	}
	p.undo() // refused
	if p.now != "" {
		t.Errorf("all was taken back, and there is\n%s", p.now)
	}
	for len(p.future) > 0 {
		p.redo()
	}
	p.redo() // refused
	if p.now != top {
		t.Error("all was done again, and is not what it was")
	}
}

// The walk leans down for a while, then up, so that it goes deep and comes back, and cuts
// off what could be done again wherever it makes a change.
func TestAnyWalkOfChangesUndoAndRedoIsThatOfPiles(t *testing.T) {
	t.Parallel()
	p := newPile(t, 32)
	for range depth() / 4 {
		p.change()
	}
	for n := range depth() {
		lean := 30 + 40*(n/40%2) // of 100 steps, how many are undo
		switch dice := p.life.IntN(100); {
		case dice < 12:
			p.change()
		case dice < 12+lean*88/100:
			p.undo()
		default:
			p.redo()
		}
	}
}
