// Package today is the place in which a day is looked at and written.
package today

import (
	"errors"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// AddField is the quick-add line, in place of the message and the keys: what is
// typed, how it reads, what the keys do.
type AddField struct {
	*Page
	in     field.Input
	choice int    // which of the habits that fit is chosen
	back   int    // how many lines back in those written before
	typed  string // what was typed before going back
}

// addKeys are the keys that are no part of the line.
type addKeys struct{ Write, Complete, Up, Down, Leave key.Binding }

func newAddKeys() addKeys {
	return addKeys{
		Write:    keys.Bind("enter", "enter", "write"),
		Complete: keys.Bind("tab", "tab", "complete"),
		Up:       keys.Bind("up", "↑", "earlier lines"),
		Down:     keys.Bind("down", "", ""),
		Leave:    keys.Bind("esc", "esc", "leave"),
	}
}

// NewAddField returns the quick-add line, with what was left in it.
func NewAddField(t *Page) *AddField {
	text := t.draft
	if text == "" {
		text = t.Book.Drafts[page.DraftAdd]
	}
	f := &AddField{Page: t, in: field.NewInput(&t.Look, text, 4000)}
	f.in.Room = f.room
	return f
}

// SaveWords leaves the line for the next time the program is started.
func (f *AddField) SaveWords() tea.Cmd {
	return f.SaveDraft(page.DraftAdd, strings.TrimSpace(f.in.Value()))
}

// Height is the number of lines that the prompt takes.
func (f *AddField) Height() int { return 3 }

// Focus gives the keys to the line.
func (f *AddField) Focus() tea.Cmd { return f.in.Focus() }

// Click is of no use here.
func (f *AddField) Click(_, _ int) {}

// reading is what the line says so far. Where it cannot be read yet, but its last
// word has but one end, it is read with that: half a word is not wrong.
func (f *AddField) reading() (quickadd.Entry, error) {
	grammar := quickadd.Grammar{Moods: f.Settings.MoodWords, Boundaries: f.Book.Boundaries}
	e, err := grammar.Parse(quickadd.Split(f.in.Value()), f.Book.List(), f.Context.Today)
	if err != nil {
		if missing := quickadd.Complete(f.in.Value(), f.Book.List()); missing != "" {
			return grammar.Parse(quickadd.Split(f.in.Value()+missing), f.Book.List(), f.Context.Today)
		}
	}
	return e, err
}

// fits are the habits to choose from, when the name is in doubt.
func (f *AddField) fits() habits.List {
	_, err := f.reading()
	var in *quickadd.NameError
	if errors.As(err, &in) {
		return in.Fits
	}
	return nil
}

// Update takes a press, a paste or a blink.
func (f *AddField) Update(msg tea.Msg) tea.Cmd {
	p, ok := msg.(keys.Press)
	if !ok {
		return f.in.Update(msg)
	}
	fits, k := f.fits(), newAddKeys()
	switch {
	case p.Is(k.Leave):
		f.draft = f.in.Value()
		f.Prompt = nil
		return f.DropDraft(page.DraftAdd)
	case p.Is(k.Write):
		return f.enter()
	case p.Is(k.Complete) && len(fits) > 0:
		f.take(fits[f.choice%len(fits)])
	case p.Is(k.Complete):
		f.in.SetValue(f.in.Value() + quickadd.Complete(f.in.Value(), f.Book.List()))
		f.in.CursorEnd()
	case len(fits) > 0 && p.Is(k.Down):
		f.choice = (f.choice + 1) % len(fits)
	case len(fits) > 0 && p.Is(k.Up):
		f.choice = (f.choice + len(fits) - 1) % len(fits)
	case p.Is(k.Up):
		f.recall(+1)
	case p.Is(k.Down):
		f.recall(-1)
	default:
		f.choice = 0
		return tea.Batch(f.in.Update(msg), f.fetch())
	}
	return nil
}

// fetch asks for the days that the line is about, so that its reading can tell of
// them.
func (f *AddField) fetch() tea.Cmd {
	e, err := f.reading()
	if err != nil || e.Kind != "" {
		return nil
	}
	return f.Show(e.Day)
}

// firstShown is the first habit of fits to show, so that the chosen one is among
// those that fit in room cells.
func (f *AddField) firstShown(fits habits.List, room int) int {
	first, cells := 0, 0
	for i := 0; i <= f.choice%len(fits); i++ {
		cells += theme.Width(fits[i].Name) + 2
		for cells > room && first < i {
			cells -= theme.Width(fits[first].Name) + 2
			first++
		}
	}
	return first
}

// take puts a habit's name in place of what was typed of it.
func (f *AddField) take(h habits.Habit) {
	f.in.SetValue(quickadd.Rename(f.in.Value(), h))
	f.in.CursorEnd()
	f.choice = 0
}

// recall brings back an earlier line.
func (f *AddField) recall(by int) {
	back := f.back + by
	if back < 0 || back > len(f.lines) {
		return
	}
	if f.back == 0 {
		f.typed = f.in.Value()
	}
	f.back = back
	value := f.typed
	if back > 0 {
		value = f.lines[len(f.lines)-back]
	}
	f.in.SetValue(value)
	f.in.CursorEnd()
}

func (f *AddField) enter() tea.Cmd {
	if f.in.Value() == "" {
		f.draft, f.Prompt = "", nil
		return f.DropDraft(page.DraftAdd)
	}
	e, err := f.reading()
	if err != nil {
		return nil // the reading says why
	}
	if e.Kind != "" {
		return f.enterOther(e)
	}
	f.written()
	forgotten := f.DropDraft(page.DraftAdd)
	if e.Day < f.Book.From {
		f.waits = append(f.waits, heldBack{e.Day, func() tea.Cmd { return f.write(e) }})
		return tea.Batch(forgotten, f.Show(e.Day))
	}
	return tea.Batch(forgotten, f.write(e))
}

// written closes the line, which is on its way to the store.
func (f *AddField) written() {
	f.lines = append(f.lines, f.in.Value())
	f.draft = ""
	f.Prompt = nil
}

// enterOther writes what is about no habit.
func (f *AddField) enterOther(e quickadd.Entry) tea.Cmd {
	c, err := e.Change(f.Book.Boundaries, f.Now(), f.Preferences())
	if err != nil {
		return nil // the reading says why
	}
	f.written()
	return tea.Batch(f.DropDraft(page.DraftAdd), f.DoOther(c))
}

// write writes an entry of quick-add.
func (t *Page) write(e quickadd.Entry) tea.Cmd {
	r := t.Book.Find(e.Habit.ID)
	if r == nil {
		return nil
	}
	edit, err := e.Edit(habits.Evaluate(r.Habit, r.History, t.Today).On(e.Day))
	if err != nil {
		t.SayError(err)
		return nil
	}
	if e.Day == t.Day {
		t.Cursor = e.Habit.ID
	}
	return t.edit(edit)
}

// room is how many cells the line has while it is typed.
func (f *AddField) room() int { return f.Width - 8 }

// Foot draws the line, what it means so far, and the key line.
func (f *AddField) Foot() []string {
	s := f.Styles
	typed := theme.NewLine(f.Width).Put(s.Muted, " add  ").Styled(f.in.Draw(&f.Look, f.room()))
	if f.in.Position() == len([]rune(f.in.Value())) {
		typed.Put(s.Muted, quickadd.Complete(f.in.Value(), f.Book.List()))
	}
	return []string{typed.String(), f.readingLine(), keys.HintLine(&f.Page.Look, f.Hints())}
}

// readingLine says how the line reads: the entry, the habits that fit, or what is
// in the way.
func (f *AddField) readingLine() string {
	s := f.Styles
	l := theme.NewLine(f.Width).To(NameCol)
	if f.in.Value() == "" {
		return l.Put(s.Muted, theme.Cut("sleep 7.5h, outdoors 30m yesterday, move -- the long way round", f.Width-NameCol-1)).String()
	}
	if fits := f.fits(); len(fits) > 0 {
		var in *quickadd.NameError
		_, err := f.reading()
		errors.As(err, &in)
		l.Put(s.Muted, in.Name+" fits ")
		first := f.firstShown(fits, f.Width-l.Cells)
		for i, h := range fits[first:] {
			l.Styled(theme.Selection(&f.Page.Look, h.Name, first+i == f.choice%len(fits)))
		}
		return l.String()
	}
	e, err := f.reading()
	switch {
	case err != nil:
		return l.Put(s.Muted, theme.Cut(phrase.Sentence(err), f.Width-NameCol-1)).String()
	case e.Kind != "":
		c, err := e.Change(f.Book.Boundaries, f.Now(), f.Preferences())
		if err != nil {
			return l.Put(s.Muted, theme.Cut(phrase.Sentence(err), f.Width-NameCol-1)).String()
		}
		return l.Put(s.Plain, theme.Cut(f.OtherWords(c), f.Width-NameCol-1)).String()
	}
	return l.Put(s.Plain, theme.Cut(f.readingOf(e), f.Width-NameCol-1)).String()
}

// readingOf is an entry in words: Outdoors, yesterday Sat 21 Nov: + 30 min, 55
// that day.
func (t *Page) readingOf(e quickadd.Entry) string {
	text := e.Habit.Name + ", " + phrase.DayWords(e.Day, t.Today) + ": "
	r := t.Book.Find(e.Habit.ID)
	if r == nil {
		return text
	}
	standing := habits.Evaluate(r.Habit, r.History, t.Today).On(e.Day)
	edit, err := e.Edit(standing)
	if err != nil {
		return phrase.Sentence(err)
	}
	text += editWords(edit, standing)
	if e.Note != "" {
		text += ", with a note"
	}
	return text
}

// editWords is what an edit does to a day.
func editWords(e habits.Edit, s habits.Status) string {
	unit := s.Goal.Unit
	switch {
	case e.Mark == habits.Leave:
		return "a note"
	case e.Mark == habits.Add:
		text := "+ " + e.Amount.Text(unit)
		if s.Entry.State == habits.Measured && s.Entry.Amount > 0 {
			text += ", " + (s.Entry.Amount + e.Amount).Number(unit) + " that day"
		}
		return text
	case e.State == habits.Measured:
		return e.Amount.Text(unit)
	}
	return map[habits.State]string{habits.Yes: "yes", habits.No: "not done", habits.Skip: "rest"}[e.State]
}

// Hints are the key line.
func (f *AddField) Hints() []keys.Hint {
	k := newAddKeys()
	if len(f.fits()) > 0 {
		return []keys.Hint{{Keys: "↑ ↓", Says: "choose", Press: k.Down.Keys()[0]}, keys.HintOf(k.Complete, "take it"), {Keys: "or type on"}, keys.HintOf(k.Leave, "")}
	}
	return []keys.Hint{keys.HintOf(k.Write, ""), keys.HintOf(k.Complete, ""), keys.HintOf(k.Up, ""), {Keys: "--", Says: "a note"}, keys.HintOf(k.Leave, "")}
}
