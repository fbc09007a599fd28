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
	case p.Is(k.Write):
		return j.Ask(page.OpenReflection{})
	case p.Is(k.Search):
		in := field.NewInput(&j.Look, j.filter, 60)
		in.Room = field.Cells(page.FilterRoom)
		j.input, j.dating = &in, false
		j.Message = page.Message{}
		return j.input.Focus()
	case p.Is(k.Date):
		in := field.NewInput(&j.Look, "", 20)
		in.Room = field.Cells(page.DateRoom)
		j.input, j.dating = &in, true
		j.Message = page.Message{}
		return j.input.Focus()
	case p.Is(k.Open):
		j.toggle()
	case p.Is(k.Edit):
		return j.edit()
	case p.Is(k.Remove):
		return j.remove()
	case p.Name == "esc" && j.open != itemID{}:
		j.open = itemID{}
	case p.Name == "esc" && j.filter != "":
		return j.search("")
	case p.Name == "esc":
		return j.Ask(page.GoToDay{Day: j.Today})
	}
	return nil
}

// Hints are the key line.
func (j *Page) Hints() []keys.Hint {
	switch {
	case j.input != nil && j.dating:
		return []keys.Hint{{Keys: "enter", Says: "go", Press: "enter"}, {Keys: "yesterday, -2d, sat, 2026-11-22", Says: "", Press: ""}, {Keys: "esc", Says: "leave", Press: "esc"}}
	case j.input != nil:
		return []keys.Hint{{Keys: "enter", Says: "keep it", Press: "enter"}, {Keys: "↑ ↓", Says: "entry", Press: "down"}, {Keys: "esc", Says: "clears", Press: "esc"}}
	}
	last := []keys.Hint{{Keys: "tab", Says: "Today", Press: "tab"}, {Keys: "q", Says: "quit", Press: "q"}, {Keys: "?", Says: "keys", Press: "?"}}
	hints := []keys.Hint{{Keys: "w", Says: "write", Press: "w"}, {Keys: "m", Says: "mood", Press: "m"}, {Keys: "/", Says: "search", Press: "/"}, {Keys: "d", Says: "date", Press: "d"}}
	switch j.cursor.kind {
	case noItem:
		return append([]keys.Hint{{Keys: "w", Says: "write", Press: "w"}, {Keys: "m", Says: "mood", Press: "m"}}, last...)
	case reflectionItem:
		hints = append(hints, keys.Hint{Keys: "enter", Says: "open", Press: "enter"}, keys.Hint{Keys: "e", Says: "edit", Press: "e"})
	case noteItem:
		hints = append(hints, keys.Hint{Keys: "enter", Says: "open", Press: "enter"}, keys.Hint{Keys: "e", Says: "to Today", Press: "e"})
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
