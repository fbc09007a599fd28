package trends

import (
	"math"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quickadd"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// Page is the place where habits are seen to add up: a list of them with their
// strength, and the chosen one's life.
type Page struct {
	*page.Context
	Bindings trendsKeys
	Cursor   ident.ID
	Day      calendar.Day // the day of the cursor below the chart
	until    calendar.Day // the day that the chart ends with
	Span     int          // which of spans
	Shown    *trend       // of the cursor's habit, once it was read
	filter   string
	input    *field.Input // the filter or a date while it is typed, or nil
	dating   bool         // it is a date
	rows     list.List    // of habits

	Links     *linksMsg // mood beside all habits, once they were compared
	comparing bool      // a command compares them
}

// trendsKeys are the commands of Trends.
type trendsKeys struct {
	list.Keys
	Earlier, Later                  key.Binding
	Before, After, WeekBack, WeekOn key.Binding
	More, Less, Today, Open, Number key.Binding
	Edit, Filter, Links, Date       key.Binding
	Close                           key.Binding
}

func newTrendsKeys() trendsKeys {
	return trendsKeys{
		Keys: list.Keys{
			Up:   keys.Bind("up k", "↑ ↓ k j", "habit"),
			Down: keys.Bind("down j", "", ""),
			Top:  keys.Bind("g home", "g G", "first, last"),
			End:  keys.Bind("G end", "", ""),
		},
		Earlier:  keys.Bind("pgup", "pgup pgdn", "longer ago, later"),
		Later:    keys.Bind("pgdown", "", ""),
		Close:    keys.Bind("esc", "", ""),
		Before:   keys.Bind("left h", "← → h l", "day"),
		After:    keys.Bind("right l", "", ""),
		WeekBack: keys.Bind("b", "b w", "a week back, on"),
		WeekOn:   keys.Bind("w", "", ""),
		More:     keys.Bind("+ =", "+ -", "more time, less"),
		Less:     keys.Bind("- _", "", ""),
		Today:    keys.Bind(".", ".", "to today"),
		Open:     keys.Bind("enter", "enter", "that day on Today"),
		Number:   keys.Bind("1 2 3 4 5 6 7 8 9", "1-9", "that habit"),
		Edit:     keys.Bind("e", "e", "edit the habit"),
		Filter:   keys.Bind("/", "/", "filter"),
		Date:     keys.Bind("d", "d", "to a date"),
		Links:    keys.Bind("L", "L", "mood and all habits"),
	}
}

// New returns the place, with a year shown up to today.
func New(s *page.Context) *Page {
	return &Page{Context: s, Bindings: newTrendsKeys(), Day: s.Today, until: s.Today, Span: 2}
}

// Typing reports whether a field is open.
func (t *Page) Typing() bool { return t.input != nil }

// SaveWords has nothing to save.
func (t *Page) SaveWords() tea.Cmd { return nil }

// Keys are the place's bindings for help.
func (t *Page) Keys() []page.Group {
	k, g := t.Bindings, page.NewGlobalKeys()
	return []page.Group{
		{Title: "habits", Bindings: []key.Binding{k.Up, k.Top, k.Number, k.Filter, k.Edit, k.Links}},
		{Title: "time", Bindings: []key.Binding{k.Before, k.WeekBack, k.Earlier, k.More, k.Date, k.Today, k.Open}},
		{Title: "anywhere", Bindings: []key.Binding{g.Places, g.Commands, g.Settings, g.Undo, g.Add, g.Mood, g.Urge, g.Help, g.Close, g.Quit, g.QuitNow, g.Suspend}},
	}
}

// Hints are the key line.
func (t *Page) Hints() []keys.Hint {
	k := t.Bindings
	switch {
	case t.input != nil && t.dating:
		return page.NewDateKeys().Hints()
	case t.input != nil:
		return page.NewFilterKeys().Hints("habit")
	}
	g := page.NewGlobalKeys()
	return []keys.Hint{
		{Keys: "↑ ↓", Says: "habit", Press: k.Down.Keys()[0]},
		{Keys: "← →", Says: "day", Press: k.Before.Keys()[0]},
		keys.HintOf(k.WeekBack, "week"),
		keys.HintOf(k.More, "range"),
		keys.HintOf(k.Open, "to Today"),
		keys.HintOf(k.Filter, ""),
		keys.HintOf(k.Links, "all links"),
		keys.HintOf(g.Add, "add"),
		{Keys: "tab", Says: "Boundaries", Press: g.Places.Keys()[0]},
		keys.HintOf(g.Quit, ""),
		keys.HintOf(g.Keys, ""),
	}
}

// trendMsg is the fact that a habit's life was read.
type trendMsg struct {
	trend trend
	err   error
}

// Open shows the habit of a row.
func (t *Page) Open(id ident.ID) tea.Cmd {
	if id != "" {
		t.Cursor = id
	}
	t.Day, t.until, t.Shown = t.Today, t.Today, nil
	return t.Refresh()
}

// Refresh reads all that is shown anew.
func (t *Page) Refresh() tea.Cmd { return tea.Batch(t.read(), t.compareSoon()) }

// read asks for the life of the chosen habit.
func (t *Page) read() tea.Cmd {
	list := t.listed()
	if t.index() < 0 && len(list) > 0 {
		t.Cursor = list[0].ID
	}
	if t.index() < 0 {
		t.Shown = nil
		return nil
	}
	store, id, today, g, p := t.Store, t.Cursor, t.Today, t.Glyphs, t.Preferences()
	return func() tea.Msg {
		r, err := store.Record(string(id))
		if err != nil {
			return trendMsg{err: err}
		}
		return trendMsg{trend: newTrend(r, today, g, p)}
	}
}

// listed is the habits of today's list.
func (t *Page) listed() habits.List {
	var list habits.List
	for _, r := range t.Book.Rows {
		if r.ListedOn(t.Today) && (t.filter == "" || len(quickadd.Fits(t.filter, habits.List{r.Habit})) > 0) {
			list = append(list, r.Habit)
		}
	}
	return list
}

func (t *Page) index() int {
	for i, h := range t.listed() {
		if h.ID == t.Cursor {
			return i
		}
	}
	return -1
}

// Update takes a press, the mouse, or a fact.
func (t *Page) Update(msg tea.Msg) tea.Cmd {
	cmd := t.update(msg)
	t.rows = t.list()
	return cmd
}

func (t *Page) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		if t.input != nil {
			return t.typed(msg)
		}
		return t.press(msg)
	case tea.MouseClickMsg:
		return t.click(msg.Mouse())
	case tea.MouseWheelMsg:
		return t.choose(t.index() + list.Step(msg))
	case trendMsg:
		if msg.err == nil && msg.trend.habit.ID == t.Cursor {
			t.Shown = &msg.trend
			t.follow()
		}
	case compareMsg:
		return t.compare()
	case linksMsg:
		return t.compared(msg)
	case page.BookMsg:
		t.Day, t.until = min(t.Day, t.Today), min(t.until, t.Today)
	case tea.WindowSizeMsg, tea.BackgroundColorMsg, tea.ColorProfileMsg, page.WroteHabitMsg:
	default: // a paste, or what a cursor sends itself
		if t.input != nil {
			return t.typed(msg)
		}
	}
	return nil
}

// choose chooses the habit of an index, or the nearest, and reads it.
func (t *Page) choose(i int) tea.Cmd {
	t.rows.Choose(i, t.listLayout())
	t.take(t.rows.Cursor)
	return t.read()
}

// take puts the cursor on the habit of an index, where there is one.
func (t *Page) take(i int) {
	if all := t.listed(); i < len(all) {
		t.Cursor = all[i].ID
	}
}

// list is the list with the chosen habit in it, and seen.
func (t *Page) list() list.List {
	l := t.rows
	l.Cursor = t.index()
	l.Follow(t.listLayout())
	return l
}

// listLayout is where the list stands: below the header and its own head, and above a blank and the
// line for all of it.
func (t *Page) listLayout() list.Layout {
	return list.Layout{Items: list.Each(len(t.listed())), Top: 2, Room: t.Height - 6, Right: max(1, t.layout().wall)}
}

// moveDay moves the day of the cursor, within what there is.
func (t *Page) moveDay(by int) {
	t.Day = min(t.Today, t.Day+calendar.Day(by))
	t.follow()
}

// setSpan shows more time, or less.
func (t *Page) setSpan(i int) {
	t.Span, t.until = i, t.Today
	t.follow()
}

// follow moves the chart so that the day of the cursor is in it.
func (t *Page) follow() {
	if t.Shown == nil {
		return // once it is read
	}
	if len(t.Shown.days) == 0 {
		t.Day = t.Today
		return
	}
	t.Day = max(t.Day, t.Shown.first)
	if t.Day > t.until {
		t.until = min(t.Today, t.Day+calendar.Day(t.page()/2))
	}
	columns := t.Shown.columnsOf(spans[t.Span], t.layout().room, t.until)
	if first := columns[0].from; t.Day < first {
		// With the day near the right: there is more to see before it.
		t.until = min(t.Today, t.Day+calendar.Day(t.page()/2))
	}
}

// page is how many days a page of the span has.
func (t *Page) page() int {
	if n := spans[t.Span].days; n > 0 {
		return min(n, t.layout().room*7) / 2
	}
	return 364
}

// mean is the mean strength of all habits that have one, now and a month ago.
func (t *Page) mean() (now, then float64, ok bool) {
	n := 0.0
	for _, h := range t.listed() {
		if s, known := t.Summaries[h.ID]; known && s.Known {
			now += s.Strength
			then += s.MonthAgo
			n++
		}
	}
	return now / n, then / n, n > 0
}

// points is a strength of 0 to 1 as it is shown.
func points(strength float64) string { return strconv.Itoa(int(math.Round(100 * strength))) }

// change is by how much a strength changed, with its sign.
func change(now, then float64) string {
	d := int(math.Round(100*now)) - int(math.Round(100*then))
	if d > 0 {
		return "+" + strconv.Itoa(d)
	}
	return strconv.Itoa(d)
}
