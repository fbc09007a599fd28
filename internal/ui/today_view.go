package ui

import (
	"slices"
	"strconv"
	"strings"

	"selfcare/internal/habits"
)

// The columns that every row shares. The others depend on the width.
const (
	keyCol   = 2
	glyphCol = 4
	nameCol  = 6
)

// columns are where the parts of a row stand, by the width of the list.
type columns struct {
	amount    int // where the amount begins, or ends before when right
	right     bool
	strip     int // where the strip begins, or 0
	stripStep int
	end       int // where the count in the header ends
	short     bool
}

// columnsFor is the layout of a list of w columns: everything from 60, a tight
// strip and amounts from 40, no strip below.
func columnsFor(w int) columns {
	switch {
	case w >= 76:
		// At 80 columns 28 and 49, with room for strength and run behind; a wider list
		// gives to names first.
		extra := min(w, 100) - 80
		return columns{amount: 28 + extra, strip: 49 + extra, stripStep: 2, end: min(w, 100) - 1}
	case w >= 60:
		strip := w - 1 - (2*stripDays - 1)
		return columns{amount: strip - 21, strip: strip, stripStep: 2, end: w - 1}
	case w >= 40:
		strip := w - 2 - stripDays
		return columns{amount: strip - 2, right: true, strip: strip, stripStep: 1, end: w - 1, short: true}
	}
	return columns{amount: w - 1, right: true, end: w - 1, short: true}
}

// low reports whether there is no room for areas and blanks.
func (t *today) low() bool { return t.height < 20 }

// View draws the place.
func (t *today) View() []string {
	foot := t.foot()
	lines := append([]string{t.header(), t.stripHeader()}, t.body()...)
	for len(lines) < t.height-len(foot) {
		lines = append(lines, "")
	}
	return append(lines[:t.height-len(foot)], foot...)
}

// room is how many lines the list has.
func (t *today) room() int {
	room := t.height - 2 - t.footHeight()
	if !t.low() {
		room-- // a blank above the message
	}
	return max(1, room)
}

// header is the place, the day and how much of it is kept.
func (t *today) header() string {
	s, c := t.styles, columnsFor(t.width)
	l := newLine(t.width).put(s.bold, " Today")
	count := t.countText()
	date, style := t.dateText(c.short), s.muted
	if !t.follow {
		style = s.accent
	}
	open, shut := t.glyphs.open+" ", ""
	if t.day < t.today {
		shut = " " + t.glyphs.shut
	}
	if c.short {
		l.put(s.plain, "  ").put(s.accent, open).put(style, date).put(s.accent, shut)
		return l.right(c.end, t.countStyle(), count).String()
	}
	text := open + date + shut + "   " + count
	l.to(c.end - width(text))
	return l.put(s.accent, open).put(style, date).put(s.accent, shut).put(t.countStyle(), "   "+count).String()
}

func (t *today) countText() string {
	if n := len(t.queue.jobs); t.queue.failure != nil && n > 0 {
		return strconv.Itoa(n) + " not saved"
	}
	return strconv.Itoa(t.kept) + " of " + strconv.Itoa(t.due)
}

func (t *today) countStyle() paint {
	if t.queue.failure != nil {
		return t.styles.bold
	}
	return t.styles.muted
}

// dateText is the day in the header.
func (t *today) dateText(short bool) string {
	switch {
	case t.follow && t.late:
		return t.day.Short(t.today) + ", until 04:00"
	case short:
		return t.day.Short(t.today)
	}
	return t.day.Words(t.today)
}

// stripHeader is the weekdays above the strip, with the day that is looked at in
// brackets when it is not today.
func (t *today) stripHeader() string {
	c, s := columnsFor(t.width), t.styles
	l := newLine(t.width)
	if c.strip == 0 || len(t.rows) == 0 {
		return ""
	}
	for i := range stripDays {
		d := t.stripStart() + habits.Day(i)
		letter := d.Weekday().String()[:1]
		col := c.strip + i*c.stripStep
		switch {
		case d != t.day || t.follow:
			l.to(col).put(s.muted, letter)
		case c.stripStep == 1:
			l.to(col).put(s.strong, letter)
		default:
			l.to(col-1).put(s.accent, t.glyphs.open).put(s.strong, letter).put(s.accent, t.glyphs.shut)
		}
	}
	return l.String()
}

// listLine is one line of the list, and what it belongs to.
type listLine struct {
	text string
	row  int // the index of its row, or -1
}

// body is the part of the list that is shown.
func (t *today) body() []string {
	all := t.list()
	room := t.room()
	from := min(t.offset, max(0, len(all)-room))
	shown := slices.Clone(all[from:min(len(all), from+room)])
	if from > 0 && len(shown) > 1 {
		shown[0].text = t.moreLine(t.glyphs.up, rowsOutside(all[:from+1], all[from+1:]))
	}
	if rest := all[min(len(all), from+room):]; len(rest) > 0 && len(shown) > 1 {
		last := len(shown) - 1
		shown[last].text = t.moreLine(t.glyphs.down, rowsOutside(all[from+last:], all[:from+last]))
	}
	texts := make([]string, len(shown))
	for i, l := range shown {
		texts[i] = l.text
	}
	return texts
}

func (t *today) moreLine(arrow string, n int) string {
	return newLine(t.width).put(t.styles.muted, blanks(nameCol)+arrow+" "+strconv.Itoa(n)+" more").String()
}

// rowsOutside is how many rows have lines among hidden and none among shown.
func rowsOutside(hidden, shown []listLine) int {
	seen := map[int]bool{}
	for _, l := range hidden {
		if l.row >= 0 {
			seen[l.row] = true
		}
	}
	for _, l := range shown {
		delete(seen, l.row)
	}
	return len(seen)
}

// list is every line of the list, shown or not.
func (t *today) list() []listLine {
	if len(t.rows) == 0 {
		return t.emptyList()
	}
	var all []listLine
	c, area := columnsFor(t.width), ""
	chosen := t.index()
	for i, r := range t.rows {
		if !t.low() && (i == 0 || r.habit.Area != area) {
			area = r.habit.Area
			if i > 0 && area == "" {
				all = append(all, listLine{"", -1})
			}
			if area != "" {
				all = append(all, listLine{newLine(t.width).put(t.areaPaint(area), " "+cut(area, t.width-2)).String(), -1})
			}
		}
		all = append(all, listLine{t.rowLine(c, r, i == chosen), i})
		if n, ok := t.field.(*noteField); ok && n.habit == r.habit.ID {
			for _, text := range n.view(t) {
				all = append(all, listLine{text, i})
			}
		}
	}
	return all
}

func (t *today) emptyList() []listLine {
	text := "Nothing here yet. enter shows the starter list, N makes a habit."
	switch {
	case !t.loaded:
		text = ""
	case t.filter != "":
		text = "Nothing with \"" + t.filter + "\". esc clears."
	case len(t.book.Records) > 0 && t.day < t.today:
		text = "No habit had begun by then. a writes one in words, with its date."
	case len(t.book.Records) > 0:
		text = "Nothing on the list. N makes a habit."
	}
	var all []listLine
	for _, part := range fold(text, t.width-3) {
		all = append(all, listLine{newLine(t.width).put(t.styles.muted, "  "+part).String(), -1})
	}
	return all
}

// rowLine draws one habit.
func (t *today) rowLine(c columns, r row, chosen bool) string {
	s, st := t.styles, r.standing
	l := newLine(t.width)
	if chosen {
		l.put(s.strong, t.glyphs.cursor)
	}
	l.to(keyCol).put(t.keyPaint(chosen), t.keyOf(r))
	glyph := t.glyphs.state(st, true)
	glyphPaint := s.muted
	if st.State == habits.Yes || st.State == habits.Partial {
		glyphPaint = t.areaPaint(r.habit.Area)
	}
	l.to(glyphCol).put(glyphPaint, glyph)

	namePaint := s.plain
	if st.State == habits.Yes || st.State == habits.Skip || glyph == t.glyphs.spare {
		namePaint = s.muted
	}
	if chosen {
		namePaint = s.bold
	}
	name := habits.CleanLine(r.habit.Name)
	if f, ok := t.field.(*amountField); ok && f.habit == r.habit.ID {
		l.to(nameCol).put(namePaint, cut(name, c.fieldCol()-nameCol-3))
		return f.view(t, l, c)
	}
	amount := t.amountText(r, c.short)
	if room := c.strip - c.amount - 1; !c.right && width(amount) > room {
		amount = strings.Replace(amount, " of ", "/", 1)
		if width(amount) > room {
			amount = t.amountText(r, true)
		}
	}
	if c.right {
		l.to(nameCol).put(namePaint, cut(name, c.amount-width(amount)-nameCol-2))
		t.noteMark(l, r)
		l.right(c.amount, s.muted, amount)
	} else {
		l.to(nameCol).put(namePaint, cut(name, c.amount-nameCol-1))
		t.noteMark(l, r)
		l.to(c.amount).put(s.muted, cut(amount, c.strip-c.amount-1))
	}
	if c.strip > 0 {
		t.stripCells(l, c, r)
	}
	return l.String()
}

// noteMark says that the day has a note.
func (t *today) noteMark(l *line, r row) {
	if r.standing.Entry.Note != "" {
		l.put(t.styles.muted, `"`)
	}
}

func (t *today) stripCells(l *line, c columns, r row) {
	for i, cell := range r.strip {
		p := t.styles.muted
		if cell.done {
			p = t.areaPaint(r.habit.Area)
		}
		l.to(c.strip+i*c.stripStep).put(p, cell.glyph)
	}
}

func (t *today) keyPaint(chosen bool) paint {
	if chosen {
		return t.styles.bold
	}
	return t.styles.plain
}

// keyOf is what to press for a row: its own letter, or its number.
func (t *today) keyOf(r row) string {
	switch {
	case r.habit.Key != "":
		return r.habit.Key
	case r.number > 0:
		return strconv.Itoa(r.number)
	}
	return " "
}

// amountText is how far a row is.
func (t *today) amountText(r row, short bool) string {
	st := r.standing
	if r.habit.Archived != nil {
		return "archived"
	}
	needless := st.State == habits.Filled && st.Goal.Measure == habits.Check || st.State == habits.Unknown && !st.Due && !st.Goal.Schedule.Tracks()
	switch {
	case needless && short:
		return "not needed"
	case needless && t.follow:
		return "not needed today"
	case needless:
		return "not needed"
	}
	return st.Progress(short)
}

// areaPaint is the colour of an area: its own, or one of the four in turn.
func (t *today) areaPaint(area string) paint {
	if i := slices.Index(areaOrder, strings.ToLower(area)); i >= 0 {
		return t.styles.areas[i]
	}
	var others []string
	for _, r := range t.book.Records {
		a := r.Habit.Area
		if !slices.Contains(areaOrder, strings.ToLower(a)) && !slices.Contains(others, a) {
			others = append(others, a)
		}
	}
	return t.styles.areas[max(0, slices.Index(others, area))%len(t.styles.areas)]
}

// foot is the message line and the key line, or a field that takes their place.
func (t *today) foot() []string {
	if f, ok := t.field.(interface{ foot(*today) []string }); ok {
		return f.foot(t)
	}
	message := t.messageLine()
	if message == "" && t.filter != "" {
		message = newLine(t.width).put(t.styles.muted, " / ").put(t.styles.plain, t.filter).
			put(t.styles.muted, "   "+t.filterCount()).String()
	}
	return []string{message, hintLine(t.styles, t.hints(), t.width)}
}

func (t *today) footHeight() int {
	if _, ok := t.field.(*addField); ok {
		return 3
	}
	return 2
}

// messageLine draws the message and what takes it back.
func (s *session) messageLine() string {
	m := s.message
	if m.text == "" {
		return ""
	}
	tail := ""
	if m.key != "" {
		tail = "  " + m.key + " " + m.says
	}
	l := newLine(s.width).put(s.styles.plain, " "+cut(m.text, s.width-2-width(tail)))
	if m.key != "" {
		l.put(s.styles.plain, "  "+m.key).put(s.styles.muted, " "+m.says)
	}
	return l.String()
}

// hints are the key line, which follows the row.
func (t *today) hints() []hint {
	k := t.keys
	last := hint{"?", "keys", "?"}
	if f, ok := t.field.(interface{ hints(*today) []hint }); ok {
		return f.hints(t)
	}
	r := t.chosen()
	if r == nil {
		return []hint{{"N", "new habit", "N"}, {"a", "add", "a"}, {"← →", "day", "left"}, {"q", "quit", "q"}, last}
	}
	check := hint{"space", "check", "space"}
	switch {
	case r.standing.Goal.Measure.Counts():
		check.says = "amount"
	case r.standing.State == habits.Yes:
		check.says = "take back"
	}
	hints := []hint{check}
	if t.width >= 76 {
		hints = append(hints, hint{"1-9", "check", ""})
	}
	if t.width < 60 {
		return append(hints, hintOf(k.Add, "add"), hint{"← →", "day", "left"}, hintOf(k.Note, ""), hintOf(k.Rest, ""), last)
	}
	return append(hints, hintOf(k.Rest, ""), hintOf(k.Note, ""), hintOf(k.Add, "add"), hint{t.glyphs.left + " " + t.glyphs.right, "day", "left"},
		hintOf(k.Edit, "edit"), hintOf(k.New, "new"), hint{"q", "quit", "q"}, last)
}

// scroll moves the list so that the chosen row, its note and as much around it as
// may be are shown.
func (t *today) scroll() {
	if t.width == 0 || t.height == 0 {
		return
	}
	all, room, chosen := t.list(), t.room(), t.index()
	first, last := -1, -1
	for i, l := range all {
		if l.row == chosen && chosen >= 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	limit := max(0, len(all)-room)
	t.offset = min(t.offset, limit)
	if first < 0 {
		return
	}
	// One line more on either side: the line that says how many more there are would
	// cover the row.
	if first-1 < t.offset {
		t.offset = max(0, first-1)
		if first == 1 {
			t.offset = 0
		}
	}
	if last+1 >= t.offset+room {
		t.offset = min(limit, last+2-room)
	}
}

// page is how many rows a page has.
func (t *today) page() int { return max(1, t.room()-2) }
