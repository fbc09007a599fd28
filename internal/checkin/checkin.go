// Package checkin asks what is open today in whole lines, for those who listen to a screen. Everything
// that is answered is written at once, so that it may end anywhere and go on at another time.
package checkin

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/entry"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/settings"
	"selfcare/internal/spelling"
)

// Store is the record that answers go to.
type Store interface {
	// Load returns the book from a day on.
	Load(from calendar.Day, seen uint64) (*record.Book, error)
	Habits() (habits.List, error)
	Boundaries() (boundary.List, error)
	Apply(record.Change) (record.Result, error)
	Undo(token string) (record.Result, error)
	Redo(token string) (record.Result, error)
	// UndoesOlder returns what a restore replaced, where the next undo is older than it.
	UndoesOlder() (c record.Change, replaced string, err error)
}

// Writer writes a line of quick-add, as [entry.Writer] does.
type Writer interface {
	Write(line quickadd.Line, now time.Time, among func(habits.List) habits.List) (entry.Written, error)
}

// Env is what a check-in needs.
type Env struct {
	Store    Store
	Writer   Writer
	Now      func() time.Time
	Settings settings.Settings
	In       io.Reader
	Out      io.Writer
}

// Run asks until nothing is open, or the person has had enough.
func Run(env Env) error {
	c := checkIn{Env: env, hours: env.Settings.Preferences(), in: entry.NewLines(env.In)}
	return c.run()
}

// checkIn is one round of questions. The clock and the record are looked at anew before each
// of them: the day may have changed meanwhile, and so may what is open.
type checkIn struct {
	Env
	hours calendar.Preferences
	in    *entry.Lines

	greeted bool
	guided  bool // how to answer was said
	day     calendar.Day
	last    string   // the key of the question that was asked last
	asked   []string // the keys of all that were asked
	passed  []string // the keys of the questions that were answered or left, in order
	again   string   // the key of the question to go back to, or empty
	changed []string // the keys of the questions that undo or redo was about just now
}

// run asks until nothing is open, or the person has had enough.
func (c *checkIn) run() error {
	for {
		at := c.Now()
		book, err := c.Store.Load(c.hours.DayOf(at), 0)
		if err != nil {
			return err
		}
		if err := c.greet(book, at); err != nil {
			return err
		}
		all := c.questions(book, at)
		q := c.next(all)
		if q == nil {
			return c.close(book)
		}
		c.asked = append(c.asked, q.key)
		if err := c.ask(*q, c.place(all, *q)); err != nil {
			return err
		}
		if over, err := c.hear(*q); over || err != nil {
			return err
		}
	}
}

// greet says which day it is, at first and when another has begun.
func (c *checkIn) greet(book *record.Book, at time.Time) error {
	hours := c.hours
	today := hours.DayOf(at)
	if c.greeted && c.day == today {
		return nil
	}
	day := today.Words(today)
	switch {
	case c.greeted:
		day = "Now it is " + day
	case calendar.DateOf(at.Date()) != today:
		day = "It is still " + day + ", until " + hours.TimeOfDay(hours.At(today, hours.DayStart, at.Location()))
	}
	c.greeted, c.day, c.asked, c.passed, c.again = true, today, nil, nil, ""
	if len(book.Rows) == 0 {
		return c.say(day + ". Nothing is on your list yet.")
	}
	return c.say(day + ". " + c.count(book))
}

// count returns how much of the day's list is kept.
func (c *checkIn) count(book *record.Book) string {
	kept, due := book.CountOn(c.day)
	if due == 0 {
		return "Nothing is due."
	}
	return fmt.Sprintf("%d of %d kept.", kept, due)
}

// next returns the question to ask: the one that was gone back to, else the first that is open and
// was not asked yet; nil where there is none.
func (c *checkIn) next(all []question) *question {
	c.reopen(all)
	again := c.again
	c.again = ""
	for i := range all {
		if all[i].key == again {
			return &all[i]
		}
	}
	for i := range all {
		if c.isLeft(all[i]) {
			return &all[i]
		}
	}
	return nil
}

// reopen has those questions asked again whose answers were taken back, and those passed whose
// answers were given again.
func (c *checkIn) reopen(all []question) {
	for _, q := range all {
		switch {
		case !slices.Contains(c.changed, q.key):
		case q.open:
			c.passed = slices.DeleteFunc(c.passed, func(key string) bool { return key == q.key })
		case slices.Contains(c.asked, q.key):
			c.pass(q)
		}
	}
	c.changed = nil
}

// isLeft reports whether a question is still to be asked.
func (c *checkIn) isLeft(q question) bool { return q.open && !slices.Contains(c.passed, q.key) }

// place returns where a question stands among those of this round: 2 of 5. It is empty where that
// says nothing.
func (c *checkIn) place(all []question, q question) string {
	n, total := 0, 0
	for _, other := range all {
		if other.key == beginKey || !c.isLeft(other) && !slices.Contains(c.asked, other.key) {
			continue
		}
		total++
		if other.key == q.key {
			n = total
		}
	}
	if n == 0 || total == 1 {
		return ""
	}
	return fmt.Sprintf("%d of %d. ", n, total)
}

// ask says a question, and before the first of them how to answer.
func (c *checkIn) ask(q question, place string) error {
	if !c.guided {
		c.guided = true
		if err := c.say("Answer y, n, r for a rest day, or an amount; enter leaves it open, help explains, undo takes back, q ends."); err != nil {
			return err
		}
	}
	if q.before != "" && c.last != q.key {
		if err := c.say(q.before); err != nil {
			return err
		}
	}
	c.last = q.key
	return c.say(place + q.text)
}

// hear reads one line of what the person types, and does what it says.
func (c *checkIn) hear(q question) (over bool, err error) {
	line, end, err := c.in.Next()
	if err != nil {
		if end {
			return true, err
		}
		return false, c.mistaken(q, err, "The answer could not be read")
	}
	words := spelling.WordsLine(line)
	switch spelling.Fold(words) {
	case "":
		if end {
			return true, c.leave()
		}
		c.pass(q)
		return false, nil
	case "q", "quit":
		return true, c.leave()
	case "?", "help":
		c.again = q.key
		return false, c.explain(q)
	case "back":
		return false, c.back(q)
	case "undo":
		return false, c.step(q, "Taken back", "Nothing could be taken back", c.undoNewer)
	case "redo":
		return false, c.step(q, "Done again", "Nothing could be done again", c.Store.Redo)
	}
	return false, c.answer(q, words)
}

// answer writes an answer, and says what was understood.
func (c *checkIn) answer(q question, words string) error {
	r, err := q.answer(words)
	if err != nil {
		return c.mistaken(q, err, "The answer could not be written")
	}
	if r.stays {
		c.again = q.key
	} else {
		c.pass(q)
	}
	if r.said == "" {
		return nil
	}
	return entry.Acknowledge(c.Out, spelling.CleanLine(r.said))
}

// pass goes on to the next question.
func (c *checkIn) pass(q question) {
	if !slices.Contains(c.passed, q.key) {
		c.passed = append(c.passed, q.key)
	}
}

// mistaken says what was wrong with an answer, and has the same question asked again. What
// the person cannot put right by another answer ends the round.
func (c *checkIn) mistaken(q question, err error, failed string) error {
	if r := refusal.As(err); r == nil || r.Cause != nil {
		return &refusal.Error{Text: failed + ": " + phrase.Sentence(err), Cause: err}
	}
	c.again = q.key
	return c.say(phrase.Sentence(err))
}

// explain says what can be typed.
func (c *checkIn) explain(q question) error {
	lines := append(slices.Clone(q.help),
		"Enter leaves it as it is and goes on; back returns to the question before.",
		"undo takes back the last change, redo does it again; q ends, and what you answered stays.")
	for _, line := range lines {
		if err := c.say(line); err != nil {
			return err
		}
	}
	return nil
}

// back returns to the question before, whether it was answered or left.
func (c *checkIn) back(q question) error {
	c.again = q.key
	if len(c.passed) == 0 {
		return c.say("This is the first question.")
	}
	last := len(c.passed) - 1
	c.again, c.passed = c.passed[last], c.passed[:last]
	return nil
}

// step takes one step back, or forward again, among all changes of the record. What it was
// about is open again, and so is asked again.
func (c *checkIn) step(q question, said, failed string, step func(string) (record.Result, error)) error {
	r, err := step("")
	if err != nil {
		return c.mistaken(q, err, failed)
	}
	words := c.changeWords(r.Done)
	c.changed = keysOf(r.Done, c.day)
	return entry.Acknowledge(c.Out, spelling.CleanLine(said+": "+strings.TrimSuffix(words, ".")+"."))
}

// undoNewer takes back the last change where that is newer than a restore. Here nobody can be asked what to do
// with another.
func (c *checkIn) undoNewer(token string) (record.Result, error) {
	if _, replaced, err := c.Store.UndoesOlder(); err == nil && replaced != "" {
		return record.Result{}, refusal.New("The last change is older than the restore; selfcare undo asks whether you mean it")
	}
	return c.Store.Undo(token)
}

// close ends a round in which everything was asked.
func (c *checkIn) close(book *record.Book) error {
	_, due := book.CountOn(c.day)
	switch {
	case due == 0 && c.guided:
		return c.say("That is all for today.")
	case !c.guided:
		return c.say("Nothing is open. That is all for today.")
	}
	return c.say("That is all for today. " + c.count(book))
}

// leave ends a round at a question.
func (c *checkIn) leave() error {
	const next = "Next time it goes on from here."
	book, err := c.Store.Load(c.day, 0)
	if err != nil {
		return err
	}
	if len(book.Rows) == 0 {
		return c.say(next)
	}
	return c.say(c.count(book) + " " + next)
}

// say prints one line, whatever is in the words.
func (c *checkIn) say(words string) error {
	_, err := fmt.Fprintln(c.Out, spelling.CleanLine(words))
	return err
}
