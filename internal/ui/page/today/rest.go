package today

import (
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// RestDays makes the days from from to to rest days of all that asks for something and has
// nothing written. Days that are not in memory are read first.
func (t *Page) RestDays(from, to calendar.Day) tea.Cmd {
	if t.Loaded && from < t.Book.From {
		t.waits = append(t.waits, heldBack{from, func() tea.Cmd { return t.RestDays(from, to) }})
		return t.Show(from)
	}
	rest := record.Rests(t.Book.Rows, from, to)
	if len(rest.Edits) == 0 {
		t.Say(restNothing(rest))
		return nil
	}
	cmd, ok := t.Do(record.Change{Edits: rest.Edits})
	if !ok {
		return nil
	}
	t.refresh()
	t.SayUndo(restDone(from, to, rest, t.Today))
	return tea.Batch(cmd, func() tea.Msg { return page.BookMsg{} })
}

// restDone says what became of rest days.
func restDone(from, to calendar.Day, rest record.Resting, today calendar.Day) string {
	text := phrase.UpperFirst(phrase.RestDays(rest.Edits, today))
	if from == to && from == today {
		text = "Rest today: " + phrase.Count(len(rest.Edits), "habit", "habits")
	}
	if rest.Stay > 0 {
		text += "; what is written stays"
	}
	return text + "."
}

// restNothing says why there is nothing to rest.
func restNothing(rest record.Resting) string {
	switch {
	case rest.Stay > 0:
		return "Everything there has something written already."
	case rest.Already > 0:
		return "It is rest already."
	}
	return "Nothing asks for anything then."
}

// heldBack is what goes on when the days from from on have been read.
type heldBack struct {
	from calendar.Day
	then func() tea.Cmd
}

// RestField asks for the days to rest, at the foot of any place.
type RestField struct {
	*Page
	in field.Input
}

// NewRestField returns the prompt for days to rest, empty.
func NewRestField(t *Page) *RestField {
	f := &RestField{t, field.NewInput(&t.Look, "", 40)}
	f.in.Room = f.room
	return f
}

// room is how many cells the days have while they are typed.
func (f *RestField) room() int { return min(28, f.Width/2-7) }

// Focus gives the keys to the line.
func (f *RestField) Focus() tea.Cmd { return f.in.Focus() }

// Click is of no use here.
func (f *RestField) Click(_, _ int) {}

// Height is the number of lines that the prompt takes.
func (f *RestField) Height() int { return 2 }

// SaveWords has nothing to save: nothing of it is the person's own words.
func (f *RestField) SaveWords() tea.Cmd { return nil }

// Update takes a press, a paste or a blink.
func (f *RestField) Update(msg tea.Msg) tea.Cmd {
	p, ok := msg.(keys.Press)
	k := page.NewDateKeys()
	switch {
	case ok && p.Is(k.Leave), ok && p.Is(k.Go) && f.in.Value() == "":
		f.Prompt = nil
		return nil
	case ok && p.Is(k.Go):
		from, to, err := quickadd.ParseSpan(f.in.Value(), f.Context.Today)
		if err != nil {
			return nil // the line says it already
		}
		f.Prompt = nil
		return f.RestDays(from, to)
	}
	return f.in.Update(msg)
}

// Foot draws the days that are typed, how they read, and the key line.
func (f *RestField) Foot() []string {
	s := f.Context
	l := theme.NewLine(s.Width).Put(s.Styles.Muted, " rest  ").Styled(f.in.Draw(&s.Look, f.room())).Put(s.Styles.Plain, "  ")
	room := s.Width - l.Cells - 1
	if f.in.Value() == "" {
		l.Put(s.Styles.Muted, theme.Cut("from one day to another: today..fri, 20 dec..3 jan", room))
		return []string{l.String(), keys.HintLine(&s.Look, f.Hints())}
	}
	from, to, err := quickadd.ParseSpan(f.in.Value(), s.Today)
	if err != nil {
		return []string{l.Put(s.Styles.Muted, theme.Cut(phrase.Sentence(err), room)).String(), keys.HintLine(&s.Look, f.Hints())}
	}
	text := phrase.RestSpan(from, to, s.Today)
	if theme.Width(text) > room {
		text = from.Brief(s.Today) + " to " + to.Brief(s.Today)
	}
	return []string{l.Put(s.Styles.Plain, theme.Cut(text, room)).String(), keys.HintLine(&s.Look, f.Hints())}
}

// Hints are the key line.
func (f *RestField) Hints() []keys.Hint {
	k := page.NewDateKeys()
	return []keys.Hint{keys.HintOf(k.Go, "rest on them"), {Keys: "2026-12-20..2026-12-27"}, keys.HintOf(k.Leave, "")}
}
