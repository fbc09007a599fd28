package ui

import (
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// journalKeys are the commands of Journal.
type journalKeys struct {
	Up, Down, Top, End, PageUp, PageDown key.Binding
	Before, After, Today, Date           key.Binding
	Open, Write, Edit, Remove, Search    key.Binding
}

func newJournalKeys() journalKeys {
	return journalKeys{
		Up:       bind("up k", "↑ ↓ k j", "entry"),
		Down:     bind("down j", "", ""),
		Top:      bind("g home", "g G", "first, last"),
		End:      bind("G end", "", ""),
		PageUp:   bind("pgup", "pgup pgdn", "scroll"),
		PageDown: bind("pgdown", "", ""),
		Before:   bind("left h", "← → h l", "day before, after"),
		After:    bind("right l", "", ""),
		Today:    bind(".", ".", "to the newest"),
		Date:     bind("d", "d", "to a date"),
		Open:     bind("enter space", "enter", "open, close"),
		Write:    bind("w", "w", "write"),
		Edit:     bind("e", "e", "edit"),
		Remove:   bind("backspace", "backspace", "take away"),
		Search:   bind("/", "/", "search"),
	}
}

// Keys are the place's bindings for help.
func (j *journalPage) Keys() []keyGroup {
	k, g := j.keys, newGlobalKeys()
	return []keyGroup{
		{"this entry", []key.Binding{k.Open, k.Edit, k.Remove}},
		{"the journal", []key.Binding{k.Write, g.Mood, k.Search, k.Date, k.Today, k.Before, k.Up, k.Top, k.PageUp}},
		{"anywhere", []key.Binding{g.Places, g.Commands, g.Settings, g.Undo, g.Add, g.Urge, g.Help, g.Close, g.Quit, g.QuitNow, g.Suspend}},
	}
}

func (j *journalPage) press(p press) tea.Cmd {
	k := j.keys
	switch {
	case p.is(k.Up):
		return j.move(-1)
	case p.is(k.Down):
		return j.move(+1)
	case p.is(k.Top), p.is(k.Today):
		return j.move(math.MinInt / 2)
	case p.is(k.End):
		j.toEnd = !j.pages.Whole
		return j.move(math.MaxInt / 2)
	case p.is(k.PageUp):
		return j.page(-1)
	case p.is(k.PageDown):
		return j.page(+1)
	case p.is(k.Before):
		return j.moveDay(-1)
	case p.is(k.After):
		return j.moveDay(+1)
	case p.is(k.Write):
		return j.openPage(newWriting(j.session, nil))
	case p.is(k.Search):
		in := newInput(j.session, j.filter, 60)
		j.input, j.dating = &in, false
		j.message = message{}
		return j.input.Focus()
	case p.is(k.Date):
		in := newInput(j.session, "", 20)
		j.input, j.dating = &in, true
		j.message = message{}
		return j.input.Focus()
	case p.is(k.Open):
		j.toggle()
	case p.is(k.Edit):
		return j.edit()
	case p.is(k.Remove):
		return j.remove()
	case p.name == "esc" && j.open != itemID{}:
		j.open = itemID{}
	case p.name == "esc" && j.filter != "":
		return j.search("")
	case p.name == "esc":
		return j.goToDay("", j.today)
	}
	return nil
}

// Hints are the key line.
func (j *journalPage) Hints() []hint {
	switch {
	case j.input != nil && j.dating:
		return []hint{{"enter", "go", "enter"}, {"yesterday, -2d, sat, 2026-11-22", "", ""}, {"esc", "leave", "esc"}}
	case j.input != nil:
		return []hint{{"enter", "keep it", "enter"}, {"↑ ↓", "entry", "down"}, {"esc", "clears", "esc"}}
	}
	last := []hint{{"tab", "Today", "tab"}, {"q", "quit", "q"}, {"?", "keys", "?"}}
	hints := []hint{{"w", "write", "w"}, {"m", "mood", "m"}, {"/", "search", "/"}, {"d", "date", "d"}}
	switch j.cursor.kind {
	case noItem:
		return append([]hint{{"w", "write", "w"}, {"m", "mood", "m"}}, last...)
	case reflectionItem:
		hints = append(hints, hint{"enter", "open", "enter"}, hint{"e", "edit", "e"})
	case noteItem:
		hints = append(hints, hint{"enter", "open", "enter"}, hint{"e", "to Today", "e"})
	}
	return append(hints, last...)
}

// commands are what the palette offers in Journal.
func (j *journalPage) commands() []command {
	k := j.keys
	all := []command{{says: "Write", key: k.Write}, {says: "Search", key: k.Search, also: "find filter"}, {says: "To a date", key: k.Date}, {says: "To today", key: k.Today}}
	if len(j.items) == 0 {
		return all
	}
	return append(all, command{says: "Open this entry", key: k.Open}, command{says: "Edit this entry", key: k.Edit}, command{says: "Remove this entry", key: k.Remove, also: "delete"})
}
