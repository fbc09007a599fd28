package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/text"
	"selfcare/internal/db"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// clearFlag takes rest days away again.
const clearFlag = "--clear"

func (p *program) restCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rest DAY..DAY",
		Short: "Rest days for a holiday or an illness: 2026-12-20..2026-12-27",
		Long: `Make the days of a range rest days, for every habit that asks for something then.

  selfcare rest 2026-12-20..2026-12-27
  selfcare rest 20 dec..3 jan
  selfcare rest yesterday..fri
  selfcare rest today

Days may lie ahead. What is written on a day already stays as it is, and one undo
takes all of it back. With --clear the rest days of the range are taken away again,
but for those that have a note.`,
		// -2d is a day and no flag.
		DisableFlagParsing: true,
		ValidArgsFunction:  cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			bare := slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a == clearFlag })
			words, err := p.wordsAmongFlags(cmd, bare)
			if err != nil || words == nil {
				return err
			}
			if len(words) == 0 {
				return refusal.BadInput("%s needs days, such as 2026-12-20..2026-12-27", cmd.CommandPath())
			}
			return p.rest(strings.Join(words, " "), len(bare) < len(args))
		},
	}
	cmd.Flags().Bool("clear", false, "take the rest days away again")
	return cmd
}

// rest makes the days of a span rest days, or takes them away.
func (p *program) rest(span string, away bool) error {
	from, to, err := quickadd.ParseSpan(span, p.today())
	if err != nil {
		return err
	}
	store, err := p.store()
	if err != nil {
		return err
	}
	done := document.Rest{From: from.String(), To: to.String(), Days: int(to-from) + 1}
	var found record.Resting
	_, err = store.Do(func(r *db.Reader) (record.Change, error) {
		records, err := recordsFrom(r, from)
		if err != nil {
			return record.Change{}, err
		}
		find := record.Rests
		if away {
			find = record.RestsTakenBack
		}
		found = find(records, from, to)
		done.Written, done.Stay = len(found.Edits), found.Stay
		if done.Written == 0 {
			return record.Change{}, errNothingToRest
		}
		return record.Change{Edits: found.Edits}, nil
	})
	if errors.Is(err, errNothingToRest) {
		err = text.NoRest(found, from, to, p.today(), away)
	}
	if err != nil {
		return err
	}
	return p.acknowledge(done, text.Rest(done, phrase.RestDays(found.Edits, p.today()), away))
}

// recordsFrom returns all habits with what is written from a day on.
func recordsFrom(r *db.Reader, from calendar.Day) ([]record.Row, error) {
	list, err := r.Habits()
	if err != nil {
		return nil, err
	}
	var records []record.Row
	for _, h := range list {
		history, err := r.History(h.ID, from)
		if err != nil {
			return nil, err
		}
		records = append(records, record.Row{Habit: h, History: history})
	}
	return records, nil
}

// errNothingToRest ends a change that would change nothing.
var errNothingToRest = errors.New("nothing to rest")
