package today

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// gapPage is the page that welcomes somebody who wrote nothing for a while: what was kept stays,
// and the days can be filled in, or left.
type gapPage struct {
	*Page
	gap  record.Gap
	keys gapKeys
	rows list.List // of the choices
}

// gapKeys are the keys of the page; each choice has one of its own as well.
type gapKeys struct {
	list.Keys
	Do, Quit key.Binding
}

func newGapKeys() gapKeys {
	return gapKeys{
		Keys: list.Keys{Up: keys.Bind("up k shift+tab", "↑ ↓", "choose"), Down: keys.Bind("down j tab", "", "")},
		Do:   keys.Bind("enter", "enter", "do it"),
		Quit: keys.Bind("q", "", ""),
	}
}

// WelcomeBack opens the page where nothing was written for some days. Days that are not in
// memory are read first.
func (t *Page) WelcomeBack() tea.Cmd {
	from, ok := t.gapFrom()
	look := t.lookFrom(from)
	switch {
	case !ok || t.Context.Today-from < record.WelcomeAfter:
		return nil
	case look < t.Book.From:
		t.waits = append(t.waits, heldBack{look, t.WelcomeBack})
		return t.Show(look)
	}
	gap := t.gapSince(from)
	if gap.Days < record.WelcomeAfter || len(t.Pages) > 0 || t.Prompt != nil || t.field != nil {
		return nil
	}
	return t.OpenPage(&gapPage{Page: t, gap: gap, keys: newGapKeys()})
}

// gapFrom is the first day of which nothing is there; days that were left as they are do not
// count. It is false where nothing was ever written.
func (t *Page) gapFrom() (calendar.Day, bool) {
	last, ok := t.Book.LastWritten(t.Context.Today)
	if left, err := calendar.ParseDay(t.Book.Drafts[page.GapLeft]); err == nil && left < t.Context.Today { // not of a clock that was ahead
		last = max(last, left)
	}
	return last + 1, ok
}

// lookFrom is the first of the days of a gap that are looked at: of many years no more than one.
func (t *Page) lookFrom(from calendar.Day) calendar.Day {
	return max(from, t.Context.Today-record.LongestRest)
}

// gapSince is the gap that begins with a day.
func (t *Page) gapSince(from calendar.Day) record.Gap {
	look := t.lookFrom(from)
	gap := t.Book.GapBefore(t.Context.Today, look)
	if look > from && gap.Days > 0 {
		gap.From = from
	}
	return gap
}

// Typing is false: there is no field.
func (b *gapPage) Typing() bool { return false }

// SaveWords has nothing to save.
func (b *gapPage) SaveWords() tea.Cmd { return nil }

// choice is something that can be done on a page of choices, and the key that does it at once.
type choice struct {
	key key.Binding
	do  func() tea.Cmd
}

func (b *gapPage) choices() []choice {
	all := []choice{{keys.Bind("esc", "esc", "leave them as they are"), b.leave}}
	if n := int(b.gap.To-b.gap.From) + 1; n <= record.LongestRest {
		all = append(all, choice{keys.Bind("r", "r", restWord(n)), b.rest})
	}
	return append(all, choice{keys.Bind("g", "g", "go through them"), b.through})
}

// restWord is so many rest days: three rest days.
func restWord(n int) string { return numberWord(n) + " rest days" }

// Keys are the page's bindings for help.
func (b *gapPage) Keys() []page.Group {
	bindings := []key.Binding{b.keys.Do, b.keys.Up}
	for _, c := range b.choices() {
		bindings = append(bindings, c.key)
	}
	return []page.Group{{Title: "this page", Bindings: bindings}}
}

// Update takes a press, the mouse, or a fact.
func (b *gapPage) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.BookMsg: // another window, or another day
		from, _ := b.gapFrom()
		b.gap = b.gapSince(max(from, b.gap.From))
		if b.gap.Days < record.WelcomeAfter {
			return b.Close(b)
		}
	case tea.MouseClickMsg:
		if i := b.rows.ItemAt(msg.X, msg.Y, b.choicesLayout()); i != list.None {
			b.rows.Choose(i, b.choicesLayout())
			return b.choices()[i].do()
		}
	case keys.Press:
		return b.press(msg)
	}
	return nil
}

func (b *gapPage) press(p keys.Press) tea.Cmd {
	all, k := b.choices(), b.keys
	switch {
	case b.rows.Press(p, k.Keys, b.choicesLayout()):
		return nil
	case p.Is(k.Do):
		return all[b.rows.Cursor].do()
	case p.Is(k.Quit):
		return b.leave()
	}
	if i := slices.IndexFunc(all, func(c choice) bool { return p.Is(c.key) }); i >= 0 {
		return all[i].do()
	}
	return nil
}

// leave goes on, and does not ask again about these days.
func (b *gapPage) leave() tea.Cmd {
	return tea.Batch(b.Close(b), b.SaveDraft(page.GapLeft, (b.Context.Today-1).String()))
}

// rest makes them rest days.
func (b *gapPage) rest() tea.Cmd { return tea.Batch(b.Close(b), b.RestDays(b.gap.From, b.gap.To)) }

// through goes to the first of them on Today.
func (b *gapPage) through() tea.Cmd {
	return tea.Batch(b.leave(), b.Ask(page.GoToDay{Day: b.gap.From, Say: b.gap.From.Words(b.Context.Today) + ". " + b.Glyphs.Right + " is the next day."}))
}

// kept is what was kept so far, once it is known: it stays. One habit stands for all.
func (b *gapPage) kept() string {
	days, name := 0, ""
	for _, r := range b.Book.Rows {
		if s := b.Summaries[r.Habit.ID]; s.Total > days {
			days, name = s.Total, r.Habit.Name
		}
	}
	if days < 2 {
		return welcomeWords
	}
	return welcomeWords + " What you kept stays: " + phrase.Count(days, "day", "days") + " of " + spelling.CleanLine(name) + ", for one."
}

// empty says of the days that nothing is there.
func (b *gapPage) empty() string {
	from, to := b.gap.From.Words(b.Context.Today), b.gap.To.Words(b.Context.Today)
	if _, month, _ := b.gap.From.Date(); strings.HasSuffix(to, from[strings.LastIndexByte(from, ' '):]) && b.gap.To-b.gap.From < 31 {
		if _, other, _ := b.gap.To.Date(); other == month {
			from = strings.TrimSuffix(from, from[strings.LastIndexByte(from, ' '):])
		}
	}
	return from + " to " + to + " have nothing written. That is fine."
}

// texts are the words over the choices: as many as there is room for. The first bold of them
// welcome.
func (b *gapPage) texts() (lines []string, bold int) {
	room := b.Height - 2 - len(b.choices())
	short := b.gap.From.Brief(b.Context.Today) + " to " + b.gap.To.Brief(b.Context.Today) + ": nothing written. That is fine."
	for _, said := range [][2]string{{b.kept(), b.empty()}, {welcomeWords, b.empty()}, {welcomeWords, short}} {
		first := theme.Fold(said[0], b.Width-2)
		lines, bold = append(first, theme.Fold(said[1], b.Width-2)...), len(first)
		if len(lines) <= room {
			break
		}
	}
	if len(lines) < room {
		lines = append(lines, "")
	}
	return lines, bold
}

const welcomeWords = "Welcome back."

// choicesLayout is where the choices stand, below the words.
func (b *gapPage) choicesLayout() list.Layout {
	lines, _ := b.texts()
	n := len(b.choices())
	return list.Layout{Items: list.Each(n), Top: len(lines), Room: n}
}

// View draws the page.
func (b *gapPage) View() []string {
	p := sheet.New(&b.Page.Look)
	lines, bold := b.texts()
	for i, text := range lines {
		style := b.Styles.Plain
		if i < bold {
			style = b.Styles.Bold
		}
		p.Add(theme.NewLine(b.Width).Put(style, " "+text))
	}
	for i, c := range b.choices() {
		l, style := theme.NewLine(b.Width), b.Styles.Plain
		if i == b.rows.Cursor {
			l.Put(b.Styles.Strong, b.Glyphs.Cursor)
			style = b.Styles.Bold
		}
		p.Add(l.To(2).Put(style, theme.Cut(c.key.Help().Desc, b.Width-3)))
	}
	return p.End("", b.Hints())
}

// Hints are the key line.
func (b *gapPage) Hints() []keys.Hint {
	all := b.choices()
	hints := []keys.Hint{keys.HintOf(b.keys.Do, ""), keys.HintOfTwo(b.keys.Up, b.keys.Down, "")}
	for _, c := range all[1:] {
		hints = append(hints, keys.HintOf(c.key, ""))
	}
	return append(hints, keys.HintOf(all[0].key, "leave them"))
}
