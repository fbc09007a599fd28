// Package urge is the page for an urge: how strong, ten minutes, and what helped.
package urge

import (
	"crypto/rand"
	"slices"
	"strconv"
	"time"

	"selfcare/internal/quantity"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// Page is the page for an urge: how strong it is, ten minutes, what helped. Opening it
// writes nothing; from the first number on everything is kept, whichever way it is left.
type Page struct {
	*page.Context
	keys      keyMap
	stage     urgeStage
	event     boundary.Event
	written   *boundary.Event // as the store has it, or nil
	token     string          // of the change that wrote it
	one       bool            // the last digit was a 1, so that a 0 makes 10
	takenBack bool            // the urge was undone, and nothing was said of it since
	Seconds   int             // of the ten minutes
	ClockID   int             // tells the ticks of this page from others
	offered   []ident.ID      // habits that are not done yet today
	before    map[ident.ID]habits.Entry
	cursor    int
	options   []string // what may have helped, once it is asked for
	helped    []bool   // of the options
	trigger   field.Input
	other     field.Input
	focus     urgeFocus
}

// urgeStage is a part of the page.
type urgeStage int

const (
	howStrong urgeStage = iota
	tenMinutes
	whatHelped
)

// urgeFocus is a line of the last part.
type urgeFocus int

const (
	onOptions urgeFocus = iota
	onOther
	onTrigger
)

// tenMinutesLong is how long the ten minutes are, in seconds.
const tenMinutesLong = 600

// mostOffered is how many habits are offered at the most.
const mostOffered = 4

// SecondMsg says that a second went by, for the page that asked.
type SecondMsg struct{ ID int }

// New is the page under a boundary, or under the first that is kept where chosen
// names none of them.
func New(s *page.Context, chosen ident.ID) *Page {
	open := s.Book.Boundaries.Open()
	i := max(0, slices.IndexFunc(open, func(b boundary.Boundary) bool { return b.ID == chosen }))
	u := &Page{Context: s, keys: newKeyMap(), before: map[ident.ID]habits.Entry{}, trigger: field.NewInput(&s.Look, "", 300), other: field.NewInput(&s.Look, "", 300)}
	u.trigger.Room, u.other.Room = u.fieldRoom, u.fieldRoom
	under := ident.ID("")
	if len(open) > 0 {
		under = open[i].ID
	}
	u.event = boundary.NewEvent(under, boundary.Urge, s.Now(), s.Preferences())
	u.offered = offersOf(s)
	for _, id := range u.offered {
		u.before[id] = s.Book.Find(id).History.On(s.Today)
	}
	return u
}

// boundary is the one that the urge is written under, or nil.
func (u *Page) boundary() *boundary.Boundary { return u.Book.Boundaries.Find(u.event.Boundary) }

// offersOf are habits that a while is enough for, and that are not done yet today.
func offersOf(s *page.Context) []ident.ID {
	var ids []ident.ID
	for _, r := range s.Book.Rows {
		if !r.ListedOn(s.Today) || len(ids) == mostOffered {
			continue
		}
		st := habits.Evaluate(r.Habit, r.History, s.Today).On(s.Today)
		g := st.Goal
		// Nobody sleeps eight hours against an urge, and less of something is no doing.
		long := g.Unit.IsTime() && st.Missing() > 3*quantity.Hours.One()
		if st.Due && !st.Kept && st.State != habits.No && g.Measure != habits.AtMost && !long {
			ids = append(ids, r.Habit.ID)
		}
	}
	return ids
}

// sync takes in what became of the urge in the store: an undo, or another window, may
// have taken it away, brought it back, or moved it.
func (u *Page) sync() {
	var kept *boundary.Event
	for _, b := range u.Book.Boundaries {
		for i := range b.Events {
			if b.Events[i].ID == u.event.ID {
				kept = &b.Events[i]
			}
		}
	}
	switch {
	case kept == nil && u.written != nil:
		u.written, u.token, u.event.Strength, u.takenBack = nil, "", nil, true
	case kept != nil && (u.written == nil || !sameEvent(*kept, *u.written)):
		is := *kept
		u.written, u.token, u.takenBack = &is, "", false
		u.event.Boundary, u.event.Strength = is.Boundary, is.Strength
	}
}

// did reports whether a habit was done since the page was opened.
func (u *Page) did(id ident.ID) bool {
	r := u.Book.Find(id)
	if r == nil {
		return false
	}
	now, before := r.History.On(u.Today), u.before[id]
	return now.State == habits.Yes && before.State != habits.Yes || now.Amount > before.Amount
}

// Typing reports whether letters are typed.
func (u *Page) Typing() bool { return u.stage == whatHelped && u.focus != onOptions }

// SaveWords queues what was ticked and typed.
func (u *Page) SaveWords() tea.Cmd {
	if u.stage == whatHelped || u.written != nil {
		return u.write()
	}
	return nil
}

// write brings the urge to the store, where something is new. All that one page writes
// is taken back as one.
func (u *Page) write() tea.Cmd {
	u.event.Trigger, u.event.Helped = u.words()
	if u.takenBack || u.event.Boundary == "" || u.boundary() == nil || u.written != nil && sameEvent(*u.written, u.event) {
		return nil
	}
	is := u.event
	c := record.Change{Token: rand.Text(), Continues: u.token, Events: []record.Diff[boundary.Event]{{Was: u.written, Is: &is}}}
	cmd, ok := u.Do(c)
	if ok {
		u.written, u.token = &is, c.Token
	}
	return cmd
}

func sameEvent(a, b boundary.Event) bool {
	strength := func(e boundary.Event) int {
		if e.Strength == nil {
			return -1
		}
		return *e.Strength
	}
	return strength(a) == strength(b) && a.Boundary == b.Boundary && a.Trigger == b.Trigger && a.Slipped == b.Slipped && slices.Equal(a.Helped, b.Helped)
}

// words are what set the urge off and what helped.
func (u *Page) words() (trigger string, helped []string) {
	for i, on := range u.helped {
		if on {
			helped = append(helped, u.options[i])
		}
	}
	if text := spelling.WordsLine(u.other.Value()); text != "" {
		helped = append(helped, text)
	}
	return spelling.WordsLine(u.trigger.Value()), helped
}

// choices are what may have helped.
func (u *Page) choices() []string {
	var all []string
	if b := u.boundary(); b != nil && b.Plan != "" {
		all = append(all, "the plan")
	}
	all = append(all, "time passing")
	for _, id := range u.offered {
		if r := u.Book.Find(id); r != nil {
			all = append(all, r.Habit.Name)
		}
	}
	return all
}

// Update takes a press, a paste, the mouse, or a fact.
func (u *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		switch u.stage {
		case howStrong:
			return u.pressStrength(msg)
		case tenMinutes:
			return u.pressMinutes(msg)
		}
		return u.pressHelped(msg)
	case SecondMsg:
		return u.second(msg)
	case tea.MouseClickMsg:
		return u.click(msg.Mouse())
	case page.BookMsg:
		u.sync()
		return nil
	case tea.MouseWheelMsg, page.WroteHabitMsg, page.WroteBoundaryMsg, tea.WindowSizeMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		u.trigger.SetStyle(&u.Look)
		u.other.SetStyle(&u.Look)
		return nil
	}
	switch {
	case u.Typing() && u.focus == onTrigger:
		return u.trigger.Update(msg)
	case u.Typing():
		return u.other.Update(msg)
	}
	return nil
}

// beginMinutes goes on to the ten minutes.
func (u *Page) beginMinutes() tea.Cmd {
	u.stage = tenMinutes
	return tea.Batch(u.write(), u.nextSecond())
}

func (u *Page) nextSecond() tea.Cmd {
	if u.Frozen || u.Seconds >= tenMinutesLong {
		return nil
	}
	u.ClockID++
	id := u.ClockID
	return u.After(time.Second, SecondMsg{id})
}

// second counts one second. The clock is not asked: it may be set meanwhile.
func (u *Page) second(msg SecondMsg) tea.Cmd {
	if u.stage != tenMinutes || msg.ID != u.ClockID {
		return nil
	}
	u.Seconds++
	return u.nextSecond()
}

// doOffered checks the chosen habit off, or takes that back; of an amount it adds what
// a while is good for.
func (u *Page) doOffered() tea.Cmd {
	if len(u.offered) == 0 {
		return nil
	}
	id := u.offered[u.cursor]
	r := u.Book.Find(id)
	if r == nil {
		return nil
	}
	st := habits.Evaluate(r.Habit, r.History, u.Today).On(u.Today)
	var e habits.Edit
	switch g := st.Goal; {
	case !g.Measure.Counts() && st.State == habits.Yes:
		e = r.Habit.ClearOn(u.Today)
	case !g.Measure.Counts():
		e = r.Habit.CheckOn(u.Today)
	case u.did(id):
		u.Say(r.Habit.Name + " is written down. z takes it back.")
		return nil
	default:
		e = r.Habit.AddOn(u.Today, aWhile(st))
	}
	c := record.Change{Edits: []habits.Edit{e}}
	cmd, ok := u.Do(c)
	if !ok {
		return nil
	}
	u.SayUndo(phrase.Change(c, u.Book.List(), u.Today) + ".")
	return tea.Batch(cmd, func() tea.Msg { return page.BookMsg{} })
}

// aWhile is what ten minutes add to an amount: ten minutes of what is counted in time,
// one of anything else, but no more than is missing.
func aWhile(st habits.Status) quantity.Amount {
	step := st.Goal.Unit.One()
	if st.Goal.Unit.IsTime() {
		step = 10 * quantity.Minutes.One()
	}
	if missing := st.Missing(); missing > 0 {
		return min(step, missing)
	}
	return step
}

// passed goes on to what helped.
func (u *Page) passed() tea.Cmd {
	if u.event.Boundary == "" {
		u.Say("It has passed.")
		return u.Close(u)
	}
	u.stage, u.cursor, u.focus = whatHelped, 0, onOptions
	u.Message = page.Message{}
	u.options = u.choices()
	u.helped = make([]bool, len(u.options))
	for _, id := range u.offered {
		if r := u.Book.Find(id); r != nil && u.did(id) {
			u.helped[slices.Index(u.options, r.Habit.Name)] = true
		}
	}
	return u.write()
}

// answered goes on to the page for a slip, which this urge ended in.
func (u *Page) answered() tea.Cmd {
	if u.event.Boundary == "" {
		u.Say("There is no boundary to write this under. N on Boundaries sets one up.")
		return nil
	}
	cmd := u.write()
	is := u.event
	return tea.Batch(cmd, u.Ask(page.OpenSlip{Boundary: u.event.Boundary, Kind: boundary.Slip, Urge: &is}))
}

// leave keeps what there is, and closes the page.
func (u *Page) leave() tea.Cmd {
	cmd := u.SaveWords()
	if u.written != nil {
		text := "An urge"
		if s := u.event.Strength; s != nil {
			text += ", " + strconv.Itoa(*s) + " of 10"
		}
		if u.stage == howStrong {
			u.SayUndo(text + ". That is written down.")
		} else {
			u.SayUndo(text + ", ridden out. That is kept.")
		}
	}
	return tea.Sequence(u.Close(u), func() tea.Msg { return page.BookMsg{} }, cmd)
}
