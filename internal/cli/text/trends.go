package text

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"selfcare/internal/cli/document"
	"selfcare/internal/phrase"
	"selfcare/internal/quantity"
	"selfcare/internal/ui/component/chart"
)

// Trends returns a line for each day of a habit, oldest first, and the runs that touch them.
func (p Printer) Trends(t document.Trends, goal string) (string, error) {
	unit := quantity.Unit("")
	if t.Habit.Unit != nil {
		unit = quantity.Unit(*t.Habit.Unit)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s\n\n", t.Habit.Name, goal)
	for _, d := range t.Days {
		line, err := trendLine(d, unit)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&b, line)
	}
	if len(t.Days) == 0 {
		fmt.Fprintln(&b, "Nothing was written by then.")
	}
	for i, run := range t.Runs {
		if i == 0 {
			fmt.Fprintln(&b, "\nruns")
		}
		fmt.Fprintf(&b, "  %s  %s to %s\n", phrase.Count(run.Days, "day", "days"), run.From.Short(p.today()), run.To.Short(p.today()))
	}
	return b.String(), nil
}

// trendLine returns a day of a habit in a line.
func trendLine(d document.DayTrend, unit quantity.Unit) (string, error) {
	strength, amount := "", ""
	if d.Strength != nil {
		strength = fmt.Sprintf("strength %3.0f", 100*float64(*d.Strength))
	}
	if d.Amount != nil {
		a, err := quantity.AmountOf(*d.Amount, unit)
		if err != nil {
			return "", err
		}
		amount = a.Text(unit)
	}
	line := fmt.Sprintf("%s  %-7s  %s  %s", d.Day, d.State, padded(strength, len("strength 100")), amount)
	return strings.TrimRight(line, " "), nil
}

// Strengths returns a line a habit, in so many columns: its name, a bar, its strength, its runs.
func Strengths(rows []document.Row, columns int, ascii bool) string {
	var b strings.Builder
	wide := len("habit")
	for _, r := range rows {
		wide = max(wide, ansi.StringWidth(r.Name))
	}
	wide = min(wide, max(12, columns-40))
	if len(rows) > 0 {
		fmt.Fprintf(&b, "%s  strength        run  longest  total\n", padded("habit", wide))
	}
	for _, r := range rows {
		strength := strings.Repeat(" ", 12)
		if r.Strength != nil {
			strength = fmt.Sprintf("%s %3.0f", chart.Bar(float64(*r.Strength), ascii), 100*float64(*r.Strength))
		}
		fmt.Fprintf(&b, "%s  %s  %4d d  %5d d  %5d\n", padded(ansi.Truncate(r.Name, wide, ".."), wide), strength, r.Run, r.Longest, r.Total)
	}
	if len(rows) == 0 {
		fmt.Fprintln(&b, "Trends begin with the first check-off.")
	}
	return b.String()
}

// padded returns a text with blanks behind it.
func padded(text string, wide int) string {
	return text + strings.Repeat(" ", max(0, wide-ansi.StringWidth(text)))
}
