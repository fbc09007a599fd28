package db

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// life draws changes of every sort that a person, a script or an import may make.
type life struct {
	*rand.Rand
	made map[string]int // how many of each sort
	n    int
}

// hadAll fails where a sort of change was never drawn.
func (l *life) hadAll(t *testing.T) {
	t.Helper()
	for _, sort := range sorts {
		if l.made[sort.name] == 0 {
			t.Errorf("there was no change of the sort %s", sort.name)
		}
	}
}

// sorts are the sorts of changes, and how often they are drawn.
var sorts = []struct {
	name string
	most int
	draw func(*life, *Reader, *record.Change) error
}{
	{"entries", 30, (*life).entries},
	{"new habit", 4, (*life).newHabit},
	{"another habit", 8, (*life).otherHabit},
	{"moved habit", 3, (*life).movedHabit},
	{"mood", 12, (*life).mood},
	{"boundary", 6, (*life).boundary},
	{"event", 14, (*life).event},
	{"reflection", 10, (*life).reflection},
	{"help lines", 4, (*life).help},
	{"import", 4, (*life).imported},
	{"several at once", 5, (*life).several},
}

// draw is a change that fits what is there, most of the time. More says that another
// goes on with it; one with goesOn is that other: more words of the newest reflection.
func (l *life) draw(r *Reader, goesOn string) (c record.Change, more bool, err error) {
	if l.made == nil {
		l.made = map[string]int{}
	}
	l.n++
	c.Token = nth("token", l.n)
	if goesOn != "" {
		c.Continues = goesOn
		return c, l.IntN(2) == 0, l.longer(r, &c)
	}
	dice := 0
	for _, sort := range sorts {
		dice += sort.most
	}
	dice = l.IntN(dice)
	for _, sort := range sorts {
		if dice -= sort.most; dice < 0 {
			err = sort.draw(l, r, &c)
			if err == nil && !c.IsDraftOnly() {
				l.made[sort.name]++
			}
			more = sort.name == "reflection" && len(c.Reflections) == 1 && c.Reflections[0].Is != nil && l.IntN(2) == 0
			return c, more, err
		}
	}
	return c, false, nil
}

// pick is one of all, or false where there is none.
func pick[T any](l *life, all []T) (x T, ok bool) {
	if len(all) == 0 {
		return x, false
	}
	return all[l.IntN(len(all))], true
}

func (l *life) text() string {
	text, _ := pick(l, []string{"", "rain", "two\nlines", `"token":"token7"`, "日本語 🌿", strings.Repeat("long ", 40)})
	return text
}

// id is one that few others have.
func (l *life) id() ident.ID { return ident.ID(nth("x", l.IntN(1_000_000))) }

// time is one of the last forty days.
func (l *life) time() time.Time { return noon().Add(-time.Duration(l.IntN(40*86400)) * time.Second) }

func (l *life) day() calendar.Day { return today - calendar.Day(l.IntN(40)) }

func (l *life) entries(r *Reader, c *record.Change) error {
	list, err := r.Habits()
	for range 1 + l.IntN(3)*l.IntN(2) {
		h, ok := pick(l, list)
		if !ok {
			return err
		}
		d := l.day()
		edit, _ := pick(l, []habits.Edit{
			h.CheckOn(d), h.RestOn(d), h.NotOn(d), h.ClearOn(d), h.NoteOn(d, l.text()), h.SetOn(d, quantity.Amount(l.IntN(9000))),
			h.AddOn(d, quantity.Amount(l.IntN(5000)-1000)),
			{Habit: h.ID, Day: d, NoteMark: habits.Add, Note: l.text()},
		})
		c.Edits = append(c.Edits, edit)
	}
	return err
}

func (l *life) newHabit(_ *Reader, c *record.Change) error {
	h := aCheck(nth("Habit ", l.IntN(12)))
	if l.IntN(2) == 0 {
		h = anAmount(h.Name, quantity.Minutes)
	}
	h.ID = l.id()
	h.Area, _ = pick(l, []string{"", "body", "mind"})
	c.Habits = record.PutHabits(h).Habits
	if l.IntN(3) == 0 { // with what was done already
		c.Edits = []habits.Edit{h.CheckOn(today), h.NoteOn(today, "the first")}
	}
	return nil
}

func (l *life) otherHabit(r *Reader, c *record.Change) error {
	list, err := r.Habits()
	h, ok := pick(l, list)
	if !ok {
		return err
	}
	switch l.IntN(6) {
	case 0:
		h.Name = nth("Habit ", l.IntN(12))
	case 1:
		h.Why, h.Plan = l.text(), l.text()
	case 2:
		h = h.SetGoal(habits.Goal{From: l.day(), Measure: habits.AtLeast, Unit: quantity.Minutes, Target: quantity.Minutes.One(), Schedule: habits.Daily})
	case 3:
		h.Key, _ = pick(l, list.FreeKeys(h.ID))
	case 4:
		h = h.ArchiveOn(l.day())
	case 5:
		h = list.Restored(h)
	}
	c.Habits = record.PutHabits(h).Habits
	return err
}

func (l *life) movedHabit(r *Reader, c *record.Change) error {
	list, err := r.Habits()
	h, ok := pick(l, list.Current())
	if !ok {
		return err
	}
	moved, err := list.Move(h.ID, l.IntN(len(list.Current())))
	c.Habits = record.PutHabits(moved...).Habits
	return err
}

// swapped is a swap of a record that is there, edited or taken away, or a new one.
func swapped[T any](l *life, all []T, fresh T, edit func(*T)) []record.Diff[T] {
	was, ok := pick(l, all)
	if !ok || l.IntN(3) > 0 {
		return record.Put(fresh)
	}
	if l.IntN(3) == 0 {
		return record.Take(was)
	}
	is := was
	edit(&is)
	return swap(was, is)
}

func (l *life) mood(r *Reader, c *record.Change) error {
	all, err := r.Moods()
	c.Moods = swapped(l, all, aMood(l.id(), l.time(), 1+l.IntN(5)), func(m *journal.Mood) {
		m.Note = l.text()
		if l.IntN(2) == 0 {
			m.At = calendar.Second(l.time())
		}
	})
	return err
}

func (l *life) boundary(r *Reader, c *record.Change) error {
	all, err := r.Boundaries()
	fresh := aBoundary(nth("Boundary ", l.IntN(5)))
	fresh.ID = l.id()
	if open := all.Open(); len(open) > 1 && l.IntN(3) == 0 {
		for _, b := range all.Swapped(open[0].ID, open[len(open)-1].ID) {
			c.Boundaries = append(c.Boundaries, record.Put(b)...)
		}
		return err
	}
	if b, ok := pick(l, all.Open()); ok && l.IntN(3) == 0 {
		ending := record.EndBoundary(b, boundary.Outcome(1+l.IntN(2)), noon(), []journal.Reflection{aReflection(l.id(), l.time(), "what it was for")})
		c.Boundaries, c.Reflections = ending.Boundaries, ending.Reflections
		return err
	}
	c.Boundaries = swapped(l, all, fresh, func(b *boundary.Boundary) {
		b.Why, b.Said, b.Okay = []string{l.text(), "peace"}, l.text(), nil
	})
	return err
}

func (l *life) event(r *Reader, c *record.Change) error {
	all, err := r.Boundaries()
	b, ok := pick(l, all)
	if !ok {
		return err
	}
	fresh := anEvent(b.ID, l.id(), boundary.Kind(1+l.IntN(3)), l.time())
	if strength := l.IntN(11); fresh.Kind == boundary.Urge {
		fresh.Strength, fresh.Helped = &strength, []string{"tea", l.text()}
	}
	c.Events = swapped(l, b.Events, fresh, func(e *boundary.Event) {
		e.Note = l.text()
		if l.IntN(2) == 0 {
			e.At = calendar.Second(l.time())
		}
		if other, _ := pick(l, all); l.IntN(3) == 0 {
			e.Boundary = other.ID
		}
	})
	return err
}

func (l *life) reflection(r *Reader, c *record.Change) error {
	all, err := r.Reflections()
	c.Reflections = swapped(l, all, aReflection(l.id(), l.time(), "words "+l.text()), func(ref *journal.Reflection) {
		ref.Text += " and more"
		if l.IntN(3) == 0 {
			ref.Day = l.day()
		}
	})
	if l.IntN(2) == 0 {
		c.Drafts = []record.Draft{{Key: "reflection", Text: l.text()}}
	}
	return err
}

// longer is a reflection that is typed on.
func (l *life) longer(r *Reader, c *record.Change) error {
	all, err := r.Reflections()
	if ref, ok := pick(l, all); ok {
		is := ref
		is.Text += ", on"
		c.Reflections = swap(ref, is)
	}
	return err
}

func (l *life) help(r *Reader, c *record.Change) error {
	own, err := r.HelpLines()
	if own != (journal.HelpLines{}) && l.IntN(3) == 0 {
		c.HelpLines = record.Take(own)
		return err
	}
	c.HelpLines = record.Put(journal.HelpLines{Text: "Sam " + l.text(), Day: l.day()})
	return err
}

// imported is what an import brings: habits, many days, and some of everything else.
func (l *life) imported(r *Reader, c *record.Change) error {
	list, err := r.Habits()
	if l.IntN(2) == 0 {
		h := aCheck(nth("Import ", l.IntN(4)))
		h.ID, h.Origin = l.id(), "loop:"+h.Name
		if _, taken := list.Find(h.Name); !taken {
			c.Habits = record.PutHabits(h).Habits
			list = append(list, h)
		}
	}
	c.Import = &record.Import{From: "Loop"}
	for range 1 + l.IntN(3) {
		h, ok := pick(l, list)
		if !ok {
			break
		}
		days := record.Days{Habit: h.ID}
		for d := today - 40; d < today; d += calendar.Day(1 + l.IntN(9)) {
			entry, _ := pick(l, []habits.Entry{{State: habits.Yes}, {State: habits.No, Note: "n"}, {State: habits.Skip}, {State: habits.Unknown, Note: "only words"}})
			days.Entries = append(days.Entries, habits.Dated{Day: d, Entry: entry})
		}
		c.Days = append(c.Days, days)
		c.Import.Entries += len(days.Entries)
	}
	for range l.IntN(4) {
		c.Moods = append(c.Moods, record.Put(aMood(l.id(), l.time(), 3))...)
		c.Reflections = append(c.Reflections, record.Put(aReflection(l.id(), l.time(), "from elsewhere"))...)
	}
	return err
}

func (l *life) several(r *Reader, c *record.Change) error {
	for _, draw := range []func(*life, *Reader, *record.Change) error{(*life).entries, (*life).mood, (*life).event, (*life).reflection, (*life).help} {
		if l.IntN(2) == 0 {
			continue
		}
		if err := draw(l, r, c); err != nil {
			return err
		}
	}
	if len(c.Moods) > 0 && c.Moods[0].Is != nil { // written twice in one change
		first := *c.Moods[0].Is
		second := first
		second.Note += " again"
		c.Moods = append(c.Moods, swap(first, second)...)
	}
	return nil
}
