package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/page/trends"
)

func (p *program) trendsCommand() *cobra.Command {
	since, until := "", ""
	cmd := &cobra.Command{
		Use:   "trends [HABIT]",
		Short: "Print how settled habits are: strength, runs, a year at a glance",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError{refusal.BadInput("%s takes one habit; put quotes around a name of several words", cmd.CommandPath())}
			}
			return nil
		},
		ValidArgsFunction: completeOne(p.current),
	}
	cmd.Flags().StringVar(&since, "since", "", "list days from `DAY` on; everything before still counts")
	cmd.Flags().StringVar(&until, "until", "", "list days up to `DAY`")
	completes(cmd, "since", days)
	completes(cmd, "until", days)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		span, err := p.span(since, until)
		if err != nil {
			return err
		}
		switch cuts := since != "" || until != ""; {
		case cuts && len(args) == 0:
			return usageError{refusal.BadInput("--since and --until list the days of one habit; name it, such as selfcare trends walk --since 2026-11-01")}
		case span.from > span.to:
			return usageError{refusal.BadInput("--since %s comes after --until %s; swap them", span.from, span.to)}
		case len(args) == 0:
			return p.printAllTrends()
		default:
			return p.printTrends(args[0], span, cuts)
		}
	}
	return cmd
}

// span is the days that a list is cut to, both included.
type span struct{ from, to calendar.Day }

func (p *program) span(since, until string) (span, error) {
	s := span{calendar.FirstDay, p.today()}
	var err error
	if since != "" {
		if s.from, err = quickadd.ParseDate(since, p.today()); err != nil {
			return s, err
		}
	}
	if until != "" {
		s.to, err = quickadd.ParseDate(until, p.today())
	}
	return s, err
}

// trendsJSON is one habit's days and runs. Its fields are a contract.
type trendsJSON struct {
	Habit rowJSON    `json:"habit"`
	Days  []dayTrend `json:"days"`
	Runs  []runJSON  `json:"runs"`
}

// dayTrend is one day of a habit.
type dayTrend struct {
	Day      calendar.Day `json:"day"`
	State    string       `json:"state"`
	Amount   *float64     `json:"amount"`
	Strength *share       `json:"strength"`
}

// runJSON is one run.
type runJSON struct {
	From calendar.Day `json:"from"`
	To   calendar.Day `json:"to"`
	Days int          `json:"days"`
}

// printTrends prints the course of a habit; where it is cut to some days, those instead of a year at
// a glance.
func (p *program) printTrends(name string, cut span, cuts bool) error {
	store, err := p.record()
	if err != nil {
		return err
	}
	r, err := store.Record(name)
	if err != nil {
		return err
	}
	today := p.today()
	c := habits.Evaluate(r.Habit, r.History, today)
	if !p.json && cuts {
		return p.printDays(trendsOf(c, today, cut), phrase.Goal(r.Habit.GoalOn(today)))
	}
	if !p.json {
		_, err := fmt.Fprint(p.out, trends.Text(c, today, p.width(), plainTerminal(), p.preferences()))
		return err
	}
	return p.print(trendsOf(c, today, cut))
}

// printDays prints a line for each day of a habit, oldest first, and the runs that touch them.
func (p *program) printDays(t trendsJSON, goal string) error {
	today := p.today()
	unit := habits.Unit("")
	if t.Habit.Unit != nil {
		unit = habits.Unit(*t.Habit.Unit)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s\n\n", t.Habit.Name, goal)
	for _, d := range t.Days {
		line := fmt.Sprintf("%s  %-7s", d.Day, d.State)
		strength := ""
		if d.Strength != nil {
			strength = fmt.Sprintf("strength %3.0f", 100*float64(*d.Strength))
		}
		amount := ""
		if d.Amount != nil {
			a, err := habits.AmountOf(*d.Amount, unit)
			if err != nil {
				return err
			}
			amount = a.Text(unit)
		}
		fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("%s  %s  %s", line, padded(strength, len("strength 100")), amount), " "))
	}
	if len(t.Days) == 0 {
		fmt.Fprintln(&b, "Nothing was written by then.")
	}
	for i, run := range t.Runs {
		if i == 0 {
			fmt.Fprintln(&b, "\nruns")
		}
		fmt.Fprintf(&b, "  %s  %s to %s\n", phrase.Count(run.Days, "day", "days"), run.From.Short(today), run.To.Short(today))
	}
	_, err := fmt.Fprint(p.out, b.String())
	return err
}

// trendsOf is the course of a habit up to today, cut to the days that are wanted.
func trendsOf(c habits.Evaluation, today calendar.Day, cut span) trendsJSON {
	t := trendsJSON{Habit: rowOf(c, c.On(today)), Days: []dayTrend{}, Runs: []runJSON{}}
	all := c.Runs().All
	for i := len(all) - 1; i >= 0; i-- {
		if run := all[i]; run.To >= cut.from && run.From <= cut.to {
			t.Runs = append(t.Runs, runJSON{run.From, run.To, run.Days})
		}
	}
	first, ok := c.History().First()
	if !ok {
		return t
	}
	unit := c.Habit().GoalOn(today).Unit
	i := 0
	strengths := make([]float64, 0, max(0, int(today-first)+1))
	for _, s := range c.Strengths() {
		strengths = append(strengths, s)
	}
	for s := range c.Days(first, today) {
		strength := share(strengths[i])
		i++
		if s.Day < cut.from || s.Day > cut.to {
			continue
		}
		d := dayTrend{Day: s.Day, State: s.State.String()}
		if s.Entry.State == habits.Measured {
			if s.Goal.Measure.Counts() && unit == "" {
				unit = s.Goal.Unit
			}
			n := s.Entry.Amount.In(unit)
			d.Amount = &n
		}
		if !s.Goal.Schedule.Tracks() {
			d.Strength = &strength
		}
		t.Days = append(t.Days, d)
	}
	return t
}

// printAllTrends prints what all habits of today's list have come to.
func (p *program) printAllTrends() error {
	store, err := p.record()
	if err != nil {
		return err
	}
	today := p.today()
	list := struct {
		Habits []rowJSON `json:"habits"`
	}{[]rowJSON{}}
	err = store.Each(func(r record.Row) error {
		if r.ListedOn(today) {
			c := habits.Evaluate(r.Habit, r.History, today)
			list.Habits = append(list.Habits, rowOf(c, c.On(today)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if p.json {
		return p.print(list)
	}
	return p.printStrengths(list.Habits)
}

// printStrengths prints a line a habit: its name, a bar, its strength, its runs.
func (p *program) printStrengths(rows []rowJSON) error {
	var b strings.Builder
	wide := len("habit")
	for _, r := range rows {
		wide = max(wide, ansi.StringWidth(r.Name))
	}
	wide = min(wide, max(12, p.width()-40))
	if len(rows) > 0 {
		fmt.Fprintf(&b, "%s  strength        run  longest  total\n", padded("habit", wide))
	}
	for _, r := range rows {
		strength := strings.Repeat(" ", 12)
		if r.Strength != nil {
			strength = fmt.Sprintf("%s %3.0f", chart.Bar(float64(*r.Strength), plainTerminal()), 100*float64(*r.Strength))
		}
		fmt.Fprintf(&b, "%s  %s  %4d d  %5d d  %5d\n", padded(ansi.Truncate(r.Name, wide, ".."), wide), strength, r.Run, r.Longest, r.Total)
	}
	if len(rows) == 0 {
		fmt.Fprintln(&b, "Trends begin with the first check-off.")
	}
	_, err := fmt.Fprint(p.out, b.String())
	return err
}

func padded(text string, wide int) string {
	return text + strings.Repeat(" ", max(0, wide-ansi.StringWidth(text)))
}

// width is how many columns text output has: the terminal's, or 80.
func (p *program) width() int {
	if f, ok := p.raw.(*os.File); ok {
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
			return w
		}
	}
	return 80
}
