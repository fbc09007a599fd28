// Package journalpage is the place of the journal, and the page on which a reflection is written.
package journalpage

import (
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// Page is the place where what was written in words is read: days, the newest first.
type Page struct {
	*page.Context
	Bindings journalKeys
	pages    journal.Journal
	read     bool // a first reading came
	reading  bool // a command reads
	again    bool // and has to read again after that
	least    int  // how many days are wanted
	cursor   itemID
	open     itemID // the item that is shown whole, or none
	above    int    // how many lines are shown above the cursor's
	filter   string
	found    []journal.Page // the pages after the search
	items    []itemID       // the entries on them, in their order
	input    *field.Input   // the search or a date while it is typed, or nil
	dating   bool           // it is a date
	wanted   *calendar.Day  // a date to go to, once it was read
	toEnd    bool           // the end is wanted, once it was read
}

// journalFirst is how many days are read at first.
const journalFirst = 20

// New returns the place. Nothing is read before it is shown.
func New(s *page.Context) *Page {
	return &Page{Context: s, Bindings: newJournalKeys(), least: journalFirst}
}

// itemID names an entry of the journal: what it is, and which.
type itemID struct {
	kind itemKind
	id   ident.ID
	day  calendar.Day
}

// itemKind is what an entry is.
type itemKind int

const (
	noItem   itemKind = iota
	moodItem          // a mood with words; the others stand beside the day
	dayItem           // the day's moods
	reflectionItem
	eventItem
	noteItem
)

// journalMsg is the fact that pages were read.
type journalMsg struct {
	pages journal.Journal
	err   error
}

// Refresh reads the pages anew. One command is under way at a time.
func (j *Page) Refresh() tea.Cmd {
	if j.reading {
		j.again = true
		return nil
	}
	j.reading, j.again = true, false
	store, until, least := j.Store, j.Today, j.least
	return func() tea.Msg {
		pages, err := store.Journal(until, least)
		return journalMsg{pages, err}
	}
}

// onLoaded takes pages that were read. What is not on disk yet is made in them again.
func (j *Page) onLoaded(msg journalMsg) tea.Cmd {
	j.reading = false
	if msg.err == nil {
		j.pages, j.read = msg.pages, true
		for _, made := range j.Queued() {
			made.Show(&j.pages, j.Book.List())
		}
		j.settle()
	} else {
		j.SayError(msg.err)
	}
	if j.again {
		return j.Refresh()
	}
	return j.more()
}

// OnStep shows what undo, or redo, did.
func (j *Page) OnStep(made record.Effect) {
	if j.read {
		made.Show(&j.pages, j.Book.List())
		j.settle()
	}
}

// arrange makes anew what is shown of the pages.
func (j *Page) arrange() {
	j.found, j.items = slices.Clone(j.pages.Filter(j.filter).Pages), nil
	for i, p := range j.found {
		p = p.ByClock(j.Here())
		j.found[i] = p
		if len(p.Moods) > 0 {
			j.items = append(j.items, itemID{dayItem, "", p.Day})
		}
		for _, it := range pageItems(p, j.Here()) {
			j.items = append(j.items, it.id)
		}
	}
}

// settle keeps the cursor on an entry, and goes to a date that was wanted.
func (j *Page) settle() {
	was := j.cursor
	j.arrange()
	items := j.items
	if j.wanted != nil {
		for _, it := range items {
			if it.day <= *j.wanted {
				j.cursor = it
				break
			}
		}
		j.wanted = nil
		j.above, was = 0, j.cursor
	}
	if j.toEnd && j.pages.Whole && len(items) > 0 {
		j.toEnd, j.cursor = false, items[len(items)-1]
		j.above, was = j.room(), j.cursor
	}
	if !slices.Contains(items, j.cursor) {
		j.cursor = itemID{}
		if len(items) > 0 {
			j.cursor = items[0]
		}
	}
	j.follow(was)
}

// more asks for earlier days when the cursor comes near the last that were read, or a
// search has to see all.
func (j *Page) more() tea.Cmd {
	if j.pages.Whole || !j.read {
		return nil
	}
	items := j.items
	near := slices.Index(items, j.cursor) >= len(items)-8
	switch {
	case j.filter != "" || j.wanted != nil || j.toEnd:
		j.least = math.MaxInt
	case near:
		j.least = 2 * max(journalFirst, min(j.least, len(j.pages.Pages)))
	default:
		return nil
	}
	return j.Refresh()
}

// Typing reports whether a field is open.
func (j *Page) Typing() bool { return j.input != nil }

// SaveWords has nothing to save: words are written on a page of their own.
func (j *Page) SaveWords() tea.Cmd { return nil }

// Update takes a press, the mouse, or a fact.
func (j *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case journalMsg:
		return j.onLoaded(msg)
	case keys.Press:
		if j.input != nil {
			return j.typed(msg)
		}
		return j.press(msg)
	case tea.MouseClickMsg:
		return j.click(msg.Mouse())
	case tea.MouseWheelMsg:
		by := list.Step(msg)
		if j.scroll(3 * by) {
			return nil
		}
		return j.move(by)
	case tea.WindowSizeMsg:
		j.follow(j.cursor)
		return nil
	case page.BookMsg, page.WroteHabitMsg, page.WroteBoundaryMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		if j.input != nil {
			j.input.SetStyle(&j.Look)
		}
		return nil
	}
	if j.input != nil {
		return j.typed(msg)
	}
	return nil
}

// move chooses another entry.
func (j *Page) move(by int) tea.Cmd {
	items := j.items
	if len(items) == 0 {
		return nil
	}
	was := j.cursor
	i := max(0, slices.Index(items, j.cursor))
	j.cursor = items[max(0, min(len(items)-1, i+by))]
	j.follow(was)
	return j.more()
}

// page moves by about a page; within an entry that is longer than the screen it scrolls
// first.
func (j *Page) page(by int) tea.Cmd {
	if j.scroll(by * max(1, j.room()-1)) {
		return nil
	}
	return j.move(by * max(1, j.room()/3))
}

// moveDay chooses the first entry of the day before, or after, that has any.
func (j *Page) moveDay(by int) tea.Cmd {
	items := j.items
	at := max(0, slices.Index(items, j.cursor))
	if len(items) == 0 {
		return nil
	}
	day := items[at].day
	if by < 0 { // earlier days stand below
		for at < len(items)-1 && items[at].day == day {
			at++
		}
	} else {
		for at > 0 && items[at].day == day {
			at--
		}
		for at > 0 && items[at-1].day == items[at].day {
			at--
		}
	}
	was := j.cursor
	j.cursor = items[at]
	j.follow(was)
	return j.more()
}

// toggle opens or closes an entry.
func (j *Page) toggle() {
	if j.open == j.cursor {
		j.open = itemID{}
	} else {
		j.open = j.cursor
	}
	j.follow(j.cursor)
}

// typed takes what is typed into the search, or the date.
func (j *Page) typed(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(keys.Press); ok {
		date, filter := page.NewDateKeys(), page.NewFilterKeys()
		switch {
		case j.dating && p.Is(date.Leave), !j.dating && p.Is(filter.Hold), j.dating && p.Is(date.Go) && j.input.Value() == "":
			j.input = nil
			return nil
		case j.dating && p.Is(date.Go):
			return j.goToDate()
		case p.Is(filter.Clear):
			j.input = nil
			return j.search("")
		case p.Is(filter.Up):
			return j.move(-1)
		case p.Is(filter.Down):
			return j.move(+1)
		}
	}
	cmd := j.input.Update(msg)
	if j.dating {
		return cmd
	}
	return tea.Batch(cmd, j.search(j.input.Value()))
}

// search narrows the journal to what holds text.
func (j *Page) search(text string) tea.Cmd {
	if text = strings.TrimSpace(text); text == j.filter {
		return nil
	}
	j.filter = text
	j.settle()
	return j.more()
}

// goToDate goes to the date that was typed, or to the day before it that has anything.
func (j *Page) goToDate() tea.Cmd {
	d, err := quickadd.ParseDate(j.input.Value(), j.Today)
	if err != nil {
		return nil // the line says it
	}
	j.input = nil
	j.wanted = &d
	if d < j.pages.From && !j.pages.Whole {
		return j.more()
	}
	j.settle()
	return j.more()
}
