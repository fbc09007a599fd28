package today

import (
	"fmt"
	"strconv"
	"strings"

	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// The pane stands beside the list of a wide terminal and follows the cursor.
const (
	paneWidth  = 40 // the wall, a blank, and what is in it
	paneInside = 38
	paneFrom   = 100 // the width of terminal that has one
	paneNotes  = 4   // how many notes it shows
)

// wide reports whether there is room for the pane.
func (t *Page) wide() bool { return t.Width >= paneFrom }

// besidePane puts the pane to the right of lines.
func (t *Page) besidePane(lines []string) {
	var pane []string
	if r := t.SidebarRow(); r != nil {
		pane = t.pane(r)
	}
	col := t.columns().end + 1
	for i := range lines {
		l := theme.NewLine(t.Width).Styled(lines[i]).To(col).Put(t.Styles.Faint, t.Glyphs.Wall+" ")
		if i < len(pane) {
			l.Styled(pane[i])
		}
		lines[i] = l.String()
	}
}

// pane is what there is to know of a row's habit.
func (t *Page) pane(r *Row) []string {
	record := t.Book.Find(r.Habit.ID)
	if record == nil {
		return nil
	}
	p := paneText{Page: t, row: r}
	p.title()
	p.words("why", r.Habit.Why)
	p.words("plan", r.Habit.Plan)
	p.lines = append(p.lines, "")
	if sum, ok := t.Summaries[r.Habit.ID]; ok && sum.Begun {
		p.weeks(record)
		p.curve(sum)
		p.numbers(sum)
	}
	p.notes(record)
	return p.lines
}

// paneText is the pane's lines as they are written.
type paneText struct {
	*Page
	row   *Row
	lines []string
}

func (p *paneText) add(l *theme.Line) { p.lines = append(p.lines, l.String()) }

func (p *paneText) title() {
	h, s := p.row.Habit, p.Styles
	key := ""
	if k := strings.TrimSpace(p.keyOf(*p.row)); k != "" {
		key = "key " + k
	}
	name := theme.Cut(spelling.CleanLine(h.Name), paneInside-theme.Width(key)-1)
	p.add(theme.NewLine(paneInside).Put(s.Bold, name).Right(paneInside, s.Muted, key))
	about := phrase.Goal(h.GoalOn(p.Day))
	if h.Area != "" {
		about = h.Area + ", " + about
	}
	p.add(theme.NewLine(paneInside).Put(s.Muted, theme.Cut(about, paneInside)))
}

// words are the person's own, under a label.
func (p *paneText) words(label, text string) {
	if text == "" {
		return
	}
	const most = 3
	parts := theme.Fold(spelling.CleanLine(text), paneInside-6)
	if len(parts) > most {
		parts = append(parts[:most-1], theme.Cut(strings.Join(parts[most-1:], " "), paneInside-6))
	}
	for i, part := range parts {
		l := theme.NewLine(paneInside)
		if i == 0 {
			l.Put(p.Styles.Muted, label)
		}
		p.add(l.To(6).Put(p.Styles.Plain, part))
	}
}

// weeks is the heat map.
func (p *paneText) weeks(record *record.Row) {
	m := chart.NewWeekMap(habits.Evaluate(record.Habit, record.History, p.Context.Today), page.PaneWeeks, p.Context.Today, p.Glyphs, p.Preferences())
	p.add(theme.NewLine(paneInside).To(chart.AxisCols-1).Put(p.Styles.Muted, m.Months()))
	hue := p.AreaStyle(record.Habit.Area)
	for i, cells := range m.Cells {
		l := theme.NewLine(paneInside).To(3).Put(p.Styles.Muted, chart.WeekdayLetter(i, p.Preferences())).To(chart.AxisCols - 1)
		for _, c := range cells {
			if c.Done {
				l.Put(hue, c.Glyph)
			} else {
				l.Put(p.Styles.Muted, c.Glyph)
			}
		}
		p.add(l)
	}
}

// curve is strength over the same weeks.
func (p *paneText) curve(sum page.Summary) {
	if !sum.Known {
		return
	}
	for i, text := range chart.Curve(sum.Recent, chart.CurveRows, p.Glyphs == theme.ASCII) {
		label := map[int]string{0: "100", chart.CurveRows - 1: "  0"}[i]
		l := theme.NewLine(paneInside).Put(p.Styles.Muted, label).To(chart.AxisCols-2).Put(p.Styles.Faint, p.Glyphs.Wall)
		p.add(l.Put(p.AreaStyle(p.row.Habit.Area), text))
	}
}

func (p *paneText) numbers(sum page.Summary) {
	if !sum.Known {
		return
	}
	strength := fmt.Sprintf("%.0f, %.0f a month ago", 100*sum.Strength, 100*sum.MonthAgo)
	if sum.First > p.Context.Today-30 {
		strength = fmt.Sprintf("%.0f", 100*sum.Strength)
	}
	for _, n := range [][2]string{
		{"strength", strength},
		{"run", fmt.Sprintf("%d d, longest %d", sum.Current, sum.Longest)},
		{"kept", fmt.Sprintf("%s since %s", phrase.Days(sum.Total), sum.First.Brief(p.Context.Today))},
	} {
		p.add(theme.NewLine(paneInside).Put(p.Styles.Muted, n[0]).To(10).Put(p.Styles.Plain, n[1]))
	}
	p.lines = append(p.lines, "")
}

// notes are the last ones of those that are held.
func (p *paneText) notes(record *record.Row) {
	all := record.History.All()
	shown := 0
	for i := len(all) - 1; i >= 0 && shown < paneNotes; i-- {
		if all[i].Note == "" {
			continue
		}
		shown++
		_, month, day := all[i].Day.Date()
		date := strconv.Itoa(day) + " " + month.String()[:3]
		p.add(theme.NewLine(paneInside).Put(p.Styles.Muted, date).To(8).Put(p.Styles.Plain, theme.Cut(spelling.CleanLine(all[i].Note), paneInside-8)))
	}
}
