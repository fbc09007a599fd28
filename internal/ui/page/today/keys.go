package today

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// KeyMap are the commands of Today. The letters that are missing are the
// habits' own. Of two keys that belong together help shows the first, with words
// for both.
type KeyMap struct {
	Check, Number, More, Less, Rest, Not, Clear, Note key.Binding
	Before, After, Date, Today, Filter                key.Binding
	Up, Down, Top, End, PageUp, PageDown              key.Binding
	Edit, New, Archive, MoveUp, MoveDown, Import      key.Binding
	Close                                             key.Binding
	First                                             key.Binding // where there is no habit yet
}

// NewKeyMap returns the keys as they are bound.
func NewKeyMap() KeyMap {
	return KeyMap{
		Check:    keys.Bind("space enter", "space enter", "check, amount, take back"),
		Number:   keys.Bind("1 2 3 4 5 6 7 8 9", "1-9 letter", "the same, from anywhere"),
		More:     keys.Bind("+ =", "+ -", "a little more, less"),
		Less:     keys.Bind("- _", "", ""),
		Rest:     keys.Bind("r", "r", "rest"),
		Not:      keys.Bind("x", "x", "not done"),
		Clear:    keys.Bind("backspace", "backspace", "nothing written"),
		Note:     keys.Bind("n", "n", "note"),
		Before:   keys.Bind("left h", "← → h l", "day before, after"),
		After:    keys.Bind("right l", "", ""),
		Date:     keys.Bind("d", "d", "to a date"),
		Today:    keys.Bind(". T", ".", "to today"),
		Filter:   keys.Bind("/", "/", "filter"),
		Up:       keys.Bind("up k", "↑ ↓ k j", "move"),
		Down:     keys.Bind("down j", "", ""),
		Top:      keys.Bind("g home", "g G", "top, end"),
		End:      keys.Bind("G end", "", ""),
		PageUp:   keys.Bind("pgup", "pgup pgdn", "a page"),
		PageDown: keys.Bind("pgdown", "", ""),
		Edit:     keys.Bind("e", "e", "edit the habit"),
		New:      keys.Bind("N", "N", "new habit"),
		Archive:  keys.Bind("A", "A", "archive, or bring back"),
		MoveUp:   keys.Bind("{ alt+up", "{ }", "move the habit"),
		MoveDown: keys.Bind("} alt+down", "", ""),
		Import:   keys.Bind("I", "I", "import"),
		Close:    keys.Bind("esc", "", ""),
		First:    keys.Bind("enter", "", ""),
	}
}

// Keys are the bindings of Today for help.
func (t *Page) Keys() []page.Group {
	k, g := t.Bindings, page.NewGlobalKeys()
	return []page.Group{
		{Title: "this row", Bindings: []key.Binding{k.Check, k.Number, k.More, k.Less, k.Rest, k.Not, k.Clear, k.Note}},
		{Title: "this day", Bindings: []key.Binding{k.Before, k.After, k.Date, k.Today, k.Filter, g.Add, g.Mood, g.Urge}},
		{Title: "the list", Bindings: []key.Binding{k.Up, k.Down, k.Top, k.End, k.Edit, k.New, k.Archive, k.MoveUp, k.MoveDown, k.Import}},
		{Title: "anywhere", Bindings: []key.Binding{g.Places, g.Commands, g.Settings, g.Undo, g.Redo, g.Help, g.Close, g.Quit, g.QuitNow, g.Suspend}},
	}
}

// press takes a key while no field is open.
func (t *Page) press(p keys.Press) tea.Cmd {
	k := t.Bindings
	if by, ok := t.stepOf(p); ok {
		return t.step(by)
	}
	switch {
	case p.Is(k.Number):
		return t.pressNumber(p)
	case p.Is(k.Before):
		return t.GoTo(max(t.Day-1, calendar.FirstDay))
	case p.Is(k.After) && t.Day == t.Today:
		t.Say(t.tomorrow())
	case p.Is(k.After):
		return t.GoTo(t.Day + 1)
	case p.Is(k.Today):
		return t.GoTo(t.Today)
	case p.Is(k.Date):
		return t.open(newDateField(t))
	case p.Is(k.Filter):
		return t.open(newFilterField(t))
	case p.Is(k.New):
		return t.Ask(page.OpenHabitForm{})
	case p.Is(k.Import):
		return t.Ask(page.OpenImport{})
	case p.Is(k.Close):
		return t.leave()
	default:
		return t.pressRow(p)
	}
	return nil
}

// stepOf returns how many rows a key moves the cursor by, and reports whether it moves it.
func (t *Page) stepOf(p keys.Press) (by int, ok bool) {
	k := t.Bindings
	for _, move := range []struct {
		key key.Binding
		by  int
	}{{k.Up, -1}, {k.Down, +1}, {k.Top, -len(t.Rows)}, {k.End, +len(t.Rows)}, {k.PageUp, -t.page()}, {k.PageDown, +t.page()}} {
		if p.Is(move.key) {
			return move.by, true
		}
	}
	return 0, false
}

// tomorrow says what can be said of it.
func (t *Page) tomorrow() string {
	d := t.Today + 1
	if rest := record.Rests(t.Book.Rows, d, d); rest.Already > 0 && len(rest.Edits) == 0 {
		return "Tomorrow is a rest day."
	}
	return "Tomorrow is not here yet."
}

// leave is esc with nothing open: it clears the filter, else goes to today.
func (t *Page) leave() tea.Cmd {
	if t.filter != "" {
		t.filter = ""
		t.refresh()
		return nil
	}
	return t.GoTo(t.Today)
}

// pressRow takes a key that is about the chosen row, or a habit's own.
func (t *Page) pressRow(p keys.Press) tea.Cmd {
	if id, ok := t.owner(p.Name); ok {
		return t.checkHabit(id, p.Repeat)
	}
	r := t.chosen()
	if r == nil {
		if p.Is(t.Bindings.First) && len(t.Book.Rows) == 0 {
			return t.Ask(page.OpenWelcome{})
		}
		return nil
	}
	return t.pressChosen(p, r)
}

// pressChosen takes a key that is about a row.
func (t *Page) pressChosen(p keys.Press, r *Row) tea.Cmd {
	k := t.Bindings
	switch {
	case p.Is(k.Edit):
		return t.Ask(page.OpenHabitForm{Habit: &r.Habit})
	case p.Is(k.Archive):
		return t.archive(r)
	case p.Is(k.MoveUp):
		return t.reorder(-1)
	case p.Is(k.MoveDown):
		return t.reorder(+1)
	}
	return t.pressEntry(p, r)
}

// pressEntry takes a key that writes in the day of a row, and says of a letter that it is free.
func (t *Page) pressEntry(p keys.Press, r *Row) tea.Cmd {
	k := t.Bindings
	switch {
	case p.Is(k.Check):
		return t.checkHabit(r.Habit.ID, p.Repeat && p.Name == "space")
	case p.Is(k.More):
		return t.nudge(r, +1)
	case p.Is(k.Less):
		return t.nudge(r, -1)
	case p.Is(k.Rest):
		return t.replace(r, toggled(r, habits.Skip, r.Habit.RestOn(t.Day)))
	case p.Is(k.Not):
		return t.replace(r, toggled(r, habits.No, r.Habit.NotOn(t.Day)))
	case p.Is(k.Clear):
		return t.clear(r)
	case p.Is(k.Note):
		return t.open(newNoteField(t, r))
	case len(p.Name) == 1 && strings.Contains(habits.OwnKeys, p.Name):
		t.Say(p.Name + " is free. e gives it to a habit.")
	}
	return nil
}

// pressNumber acts on the nth habit of the list.
func (t *Page) pressNumber(p keys.Press) tea.Cmd {
	n, _ := strconv.Atoi(p.Name)
	for id, number := range t.numbers() {
		if number == n {
			return t.checkHabit(id, p.Repeat)
		}
	}
	return nil
}

// owner is the habit whose own key it is.
func (t *Page) owner(name string) (ident.ID, bool) {
	for _, r := range t.listed() {
		if r.Habit.Key != "" && r.Habit.Key == name {
			return r.Habit.ID, true
		}
	}
	return "", false
}

// move moves the cursor by rows.
func (t *Page) move(by int) {
	if len(t.Rows) == 0 {
		return
	}
	i := max(0, min(len(t.Rows)-1, t.index()+by))
	t.Cursor = t.Rows[i].Habit.ID
	t.Scroll()
}

// open opens a field.
func (t *Page) open(f rowField) tea.Cmd {
	t.field = f
	t.Message = page.Message{}
	t.Scroll()
	if o, ok := f.(interface{ Focus() tea.Cmd }); ok {
		return o.Focus()
	}
	return nil
}

// close closes the field.
func (t *Page) close() {
	t.field = nil
	t.Scroll()
}
