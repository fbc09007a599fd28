package habits

import (
	"slices"
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/spelling"
)

// Change is one thing that a person did: what is written whole or not at all,
// and what undo takes back whole.
type Change struct {
	// Token tells this change from every other. A store writes a change with a
	// token it has just written once only, so that a write whose answer was lost
	// may be repeated.
	Token string
	// Continues is the token of the change that this one goes on with: where that is
	// still the newest one, undo takes both back as one.
	Continues string `json:",omitempty"`

	Edits       []Edit             `json:",omitempty"`
	Days        []Days             `json:",omitempty"`
	Habits      []HabitEdit        `json:",omitempty"`
	Moods       []Diff[Mood]       `json:",omitempty"`
	Boundaries  []Diff[Boundary]   `json:",omitempty"` // without their events
	Events      []Diff[Event]      `json:",omitempty"`
	Reflections []Diff[Reflection] `json:",omitempty"`
	HelpLines   []Diff[HelpLines]  `json:",omitempty"`
	// Asides are no part of the record: a change that has nothing else is not logged.
	Drafts []Draft `json:",omitempty"`
	// Import says that the change brought what another program, or another file, had.
	Import *Import `json:",omitempty"`
}

// below begins the name that Below returns. No token has a blank.
const below = "below "

// Below returns the name of what stood under the change that a step of undo took back, by the
// token of that step: what the next undo means to a person who has not seen anything else since.
func Below(token string) string { return below + token }

// CutBelow returns the token of a name that [Below] returned, and reports whether it is one.
func CutBelow(name string) (token string, ok bool) { return strings.CutPrefix(name, below) }

// Days are whole days of one habit, many at a time: each takes the place of what its day
// had. They are in the order of their days, one a day, and no entry is empty.
type Days struct {
	Habit   ident.ID
	Entries []Dated
}

// Import is where an import came from, such as Loop, and how many entries it wrote. The
// change that a store answers with has this and no Days: they may be years.
type Import struct {
	From    string
	Entries int
}

// Diff is a record that is written, replaced or taken away: nil is none. The store
// fills in what was there.
type Diff[T any] struct{ Was, Is *T }

// Put is the swap that writes a record.
func Put[T any](is T) []Diff[T] { return []Diff[T]{{Is: &is}} }

// Take is the swap that takes a record away.
func Take[T any](was T) []Diff[T] { return []Diff[T]{{Was: &was}} }

// swap is all with swaps made in it, records being the same when their IDs are.
// What is new, and what moves, comes last. All itself stays as it is.
func swap[T any](all []T, swaps []Diff[T], id func(T) ident.ID, moves func(was, is T) bool) []T {
	if len(swaps) == 0 {
		return all
	}
	all = slices.Clone(all)
	at := make(map[ident.ID]int, len(all))
	for i, x := range all {
		at[id(x)] = i
	}
	gone := map[int]bool{}
	remove := func(x T) {
		if i, ok := at[id(x)]; ok {
			gone[i] = true
			delete(at, id(x))
		}
	}
	for _, s := range swaps {
		switch {
		case s.Is != nil:
			if i, ok := at[id(*s.Is)]; ok && !moves(all[i], *s.Is) {
				all[i] = *s.Is
				continue
			}
			remove(*s.Is)
			at[id(*s.Is)] = len(all)
			all = append(all, *s.Is)
		case s.Was != nil:
			remove(*s.Was)
		}
	}
	left := all[:0]
	for i, x := range all {
		if !gone[i] {
			left = append(left, x)
		}
	}
	return left
}

// HabitEdit is a habit that was made or edited.
type HabitEdit struct {
	Was *Habit // Was is the habit before, or nil for a new one. The store fills it in.
	Is  Habit
}

// IsEmpty reports whether the change changes nothing.
func (c Change) IsEmpty() bool { return c.IsDraftOnly() && len(c.Drafts) == 0 }

// IsDraftOnly reports whether the change changes nothing of the record itself.
func (c Change) IsDraftOnly() bool {
	return len(c.Edits)+len(c.Days)+len(c.Habits)+len(c.Moods)+len(c.Boundaries)+len(c.Events)+len(c.Reflections)+len(c.HelpLines) == 0 && c.Import == nil
}

// PutHabits is a change that makes or replaces habits.
func PutHabits(habits ...Habit) Change {
	var c Change
	for _, h := range habits {
		c.Habits = append(c.Habits, HabitEdit{Is: h})
	}
	return c
}

// Result is a store's answer to a change that is on disk.
type Result struct {
	Done   Change // Done is what was done, or what was taken back or done again.
	Before uint64 // Before is the number of the change before this one.
	Seq    uint64 // Seq is the number of this change.
	Stamp  string // Stamp is the store's [Book] stamp after it.
}

// CheckOn is a yes on day d.
func (h Habit) CheckOn(d calendar.Day) Edit { return h.mark(d, Yes) }

// RestOn makes day d a rest day.
func (h Habit) RestOn(d calendar.Day) Edit { return h.mark(d, Skip) }

// ClearOn takes back what was written on day d, but for its note.
func (h Habit) ClearOn(d calendar.Day) Edit { return h.mark(d, Unknown) }

// NotOn says that the habit was not done on day d: no, or an amount of 0.
func (h Habit) NotOn(d calendar.Day) Edit {
	if h.GoalOn(d).Measure.Counts() {
		return h.SetOn(d, 0)
	}
	return h.mark(d, No)
}

// SetOn makes a the amount of day d, whatever it was.
func (h Habit) SetOn(d calendar.Day, a Amount) Edit {
	e := h.mark(d, Measured)
	e.Amount = a
	return e
}

// AddOn adds a to the amount of day d.
func (h Habit) AddOn(d calendar.Day, a Amount) Edit {
	return Edit{Habit: h.ID, Day: d, Mark: Add, Amount: a}
}

// NoteOn makes note the note of day d, whatever it was.
func (h Habit) NoteOn(d calendar.Day, note string) Edit {
	return Edit{Habit: h.ID, Day: d, NoteMark: Set, Note: spelling.CleanText(note)}
}

// ArchiveOn is the habit with d as its last day on the list.
func (h Habit) ArchiveOn(d calendar.Day) Habit {
	h.Archived = &d
	return h
}

// Restored is an archived habit back on the list; a key that another habit took
// meanwhile stays with that one.
func (l List) Restored(h Habit) Habit {
	h.Archived = nil
	if h.Key != "" && !slices.Contains(l.FreeKeys(h.ID), h.Key) {
		h.Key = ""
	}
	return h
}

func (h Habit) mark(d calendar.Day, s State) Edit {
	return Edit{Habit: h.ID, Day: d, Mark: Set, State: s}
}

// ChangeText is the change in a few words, without a full stop, as on today: Outdoors
// + 30 min; Move: rest yesterday. List names the habits.
func ChangeText(c Change, list List, today calendar.Day) string {
	if c.Import != nil {
		return importText(c)
	}
	if text := otherText(c, today); text != "" {
		return text
	}
	switch {
	case len(c.Edits) == 1 && len(c.Habits) == 0:
		return editText(c.Edits[0], list, today)
	case len(c.Edits) > 1 && allOf(c.Edits, Skip):
		return RestWords(c.Edits, today)
	case len(c.Edits) > 1 && allOf(c.Edits, Unknown):
		return Count(len(c.Edits), "entry", "entries") + " taken away"
	case len(c.Edits) > 1:
		return strconv.Itoa(len(c.Edits)) + " entries written"
	case len(c.Habits) == 1:
		return habitEditText(c.Habits[0], today)
	case len(c.Habits) == 0 && len(c.Drafts) > 0:
		return "words kept for later"
	case len(c.Habits) == 0:
		return "nothing"
	}
	for _, e := range c.Habits {
		if e.Was == nil {
			return strconv.Itoa(len(c.Habits)) + " habits set up"
		}
	}
	return c.Habits[0].Is.Name + " moved"
}

// importText is an import in a few words: 12 habits and 3,400 entries from Loop.
func importText(c Change) string {
	made, changed := 0, 0
	for _, e := range c.Habits {
		switch {
		case e.Was == nil:
			made++
		case e.Was.Origin == e.Is.Origin: // others only learnt where they came from
			changed++
		}
	}
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{made, "habit", "habits"},
		{changed, "changed habit", "changed habits"},
		{c.Import.Entries, "entry", "entries"},
		{len(c.Moods), "mood", "moods"},
		{len(c.Boundaries), "boundary", "boundaries"},
		{len(c.Events), "event", "events"},
		{len(c.Reflections), "reflection", "reflections"},
		{len(c.HelpLines), "help line", "help lines"},
	} {
		if part.n > 0 {
			parts = append(parts, Count(part.n, part.one, part.many))
		}
	}
	text := "nothing"
	if n := len(parts); n == 1 {
		text = parts[0]
	} else if n > 1 {
		text = strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return text + " from " + c.Import.From
}

// Count is a number of things, with thousands set apart: 1 habit, 3,400 entries. Without
// a word for them it is the number alone.
func Count(n int, one, many string) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if n == 1 {
		many = one
	}
	return strings.TrimRight(digits+" "+many, " ")
}

// otherText is a change that is about no habit, in a few words. What comes with it is
// left out: the reflection at a boundary's end, the urge that ended in a slip.
func otherText(c Change, today calendar.Day) string {
	switch {
	case len(c.Boundaries) > 0:
		return boundaryText(c.Boundaries[0])
	case len(c.Events) > 0:
		return diffText(c.Events[len(c.Events)-1], func(e Event) string { return eventOnDay(e, today) })
	case len(c.Reflections) > 0:
		return diffText(c.Reflections[0], func(r Reflection) string { return reflectionText(r, today) })
	case len(c.Moods) > 0:
		return diffText(c.Moods[0], func(m Mood) string { return moodText(m, today) })
	case len(c.HelpLines) > 0:
		return "your help lines"
	}
	return ""
}

func diffText[T any](s Diff[T], words func(T) string) string {
	switch {
	case s.Is == nil && s.Was == nil:
		return "nothing"
	case s.Is == nil:
		return words(*s.Was) + ", taken away"
	case s.Was != nil:
		return words(*s.Is) + ", edited"
	}
	return words(*s.Is)
}

func editText(e Edit, list List, today calendar.Day) string {
	h := Habit{Name: "a habit that is gone"}
	if i := list.Index(e.Habit); i >= 0 {
		h = list[i]
	}
	when := ""
	if e.Day != today {
		when = " " + e.Day.Ago(today)
	}
	day := when
	if day == "" {
		day = " today"
	}
	unit := h.GoalOn(e.Day).Unit
	switch {
	case e.Mark == Add && e.Amount < 0:
		return h.Name + " - " + AmountText((-e.Amount), unit) + when
	case e.Mark == Add:
		return h.Name + " + " + AmountText(e.Amount, unit) + when
	case e.Mark == Leave:
		return "a note with " + h.Name + when
	}
	switch e.State {
	case Yes:
		return h.Name + " kept" + when
	case No:
		return h.Name + ": not" + day
	case Skip:
		return h.Name + ": rest" + day
	case Measured:
		return h.Name + " set to " + AmountText(e.Amount, unit) + when
	}
	return h.Name + ": nothing written" + day
}

func habitEditText(e HabitEdit, today calendar.Day) string {
	switch {
	case e.Was == nil:
		return e.Is.Name + ": a new habit"
	case e.Was.Archived == nil && e.Is.Archived != nil:
		return e.Is.Name + " archived"
	case e.Was.Archived != nil && e.Is.Archived == nil:
		return e.Is.Name + " is back on the list"
	case e.Was.Name != e.Is.Name:
		return e.Was.Name + " is now called " + e.Is.Name
	case e.Was.Position != e.Is.Position:
		return e.Is.Name + " moved"
	case !e.Was.GoalOn(today).Same(e.Is.GoalOn(today)):
		return e.Is.Name + ": now " + GoalText(e.Is.GoalOn(today))
	}
	return e.Is.Name + " edited"
}

// ProgressText is how far a standing is, in words that need no goal beside them: 85
// of 120 min in 7 d; 2 of 3 in 7 d; 1 of at most 2 cups; Mon Wed Fri. Tight
// leaves out what can be guessed: 85/120 min, 2/3.
func ProgressText(s Status, tight bool) string {
	g := s.Goal
	switch {
	case g.Measure.Counts() && g.Schedule.Tracks():
		if s.Entry.State != Measured {
			return ""
		}
		return AmountText(s.Entry.Amount, g.Unit)
	case g.Measure.Counts():
		return amountProgress(s, tight)
	case g.Schedule.Rolls() && tight:
		return strconv.Itoa(s.Count) + "/" + strconv.Itoa(g.Schedule.Times)
	case g.Schedule.Rolls():
		return strconv.Itoa(s.Count) + " of " + strconv.Itoa(g.Schedule.Times) + " in " + strconv.Itoa(g.Schedule.Days) + " d"
	case g.Schedule.Weekdays != 0 && !tight:
		return strings.Join(g.Schedule.Weekdays.Names(), " ")
	}
	return ""
}

func amountProgress(s Status, tight bool) string {
	if tight {
		return s.Sum.Number(s.Goal.Unit) + "/" + AmountText(s.Goal.Target, s.Goal.Unit)
	}
	return shareText(s, AmountText(s.Goal.Target, s.Goal.Unit))
}

// ShareText is how far an amount is, beside words that name its unit: 115 of 120 in 7
// d. It is empty for what counts no amounts or has no goal.
func ShareText(s Status) string {
	if !s.Goal.Measure.Counts() || s.Goal.Schedule.Tracks() {
		return ""
	}
	return shareText(s, s.Goal.Target.Number(s.Goal.Unit))
}

func shareText(s Status, target string) string {
	text := s.Sum.Number(s.Goal.Unit) + " of "
	if s.Goal.Measure == AtMost {
		text += "at most "
	}
	text += target
	if s.Goal.Schedule.Days > 1 {
		text += " in " + strconv.Itoa(s.Goal.Schedule.Days) + " d"
	}
	return text
}
