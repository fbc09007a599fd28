package today

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Page is the place where a day is looked at and written.
type Page struct {
	*page.Context
	Bindings KeyMap
	Day      calendar.Day // the day that is looked at
	follow   bool         // the day is today, and moves on with it
	Rows     []Row        // what is listed on the day, after the filter
	Cursor   ident.ID     // the chosen row's habit
	rowList  list.List    // of their lines
	filter   string
	field    rowField // the open field, or nil
	draft    string
	lines    []string // earlier lines of quick-add, oldest first
	Debounce Debounce
	waits    []heldBack // for days that are being read
	begun    bool       // the first book was seen

	kept, due int // how many of the day's habits are, filter or none
	longest   int // the width of the longest name
}

// rowField is what takes the keys while it is open. It closes itself by setting
// today's field to nil.
type rowField interface {
	// Update takes a press, or a paste, or a blink.
	Update(t *Page, msg tea.Msg) tea.Cmd
}

// Row is one habit on the list.
type Row struct {
	Habit    habits.Habit
	number   int // 1 to 9, or 0
	standing habits.Status
	strip    [page.StripDays]chart.Cell
}

// New returns the place, with today shown.
func New(s *page.Context) *Page {
	t := &Page{Context: s, Bindings: NewKeyMap(), Day: s.Today, follow: true}
	t.Bindings.Import.SetEnabled(s.CanImport)
	return t
}

// Typing reports whether a field is open.
func (t *Page) Typing() bool { return t.field != nil }

// SaveWords queues an open note.
func (t *Page) SaveWords() tea.Cmd {
	if n, ok := t.field.(*noteField); ok {
		return n.save(t)
	}
	return nil
}

// Update takes a press, the mouse, or a fact.
func (t *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.BookMsg:
		return t.refreshed()
	case SettledMsg:
		t.onSettled(msg)
		return nil
	case page.WroteHabitMsg:
		t.Cursor = msg.ID
		t.refresh()
		return nil
	case tea.WindowSizeMsg:
		if n, ok := t.field.(*noteField); ok {
			n.fit(t)
		}
		t.Scroll()
		if t.begun {
			return t.refreshed()
		}
		return nil
	case tea.MouseClickMsg:
		return t.click(msg.Mouse())
	case tea.MouseWheelMsg:
		return t.wheel(msg.Mouse())
	case keys.Press:
		if t.field == nil {
			return t.press(msg)
		}
	}
	if t.field != nil {
		return t.field.Update(t, msg)
	}
	return nil
}

// refreshed takes in another book, or another day.
func (t *Page) refreshed() tea.Cmd {
	if t.follow {
		t.Day = t.Today
	}
	t.Day = min(t.Day, t.Today)
	t.refresh()
	var cmd tea.Cmd
	if !t.begun && t.Loaded {
		t.begun = true
		if len(t.Book.Rows) == 0 {
			return t.Ask(page.OpenWelcome{})
		}
		cmd = t.WelcomeBack()
	}
	if t.Loaded && t.wide() && t.Book.From > t.Today-7*page.PaneWeeks {
		return tea.Batch(cmd, t.Show(t.Today-7*page.PaneWeeks))
	}
	return tea.Batch(cmd, t.goOn())
}

// goOn goes on with what waited for days that are there by now.
func (t *Page) goOn() tea.Cmd {
	var cmds []tea.Cmd
	waits := t.waits
	t.waits = nil
	for _, w := range waits {
		if w.from < t.Book.From {
			t.waits = append(t.waits, w)
			continue
		}
		cmds = append(cmds, w.then())
	}
	return tea.Batch(cmds...)
}

// refresh makes the rows anew from the book.
func (t *Page) refresh() {
	t.StyleAreas()
	records := t.listed()
	numbers := t.numbers()
	at := max(0, t.index())
	t.Rows, t.kept, t.due, t.longest = t.Rows[:0], 0, 0, 0
	for _, r := range records {
		row := t.newRow(habits.Evaluate(r.Habit, r.History, t.Today), numbers[r.Habit.ID])
		t.longest = max(t.longest, theme.Width(row.Habit.Name))
		if row.standing.Due {
			t.due++
		}
		if row.standing.Kept {
			t.kept++
		}
		if t.filter == "" || len(quickadd.Fits(t.filter, habits.List{r.Habit})) > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	if t.index() < 0 && len(t.Rows) > 0 {
		t.Cursor = t.Rows[min(at, len(t.Rows)-1)].Habit.ID // near the one that is gone
	}
	t.Scroll()
}

// listed is the records on the day's list, in the order in which they are shown:
// by area, and the areas in the order of their first habit.
func (t *Page) listed() []record.Row { return t.listedOn(t.Day) }

func (t *Page) listedOn(d calendar.Day) []record.Row {
	var areas []string
	byArea := map[string][]record.Row{}
	for _, r := range t.Book.Rows {
		if !r.ListedOn(d) {
			continue
		}
		area := spelling.Fold(r.Habit.Area)
		if _, ok := byArea[area]; !ok {
			areas = append(areas, area)
		}
		byArea[area] = append(byArea[area], r)
	}
	var listed []record.Row
	for _, a := range areas {
		listed = append(listed, byArea[a]...)
	}
	return listed
}

// numbers are the first nine habits of today's list; neither a filter nor another
// day moves them.
func (t *Page) numbers() map[ident.ID]int {
	numbers := map[ident.ID]int{}
	for _, r := range t.listedOn(t.Today) {
		if n := len(numbers) + 1; n <= 9 {
			numbers[r.Habit.ID] = n
		}
	}
	return numbers
}

func (t *Page) newRow(c habits.Evaluation, number int) Row {
	r := Row{Habit: c.Habit(), number: number, standing: c.On(t.Day)}
	first := t.stripStart()
	for i := range r.strip {
		d := first + calendar.Day(i)
		s := r.standing
		if d != t.Day {
			s = c.On(d)
		}
		if started, ok := c.History().First(); d < min(r.Habit.Created, d) || d < r.Habit.Created && (!ok || d < started) {
			r.strip[i].Glyph = " " // the habit had not begun
			continue
		}
		if a := r.Habit.Archived; a != nil && d > *a {
			r.strip[i].Glyph = " "
			continue
		}
		r.strip[i] = chart.Cell{Glyph: t.Glyphs.State(s, d == t.Today), Done: s.State == habits.Yes || s.State == habits.Partial}
	}
	return r
}

// stripStart is the first day of the strip: it ends today, or begins with an
// older day that is looked at.
func (t *Page) stripStart() calendar.Day { return min(t.Today-page.StripDays+1, t.Day) }

// index is the row of the cursor, or -1.
func (t *Page) index() int {
	return slices.IndexFunc(t.Rows, func(r Row) bool { return r.Habit.ID == t.Cursor })
}

// rowOf is a habit's row, or nil.
func (t *Page) rowOf(id ident.ID) *Row {
	i := slices.IndexFunc(t.Rows, func(r Row) bool { return r.Habit.ID == id })
	if i < 0 {
		return nil
	}
	return &t.Rows[i]
}

// chosen is the row of the cursor, or nil.
func (t *Page) chosen() *Row { return t.rowOf(t.Cursor) }

// GoTo looks at another day.
func (t *Page) GoTo(d calendar.Day) tea.Cmd {
	d = min(d, t.Today)
	t.Day, t.follow = d, d == t.Today
	t.Message = page.Message{}
	t.refresh()
	// A month more than is asked for, so that walking on reads only now and then.
	if t.stripStart() < t.Book.From {
		return t.Show(t.stripStart() - 31)
	}
	return nil
}

// edit makes one edit and says what it did.
func (t *Page) edit(e habits.Edit) tea.Cmd {
	cmd, ok := t.Do(record.Change{Edits: []habits.Edit{e}})
	if !ok {
		return nil
	}
	t.refresh()
	t.SayUndo(t.sentence(e))
	return cmd
}

// sentence says what an edit came to: Outdoors + 30 min, 115 of 120 min in 7 d.
func (t *Page) sentence(e habits.Edit) string {
	r := t.Book.Find(e.Habit)
	change := record.Change{Edits: []habits.Edit{e}}
	text := phrase.Change(change, t.Book.List(), t.Today)
	if e.Mark == habits.Leave {
		text = phrase.UpperFirst(text) // else it begins with the habit's name, as that is written
	}
	if r == nil {
		return text + "."
	}
	s := habits.Evaluate(r.Habit, r.History, t.Today).On(e.Day)
	if share := phrase.Share(s); share != "" && e.Mark != habits.Leave && s.State != habits.Skip {
		text += ", " + share
	}
	if s.Kept && e.Day == t.Day && t.kept == t.due && t.due > 1 && e.Mark != habits.Leave {
		return "All " + numberWord(t.due) + " kept. That is the day."
	}
	return text + "."
}

// numberWord is a small number as it is said.
func numberWord(n int) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}
