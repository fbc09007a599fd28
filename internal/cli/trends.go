package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/terminal"
	"selfcare/internal/cli/text"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/ui/page/trends"
)

func (p *program) trendsCommand() *cobra.Command {
	since, until := "", ""
	cmd := &cobra.Command{
		Use:   "trends [HABIT]",
		Short: "Print how settled habits are: strength, runs, a year at a glance",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return refusal.BadInput("%s takes one habit; put quotes around a name of several words", cmd.CommandPath())
			}
			return nil
		},
		ValidArgsFunction: complete.One(p.names().Habits),
	}
	cmd.Flags().StringVar(&since, "since", "", "list days from `DAY` on; everything before still counts")
	cmd.Flags().StringVar(&until, "until", "", "list days up to `DAY`")
	complete.Flag(cmd, "since", complete.Days)
	complete.Flag(cmd, "until", complete.Days)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		span, err := p.span(since, until)
		if err != nil {
			return err
		}
		switch cuts := since != "" || until != ""; {
		case cuts && len(args) == 0:
			return refusal.BadInput("--since and --until list the days of one habit; name it, such as selfcare trends walk --since 2026-11-01")
		case span.From > span.To:
			return refusal.BadInput("--since %s comes after --until %s; swap them", span.From, span.To)
		case len(args) == 0:
			return p.printAllTrends()
		default:
			return p.printTrends(args[0], span, cuts)
		}
	}
	return cmd
}

// span returns the days that a list is cut to.
func (p *program) span(since, until string) (document.Span, error) {
	s := document.Span{From: calendar.FirstDay, To: p.today()}
	var err error
	if since != "" {
		if s.From, err = quickadd.ParseDate(since, p.today()); err != nil {
			return s, err
		}
	}
	if until != "" {
		s.To, err = quickadd.ParseDate(until, p.today())
	}
	return s, err
}

// printTrends prints the course of a habit; where it is cut to some days, those instead of a year at
// a glance.
func (p *program) printTrends(name string, cut document.Span, cuts bool) error {
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
	if cuts {
		days := document.TrendsOf(c, today, cut)
		text, err := p.printer().Trends(days, phrase.Goal(r.Habit.GoalOn(today)))
		if err != nil {
			return err
		}
		return p.write(days, text)
	}
	if p.json {
		return p.print(document.TrendsOf(c, today, cut))
	}
	_, err = fmt.Fprint(p.out, trends.Text(c, today, terminal.Width(p.env.Out), terminal.IsASCII(p.env.Getenv), p.hours()))
	return err
}

// printAllTrends prints what all habits of today's list have come to.
func (p *program) printAllTrends() error {
	store, err := p.record()
	if err != nil {
		return err
	}
	today := p.today()
	list := struct {
		Habits []document.Row `json:"habits"`
	}{[]document.Row{}}
	err = store.Each(func(r record.Row) error {
		if r.ListedOn(today) {
			c := habits.Evaluate(r.Habit, r.History, today)
			list.Habits = append(list.Habits, document.RowOf(c, c.On(today)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.write(list, text.Strengths(list.Habits, terminal.Width(p.env.Out), terminal.IsASCII(p.env.Getenv)))
}
