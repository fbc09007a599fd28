package ui

import (
	"maps"
	"slices"
	"strconv"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// fakeStore is a record kept in a book. It keeps the promises of [Store], and can be
// made to fail, to refuse, to lose an answer, or to change behind the app's back.
type fakeStore struct {
	book        record.Book // of all days there are
	reflections []journal.Reflection

	log    []fakeLine // change number n is log[n-1]
	done   []int      // what undo takes back next is last
	undone []int      // what redo does next is last

	fail   error // a fault: nothing is written
	mute   error // a fault after writing: the answer is lost
	refuse error // the next write is refused for good
	unread error // Load fails

	refusing record.Change // what a step that is refused is about
	applied  []record.Change
	loads    []calendar.Day
	asked    int // how often anything was read or written

	onHold func() bool // reports whether a book or a write has to wait; may be nil
}

// waits ends the command that asked, where the store is on hold.
func (f *fakeStore) waits() {
	if f.onHold != nil && f.onHold() {
		panic(onHold{})
	}
}

// fakeLine is one line of the change log: what was asked for, and what that did.
type fakeLine struct {
	change  record.Change
	receipt record.Result
	made    record.Effect

	name  string
	about int   // of a step: the line that it took back, or did again
	top   []int // what undo took back when this was the newest line, next last
}

func newFakeStore(records ...record.Row) *fakeStore {
	f := &fakeStore{book: record.Book{From: calendar.FirstDay}}
	for i, r := range records {
		r = rowOf(r, calendar.FirstDay)
		r.Habit.Position = i
		f.book.Rows = append(f.book.Rows, r)
	}
	return f
}

// rowOf returns a copy of a row with the entries from a day on.
func rowOf(r record.Row, from calendar.Day) record.Row {
	var first *calendar.Day
	if d, ok := r.History.First(); ok {
		first = &d
	}
	r.Habit.Goals = slices.Clone(r.Habit.Goals)
	return record.Row{Habit: r.Habit, History: habits.HistoryOf(slices.Clone(r.History.Between(from, calendar.LastDay)), first)}
}

// boundariesOf returns a copy of boundaries with their events.
func boundariesOf(bs boundary.List) boundary.List {
	bs = slices.Clone(bs)
	for i := range bs {
		bs[i].Events = slices.Clone(bs[i].Events)
	}
	return bs
}

// fakeOthers is what a store has beside habits.
type fakeOthers struct {
	moods       journal.Moods
	boundaries  boundary.List // with their events
	reflections []journal.Reflection
	help        journal.HelpLines
}

// others returns what the store has beside habits.
func (f *fakeStore) others() fakeOthers {
	return fakeOthers{f.book.Moods, f.book.Boundaries, f.reflections, f.book.HelpLines}
}

// hold gives the store what it has beside habits.
func (f *fakeStore) hold(o fakeOthers) {
	f.book.Moods, f.book.Boundaries, f.reflections, f.book.HelpLines = o.moods, boundariesOf(o.boundaries), o.reflections, o.help
}

func (f *fakeStore) list() habits.List { return f.book.List() }

// entries returns what is written of a habit.
func (f *fakeStore) entries(id ident.ID) []habits.Dated {
	if r := f.book.Find(id); r != nil {
		return r.History.All()
	}
	return nil
}

// habit returns a habit, or none where it is not there.
func (f *fakeStore) habit(id ident.ID) habits.Habit {
	h, _, _ := f.book.Habit(id)
	return h
}

// Load hands out copies: a book is the app's own.
func (f *fakeStore) Load(from calendar.Day, seen uint64) (*record.Book, error) {
	f.waits()
	f.asked++
	f.loads = append(f.loads, from)
	if f.unread != nil {
		return nil, f.unread
	}
	book := &record.Book{From: from, Seq: uint64(len(f.log)), Stamp: f.Stamp(), HelpLines: f.book.HelpLines}
	for _, r := range f.book.Rows {
		book.Rows = append(book.Rows, rowOf(r, from-calendar.Day(r.Habit.Reach())))
		if before := r.History.Between(calendar.FirstDay, from-1); len(before) > 0 {
			last := before[len(before)-1].Day
			if book.Earlier == nil || last > *book.Earlier {
				book.Earlier = &last
			}
		}
	}
	if n := len(f.log); n > 0 {
		book.Newest = f.log[n-1].name
	}
	book.Moods = slices.DeleteFunc(slices.Clone(f.book.Moods), func(m journal.Mood) bool { return m.Day < from })
	book.Boundaries, book.Drafts = boundariesOf(f.book.Boundaries), maps.Clone(f.book.Drafts)
	if seen > 0 {
		for _, l := range f.log[seen:] {
			book.News = append(book.News, l.change)
		}
	}
	return book, nil
}

// Each hands out copies, whole.
func (f *fakeStore) Each(look func(record.Row) error) error {
	f.asked++
	if f.unread != nil {
		return f.unread
	}
	for _, r := range f.book.Rows {
		if err := look(rowOf(r, calendar.FirstDay)); err != nil {
			return err
		}
	}
	return nil
}

// Record is one habit, whole.
func (f *fakeStore) Record(id string) (record.Row, error) {
	f.asked++
	r := f.book.Find(ident.ID(id))
	if r == nil {
		return record.Row{}, refusal.New("No habit is called %s", id)
	}
	return rowOf(*r, calendar.FirstDay), nil
}

// Moods are those of the days from from on.
func (f *fakeStore) Moods(from calendar.Day) (journal.Moods, error) {
	f.asked++
	return slices.DeleteFunc(slices.Clone(f.book.Moods), func(m journal.Mood) bool { return m.Day < from }), f.unread
}

// Journal hands out the pages of the last days, of twice as many again and again, until
// there are least of them.
func (f *fakeStore) Journal(until calendar.Day, least int) (journal.Journal, error) {
	f.asked++
	if f.unread != nil {
		return journal.Journal{}, f.unread
	}
	j := journal.Journal{From: calendar.FirstDay, Whole: true}
	var all record.Effect
	for _, m := range f.book.Moods {
		all.Moods = append(all.Moods, record.Put(m)...)
	}
	for _, r := range f.reflections {
		all.Reflections = append(all.Reflections, record.Put(r)...)
	}
	for _, b := range f.book.Boundaries {
		for _, e := range b.Events {
			all.Events = append(all.Events, record.Put(e)...)
		}
	}
	for _, r := range f.book.Rows {
		for _, e := range r.History.All() {
			edit := habits.Edit{Habit: r.Habit.ID, Day: e.Day, NoteMark: habits.Set, Note: e.Note}
			all.Entries = append(all.Entries, record.Written{Edit: edit, Is: e.Entry})
		}
	}
	all.Show(&j, f.list())
	j.Pages = slices.DeleteFunc(j.Pages, func(p journal.Page) bool { return p.Day > until })
	for from, step := until-63, calendar.Day(64); step < 1<<20; from, step = from-2*step, 2*step {
		read := slices.IndexFunc(j.Pages, func(p journal.Page) bool { return p.Day < from })
		if read < 0 {
			break
		}
		if read >= least {
			j.Pages, j.From, j.Whole = j.Pages[:read], from, false
			break
		}
	}
	return j, nil
}

// Apply writes a change, unless the store was told not to.
func (f *fakeStore) Apply(c record.Change) (record.Result, error) {
	f.waits()
	f.asked++
	if err := f.inTheWay(); err != nil {
		return record.Result{}, err
	}
	if r, ok := f.known(c.Token); ok {
		return r, nil
	}
	r, err := f.write(c)
	if err == nil {
		f.applied = append(f.applied, c)
	}
	return r, f.answer(err)
}

// Undo takes back the newest change in force, as another window would.
func (f *fakeStore) Undo(token string) (record.Result, error) {
	return f.step(token, &f.done, &f.undone, record.Effect.Inverse, func() (int, error) {
		return len(f.done) - 1, nothingLeft(f.done, "Nothing more to take back")
	})
}

// UndoAsOf takes back what Undo would have when newest was the newest change.
func (f *fakeStore) UndoAsOf(token, newest string) (record.Result, error) {
	return f.step(token, &f.done, &f.undone, record.Effect.Inverse, func() (int, error) {
		step, below := record.CutBelow(newest)
		n := slices.IndexFunc(f.log, func(l fakeLine) bool { return newest != "" && (l.name == newest || below && l.name == step) })
		if n < 0 || len(f.log[n].top) == 0 {
			return 0, refusal.New("Nothing more to take back")
		}
		top := f.log[n].top
		target := top[len(top)-1]
		if below {
			if i := slices.Index(f.log[f.log[n].about].top, f.log[n].about); i > 0 {
				target = f.log[f.log[n].about].top[i-1]
			} else {
				return 0, refusal.New("Nothing more to take back")
			}
		}
		at := slices.Index(f.done, target)
		if at < 0 {
			return 0, refusal.New("That was taken back already")
		}
		for _, later := range f.done[at+1:] {
			if standsOn(f.log[later].made, f.log[target].made) {
				f.refusing = f.log[target].change
				return 0, refusal.New("That was changed again since, so it was not taken back")
			}
		}
		return at, nil
	})
}

// RedoAsOf does again what was taken back, unless something was changed since.
func (f *fakeStore) RedoAsOf(token, newest string) (record.Result, error) {
	return f.step(token, &f.undone, &f.done, func(e record.Effect) record.Effect { return e }, func() (int, error) {
		if err := nothingLeft(f.undone, "Nothing more to do again"); err != nil {
			return 0, err
		}
		if f.log[len(f.log)-1].name != newest {
			return 0, refusal.New("Something else was changed since, so nothing was done again")
		}
		return len(f.undone) - 1, nil
	})
}

// standsOn reports whether an effect may be of the same as an earlier one: of the same days, or of
// anything else than days.
func standsOn(later, earlier record.Effect) bool {
	return len(later.Entries) == 0 || len(earlier.Entries) == 0 || slices.ContainsFunc(later.Entries, func(w record.Written) bool {
		return slices.ContainsFunc(earlier.Entries, func(was record.Written) bool { return was.Habit == w.Habit && was.Day == w.Day })
	})
}

func nothingLeft(pile []int, text string) error {
	if len(pile) == 0 {
		return refusal.New("%s", text)
	}
	return nil
}

// Stamp is the number of the newest change.
func (f *fakeStore) Stamp() string { return strconv.Itoa(len(f.log)) }

func (f *fakeStore) step(token string, from, to *[]int, part func(record.Effect) record.Effect, find func() (int, error)) (record.Result, error) {
	f.waits()
	f.asked++
	if err := f.inTheWay(); err != nil {
		return record.Result{}, err
	}
	if r, ok := f.known(token); ok {
		return r, nil
	}
	f.refusing = record.Change{}
	at, err := find()
	if err != nil {
		return record.Result{Done: f.refusing}, err
	}
	i := (*from)[at]
	*from, *to = slices.Delete(slices.Clone(*from), at, at+1), append(*to, i)
	made := f.put(part(f.log[i].made))
	f.log[i].made = part(made)
	l := fakeLine{change: record.Change{Token: token}, about: i, made: made}
	for _, w := range made.Entries { // in absolute terms, as a merge needs it
		l.change.Edits = append(l.change.Edits, habits.Edit{
			Habit: w.Habit, Day: w.Day, Mark: habits.Set, State: w.Is.State, Amount: w.Is.Amount, NoteMark: habits.Set, Note: w.Is.Note,
		})
	}
	return f.add(l, f.log[i].change), f.answer(nil)
}

// elsewhere makes a change as another window would.
func (f *fakeStore) elsewhere(c record.Change) {
	if _, err := f.write(c); err != nil {
		panic(err)
	}
}

func (f *fakeStore) inTheWay() error {
	if err := f.refuse; err != nil {
		f.refuse = nil
		return err
	}
	return f.fail
}

// answer is lost once when the store was told so.
func (f *fakeStore) answer(err error) error {
	if lost := f.mute; err == nil && lost != nil {
		f.mute = nil
		return lost
	}
	return err
}

func (f *fakeStore) known(token string) (record.Result, bool) {
	for _, l := range f.log {
		if token != "" && l.change.Token == token {
			return l.receipt, true
		}
	}
	return record.Result{}, false
}

func (f *fakeStore) write(c record.Change) (record.Result, error) {
	made, err := f.book.Apply(c)
	switch n := uint64(len(f.log)); {
	case err != nil:
		return record.Result{}, err
	case c.IsDraftOnly():
		return record.Result{Done: c, Before: n, Seq: n, Stamp: f.Stamp()}, nil
	}
	f.putReflections(made)
	l := fakeLine{change: c, made: made}
	if n := len(f.done); n > 0 && c.Continues != "" && f.log[f.done[n-1]].change.Token == c.Continues && f.done[n-1] == len(f.log)-1 {
		l.made = f.log[f.done[n-1]].made.Then(made) // the two are one from now on
		l.change = joined(f.log[f.done[n-1]].change, c)
		f.done = f.done[:n-1]
	}
	f.done, f.undone = append(f.done, len(f.log)), nil
	return f.add(l, l.change), nil
}

// put writes an effect, and returns it with what was there.
func (f *fakeStore) put(e record.Effect) record.Effect {
	made, err := f.book.Write(e)
	if err != nil {
		panic(err)
	}
	f.putReflections(made)
	return made
}

// putReflections writes what a book does not hold.
func (f *fakeStore) putReflections(e record.Effect) {
	for _, d := range e.Reflections {
		about := d.Is
		if about == nil {
			about = d.Was
		}
		f.reflections = slices.DeleteFunc(f.reflections, func(r journal.Reflection) bool { return r.ID == about.ID })
		if d.Is != nil {
			f.reflections = append(f.reflections, *d.Is)
		}
	}
}

// joined is a change and the one that goes on with it.
func joined(first, then record.Change) record.Change {
	then.Events = join(first.Events, then.Events, func(e boundary.Event) ident.ID { return e.ID })
	then.Reflections = join(first.Reflections, then.Reflections, func(r journal.Reflection) ident.ID { return r.ID })
	return then
}

func join[T any](first, then []record.Diff[T], id func(T) ident.ID) []record.Diff[T] {
	about := func(s record.Diff[T]) ident.ID {
		switch {
		case s.Is != nil:
			return id(*s.Is)
		case s.Was != nil:
			return id(*s.Was)
		}
		return ""
	}
	all := slices.Clone(first)
	for _, s := range then {
		if i := slices.IndexFunc(all, func(x record.Diff[T]) bool { return about(x) == about(s) }); i >= 0 {
			all[i].Is = s.Is
			continue
		}
		all = append(all, s)
	}
	return all
}

func (f *fakeStore) add(l fakeLine, about record.Change) record.Result {
	l.name, l.top = l.change.Token, slices.Clone(f.done)
	if l.name == "" {
		l.name = "#" + strconv.Itoa(len(f.log))
	}
	l.receipt = record.Result{Done: about, Before: uint64(len(f.log)), Seq: uint64(len(f.log) + 1)}
	f.log = append(f.log, l)
	f.log[len(f.log)-1].receipt.Stamp = f.Stamp()
	return f.log[len(f.log)-1].receipt
}
