package ui

import (
	"fmt"
	"strconv"
	"strings"

	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
)

// The pane stands beside the list of a wide terminal and follows the cursor.
const (
	paneWidth  = 40 // the wall, a blank, and what is in it
	paneInside = 38
	paneFrom   = 100 // the width of terminal that has one
	paneNotes  = 4   // how many notes it shows
)

// wide reports whether there is room for the pane.
func (t *todayPage) wide() bool { return t.width >= paneFrom }

// besidePane puts the pane to the right of lines.
func (t *todayPage) besidePane(lines []string) {
	var pane []string
	if r := t.sidebarRow(); r != nil {
		pane = t.pane(r)
	}
	col := t.columns().end + 1
	for i := range lines {
		l := newLine(t.width).styled(lines[i]).to(col).put(t.styles.faint, t.glyphs.wall+" ")
		if i < len(pane) {
			l.styled(pane[i])
		}
		lines[i] = l.String()
	}
}

// pane is what there is to know of a row's habit.
func (t *todayPage) pane(r *row) []string {
	record := t.book.Find(r.habit.ID)
	if record == nil {
		return nil
	}
	p := paneText{todayPage: t, row: r}
	p.title()
	p.words("why", r.habit.Why)
	p.words("plan", r.habit.Plan)
	p.lines = append(p.lines, "")
	if sum, ok := t.summaries[r.habit.ID]; ok && sum.begun {
		p.weeks(record)
		p.curve(sum)
		p.numbers(sum)
	}
	p.notes(record)
	return p.lines
}

// paneText is the pane's lines as they are written.
type paneText struct {
	*todayPage
	row   *row
	lines []string
}

func (p *paneText) add(l *line) { p.lines = append(p.lines, l.String()) }

func (p *paneText) title() {
	h, s := p.row.habit, p.styles
	key := ""
	if k := strings.TrimSpace(p.keyOf(*p.row)); k != "" {
		key = "key " + k
	}
	name := cut(spelling.CleanLine(h.Name), paneInside-width(key)-1)
	p.add(newLine(paneInside).put(s.bold, name).right(paneInside, s.muted, key))
	about := phrase.Goal(h.GoalOn(p.day))
	if h.Area != "" {
		about = h.Area + ", " + about
	}
	p.add(newLine(paneInside).put(s.muted, cut(about, paneInside)))
}

// words are the person's own, under a label.
func (p *paneText) words(label, text string) {
	if text == "" {
		return
	}
	const most = 3
	parts := fold(spelling.CleanLine(text), paneInside-6)
	if len(parts) > most {
		parts = append(parts[:most-1], cut(strings.Join(parts[most-1:], " "), paneInside-6))
	}
	for i, part := range parts {
		l := newLine(paneInside)
		if i == 0 {
			l.put(p.styles.muted, label)
		}
		p.add(l.to(6).put(p.styles.plain, part))
	}
}

// weeks is the heat map.
func (p *paneText) weeks(record *record.Row) {
	m := newWeekMap(habits.Evaluate(record.Habit, record.History, p.session.today), paneWeeks, p.session.today, p.glyphs, p.preferences())
	p.add(newLine(paneInside).to(axisCols-1).put(p.styles.muted, m.months()))
	hue := p.areaStyle(record.Habit.Area)
	for i, cells := range m.cells {
		l := newLine(paneInside).to(3).put(p.styles.muted, weekdayLetter(i, p.preferences())).to(axisCols - 1)
		for _, c := range cells {
			if c.done {
				l.put(hue, c.glyph)
			} else {
				l.put(p.styles.muted, c.glyph)
			}
		}
		p.add(l)
	}
}

// curve is strength over the same weeks.
func (p *paneText) curve(sum summary) {
	if !sum.known {
		return
	}
	for i, text := range curve(sum.recent, curveRows, p.glyphs == ascii) {
		label := map[int]string{0: "100", curveRows - 1: "  0"}[i]
		l := newLine(paneInside).put(p.styles.muted, label).to(axisCols-2).put(p.styles.faint, p.glyphs.wall)
		p.add(l.put(p.areaStyle(p.row.habit.Area), text))
	}
}

func (p *paneText) numbers(sum summary) {
	if !sum.known {
		return
	}
	strength := fmt.Sprintf("%.0f, %.0f a month ago", 100*sum.strength, 100*sum.monthAgo)
	if sum.first > p.session.today-30 {
		strength = fmt.Sprintf("%.0f", 100*sum.strength)
	}
	for _, n := range [][2]string{
		{"strength", strength},
		{"run", fmt.Sprintf("%d d, longest %d", sum.current, sum.longest)},
		{"kept", fmt.Sprintf("%s since %s", days(sum.total), sum.first.Brief(p.session.today))},
	} {
		p.add(newLine(paneInside).put(p.styles.muted, n[0]).to(10).put(p.styles.plain, n[1]))
	}
	p.lines = append(p.lines, "")
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
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
		p.add(newLine(paneInside).put(p.styles.muted, date).to(8).put(p.styles.plain, cut(spelling.CleanLine(all[i].Note), paneInside-8)))
	}
}
