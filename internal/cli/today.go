package cli

import (
	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/text"
	"selfcare/internal/habits"
	"selfcare/internal/record"
)

func (p *program) todayCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "today [DAY]",
		Short: "Print the day's list",
		Long: `Print the list of today, or of another day: yesterday, -2d, sat, 20 nov, 2026-11-22.
Of another day nothing is shown that came after it.`,
		// -2d is a day and no flag.
		DisableFlagParsing: true,
		ValidArgsFunction:  p.completeDay,
		RunE: func(cmd *cobra.Command, args []string) error {
			words, err := p.leadingFlags(cmd, args)
			if err != nil || words == nil {
				return err
			}
			day, err := p.dayArgument(cmd, words)
			if err != nil || day == nil {
				return err
			}
			return p.printDay(*day)
		},
	}
}

// printDay prints the list of a day.
func (p *program) printDay(day calendar.Day) error {
	store, err := p.record()
	if err != nil {
		return err
	}
	list := document.Day{Day: day.String(), Habits: []document.Row{}}
	var all []text.Listed
	err = store.Each(func(r record.Row) error {
		if !r.ListedOn(day) {
			return nil
		}
		c := habits.Evaluate(r.Habit, r.History, day)
		s := c.On(day)
		if s.Due {
			list.Due++
		}
		if s.Kept {
			list.Kept++
		}
		row := document.RowOf(c, s)
		list.Habits, all = append(list.Habits, row), append(all, text.Listed{Habit: r.Habit, Status: s, Row: row})
		return nil
	})
	if err != nil {
		return err
	}
	moods, err := store.Moods(day)
	if err != nil {
		return err
	}
	if mean, ok := moods.On(day).Mean(); ok {
		list.Mood = &mean
	}
	return p.write(list, p.printer().Day(day, list, all))
}
