package journalpage

import (
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// journalKeys are the commands of Journal.
type journalKeys struct {
	Up, Down, Top, End, PageUp, PageDown key.Binding
	Before, After, Today, Date           key.Binding
	Open, Write, Edit, Remove, Search    key.Binding
	Close                                key.Binding
}

func newJournalKeys() journalKeys {
	return journalKeys{
		Up:       keys.Bind("up k", "↑ ↓ k j", "entry"),
		Down:     keys.Bind("down j", "", ""),
		Top:      keys.Bind("g home", "g G", "first, last"),
		End:      keys.Bind("G end", "", ""),
		PageUp:   keys.Bind("pgup", "pgup pgdn", "scroll"),
		PageDown: keys.Bind("pgdown", "", ""),
		Before:   keys.Bind("left h", "← → h l", "day before, after"),
		After:    keys.Bind("right l", "", ""),
		Today:    keys.Bind(".", ".", "to the newest"),
		Date:     keys.Bind("d", "d", "to a date"),
		Open:     keys.Bind("enter space", "enter", "open, close"),
		Write:    keys.Bind("w", "w", "write"),
		Edit:     keys.Bind("e", "e", "edit"),
		Remove:   keys.Bind("backspace", "backspace", "take away"),
		Search:   keys.Bind("/", "/", "search"),
		Close:    keys.Bind("esc", "", ""),
	}
}

// Keys are the place's bindings for help.
func (j *Page) Keys() []page.Group {
	k, g := j.Bindings, page.NewGlobalKeys()
	return []page.Group{
		{Title: "this entry", Bindings: []key.Binding{k.Open, k.Edit, k.Remove}},
		{Title: "the journal", Bindings: []key.Binding{k.Write, g.Mood, k.Search, k.Date, k.Today, k.Before, k.Up, k.Top, k.PageUp}},
		{Title: "anywhere", Bindings: []key.Binding{g.Places, g.Commands, g.Settings, g.Undo, g.Add, g.Urge, g.Help, g.Close, g.Quit, g.QuitNow, g.Suspend}},
	}
}

func (j *Page) press(p keys.Press) tea.Cmd {
	k := j.Bindings
	switch {
	case p.Is(k.Write):
		return j.Ask(page.OpenReflection{})
	case p.Is(k.Search):
		return j.openField(j.filter, 60, page.FilterRoom, false)
	case p.Is(k.Date):
		return j.openField("", 20, page.DateRoom, true)
	case p.Is(k.Open):
		j.toggle()
	case p.Is(k.Edit):
		return j.edit()
	case p.Is(k.Remove):
		return j.remove()
	case p.Is(k.Close):
		return j.close()
	default:
		return j.pressMove(p)
	}
	return nil
}

// pressMove takes a key that chooses another entry, or scrolls.
func (j *Page) pressMove(p keys.Press) tea.Cmd {
	k := j.Bindings
	switch {
	case p.Is(k.Up):
		return j.move(-1)
	case p.Is(k.Down):
		return j.move(+1)
	case p.Is(k.Top), p.Is(k.Today):
		return j.move(math.MinInt / 2)
	case p.Is(k.End):
		j.toEnd = !j.pages.Whole
		return j.move(math.MaxInt / 2)
	case p.Is(k.PageUp):
		return j.page(-1)
	case p.Is(k.PageDown):
		return j.page(+1)
	case p.Is(k.Before):
		return j.moveDay(-1)
	case p.Is(k.After):
		return j.moveDay(+1)
	}
	return nil
}

// openField opens the search, or the date, at the foot.
func (j *Page) openField(value string, limit, room int, dating bool) tea.Cmd {
	in := field.NewInput(&j.Look, value, limit)
	in.Room = field.Cells(room)
	j.input, j.dating = &in, dating
	j.Message = page.Message{}
	return j.input.Focus()
}

// close closes the entry that is open, else clears the search, else goes to today.
func (j *Page) close() tea.Cmd {
	switch {
	case j.open != itemID{}:
		j.open = itemID{}
		return nil
	case j.filter != "":
		return j.search("")
	}
	return j.Ask(page.GoToDay{Day: j.Today})
}

// Hints are the key line.
func (j *Page) Hints() []keys.Hint {
	switch {
	case j.input != nil && j.dating:
		return page.NewDateKeys().Hints()
	case j.input != nil:
		return page.NewFilterKeys().Hints("entry")
	}
	k, g := j.Bindings, page.NewGlobalKeys()
	last := []keys.Hint{{Keys: "tab", Says: "Today", Press: g.Places.Keys()[0]}, keys.HintOf(g.Quit, ""), keys.HintOf(g.Keys, "")}
	hints := []keys.Hint{keys.HintOf(k.Write, ""), keys.HintOf(g.Mood, "")}
	if j.cursor.kind == noItem {
		return append(hints, last...)
	}
	hints = append(hints, keys.HintOf(k.Search, ""), keys.HintOf(k.Date, "date"))
	switch j.cursor.kind {
	case reflectionItem:
		hints = append(hints, keys.HintOf(k.Open, "open"), keys.HintOf(k.Edit, ""))
	case noteItem:
		hints = append(hints, keys.HintOf(k.Open, "open"), keys.HintOf(k.Edit, "to Today"))
	}
	return append(hints, last...)
}

// Commands are what the palette offers in Journal.
func (j *Page) Commands() []page.Command {
	k := j.Bindings
	all := []page.Command{{Says: "Write", Key: k.Write}, {Says: "Search", Key: k.Search, Also: "find filter"}, {Says: "To a date", Key: k.Date}, {Says: "To today", Key: k.Today}}
	if len(j.items) == 0 {
		return all
	}
	return append(all, page.Command{Says: "Open this entry", Key: k.Open}, page.Command{Says: "Edit this entry", Key: k.Edit}, page.Command{Says: "Remove this entry", Key: k.Remove, Also: "delete"})
}
