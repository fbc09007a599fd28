package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
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
				return usageError{refusal.BadInput("%s needs days, such as 2026-12-20..2026-12-27", cmd.CommandPath())}
			}
			return p.rest(strings.Join(words, " "), len(bare) < len(args))
		},
	}
	cmd.Flags().Bool("clear", false, "take the rest days away again")
	return cmd
}

// wordsAmongFlags are the arguments without the flags, which may stand anywhere among them. It
// is nil when help was asked for and given.
func (p *program) wordsAmongFlags(cmd *cobra.Command, args []string) ([]string, error) {
	words := []string{}
	for len(args) > 0 {
		if a := args[0]; !strings.HasPrefix(a, "--") && a != "-h" || a == "--" {
			words, args = append(words, strings.TrimPrefix(a, "--")), args[1:]
			continue
		}
		rest, err := p.leadingFlags(cmd, args)
		if err != nil || rest == nil {
			return nil, err
		}
		args = rest
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" }), nil
}

// restJSON is what became of the days of a range.
type restJSON struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Days    int    `json:"days"`
	Written int    `json:"written"` // days of habits that became rest days, or none any more
	Stay    int    `json:"stay"`    // those that have something written, and stay
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
	done := restJSON{From: from.String(), To: to.String(), Days: int(to-from) + 1}
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
		err = noRest(found, from, to, p.today(), away)
	}
	if err != nil {
		return err
	}
	if p.json {
		return p.print(done)
	}
	return p.acknowledge(done.words(phrase.RestDays(found.Edits, p.today()), away))
}

// recordsFrom are all habits with what is written from a day on.
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

// noRest says why nothing was written.
func noRest(found record.Resting, from, to, today calendar.Day, away bool) error {
	when := "on " + from.Short(today)
	if to > from {
		when = "from " + from.Short(today) + " to " + to.Short(today)
	}
	switch {
	case away && found.Stay > 0:
		return refusal.New("Every rest day %s has a note, and stays", when)
	case away:
		return refusal.New("There is no rest day %s", when)
	case found.Stay > 0:
		return refusal.New("Everything %s has something written already", when)
	case found.Already > 0:
		return refusal.New("It is rest already %s", when)
	}
	return refusal.New("No habit asks for anything %s; selfcare habit list shows them", when)
}

// words is the answer in a line.
func (d restJSON) words(text string, away bool) string {
	parts := []string{strings.ToUpper(text[:1]) + text[1:], phrase.Count(d.Written, "entry", "entries")}
	if away {
		parts[0] = "Taken away: " + text
	}
	switch {
	case d.Stay == 1 && away:
		parts = append(parts, "1 with a note stays")
	case d.Stay > 0 && away:
		parts = append(parts, fmt.Sprintf("%d with a note stay", d.Stay))
	case d.Stay == 1:
		parts = append(parts, "1 had something written and stays")
	case d.Stay > 0:
		parts = append(parts, fmt.Sprintf("%d had something written and stay", d.Stay))
	}
	return strings.Join(append(parts, "selfcare undo takes it back"), " · ")
}
