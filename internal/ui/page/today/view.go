package today

import (
	"fmt"
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/component/zone"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// The columns that every row shares. The others depend on the width.
const (
	KeyCol   = 2
	GlyphCol = 4
	NameCol  = 6
)

// columns are where the parts of a row stand, by the width of the list.
type columns struct {
	amount    int // where the amount begins, or ends before when right
	right     bool
	strip     int // where the strip begins, or 0
	stripStep int
	strength  int // where the bar begins, or 0
	end       int // where the run, and the count in the header, ends
	short     bool
}

// columnsFor is the layout of a list of w columns: everything from 60, a tight
// strip and amounts from 40, no strip below.
// A wide list is no wider than its longest name needs: the eye has to get from a name
// to its amount.
func columnsFor(w, longest int) columns {
	switch {
	case w >= 76:
		// At 80 columns 28 and 49, with room for strength and run behind.
		w = min(w, max(80, 80+longest-(28-NameCol-1)))
		extra := w - 80
		return columns{amount: 28 + extra, strip: 49 + extra, stripStep: 2, strength: 64 + extra, end: w - 1}
	case w >= 60:
		strip := w - 1 - (2*page.StripDays - 1)
		return columns{amount: strip - 21, strip: strip, stripStep: 2, end: w - 1}
	case w >= 40:
		strip := w - 2 - page.StripDays
		return columns{amount: strip - 2, right: true, strip: strip, stripStep: 1, end: w - 1, short: true}
	}
	return columns{amount: w - 1, right: true, end: w - 1, short: true}
}

// columns is the layout of the list as it is.
func (t *Page) columns() columns { return columnsFor(t.listWidth(), t.longest) }

// listWidth is the width of the list: all of it, or what the pane leaves.
func (t *Page) listWidth() int {
	if t.wide() {
		return t.Width - paneWidth
	}
	return t.Width
}

// low reports whether there is no room for areas and blanks.
func (t *Page) low() bool { return t.Height < 20 }

// View draws the place.
func (t *Page) View() []string {
	foot := t.foot()
	lines := append([]string{t.dayHeader(), t.stripHeader()}, t.body()...)
	lines = append(lines, t.selfLines()...)
	for len(lines) < t.Height-len(foot) {
		lines = append(lines, "")
	}
	lines = lines[:t.Height-len(foot)]
	if t.wide() {
		t.besidePane(lines[1:])
	}
	return append(lines, foot...)
}

// room is how many lines the list has.
func (t *Page) room() int {
	room := t.Height - 2 - t.footHeight() - len(t.selfKeys())
	if !t.low() {
		room-- // a blank above the message
	}
	return max(1, room)
}

// dayHeader is the place, the day and how much of it is kept. Where it is narrow the
// day gives way, then the place; the count never does.
func (t *Page) dayHeader() string {
	text, _ := t.layHeader()
	return text
}

// layHeader draws the header, and returns where it goes to the day before, -1, and after, +1.
func (t *Page) layHeader() (string, zone.Zones) {
	s, c, end := t.Styles, t.columns(), t.Width-1
	count := t.countText()
	dateStyle := s.Muted
	if !t.follow {
		dateStyle = s.Accent
	}
	open, shut := t.Glyphs.Open+" ", ""
	if t.Day < t.Today {
		shut = " " + t.Glyphs.Shut
	}
	place, date := t.headerTexts(c.short, end-theme.Width(open+shut+count)-4)
	l := theme.NewLine(t.Width)
	switch place {
	case page.AllPlaces:
		t.PlaceNames(l, page.PlaceToday)
	default:
		l.Put(s.Bold, place)
	}
	if c.short {
		l.Put(s.Plain, theme.Blanks(max(1, min(2, 2*theme.Width(place)))))
	} else {
		l.To(end - theme.Width(open+date+shut+"   "+count))
	}
	before := l.Cells
	l.Put(s.Accent, open).Put(dateStyle, date)
	after := l.Cells + 1 // behind the blank
	l.Put(s.Accent, shut)
	zones := zone.Zones{{From: before - 1, To: before + 2, What: -1}}
	if shut != "" {
		zones = append(zones, zone.Zone{From: after - 1, To: after + 2, What: +1})
	}
	return l.Right(end, t.countStyle(), count).String(), zones
}

func (t *Page) countText() string {
	if n := t.NotSaved(); n > 0 {
		return strconv.Itoa(n) + " not saved"
	}
	due := strconv.Itoa(t.due)
	return fmt.Sprintf("%*d of %s", len(due), t.kept, due) // as wide all day: the date stays where it is
}

func (t *Page) countStyle() theme.Style {
	if t.NotSaved() > 0 {
		return t.Styles.Bold
	}
	return t.Styles.Muted
}

// headerTexts are the place and the day, said as fully as room cells allow.
func (t *Page) headerTexts(short bool, room int) (place, date string) {
	places := []string{page.AllPlaces, " Today", ""}
	if short {
		places = places[1:]
	}
	for _, place = range places {
		for _, date = range t.dateTexts(short) {
			if theme.Width(place+date) <= room {
				return place, date
			}
		}
	}
	return place, date
}

// dateTexts are the day in the header, the longest way of saying it first.
func (t *Page) dateTexts(short bool) []string {
	texts := []string{t.Day.Short(t.Today), t.Day.Brief(t.Today)}
	switch {
	case t.follow && t.Late:
		return append([]string{texts[0] + ", until " + t.DayStartText()}, texts...)
	case short:
		return texts
	}
	return append([]string{t.Day.Words(t.Today)}, texts...)
}

// stripHeader is the weekdays above the strip, with the day that is looked at in
// brackets when it is not today.
func (t *Page) stripHeader() string {
	c, s := t.columns(), t.Styles
	l := theme.NewLine(t.Width)
	if c.strip == 0 || len(t.Rows) == 0 {
		return ""
	}
	for i := range page.StripDays {
		d := t.stripStart() + calendar.Day(i)
		letter := d.Weekday().String()[:1]
		col := c.strip + i*c.stripStep
		switch {
		case d != t.Day || t.follow:
			l.To(col).Put(s.Muted, letter)
		case c.stripStep == 1:
			l.To(col).Put(s.Strong, letter)
		default:
			l.To(col-1).Put(s.Accent, t.Glyphs.Open).Put(s.Strong, letter).Put(s.Accent, t.Glyphs.Shut)
		}
	}
	if c.strength > 0 {
		l.To(c.strength).Put(s.Muted, "strength").Right(c.end, s.Muted, "run")
	}
	return l.String()
}

// rowLine draws one habit.
func (t *Page) rowLine(c columns, r Row, chosen bool) string {
	s, st := t.Styles, r.standing
	l := theme.NewLine(t.Width)
	if chosen {
		l.Put(s.Strong, t.Glyphs.Cursor)
	}
	l.To(KeyCol).Put(t.keyPaint(chosen), t.keyOf(r))
	sign := s.Muted
	if st.State == habits.Yes || st.State == habits.Partial {
		sign = t.AreaStyle(r.Habit.Area)
	}
	l.To(GlyphCol).Put(sign, t.Glyphs.State(st, true))

	name := spelling.CleanLine(r.Habit.Name)
	if f, ok := t.field.(*amountField); ok && f.habit == r.Habit.ID {
		l.To(NameCol).Put(t.nameStyle(r, chosen), theme.Cut(name, c.fieldCol()-NameCol-3))
		return f.view(t, l, c)
	}
	amount := t.fittingAmount(r, c)
	end := c.amount
	if c.right {
		end -= theme.Width(amount) + 1
	}
	l.To(NameCol).Put(t.nameStyle(r, chosen), theme.Cut(name, end-NameCol-1))
	t.noteMark(l, r)
	if c.right {
		l.Right(c.amount, s.Muted, amount)
	} else {
		l.To(c.amount).Put(s.Muted, theme.Cut(amount, c.strip-c.amount-1))
	}
	if c.strip > 0 {
		t.stripCells(l, c, r)
	}
	if c.strength > 0 {
		t.strengthAndRun(l, c, r)
	}
	return l.String()
}

// nameStyle returns how a habit's name is drawn: fainter where nothing is left to do.
func (t *Page) nameStyle(r Row, chosen bool) theme.Style {
	st := r.standing
	switch {
	case chosen:
		return t.Styles.Bold
	case st.State == habits.Yes, st.State == habits.Skip, t.Glyphs.State(st, true) == t.Glyphs.Spare:
		return t.Styles.Muted
	}
	return t.Styles.Plain
}

// fittingAmount returns the amount of a row, as fully as there is room for.
func (t *Page) fittingAmount(r Row, c columns) string {
	amount := t.amountText(r, c.short)
	if c.right {
		return theme.Cut(amount, t.Width/2-2)
	}
	room := c.strip - c.amount - 1
	if theme.Width(amount) <= room {
		return amount
	}
	if amount = strings.Replace(amount, " of ", "/", 1); theme.Width(amount) <= room {
		return amount
	}
	return t.amountText(r, true)
}

// strengthAndRun draws what the habit's whole history comes to, once it is known.
func (t *Page) strengthAndRun(l *theme.Line, c columns, r Row) {
	sum, ok := t.Summaries[r.Habit.ID]
	if !ok || !sum.Known {
		return
	}
	chart.PutBar(&t.Look, l.To(c.strength), sum.Strength, t.AreaStyle(r.Habit.Area))
	if sum.Current >= 2 {
		l.Right(c.end, t.Styles.Muted, strconv.Itoa(sum.Current)+" d")
	}
}

// noteMark says that the day has a note.
func (t *Page) noteMark(l *theme.Line, r Row) {
	if r.standing.Entry.Note != "" {
		l.Put(t.Styles.Muted, `"`)
	}
}

func (t *Page) stripCells(l *theme.Line, c columns, r Row) {
	for i, cell := range r.strip {
		p := t.Styles.Muted
		if cell.Done {
			p = t.AreaStyle(r.Habit.Area)
		}
		l.To(c.strip+i*c.stripStep).Put(p, cell.Glyph)
	}
}

func (t *Page) keyPaint(chosen bool) theme.Style {
	if chosen {
		return t.Styles.Bold
	}
	return t.Styles.Plain
}

// keyOf is what to press for a row: its own letter, or its number.
func (t *Page) keyOf(r Row) string {
	switch {
	case r.Habit.Key != "":
		return r.Habit.Key
	case r.number > 0:
		return strconv.Itoa(r.number)
	}
	return " "
}

// amountText is how far a row is.
func (t *Page) amountText(r Row, short bool) string {
	st := r.standing
	if r.Habit.Archived != nil {
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
	return phrase.Progress(st, short)
}

// foot is the message line and the key line, or a field that takes their place.
func (t *Page) foot() []string {
	if f, ok := t.field.(interface{ foot(*Page) []string }); ok {
		return f.foot(t)
	}
	message := t.MessageLine()
	if message == "" && t.filter != "" {
		message = theme.NewLine(t.Width).Put(t.Styles.Muted, " / ").Put(t.Styles.Plain, theme.Cut(t.filter, page.FilterRoom)).
			Put(t.Styles.Muted, "   "+t.filterCount()+"   esc clears").String()
	}
	return []string{message, keys.HintLine(&t.Look, t.Hints())}
}

func (t *Page) footHeight() int {
	if t.Prompt != nil {
		return t.Prompt.Height()
	}
	return 2
}

// Hints are the key line, which follows the row.
func (t *Page) Hints() []keys.Hint {
	if f, ok := t.field.(interface{ hints(*Page) []keys.Hint }); ok {
		return f.hints(t)
	}
	k, g := t.Bindings, page.NewGlobalKeys()
	add, urge, last := keys.HintOf(g.Add, "add"), keys.HintOf(g.Urge, "urge"), keys.HintOf(g.Keys, "")
	day := keys.Hint{Keys: "← →", Says: "day", Press: k.Before.Keys()[0]}
	r := t.chosen()
	if r == nil {
		return []keys.Hint{keys.HintOf(k.New, ""), add, day, keys.HintOf(g.Quit, ""), last}
	}
	check := keys.Hint{Keys: "space", Says: "check", Press: k.Check.Keys()[0]}
	switch {
	case r.standing.Goal.Measure.Counts():
		check.Says = "amount"
	case r.standing.State == habits.Yes:
		check.Says = "take back"
	}
	hints := []keys.Hint{check}
	if t.Width >= 76 {
		// As long for every row: what stands behind it stays where it is.
		hints[0].Says += theme.Blanks(len("take back") - len(check.Says))
		hints = append(hints, keys.Hint{Keys: "1-9", Says: "check"})
	}
	if t.Width < 60 {
		return append(hints, add, urge, day, keys.HintOf(k.Note, ""), keys.HintOf(k.Rest, ""), last)
	}
	return append(
		hints, keys.HintOf(k.Rest, ""), keys.HintOf(k.Note, ""), add, urge, keys.HintOf(g.Commands, "more"), day,
		keys.Hint{Keys: "tab", Says: "Trends", Press: g.Places.Keys()[0]}, keys.HintOf(k.Edit, "edit"), keys.HintOf(k.New, "new"), keys.HintOf(g.Quit, ""), last,
	)
}
