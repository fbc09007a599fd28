package trends

import (
	"math"
	"strconv"
	"strings"

	"selfcare/internal/habits"
	"selfcare/internal/links"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/component/zone"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// trendsLayout is where the parts of Trends stand, by its width.
type trendsLayout struct {
	wall  int // the column of the wall, or less than 0 where there is no list
	bars  bool
	chart int // where the chart's columns begin
	room  int // how many columns fit
	third int // where the third column begins, or 0
	more  int // how many columns more than usual names have
}

// mostColumns is how many columns a chart has at the most: two years of weeks.
const mostColumns = 104

// thirdWidth is the width of the third column.
const thirdWidth = 32

func (t *Page) layout() trendsLayout {
	l := trendsLayout{wall: 21}
	switch {
	case t.Width >= 116:
		// A chart of a year needs 120 columns; what is more is for the names first.
		l.more = max(0, min(t.Width-120, t.longestName()-15))
		l.wall, l.bars = 34+l.more, true
		l.third = min(t.Width-thirdWidth, l.wall+2+chart.AxisCols-1+mostColumns+3)
	case t.Width < 60:
		l.wall = -2 // the detail begins at the edge
	}
	l.chart = l.wall + 2 + chart.AxisCols - 1
	end := t.Width
	if l.third > 0 {
		end = l.third - 2
	}
	l.room = max(1, min(end-l.chart, mostColumns))
	return l
}

// longestName is the width of the longest name that is listed, up to as much as is sensible.
func (t *Page) longestName() int {
	longest := 0
	for _, h := range t.listed() {
		longest = max(longest, theme.Width(spelling.CleanLine(h.Name)))
	}
	return min(longest, 36)
}

// View draws the place.
func (t *Page) View() []string {
	l := t.layout()
	lines := []string{t.Header(page.PlaceTrends, "")}
	list, detail := t.listLines(l), t.detail(l)
	third := t.third(l)
	foot := t.foot()
	for y := range t.Height - 1 - len(foot) {
		row := theme.NewLine(t.Width)
		if l.wall >= 0 {
			if y < len(list) {
				row.Styled(list[y])
			}
			row.To(l.wall).Put(t.Styles.Faint, t.Glyphs.Wall)
		}
		if y < len(detail) {
			row.To(l.wall + 2).Styled(detail[y])
		}
		if y < len(third) && l.third > 0 {
			row.To(l.third).Styled(third[y])
		}
		lines = append(lines, row.String())
	}
	return append(lines, foot...)
}

// foot is the message line and the key line, or the field that takes their place.
func (t *Page) foot() []string {
	message := t.MessageLine()
	count := strconv.Itoa(len(t.listed())) + " shown"
	switch {
	case t.input != nil && t.dating:
		message = t.DateLine(t.input)
	case t.input != nil:
		l := theme.NewLine(t.Width).Put(t.Styles.Muted, " / ").Styled(t.input.Draw(&t.Look, page.FilterRoom))
		message = l.Put(t.Styles.Muted, "   "+count).String()
	case message == "" && t.filter != "":
		l := theme.NewLine(t.Width).Put(t.Styles.Muted, " / ").Put(t.Styles.Plain, theme.Cut(t.filter, page.FilterRoom))
		message = l.Put(t.Styles.Muted, "   "+count+"   esc clears").String()
	}
	return []string{message, keys.HintLine(&t.Look, t.Hints())}
}

// listLines is the list of habits with their strength.
func (t *Page) listLines(l trendsLayout) []string {
	if l.wall < 0 {
		return nil
	}
	s := t.Styles
	nameRoom, now, then := 12, 16, 20
	if l.bars {
		nameRoom, now, then = 16+l.more, 29+l.more, 33+l.more
	}
	head := theme.NewLine(l.wall).Put(s.Muted, " habit")
	if l.bars {
		head.To(nameRoom+1).Put(s.Muted, "strength")
	}
	head.Right(now, s.Muted, "now").Right(l.wall, s.Muted, "30 d")
	lines := []string{head.String()}
	list, rows := t.listed(), t.list()
	from, to := rows.Shown(t.listLayout())
	for i := from; i < to; i++ {
		row := theme.NewLine(l.wall)
		p := s.Plain
		if i == rows.Cursor {
			row.Put(s.Strong, t.Glyphs.Cursor)
			p = s.Bold
		}
		row.To(1).Put(p, theme.Cut(spelling.CleanLine(list[i].Name), nameRoom-1))
		if sum, ok := t.Summaries[list[i].ID]; ok && sum.Known {
			if l.bars {
				chart.PutBar(&t.Look, row.To(nameRoom+1), sum.Strength, t.AreaStyle(list[i].Area))
			}
			row.Right(now, s.Plain, points(sum.Strength)).Right(then, s.Muted, change(sum.Strength, sum.MonthAgo))
		}
		lines = append(lines, row.String())
	}
	if mean, was, ok := t.mean(); ok {
		row := theme.NewLine(l.wall).To(1).Put(s.Muted, "all of it")
		if l.bars {
			chart.PutBar(&t.Look, row.To(nameRoom+1), mean, s.Accent)
		}
		row.Right(now, s.Plain, points(mean)).Right(then, s.Muted, change(mean, was))
		lines = append(lines, "", row.String())
	}
	return lines
}

// detail is the chosen habit's life, under its name and the spans.
func (t *Page) detail(l trendsLayout) []string {
	wide := t.Width - l.wall - 2
	if t.Shown == nil || t.index() < 0 {
		text := "Trends begin with the first check-off."
		switch {
		case t.filter != "" && len(t.listed()) == 0:
			text = "Nothing with \"" + t.filter + "\". esc clears."
		case len(t.listed()) > 0:
			text = ""
		}
		return []string{theme.NewLine(wide).Put(t.Styles.Muted, text).String()}
	}
	tr := t.Shown
	head, _ := t.layHead(l)
	lines := []string{head}
	if len(tr.days) == 0 {
		return append(lines, "", theme.NewLine(wide).Put(t.Styles.Muted, "Trends begin with the first check-off.").String())
	}
	c := trendChart{Page: t, trend: tr, columns: tr.columnsOf(spans[t.Span], l.room, t.until), wide: wide}
	room := t.Height - 3
	lines = append(lines, c.heads())
	lines = append(lines, c.days()...)
	if room >= 16 {
		lines = append(lines, c.curve(chart.CurveRows)...)
	}
	barRows := 1
	if room >= 28 {
		barRows = 3
	}
	lines = append(lines, c.bars(barRows)...)
	lines = append(lines, c.cursorLine(), "")
	if l.third == 0 {
		lines = append(lines, c.numbers()...)
	}
	if n := len(tr.days); n < 14 {
		lines = append(lines, "", theme.NewLine(wide).Put(t.Styles.Muted, phrase.Days(n)+" so far. Lines say more after two weeks.").String())
	}
	return lines
}

// layHead draws the name of the chosen habit and the spans, and returns where each span stands.
func (t *Page) layHead(l trendsLayout) (string, zone.Zones) {
	wide, room := t.Width-l.wall-2, 0
	for _, s := range spans {
		room += theme.Width(s.name) + 2
	}
	head := theme.NewLine(wide)
	if l.wall < 0 { // the list is not shown, but moves all the same
		head.Put(t.Styles.Strong, t.Glyphs.Cursor)
	}
	head.Put(t.Styles.Bold, theme.Cut(spelling.CleanLine(t.Shown.habit.Name), max(6, wide-head.Cells-room-2)))
	if about := ", " + phrase.Goal(t.Shown.goal); head.Cells+theme.Width(about)+room+1 < wide {
		head.Put(t.Styles.Muted, about)
	}
	head.To(wide - 1 - room)
	var zones zone.Zones
	for i, s := range spans {
		from := l.wall + 2 + head.Cells
		head.Styled(theme.Selection(&t.Look, s.name, i == t.Span))
		zones = append(zones, zone.Zone{Row: 1, From: from, To: l.wall + 2 + head.Cells, What: i})
	}
	return head.String(), zones
}

// trendChart draws one trend over one set of columns.
type trendChart struct {
	*Page
	trend   *trend
	columns []stretch
	wide    int
}

// link is how mood went with the chosen habit; false where there is no mood yet.
func (t *Page) link() (links.Link, bool) {
	if t.Links == nil || t.Links.moods == 0 {
		return links.Link{}, false
	}
	l, ok := t.Links.links[t.Cursor]
	return l, ok
}

// runDates are the first and the last day of a run.
func (t *Page) runDates(r habits.Run) string {
	from, to := r.From.Brief(t.Today), r.To.Brief(t.Today)
	if r.To == t.Today {
		return from + " to today"
	}
	if y, _, _ := r.From.Date(); strings.HasSuffix(to, " "+strconv.Itoa(y)) { // once is enough
		from = strings.TrimSuffix(from, " "+strconv.Itoa(y))
	}
	return from + " to " + to
}

// third is the third column: runs, and the weekdays as bars.
func (t *Page) third(l trendsLayout) []string {
	if l.third == 0 || t.Shown == nil || len(t.Shown.days) == 0 {
		return nil
	}
	s, tr := t.Styles, t.Shown
	text := func(p theme.Style, words string) string {
		return theme.NewLine(thirdWidth-1).Put(p, theme.Cut(words, thirdWidth-1)).String()
	}
	lines := []string{"", ""}
	run := "run " + strconv.Itoa(tr.Runs.Current) + " d"
	if tr.Runs.Current > 0 {
		run += ", since " + tr.Runs.All[0].From.Brief(t.Today)
	}
	lines = append(lines, text(s.Plain, run), "")
	if len(tr.longest) > 0 {
		lines = append(lines, text(s.Bold, "longest"))
	}
	for _, r := range tr.longest {
		row := theme.NewLine(thirdWidth-1).Right(4, s.Plain, strconv.Itoa(r.Days)).Put(s.Muted, " d")
		lines = append(lines, row.To(7).Put(s.Muted, theme.Cut(t.runDates(r), thirdWidth-8)).String())
	}
	lines = append(lines, "", text(s.Bold, "weekdays"))
	for i, share := range tr.weekdays {
		row := theme.NewLine(thirdWidth-1).Put(s.Muted, chart.WeekdayName(i, tr.preferences)).To(4)
		if of := share.of(); !math.IsNaN(of) {
			chart.PutBar(&t.Look, row, of, t.AreaStyle(tr.habit.Area))
			row.Right(18, s.Plain, points(of)+" %")
		}
		lines = append(lines, row.String())
	}
	if link, ok := t.link(); ok {
		lines = append(lines, "", text(s.Bold, "mood"))
		for _, part := range linkText(link) {
			lines = append(lines, text(s.Plain, part))
		}
	}
	return append(lines, "", text(s.Plain, phrase.Days(tr.Runs.Total)+" kept in all"))
}
