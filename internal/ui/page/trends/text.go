package trends

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/theme"
)

// Text is what a habit's course has come to, as text of at most width columns:
// a year at a glance, strength, runs. Plain leaves out all that is not ASCII.
func Text(c habits.Evaluation, today calendar.Day, width int, plain bool, p calendar.Preferences) string {
	g := theme.Unicode
	if plain {
		g = theme.ASCII
	}
	var b strings.Builder
	h := c.Habit()
	fmt.Fprintf(&b, "%s, %s\n", spelling.CleanLine(h.Name), phrase.Goal(h.GoalOn(today)))
	if _, ok := c.History().First(); !ok {
		return b.String() + "Trends begin with the first check-off.\n"
	}
	m := chart.NewWeekMap(c, max(4, min(52, width-chart.AxisCols-1)), today, g, p)
	fmt.Fprintf(&b, "\n%s%s\n", theme.Blanks(chart.AxisCols), m.Months())
	for row, cells := range m.Cells {
		line := chart.WeekdayLetter(row, p)
		for _, cell := range cells {
			line += cell.Glyph
		}
		b.WriteString(strings.TrimRight(theme.Blanks(chart.AxisCols-2)+line[:1]+" "+line[1:], " ") + "\n")
	}
	for i, line := range chart.Curve(strengthsOf(c, m), chart.CurveRows, plain) {
		label := "   "
		switch i {
		case 0:
			label = "100"
		case chart.CurveRows - 1:
			label = "  0"
		}
		b.WriteString(strings.TrimRight(" "+label+" "+g.Wall+line, " ") + "\n")
	}
	tr := newTrend(record.Row{Habit: h, History: c.History()}, today, g, p)
	weeks := ""
	for _, s := range tr.columnsOf(span{"", 7 * m.Weeks}, m.Weeks, today) {
		weeks += level(g, tr.done(s))
	}
	b.WriteString(strings.TrimRight("   wk "+weeks, " ") + "\n")
	b.WriteString("\n" + summaryText(c, today))
	b.WriteString("\nweekdays\n")
	for i, share := range tr.weekdays {
		if of := share.of(); !math.IsNaN(of) {
			fmt.Fprintf(&b, "  %s %s %3.0f %%\n", chart.WeekdayName(i, p), chart.Bar(of, plain), 100*of)
		}
	}
	return b.String()
}

// level is a share of 0 to 1 as one sign, a blank for nothing.
func level(g theme.Glyphs, share float64) string {
	levels := []rune(g.Levels)
	if math.IsNaN(share) || share <= 0 {
		return " "
	}
	return string(levels[max(0, min(len(levels), int(math.Round(share*float64(len(levels)))))-1)])
}

// strengthsOf is the strength in the middle and at the end of every week, NaN before
// the first entry and after the last day.
func strengthsOf(c habits.Evaluation, m chart.WeekMap) []float64 { return m.Strengths(c.Strengths()) }

// longestShown is how many of the longest runs are listed.
const longestShown = 5

// summaryText is strength and runs in words.
func summaryText(c habits.Evaluation, today calendar.Day) string {
	var b strings.Builder
	if now, known := c.Strength(); known {
		fmt.Fprintf(&b, "strength  %.0f", 100*now)
		if then, ok := strengthOn(c, today-30); ok {
			fmt.Fprintf(&b, ", %.0f a month ago", 100*then)
		}
		b.WriteString("\n")
	}
	runs := c.Runs()
	fmt.Fprintf(&b, "run       %d d, longest %d\n", runs.Current, runs.Longest)
	first, _ := c.History().First()
	fmt.Fprintf(&b, "kept      %s since %s\n", phrase.Count(runs.Total, "day", "days"), first.Short(today))
	longest := slices.Clone(runs.All)
	slices.SortStableFunc(longest, func(x, y habits.Run) int { return y.Days - x.Days })
	for i, r := range longest[:min(len(longest), longestShown)] {
		if i == 0 {
			b.WriteString("\nlongest runs\n")
		}
		until := r.To.Short(today)
		if r.To == today {
			until = "today"
		}
		fmt.Fprintf(&b, "  %4d d  %s to %s\n", r.Days, r.From.Short(today), until)
	}
	return b.String()
}

// strengthOn is the strength of one day.
func strengthOn(c habits.Evaluation, day calendar.Day) (float64, bool) {
	for d, s := range c.Strengths() {
		if d == day {
			return s, true
		}
	}
	return 0, false
}
