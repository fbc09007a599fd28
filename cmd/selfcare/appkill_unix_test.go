//go:build unix

package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/document"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
)

// appKills is how often the app is killed: a few times in an ordinary run, as often as
// SELFCARE_KILLS says in a long one.
func appKills() int { return size("SELFCARE_KILLS", 8, 3) }

// lived is what a person did, in the plainest form: what each habit's day says, and what
// it said before each thing that can be taken back, or done again.
type lived struct {
	now          map[string]string // by habit and day; moods by their day
	past, future []map[string]string
}

// does is the same after something new.
func (l lived) does(change func(map[string]string)) lived {
	past := append(slices.Clone(l.past), l.now)
	l.now = maps.Clone(l.now)
	change(l.now)
	return lived{l.now, past, nil}
}

func (l lived) undone() lived {
	n := len(l.past) - 1
	return lived{l.past[n], slices.Clone(l.past[:n]), append(slices.Clone(l.future), l.now)}
}

func (l lived) redone() lived {
	n := len(l.future) - 1
	return lived{l.future[n], append(slices.Clone(l.past), l.now), slices.Clone(l.future[:n])}
}

// adding is the same with n more written for a habit's day.
func (l lived) adding(cell string, n int, note string) lived {
	return l.does(func(now map[string]string) {
		had, words, _ := strings.Cut(now[cell], " ")
		sum, _ := strconv.Atoi(had)
		words = strings.TrimSpace(words + " " + note)
		now[cell] = strings.TrimSpace(strconv.Itoa(sum+n) + " " + words)
	})
}

// toggling is the same with a check made, or taken back.
func (l lived) toggling(cell string) lived {
	return l.does(func(now map[string]string) {
		if now[cell] == "yes" {
			delete(now, cell)
		} else {
			now[cell] = "yes"
		}
	})
}

// inFile is the same as it stands in the file, and the number of the newest change.
func (p *place) inFile() (map[string]string, uint64) {
	p.t.Helper()
	book, err := db.New(p.file, time.Now).Load(calendar.FirstDay, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	now := map[string]string{}
	for _, r := range book.Rows {
		for _, e := range r.History.All() {
			text := e.State.String()
			if e.State == habits.Measured {
				text = strconv.Itoa(int(e.Amount.In(quantity.Minutes)))
			}
			now[r.Habit.Name+e.Day.String()] = strings.TrimSpace(text + " " + strings.Join(strings.Fields(e.Note), " "))
		}
	}
	for _, m := range book.Moods {
		now["mood"+m.Day.String()] = strings.TrimSpace(now["mood"+m.Day.String()] + " " + strconv.Itoa(m.Rating))
	}
	return now, book.Seq
}

// hand is a person who does things by keys, at random, on a day.
type hand struct {
	*rand.Rand
	day string
	n   int
}

// next is the keys of something to do, and what that makes of a life. Ahead says that
// what was taken back is perhaps not on the screen yet: a key that checks off goes by what
// the screen shows, so then only what adds is done.
func (h *hand) next(l lived, ahead bool) (keys string, after lived) {
	h.n++
	switch dice := h.IntN(10); {
	case dice < 2 && !ahead:
		return "2", l.toggling("Meditation" + h.day)
	case dice < 3 && !ahead:
		return "3", l.toggling("Move" + h.day)
	case dice < 5:
		return "15\r", l.adding("Walk"+h.day, 5, "")
	case dice < 7:
		note := fmt.Sprint("words", h.n)
		return "awalk 3 -- " + note + "\r", l.adding("Walk"+h.day, 3, note)
	case dice < 8 && len(l.future) > 0:
		return "Z", l.redone()
	case len(l.past) > 0:
		return "z", l.undone()
	}
	return "15\r", l.adding("Walk"+h.day, 5, "")
}

// The app is killed at random moments, on a new day each time, so that the backup before
// the first change of a day is among them. What a second program has seen in the file
// counts as kept; of what was typed after that, and was under way, a beginning may be
// there as well: nothing in another order, and nothing in part.
func TestAKilledAppLosesNothingThatWasSeenInTheFile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk", "--at-least", "100000", "--unit", "min", "--since=2026-01-01")
	p.run("habit", "new", "Meditation", "--since=2026-01-01")
	p.run("habit", "new", "Move", "--schedule", "3/7", "--since=2026-01-01")
	first, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	h := &hand{Rand: rand.New(rand.NewPCG(41, 42))}
	kept := lived{now: map[string]string{}}
	_, seq := p.inFile()
	for kill := range appKills() {
		at := first.AddDate(0, 0, kill+1)
		h.day = at.Format(time.DateOnly)
		c := p.command()
		c.Env = append(slices.Clone(p.env), "SELFCARE_NOW="+at.Format(time.RFC3339))
		x := open(t, c)
		x.matches(`1 . Walk|Welcome back`)
		if strings.Contains(x.text(), "Welcome back") { // after days of nothing but undo
			x.press("\x1b")
			x.matches(`1 . Walk`)
		}
		kept, seq = h.keeps(p, x, kept, seq)
		underWay := h.isKilled(x, kept)
		got, number := p.inFile()
		if number < seq || number >= seq+uint64(len(underWay)) {
			t.Fatalf("kill %d: the file is at change %d, %d were kept and %d under way", kill, number, seq, len(underWay)-1)
		}
		kept = underWay[number-seq]
		if seq = number; !maps.Equal(got, kept.now) {
			t.Fatalf("kill %d, at change %d: there is\n%v, want\n%v", kill, number, got, kept.now)
		}
		if got := p.run("check"); !strings.HasPrefix(got, "Sound") {
			t.Fatalf("kill %d: %s", kill, got)
		}
	}
}

// keeps does a few things, and waits after each until another program sees it in the file.
func (h *hand) keeps(p *place, x *terminal, kept lived, seq uint64) (lived, uint64) {
	x.t.Helper()
	for range h.IntN(4) {
		var keys string
		keys, kept = h.next(kept, false)
		seq++
		x.press(keys)
		x.until("another program seeing "+strconv.Quote(keys), func() bool {
			got, number := p.inFile()
			return number == seq && maps.Equal(got, kept.now)
		})
	}
	return kept, seq
}

// isKilled types a few things at once, and kills the app meanwhile. It returns what there
// may be after it: what was kept, and then one thing more each.
func (h *hand) isKilled(x *terminal, kept lived) []lived {
	x.t.Helper()
	underWay, keys := []lived{kept}, ""
	for range h.IntN(5) {
		more, after := h.next(underWay[len(underWay)-1], strings.ContainsAny(keys, "zZ"))
		keys, underWay = keys+more, append(underWay, after)
	}
	time.AfterFunc(time.Duration(h.IntN(30_000))*time.Microsecond, func() { _ = x.program.Process.Kill() })
	x.press(keys)
	<-x.ended
	return underWay
}

// The app is killed while it makes the file of the first start: all that was chosen is
// there, or nothing is, and either is good to go on from.
func TestAKilledFirstStartIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	chance := rand.New(rand.NewPCG(43, 44))
	whole := 0
	for kill := range appKills() {
		p := newPlace(t)
		x := p.app()
		x.shows("What would you like to look after?", "begin")
		time.AfterFunc(time.Duration(chance.IntN(8000))*time.Microsecond, func() { _ = x.program.Process.Kill() })
		x.press("\r")
		<-x.ended
		rows := map[string]document.Row{}
		if _, err := os.Stat(p.file); err == nil {
			rows = p.seen()
		}
		if len(rows) != 0 && len(rows) != 6 {
			t.Errorf("kill %d: there are %d habits, want 6 or none", kill, len(rows))
		}
		whole += len(rows) / 6
		p.run("habit", "new", "Another")
		if got := len(p.seen()); got != len(rows)+1 {
			t.Errorf("kill %d: there are %d habits after one more, want %d", kill, got, len(rows)+1)
		}
		if got := p.run("check"); !strings.HasPrefix(got, "Sound") {
			t.Errorf("kill %d: %s", kill, got)
		}
		if left := db.New(p.file, nil).Leftovers(); left != nil {
			t.Errorf("kill %d: left behind: %v", kill, left)
		}
	}
	t.Logf("%d were there already", whole)
}
