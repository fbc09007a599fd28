package today

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// amountField asks in a habit's row how much to add to its day. The remainder to
// the goal stands chosen: enter takes it, the first key replaces it.
type amountField struct {
	habit ident.ID
	day   calendar.Day
	sets  bool // the amount becomes the day's instead of being added
	in    field.Input
}

// amountKeys are the keys that are no part of an amount.
type amountKeys struct{ Write, Sets, Leave, Up, Down key.Binding }

func newAmountKeys() amountKeys {
	return amountKeys{
		Write: keys.Bind("enter", "enter", "write"),
		Sets:  keys.Bind("=", "=", "sets the day"),
		Leave: keys.Bind("esc", "esc", "leave"),
		Up:    keys.Bind("up shift+tab", "", ""),
		Down:  keys.Bind("down tab", "", ""),
	}
}

func newAmountField(t *Page, r *Row) *amountField {
	g := r.standing.Goal
	f := &amountField{habit: r.Habit.ID, day: t.Day}
	value := ""
	if missing := r.standing.Missing(); missing > 0 {
		value = missing.Typed(g.Unit)
	}
	f.in = field.NewInput(&t.Look, value, 12)
	f.in.Room = t.amountRoom
	f.in.Chosen = value != ""
	return f
}

// Focus gives the keys to the amount.
func (f *amountField) Focus() tea.Cmd { return f.in.Focus() }

// Update takes a press, a paste or a blink.
func (f *amountField) Update(t *Page, msg tea.Msg) tea.Cmd {
	p, ok := msg.(keys.Press)
	if !ok {
		return f.in.Update(msg)
	}
	switch k := newAmountKeys(); {
	case p.Is(k.Leave):
		t.close()
		t.Message = page.Message{}
	case p.Is(k.Write):
		return f.enter(t)
	case p.Is(k.Sets):
		f.sets = !f.sets
	case p.Is(k.Up): // nothing is lost by leaving to another row: nothing was written yet
		t.close()
		t.move(-1)
	case p.Is(k.Down):
		t.close()
		t.move(+1)
	default:
		t.Message = page.Message{}
		return f.in.Update(msg)
	}
	return nil
}

func (f *amountField) enter(t *Page) tea.Cmd {
	r := t.rowOf(f.habit)
	if r == nil || f.in.Value() == "" {
		t.close()
		if r == nil { // another window took its row; the keys were still for it
			t.Say("The habit is no longer on the list. Nothing was written.")
		}
		return nil
	}
	e, err := f.edit(r)
	if err != nil {
		t.SayError(err)
		return nil
	}
	t.close()
	return t.edit(e)
}

// edit is what the field would write.
func (f *amountField) edit(r *Row) (habits.Edit, error) {
	a, replaces, err := quickadd.ParseAmount(f.in.Value(), r.Habit, f.day)
	if err != nil {
		return habits.Edit{}, err
	}
	if f.sets || replaces {
		return r.Habit.SetOn(f.day, a), nil
	}
	return r.Habit.AddOn(f.day, a), nil
}

// fieldCol is where an amount that is being typed begins.
func (c columns) fieldCol() int {
	if c.right {
		return NameCol + 16
	}
	return c.amount
}

// amountRoom is how many cells an amount has while it is typed.
func (t *Page) amountRoom() int { return max(4, min(14, t.Width-t.columns().fieldCol()-2)) }

// view draws the row from its amount on.
func (f *amountField) view(t *Page, l *theme.Line, c columns) string {
	r, sign := t.rowOf(f.habit), "+ "
	if f.sets {
		sign = "= "
	}
	col := c.fieldCol()
	l.To(col-2).Put(t.Styles.Accent, sign)
	l.Styled(f.in.Draw(&t.Look, t.amountRoom()))
	if r == nil {
		return l.String()
	}
	unit := r.standing.Goal.Unit
	word := phrase.UnitAfter(unit)
	if e, err := f.edit(r); err == nil { // 1 cup, 2 cups
		word = strings.TrimPrefix(e.Amount.Text(unit), e.Amount.Number(unit))
	}
	l.Put(t.Styles.Muted, word)
	if after, ok := f.after(t, r); ok && !after.Goal.Schedule.Tracks() {
		text := "then " + phrase.Share(after)
		if c.short {
			text = phrase.Progress(after, true)
		}
		if l.Cells+3+theme.Width(text) < t.Width {
			l.Put(t.Styles.Muted, "   "+text)
		}
	}
	return l.String()
}

// after is what the day would show.
func (f *amountField) after(t *Page, r *Row) (habits.Status, bool) {
	e, err := f.edit(r)
	if err != nil {
		return habits.Status{}, false
	}
	return t.wouldBe(e)
}

// wouldBe is what a day would show after an edit.
func (t *Page) wouldBe(e habits.Edit) (habits.Status, bool) {
	record := t.Book.Find(e.Habit)
	if record == nil {
		return habits.Status{}, false
	}
	before := habits.Evaluate(record.Habit, record.History, t.Today).On(e.Day)
	entry, err := e.On(before.Entry)
	if err != nil {
		return habits.Status{}, false
	}
	after := before
	after.Sum += entry.Amount - before.Entry.Amount
	after.Entry = entry
	return after, true
}

func (f *amountField) hints(*Page) []keys.Hint {
	k := newAmountKeys()
	way := keys.HintOf(k.Sets, "")
	if f.sets {
		way.Says = "adds"
	}
	return []keys.Hint{keys.HintOf(k.Write, ""), way, {Keys: "1h30, 45min, 0.5h"}, keys.HintOf(k.Leave, "")}
}
