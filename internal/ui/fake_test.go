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

// fakeStore is a record kept in maps. It keeps the promises of [Store], and can be
// made to fail, to refuse, to lose an answer, or to change behind the app's back.
type fakeStore struct {
	habits  map[ident.ID]habits.Habit
	entries map[ident.ID]map[calendar.Day]habits.Entry
	others  fakeOthers

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

// fakeOthers is what is kept beside habits; a copy is another record.
type fakeOthers struct {
	moods       journal.Moods
	boundaries  boundary.List // with their events
	reflections []journal.Reflection
	help        journal.HelpLines
	asides      map[string]string
}

func (o fakeOthers) clone() fakeOthers {
	o.moods = slices.Clone(o.moods)
	o.boundaries = slices.Clone(o.boundaries)
	for i := range o.boundaries {
		o.boundaries[i].Events = slices.Clone(o.boundaries[i].Events)
	}
	o.reflections = slices.Clone(o.reflections)
	o.asides = maps.Clone(o.asides)
	return o
}

// with is the others after a change.
func (o fakeOthers) with(c record.Change) fakeOthers {
	o = o.clone()
	b := record.Book{Moods: o.moods, Boundaries: o.boundaries, HelpLines: o.help, Drafts: o.asides}
	c.Edits, c.Habits = nil, nil
	if err := b.Apply(c); err != nil {
		panic(err)
	}
	o.moods, o.boundaries, o.help, o.asides = b.Moods, b.Boundaries, b.HelpLines, b.Drafts
	for _, s := range c.Reflections {
		about := s.Is
		if about == nil {
			about = s.Was
		}
		o.reflections = slices.DeleteFunc(o.reflections, func(r journal.Reflection) bool { return r.ID == about.ID })
		if s.Is != nil {
			o.reflections = append(o.reflections, *s.Is)
		}
	}
	return o
}

// fakeLine is one line of the change log: what was asked for, and what was there
// before and after.
type fakeLine struct {
	change        record.Change
	receipt       record.Result
	before, after fakePart

	name  string
	about int   // of a step: the line that it took back, or did again
	top   []int // what undo took back when this was the newest line, next last
}

// fakePart is the habits and entries that a change touches. A nil habit is none.
type fakePart struct {
	others  fakeOthers
	habits  map[ident.ID]*habits.Habit
	entries map[fakeKey]habits.Entry
}

type fakeKey struct {
	habit ident.ID
	day   calendar.Day
}

func newFakeStore(records ...record.Row) *fakeStore {
	f := &fakeStore{habits: map[ident.ID]habits.Habit{}, entries: map[ident.ID]map[calendar.Day]habits.Entry{}}
	for i, r := range records {
		r.Habit.Position = i
		f.habits[r.Habit.ID] = r.Habit
		f.entries[r.Habit.ID] = map[calendar.Day]habits.Entry{}
		for _, e := range r.History.All() {
			f.entries[r.Habit.ID][e.Day] = e.Entry
		}
	}
	return f
}

func (f *fakeStore) list() habits.List {
	list := habits.List(slices.Collect(maps.Values(f.habits)))
	list.Sort()
	return list
}

// Load hands out copies: a book is the app's own.
func (f *fakeStore) Load(from calendar.Day, seen uint64) (*record.Book, error) {
	f.waits()
	f.asked++
	f.loads = append(f.loads, from)
	if f.unread != nil {
		return nil, f.unread
	}
	book := &record.Book{From: from, Seq: uint64(len(f.log)), Stamp: f.Stamp()}
	for _, h := range f.list() {
		h.Goals = slices.Clone(h.Goals)
		var held []habits.Dated
		var first *calendar.Day
		for _, d := range slices.Sorted(maps.Keys(f.entries[h.ID])) {
			e := f.entries[h.ID][d]
			if first == nil && e.State != habits.Unknown {
				first = &d
			}
			if d < from && (book.Earlier == nil || d > *book.Earlier) {
				book.Earlier = &d
			}
			if d >= from-calendar.Day(h.Reach()) {
				held = append(held, habits.Dated{Day: d, Entry: e})
			}
		}
		book.Rows = append(book.Rows, record.Row{Habit: h, History: habits.HistoryOf(held, first)})
	}
	if n := len(f.log); n > 0 {
		book.Newest = f.log[n-1].name
	}
	others := f.others.clone()
	for _, m := range others.moods {
		if m.Day >= from {
			book.Moods = append(book.Moods, m)
		}
	}
	book.Boundaries, book.HelpLines, book.Drafts = others.boundaries, others.help, others.asides
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
	for _, h := range f.list() {
		r, err := f.Record(string(h.ID))
		if err == nil {
			err = look(r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Record is one habit, whole.
func (f *fakeStore) Record(id string) (record.Row, error) {
	f.asked++
	h, ok := f.habits[ident.ID(id)]
	if !ok {
		return record.Row{}, refusal.New("No habit is called %s", id)
	}
	var all []habits.Dated
	for _, d := range slices.Sorted(maps.Keys(f.entries[h.ID])) {
		all = append(all, habits.Dated{Day: d, Entry: f.entries[h.ID][d]})
	}
	return record.Row{Habit: h, History: habits.HistoryOf(all, nil)}, nil
}

// Moods are those of the days from from on.
func (f *fakeStore) Moods(from calendar.Day) (journal.Moods, error) {
	f.asked++
	return slices.DeleteFunc(f.others.clone().moods, func(m journal.Mood) bool { return m.Day < from }), f.unread
}

// Journal hands out the pages of the last days, of twice as many again and again, until
// there are least of them.
func (f *fakeStore) Journal(until calendar.Day, least int) (journal.Journal, error) {
	f.asked++
	if f.unread != nil {
		return journal.Journal{}, f.unread
	}
	j := journal.Journal{From: calendar.FirstDay, Whole: true}
	var c record.Change
	for _, m := range f.others.moods {
		c.Moods = append(c.Moods, record.Put(m)...)
	}
	for _, r := range f.others.reflections {
		c.Reflections = append(c.Reflections, record.Put(r)...)
	}
	for _, b := range f.others.boundaries {
		for _, e := range b.Events {
			c.Events = append(c.Events, record.Put(e)...)
		}
	}
	for _, h := range f.list() {
		for d, e := range f.entries[h.ID] {
			if e.Note != "" {
				c.Edits = append(c.Edits, habits.Edit{Habit: h.ID, Day: d, NoteMark: habits.Set, Note: e.Note})
			}
		}
	}
	record.ApplyToJournal(&j, c, f.list())
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
	return f.step(token, &f.done, &f.undone, func(l fakeLine) fakePart { return l.before }, func() (int, error) {
		return len(f.done) - 1, nothingLeft(f.done, "Nothing more to take back")
	})
}

// UndoAsOf takes back what Undo would have when newest was the newest change.
func (f *fakeStore) UndoAsOf(token, newest string) (record.Result, error) {
	return f.step(token, &f.done, &f.undone, func(l fakeLine) fakePart { return l.before }, func() (int, error) {
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
			for key := range f.log[later].after.entries {
				if _, ok := f.log[target].after.entries[key]; ok || len(f.log[target].after.entries) == 0 {
					f.refusing = f.log[target].change
					return 0, refusal.New("That was changed again since, so it was not taken back")
				}
			}
			if len(f.log[later].after.entries) == 0 { // others are kept whole
				f.refusing = f.log[target].change
				return 0, refusal.New("That was changed again since, so it was not taken back")
			}
		}
		return at, nil
	})
}

// RedoAsOf does again what was taken back, unless something was changed since.
func (f *fakeStore) RedoAsOf(token, newest string) (record.Result, error) {
	return f.step(token, &f.undone, &f.done, func(l fakeLine) fakePart { return l.after }, func() (int, error) {
		if err := nothingLeft(f.undone, "Nothing more to do again"); err != nil {
			return 0, err
		}
		if f.log[len(f.log)-1].name != newest {
			return 0, refusal.New("Something else was changed since, so nothing was done again")
		}
		return len(f.undone) - 1, nil
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

func (f *fakeStore) step(token string, from, to *[]int, part func(fakeLine) fakePart, find func() (int, error)) (record.Result, error) {
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
	i, last := (*from)[at], at == len(*from)-1
	*from, *to = slices.Delete(slices.Clone(*from), at, at+1), append(*to, i)
	asides, others := f.others.asides, f.others
	f.put(part(f.log[i]))
	if !last {
		f.others = others // of another change, since this one is of entries alone
	}
	f.others.asides = asides // they are not taken back
	l := fakeLine{change: record.Change{Token: token}, about: i}
	for _, e := range f.log[i].change.Edits { // in absolute terms, as a merge needs it
		is := f.entries[e.Habit][e.Day]
		l.change.Edits = append(l.change.Edits, habits.Edit{
			Habit: e.Habit, Day: e.Day, Mark: habits.Set, State: is.State, Amount: is.Amount, NoteMark: habits.Set, Note: is.Note,
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
	if c.IsDraftOnly() {
		f.others = f.others.with(c)
		n := uint64(len(f.log))
		return record.Result{Done: c, Before: n, Seq: n, Stamp: f.Stamp()}, nil
	}
	if err := f.admit(c); err != nil {
		return record.Result{}, err
	}
	l := fakeLine{change: c, before: newFakePart(), after: newFakePart()}
	l.before.others, l.after.others = f.others.clone(), f.others.with(c)
	for _, h := range c.Habits {
		if err := f.list().Admit(h.Is); err != nil {
			return record.Result{}, err
		}
		l.before.habits[h.Is.ID] = nil
		if was, ok := f.habits[h.Is.ID]; ok {
			l.before.habits[h.Is.ID] = &was
		}
		is := h.Is
		l.after.habits[h.Is.ID] = &is
	}
	for _, e := range c.Edits {
		h, ok := f.habits[e.Habit]
		if is := l.after.habits[e.Habit]; is != nil { // set up by the same change
			h, ok = *is, true
		}
		if !ok {
			return record.Result{}, refusal.New("There is no such habit")
		}
		key := fakeKey{e.Habit, e.Day}
		was, ok := l.after.entries[key]
		if !ok {
			was = f.entries[e.Habit][e.Day]
			l.before.entries[key] = was
		}
		is, err := h.Write(e, was)
		if err != nil {
			return record.Result{}, err
		}
		l.after.entries[key] = is
	}
	f.put(l.after)
	if n := len(f.done); n > 0 && c.Continues != "" && f.log[f.done[n-1]].change.Token == c.Continues && f.done[n-1] == len(f.log)-1 {
		l.before = f.log[f.done[n-1]].before // the two are one from now on
		l.change = joined(f.log[f.done[n-1]].change, c)
		f.done = f.done[:n-1]
	}
	f.done, f.undone = append(f.done, len(f.log)), nil
	return f.add(l, l.change), nil
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

// admit refuses what is not fit to be kept beside habits.
func (f *fakeStore) admit(c record.Change) error {
	for _, s := range c.Moods {
		if s.Is != nil {
			if err := s.Is.Validate(); err != nil {
				return err
			}
		}
	}
	for _, s := range c.Reflections {
		if s.Is != nil {
			if err := s.Is.Validate(); err != nil {
				return err
			}
		}
	}
	for _, s := range c.HelpLines {
		if s.Is != nil {
			if err := s.Is.Validate(); err != nil {
				return err
			}
		}
	}
	return record.CheckBoundaries(f.others.boundaries, c)
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

func (f *fakeStore) put(p fakePart) {
	f.others = p.others.clone()
	for id, h := range p.habits {
		if h == nil {
			delete(f.habits, id)
			continue
		}
		f.habits[id] = *h
		if f.entries[id] == nil {
			f.entries[id] = map[calendar.Day]habits.Entry{}
		}
	}
	for k, e := range p.entries {
		if e.IsZero() {
			delete(f.entries[k.habit], k.day)
			continue
		}
		f.entries[k.habit][k.day] = e
	}
}

func newFakePart() fakePart {
	return fakePart{habits: map[ident.ID]*habits.Habit{}, entries: map[fakeKey]habits.Entry{}}
}
