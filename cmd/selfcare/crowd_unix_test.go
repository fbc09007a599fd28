//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
)

// changes is how many lines a writer writes: some in an ordinary run, as many as
// SELFCARE_CHANGES says in a long one.
func changes() int { return size("SELFCARE_CHANGES", 300, 100) }

// writer is a program that is given a line when it has answered the one before.
type writer struct {
	habits []string // by turns, a minute each
	said   map[string]int
}

// write has n lines written, and counts every answer.
func (w *writer) write(p *place, n int, answered *atomic.Int64) error {
	c := p.command("add", "-")
	in, err := c.StdinPipe()
	if err != nil {
		return err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	answers := bufio.NewScanner(out)
	w.said = map[string]int{}
	for i := range n {
		_, _ = fmt.Fprintf(in, "%s 1\n", w.habits[i%len(w.habits)])
		if !answers.Scan() {
			break
		}
		name, _, _ := strings.Cut(answers.Text(), " · ")
		w.said[name]++
		answered.Add(1)
	}
	_ = in.Close()
	return c.Wait()
}

// logged is a line of the change log, as it stands in the file.
type logged struct {
	Undoes, Redoes uint64
	Edits          []struct{ Habit ident.ID }
}

// log is the change log, of a file that nobody uses now.
func (p *place) log() (all []logged) {
	p.t.Helper()
	file, err := bbolt.Open(p.file, 0o600, &bbolt.Options{ReadOnly: true, Timeout: patience})
	if err != nil {
		p.t.Fatal(err)
	}
	defer file.Close()
	if err := file.View(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("changes")).ForEach(func(_, value []byte) error {
			var l logged
			err := json.Unmarshal(value[:len(value)-4], &l) // a checksum ends it
			all = append(all, l)
			return err
		})
	}); err != nil {
		p.t.Fatal(err)
	}
	return all
}

// written is how often each habit was written to, and how many of these writes are in
// force: undo takes back one, whoever made it.
func written(log []logged, name map[ident.ID]string) (made, inForce map[string]int, undone int) {
	made, inForce = map[string]int{}, map[string]int{}
	for _, l := range log {
		if len(l.Edits) == 0 {
			continue
		}
		about := name[l.Edits[0].Habit]
		switch {
		case l.Undoes > 0:
			inForce[about]--
			undone++
		case l.Redoes > 0:
			inForce[about]++
		default:
			made[about]++
			inForce[about]++
		}
	}
	return made, inForce, undone
}

// today is the amounts of the day in the file, and the names of the habits.
func (p *place) today() (amounts map[string]int, name map[ident.ID]string) {
	p.t.Helper()
	day, err := calendar.ParseDay(now[:10])
	if err != nil {
		p.t.Fatal(err)
	}
	book, err := db.New(p.file, time.Now).Load(day, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	amounts, name = map[string]int{}, map[ident.ID]string{}
	for _, r := range book.Rows {
		name[r.Habit.ID] = r.Habit.Name
		amounts[r.Habit.Name] = int(r.History.On(day).Amount.In(quantity.Minutes))
	}
	return amounts, name
}

// person is someone at the app while others write: each key when they have got further by
// a step, so that the keys fall among their lines.
func person(x *terminal, answered *atomic.Int64, lines int) (checks, undos int) {
	x.t.Helper()
	const today, trends, boundaries, journal = "M T W T F S S", "all of it", "No boundary.", "Nothing written yet."
	doing := []struct{ key, shows string }{
		{"4", today},
		{"z", today},
		{"J", journal},
		{"z", journal},
		{"T", today},
		{"4", today},
		{"zz", today},
		{"R", trends},
		{"z", trends},
		{"Z", trends},
		{"T", today},
		{"4", today},
		{"4", today},
		{"B", boundaries},
		{"z", boundaries},
		{"T", today},
	}
	const keys = 64
	for n := range keys {
		x.until("the writers go on", func() bool { return answered.Load() >= int64(n*lines/keys) })
		do := doing[n%len(doing)]
		x.press(do.key)
		x.shows(do.shows)
		checks += strings.Count(do.key, "4")
		undos += strings.Count(do.key, "z")
	}
	return checks, undos
}

// notSaved is what the app says of a change that it cannot write.
const notSaved = "Not saved yet"

// amountShown is what a row of the habits that are written to tells of today.
var amountShown = regexp.MustCompile(`(\d+) of 100000 min`)

// shared are the habits that are written to from two sides.
var shared = []string{"Shared", "Left", "Right"}

// Two programs write line by line to a habit each and to one that they share, while a
// person in the app checks off, looks around and takes back whatever is shown as newest. Every line
// that was answered is in the record once, unless the person took it back.
func TestEveryLineThatIsAnsweredIsThereOnceBesideAnOpenApp(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	for _, name := range shared {
		p.run("habit", "new", name, "--at-least", "100000", "--unit", "min")
	}
	p.run("habit", "new", "Meditation")
	x := p.app()
	x.shows("0 of 100000 min", "Meditation")

	n := changes()
	writers := []*writer{{habits: []string{"shared", "left"}}, {habits: []string{"right", "shared"}}}
	var answered atomic.Int64
	var all sync.WaitGroup
	for _, w := range writers {
		all.Go(func() {
			if err := w.write(p, n, &answered); err != nil {
				t.Errorf("add: %v", err)
			}
		})
	}
	// Undo goes back to before the writers, too: with this many of their lines on the screen,
	// the person never comes to take back the habits themselves.
	x.until("a dozen of their lines on the screen", func() bool {
		lines := 0
		for _, shown := range amountShown.FindAllStringSubmatch(x.text(), -1) {
			amount, _ := strconv.Atoi(shown[1])
			lines += amount
		}
		return lines >= 12
	})
	checks, undos := person(x, &answered, 2*n)
	all.Wait()

	x.press("4") // what was done before it is written, or refused, when it is
	checks++
	x.until("what the person did last in the file", func() bool {
		_, name := p.today()
		made, _, _ := written(p.log(), name)
		return made["Meditation"] == checks
	})
	var shown map[string]int
	x.until("the amounts of the file", func() bool {
		shown, _ = p.today()
		for _, habit := range shared {
			row := regexp.MustCompile(fmt.Sprintf(` %s +%d of 100000 min`, habit, shown[habit]))
			if !row.MatchString(x.text()) {
				return false
			}
		}
		return true
	})
	x.press("q")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d: %s", got, x.text())
	}
	amounts, name := p.today()
	made, inForce, undone := written(p.log(), name)
	for _, habit := range shared {
		said := writers[0].said[habit] + writers[1].said[habit]
		if said != made[habit] || amounts[habit] != inForce[habit] {
			t.Errorf("%s: %d lines were answered, and %d written; %d are in force, and the amount is %d", habit, said, made[habit], inForce[habit], amounts[habit])
		}
		if amounts[habit] != shown[habit] {
			t.Errorf("%s: the app showed %d at last, and %d are there", habit, shown[habit], amounts[habit])
		}
	}
	// What others changed again since it was shown is not taken back.
	if made["Meditation"] != checks || undone == 0 || undone > undos {
		t.Errorf("%d times it was checked off, want %d; %d times something was taken back, want 1 to %d", made["Meditation"], checks, undone, undos)
	}
	// Whoever had waited in vain for the others would have said so.
	for i, w := range writers {
		if said := w.said["Shared"] + w.said["Left"] + w.said["Right"]; said != n {
			t.Errorf("%d lines of writer %d were answered, want %d", said, i, n)
		}
	}
	if strings.Contains(x.output(), notSaved) {
		t.Error("what the person did could not be saved at first")
	}
	if got := p.run("check"); !strings.HasPrefix(got, "Sound") {
		t.Errorf("after all of it: %s", got)
	}
}
