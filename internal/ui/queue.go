package ui

import (
	"crypto/rand"
	"slices"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"

	tea "charm.land/bubbletea/v2"
)

// retryAfter is how long the queue waits before it tries again, unless the options say
// otherwise.
const retryAfter = 5 * time.Second

// job is one thing to be written: a change, or a step of undo or redo.
type job struct {
	change record.Change
	step   step
	made   record.Effect // what it did to the book in memory
	asOf   string        // of a step: the name of the newest change that the person saw
	shown  bool          // of a step: the book in memory has it
	said   bool          // of a step: it was said what was taken back, or done again
}

// step is what a job does.
type step int

const (
	apply step = iota
	undo
	redo
)

// queue is what was done and is not on disk yet, oldest first. One command at a
// time talks to the store, so that writes keep their order and a book that was
// read holds exactly what is no longer queued.
type queue struct {
	store   Store
	retryIn func(tea.Msg) tea.Cmd // returns the command that waits and then answers with a message
	jobs    []job
	busy    bool            // a command is under way
	reload  *calendar.Day   // a book from this day on is wanted
	failure error           // why the oldest job could not be written, or nil
	waiting bool            // for the time to try it again
	tokens  map[string]bool // the tokens of all jobs there were
	last    *job            // the job that was written last, unless the book has it
}

// These are the facts that the queue's commands answer with.
type (
	loadedMsg struct {
		book *record.Book
		err  error
		late error  // as in FirstBook
		said string // as in FirstBook
	}
	wroteMsg struct {
		job     job
		receipt record.Result
		err     error
	}
	retryMsg struct{}
)

// add queues a job, and returns it with its token.
func (q *queue) add(j job) job {
	if j.change.Token == "" {
		j.change.Token = rand.Text()
	}
	q.expect(j.change.Token)
	q.jobs = append(q.jobs, j)
	return j
}

// expect makes a change with the token one of the app's own, though another command
// writes it.
func (q *queue) expect(token string) {
	if q.tokens == nil {
		q.tokens = map[string]bool{}
	}
	q.tokens[token] = true
}

// asOf returns the name of the newest change that a person sees who presses undo or redo now,
// as it is for that step; book is the book on the screen.
func (q *queue) asOf(st step, book *record.Book) string {
	last := q.last
	for i := range q.jobs {
		if j := &q.jobs[i]; j.step != apply || !j.change.IsDraftOnly() {
			last = j
		}
	}
	switch {
	case last == nil:
		return book.Newest
	case st != redo && last.step == undo:
		return record.Below(last.change.Token)
	}
	return last.change.Token
}

// want asks for a book from day from on.
func (q *queue) want(from calendar.Day) {
	if q.reload == nil || from < *q.reload {
		q.reload = &from
	}
}

// next is the command that does what is to be done next, or nil. A book goes
// before a write: it is what the rest of the queue is then applied to.
func (q *queue) next(seen uint64) tea.Cmd {
	switch {
	case q.busy:
		return nil
	case q.reload != nil:
		from := *q.reload
		q.busy, q.reload = true, nil
		return load(q.store, from, seen)
	case len(q.jobs) > 0 && q.failure == nil:
		q.busy = true
		return write(q.store, q.jobs[0])
	}
	return nil
}

// wrote takes a job that is on disk, or was refused for good, from the queue; one
// that failed stays, and the command asks to try again.
func (q *queue) wrote(msg wroteMsg) tea.Cmd {
	q.busy = false
	if msg.err != nil && !isFinal(msg.err) {
		q.failure = msg.err
		return q.wait()
	}
	q.failure = nil
	if len(q.jobs) > 0 && q.jobs[0].change.Token == msg.job.change.Token {
		q.jobs = slices.Delete(q.jobs, 0, 1)
	}
	switch j := msg.job; {
	case msg.err != nil:
		q.without(j)
	case j.step != apply || !j.change.IsDraftOnly():
		q.last = &j
	}
	return nil
}

// without has the steps that come after a job that was refused mean what they would without it.
func (q *queue) without(refused job) {
	for i := range q.jobs {
		q.jobs[i].asOf = Without(q.jobs[i].asOf, refused.change.Token, refused.asOf)
	}
}

// Without returns the name of the newest change as it is for a step that was to come after a job
// that was refused, by that job's token and the name that it had itself.
func Without(asOf, refused, before string) string {
	if asOf == refused || asOf == record.Below(refused) {
		return before
	}
	return asOf
}

// wait returns the command that waits until it is time to try again, unless one does already.
func (q *queue) wait() tea.Cmd {
	if q.waiting {
		return nil
	}
	q.waiting = true
	return q.retryIn(retryMsg{})
}

// waited tries again when the wait is over.
func (q *queue) waited() tea.Cmd {
	q.waiting = false
	return q.retry()
}

// retry is the command that tries the oldest job again. While something else is under way it
// waits once more.
func (q *queue) retry() tea.Cmd {
	switch {
	case q.failure == nil || len(q.jobs) == 0:
		return nil
	case q.busy:
		return q.wait()
	}
	q.busy = true
	return write(q.store, q.jobs[0])
}

// isFinal reports whether err is an answer that trying again would not change.
func isFinal(err error) bool {
	r := refusal.As(err)
	return r != nil && r.Cause == nil
}

func load(store Store, from calendar.Day, seen uint64) tea.Cmd {
	return func() tea.Msg {
		book, err := store.Load(from, seen)
		return loadedMsg{book: book, err: err}
	}
}

func write(store Store, j job) tea.Cmd {
	return func() tea.Msg {
		r, err := j.write(store)
		return wroteMsg{j, r, err}
	}
}

func (j job) write(store Store) (record.Result, error) {
	switch j.step {
	case undo:
		return store.UndoAsOf(j.change.Token, j.asOf)
	case redo:
		return store.RedoAsOf(j.change.Token, j.asOf)
	}
	return store.Apply(j.change)
}

// drain writes what is left, in order, and stops at the first that fails.
func (q *queue) drain() error {
	for len(q.jobs) > 0 {
		j := q.jobs[0]
		_, err := j.write(q.store)
		if err != nil && !isFinal(err) {
			return err
		}
		q.jobs = q.jobs[1:]
		if err != nil {
			q.without(j)
		}
	}
	return nil
}

// Unsaved is something that was done and is not on disk: a change, or a step of undo or redo,
// of which the change has the token only.
type Unsaved struct {
	Step string `json:",omitempty"` // Step is undo or redo, or empty.
	// AsOf is the name of the newest change that was seen when it was done.
	AsOf string `json:",omitempty"`
	record.Change
}

// Words are what was done in a few words.
func (u Unsaved) Words(list habits.List, today calendar.Day) string {
	switch u.Step {
	case stepNames[undo]:
		return "an undo"
	case stepNames[redo]:
		return "a redo"
	}
	return phrase.Change(u.Change, list, today)
}

var stepNames = map[step]string{undo: "undo", redo: "redo"}

// unsaved is what is queued.
func (q *queue) unsaved() []Unsaved {
	var all []Unsaved
	for _, j := range q.jobs {
		all = append(all, Unsaved{stepNames[j.step], j.asOf, j.change})
	}
	return all
}

// applyTo makes what is queued in a book that was read, of which past is known. Refused changes do
// nothing there; they are said when the store refuses them.
func (q *queue) applyTo(book *record.Book, past *record.Past) {
	for i := range q.jobs {
		if j := &q.jobs[i]; j.step != apply {
			_, j.made, j.shown = j.step.in(past, book)
		} else if made, err := book.Apply(j.change); err == nil {
			j.made = made
			past.Add(j.change, made)
		}
	}
}

// in makes a step of undo or redo in a book, of which past is known, and returns what it is about
// and what it did, where that is known.
func (st step) in(past *record.Past, book *record.Book) (about record.Change, made record.Effect, ok bool) {
	if st == redo {
		return past.Redo(book)
	}
	return past.Undo(book)
}

// effects returns what all that is queued did to the book in memory.
func (q *queue) effects() []record.Effect {
	var all []record.Effect
	for _, j := range q.jobs {
		all = append(all, j.made)
	}
	return all
}
