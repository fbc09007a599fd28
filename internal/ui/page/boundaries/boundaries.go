// Package boundaries is the place of boundaries, and the forms over it: one to set a boundary
// up, one for a slip or a needed contact, and one to end it.
package boundaries

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/ident"
	"selfcare/internal/record"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// Page is the place where what is kept is seen: how long, what for, and what was
// written under it.
type Page struct {
	*page.Context
	Bindings boundariesKeys
	Cursor   ident.ID
	open     ident.ID // the boundary that is shown whole, or none
	rows     list.List
}

// boundariesKeys are the commands of Boundaries.
type boundariesKeys struct {
	list.Keys
	ScrollUp, ScrollDown, Number, Close    key.Binding
	Open, Slip, Contact, Edit, New, Finish key.Binding
	MoveUp, MoveDown                       key.Binding
	First                                  key.Binding // where there is none yet
}

func newBoundariesKeys() boundariesKeys {
	return boundariesKeys{
		Keys: list.Keys{
			Up:   keys.Bind("up k", "↑ ↓ k j", "move"),
			Down: keys.Bind("down j", "", ""),
			Top:  keys.Bind("g home", "g G", "first, last"),
			End:  keys.Bind("G end", "", ""),
		},
		ScrollUp:   keys.Bind("pgup", "pgup pgdn", "scroll"),
		ScrollDown: keys.Bind("pgdown", "", ""),
		Close:      keys.Bind("esc", "", ""),
		Number:     keys.Bind("1 2 3 4 5 6 7 8 9", "1-9", "that boundary"),
		Open:       keys.Bind("enter space", "enter", "all of it"),
		Slip:       keys.Bind("s", "s", "slip"),
		Contact:    keys.Bind("c", "c", "needed contact"),
		Edit:       keys.Bind("e", "e", "edit"),
		New:        keys.Bind("N", "N", "new boundary"),
		Finish:     keys.Bind("E", "E", "end it"),
		MoveUp:     keys.Bind("{ alt+up", "{ }", "move the boundary"),
		MoveDown:   keys.Bind("} alt+down", "", ""),
		First:      keys.Bind("enter", "", ""),
	}
}

// New returns the place, with the first boundary chosen.
func New(s *page.Context) *Page {
	return &Page{Context: s, Bindings: newBoundariesKeys()}
}

// Typing is false: there is no field.
func (b *Page) Typing() bool { return false }

// SaveWords has nothing to save.
func (b *Page) SaveWords() tea.Cmd { return nil }

// Keys are the place's bindings for help.
func (b *Page) Keys() []page.Group {
	k, g := b.Bindings, page.NewGlobalKeys()
	return []page.Group{
		{Title: "this boundary", Bindings: []key.Binding{g.Urge, k.Slip, k.Contact, k.Open, k.Edit, k.Finish, k.MoveUp, k.MoveDown}},
		{Title: "the list", Bindings: []key.Binding{k.Up, k.Top, k.ScrollUp, k.Number, k.New}},
		{Title: "anywhere", Bindings: []key.Binding{g.Places, g.Commands, g.Settings, g.Undo, g.Help, g.Add, g.Mood, g.Close, g.Quit, g.QuitNow, g.Suspend}},
	}
}

// chosen is the boundary of the cursor, or nil.
func (b *Page) chosen() *boundary.Boundary {
	all := b.Book.Boundaries
	if found := all.Find(b.Cursor); found != nil {
		return found
	}
	if len(all) > 0 {
		return &all[0]
	}
	return nil
}

func (b *Page) index() int {
	return max(0, slices.IndexFunc(b.Book.Boundaries, func(x boundary.Boundary) bool { return x.ID == b.Cursor }))
}

// Update takes a press, the mouse, or a fact.
func (b *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		return b.press(msg)
	case page.WroteBoundaryMsg:
		b.Cursor = msg.ID
		b.follow()
	case tea.WindowSizeMsg:
		b.follow()
	case tea.MouseClickMsg:
		b.click(msg.Mouse())
	case tea.MouseWheelMsg:
		b.rows.Scroll(3*list.Step(msg), b.layout())
	}
	return nil
}

func (b *Page) press(p keys.Press) tea.Cmd {
	k := b.Bindings
	b.rows.Cursor = b.index()
	switch {
	case b.rows.Press(p, k.Keys, b.layout()):
		b.choose(b.rows.Cursor)
	case p.Is(k.ScrollUp):
		b.rows.Scroll(2-b.room(), b.layout())
	case p.Is(k.ScrollDown):
		b.rows.Scroll(b.room()-2, b.layout())
	case p.Is(k.New):
		return b.OpenPage(newBoundaryForm(b.Context, nil))
	case p.Is(k.Number):
		n, _ := strconv.Atoi(p.Name)
		if n <= len(b.Book.Boundaries) {
			b.choose(n - 1)
		}
	case p.Is(k.Close) && b.open != "":
		b.open = ""
	case p.Is(k.Close):
		return b.Ask(page.GoToDay{Day: b.Today})
	case b.chosen() != nil:
		return b.pressChosen(p, *b.chosen())
	case p.Is(k.First):
		return b.OpenPage(newBoundaryForm(b.Context, nil))
	}
	return nil
}

// pressChosen takes a key that is about a boundary.
func (b *Page) pressChosen(p keys.Press, about boundary.Boundary) tea.Cmd {
	k := b.Bindings
	b.Cursor = about.ID
	switch {
	case p.Is(k.Open):
		if b.open == about.ID {
			b.open = ""
		} else {
			b.open = about.ID
		}
		b.follow()
	case p.Is(k.Edit):
		return b.OpenPage(newBoundaryForm(b.Context, &about))
	case about.Ended != nil && (p.Is(k.Slip) || p.Is(k.Contact) || p.Is(k.Finish)):
		b.Say(about.Name + " was " + about.Ended.How.String() + ". Nothing more is written under it.")
	case p.Is(k.Slip):
		return b.OpenPage(NewSlipForm(b.Context, about.ID, boundary.Slip, nil))
	case p.Is(k.Contact):
		return b.OpenPage(NewSlipForm(b.Context, about.ID, boundary.Contact, nil))
	case p.Is(k.Finish):
		return b.OpenPage(newEndForm(b.Context, about.ID))
	case p.Is(k.MoveUp):
		return b.reorder(about, -1)
	case p.Is(k.MoveDown):
		return b.reorder(about, +1)
	}
	return nil
}

// choose chooses the boundary of an index, where there is one.
func (b *Page) choose(i int) {
	if i < len(b.Book.Boundaries) {
		b.Cursor = b.Book.Boundaries[i].ID
	}
	b.follow()
}

// reorder moves a boundary among those that are kept.
func (b *Page) reorder(about boundary.Boundary, by int) tea.Cmd {
	open := b.Book.Boundaries.Open()
	i := b.index()
	if about.Ended != nil || i+by < 0 || i+by >= len(open) {
		return nil
	}
	var c record.Change
	for _, moved := range b.Book.Boundaries.Swapped(about.ID, open[i+by].ID) {
		c.Boundaries = append(c.Boundaries, record.Diff[boundary.Boundary]{Was: b.Book.Boundaries.Find(moved.ID), Is: &moved})
	}
	// The one that was meant is named first.
	slices.SortStableFunc(c.Boundaries, func(x, y record.Diff[boundary.Boundary]) int {
		return boolInt(y.Is.ID == about.ID) - boolInt(x.Is.ID == about.ID)
	})
	cmd, ok := b.Do(c)
	if ok {
		b.SayUndo(about.Name + " moved.")
		b.follow()
	}
	return cmd
}

// boolInt returns 1 for true, 0 for false.
func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Hints are the key line.
func (b *Page) Hints() []keys.Hint {
	k, g := b.Bindings, page.NewGlobalKeys()
	last := []keys.Hint{{Keys: "tab", Says: "Journal", Press: g.Places.Keys()[0]}, keys.HintOf(g.Quit, ""), keys.HintOf(g.Keys, "")}
	about := b.chosen()
	switch {
	case about == nil:
		return append([]keys.Hint{keys.HintOf(k.New, "set one up"), keys.HintOf(g.Help, "")}, last...)
	case about.Ended != nil:
		return append([]keys.Hint{keys.HintOf(k.Open, ""), {Keys: "↑ ↓", Says: k.Up.Help().Desc, Press: k.Down.Keys()[0]}, keys.HintOf(k.New, "new"), keys.HintOf(k.Edit, "")}, last...)
	}
	return append([]keys.Hint{
		keys.HintOf(g.Urge, "urge"), keys.HintOf(k.Slip, ""), keys.HintOf(k.Contact, ""), keys.HintOf(k.Open, ""),
		keys.HintOf(k.New, "new"), keys.HintOf(k.Finish, "end"), keys.HintOf(k.Edit, ""), keys.HintOf(g.Help, ""),
	}, last...)
}

// Commands are what the palette offers in Boundaries.
func (b *Page) Commands() []page.Command {
	k := b.Bindings
	x := b.chosen()
	if x == nil {
		return []page.Command{{Says: "New boundary", Key: k.New}}
	}
	name := ": " + x.Name
	return []page.Command{
		{Says: "All of it" + name, Key: k.Open},
		{Says: "Slip" + name, Key: k.Slip},
		{Says: "Needed contact" + name, Key: k.Contact},
		{Says: "Edit" + name, Key: k.Edit},
		{Says: "End" + name, Key: k.Finish},
		{Says: "Move up" + name, Key: k.MoveUp},
		{Says: "Move down" + name, Key: k.MoveDown},
		{Says: "New boundary", Key: k.New, Also: "contact"},
	}
}
