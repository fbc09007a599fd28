// Package habitform is the page on which a habit is made or edited.
package habitform

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/quantity"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// Form is the page of one habit, new or not. Leaving it keeps the words for the
// next time it is opened.
type Form struct {
	*page.Context
	keys     keyMap
	drafts   Drafts
	was      *habits.Habit // the habit that is edited, or nil for a new one
	id       ident.ID      // its ID, or what will be its ID
	measure  habits.Measure
	fields   []editorField
	Focused  int
	complain bool // enter was pressed: say what is in the way
}

// keyMap is what the page's keys do.
type keyMap struct{ Save, Next, Before, Right, Left, Leave key.Binding }

func newKeyMap() keyMap {
	return keyMap{
		Save:   keys.Bind("enter", "enter", "save"),
		Next:   keys.Bind("tab down", "tab", "next"),
		Before: keys.Bind("shift+tab up", "", ""),
		Right:  keys.Bind("right space l", "← →", "choose"),
		Left:   keys.Bind("left h", "", ""),
		Leave:  keys.Bind("esc", "esc", "leave"),
	}
}

// editorField is one line of the page.
type editorField struct {
	name string
	in   field.Input
}

// The fields, in their order. The measure is chosen, not typed.
const (
	FieldName = iota
	FieldArea
	fieldMeasure
	FieldTarget
	FieldSchedule
	FieldKey
	FieldWhy
	FieldPlan
)

// FieldNames are the labels of the fields, by their index.
var FieldNames = []string{"name", "area", "goal", "amount", "how often", "key", "why", "plan"}

// MeasureNames are the measures as they are chosen.
var MeasureNames = []string{"a check", "at least", "at most"}

// labelCol is where the fields begin.
const labelCol = 12

// Drafts are forms that were left unsaved, by the habit; that of a new one by no ID.
type Drafts map[ident.ID]*Form

// New returns the form of a habit, or of a new one where was is nil; one that was left unsaved
// is found in drafts.
func New(s *page.Context, drafts Drafts, was *habits.Habit) *Form {
	if d := drafts[draftID(was)]; d != nil {
		return d
	}
	h := habits.Habit{ID: ident.New(), Goals: []habits.Goal{{Schedule: habits.Daily}}}
	if was != nil {
		h = *was
		was = &h // the caller's may change under the page
	}
	e := &Form{Context: s, keys: newKeyMap(), drafts: drafts, was: was, id: h.ID}
	g := h.GoalOn(s.Today)
	e.measure = g.Measure
	target := ""
	if g.Measure.Counts() {
		target = g.Target.Typed(g.Unit) + phrase.UnitAfter(g.Unit)
	}
	values := []string{h.Name, h.Area, "", target, g.Schedule.String(), h.Key, h.Why, h.Plan}
	limits := []int{spelling.MaxName, spelling.MaxName, 1, 40, 60, 1, spelling.MaxNote, spelling.MaxNote}
	for i, v := range values {
		in := field.NewInput(&s.Look, v, limits[i])
		in.Room = e.fieldRoom
		e.fields = append(e.fields, editorField{FieldNames[i], in})
	}
	e.fields[FieldName].in.Focus()
	return e
}

// draftID is where a page that was left is kept.
func draftID(was *habits.Habit) ident.ID {
	if was == nil {
		return ""
	}
	return was.ID
}

// Typing is true: the page is all fields.
func (e *Form) Typing() bool { return true }

// SaveWords has nothing to queue: a habit is written whole or not at all.
func (e *Form) SaveWords() tea.Cmd { return nil }

// Keys are the page's bindings for help.
func (e *Form) Keys() []page.Group {
	return []page.Group{{Title: "this page", Bindings: []key.Binding{e.keys.Save, e.keys.Next, e.keys.Leave}}}
}

// Update takes a press, a paste, the mouse, or a fact.
func (e *Form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		return e.press(msg)
	case tea.MouseClickMsg:
		return e.click(msg.Mouse())
	case tea.MouseWheelMsg, page.BookMsg, tea.WindowSizeMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		for i := range e.fields {
			e.fields[i].in.SetStyle(&e.Look)
		}
		return nil
	}
	return e.fields[e.Focused].in.Update(msg)
}

func (e *Form) press(p keys.Press) tea.Cmd {
	k := e.keys
	switch {
	case p.Is(k.Leave):
		return e.leave()
	case p.Is(k.Save):
		return e.save()
	case p.Is(k.Next):
		return e.move(+1)
	case p.Is(k.Before):
		return e.move(-1)
	}
	e.complain = false
	if e.Focused == fieldMeasure {
		e.choose(p)
		return nil
	}
	return e.fields[e.Focused].in.Update(p)
}

// choose changes the measure.
func (e *Form) choose(p keys.Press) {
	switch {
	case p.Is(e.keys.Right):
		e.measure = (e.measure + 1) % 3
	case p.Is(e.keys.Left):
		e.measure = (e.measure + 2) % 3
	}
}

// shown are the fields that the page has for its measure.
func (e *Form) shown() []int {
	shown := []int{FieldName, FieldArea, fieldMeasure}
	if e.measure.Counts() {
		shown = append(shown, FieldTarget)
	}
	return append(shown, FieldSchedule, FieldKey, FieldWhy, FieldPlan)
}

func (e *Form) move(by int) tea.Cmd {
	shown := e.shown()
	i := slices.Index(shown, e.Focused) + by
	return e.moveTo(shown[(i+len(shown))%len(shown)])
}

func (e *Form) moveTo(field int) tea.Cmd {
	e.fields[e.Focused].in.Blur()
	e.Focused = field
	e.complain = false
	return e.fields[field].in.Focus()
}

// leave closes the page and keeps what was typed for the next time.
func (e *Form) leave() tea.Cmd {
	h, _ := e.habit()
	switch {
	case e.was == nil && h.Name == "" && h.Why == "" && h.Plan == "":
	case e.was != nil && e.same(h):
	case e.was == nil:
		e.drafts[""] = e
		e.Say("Not saved. N brings the page back as it was.")
	default:
		e.drafts[e.was.ID] = e
		e.Say("Not saved. e brings the page back as it was.")
	}
	return e.Close(e)
}

// same reports whether h is the habit as it was.
func (e *Form) same(h habits.Habit) bool {
	w := *e.was
	return h.Name == w.Name && h.Area == w.Area && h.Key == w.Key && h.Why == w.Why && h.Plan == w.Plan &&
		h.GoalOn(e.Today).Same(w.GoalOn(e.Today))
}

// habit is what the page says, or why it cannot be.
func (e *Form) habit() (habits.Habit, error) {
	value := func(i int) string { return e.fields[i].in.Value() }
	h := habits.Habit{ID: e.id, Created: e.Today, Position: e.Book.List().Next()}
	if e.was != nil {
		h = *e.was
		if r := e.Book.Find(h.ID); r != nil {
			h = r.Habit // another window may have edited it
		}
	}
	h.Name, h.Area = spelling.NameOf(value(FieldName)), spelling.NameOf(value(FieldArea))
	h.Key = spelling.Fold(value(FieldKey))
	h.Why, h.Plan = strings.TrimSpace(spelling.CleanText(value(FieldWhy))), strings.TrimSpace(spelling.CleanText(value(FieldPlan)))
	g, err := e.goal()
	if err != nil {
		return h, err
	}
	if !h.GoalOn(e.Today).Same(g) || len(h.Goals) == 0 {
		h = h.SetGoal(g)
	}
	return h, e.Book.List().Admit(h)
}

func (e *Form) goal() (habits.Goal, error) {
	g := habits.Goal{From: e.Today, Measure: e.measure}
	var err error
	if e.measure.Counts() {
		number, unit, _ := strings.Cut(strings.TrimSpace(e.fields[FieldTarget].in.Value()), " ")
		if i := strings.IndexFunc(number, func(r rune) bool { return !strings.ContainsRune("0123456789.,:-", r) }); i > 0 && unit == "" {
			number, unit = number[:i], number[i:]
		}
		if number == "" {
			return g, refusal.BadInput("The goal needs an amount, as in 10 min or 8 glasses")
		}
		if g.Unit, err = quantity.ParseUnit(unit); err != nil {
			return g, err
		}
		if g.Target, err = quantity.ParseNumber(number, g.Unit); err != nil {
			return g, err
		}
	}
	g.Schedule, err = habits.ParseSchedule(e.fields[FieldSchedule].in.Value())
	if err != nil || e.was != nil && e.was.GoalOn(e.Today).Same(g) {
		return g, err
	}
	return g, g.ValidateNew()
}

func (e *Form) save() tea.Cmd {
	h, err := e.habit()
	if err == nil && e.was != nil {
		err = habits.ChangesUnit(*e.was, h, e.counted())
	}
	if err != nil {
		e.complain = true
		e.SayError(err)
		return nil
	}
	delete(e.drafts, draftID(e.was))
	if e.was != nil && e.same(h) {
		return e.Close(e)
	}
	c := record.PutHabits(h)
	c.Habits[0].Was = e.was
	cmd, ok := e.Do(c)
	if !ok {
		return nil
	}
	e.SayUndo(phrase.Change(c, e.Book.List(), e.Today) + ".")
	id := h.ID
	return tea.Sequence(e.Close(e), func() tea.Msg { return page.WroteHabitMsg{ID: id} }, cmd)
}

// counted reports whether amounts are known to have been written.
func (e *Form) counted() bool {
	r := e.Book.Find(e.was.ID)
	return r != nil && slices.ContainsFunc(r.History.All(), func(d habits.Dated) bool { return d.State == habits.Measured })
}
