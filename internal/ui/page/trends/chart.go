package trends

import (
	"math"
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/theme"
)

// axis begins a line of the chart, with a label where the axis is.
func (c trendChart) axis(label string) *theme.Line {
	return theme.NewLine(c.wide).Right(chart.AxisCols-2, c.Styles.Muted, label).To(chart.AxisCols - 2)
}

func (c trendChart) heads() string {
	return theme.NewLine(c.wide).To(chart.AxisCols-1).Put(c.Styles.Muted, heads(c.columns)).String()
}

// days is the heat map: a row a weekday where columns are weeks, one row where they
// are days, and none where they are longer.
func (c trendChart) days() []string {
	size := c.columns[0].to - c.columns[0].from + 1
	if size > 7 {
		return nil
	}
	var lines []string
	for row := range int(size) {
		label := ""
		if size == 7 {
			label = chart.WeekdayLetter(row, c.Preferences())
		}
		l := c.axis(label).To(chart.AxisCols - 1)
		for _, s := range c.columns {
			d := s.from + calendar.Day(row)
			day := c.trend.On(d)
			switch {
			case day == nil:
				l.Put(c.Styles.Plain, " ")
			case day.cell.Done:
				l.Put(c.shade(day.share), day.cell.Glyph)
			default:
				l.Put(c.Styles.Muted, day.cell.Glyph)
			}
		}
		lines = append(lines, l.String())
	}
	return lines
}

// shade is the hue of the habit's area, deeper for more.
func (c trendChart) shade(share float64) theme.Style {
	i := int(math.Ceil(share*4)) - 1
	return c.Shade(c.trend.habit.Area, max(0, min(3, i)))
}

// curve is strength over the columns.
func (c trendChart) curve(rows int) []string {
	values := make([]float64, 0, 2*len(c.columns))
	for _, s := range c.columns {
		middle := s.from + (s.to-s.from)/2
		values = append(values, c.trend.strength(stretch{s.from, middle}), c.trend.strength(s))
	}
	var lines []string
	for i, text := range chart.Curve(values, rows, c.Glyphs == theme.ASCII) {
		label := map[int]string{0: "100", rows - 1: "0"}[i]
		l := c.axis(label).Put(c.Styles.Faint, c.Glyphs.Wall)
		lines = append(lines, l.Put(c.AreaStyle(c.trend.habit.Area), text).String())
	}
	return lines
}

// bars is how much of the goal each column reached, in rows of eighths.
func (c trendChart) bars(rows int) []string {
	levels := []rune(c.Glyphs.Levels)
	lines := make([]string, rows)
	label := map[calendar.Day]string{0: "d", 6: "wk"}[c.columns[0].to-c.columns[0].from]
	for i := range rows {
		l := c.axis("")
		switch i {
		case rows - 1:
			l = c.axis(label)
		case 0:
			l = c.axis("goal") // all of it reaches up here
		}
		l.To(chart.AxisCols - 1)
		for _, s := range c.columns {
			done := c.trend.done(s)
			if math.IsNaN(done) || done == 0 {
				l.Put(c.Styles.Plain, " ")
				continue
			}
			height := max(1, int(math.Round(done*float64(rows*len(levels)))))
			level := min(len(levels), height-(rows-1-i)*len(levels))
			if level <= 0 {
				l.Put(c.Styles.Plain, " ")
				continue
			}
			l.Put(c.AreaStyle(c.trend.habit.Area), string(levels[level-1]))
		}
		lines[i] = l.String()
	}
	return lines
}

// cursorLine names the day of the cursor, with an arrow under its column.
func (c trendChart) cursorLine() string {
	at := -1
	for i, s := range c.columns {
		if c.Day >= s.from && c.Day <= s.to {
			at = i
		}
	}
	if at < 0 {
		return theme.NewLine(c.wide).Put(c.Styles.Muted, c.dayText()).String()
	}
	col := chart.AxisCols - 1 + at
	l := theme.NewLine(c.wide)
	if text := c.dayText() + " "; theme.Width(text) <= col {
		return l.To(col-theme.Width(text)).Put(c.Styles.Plain, text).Put(c.Styles.Strong, c.Glyphs.Up).String()
	}
	return l.To(col).Put(c.Styles.Strong, c.Glyphs.Up).Put(c.Styles.Plain, " "+c.dayText()).String()
}

// dayText is the day of the cursor: Thu 12 Nov  10 min, kept.
func (c trendChart) dayText() string {
	text := c.Day.Short(c.Today) + "  "
	day := c.trend.On(c.Day)
	if day == nil {
		return text + "nothing written"
	}
	var says []string
	if day.amount > 0 {
		says = append(says, day.amount.Text(c.trend.goal.Unit))
	}
	switch {
	case day.State == habits.Skip:
		says = append(says, "rest")
	case day.kept:
		says = append(says, "kept")
	case !day.due || day.State == habits.Filled:
		says = append(says, "not needed")
	case day.State == habits.No:
		says = append(says, "no")
	case day.amount == 0:
		says = append(says, "nothing written")
	}
	return text + strings.Join(says, ", ")
}

// numbers are runs and weekdays in two lines.
func (c trendChart) numbers() []string {
	s := c.Styles
	r := c.trend.Runs
	text, all := strconv.Itoa(r.Current)+" d, longest "+strconv.Itoa(r.Longest), ", "+strconv.Itoa(r.Total)+" d kept in all"
	if len(c.trend.longest) > 0 {
		if dated := text + " (" + c.runDates(c.trend.longest[0]) + ")"; theme.Width(dated+all) <= c.wide-9 {
			text = dated
		}
	}
	run := theme.NewLine(c.wide).Put(s.Muted, "run").To(8).Put(s.Plain, theme.Cut(text+all, c.wide-9))
	weekdays := theme.NewLine(c.wide).Put(s.Muted, "days").To(8)
	for i, share := range c.trend.weekdays {
		weekdays.Put(s.Muted, chart.WeekdayName(i, c.Preferences())+" ")
		weekdays.Put(c.AreaStyle(c.trend.habit.Area), level(c.Glyphs, share.of())).Put(s.Plain, "  ")
	}
	lines := []string{run.String(), weekdays.String()}
	if link, ok := c.link(); ok {
		for i, text := range linkLines(link, c.wide-9) {
			l := theme.NewLine(c.wide)
			if i == 0 {
				l.Put(s.Muted, "mood")
			}
			lines = append(lines, l.To(8).Put(s.Plain, text).String())
		}
	}
	return lines
}
