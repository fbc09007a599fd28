package ui

import (
	"maps"
	"slices"
	"strconv"

	"selfcare/internal/habits"
)

// fakeStore is a record kept in maps. It keeps the promises of [Store], and can be
// made to fail, to refuse, to lose an answer, or to change behind the app's back.
type fakeStore struct {
	habits  map[habits.ID]habits.Habit
	entries map[habits.ID]map[habits.Day]habits.Entry

	log    []fakeLine // change number n is log[n-1]
	done   []int      // what undo takes back next is last
	undone []int      // what redo does next is last

	fail    error // a fault: nothing is written
	mute    error // a fault after writing: the answer is lost
	refuse  error // the next write is refused for good
	unread  error // Load fails
	applied []habits.Change
	loads   []habits.Day
}

// fakeLine is one line of the change log: what was asked for, and what was there
// before and after.
type fakeLine struct {
	change        habits.Change
	receipt       habits.Receipt
	before, after fakePart
}

// fakePart is the habits and entries that a change touches. A nil habit is none.
type fakePart struct {
	habits  map[habits.ID]*habits.Habit
	entries map[fakeKey]habits.Entry
}

type fakeKey struct {
	habit habits.ID
	day   habits.Day
}

func newFakeStore(records ...habits.Record) *fakeStore {
	f := &fakeStore{habits: map[habits.ID]habits.Habit{}, entries: map[habits.ID]map[habits.Day]habits.Entry{}}
	for i, r := range records {
		r.Habit.Position = i
		f.habits[r.Habit.ID] = r.Habit
		f.entries[r.Habit.ID] = map[habits.Day]habits.Entry{}
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
func (f *fakeStore) Load(from habits.Day, seen uint64) (*habits.Book, error) {
	f.loads = append(f.loads, from)
	if f.unread != nil {
		return nil, f.unread
	}
	book := &habits.Book{From: from, Seq: uint64(len(f.log)), Stamp: f.Stamp()}
	for _, h := range f.list() {
		h.Goals = slices.Clone(h.Goals)
		var held []habits.Dated
		var first *habits.Day
		for _, d := range slices.Sorted(maps.Keys(f.entries[h.ID])) {
			e := f.entries[h.ID][d]
			if first == nil && e.State != habits.Unknown {
				first = &d
			}
			if d >= from-habits.Day(h.Reach()) {
				held = append(held, habits.Dated{Day: d, Entry: e})
			}
		}
		book.Records = append(book.Records, habits.Record{Habit: h, History: habits.HistoryOf(held, first)})
	}
	if seen > 0 {
		for _, l := range f.log[seen:] {
			book.News = append(book.News, l.change)
		}
	}
	return book, nil
}

// Each hands out copies, whole.
func (f *fakeStore) Each(look func(habits.Record) error) error {
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
func (f *fakeStore) Record(id string) (habits.Record, error) {
	h, ok := f.habits[habits.ID(id)]
	if !ok {
		return habits.Record{}, habits.Refuse("No habit is called %s", id)
	}
	var all []habits.Dated
	for _, d := range slices.Sorted(maps.Keys(f.entries[h.ID])) {
		all = append(all, habits.Dated{Day: d, Entry: f.entries[h.ID][d]})
	}
	return habits.Record{Habit: h, History: habits.HistoryOf(all, nil)}, nil
}

// Apply writes a change, unless the store was told not to.
func (f *fakeStore) Apply(c habits.Change) (habits.Receipt, error) {
	if err := f.inTheWay(); err != nil {
		return habits.Receipt{}, err
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

// Undo takes back the newest change in force.
func (f *fakeStore) Undo(token string) (habits.Receipt, error) {
	return f.step(token, &f.done, &f.undone, "Nothing more to take back", func(l fakeLine) fakePart { return l.before })
}

// Redo does again what was taken back.
func (f *fakeStore) Redo(token string) (habits.Receipt, error) {
	return f.step(token, &f.undone, &f.done, "Nothing more to do again", func(l fakeLine) fakePart { return l.after })
}

// Stamp is the number of the newest change.
func (f *fakeStore) Stamp() string { return strconv.Itoa(len(f.log)) }

func (f *fakeStore) step(token string, from, to *[]int, nothing string, part func(fakeLine) fakePart) (habits.Receipt, error) {
	if err := f.inTheWay(); err != nil {
		return habits.Receipt{}, err
	}
	if r, ok := f.known(token); ok {
		return r, nil
	}
	if len(*from) == 0 {
		return habits.Receipt{}, habits.Refuse("%s", nothing)
	}
	i := (*from)[len(*from)-1]
	*from, *to = (*from)[:len(*from)-1], append(*to, i)
	f.put(part(f.log[i]))
	l := fakeLine{change: habits.Change{Token: token}}
	for _, e := range f.log[i].change.Edits { // in absolute terms, as a merge needs it
		is := f.entries[e.Habit][e.Day]
		l.change.Edits = append(l.change.Edits, habits.Edit{
			Habit: e.Habit, Day: e.Day, Mark: habits.Set, State: is.State, Amount: is.Amount, NoteMark: habits.Set, Note: is.Note,
		})
	}
	return f.add(l, f.log[i].change), f.answer(nil)
}

// elsewhere makes a change as another window would.
func (f *fakeStore) elsewhere(c habits.Change) {
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

func (f *fakeStore) known(token string) (habits.Receipt, bool) {
	for _, l := range f.log {
		if token != "" && l.change.Token == token {
			return l.receipt, true
		}
	}
	return habits.Receipt{}, false
}

func (f *fakeStore) write(c habits.Change) (habits.Receipt, error) {
	l := fakeLine{change: c, before: newFakePart(), after: newFakePart()}
	for _, h := range c.Habits {
		if err := f.list().Admit(h.Is); err != nil {
			return habits.Receipt{}, err
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
		if !ok {
			return habits.Receipt{}, habits.Refuse("There is no such habit")
		}
		key := fakeKey{e.Habit, e.Day}
		was, ok := l.after.entries[key]
		if !ok {
			was = f.entries[e.Habit][e.Day]
			l.before.entries[key] = was
		}
		is, err := h.Write(e, was)
		if err != nil {
			return habits.Receipt{}, err
		}
		l.after.entries[key] = is
	}
	f.put(l.after)
	f.done, f.undone = append(f.done, len(f.log)), nil
	return f.add(l, c), nil
}

func (f *fakeStore) add(l fakeLine, about habits.Change) habits.Receipt {
	l.receipt = habits.Receipt{Done: about, Before: uint64(len(f.log)), Seq: uint64(len(f.log) + 1)}
	f.log = append(f.log, l)
	f.log[len(f.log)-1].receipt.Stamp = f.Stamp()
	return f.log[len(f.log)-1].receipt
}

func (f *fakeStore) put(p fakePart) {
	for id, h := range p.habits {
		if h == nil {
			delete(f.habits, id)
			continue
		}
		f.habits[id] = *h
		if f.entries[id] == nil {
			f.entries[id] = map[habits.Day]habits.Entry{}
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
	return fakePart{map[habits.ID]*habits.Habit{}, map[fakeKey]habits.Entry{}}
}
